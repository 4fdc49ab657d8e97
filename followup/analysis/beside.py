"""What a register says beside what people say, of the same målbild and unit. Pure; published figures only.

The two are made of different people by different means, so that they are shown beside each other and never put
together; that they differ is a finding and not an error (methods 2.11).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from followup.analysis.cells import Cell, end_of, of_frequency, start_of
from followup.analysis.defined import Definition
from followup.analysis.position import interval_of


@dataclass(frozen=True)
class Side:
    """One figure: the latest that is shown. low, high: its interval, None where it is not known. n: how many it is made
    of. state: of the latest figure, when none is shown."""

    cell: Cell | None
    low: float | None = None
    high: float | None = None
    state: str = "missing"

    @property
    def value(self) -> float | None:
        return self.cell.value if self.cell else None

    @property
    def n(self) -> float | None:
        return self.cell.denominator if self.cell else None


@dataclass(frozen=True)
class Pair:
    """register, experience: the two. apart: the register's less people's, None where either is not shown. answer:
    "apart" where people's interval does not hold the register's value (nor the two intervals each other), "alike" where
    it does, "unknown" where no interval is known. same_time: their periods overlap."""

    register: Side
    experience: Side
    apart: float | None
    answer: str
    same_time: bool


def side(cells: Sequence[Cell], definition: Definition) -> Side:
    """The latest figure that is shown. cells: one series in order of time."""
    cells = of_frequency(cells, definition.frequency)
    cell = next((one for one in reversed(cells) if one.is_shown), None)
    if cell is None:
        return Side(None, state=cells[-1].state if cells else "missing")
    bounds = interval_of(cell, definition)
    low, high = bounds[1:] if bounds else (None, None)
    return Side(cell, low, high, cell.state)


def pair(
    register: Sequence[Cell], experience: Sequence[Cell], *, of_register: Definition, of_experience: Definition
) -> Pair:
    """One unit's two series. Figures of different scales are never subtracted: both have to be shares."""
    ours, theirs = side(register, of_register), side(experience, of_experience)
    if ours.value is None or theirs.value is None or ours.cell is None or theirs.cell is None:
        return Pair(ours, theirs, None, "unknown", same_time=False)
    same = start_of(ours.cell.period) < end_of(theirs.cell.period) and start_of(theirs.cell.period) < end_of(
        ours.cell.period
    )
    alike = (of_register.value_type, of_register.multiplier) == (of_experience.value_type, of_experience.multiplier)
    if not alike or of_register.value_type != "proportion":
        return Pair(ours, theirs, None, "unknown", same)
    apart = ours.value - theirs.value
    if theirs.low is None or theirs.high is None:
        return Pair(ours, theirs, apart, "unknown", same)
    low, high = (ours.value, ours.value) if ours.low is None or ours.high is None else (ours.low, ours.high)
    return Pair(ours, theirs, apart, "apart" if low > theirs.high or high < theirs.low else "alike", same)
