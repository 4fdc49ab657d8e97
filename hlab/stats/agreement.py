"""How far people who code the same things agree: Krippendorff's alpha. Pure.

Sources: Krippendorff 2011, *Computing Krippendorff's Alpha-Reliability*; Hayes & Krippendorff 2007. α = 1 − D_o/D_e,
where D_o is the mean disagreement δ² within units and D_e that between all codings, whatever unit they belong to.
Support for a discussion, never a pass mark: reflexive thematic analysis does not use agreement as quality
(Braun & Clarke 2021). What a unit is (a contribution, a sentence) must be settled before anybody codes.

The interval is a percentile bootstrap over units, our own choice and not that of the sources: units are drawn anew
with replacement, and a draw in which every coding has one and the same value has no alpha and is counted apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

DRAWS = 1000
COVERED = 0.95
_CELLS = 2_000_000  # numbers that one slice of the bootstrap may hold at a time

Codings = Mapping[Hashable, Mapping[Hashable, Any]]


class Level(StrEnum):
    """What the values are. Nominal: names; ordinal: steps in order; interval: numbers with equal distances."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


class Reason(StrEnum):
    """Why there is no alpha."""

    NONE = ""
    ONE_CODER = "one_coder"  # fewer than two people have coded anything
    NO_PAIRS = "no_pairs"  # no unit has been coded by two
    ONE_VALUE = "one_value"  # everyone used one value: D_e = 0, which is not full agreement


class BadCodings(ValueError):
    """Values that the level cannot hold. code: "infinite", "not_a_number" or "unknown_value"; value: the one."""

    def __init__(self, code: str, value: object):
        self.code, self.value = code, value
        super().__init__(f"{code}: {value!r}")


@dataclass(frozen=True)
class Interval:
    """Percentiles of alpha over draws of units. used + excluded = draws; excluded had one value only."""

    low: float
    high: float
    used: int
    excluded: int
    covered: float
    seed: int


@dataclass(frozen=True)
class Agreement:
    """One alpha. alpha: at most 1, may be negative, None with a reason.

    codings, units, coders: those that alpha rests on, in units with at least two codings. left_out: units with one.
    counts: {value: codings among those}. interval: None where there is no alpha, one unit only, or no draw with one.
    """

    alpha: float | None
    reason: Reason
    level: Level
    codings: int
    units: int
    coders: int
    left_out: int
    counts: dict[Any, int] = field(default_factory=dict)
    interval: Interval | None = None
    method: str = "krippendorff_alpha"


