"""Scales and their ticks. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

MONTHS = (1, 3, 4, 6, 12, 24, 36, 60, 120, 240, 600)
NICE = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Scale:
    """From what is measured (low … high) to the drawing (start … end); end may lie before start, as upwards does."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def ticks(values: Sequence[float], *, about: int = 5, whole: bool = False) -> list[float]:
    """Round numbers that span the values, at least two. A scale that reaches near nought begins there, and one that
    does not says so by its numbers. whole: no parts between whole numbers."""
    low, high = min(values), max(values)
    if low == high:
        pad = abs(low) * 0.1 or 1.0
        low, high = (0.0 if low == 0 else low - pad), high + pad
    if low > 0 and high - low > 0.4 * high:
        low = 0.0
    step = _step((high - low) / max(about - 1, 1), whole=whole)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, max(last, first + 1) + 1)]


def _step(least: float, *, whole: bool) -> float:
    size = 10.0 ** floor(log10(least))
    found = next(nice * size for nice in NICE if nice * size >= least * (1 - 1e-9))
    return float(max(1, ceil(found))) if whole else found


def month(day: date) -> int:
    """Months since the year 0, for a scale on which every month is as wide."""
    return day.year * 12 + day.month - 1


def marked(months: Sequence[int], *, room: float, least: float) -> list[int]:
    """Which of the places in time get a word under them: the finest even step that leaves each word `least` units.

    months: in order, one for each place. room: units from the first to the last.
    """
    if not months:
        return []
    length = months[-1] - months[0]
    for step in MONTHS:
        found = [i for i, at in enumerate(months) if at % step == 0 and (i == 0 or at != months[i - 1])]
        if found and _fits([months[i] for i in found], length, room, least):
            return found
    return [0]


def _fits(places: Sequence[int], length: int, room: float, least: float) -> bool:
    if len(places) < 2 or not length:
        return True
    closest = min(after - before for before, after in itertools.pairwise(places))
    return closest / length * room >= least
