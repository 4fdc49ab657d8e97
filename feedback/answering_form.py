"""The form of an answer about a version: as it is shown, as it comes back, and for the page of a proposal."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils import timezone

from feedback.actions.responding import Consequence, seen_of
from feedback.enums import USUAL_LEVEL, AnswersFor, FormKind, Part, RoundState
from feedback.forms_responding import EXPERT_PARTS, MOST_ROWS, SHORT_PARTS, USUAL, ConsequenceForm, ResponseForm
from feedback.models import ProposalVersion, Response, Round
from feedback.queries.responses import Key, own_step, remarks_in, response_at, response_elsewhere, words_in
from hlab.accounts.receipts import new_code
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import whole_number
from hlab.labs.enums import Perspective
from workshops.kinds.brainstorm import is_warning, refused, sent_key
from workshops.models import Participation
from workshops.queries import participation_of
from workshops.rules import counts

ROWS = 3  # blank rows of the expert form beside those that are filled in
_SALT, _ONE_DAY = "feedback.newcomer", 86_400


def fields_for(
    *, round: Round, version: ProposalVersion, place: Participation | None, mine: Response | None, wanted: str = "",
    data=None, error: RuleBroken | None = None, in_room: bool = False, said: dict | None = None,
    other_form: str = "?form={}",
) -> dict[str, Any]:  # fmt: skip
    """Context of `_respond_fields.html`: the form as sent or as saved, and how it went.

    place: None for somebody who comes in with this form. wanted: the form that was asked for ("short", "expert"). said:
    the answer's remarks, where they are read already. other_form: the query for the form that is not shown. After
    StaleEdit the form carries what is saved by now: what is sent next is chosen.
    """
    remarks = remarks_in(mine) if said is None else said
    words = words_in(remarks)
    expert = kind_of(round, mine, data.get("form") if data is not None else wanted) == FormKind.EXPERT
    start = _start(version, place, mine, words, remarks)
    if isinstance(error, StaleEdit):
        data = data.copy()
        data["seen"] = error.row_version
    form = ResponseForm(
        data, initial=start, expert=expert, comes_in=place is None, in_room=in_room, is_demo=round.is_demo
    )
    rows = _rows(data, words) if expert else []
    return {
        "form": _told(form, rows, error),
        "rows": rows,
        "form_kind": FormKind.EXPERT if expert else FormKind.SHORT,
        "may_choose": round.form == FormKind.BOTH,
        "other_form": other_form.format(FormKind.SHORT if expert else FormKind.EXPERT),
        "warn": is_warning(error),
        "theirs": error.theirs if isinstance(error, StaleEdit) else "",
        "mine": mine if mine is not None and mine.withdrawn_at is None else None,
        "draft": f"{version.pk}-{place.pk if place else 'ny'}",
    }


def kind_of(round: Round, mine: Response | None, wanted: str | None) -> str:
    """Which form somebody is shown: the one they ask for where there are two, else the one they used before."""
    if round.form != FormKind.BOTH:
        return round.form
    if wanted in (FormKind.SHORT, FormKind.EXPERT):
        return wanted
    return mine.form if mine is not None else FormKind.SHORT


def sent(data, *, round: Round, perspective: str) -> dict[str, Any]:
    """What the form says, as `responding.respond` takes it."""
    expert = kind_of(round, None, data.get("form")) == FormKind.EXPERT
    level = data.get("level", "")
    return {
        "effect": data.get("effect", ""),
        "words": {part: data.get(part, "") for part in (EXPERT_PARTS if expert else SHORT_PARTS)},
        "form": FormKind.EXPERT if expert else FormKind.SHORT,
        "consequences": [row for row in _sent_rows(data) if any(row)] if expert else (),
        "level": usual_level(perspective) if level == USUAL else level,
        "county": data.get("county", ""),
        "answers_for": data.get("answers_for") or AnswersFor.SELF,
        "client_key": sent_key(data),
        "seen": whole_number(data.get("seen")),
        "confirmed": data.get("confirmed") == "1",
    }


def usual_level(perspective: str) -> str:
    """The level that most with a perspective speak of; blank where nobody can know."""
    return USUAL_LEVEL.get(Perspective(perspective), "") if perspective in Perspective.values else ""


def form_for(request, version: ProposalVersion, round: Round | None) -> dict[str, Any] | None:
    """Context of `_respond_form.html` for the page of a proposal; None when the version cannot be answered now. round:
    the latest that asks about it (`round_about`).

    {"step", "place", "counted", …} beside what `fields_for` gives. elsewhere: an answer that the person has left in
    another session, where it is changed.
    """
    if round is None or round.state != RoundState.OPEN:
        return None
    step = own_step(round)
    if step is None:
        return None
    place = participation_of(request.viewer, step.workshop)
    mine = response_at(version, place)
    receipt = request.viewer.receipt
    return {
        "step": step,
        "place": place,
        "elsewhere": response_elsewhere(version, receipt.pk if receipt else None, place),
        "counted": counts(request.viewer, step.workshop),
        **fields_for(round=round, version=version, place=place, mine=mine, wanted=request.GET.get("form", "")),
    }


def newcomers_code() -> str:
    """A receipt code for whoever comes in with a form, signed: the same form sent twice is the same person. Nothing is
    kept of it before the form is sent."""
    return signing.dumps([new_code(), timezone.now().isoformat()], salt=_SALT)


def read_newcomers_code(sent: str) -> tuple[str, datetime] | None:
    """(code, when it was drawn) out of a form of ours; None when it is none of them, or from another day."""
    try:
        code, drawn_at = signing.loads(sent, salt=_SALT, max_age=_ONE_DAY)
    except signing.BadSignature:
        return None
    return code, datetime.fromisoformat(drawn_at)


def _start(version: ProposalVersion, place, mine: Response | None, words: dict[Key, str], remarks: dict) -> dict:
    start: dict[str, Any] = {"version": version.pk, "key": uuid.uuid4(), "seen": seen_of(mine, words)}
    if place is None:
        start |= {"newcomer": newcomers_code(), "level": USUAL}
    else:
        start["level"] = usual_level(place.perspective)
        start["quote"] = place.consent_quote
    if mine is not None:
        if mine.withdrawn_at is None:
            start |= {name: getattr(mine, name) for name in ("effect", "answers_for", "level", "county")}
        start |= {key.part: text for key, text in words.items() if not key.target}
        live = [row.contribution.consent_quote for row in remarks.values() if row.contribution.withdrawn_at is None]
        if live:
            start["quote"] = all(live)
    return start


def _rows(data, words: dict[Key, str]) -> list[ConsequenceForm]:
    if data is not None:
        many = min(whole_number(data.get("rader")), MOST_ROWS)
        return [ConsequenceForm(data, prefix=f"k{n}") for n in range(many)]
    there = [(key, text) for key, text in sorted(words.items()) if key.part == Part.CONSEQUENCE]
    shown = [
        {"dimension": key.dimension, "concerns": key.concerns, "stance": key.stance, "text": text}
        for key, text in there
    ]
    shown += [{} for _ in range(min(ROWS, MOST_ROWS - len(shown)))]
    return [ConsequenceForm(initial=initial, prefix=f"k{n}") for n, initial in enumerate(shown)]


def _sent_rows(data) -> list[Consequence]:
    many = min(whole_number(data.get("rader")), MOST_ROWS)
    return [Consequence(*(data.get(f"k{n}-{name}", "").strip() for name in Consequence._fields)) for n in range(many)]


def _told(form: ResponseForm, rows: list[ConsequenceForm], error: RuleBroken | None) -> ResponseForm:
    """What the action refused, at its field or its row."""
    if error is None:
        return form
    for number, row in enumerate(rows, start=1):
        key = Consequence(*(row[name].value() or "" for name in Consequence._fields)).key
        if key.field == error.field:
            row.is_valid()
            row.add_error("text", error.message)
            form.is_valid()
            form.add_error(None, f"{number}. {error.message}")
            return form
    refused(form, error)
    return form
