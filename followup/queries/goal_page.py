"""A målbild's follow-up as anyone may read it: what it is followed by, what that comes to for one unit, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone

from followup.analysis.cells import Cell, series
from followup.analysis.coming import next_due
from followup.analysis.following import Definition, Followed, follow
from followup.analysis.together import Together
from followup.enums import Logic
from followup.models import FollowLink, Interpretation, Unit, Verdict
from followup.queries.following import definitions
from followup.queries.meaning import public_interpretations
from followup.queries.measures import (
    GapTold,
    Measure,
    answer_of,
    gaps_told,
    links_of_goals,
    measures_of,
    own_units,
    unit_to_show,
    units_of,
)
from followup.queries.published import Told, told
from goals.models import GoalVersion
from goals.queries.public import published_goals

MOST_NEAR = 8
MUCH_HIDDEN = 0.3
"""Where more than this share of what could be told is hidden, the level above says more. Our own default."""


@dataclass(frozen=True)
class Line:
    """The series of one measure for one unit. cells: for everybody, in order of time. followed: None where it is not
    drawn."""

    measure: Measure
    told: Told | None
    cells: list[Cell] = field(default_factory=list)
    definition: Definition | None = None
    followed: Followed | None = None

    @property
    def verdict(self) -> Verdict | None:
        return self.told.verdict if self.told is not None else None

    @property
    def last(self) -> Cell | None:
        """The last figure that is shown."""
        return next((cell for cell in reversed(self.cells) if cell.is_shown), None)

    @property
    def is_missing(self) -> bool:
        """Nothing has come yet, or all that has come says that there is no figure."""
        return not any(cell.is_shown or cell.is_hidden for cell in self.cells)

    @property
    def has_ended(self) -> bool:
        return self.measure.indicator.ended_on is not None

    @property
    def due(self) -> date | None:
        """When the next figure ought to be there; None for a series that has ended or not begun."""
        latest = next((cell for cell in reversed(self.cells) if cell.is_shown or cell.is_hidden), None)
        if latest is None or self.has_ended:
            return None
        return next_due(latest.period, self.measure.version.lag_days)


@dataclass(frozen=True)
class GoalPage:
    """unit: whose figures are shown, of `units`; None where nothing is told. answer: see `analysis.together`. links:
    by anything. lines: of the unit, as the measures. near: the same of it, of its few parts and of the other
    units of the lab's principals, not drawn, by name."""

    version: GoalVersion
    links: list[FollowLink]
    measures: list[Measure]
    units: list[Unit]
    unit: Unit | None
    answer: Together
    lines: list[Line]
    near: list[tuple[Unit, list[Line]]]
    gaps: list[GapTold]
    interpretations: list[Interpretation]

    @property
    def dimensions(self) -> list[FollowLink]:
        """Dimensions of surveys that it is followed by."""
        return [link for link in self.links if link.dimension]

    @property
    def stories(self) -> list[FollowLink]:
        """Stories that it is followed by; of them only that they are there."""
        return [link for link in self.links if link.story_id is not None]

    @property
    def missing(self) -> list[Line]:
        """Series without any figure, for the unit or at all."""
        return [line for line in self.lines if line.is_missing]

    @property
    def next_figure(self) -> Line | None:
        """The measure of value for the person whose next figure comes first, else of any other than a volume."""
        coming = [line for line in self.lines if line.due is not None and not line.measure.is_volume]
        service = [line for line in coming if line.measure.version.logic == Logic.SERVICE]
        return min(service or coming, key=lambda line: (line.due, line.measure.version.title), default=None)

    @property
    def hides_much(self) -> bool:
        """Much of what could be told of the unit is hidden, so that the level above says more."""
        cells = [cell for line in self.lines if line.told is not None for cell in line.told.cells]
        hidden = sum(cell.is_hidden for cell in cells)
        return hidden > MUCH_HIDDEN * (hidden + sum(cell.is_shown for cell in cells))


def goal_page(slug: str, code: str = "") -> GoalPage | None:
    """The page of a public målbild of a public lab, for the unit with this code or the one that is nearest the lab.
    None where there is no such målbild. Fifteen queries at most."""
    version = published_goals().filter(goal__slug=slug, goal__lab__is_public=True).first()
    if version is None:
        return None
    goal = version.goal
    links = links_of_goals([version])[goal.pk]
    measures = list(measures_of(links).values())
    own = own_units(goal.lab_id) if any(measure.verdicts for measure in measures) else set()
    unit = unit_to_show(measures, own, code)
    units = units_of(measures)
    parts = [one.pk for one in units if unit is not None and one.parent_id == unit.pk]
    close = own | set(parts if len(parts) < MOST_NEAR else ())  # of many parts none are picked out
    near = [one for one in units if one == unit or one.pk in close][:MOST_NEAR]
    if unit is not None and unit not in near:
        near[-1] = unit
    rows, found = series_of(measures, near)
    return GoalPage(
        version, links, measures, units, unit, answer_of(measures, unit),
        _lines(measures, unit, rows, found, draw=True),
        [(one, _lines(measures, one, rows, found, draw=False)) for one in near], gaps_told(links),
        public_interpretations(goal=goal),
    )  # fmt: skip


def series_of(measures: Iterable[Measure], units: Iterable[Unit]) -> tuple[dict, dict]:
    """(what is told, what it is followed with) of some measures and units, by (version id, unit id). Five queries
    however many, none where there is nothing to read."""
    released = {measure.version.pk: measure for measure in measures if measure.release is not None}
    distinct = {unit.pk: unit for unit in units}
    if not released or not distinct:
        return {}, {}
    releases = {pk: measure.release for pk, measure in released.items() if measure.release is not None}
    rows = told(list(releases.values()), units=list(distinct))
    versions = [measure.version for measure in released.values()]
    found = definitions(versions, list(distinct.values()), releases=releases)  # a chart says what its verdict does
    return rows, found


def lines_of_units(measure: Measure, units: Sequence[Unit], rows: dict, found: dict) -> list[tuple[Unit, Line]]:
    """The series of one measure for several units, in their order. rows, found: from `series_of`."""
    out = []
    for unit in units:
        row = rows.get((measure.version.pk, unit.pk))
        if row is not None:
            out.append((unit, _line(measure, row, found, unit, draw=True)))
    return out


def _lines(measures: Sequence[Measure], unit: Unit | None, rows: dict, found: dict, *, draw: bool) -> list[Line]:
    if unit is None:
        return [Line(measure, None) for measure in measures]
    return [_line(one, rows.get((one.version.pk, unit.pk)), found, unit, draw=draw) for one in measures]


def _line(measure: Measure, row: Told | None, found: dict[tuple[int, int], Any], unit: Unit, *, draw: bool) -> Line:
    if row is None:
        return Line(measure, None)
    cells = series(row.cells)
    definition = found[measure.version.pk, unit.pk]
    if not draw:
        return Line(measure, row, cells, definition)
    as_of = timezone.localdate(row.release.as_of)
    return Line(measure, row, cells, definition, follow(cells, definition, as_of=as_of))
