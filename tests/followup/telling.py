"""Figures that are told of a unit, with the verdict that they come to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from followup.analysis.cells import Cell, series
from followup.analysis.following import follow
from followup.models import IndicatorVersion, Release, Unit
from followup.queries.following import definitions
from tests.factories import NOON
from tests.followup.sample import make_release, make_verdict


def tell(
    version: IndicatorVersion, figures: dict[Unit, Sequence[Cell]], *, number: int = 1, at: datetime = NOON
) -> Release:
    """A release with a verdict for everybody in each unit."""
    release = make_release(version=version, figures=figures, number=number, at=at)
    found = definitions([version], list(figures))
    for unit, cells in figures.items():
        answer = follow(series(cells), found[version.pk, unit.pk], as_of=timezone.localdate(at))
        make_verdict(
            release=release, unit=unit, position=answer.position, position_why=answer.position_why,
            heading=answer.heading, heading_why=answer.heading_why, facts=answer.facts,
        )  # fmt: skip
    return release


def shares(values: Sequence[float | None], *, n: int = 100, first=(2024, 1), sex="T", age="") -> list[Cell]:
    """Monthly shares of n people, in per cent; None for one that is missing."""
    out = []
    for i, value in enumerate(values):
        month = first[1] - 1 + i
        period = f"{first[0] + month // 12}-{month % 12 + 1:02}"
        if value is None:
            out.append(Cell(period, "missing", sex=sex, age=age))
        else:
            out.append(Cell(period, "shown", value, value * n / 100, float(n), sex, age))
    return out
