"""The gamma distribution, as far as exact limits of counts need it. Pure.

The regularised lower incomplete gamma function by its series below a + 1 and by the continued fraction (modified Lentz)
above it: Abramowitz & Stegun 6.5.29 and 6.5.31. A quantile of chi-squared with ν degrees of freedom is twice that of
gamma with shape ν/2.
"""

from __future__ import annotations

from math import exp, inf, lgamma, log, sqrt

import numpy as np

_STEPS = 10_000


def lower(a: float, x: float) -> float:
    """P(a, x): the share of a gamma distribution with shape a > 0 (scale 1) that lies below x."""
    if a <= 0 or x < 0:
        raise ValueError("formen måste vara positiv, och värdet minst 0")
    if x == 0:
        return 0.0
    if x < a + 1:
        term = total = 1 / a
        for n in range(1, _STEPS):
            term *= x / (a + n)
            total += term
            if term < total * 1e-17:
                break
        return total * exp(-x + a * log(x) - lgamma(a))
    b = x + 1 - a
    c, d = 1e300, 1 / b
    product = d
    for n in range(1, _STEPS):
        step = -n * (n - a)
        b += 2
        d = 1 / _away_from_zero(step * d + b)
        c = _away_from_zero(b + step / c)
        product *= d * c
        if abs(d * c - 1) < 1e-16:
            break
    return 1 - exp(-x + a * log(x) - lgamma(a)) * product


def _away_from_zero(value: float) -> float:
    return value if abs(value) > 1e-300 else 1e-300


def quantile(share: float, a: float) -> float:
    """The value that the share lies below, by halving an interval around it; 0 where a = 0."""
    if not 0 < share < 1:
        raise ValueError("andelen måste ligga mellan 0 och 1")
    if a == 0:
        return 0.0
    low, high = 0.0, max(1.0, a + 10 * sqrt(a))
    while lower(a, high) < share:
        low, high = high, 2 * high
    width = inf
    while high - low < width:  # until the interval is as small as numbers are
        width = high - low
        middle = (low + high) / 2
        if lower(a, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def quantiles(share: float, shapes) -> np.ndarray:
    """`quantile` of each shape."""
    return np.array([quantile(share, float(a)) for a in np.ravel(shapes)]).reshape(np.shape(shapes))
