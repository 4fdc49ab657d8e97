"""The figures of one unit as they are told, and how they are kept in `Published.cells`. Pure.

A cell is one figure: a period, a sex, an age band. It is shown, or hidden for a reason, or missing, or comes no more;
each a state of its own, never 0 and never left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

SHOWN, HIDDEN, MISSING, ENDED = "shown", "hidden", "missing", "ended"
STATES = (SHOWN, HIDDEN, MISSING, ENDED)
ALL, NO_BAND = "T", ""
MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half": 6, "year": 12}
_PERIOD = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])|-Q([1-4])|-T([1-3])|-H([12]))?")
_LENGTHS = {3: 3, 4: 4, 5: 6}  # months of a quarter, a tertial, a half year, by group of the pattern


class BadPeriod(ValueError):
    """Not a period: "2024", "2024-H1", "2024-T1", "2024-Q1" or "2024-03"."""


@dataclass(frozen=True)
class Cell:
    """value: as it is shown. numerator, denominator: what it was made of, where that is known and told. A cell that is
    not shown has none of the three; reason: why it is hidden, a code of `hlab.stats.suppression.Reason`."""

    period: str
    state: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    sex: str = ALL
    age: str = NO_BAND
    reason: str = ""

    @property
    def is_hidden(self) -> bool:
        return self.state == HIDDEN

    @property
    def is_shown(self) -> bool:
        return self.state == SHOWN


def pack(cells: Iterable[Cell]) -> list[list]:
    """As they are kept: in order of time, sex and age, each a short list."""
    return [
        [cell.period, cell.sex, cell.age, cell.state, cell.value, cell.numerator, cell.denominator, cell.reason]
        for cell in sorted(cells, key=lambda cell: (start_of(cell.period), cell.period, cell.sex, cell.age))
    ]


def unpack(rows: Iterable[Sequence]) -> list[Cell]:
    """Cells as they were kept."""
    return [
        Cell(period, state, value, numerator, denominator, sex, age, reason)
        for period, sex, age, state, value, numerator, denominator, reason in rows
    ]


def series(cells: Iterable[Cell], *, sex: str = ALL, age: str = NO_BAND) -> list[Cell]:
    """The cells of one sex and one age band, in order of time."""
    chosen = [cell for cell in cells if cell.sex == sex and cell.age == age]
    return sorted(chosen, key=lambda cell: start_of(cell.period))


def of_frequency(cells: Sequence[Cell], frequency: str) -> list[Cell]:
    """Those of the periods that the figure comes by, a code of `Frequency`: a year that is told beside its months is
    not one of their series. All of them where none is such a period."""
    own = [cell for cell in cells if months_of(cell.period) == MONTHS.get(frequency)]
    return own or list(cells)


def values(cells: Sequence[Cell]) -> np.ndarray:
    """Their values (cells,), NaN where one is not shown."""
    return np.array([np.nan if cell.value is None else cell.value for cell in cells], dtype=float)


def counts(cells: Sequence[Cell]) -> tuple[np.ndarray, np.ndarray] | None:
    """(numerator, denominator), NaN where one is not shown; None where some shown cell has not both."""
    if any(cell.is_shown and (cell.numerator is None or cell.denominator is None) for cell in cells):
        return None
    return (
        np.array([np.nan if cell.numerator is None else cell.numerator for cell in cells], dtype=float),
        np.array([np.nan if cell.denominator is None else cell.denominator for cell in cells], dtype=float),
    )


@lru_cache(maxsize=8192)
def start_of(period: str) -> date:
    """Its first day. Raises BadPeriod."""
    found = _PERIOD.fullmatch(period)
    if found is None or found[1] < "1900":
        raise BadPeriod(period)
    year = int(found[1])
    if found[2]:
        return date(year, int(found[2]), 1)
    for group, months in _LENGTHS.items():
        if found[group]:
            return date(year, (int(found[group]) - 1) * months + 1, 1)
    return date(year, 1, 1)


@lru_cache(maxsize=8192)
def months_of(period: str) -> int:
    """How many months it lasts: 12, 6, 4, 3 or 1. Raises BadPeriod."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise BadPeriod(period)
    return 1 if found[2] else next((months for group, months in _LENGTHS.items() if found[group]), 12)


def end_of(period: str) -> date:
    """The first day after it."""
    start = start_of(period)
    month = start.month - 1 + months_of(period)
    return date(start.year + month // 12, month % 12 + 1, 1)
