"""One series of what is told, with its two answers and what has been decided about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from followup.analysis.cells import ALL, NO_BAND, Cell, series, start_of
from followup.analysis.following import Definition, Followed, follow
from followup.models import IndicatorVersion, Release, Unit, Verdict
from followup.queries.following import Decided, decided
from followup.queries.published import Told, told

TOO_MUCH_HIDDEN = 0.3
"""Share of what could be told that is hidden, above which the level above is offered (methods 3.8)."""


@dataclass(frozen=True)
class Line:
    """One series of one unit, of one sex and age. verdict: what the release says it comes to; None where it says
    nothing, and then `answer` is what the same figures come to today."""

    told: Told
    version: IndicatorVersion
    sex: str
    age: str
    cells: list[Cell]
    definition: Definition
    followed: Followed
    verdict: Verdict | None

    @property
    def unit(self) -> Unit:
        return self.told.unit

    @property
    def release(self) -> Release:
        return self.told.release

    @property
    def answer(self) -> Verdict | Followed:
        """The two answers with their facts."""
        return self.verdict if self.verdict is not None else self.followed

    @property
    def end(self) -> Cell | None:
        """The last period, shown or not."""
        return self.cells[-1] if self.cells else None


def line(row: Told, version: IndicatorVersion, found: Decided, *, sex: str = ALL, age: str = NO_BAND) -> Line:
    """The series of what is told about a unit. No query."""
    cells = series(row.cells, sex=sex, age=age)
    definition = found.of(version, row.unit, sex=sex, age=age)
    followed = follow(cells, definition, as_of=timezone.localdate(row.release.as_of))
    return Line(row, version, sex, age, cells, definition, followed, row.verdicts.get((sex, age)))


def lines_of(release: Release, version: IndicatorVersion, units: Collection[Unit]) -> tuple[dict[int, Line], Decided]:
    """({unit id: the series for everybody}, what has been decided). Five queries, however many units."""
    found = decided([version], units, releases={version.pk: release})
    rows = told([release], units=[unit.pk for unit in units])
    return {row.unit.pk: line(row, version, found) for row in rows.values()}, found


def groups_in(cells: Iterable[Cell]) -> list[tuple[str, str]]:
    """[(sex, age)] that there are figures for, everybody first, then one sex at a time, then ages."""
    return sorted({(cell.sex, cell.age) for cell in cells}, key=lambda row: (row[1] != "", row[0] != ALL, row))


def hidden_share(cells: Collection[Cell]) -> float:
    """Of the figures that there are, how large a part may not be shown. Nought where there are none."""
    hidden = sum(cell.is_hidden for cell in cells)
    there = hidden + sum(cell.is_shown for cell in cells)
    return hidden / there if there else 0.0


def by_group(row: Told) -> list[tuple[str, str, Cell | None]]:
    """[(sex, age, its figure in the last period that is told for everybody)]; everybody first. Empty where figures are
    not told by group."""
    groups = groups_in(row.cells)
    if len(groups) < 2:
        return []
    whole = [cell for cell in series(row.cells) if cell.state in ("shown", "hidden")]
    periods = {cell.period for cell in whole} or {cell.period for cell in row.cells}
    last = max(periods, key=start_of)
    at: Mapping[tuple[str, str], Any] = {(cell.sex, cell.age): cell for cell in row.cells if cell.period == last}
    return [(sex, age, at.get((sex, age))) for sex, age in groups]
