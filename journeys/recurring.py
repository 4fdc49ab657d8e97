"""Whether the same kind of gap is there again after something was done about it. A question to ask each other, never a
verdict (S21-R4, S22-R1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pandas as pd
from django.db.models import QuerySet

from journeys.analysis import rollup
from journeys.frames import gap_frame, gaps_like, journey_frame
from journeys.models import Journey, Remedy
from journeys.queries.portfolio import is_counted
from journeys.queries.remedies import remedies_for


def sort_of(remedy: Remedy) -> rollup.Sort:
    """The kind of gap, and between whom, that a remedy is about."""
    return remedy.kind, remedy.from_kind, remedy.to_kind


def among(remedies: Iterable[Remedy], journeys: pd.DataFrame, gaps: pd.DataFrame) -> Mapping[UUID, rollup.Again]:
    """{remedy id: what came before and after} among these maps."""
    return {
        remedy.pk: rollup.again(journeys, gaps, sort=sort_of(remedy), county=remedy.county, done_on=remedy.done_on)
        for remedy in remedies
    }


def looked_at(rows: QuerySet[Journey], remedies: Iterable[Remedy]) -> Mapping[UUID, rollup.Again]:
    """The same, read of these maps for these remedies alone. Two queries; none without remedies."""
    remedies = list(remedies)
    if not remedies:
        return {}
    return among(remedies, journey_frame(rows), gap_frame(rows, gaps_like(map(sort_of, remedies))))


def came_again(rows: QuerySet[Journey], remedies: Iterable[Remedy]) -> dict[int, list[Remedy]]:
    """{journey id: what had been done about a gap that it has all the same}."""
    by_id = {remedy.pk: remedy for remedy in remedies}
    out: dict[int, list[Remedy]] = {}
    for pk, again in looked_at(rows, by_id.values()).items():
        for journey in again.journeys:
            out.setdefault(journey, []).append(by_id[pk])
    return out


def section(journey: Journey, *, public: bool, viewer=None) -> dict | None:
    """For `journeys.touching`: what had been done about a gap of this map before it came there, by the same rule as
    `rollup.again`. For the lab alone, in one query."""
    if public or not is_counted(journey):
        return None
    found = [remedy for remedy in remedies_for(journey) if _is_after(journey, remedy)]
    return {"remedies": found} if found else None


def _is_after(journey: Journey, remedy: Any) -> bool:
    """remedy: with its `last_day`."""
    if journey.happened_in is not None and journey.happened_in >= remedy.done_on:
        return True
    known = journey.day_zero is not None and remedy.last_day is not None
    return known and journey.day_zero + timedelta(days=remedy.last_day) >= remedy.done_on
