"""Intervals for proportions, for the difference between two, and for counts. Pure.

Sources: Wilson 1927, J Am Stat Assoc 22:209; Newcombe 1998, Stat Med 17:873; Breslow & Day 1987, *Statistical Methods
in Cancer Research* II (Byar).
"""

from __future__ import annotations

import numpy as np

from hlab.stats.gamma import quantiles

Z95 = 1.959963984540054
Z998 = 3.090232306167813
_TAIL = {Z95: 0.025, Z998: 0.001}
_EXACT_BELOW = 10  # counts below are few enough for the exact limits


def wilson(count, n, *, z: float = Z95) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper bound of the share count/n, elementwise; NaN where n = 0.

    Kept within [0, 1]; exactly 0 below when count = 0 and exactly 1 above when count = n. Raises ValueError for
    counts that are negative or above n.
    """
    x, n = np.broadcast_arrays(np.asarray(count, dtype=float), np.asarray(n, dtype=float))
    if not (np.isfinite(x).all() and np.isfinite(n).all()) or (x < 0).any() or (x > n).any():
        raise ValueError("antalet måste ligga mellan 0 och n")
    some = np.maximum(n, 1)
    half = z * np.sqrt(z * z + 4 * x * (1 - x / some))
    below = (2 * x + z * z - half) / (2 * (some + z * z))
    above = (2 * x + z * z + half) / (2 * (some + z * z))
    below = np.where(x == 0, 0.0, np.clip(below, 0, 1))
    above = np.where(x == n, 1.0, np.clip(above, 0, 1))
    return np.where(n > 0, below, np.nan), np.where(n > 0, above, np.nan)


def byar(count, *, z: float = Z95) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper bound of a count of events, elementwise: Byar's approximation from 10 events on, below that the
    exact Poisson limits. 0 below when nothing happened. z: Z95 or Z998. Raises ValueError for negative counts."""
    x = np.asarray(count, dtype=float)
    if not np.isfinite(x).all() or (x < 0).any():
        raise ValueError("ett antal kan inte vara negativt")
    many = np.maximum(x, _EXACT_BELOW)
    below = many * (1 - 1 / (9 * many) - z / (3 * np.sqrt(many))) ** 3
    above = (many + 1) * (1 - 1 / (9 * (many + 1)) + z / (3 * np.sqrt(many + 1))) ** 3
    few = x < _EXACT_BELOW
    if few.any():
        below, above = np.array(below), np.array(above)
        below[few] = quantiles(_TAIL[z], x[few])
        above[few] = quantiles(1 - _TAIL[z], x[few] + 1)
    return below, above


def newcombe(x1: float, n1: float, x2: float, n2: float, *, z: float = Z95) -> tuple[float, float, float]:
    """(x1/n1 − x2/n2, lower bound, upper bound), of two groups that are not the same people.

    Hybrid score interval: Newcombe 1998, Stat Med 17:873, method 10. Raises ValueError as `wilson`, and where a group
    has nobody.
    """
    if not n1 or not n2:
        raise ValueError("en grupp utan personer har ingen andel")
    p1, p2 = x1 / n1, x2 / n2
    (low1, low2), (high1, high2) = wilson([x1, x2], [n1, n2], z=z)
    below = float(np.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2))
    above = float(np.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2))
    return p1 - p2, p1 - p2 - below, p1 - p2 + above
