"""What målbilder are followed by, as anyone may read it: measures with the verdicts that are told, and gaps of maps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q

from followup.analysis.together import Together, together
from followup.enums import EXPERIENCE, IndicatorKind, Logic, Polarity, UnitKind
from followup.models import FollowLink, Indicator, IndicatorVersion, Release, Unit, Verdict
from followup.queries.links import links
from followup.queries.published import current_versions, standing_releases, verdicts_told
from followup.words.names import by_name
from goals.models import GoalVersion, ValueLink
from goals.queries.public import published_goals
from hlab.stats.suppression import DEFAULT_K
from journeys.analysis.document import Gap as MapGap
from journeys.queries.shown import published as published_journeys
from journeys.queries.shown import shown_versions

KIND_ORDER = {kind: place for place, kind in enumerate(UnitKind.values)}


@dataclass
class Measure:
    """An indicator that something is followed by. ties: why. verdicts: {unit id: for everybody}. release: None before
    anything is told. newer: the version that holds now, where it has no figures yet and `version` is the one before."""

    indicator: Indicator
    version: IndicatorVersion
    release: Release | None
    ties: list[FollowLink] = field(default_factory=list)
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    newer: IndicatorVersion | None = None

    @property
    def is_service(self) -> bool:
        """Shows value for the person: a målbild is answered by these alone."""
        return self.version.logic == Logic.SERVICE

    @property
    def is_volume(self) -> bool:
        """Counts what is done, and has no better way."""
        return self.version.logic == Logic.PRODUCTION or self.version.polarity == Polarity.NEUTRAL

    @property
    def is_experience(self) -> bool:
        """What people say, beside what a register says."""
        return self.indicator.kind in EXPERIENCE

    @property
    def is_gap(self) -> bool:
        return self.indicator.kind == IndicatorKind.GAP

    @property
    def units(self) -> list[Unit]:
        """Those that something is told of, by name."""
        return sorted((row.unit for row in self.verdicts.values()), key=by_name)

    @property
    def areas(self) -> list[str]:
        """Names of the value areas that it is tied to, each once."""
        return list(dict.fromkeys(tie.area.name for tie in self.ties if tie.area is not None))

    def of(self, unit: Unit | None) -> Verdict | None:
        """The verdict of one unit."""
        return self.verdicts.get(unit.pk) if unit is not None else None


@dataclass(frozen=True)
class GapTold:
    """A gap of a public map that something is followed by. gap: None where its words may not be read today."""

    tie: FollowLink
    journey: str
    address: str
    gap: MapGap | None

    @property
    def hides_measured(self) -> bool:
        """Too few people lie behind the measured days."""
        return self.gap is not None and 0 < (self.gap.measured_n or 0) < DEFAULT_K


def links_of_goals(versions: Sequence[GoalVersion]) -> dict[int, list[FollowLink]]:
    """{målbild: links that anyone may know of}, in order: its own, then those of the value areas that it touches. One
    query, two where there are such areas, none where there are no målbilder."""
    if not versions:
        return {}
    goals = {version.pk: version.goal_id for version in versions}
    touched = ValueLink.objects.filter(version__in=goals)
    mine = Q(goal__in=goals.values()) | Q(goal__isnull=True, area__in=touched.values("area"))
    rows = list(open_links().filter(mine, lab__in={version.goal.lab_id for version in versions}))
    areas: dict[int, set[int]] = {}
    if any(row.goal_id is None for row in rows):
        for version, area in touched.order_by("pk").values_list("version", "area"):
            areas.setdefault(goals[version], set()).add(area)
    return {
        goal: [row for row in rows if row.goal_id == goal]
        + [row for row in rows if row.goal_id is None and row.area_id in areas.get(goal, ())]
        for goal in goals.values()
    }


def open_links():
    """Links of public labs, without what nobody outside may know of: målbilder that are not public (the reason is about
    them), indicators without a published version, and gaps of maps that are not public."""
    goals = published_goals().order_by().filter(goal=OuterRef("goal"))
    is_open = Exists(published_journeys().order_by().filter(pk=OuterRef("gap__journey")))
    return (
        links()
        .annotate(gap_is_open=is_open)
        .filter(Q(indicator__isnull=True) | Q(indicator__lab__is_public=True, indicator_public__isnull=False))
        .filter(Q(gap__isnull=True) | Q(gap_is_open=True), lab__is_public=True)
        .filter(Q(goal__isnull=True) | Exists(goals))
        .select_related("gap__journey__public_version", "gap__journey__teller")
    )


def measures_of(found: Iterable[FollowLink]) -> dict[int, Measure]:
    """{indicator id: the measure}, in the order of the links. Three queries however many."""
    ties: dict[int, list[FollowLink]] = {}
    for link in found:
        if link.indicator_id is not None:
            ties.setdefault(link.indicator_id, []).append(link)
    versions = current_versions(list(ties))
    releases = standing_releases(versions.values()) if versions else {}
    out = {
        pk: _measure(versions[pk], releases.get(versions[pk].pk), rows) for pk, rows in ties.items() if pk in versions
    }
    of_version = {measure.version.pk: measure for measure in out.values()}
    for (version, unit), verdict in (verdicts_told(list(releases.values())) if releases else {}).items():
        of_version[version].verdicts[unit] = verdict
    return out


def _measure(now: IndicatorVersion, release: Release | None, ties: list[FollowLink]) -> Measure:
    of = release.version if release is not None else now
    return Measure(now.indicator, of, release, ties, newer=now if of.pk != now.pk else None)


def narrowed(measures: dict[int, Measure], found: Iterable[FollowLink]) -> list[Measure]:
    """The measures of some links, each with those ties only, in order."""
    ties: dict[int, list[FollowLink]] = {}
    for link in found:
        if link.indicator_id in measures:
            ties.setdefault(link.indicator_id, []).append(link)  # type: ignore[arg-type]  # None is in no dict
    return [replace(each, ties=ties[pk]) for pk, each in ((pk, measures[pk]) for pk in ties)]


def answer_of(measures: Iterable[Measure], unit: Unit | None) -> Together:
    """What the measures come to for one unit: no sum, see `analysis.together`."""
    rows = []
    for measure in measures:
        verdict = measure.of(unit)
        if verdict is not None:
            whys = (verdict.position_why, verdict.heading_why)
            rows.append((measure.version.logic, verdict.position, verdict.heading, *whys))
    return together(rows)


def units_of(measures: Iterable[Measure]) -> list[Unit]:
    """Units that any of the measures tells of, by name."""
    found = {row.unit_id: row.unit for measure in measures for row in measure.verdicts.values()}
    return sorted(found.values(), key=by_name)


def own_units(lab_id: int) -> set[int]:
    """Units of the lab's principals. One query."""
    return set(Unit.objects.filter(organisation__labs=lab_id).values_list("pk", flat=True))


