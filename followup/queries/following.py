"""What has been decided of each version, and of each unit's series: what the answers are made with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from followup.analysis.cells import ALL, NO_BAND
from followup.analysis.defined import Aim, Break, Decision, Definition
from followup.enums import IndicatorKind, Polarity
from followup.models import ChartDecision, IndicatorVersion, KnownBreak, Release, Target, Unit


@dataclass
class Decided:
    """Targets, breaks and decisions of some indicators, read once. at: {version id: the moment it is looked at}."""

    at: Mapping[int, datetime] = field(default_factory=dict)
    targets: dict[int, list[Target]] = field(default_factory=dict)
    breaks: dict[int, list[KnownBreak]] = field(default_factory=dict)
    decisions: dict[tuple[int, int, str, str], list[ChartDecision]] = field(default_factory=dict)

    def of(self, version: IndicatorVersion, unit: Unit, *, sex: str = ALL, age: str = NO_BAND) -> Definition:
        """The definition for one series of one unit. A target for the unit's level comes before one for every level
        that begins on the same day."""
        indicator, at = version.indicator, self.at.get(version.pk)
        targets = [row for row in self.targets.get(indicator.pk, []) if _stood(row.added_at, row.withdrawn_at, at)]
        breaks = [row for row in self.breaks.get(indicator.pk, []) if _stood(row.added_at, row.withdrawn_at, at)]
        mine = self.decisions.get((indicator.pk, unit.pk, sex, age), [])
        spread = None
        if version.polarity == Polarity.RANGE and version.range_low is not None and version.range_high is not None:
            spread = (version.range_low, version.range_high)
        return Definition(
            polarity=version.polarity, value_type=version.value_type, frequency=version.frequency,
            multiplier=version.multiplier, decimals=version.decimals, spread=spread,
            aims=[Aim(row.value, row.valid_from, row.source) for row in targets if row.level in ("", unit.kind)],
            breaks=[Break(row.on, row.what) for row in breaks],
            decisions=[as_decision(row) for row in mine if _stood(row.at, row.withdrawn_at, at)],
            chart=version.chart, judge_n=version.judge_n, ended_on=indicator.ended_on, review_by=indicator.review_by,
            full_count=indicator.kind == IndicatorKind.REGISTER,
        )  # fmt: skip


def _stood(since: datetime, until: datetime | None, at: datetime | None) -> bool:
    """at: None for now."""
    if at is None:
        return until is None
    return since <= at and (until is None or until > at)


def as_decision(row: ChartDecision) -> Decision:
    """As `follow` takes it."""
    return Decision(row.kind, row.period, row.count, row.reason, row.decided_by, timezone.localdate(row.at))


def decided(
    versions: Iterable[IndicatorVersion], units: Collection[Unit], *, releases: Mapping[int, Release] | None = None
) -> Decided:
    """Of the indicators of the versions: what stands now, or, with releases ({version id: release}), what stood when
    each was made, so that a chart says what its verdict was made from. Three queries."""
    ids = {version.indicator_id for version in versions}
    at = {version: release.made_at for version, release in (releases or {}).items()}
    out = Decided(at, defaultdict(list), defaultdict(list), defaultdict(list))
    targets, breaks = Target.objects.filter(indicator__in=ids), KnownBreak.objects.filter(indicator__in=ids)
    decisions = ChartDecision.objects.filter(indicator__in=ids, unit__in=[unit.pk for unit in units])
    for target in _standing(targets, at).order_by("valid_from", "level", "id"):
        out.targets[target.indicator_id].append(target)
    for broken in _standing(breaks, at).order_by("on", "id"):
        out.breaks[broken.indicator_id].append(broken)
    for row in _standing(decisions, at).order_by("at", "id"):
        out.decisions[row.indicator_id, row.unit_id, row.sex, row.age].append(row)
    return out


def _standing(rows: QuerySet, at: Mapping[int, datetime]) -> QuerySet:
    return rows if at else rows.filter(withdrawn_at__isnull=True)


def definitions(
    versions: Collection[IndicatorVersion],
    units: Collection[Unit],
    *,
    sex: str = ALL,
    age: str = NO_BAND,
    releases: Mapping[int, Release] | None = None,
) -> dict[tuple[int, int], Definition]:
    """{(version id, unit id): what it is followed with}, of the series of one sex and age. Versions come with their
    indicator. Three queries, however many. releases: see `decided`."""
    found = decided(versions, units, releases=releases)
    return {(version.pk, unit.pk): found.of(version, unit, sex=sex, age=age) for version in versions for unit in units}
