"""What was known of an indicator and when, and which series lack figures: staff's own pages, never the public's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from followup.analysis.cells import end_of
from followup.enums import Frequency, ObservationStatus
from followup.models import Indicator, IndicatorVersion, Observation, Unit

NEVER, LATE, SOME = "never", "late", "some"
_NAMED = 5


@dataclass(frozen=True)
class Change:
    """A figure that was replaced by another. now: what took its place."""

    was: Observation
    now: Observation | None


@dataclass(frozen=True)
class MissingSeries:
    """What is not there, and who answers for it. state: NEVER (nothing has come), LATE (the next period should have),
    SOME (it has, but not of these units). last: the latest period there is. due: when the next should have come. units:
    the first names, of n."""

    version: IndicatorVersion
    state: str
    last: str = ""
    due: date | None = None
    units: tuple[str, ...] = ()
    n: int = 0

    @property
    def owner(self) -> str:
        return self.version.indicator.owner

    @property
    def more(self) -> int:
        return self.n - len(self.units)


def indicators() -> QuerySet[Indicator]:
    """Indicators with their lab."""
    return Indicator.objects.select_related("lab", "replaced_by")


def _of(indicator: Indicator, words: str) -> QuerySet[Observation]:
    rows = Observation.objects.filter(version__indicator=indicator).select_related("unit", "version", "batch")
    return rows.filter(Q(unit__name__icontains=words) | Q(unit__code=words)) if words else rows


def replaced(indicator: Indicator, words: str = "") -> QuerySet[Observation]:
    """Figures that another has taken the place of, the latest first. words: part of a unit's name, or its code."""
    return _of(indicator, words).filter(replaced_at__isnull=False).order_by("-replaced_at", "-pk")


def known_at(indicator: Indicator, at: datetime, words: str = "") -> QuerySet[Observation]:
    """What was known at a moment, the latest period first."""
    rows = _of(indicator, words).filter(recorded_at__lte=at).exclude(replaced_at__lte=at)
    return rows.order_by("-start", "unit__name", "sex", "age", "-pk")


def changes(rows: list[Observation]) -> list[Change]:
    """Each replaced figure beside what took its place. One query."""
    found = Observation.objects.filter(
        version__in={row.version_id for row in rows}, unit__in={row.unit_id for row in rows},
        recorded_at__in={row.replaced_at for row in rows},
    ).select_related("batch").order_by("pk")  # fmt: skip
    after = {(*_cell(row), row.recorded_at): row for row in found}
    return [Change(row, after.get((*_cell(row), row.replaced_at))) for row in rows]


def _cell(row: Observation) -> tuple:
    return row.version_id, row.unit_id, row.period, row.sex, row.age


def missing_series(lab, today: date) -> list[MissingSeries]:
    """The series of a lab's indicators that lack figures, by the title of the indicator. Three queries.

    An indicator that has ended lacks nothing. A figure is late when its period and the days it may take have passed.
    """
    versions: dict[int, IndicatorVersion] = {}
    published = IndicatorVersion.objects.filter(
        indicator__lab=lab, indicator__ended_on__isnull=True, published_at__isnull=False
    )
    for row in published.select_related("indicator").order_by("indicator_id", "number"):
        versions[row.indicator_id] = row
    latest: dict[int, dict[int, str]] = defaultdict(dict)
    rows = (
        Observation.objects.filter(
            version__in=[row.pk for row in versions.values()], replaced_at__isnull=True, status=ObservationStatus.OK,
            sex="T", age="",
        )
        .order_by()
        .values_list("version", "unit")
        .annotate(last=Max("period"))
    )  # fmt: skip
    for version, unit, last in rows:
        latest[version][unit] = last
    found = [_lacks(row, latest[row.pk], today) for row in versions.values()]
    names = _names({unit for one in found if one for unit in one[3]})
    out = [
        MissingSeries(row, state, last, due, tuple(sorted(names[unit] for unit in units)[:_NAMED]), len(units))
        for row, one in zip(versions.values(), found, strict=True) if one for state, last, due, units in [one]
    ]  # fmt: skip
    return sorted(out, key=lambda one: (one.version.title, one.version.pk))


def _lacks(version: IndicatorVersion, latest: dict[int, str], today: date) -> tuple | None:
    """(state, latest period, when the next was due, units without it), None where nothing is."""
    if not latest:
        return NEVER, "", None, []
    last = max(latest.values())
    due = _next_end(end_of(last), version.frequency) + timedelta(days=version.lag_days)
    if due < today:
        return LATE, last, due, []
    behind = [unit for unit, period in latest.items() if period < last]
    return (SOME, last, None, behind) if behind else None


def _next_end(start: date, frequency: str) -> date:
    months = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.TERTIAL: 4, Frequency.HALF: 6, Frequency.YEAR: 12}
    month = start.month - 1 + months[Frequency(frequency)]
    return date(start.year + month // 12, month % 12 + 1, 1)


def _names(units: set[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=units).order_by().values_list("pk", "name"))