def unit_to_show(measures: Collection[Measure], own: Collection[int], code: str = "") -> Unit | None:
    """The unit with this code, else one of the lab's principals, else the widest: of those the one that most measures
    tell of. None where nothing is told."""
    found = units_of(measures)
    asked = next((unit for unit in found if unit.code == code), None)
    if asked is not None or not found:
        return asked
    told = {unit.pk: sum(unit.pk in measure.verdicts for measure in measures) for unit in found}
    return min(found, key=lambda unit: (unit.pk not in own, -told[unit.pk], KIND_ORDER[unit.kind], *by_name(unit)))


def gaps_told(found: Iterable[FollowLink]) -> list[GapTold]:
    """The gaps among the links as their public maps tell of them today. Three queries however many, none for none."""
    rows: list[Any] = [link for link in found if link.gap_id is not None]
    if not rows:
        return []
    journeys = {link.gap.journey_id: link.gap.journey for link in rows}
    told = shown_versions(journeys.values())
    out = []
    for link in rows:
        shown = told[link.gap.journey_id]
        key = str(link.gap_id)
        gap = None if key in shown.veiled else next((one for one in shown.document.gaps if one.key == key), None)
        address = f"{journeys[link.gap.journey_id].address}#mellanrum-{key}"
        out.append(GapTold(link, shown.document.title, address, gap))
    return out
