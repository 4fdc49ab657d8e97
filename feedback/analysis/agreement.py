"""How alike groups answered: the difference between their shares, with an interval. Pure.

Those who answered are no sample of anybody, so the interval says one thing only: how much the difference could have
been had a few more come or stayed away. Never a mean of the steps, and never a verdict where the groups are small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from feedback.analysis.distribution import REST, Row
from feedback.analysis.release import on_sides
from hlab.stats.intervals import newcombe

FEWEST = 10
"""In a group that is compared with another. Fewer are shown, and nothing is said of the difference."""
CLOSE = 0.2
"""Shares that with all of the interval lie within this from each other are called alike. Our own choice."""


class Reading(StrEnum):
    MORE = "more"  # the first group says so more often
    FEWER = "fewer"
    ALIKE = "alike"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Difference:
    """Share of the first less that of the second. x of n people in each. low, high: 95 per cent interval."""

    one: tuple[int, int]
    other: tuple[int, int]
    difference: float
    low: float
    high: float
    reading: Reading


@dataclass(frozen=True)
class Pair:
    """Two groups: how they differ in saying that it would be better, and worse."""

    one: str
    other: str
    better: Difference
    worse: Difference


def difference(one: tuple[int, int], other: tuple[int, int]) -> Difference:
    """(people who say so, people) of each."""
    gap, low, high = newcombe(*one, *other)
    reading = Reading.UNCLEAR
    if min(one[1], other[1]) >= FEWEST:
        if low > 0 or high < 0:
            reading = Reading.MORE if gap > 0 else Reading.FEWER
        elif max(-low, high) <= CLOSE:
            reading = Reading.ALIKE
    return Difference(one, other, gap, low, high, reading)


def pairs(rows: Sequence[Row]) -> list[Pair]:
    """Each two of the groups that are told by themselves and whose two sides are told, in order."""
    told = [row for row in rows if row.key != REST and row.cells]
    return [Pair(one.key, other.key, *sides(one, other)) for one, other in combinations(told, 2)]


def sides(one: Row, other: Row) -> tuple[Difference, Difference]:
    """How two rows differ in saying better, and in saying worse."""
    first, second = on_sides(one.cells), on_sides(other.cells)
    return tuple(  # type: ignore[return-value]  # of the two sides
        difference((first[side], one.n), (second[side], other.n)) for side in ("all_better", "all_worse")
    )
