"""Which way a short yearly series is going (methods 2.9): five points with their intervals, or no answer. Pure.

Source: the public method notes of the Fingertips profiles (recent trend).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

POINTS = 5
CHI2 = 9.549536  # one degree of freedom, p = 0.002
WIDTH = 3.92  # a 95 % interval in standard errors


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Trend:
    """direction: UNKNOWN says why in `reason`. slope: per step. chi2: of the slope. n: points used."""

    direction: Direction
    slope: float | None = None
    chi2: float | None = None
    n: int = 0
    reason: str = ""


def recent(value, lower, upper) -> Trend:
    """The last five points by inverse-variance weights. A trend must be clear (χ² above 9.55), and keep its sign when
    any one of the five is left out. Without intervals, or with too few points, there is no answer: that is not the same
    as no change."""
    y, low, high = (np.asarray(part, dtype=float)[-POINTS:] for part in (value, lower, upper))
    n = int((~np.isnan(y)).sum())
    if len(y) < POINTS or n < POINTS:
        return Trend(Direction.UNKNOWN, n=n, reason="färre än fem punkter i följd")
    if np.isnan(low).any() or np.isnan(high).any():
        return Trend(Direction.UNKNOWN, n=n, reason="osäkerheten är inte känd")
    error = (high - low) / WIDTH
    if (error <= 0).any():
        return Trend(Direction.UNKNOWN, n=n, reason="osäkerheten är avrundad till noll")
    t = np.arange(1.0, POINTS + 1)
    slope, variance = _fit(t, y, 1 / error**2)
    chi2 = slope**2 / variance
    left_out = [_fit(np.delete(t, i), np.delete(y, i), np.delete(1 / error**2, i))[0] for i in range(POINTS)]
    steady = all(np.sign(one) == np.sign(slope) for one in left_out)
    if chi2 > CHI2 and steady:
        return Trend(Direction.UP if slope > 0 else Direction.DOWN, float(slope), float(chi2), n)
    return Trend(Direction.NONE, float(slope), float(chi2), n)


def _fit(t, y, w) -> tuple[float, float]:
    """Weighted slope and its variance."""
    total, wt = w.sum(), (w * t).sum()
    spread = total * (w * t * t).sum() - wt**2
    return float((total * (w * t * y).sum() - wt * (w * y).sum()) / spread), float(total / spread)
