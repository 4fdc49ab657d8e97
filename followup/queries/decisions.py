"""Decisions about charts, and the published series that they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from followup.analysis.cells import ALL, NO_BAND, Cell, of_frequency, series
from followup.analysis.defined import Definition
from followup.models import ChartDecision, Indicator, IndicatorVersion, Release, Unit
from followup.queries.following import decided
from followup.queries.published import current_versions, latest_releases, told, units_in


def indicators() -> QuerySet[Indicator]:
    """What the door asks for."""
    return Indicator.objects.select_related("lab")


def decisions() -> QuerySet[ChartDecision]:
    """What the door asks for, with the indicator, its lab and the unit."""
    return ChartDecision.objects.select_related("indicator__lab", "unit").annotate(lab_id=F("indicator__lab_id"))


@dataclass(frozen=True)
class Followable:
    """One published series that can be decided about. groups: every (sex, age) of the unit."""

    version: IndicatorVersion
    release: Release
    unit: Unit
    sex: str
    age: str
    cells: Sequence[Cell]
    groups: Sequence[tuple[str, str]]
    definition: Definition

    @property
    def periods(self) -> list[str]:
        return [cell.period for cell in self.cells]


def followable(indicator: Indicator, code: str, sex: str = ALL, age: str = NO_BAND) -> Followable | None:
    """The series of a unit as it is told, or None where nothing is. Eight queries at most."""
    found = _latest(indicator)
    unit = Unit.objects.filter(code=code).first()
    if found is None or unit is None:
        return None
    version, release = found
    one = told([release], units=[unit.pk]).get((version.pk, unit.pk))
    if one is None:
        return None
    mine = of_frequency(series(one.cells, sex=sex, age=age), version.frequency)
    groups = sorted({(cell.sex, cell.age) for cell in one.cells}, key=lambda group: (group != (ALL, NO_BAND), group))
    definition = decided([version], [unit]).of(version, unit, sex=sex, age=age)
    return Followable(version, release, unit, sex, age, mine, groups, definition) if mine else None


def _latest(indicator: Indicator) -> tuple[IndicatorVersion, Release] | None:
    version = current_versions([indicator.pk]).get(indicator.pk)
    release = latest_releases([version.pk]).get(version.pk) if version else None
    return (version, release) if version and release else None


def units_told(indicator: Indicator, search: str = "") -> QuerySet[Unit]:
    """Units with published figures of the indicator, by name, each with `standing`: how many decisions stand about its
    charts."""
    found = _latest(indicator)
    if found is None:
        return Unit.objects.none()
    mine = ChartDecision.objects.filter(indicator=indicator, withdrawn_at__isnull=True, unit=OuterRef("pk"))
    count = mine.order_by().values("unit").annotate(n=Count("pk")).values("n")
    rows = Unit.objects.filter(pk__in=units_in(found[1]))
    if search:
        rows = rows.filter(Q(name__icontains=search) | Q(code__startswith=search))
    return rows.annotate(standing=Coalesce(Subquery(count), 0)).order_by("name", "code")


def decisions_of(indicator: Indicator, unit: Unit | None = None) -> QuerySet[ChartDecision]:
    """Those that stand and those that were taken back, the latest first."""
    rows = decisions().filter(indicator=indicator)
    return (rows.filter(unit=unit) if unit else rows).order_by("-at", "-id")


def standing_like(
    indicator: Indicator, unit: Unit, *, sex: str, age: str, kind: str, period: str
) -> ChartDecision | None:
    """The decision that stands in the way of another one of its kind about the same period."""
    rows = ChartDecision.objects.filter(indicator=indicator, unit=unit, sex=sex, age=age, kind=kind, period=period)
    return rows.filter(withdrawn_at__isnull=True).first()
