"""Is it the same for everybody? Each sex and age against the rest of the same unit. Pure; published figures only.

A group is a part of its unit's total, so that the two cannot be held against each other as if they were different
people: the difference is that between the group and the others (total less group). It is told from the total.
Sources: Newcombe 1998, Stat Med 17:873 (interval of a difference).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from followup.analysis.cells import ALL, NO_BAND, Cell, of_frequency, start_of
from followup.analysis.defined import Definition
from followup.analysis.position import interval_of
from hlab.stats.intervals import newcombe

HIGHER, LOWER, SAME, UNKNOWN = "higher", "lower", "same", "unknown"


@dataclass(frozen=True)
class Beside:
    """A group's cell beside the total's. low, high: its interval (None where it has none). apart: value less the
    total's. against_rest: (difference, lower, upper) from everybody else, as shown, None where it cannot be counted.
    answer: "higher" or "lower" than everybody else, "same" where the interval holds 0, "unknown" where it is not
    known; why: a code of `WhyUnknown`."""

    cell: Cell
    low: float | None = None
    high: float | None = None
    apart: float | None = None
    against_rest: tuple[float, float, float] | None = None
    answer: str = UNKNOWN
    why: str = ""

    @property
    def n(self) -> float | None:
        return self.cell.denominator


def groups(cells: Iterable[Cell], definition: Definition, *, period: str | None = None) -> list[Beside]:
    """Every sex and age of one period, the total first. period: the latest where the total is shown by default; an
    empty list where it never is."""
    every = of_frequency(list(cells), definition.frequency)
    totals = [cell for cell in every if (cell.sex, cell.age) == (ALL, NO_BAND) and cell.is_shown]
    latest = max(totals, key=lambda cell: start_of(cell.period), default=None)
    shown = period or (latest.period if latest else None)
    now = [cell for cell in every if cell.period == shown]
    total = next((cell for cell in totals if cell.period == shown), None)
    if total is None:
        return []
    rest = sorted((cell for cell in now if (cell.sex, cell.age) != (ALL, NO_BAND)), key=_order(definition))
    return [_alone(total, definition), *(_beside(cell, total, definition) for cell in rest)]


def _order(definition: Definition):
    """Sexes, then ages as they begin ("18-29" before "65+"), then both."""

    def key(cell: Cell) -> tuple:
        begins = "".join(one for one in cell.age.split("-")[0] if one.isdigit())
        return (cell.sex != ALL and cell.age != NO_BAND, cell.age != NO_BAND, int(begins or 0), cell.age, cell.sex)

    return key


def _alone(cell: Cell, definition: Definition) -> Beside:
    bounds = interval_of(cell, definition) if cell.is_shown else None
    return Beside(cell, *(bounds[1:] if bounds else (None, None)))


def _beside(cell: Cell, total: Cell, definition: Definition) -> Beside:
    if not cell.is_shown:
        return Beside(cell, why="hidden" if cell.is_hidden else "no_data")
    alone = _alone(cell, definition)
    apart = None if cell.value is None or total.value is None else cell.value - total.value
    found = _against_rest(cell, total, definition)
    if isinstance(found, str):
        return Beside(cell, alone.low, alone.high, apart, why=found)
    answer = HIGHER if found[1] > 0 else LOWER if found[2] < 0 else SAME
    return Beside(cell, alone.low, alone.high, apart, found, answer)


def _against_rest(cell: Cell, total: Cell, definition: Definition) -> tuple[float, float, float] | str:
    """The difference with its interval, or why there is none."""
    parts: Sequence[float | None] = (cell.numerator, cell.denominator, total.numerator, total.denominator)
    if definition.value_type != "proportion" or any(part is None for part in parts):
        return "no_limits"
    above, below, of_all, everybody = (float(part) for part in parts if part is not None)
    others, others_with = everybody - below, of_all - above
    if below < definition.judge_n or others < definition.judge_n:
        return "few_people"
    if not (0 <= above <= below and 0 <= others_with <= others):
        return "no_limits"
    apart, low, high = (definition.multiplier * one for one in newcombe(above, below, others_with, others))
    return apart, low, high
