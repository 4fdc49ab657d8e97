"""The desk where notes are read and coded, one at a time. What is marked needs no script: sentences are ticked."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.actions import coding
from goals.analysis.marking import Span, chosen, lines
from goals.analysis.refi import normalised
from goals.forms_coding import QueueForm
from goals.models import Code
from goals.queries import filter_choices
from goals.queries.codebook import tree_of
from goals.queries.coding import (
    UNCODED,
    UNREAD,
    code_named,
    coders_of,
    codes_used_by,
    coding_of,
    desk_of,
    how_far,
    memos_of,
    old_excerpt,
    put_marks,
    queue,
)
from goals.views.coding_frame import frame, note_or_404, notes_for
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from hlab.labs.models import Lab
from workshops.models import Contribution
from workshops.paging import page_of

PER_PAGE = 50
MOST_NAMES = 1000  # codes offered while somebody writes


@guarded("goals.write", Lab)
def desk(request, lab: Lab):
    """Notes to read, by filter and by how far one has come."""
    form = QueueForm(request.GET, choices=filter_choices(lab))
    notes = notes_for(request, lab)
    page = page_of(queue(lab, form.narrow(notes), request.user, form.only()), request.GET.get("page", ""), PER_PAGE)
    put_marks(list(page), request.user)
    asked = _asked(request)
    context = frame(lab, _("Koda"), tab="desk") | {
        "form": form, "page": page, "query": asked, "far": how_far(lab, notes, request.user),
        "with_query": f"?{asked}" if asked else "",
    }  # fmt: skip
    return render(request, "goals/coding/desk.html", context)


def _asked(request) -> str:
    """The filter, to go along from note to note."""
    names = ("verkstad", "steg", "tema", "perspektiv", "sok", "visa")
    return urlencode({name: request.GET[name] for name in names if request.GET.get(name)})


@dataclass
class Sent:
    """What was ticked and written, kept for a page that says what is wrong."""

    whole: bool = False
    places: list[int] = field(default_factory=list)
    start: str = ""
    end: str = ""
    codes: list[int] = field(default_factory=list)
    name: str = ""
    is_new: bool = False
    memo: str = ""

    @classmethod
    def out_of(cls, post) -> Sent:
        return cls(
            whole=bool(post.get("hela")),
            places=[whole_number(value) for value in post.getlist("mening") if value.isdecimal()],
            start=post.get("start", ""),
            end=post.get("slut", ""),
            codes=[whole_number(value) for value in post.getlist("kod")],
            name=post.get("kodnamn", "").strip(),
            is_new=bool(post.get("ny")),
            memo=post.get("text", ""),
        )

    def spans(self, text: str) -> list[Span]:
        """The stretches meant: the whole, the sentences ticked, and a stretch marked by hand."""
        if self.whole:
            return [(0, len(text))]
        own = []
        if self.start.strip() or self.end.strip():
            # A number that is none lies outside the text, and the action says so.
            start, end = (whole_number(value) if value.strip().isdecimal() else -1 for value in (self.start, self.end))
            own = [(start, end)]
        return chosen(text, self.places) + own


@guarded("goals.write", Lab)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, lab: Lab, note):
    """One note: mark, code, take away, look again at changed words, be done. Others' codes come after one's own, or
    when asked for (?andras=1)."""
    notes = notes_for(request, lab)
    known = note_or_404(notes, note)
    sent, error, status = Sent(), None, 200
    if request.method == "POST":
        sent = Sent.out_of(request.POST)
        try:
            return _do(request, lab, known, notes, sent)
        except RuleBroken as broken:
            error, status = broken, broken.status
            known = note_or_404(notes, note)
    context = frame(lab, _("Läs och koda"), above=((_("Koda"), _back(request, lab)),)) | _page(
        request, lab, known, sent
    )
    return render(request, "goals/coding/note.html", context | {"error": error}, status=status)


def _back(request, lab: Lab) -> str:
    asked = _asked(request)
    return reverse("goals:coding", args=[lab.pk]) + (f"?{asked}" if asked else "")


def _page(request, lab: Lab, known: Contribution, sent: Sent) -> dict:
    seen = desk_of(known, request.user, see_others=request.GET.get("andras") == "1")
    coders = coders_of(lab, request.user) if seen.others else {}
    asked, places = _asked(request), tree_of(lab)
    return {
        "note": known,
        "desk": seen,
        "lines": lines(seen.text, [(excerpt.start, excerpt.end) for excerpt, _codings in seen.mine]),
        "others": [(coders[pk].label, rows) for pk, rows in seen.others.items() if pk in coders],
        "codes": codes_used_by(lab, request.user, places),
        "names": [place.name for place in places[:MOST_NAMES]],
        "memos": memos_of(lab, note=known)[:30],
        "sent": asdict(sent),
        "action": request.path + (f"?{asked}" if asked else ""),
        "see_others": f"{request.path}?{asked + '&' if asked else ''}andras=1",
        "back": _back(request, lab),
    }


def _do(request, lab: Lab, known: Contribution, notes, sent: Sent):
    """One act of the page, and where it leads. Raises RuleBroken."""
    act, version = request.POST.get("act"), whole_number(request.POST.get("version"))
    at, me = timezone.now(), request.user
    if act in ("koda", "koda-klar"):
        text = normalised(known.text)
        coding.code_note(note=known, note_version=version, spans=sent.spans(text), by=me, at=at, **_codes(lab, sent))
        messages.success(request, _("Koden är satt."))
    elif act == "ta-bort":
        row = coding_of(known, whole_number(request.POST.get("kodning")), me)
        if row is not None:
            coding.remove_coding(coding=row, by=me, at=at)
            messages.success(request, _("Koden är borttagen där."))
    elif act == "se-over":
        _look_again(request, known, version, at)
    elif act == "anteckna":
        coding.write_memo(lab=lab, note=known, text=sent.memo, by=me, at=at)
        messages.success(request, _("Anteckningen är sparad."))
    if act in ("klar", "koda-klar"):
        coding.done_with(note=known, note_version=version, by=me, at=at)
        return _next(request, lab, known, notes)
    return redirect(request.get_full_path())


def _codes(lab: Lab, sent: Sent) -> dict:
    """The codes ticked and the one written, as the action takes them: a new one only where that is said."""
    found = list(Code.objects.filter(lab=lab, pk__in=sent.codes))
    if len(found) != len(set(sent.codes)):
        raise RuleBroken(_("Koden finns inte i labbets kodbok längre. Välj en annan."), field="code")
    if not sent.name:
        return {"codes": found}
    code = code_named(lab, sent.name)
    if code is None and not sent.is_new:
        raise RuleBroken(
            _("Det finns ingen kod som heter ”%(name)s”. Är den ny? Kryssa för det och sätt koden igen.")
            % {"name": sent.name[:120]},
            field="code",
        )
    if code is None:
        return {"codes": found, "new_code": sent.name}
    return {"codes": list({one.pk: one for one in [*found, code]}.values())}


def _look_again(request, known: Contribution, version: int, at) -> None:
    excerpt = old_excerpt(known, request.POST.get("utdrag") or None, request.user)
    if excerpt is None:
        raise RuleBroken(_("Det utdraget behöver inte ses över längre."), status=409)
    text = normalised(known.text)
    how = request.POST.get("val")
    span = None
    if how == "flytta":
        desk_now = desk_of(known, request.user, see_others=False)
        span = next((old.now for old in desk_now.old if old.excerpt.pk == excerpt.pk), None)
        if span is None:
            raise RuleBroken(_("Orden finns inte kvar i texten. Välj hela texten, eller markera på nytt."))
    elif how == "hela":
        span = (0, len(text))
    coding.look_again(note=known, note_version=version, excerpt=excerpt, span=span, by=request.user, at=at)
    messages.success(request, _("Utdraget är genomgånget."))


def _next(request, lab: Lab, known: Contribution, notes):
    """The next note that this person has not read, in the same filter."""
    form = QueueForm(request.GET, choices=filter_choices(lab))
    rest = queue(lab, form.narrow(notes), request.user, UNREAD)
    if form.only() == UNCODED:
        rest = queue(lab, rest, request.user, UNCODED)
    following = rest.exclude(pk=known.pk).first()
    asked = _asked(request)
    if following is None:
        messages.success(request, _("Du har läst alla lappar i urvalet."))
        return redirect(_back(request, lab))
    return redirect(reverse("goals:code_note", args=[lab.pk, following.pk]) + (f"?{asked}" if asked else ""))
