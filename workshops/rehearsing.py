"""Invented people who answer in a rehearsal. Each kind of step may say how; one that does not is
only marked as done."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from hlab.labs.enums import Perspective
from workshops.actions.contributions import leave_note
from workshops.actions.stories import approve, write_part
from workshops.actions.voting import dots_each, place_dots
from workshops.models import Exercise, Participation
from workshops.queries import clusters_of, own_notes
from workshops.queries.stories import guide, own_stories

PEOPLE = (
    *[Perspective.LIVED] * 3, *[Perspective.RELATIVE] * 2, *[Perspective.STAFF] * 3, *[Perspective.MANAGER] * 2,
    Perspective.ELECTED, Perspective.CIVIL,
)  # fmt: skip
"""From where the invented people speak: twelve, as mixed as a room one hopes for."""

Answer = Callable[..., bool]
_answers: dict[str, Answer] = {}


def register(kind: str, answer: Answer) -> None:
    """answer(exercise=, participation=, number=, at=) → whether an answer was left. number: 0 for the first person."""
    _answers[kind] = answer


def answer_of(kind: str) -> Answer | None:
    """How invented people answer in a kind of step; None when nobody has said how."""
    return _answers.get(kind)


def _lines() -> list[str]:
    return [
        _("Någon som ringer tillbaka samma dag."),
        _("Jag fick berätta allt från början igen."),
        _("Ett nummer som går till en människa."),
        _("Min syster fick inte vara med på mötet."),
        _("Att kommunen och regionen satt i samma rum."),
        _("Vi har ingen tid att läsa vad de andra har skrivit."),
        _("En plan som jag själv kan läsa."),
        _("Två system som inte talar med varandra."),
        _("Budgeten följer verksamheten och inte personen."),
        _("Ingen frågade vad som var viktigt för mig."),
        _("Vi mäter besök, inte om det blev bättre."),
        _("Någon som följer med den första gången."),
    ]


def write(*, exercise: Exercise, participation: Participation, number: int, at: datetime) -> bool:
    """One note each, once."""
    if own_notes(exercise, participation).exists():
        return False
    lines = _lines()
    leave_note(
        exercise=exercise,
        participation=participation,
        text=lines[number % len(lines)],
        client_key=uuid.uuid5(participation.pk, str(exercise.pk)),
        by=participation,
        at=at,
    )
    return True


def vote(*, exercise: Exercise, participation: Participation, number: int, at: datetime) -> bool:
    """All of one's dots on one theme, another for the next person."""
    themes = clusters_of(exercise.source) if exercise.source else []
    if not themes:
        return False
    chosen = themes[number * number % len(themes)]
    place_dots(
        exercise=exercise, participation=participation, dots={chosen.pk: dots_each(exercise)}, by=participation, at=at
    )
    return True


def tell(*, exercise: Exercise, participation: Participation, number: int, at: datetime) -> bool:
    """A short story each, once: every other one is read through and sent, the others are still being written."""
    if own_stories(exercise, participation):
        return False
    lines, key = _lines(), uuid.uuid5(participation.pk, str(exercise.pk))
    story = None
    for place, row in enumerate(guide(exercise)[:2]):
        story = write_part(
            exercise=exercise, participation=participation, story_key=key, number=1, part=row["key"],
            text=lines[(number + place) % len(lines)], client_key=uuid.uuid5(key, row["key"]), row_version=0,
            by=participation, at=at,
        )  # fmt: skip
    if story is not None and number % 2 == 0:
        story.refresh_from_db()
        approve(story=story, row_version=story.row_version, by=participation, at=at)
    return True


register("brainstorm", write)
register("story", tell)
register("dot_vote", vote)
