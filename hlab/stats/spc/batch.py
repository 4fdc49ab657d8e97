"""Many series of the same length at once: a page of sixty, or every unit and indicator of a country. Pure.

The same limits and rules as `chart`, without a sentence for each: what a list needs, in the memory of a few blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hlab.stats.spc import limits
from hlab.stats.spc.limits import USUAL, Limits, Settings
from hlab.stats.spc.phases import as_rows
from hlab.stats.spc.rules import signals

BLOCK = 2_000  # series worked on at a time: large enough for speed, small enough to stay in the memory nearby


@dataclass(frozen=True)
class Batch:
    """Per series: centre, lower and upper at the last value that is there (NaN where none is); its sign, a code of
    `Signal`; where it lies, an index into the time; how many values there are; how many of them are signs."""

    centre: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    sign: np.ndarray
    last: np.ndarray
    n: np.ndarray
    flagged: np.ndarray

    def meets(self, target, *, higher: np.ndarray | bool = True) -> np.ndarray:
        """1 where all that a series usually does reaches the target, −1 where none of it does, 0 where some does or it
        cannot be said. higher: which way is better, per series."""
        target = np.asarray(target, dtype=float)
        with np.errstate(invalid="ignore"):
            above, below = self.lower > target, self.upper < target
        good, bad = np.where(higher, above, below), np.where(higher, below, above)
        return good.astype(np.int8) - bad.astype(np.int8)


def values(rows, settings: Settings = USUAL, *, trend: bool = True) -> Batch:
    """XmR charts of (series × time) values, NaN where missing."""
    rows = as_rows(rows)
    return _joined((limits.xmr(rows[block], settings) for block in _blocks(len(rows))), settings, trend)


def shares(numerator, denominator, settings: Settings = USUAL, *, trend: bool = True) -> Batch:
    """p′ charts of (series × time) counts, NaN where missing."""
    above, below = as_rows(numerator), as_rows(denominator)
    return _joined(
        (limits.p_prime(above[block], below[block], settings) for block in _blocks(len(above))), settings, trend
    )


def _blocks(n: int) -> Iterator[slice]:
    for first in range(0, max(n, 1), BLOCK):
        yield slice(first, first + BLOCK)


def _joined(found: Iterator[Limits], settings: Settings, trend: bool) -> Batch:
    parts: list[Sequence[np.ndarray]] = [_ends(lines, settings, trend) for lines in found]
    return Batch(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _ends(lines: Limits, settings: Settings, trend: bool) -> Sequence[np.ndarray]:
    codes = signals(lines.value, lines.centre, lines.lower, lines.upper, starts=settings.starts, trend=trend)
    there = ~np.isnan(lines.value)
    n = there.sum(axis=1)
    length = lines.value.shape[1]
    last = np.where(n > 0, length - 1 - np.argmax(there[:, ::-1], axis=1), -1) if length else np.full(len(n), -1)
    rows = np.arange(len(n))
    at = [np.where(n > 0, part[rows, last], np.nan) for part in (lines.centre, lines.lower, lines.upper)]
    return [*at, np.where(n > 0, codes[rows, last], 0), last, n, (codes > 0).sum(axis=1)]
