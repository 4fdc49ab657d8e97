"""Saying something about a proposal on the web: about the whole, and about one paragraph or scene."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from feedback.actions.coming import say_as_newcomer
from feedback.actions.remarking import remark_on, remarks_on
from feedback.actions.responding import respond as respond_action
from feedback.actions.responding import seen_at
from feedback.actions.saying import CLOSED
from feedback.answering_form import fields_for, newcomers_code, read_newcomers_code, sent
from feedback.enums import Part, Target
from feedback.forms_responding import PIECE_PARTS, PieceForm, ReplyForm
from feedback.queries.asking import Answerable, Asked, asked_about, last_with, piece_of
from feedback.queries.responses import remarks_in, response_at, response_elsewhere, shown_remarks, words_in
from hlab.accounts import receipts
from hlab.core.access import public
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.ratelimit import Limit
from hlab.core.text import whole_number
from workshops.kinds.brainstorm import is_warning, refused, sent_key
from workshops.models import Participation
from workshops.queries import participation_of
from workshops.rules import counts, only_listens

# A library or a whole meeting may sit behind one address; this is to stop a script.
NEWCOMERS = Limit("round-newcomers", limit=200, seconds=600)


@public
def respond(request, slug: str):
    """The whole form, short or long, for whoever comes by; it says which version the answer goes to."""
    asked = _asked(request, slug)
    if not isinstance(asked, Answerable):
        return _closed(request, asked)
    if only_listens.test(request.viewer, asked.step.workshop):
        return _only_listens(request, asked)
    place = participation_of(request.viewer, asked.step.workshop)
    perspective = place.perspective if place else request.POST.get("perspective", "")

    def say(at_place: Participation):
        return respond_action(
            **_where(request, asked), participation=at_place, quote="quote" in request.POST, by=at_place,
            at=timezone.now(), **sent(request.POST, round=asked.round, perspective=perspective),
        )  # fmt: skip

    error = None
    if request.method == "POST":
        answer, error = _try(request, asked, place, say)
        if answer is not None:
            return answer
    mine = response_at(asked.version, place)
    context = fields_for(
        round=asked.round, version=asked.version, place=place, mine=mine, error=error,
        wanted=request.GET.get("form", ""), data=request.POST if request.method == "POST" else None,
        other_form=f"?v={asked.version.number}&form={{}}",
    )  # fmt: skip
    return _page(request, asked, place, error, "respond.html", context)


@public
def respond_to(request, slug: str, target: str, anchor: str):
    """One paragraph or scene: the words about it, which one may change until the round closes."""
    asked = _asked(request, slug)
    piece = piece_of(asked.version, target, anchor)
    if piece is None:
        return _gone(request, asked, target, anchor)
    if not isinstance(asked, Answerable):
        return _closed(request, asked)
    if only_listens.test(request.viewer, asked.step.workshop):
        return _only_listens(request, asked)
    place = participation_of(request.viewer, asked.step.workshop)

    def say(at_place: Participation):
        return remarks_on(
            **_where(request, asked), participation=at_place, target=target, anchor=anchor, by=at_place,
            at=timezone.now(), quote="quote" in request.POST, client_key=sent_key(request.POST),
            words={part: request.POST.get(part, "") for part in PIECE_PARTS},
            seen=whole_number(request.POST.get("seen")), confirmed=request.POST.get("confirmed") == "1",
        )  # fmt: skip

    error = None
    if request.method == "POST":
        answer, error = _try(request, asked, place, say)
        if answer is not None:
            return answer
    words = words_in(remarks_in(response_at(asked.version, place)))
    start: dict[str, Any] = {
        key.part: text for key, text in words.items() if (key.target, key.anchor) == (target, anchor)
    }
    start |= {"seen": seen_at(words, target, anchor)}
    form = _form(PieceForm, request, asked, place, error, start)
    context = {"form": form, "piece": piece, "target": target, "anchor": anchor}
    return _page(request, asked, place, error, "respond_to.html", context)


@public
def reply(request, slug: str, remark):
    """An answer to a remark that is shown openly. A thread goes on under the version that is asked about now."""
    asked = _asked(request, slug)
    thread = shown_remarks(asked.proposal).filter(pk=remark).first()
    if thread is None:
        raise Http404
    if not isinstance(asked, Answerable):
        return _closed(request, asked)
    if only_listens.test(request.viewer, asked.step.workshop):
        return _only_listens(request, asked)
    place = participation_of(request.viewer, asked.step.workshop)

    def say(at_place: Participation):
        return remark_on(
            **_where(request, asked), participation=at_place, target=thread.target, anchor=thread.anchor,
            part=Part.COMMENT, parent=thread, text=request.POST.get("text", ""), by=at_place, at=timezone.now(),
            quote="quote" in request.POST, client_key=sent_key(request.POST),
            confirmed=request.POST.get("confirmed") == "1",
        )  # fmt: skip

    error = None
    if request.method == "POST":
        answer, error = _try(request, asked, place, say)
        if answer is not None:
            return answer
    form = _form(ReplyForm, request, asked, place, error, {})
    return _page(request, asked, place, error, "respond_reply.html", {"form": form, "thread": thread})


# --- What the three have in common ------------------------------------------------------------


def _asked(request, slug: str) -> Asked:
    """The version that is asked about: of a form the one that it was shown with."""
    which = {"pk": whole_number(request.POST.get("version"))} if request.method == "POST" else {}
    if not which:
        which = {"number": whole_number(request.GET.get("v"))}
    asked = asked_about(slug, timezone.now(), **which)
    if asked is None:
        raise Http404
    return asked


def _where(request, asked: Answerable) -> dict[str, Any]:
    return {
        "round": asked.round, "version": asked.version, "exercise": asked.step,
        "counted": counts(request.viewer, asked.step.workshop),
    }  # fmt: skip


def _try(request, asked: Answerable, place: Participation | None, say: Callable):
    """(the answer to a form that was kept, None) or (None or the page that says it came too late, what was wrong)."""
    code = ""
    try:
        if place is not None:
            say(place)
        else:
            if request.viewer.receipt is None and NEWCOMERS.blocked(request):
                wait = NEWCOMERS.minutes_left(request)
                words = _("Många har svarat härifrån på kort tid. Vänta %(n)d minuter och skicka igen.") % {"n": wait}
                raise RuleBroken(words, status=429)
            _said, code = say_as_newcomer(
                exercise=asked.step, receipt=request.viewer.receipt,
                drawn=read_newcomers_code(request.POST.get("newcomer", "")),
                perspective=request.POST.get("perspective", ""), quote="quote" in request.POST, say=say,
                at=timezone.now(),
            )  # fmt: skip
    except RuleBroken as broken:
        return (_closed(request, asked, broken) if broken.code == CLOSED else None), broken
    saved = _("Sparat. Svaret gäller version %(n)s. Du kan ändra det tills rundan stänger.")
    messages.success(request, saved % {"n": asked.version.number})
    answer = redirect("feedback:my_responses", asked.proposal.slug)
    if code:
        NEWCOMERS.hit(request)
        receipts.set_cookie(answer, code)
        messages.success(request, _("Skriv upp din kvittokod %(code)s. Vi kan inte ta fram den igen.") % {"code": code})
    return answer, None


def _form(shape, request, asked: Answerable, place, error: RuleBroken | None, start: dict[str, Any]):
    """A form of a single remark, as sent or as saved; after StaleEdit it carries what is saved by now."""
    start = start | {"version": asked.version.pk, "key": uuid.uuid4()}
    start |= {"quote": place.consent_quote} if place else {"newcomer": newcomers_code()}
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and isinstance(error, StaleEdit):
        data["seen"] = error.row_version
    return refused(shape(data, initial=start, comes_in=place is None), error)


def _page(request, asked: Answerable, place, error: RuleBroken | None, template: str, context: dict):
    receipt = request.viewer.receipt
    context |= _frame(asked) | {
        "place": place,
        "error": error,
        "elsewhere": response_elsewhere(asked.version, receipt.pk if receipt else None, place),
        "counted": counts(request.viewer, asked.step.workshop),
        "warn": is_warning(error),
        "theirs": error.theirs if isinstance(error, StaleEdit) else "",
    }
    return render(request, f"feedback/{template}", context, status=error.status if error else 200)


def _frame(asked: Asked) -> dict[str, Any]:
    proposal, version = asked.proposal, asked.version
    return {
        "proposal": proposal,
        "version": version,
        "newer": asked.newer,
        "round": asked.round,
        "is_demo": proposal.is_demo,
        "crumbs": [
            (_("Start"), "/"),
            (_("Förslag"), "/forslag/"),
            (version.title, proposal.address if version.is_current else version.address),
            (_("Lämna synpunkt"), None),
        ],
    }


def _only_listens(request, asked: Asked):
    messages.info(request, _("Du är här för att lyssna, och lämnar därför inte egna synpunkter."))
    return redirect(asked.proposal.address)


def _closed(request, asked: Asked, broken: RuleBroken | None = None):
    """It is closed: since when, what can be done instead, and the words back to whoever had written some."""
    now = timezone.now()
    sent_in = request.POST
    words = [(str(part.label), sent_in[part]) for part in Part if part in sent_in]
    words += [(_("Konsekvens"), value) for name, value in sent_in.items() if name.endswith("-text")]
    newest = asked_about(asked.proposal.slug, now) if asked.newer else None
    context = _frame(asked) | {
        "why": broken.message if broken else asked.why_not(now),
        "words": [(label, text) for label, text in [*words, ("", sent_in.get("text", ""))] if text.strip()],
        "open_newer": newest.version if isinstance(newest, Answerable) else None,
    }
    return render(request, "feedback/respond_closed.html", context, status=409 if request.method == "POST" else 200)


def _gone(request, asked: Asked, target: str, anchor: str):
    """A paragraph or scene that this version does not have: in which it last stood, where the words can be left."""
    last = last_with(asked.versions, target, anchor)
    if last is None:
        raise Http404
    words = _("Den del du vill säga något om finns inte i version %(n)s. Den stod sist i version %(last)s.")
    context = _frame(asked) | {
        "why": words % {"n": asked.version.number, "last": last.number},
        "words": [(part.label, request.POST[part]) for part in PIECE_PARTS if request.POST.get(part, "").strip()],
        "open_newer": asked.version if isinstance(asked, Answerable) else None,
        "anchor": anchor if target == Target.PARAGRAPH else "",
    }
    return render(request, "feedback/respond_closed.html", context, status=404)
