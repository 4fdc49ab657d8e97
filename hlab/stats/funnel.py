"""Do units differ more than chance, and from what? Funnels with overdispersion (methods 2.7). Pure.

Sources: Spiegelhalter 2005, Stat Med 24:1185; Spiegelhalter et al. 2012, JRSS-A 175:1; the public SHMI method
(truncated instead of winsorised). Never a league table: a unit is held against the whole, not against its neighbour.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hlab.stats.gamma import quantiles
from hlab.stats.intervals import Z95, Z998
from hlab.stats.spc.phases import BadSeries

TRIM = 0.1
FEWEST_UNITS = 10  # for a funnel to be drawn
LARGEST_PHI = 50  # above, the indicator cannot be compared between units


class Kind(StrEnum):
    RATIO = "ratio"  # observed over expected, on the log scale, the extremes left out
    ROOT = "root"  # observed over expected, on the root scale, the extremes drawn in
    PROPORTION = "proportion"
    COUNTS = "counts"  # the ratio of two counts


@dataclass(frozen=True)
class Funnel:
    """phi: overdispersion, 1 by chance. tau2: variance between units beyond chance. target: what all are held against.
    value and the limits per unit: on the scale that people read. A ratio of two counts is told as it is, though its z
    and limits have a half added to both. exact: the limits are those of counts, without overdispersion."""

    kind: Kind
    phi: float
    tau2: float
    target: float
    value: np.ndarray
    z: np.ndarray
    lower95: np.ndarray
    upper95: np.ndarray
    lower998: np.ndarray
    upper998: np.ndarray
    exact: bool = False

    def outliers(self, z: float = Z998) -> np.ndarray:
        """Strictly outside the limits, Z95 or Z998."""
        if not self.exact:
            return np.abs(self.z) > z
        low, high = (self.lower95, self.upper95) if z == Z95 else (self.lower998, self.upper998)
        return (self.value < low) | (self.value > high)


def funnel(numerator, denominator, *, kind: Kind, overdispersed: bool = True, trim: float = TRIM) -> Funnel:
    """Every unit against the whole. overdispersed: widen the limits by what units vary beyond chance.

    Raises BadSeries for counts that cannot be right, for no expected number, and, on the log scale, for a unit with no
    events: use Kind.ROOT there.
    """
    x, n = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    _check(x, n, kind)
    y, s, theta = _transformed(x, n, kind)
    z = (y - theta) / s
    keep, pressed = _pressed(z, kind, trim)
    phi = float((pressed[keep] ** 2).sum() / keep.sum())
    tau2 = between(phi, (1 / s**2)[keep])
    wide = np.sqrt(s**2 + (tau2 if overdispersed else 0.0))
    exact = kind in (Kind.RATIO, Kind.ROOT) and not overdispersed
    if exact:
        lines = _exact(n)
    else:
        with np.errstate(over="ignore"):  # a unit of nearly nobody has no limit upwards
            lines = [_back(theta + sign * limit * wide, kind) for limit in (Z95, Z998) for sign in (-1, 1)]
    value = np.where(n > 0, x / np.where(n > 0, n, 1), (x + 0.5) / (n + 0.5))
    target = float(_back(np.asarray(theta), kind))
    low95, high95, low998, high998 = lines
    return Funnel(kind, phi, tau2, target, value, (y - theta) / wide, low95, high95, low998, high998, exact)


def between(phi: float, weights: np.ndarray) -> float:
    """τ² by the method of moments (DerSimonian & Laird 1986); 0 when the units vary no more than chance."""
    n = len(weights)
    if n * phi < n - 1:
        return 0.0
    spread = weights.sum() - (weights**2).sum() / weights.sum()
    return max(0.0, float((n * phi - (n - 1)) / spread)) if spread > 0 else 0.0


def _check(x: np.ndarray, n: np.ndarray, kind: Kind) -> None:
    if x.shape != n.shape or x.ndim != 1 or not len(x):
        raise BadSeries("täljare och nämnare måste vara lika många")
    if not (np.isfinite(x).all() and np.isfinite(n).all()) or (x < 0).any() or (n < 0).any():
        raise BadSeries("antal kan inte vara negativa eller saknas")
    if kind is not Kind.COUNTS and (n == 0).any():
        raise BadSeries("nämnaren är 0")
    if kind is Kind.PROPORTION and (x > n).any():
        raise BadSeries("täljaren är större än nämnaren")
    if kind is Kind.RATIO and (x == 0).any():
        raise BadSeries("en enhet utan händelser har ingen plats på logskalan")


def _transformed(x, n, kind: Kind) -> tuple[np.ndarray, np.ndarray, float]:
    """(Y, its standard error, the target) on the scale where they are nearly normal."""
    if kind is Kind.RATIO:
        return np.log(x / n), 1 / np.sqrt(n), 0.0
    if kind is Kind.ROOT:
        return np.sqrt(x / n), 1 / (2 * np.sqrt(n)), 1.0
    if kind is Kind.PROPORTION:
        return np.arcsin(np.sqrt(x / n)), 1 / (2 * np.sqrt(n)), float(np.arcsin(np.sqrt(x.sum() / n.sum())))
    if not x.sum() or not n.sum():
        raise BadSeries("kvoten går inte att räkna: den ena summan är 0")
    y = np.log((x + 0.5) / (n + 0.5))
    s = np.sqrt(x / (x + 0.5) ** 2 + n / (n + 0.5) ** 2)
    if (s == 0).any():
        raise BadSeries("en enhet har inga händelser alls")
    return y, s, float(np.log(x.sum() / n.sum()))


def _pressed(z: np.ndarray, kind: Kind, trim: float) -> tuple[np.ndarray, np.ndarray]:
    """(which units count, their z with less weight for the extremes): left out on the log scale, else drawn in to the
    10th and the 90th percentile."""
    if kind is Kind.RATIO:
        group = np.floor(_ranks(z) / trim / (len(z) + 1))
        keep = (group > 0) & (group < 1 / trim - 1)
        return (keep if keep.any() else np.ones(len(z), dtype=bool)), z
    low, high = np.quantile(z, [trim, 1 - trim])
    return np.ones(len(z), dtype=bool), np.clip(z, low, high)


def _ranks(z: np.ndarray) -> np.ndarray:
    """Ranks from 1, ties sharing the mean of theirs."""
    _values, inverse, counts = np.unique(z, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[inverse]


def _back(y: np.ndarray, kind: Kind) -> np.ndarray:
    """From the scale of the limits to that of the reader."""
    if kind is Kind.ROOT:
        return np.maximum(y, 0) ** 2
    if kind is Kind.PROPORTION:
        return np.sin(np.clip(y, 0, np.pi / 2)) ** 2
    return np.exp(y)


def _exact(expected: np.ndarray) -> list[np.ndarray]:
    """Exact Poisson limits of observed over expected, at 95 and 99.8 %."""
    out = []
    for tail in (0.025, 0.001):
        out += [quantiles(tail, expected) / expected, quantiles(1 - tail, expected + 1) / expected]
    return out
