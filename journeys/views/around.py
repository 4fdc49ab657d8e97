"""What every page where a map is changed has in common: the way there, the question before, and the word after."""

from __future__ import annotations

import uuid
from functools import wraps

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.forms import save_form
from journeys.forms_map import PartForm
from journeys.models import Gap, Journey, Step
from journeys.queries.voices import empty_chair, taken_back

METHODS = ["GET", "HEAD", "POST"]


def of_lab(lab, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to a page of the lab's maps, the lab, and whether it is example content."""
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (lab.name, reverse("labs:detail", args=[lab.pk])),
        (_("Resor"), reverse("journeys:list", args=[lab.pk])),
        *steps,
    ]
    return {"lab": lab, "crumbs": crumbs, "is_demo": lab.is_demo}


def around(journey: Journey, *steps: tuple[str, str | None]) -> dict:
    """The same for a page about one map."""
    here = (journey.title, home(journey))
    return of_lab(journey.lab, here, *steps) | {"journey": journey, "is_demo": journey.is_demo}


def home(journey: Journey) -> str:
    """The page of the map."""
    return reverse("journeys:journey", args=[journey.pk])


def key_of(request) -> uuid.UUID:
    """The key that a form of confirmation carries; one of its own where it came without."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def standing(view):
    """Of a part that has been removed the page says so, and shows the way to take it back. What is sent in is left to
    the view, so that nothing typed is lost. Of a part whose words have been taken back nothing is told."""

    @wraps(view)
    def inner(request, part, *args, **kwargs):
        if isinstance(part, (Step, Gap)) and part.pk in taken_back(part.journey):
            part.title = empty_chair()  # never saved: an act opens the row anew
        if part.gone_at is not None and request.method != "POST":
            context = around(part.journey, (str(part), None)) | {"part": part}
            return render(request, "journeys/edit/gone.html", context, status=410)
        return view(request, part, *args, **kwargs)

    return inner


def with_words(view):
    """Below `standing`: a step or a gap of which the words have been taken back is not written in any more. It can be
    removed, and everything of it is gone from every page."""

    @wraps(view)
    def inner(request, part, *args, **kwargs):
        if part.pk in taken_back(part.journey):
            context = around(part.journey, (part.title, None)) | {"part": part, "is_gap": isinstance(part, Gap)}
            return render(request, "journeys/edit/taken_back.html", context, status=410)
        return view(request, part, *args, **kwargs)

    return inner


def done(request, journey: Journey, words: str, before: int) -> None:
    """Say what was done, and how to take it back. before: the map's number of edits when the page was asked for; it
    stands where nothing was changed."""
    if journey.edits == before:
        messages.success(request, _("Inget ändrades."))
        return
    undo = reverse("journeys:undo_edit", args=[journey.pk, journey.edits])
    messages.success(request, format_html('{} <a class="go" href="{}">{}</a>', words, undo, _("Ångra")))


def saved(request, journey: Journey, form, save, /, *, words: str, template: str, to: str = "", **context):
    """A form on a part of a map. save: does the act with the cleaned data, and may give an address to go on to."""
    before = journey.edits

    def act(data):
        try:
            onward = save(data)
        except StaleEdit as stale:
            if isinstance(form, PartForm):
                form.met(stale)
            raise
        done(request, journey, words, before)
        return redirect(onward or to or home(journey))

    context = {"cancel": to or home(journey), "again": request.path} | context
    return save_form(request, form, act, template=template, **context)


def confirmed(
    request, journey: Journey, act, /, *, title: str, body: str, submit: str, words: str = "", said: str = "",
    back: str = "", to: str = "", kind: str = "stop", **context,
):  # fmt: skip
    """A page that asks, then the act, which is given the key of the form. A refusal stays here and says why. words:
    what is said of an act that can be undone; said: of one that is no edit of the map."""
    error, code, before = "", 200, journey.edits
    if request.method == "POST" and request.POST.get("confirm") == "1":
        try:
            act(key_of(request))
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            if said:
                messages.success(request, said)
            else:
                done(request, journey, words, before)
            return redirect(to or home(journey))
    context = around(journey, (title, None)) | {
        "title": title, "body": body, "submit": submit, "kind": kind, "error": error, "action": request.path,
        "cancel_url": back or home(journey), "fields": [("key", uuid.uuid4())],
    } | context  # fmt: skip
    return render(request, "confirm.html", context, status=code)
