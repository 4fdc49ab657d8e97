"""A round with people who have answered it, put straight into the tables, and counted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from feedback.actions.counting import count
from feedback.enums import Effect, RoundState
from feedback.models import Response, Round, RoundRelease
from hlab.labs.enums import Perspective
from tests.factories import NOON
from tests.feedback.sample import make_response

LATER = NOON + timedelta(days=30)


def answer(round: Round, *, version=None, perspective=Perspective.LIVED, effects: dict, **fields) -> list[Response]:
    """So many people's answers. effects: {effect: people}; blank for those who leave it out."""
    return [
        make_response(round=round, version=version, perspective=perspective, effect=effect, **fields)
        for effect, n in effects.items()
        for _one in range(n)
    ]


def everybody(round: Round, *, version=None, worse: int = 6, small: int = 3) -> None:
    """Lived 20, relative 15, staff 15, manager `small`; from two counties and of one level, all for themselves."""
    groups = (
        (Perspective.LIVED, {Effect.WORSE: worse, Effect.SAME: 5, Effect.BETTER: 15 - worse}, "17"),
        (Perspective.RELATIVE, {Effect.BETTER: 10, Effect.SAME: 5}, "18"),
        (Perspective.STAFF, {Effect.WORSE: 5, Effect.BETTER: 5, Effect.SAME: 5}, "18"),
        (Perspective.MANAGER, {Effect.MUCH_BETTER: small}, "17"),
    )
    for perspective, effects, county in groups:
        answer(round, version=version, perspective=perspective, effects=effects, county=county, level="micro")


def close(round: Round) -> Round:
    """Nobody answers any more."""
    Round.objects.filter(pk=round.pk).update(state=RoundState.CLOSED)
    round.refresh_from_db()
    return round


def count_it(round: Round) -> RoundRelease:
    """Closed and counted, and said to be so."""
    release = count(round=close(round), by=None, at=LATER)
    Round.objects.filter(pk=round.pk).update(state=RoundState.COUNTED)
    return release


def numbers_in(part) -> Iterable[int]:
    """Every number of people in what a release holds."""
    if isinstance(part, dict):
        if "cells" in part:
            yield part["n"]
            yield from part["cells"].values()
        for key, value in part.items():
            if key not in ("cells", "version", "format"):
                yield from numbers_in(value)
    elif isinstance(part, list):
        for value in part:
            yield from numbers_in(value)
