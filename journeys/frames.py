"""Rows of many journeys as the frames that `journeys.analysis.rollup` describes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pandas as pd
from django.db.models import Case, F, Q, QuerySet, When

from hlab.labs.enums import ActorKind
from hlab.stats.suppression import DEFAULT_K
from journeys.analysis import rollup
from journeys.models import Gap, Journey, Step, StepActor, Voice
from journeys.queries.voices import USABLE, person_key

_OF_GAP = (
    "pk", "journey_id", "kind", "grade", "feeling", "days_planned", "days_told", "told_measured", "carried_by",
)  # fmt: skip
_MEASURED = Case(When(Q(measured_n__lt=DEFAULT_K), then=None), default=F("days_measured"))
"""A median of few persons is hidden here as in one map (`journeys.analysis.timeline.days_of`)."""


def journey_frame(rows: QuerySet[Journey]) -> pd.DataFrame:
    """rollup.JOURNEYS of these maps."""
    return rollup.framed(rows.order_by("pk").values_list("pk", "kind", "county", "happened_in"), rollup.JOURNEYS)


def gap_frame(rows: QuerySet[Journey], only: Q | None = None) -> pd.DataFrame:
    """rollup.GAPS of these maps. only: a condition on the gaps."""
    found = Gap.objects.filter(_in(rows), only or Q(), after__gone_at=None, after__phase__gone_at=None).order_by("pk")
    ends = [
        f"{end}_actor__{name}" for end in ("from", "to") for name in ("kind", "organisation", "is_person", "gone_at")
    ]
    days = ("journey__day_zero", "after__from_day", "after__to_day")
    made = []
    for row in found.annotate(told_measured=_MEASURED).values_list(*_OF_GAP, *ends, *days):
        part, journey, kind, *said = row[: len(_OF_GAP)]
        one, other = row[len(_OF_GAP) :][:4], row[len(_OF_GAP) :][4:8]
        day_zero, from_day, to_day = row[-3:]
        day = from_day if to_day is None else to_day
        on = day_zero + timedelta(days=day) if day_zero is not None and day is not None else None
        made.append((str(part), journey, kind, _kind(one), _kind(other), _is_border(one, other), *said, on))
    return rollup.framed(made, rollup.GAPS)


def step_frame(rows: QuerySet[Journey]) -> pd.DataFrame:
    """rollup.STEPS of these maps, in two queries."""
    there = StepActor.objects.filter(
        _in(rows, "step__"), actor__gone_at__isnull=True, actor__is_person=False
    ).order_by()
    meets: dict[Any, set[str]] = defaultdict(set)
    for step, kind in there.values_list("step_id", "actor__kind"):
        meets[step].add(kind)
    found = Step.objects.filter(_in(rows), phase__gone_at=None).order_by("pk")
    made = [
        (str(part), journey, "+".join(sorted(meets[part])), grade, feeling, moment)
        for part, journey, grade, feeling, moment in found.values_list("pk", "journey_id", "grade", "feeling", "moment")
    ]
    return rollup.framed(made, rollup.STEPS)


def people_frame(rows: QuerySet[Journey]) -> pd.DataFrame:
    """rollup.PEOPLE of these maps: whose notes may be used today."""
    found = Voice.objects.filter(_in(rows), USABLE).select_related("contribution__participation").order_by()
    made = {(str(voice.step_id or voice.gap_id), person_key(voice.contribution.participation)) for voice in found}
    return rollup.framed(sorted(row for row in made if row[1]), rollup.PEOPLE)


def gaps_like(sorts: Iterable[tuple[str, str, str]]) -> Q:
    """Condition on gaps: one of these kinds between these kinds of actors."""
    condition = Q(pk__in=[])
    for kind, from_kind, to_kind in set(sorts):
        condition |= Q(kind=kind, from_actor__kind=from_kind, to_actor__kind=to_kind)
    return condition


def _kind(end: tuple) -> str:
    """Kind of the actor at one end of a gap; blank where nobody is said or whoever was has been removed."""
    kind, _organisation, _is_person, gone = end
    return "" if gone else kind or ""


def _is_border(one: tuple, other: tuple) -> bool:
    """Whether a gap lies between two principals, as far as it says between whom. The person, and those around them,
    are none."""
    if not all(_kind(end) and not end[2] and end[0] != ActorKind.PERSON for end in (one, other)):
        return False
    return (one[1] or one[0]) != (other[1] or other[0])


def _in(rows: QuerySet[Journey], path: str = "") -> Q:
    return Q(**{f"{path}journey__in": rows.order_by().values("pk"), f"{path}gone_at__isnull": True})
