"""For who listens: what has been shown, and notes that are theirs alone."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hlab.core.access import guarded
from hlab.core.forms import save_form
from hlab.core.text import whole_number
from workshops.actions import listening as acts
from workshops.forms_after import ListenerNoteForm
from workshops.models import ListenerNote, Workshop
from workshops.paging import page_of
from workshops.queries import sites_of, workshops
from workshops.queries.after import follows_only, heard, listened_by
from workshops.sent import sent_key
from workshops.wire import everywhere, room

PER_PAGE = 100


def listener(view):
    """Guard for the pages of those who listen."""
    return guarded("workshops.listen", workshops)(view)


@listener
def listen(request, workshop: Workshop):
    """What each site has been shown, step by step, and a place to write for oneself."""
    form = ListenerNoteForm(request.POST if request.method == "POST" else None, workshop=workshop)

    def save(data):
        acts.write_for_oneself(
            workshop=workshop, key=sent_key(request), by=request.user, at=timezone.now(), **data
        )  # fmt: skip
        messages.success(request, _("Anteckningen är sparad. Bara du kan läsa den."))
        return redirect("workshops:listen", pk=workshop.pk)

    rooms = sites_of(workshop)
    page = page_of(heard(workshop, request.viewer), request.GET.get("page", ""), PER_PAGE)
    context = {
        "workshop": workshop,
        "page": page,
        "mine": list(listened_by(request.user, workshop)),
        "several": len(rooms) > 1,
        "key": request.POST.get("key") or uuid.uuid4(),
        "follows_only": follows_only(request.viewer, workshop.lab_id),
        "wire": [*(room(site.pk) for site in rooms), everywhere(workshop.pk)],
        "is_demo": workshop.is_demo,
    }
    if request.htmx and request.method == "GET":
        return render(request, "workshops/_listen_notes.html", context)
    return save_form(request, form, save, template="workshops/listen.html", **context)


@listener
def change(request, workshop: Workshop, note: int):
    """Other words for one's own note, or throw it away."""
    own: ListenerNote | None = listened_by(request.user, workshop).filter(pk=note).first()
    if own is None:
        raise Http404
    if request.method == "POST" and "kasta" in request.POST:
        acts.throw_away(note=own, by=request.user, at=timezone.now())
        messages.success(request, _("Anteckningen är borttagen."))
        return redirect("workshops:listen", pk=workshop.pk)
    form = ListenerNoteForm(
        request.POST if request.method == "POST" else None,
        initial={"text": own.text, "exercise": own.exercise_id},
        workshop=workshop,
    )

    def save(data):
        acts.rewrite_for_oneself(
            note=own, row_version=whole_number(request.POST.get("row_version")), by=request.user, at=timezone.now(),
            **data,
        )  # fmt: skip
        messages.success(request, _("Anteckningen är ändrad."))
        return redirect("workshops:listen", pk=workshop.pk)

    context = {"workshop": workshop, "note": own, "is_demo": workshop.is_demo}
    return save_form(request, form, save, template="workshops/listen_note.html", **context)


@listener
def own_as_text(request, workshop: Workshop):
    """One's own notes as a text file."""
    notes = listened_by(request.user, workshop)
    lines = [
        workshop.title,
        date_format(workshop.starts_at, "j F Y"),
        _("Egna anteckningar. Ingen annan har läst dem."),
    ]
    for note in notes:
        about = note.exercise.title if note.exercise else _("Hela verkstaden")
        lines += ["", f"{date_format(timezone.localtime(note.created_at), 'j F Y G.i')}. {about}", note.text]
    answer = HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="anteckningar-{slugify(workshop.title) or workshop.pk}.txt"'
    answer["Cache-Control"] = "no-store"
    return answer
