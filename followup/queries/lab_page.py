"""A lab's follow-up as anyone may read it: each målbild's answer, what kind of figures it follows, and what
is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from followup.analysis.together import Together
from followup.models import FollowLink, Interpretation, Unit
from followup.queries.meaning import public_interpretations
from followup.queries.measures import (
    Measure,
    answer_of,
    links_of_goals,
    measures_of,
    narrowed,
    open_links,
    own_units,
    unit_to_show,
    units_of,
)
from followup.queries.register import Shares, shares
from goals.models import GoalVersion
from goals.queries.public import published_goals
from hlab.labs.models import Lab


@dataclass(frozen=True)
class GoalRow:
    """One målbild and what its measures come to for the unit. others: dimensions, gaps and stories it is
    followed by."""

    version: GoalVersion
    measures: list[Measure]
    answer: Together
    others: int


@dataclass(frozen=True)
class AreaRow:
    """A value area, what it means in life, and what it is followed by."""

    name: str
    description: str
    measures: list[Measure]
    others: int


@dataclass(frozen=True)
class LabPage:
    """measures: what any målbild or value area is followed by. links: by anything. missing: measures that tell nothing
    of the unit, or nothing at all."""

    lab: Lab
    goals: list[GoalRow]
    areas: list[AreaRow]
    measures: list[Measure]
    units: list[Unit]
    unit: Unit | None
    shares: Shares
    links: list[FollowLink]
    missing: list[Measure]
    interpretations: list[Interpretation]

    @property
    def unfollowed(self) -> list[GoalRow]:
        """Målbilder that nothing is followed by."""
        return [row for row in self.goals if not row.measures and not row.others]


def lab_page(slug: str, code: str = "") -> LabPage | None:
    """The page of a public lab, for the unit with this code or the one nearest it. None where there is none. Eleven
    queries, however many målbilder."""
    lab = Lab.objects.filter(slug=slug, is_public=True).first()
    if lab is None:
        return None
    versions = list(published_goals().filter(goal__lab=lab).order_by("title", "pk"))
    links = links_of_goals(versions)
    every_link = list(open_links().filter(lab=lab))
    every = measures_of(every_link)
    measures = list(every.values())
    unit = unit_to_show(measures, own_units(lab.pk), code)
    return LabPage(
        lab, [_goal(version, every, links[version.goal_id], unit) for version in versions],
        _areas(every_link, every), measures, units_of(measures), unit, shares(lab), every_link,
        [measure for measure in measures if measure.of(unit) is None], public_interpretations(lab=lab),
    )  # fmt: skip


def _goal(version: GoalVersion, every: dict[int, Measure], links: Sequence[FollowLink], unit: Unit | None) -> GoalRow:
    measures = narrowed(every, links)
    others = sum(link.indicator_id is None for link in links)
    return GoalRow(version, measures, answer_of(measures, unit), others)


def _areas(links: Sequence[FollowLink], every: dict[int, Measure]) -> list[AreaRow]:
    by_area: dict[int, list[FollowLink]] = {}
    for link in links:
        if link.area_id is not None:
            by_area.setdefault(link.area_id, []).append(link)
    rows = [
        AreaRow(
            found[0].area.name, found[0].area.description, narrowed(every, found),
            sum(link.indicator_id is None for link in found),
        )
        for found in by_area.values()
        if found[0].area is not None
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row.name)
