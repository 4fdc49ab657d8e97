"""Trying a prototype on paper, on the phone or in an interview; and invented people who try it in a rehearsal."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feedback.actions.responding import respond
from feedback.answering_form import usual_level
from feedback.enums import SHORT_PARTS, AnswersFor, Effect, Part
from feedback.forms_responding import USUAL, SheetForm
from feedback.queries.responses import Key, round_in, versions_in
from hlab.core.errors import RuleBroken
from workshops.models import Exercise, Participation


def printed(exercise: Exercise) -> dict:
    """What a printed form asks: every version of the round, with its scenes in words."""
    round = round_in(exercise)
    return {
        "round": round,
        "versions": [
            {"version": version, "scenes": list(version.scenes.order_by("place", "pk"))}
            for version in (versions_in(round) if round else [])
        ],
        "effects": Effect.labels,
        "answers_for": AnswersFor.labels,
        "parts": [part.label for part in SHORT_PARTS if part != Part.WHY],
    }


def sheet(exercise: Exercise, data=None, **kwargs) -> SheetForm:
    round = round_in(exercise)
    is_demo = round is not None and round.is_demo
    return SheetForm(data, versions=versions_in(round) if round else [], is_demo=is_demo, **kwargs)


def keep_sheet(*, exercise, participation, data, client_key, confirmed, language, channel, by, at) -> str:
    """Every version that the form has an answer to. What is written in again takes the place of what was there."""
    round = round_in(exercise)
    if round is None:
        raise RuleBroken(_("Rundan finns inte. Ladda om sidan."), field="number", status=409)
    kept = 0
    about = {"county": data.get("county", ""), "answers_for": data.get("answers_for") or AnswersFor.SELF}
    level = data.get("level", "")
    about["level"] = usual_level(participation.perspective) if level == USUAL else level
    for version in versions_in(round):
        effect = data.get(f"effect_{version.pk}", "")
        words: dict[str | Key, str] = {part: data.get(f"{part}_{version.pk}", "") for part in SHORT_PARTS}
        if not effect and not any(words.values()):
            continue
        try:
            respond(
                round=round, version=version, exercise=exercise, participation=participation, effect=effect,
                words=words, client_key=uuid.uuid5(client_key, "sheet"), seen=None, quote=participation.consent_quote,
                confirmed=confirmed, language=language, channel=channel, transcribed=True, by=by, at=at, **about,
            )  # fmt: skip
        except RuleBroken as broken:
            field = f"{broken.field}_{version.pk}"
            broken.field = field if broken.field not in about else broken.field
            raise
        kept += 1
    if not kept:
        raise RuleBroken(_("Blanketten är tom. Skriv in minst ett svar."), field="number")
    said = ngettext("Svar om %(n)d förslag är inskrivet.", "Svar om %(n)d förslag är inskrivna.", kept)
    return said % {"n": kept}


def invented(*, exercise: Exercise, participation: Participation, number: int, at) -> bool:
    """Answers of somebody who does not exist: mixed, and one in three says what must be true."""
    round = round_in(exercise)
    effects = (Effect.BETTER, Effect.MUCH_BETTER, Effect.SAME, Effect.WORSE, Effect.UNKNOWN)
    if round is None:
        return False
    versions = versions_in(round)
    for version in versions:
        respond(
            round=round, version=version, exercise=exercise, participation=participation, seen=None, counted=False,
            effect=effects[number % 5], level=usual_level(participation.perspective),
            words={
                Part.MUST_HOLD: _("Att någon svarar också på natten.") if number % 3 == 1 else "",
                Part.LIKES: _("Att det är en plan och inte tre.") if number % 3 == 0 else "",
            },
            client_key=uuid.uuid5(participation.pk, f"{exercise.pk}:{version.pk}"), by=participation, at=at,
        )  # fmt: skip
    return bool(versions)
