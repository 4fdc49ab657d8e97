"""Rates made comparable: what would be expected of a unit's own mix, and what it would be in a common one. Pure.

Sources: Breslow & Day 1987; Dobson et al. 1991, Stat Med 10:457 (direct standardisation). Methods 2.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hlab.stats.intervals import Z95, byar

FEWEST_EVENTS = 10  # for a directly standardised rate


class BadStrata(ValueError):
    """A stratum that the reference does not have, or numbers that are negative, infinite or missing."""


@dataclass(frozen=True)
class Standardised:
    """value, lower, upper: None where there is none, and why in `reason`. n: events. expected: of an indirect one."""

    value: float | None
    lower: float | None
    upper: float | None
    n: float
    expected: float | None = None
    reason: str = ""


def expected(people: Mapping[str, float], rates: Mapping[str, float]) -> float:
    """Events expected of so many people per stratum at the reference's rates. Raises BadStrata: a stratum that the
    reference lacks is a mistake, never nought."""
    if unknown := set(people) - set(rates):
        raise BadStrata(f"saknas i referensen: {', '.join(sorted(map(str, unknown)))}")
    _check(people, {stratum: rates[stratum] for stratum in people})
    return float(sum(n * rates[stratum] for stratum, n in people.items()))


def indirect(observed: float, expect: float, *, z: float = Z95) -> Standardised:
    """Observed over expected, with Byar's limits. To be held against the reference (1), not against other units."""
    _check({"observerat": observed, "förväntat": expect})
    if not expect:
        return Standardised(None, None, None, observed, expect, "inget förväntat antal")
    low, high = (float(bound) for bound in byar(observed, z=z))
    return Standardised(observed / expect, low / expect, high / expect, observed, expect)


def direct(
    events: Mapping[str, float], people: Mapping[str, float], weights: Mapping[str, float], *, z: float = Z95
) -> Standardised:
    """The rate in the common mix that `weights` (people per stratum of the standard) describes."""
    n = float(sum(events.values()))
    if unknown := (set(events) | set(people)) - set(weights):
        raise BadStrata(f"saknas i standarden: {', '.join(sorted(map(str, unknown)))}")
    _check(events, people, weights)
    strata = sorted(weights)
    below = np.array([people.get(stratum, 0) for stratum in strata], dtype=float)
    if n < FEWEST_EVENTS or (below <= 0).any():
        return Standardised(None, None, None, n, reason="för litet underlag")
    counts = np.array([events.get(stratum, 0) for stratum in strata], dtype=float)
    w = np.array([weights[stratum] for stratum in strata], dtype=float)
    rate = float((w * counts / below).sum() / w.sum())
    variance = float((w**2 * counts / below**2).sum() / w.sum() ** 2)
    low, high = (rate + np.sqrt(variance / n) * (float(bound) - n) for bound in byar(n, z=z))
    return Standardised(rate, float(low), float(high), n)


def _check(*numbers: Mapping[str, float]) -> None:
    for of in numbers:
        for name, n in of.items():
            if not (np.isfinite(n) and n >= 0):
                raise BadStrata(f"{name}: {n} är inget antal")
