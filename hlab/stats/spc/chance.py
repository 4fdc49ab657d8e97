"""How many signs would chance alone give? Printed beside every list of signs (methods 2.8). Pure; seeded.

A list of many series always holds some that look changed. Series where nothing changes are made, with as many values,
the same gaps and as much of one value in the next as the real ones, and read by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from hlab.stats.intervals import Z95, Z998
from hlab.stats.spc.batch import Batch, values
from hlab.stats.spc.chart import FEWEST
from hlab.stats.spc.runs import runs

DRAWS = 2_000
SEED = 20_260_901
NEAR, FAR = 12, 36  # places
TAILS = {Z95: 0.05, Z998: 0.002}


@dataclass(frozen=True)
class Expected:
    """series: that a sign could be found in. signs: how many would show one at the latest value if nothing changed.
    low, high: between these 95 times of 100. draws, seed: how it was counted."""

    series: int
    signs: float
    low: int
    high: int
    draws: int = DRAWS
    seed: int = SEED

    def is_more(self, found: int) -> bool:
        """More signs were found than chance usually gives."""
        return found > self.high


def expected_signs(there: Iterable[np.ndarray], *, correlation: float = 0.0, trend: bool = True) -> Expected:
    """Of XmR and p′ charts. there: for each series, which of its places in time hold a value (bool). correlation:
    between a value and the next. Series with fewer than twelve values show no sign, and count for nothing."""
    patterns = (np.asarray(one, dtype=bool) for one in there)
    return summed([chance_of(one, correlation=correlation, trend=trend) for one in patterns if one.sum() >= FEWEST])


def chance_of(there: np.ndarray, *, correlation: float = 0.0, draws: int = DRAWS, trend: bool = True) -> float:
    """The chance that the latest value of a series in which nothing changes is a sign. Each pattern of gaps has draws
    of its own, so that it does not matter what it is listed with; counted once, and kept.

    No rule looks back more than seven values, so that only the last twelve places have their own gaps; of those before
    it only matters how many values set the limits, and from about fifty on not even that.
    """
    whole = np.asarray(there, dtype=bool)
    ends = np.flatnonzero(whole)
    pattern = whole[ends[0] : ends[-1] + 1] if len(ends) else whole[:0]
    before = min(int(pattern[:-NEAR].sum()), FAR)
    return _chance("1" * before + "".join("1" if one else "0" for one in pattern[-NEAR:]), correlation, draws, trend)


@lru_cache(maxsize=4096)
def _chance(pattern: str, correlation: float, draws: int, trend: bool) -> float:
    rng = np.random.default_rng([SEED, *pattern.encode()])
    there = np.array([one == "1" for one in pattern], dtype=bool)
    return float((steady(there, rng, correlation=correlation, draws=draws, trend=trend).sign > 0).mean())


@lru_cache(maxsize=512)
def chance_of_runs(n: int, *, draws: int = DRAWS) -> float:
    """The chance that a run chart of n values in which nothing changes shows a longest run or too few crossings."""
    rng = np.random.default_rng([SEED, n])
    made = rng.standard_normal((draws, n))
    return float(np.mean([runs(row, np.median(row)).signal for row in made]))


def steady(
    there: np.ndarray, rng: np.random.Generator, *, correlation: float = 0.0, draws: int = DRAWS, trend: bool = True
) -> Batch:
    """So many made-up series in which nothing changes, with the gaps of a real one, read by the rules."""
    if not -1 < correlation < 1:
        raise ValueError("sambandet mellan ett värde och nästa ligger mellan −1 och 1")
    made = rng.standard_normal((draws, len(there)))
    for i in range(1, len(there) if correlation else 0):
        made[:, i] = correlation * made[:, i - 1] + np.sqrt(1 - correlation**2) * made[:, i]
    made[:, ~np.asarray(there, dtype=bool)] = np.nan
    return values(made, trend=trend)


def expected_outside(units: int, z: float = Z998) -> Expected:
    """Of a funnel: how many of so many units lie outside the limits when they do not differ."""
    return summed([TAILS[z]] * units)


def summed(chances: Sequence[float]) -> Expected:
    """How many of so many independent signs: the mean, and where 95 of 100 lists lie (exact, by convolution)."""
    spread = np.ones(1)
    for chance in sorted(chances):
        spread = np.convolve(spread, [1 - chance, chance])
    upto = np.cumsum(spread)
    low, high = (int(np.searchsorted(upto, tail)) for tail in (0.025, 0.975))
    return Expected(len(chances), float(sum(sorted(chances))), low, min(high, len(chances)))
