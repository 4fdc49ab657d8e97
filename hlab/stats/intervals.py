"""Intervals for proportions. Pure.

Source: Wilson 1927, J Am Stat Assoc 22:209.
"""

from __future__ import annotations

import numpy as np

Z95 = 1.959964


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
