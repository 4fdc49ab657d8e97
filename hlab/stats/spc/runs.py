"""Is there a pattern that chance would not make? Longest run and crossings around a line (methods 2.3). Pure.

Anhøj & Olesen 2014, PLoS ONE 9:e113825; Anhøj & Wentzel-Larsen 2018, BMC Med Res Methodol 18:100.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import log2

import numpy as np


@dataclass(frozen=True)
class Runs:
    """useful: points that do not lie on the line. longest, crossings: None where none is. signal: the longest run is
    longer, or the crossings are fewer, than chance would give."""

    useful: int
    longest: int | None
    longest_max: int | None
    crossings: int | None
    crossings_min: int | None
    signal: bool


def runs(value, centre, where=None) -> Runs:
    """Of one series. Points on the line, missing ones, and those that `where` leaves out are left out and the rest
    close up."""
    value = np.asarray(value, dtype=float)
    there = ~np.isnan(value) if where is None else ~np.isnan(value) & where
    side = np.sign(value - centre)[there]
    side = side[side != 0]
    side = side[~np.isnan(side)]
    n = len(side)
    if n == 0:
        return Runs(0, None, None, None, None, signal=False)
    changes = np.flatnonzero(np.diff(side))
    edges = np.concatenate([[-1], changes, [n - 1]])
    longest, crossings = int(np.diff(edges).max()), len(changes)
    most, fewest = longest_max(n), crossings_min(n)
    return Runs(n, longest, most, crossings, fewest, signal=longest > most or crossings < fewest)


@cache
def longest_max(n: int) -> int:
    """The longest run that chance gives: round(log₂ n) + 3."""
    return round(log2(n)) + 3


@cache
def crossings_min(n: int) -> int:
    """The fewest crossings that chance gives: the smallest k with P(Bin(n − 1, ½) ≤ k) ≥ 0.05, in whole numbers."""
    total, so_far, ways = 2 ** (n - 1), 0, 1  # ways: (n − 1) over k, each from the one before
    for k in range(n):
        so_far += ways
        if 20 * so_far >= total:
            return k
        ways = ways * (n - 1 - k) // (k + 1)
    return n - 1