def alpha(
    codings: Codings,
    *,
    level: Level = Level.NOMINAL,
    order: Sequence[Any] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Agreement:
    """Krippendorff's alpha of codings {unit: {coder: value}}. None, NaN and NA are missing.

    order: every value from least to most, for ordinal values that are no numbers. draws: 0 gives no interval.
    The result does not depend on the order in which units and coders come, nor on what they are called.
    Raises BadCodings.
    """
    told = [{coder: value for coder, value in row.items() if not _is_missing(value)} for row in codings.values()]
    kept = [row for row in told if len(row) > 1]
    values, numbers = _scale(kept, Level(level), order)
    place = {value: at for at, value in enumerate(values)}
    # Sorted, so that neither the draws nor the sums depend on the order that was given.
    units = sorted(sorted(place[value] for value in row.values()) for row in kept)
    counts = Counter(at for unit in units for at in unit)
    people = {coder for row in kept for coder in row}
    n = counts.total()
    found: dict[str, Any] = {
        "level": Level(level), "codings": n, "units": len(units), "coders": len(people),
        "left_out": sum(len(row) == 1 for row in told), "counts": {values[at]: counts[at] for at in sorted(counts)},
    }  # fmt: skip
    if len({coder for row in told for coder in row}) == 1:
        return Agreement(None, Reason.ONE_CODER, **found)
    if not units:
        return Agreement(None, Reason.NO_PAIRS, **found)
    if len(counts) < 2:
        return Agreement(None, Reason.ONE_VALUE, **found)
    table = _Table(units, len(values), Level(level), numbers)
    whole = float(table.alphas(np.ones((1, len(units)), dtype=np.int64))[0])
    return Agreement(whole, Reason.NONE, **found, interval=_interval(table, len(units), draws, seed))


def from_array(values: Any) -> dict[int, dict[int, Any]]:
    """Codings out of a table with one row per coder and one column per unit, as alpha wants them."""
    table = np.asarray(values, dtype=object)
    if table.ndim != 2:
        raise BadCodings("not_a_table", table.ndim)
    return {unit: {coder: table[coder, unit] for coder in range(len(table))} for unit in range(table.shape[1])}


def per_code(
    codings: Mapping[Hashable, Mapping[Hashable, Collection[Hashable]]],
    codes: Collection[Hashable] | None = None,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> dict[Hashable, Agreement]:
    """Alpha for whether each code is there or not. codings: {unit: {coder: codes that the coder put there}}.

    A coder with an empty set has looked at the unit and put no code; a coder who is not named has not looked. codes:
    the codes asked for, else all that somebody used. counts of a result: {False: codings without it, True: with it}.
    """
    asked = codes if codes is not None else {code for row in codings.values() for put in row.values() for code in put}
    return {
        code: alpha(
            {unit: {coder: code in put for coder, put in row.items()} for unit, row in codings.items()},
            draws=draws,
            seed=seed,
        )
        for code in sorted(asked, key=_name)
    }


# --- Inner parts ------------------------------------------------------------------------------


def _is_missing(value: Any) -> bool:
    if value is None:
        return True
    try:
        return bool(value != value)  # NaN is the value that is not itself
    except TypeError:  # pandas' NA can be neither
        return True


def _name(value: Any) -> tuple[str, str]:
    return (type(value).__name__, str(value))


def _scale(kept: list[dict], level: Level, order: Sequence[Any] | None) -> tuple[list, np.ndarray | None]:
    """The values in order, and as numbers where distances count."""
    used = {value for row in kept for value in row.values()}
    if level is Level.NOMINAL:
        return sorted(used, key=_name), None
    if level is Level.ORDINAL and order is not None:
        for value in sorted(used - set(order), key=_name):
            raise BadCodings("unknown_value", value)
        return list(order), None
    for value in sorted(used, key=_name):
        if isinstance(value, str | bytes) or not hasattr(value, "__float__"):
            raise BadCodings("not_a_number", value)
        if not math.isfinite(float(value)):
            raise BadCodings("infinite", value)
    values = sorted(used)
    return values, np.array([float(value) for value in values]) if level is Level.INTERVAL else None


class _Table:
    """Units as numbers that draws are worked out from. units: per unit the places of its values on the scale."""

    def __init__(self, units: list[list[int]], width: int, level: Level, numbers: np.ndarray | None):
        self.level = level
        self.m = np.array([len(unit) for unit in units], dtype=np.float64)
        self.lowest = np.array([unit[0] for unit in units])
        self.highest = np.array([unit[-1] for unit in units])
        if level is Level.INTERVAL:
            assert numbers is not None  # noqa: S101 - the scale of an interval has its numbers
            shifted = numbers - numbers.mean()  # small numbers lose least in the squares
            self.sums = np.array([shifted[unit].sum() for unit in units])
            self.squares = np.array([(shifted[unit] ** 2).sum() for unit in units])
        else:
            self.counts = np.zeros((len(units), width))
            for at, unit in enumerate(units):
                np.add.at(self.counts[at], unit, 1)

    def alphas(self, drawn: np.ndarray) -> np.ndarray:
        """Alpha per row of drawn (draws × units: how often each unit is in), NaN where only one value is in.

        Σ over ordered pairs of (x − y)² is 2(m·Σx² − (Σx)²); and the ordinal distance between two values is that
        between their mean ranks, R_c = Σ_{g<c} n_g + n_c/2, for Σ_{g=c..k} n_g − (n_c + n_k)/2 = R_k − R_c.
        """
        total = drawn @ self.m
        if self.level is Level.INTERVAL:
            within = drawn @ (2 * (self.m * self.squares - self.sums**2) / (self.m - 1))
            between = 2 * (total * (drawn @ self.squares) - (drawn @ self.sums) ** 2)
        else:
            n_c = drawn @ self.counts
            if self.level is Level.NOMINAL:
                within = drawn @ ((self.m**2 - (self.counts**2).sum(axis=1)) / (self.m - 1))
                between = total**2 - (n_c**2).sum(axis=1)
            else:
                ranks = np.cumsum(n_c, axis=1) - n_c / 2
                ranks -= total[:, None] / 2
                sums, squares = ranks @ self.counts.T, ranks**2 @ self.counts.T
                within = (drawn * (2 * (self.m * squares - sums**2) / (self.m - 1))).sum(axis=1)
                between = 2 * (total * (n_c * ranks**2).sum(axis=1) - (n_c * ranks).sum(axis=1) ** 2)
        one_value = self._one_value(drawn)
        observed, expected = within / total, np.where(one_value, np.nan, between) / (total * (total - 1))
        return 1 - observed / expected

    def _one_value(self, drawn: np.ndarray) -> np.ndarray:
        """By the values themselves: a sum of squares may miss nought by a rounding."""
        inside = drawn > 0
        low = np.where(inside, self.lowest, np.iinfo(np.int64).max).min(axis=1)
        return low == np.where(inside, self.highest, -1).max(axis=1)


def _interval(table: _Table, units: int, draws: int, seed: int) -> Interval | None:
    if units < 2 or draws < 1:
        return None
    rng = np.random.default_rng(seed)
    found = []
    left = draws
    while left:
        now = min(left, max(1, _CELLS // units))
        picked = rng.integers(units, size=(now, units)) + np.arange(now)[:, None] * units
        drawn = np.bincount(picked.ravel(), minlength=now * units).reshape(now, units)
        found.append(table.alphas(drawn))
        left -= now
    every = np.concatenate(found)
    used = every[~np.isnan(every)]
    if not len(used):
        return None
    low, high = np.quantile(used, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return Interval(float(low), float(high), len(used), draws - len(used), COVERED, seed)
