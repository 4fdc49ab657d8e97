"""Centre line and limits of each kind of chart (methods 2.1 and 2.4). Pure.

Every function takes (series × time) and returns `Limits`, the same shape, phase by phase. starts: positions of the
first points of new phases. baseline: limits from so many first points of each phase. excluded: positions that stay on
the chart and take no part in the limits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from hlab.stats.spc.phases import BadSeries, as_rows, mean_range, mean_where, spans, used

IMPROVEMENT = 2.66  # the constant of *Making Data Count*
D2 = 1.128  # expected range of two, in standard deviations
INDIVIDUALS = 3 / D2
TO_NORMAL = 3.6  # Nelson 1994: time between rare events, to the power 1/3.6, is nearly normal
ROUNDING = 1e-12  # of a value: nearer a line than this, it lies on the line


@dataclass(frozen=True)
class Limits:
    """value: what is drawn. centre, lower, upper: the lines, NaN where there is none."""

    value: np.ndarray
    centre: np.ndarray
    lower: np.ndarray
    upper: np.ndarray

    def times(self, factor: float) -> Limits:
        """The same per 1,000 and the like: multiplied after the limits are set."""
        return Limits(*(factor * part for part in (self.value, self.centre, self.lower, self.upper)))


@dataclass(frozen=True)
class Settings:
    """What has been decided about a chart."""

    starts: Sequence[int] = ()
    baseline: int | None = None
    excluded: Sequence[int] = ()
    screen: bool = True


USUAL = Settings()


def _by_phase(rows: np.ndarray, settings: Settings, lines: Callable) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """lines(span, where) → centre (series,), lower and upper (series × points of the phase, or series × 1)."""
    centre, lower, upper = (np.full(rows.shape, np.nan) for _ in range(3))
    for span in spans(rows.shape[1], settings.starts):
        where = used(rows, span, baseline=settings.baseline, excluded=settings.excluded)
        middle, low, high = lines(span, where)
        centre[:, span], lower[:, span], upper[:, span] = middle[:, None], low, high
    return centre, lower, upper


def xmr(values, settings: Settings = USUAL, *, constant: float = IMPROVEMENT) -> Limits:
    """Individual values: mean ± constant · mean moving range. A constant series has its limits at the mean."""
    rows = as_rows(values)

    def lines(span, where):
        middle = mean_where(np.nan_to_num(rows[:, span]), where)
        reach = constant * mean_range(rows[:, span], where, screen=settings.screen)
        return middle, (middle - reach)[:, None], (middle + reach)[:, None]

    return Limits(rows, *_by_phase(rows, settings, lines))


def xmr_median(values, settings: Settings = USUAL) -> Limits:
    """Individual values around their median: median ± 3.145 · median moving range."""
    rows = as_rows(values)

    def lines(span, where):
        part = np.where(where, rows[:, span], np.nan)
        ranges = np.abs(np.diff(part, axis=1))
        middle, reach = _median(part), 3.145 * _median(ranges)
        return middle, (middle - reach)[:, None], (middle + reach)[:, None]

    return Limits(rows, *_by_phase(rows, settings, lines))


def individuals(values, settings: Settings = USUAL) -> Limits:
    """The I chart: as XmR with 3/1.128."""
    return xmr(values, settings, constant=INDIVIDUALS)


def moving_range(values, settings: Settings = USUAL) -> Limits:
    """The ranges themselves: mean range, from 0 to 3.267 times it. The first point has none."""
    rows = as_rows(values)
    ranges = np.full(rows.shape, np.nan)
    ranges[:, 1:] = np.abs(np.diff(rows, axis=1))

    def lines(span, where):
        here = ranges[:, span]
        there = where & ~np.isnan(here)
        middle = mean_where(np.nan_to_num(here), there)
        return middle, np.zeros((len(rows), 1)), (3.267 * middle)[:, None]

    return Limits(ranges, *_by_phase(ranges, settings, lines))


def run(values, settings: Settings = USUAL) -> Limits:
    """Only a median: no limits, for few points or for values that no distribution is claimed for."""
    rows = as_rows(values)

    def lines(span, where):
        nothing = np.full((len(rows), 1), np.nan)
        return _median(np.where(where, rows[:, span], np.nan)), nothing, nothing

    return Limits(rows, *_by_phase(rows, settings, lines))


def _median(part: np.ndarray) -> np.ndarray:
    """(series,) median of what is there; NaN where nothing is."""
    out = np.full(len(part), np.nan)
    there = ~np.isnan(part).all(axis=1) if part.shape[1] else np.zeros(len(part), dtype=bool)
    if there.any():
        out[there] = np.nanmedian(part[there], axis=1)
    return out


# --- Counts -----------------------------------------------------------------------------------


def _counts(numerator, denominator, *, shares: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(events, opportunities, ratio), NaN where either is missing or there were no opportunities."""
    events, chances = as_rows(numerator), as_rows(denominator)
    if events.shape != chances.shape:
        raise BadSeries("täljare och nämnare måste vara lika många")
    if (events < 0).any() or (chances < 0).any():
        raise BadSeries("antal kan inte vara negativa")
    if shares and (events > chances).any():
        raise BadSeries("täljaren är större än nämnaren")
    there = ~np.isnan(events) & ~np.isnan(chances) & (chances > 0)
    events, chances = np.where(there, events, np.nan), np.where(there, chances, np.nan)
    return events, chances, events / chances


def _ratio(events, chances, where) -> np.ndarray:
    """Σ events / Σ opportunities of what takes part."""
    n = np.where(where, chances, 0.0).sum(axis=1)
    total = np.where(where, events, 0.0).sum(axis=1)
    return np.divide(total, n, out=np.full(len(events), np.nan), where=n > 0)


def _attribute(numerator, denominator, settings: Settings, *, shares: bool, prime: bool) -> Limits:
    events, chances, ratio = _counts(numerator, denominator, shares=shares)

    def lines(span, where):
        middle = _ratio(np.nan_to_num(events[:, span]), np.nan_to_num(chances[:, span]), where)
        spread = middle * (1 - middle) if shares else middle
        with np.errstate(divide="ignore", invalid="ignore"):
            sigma = np.sqrt(np.maximum(spread, 0)[:, None] / chances[:, span])
            if prime:
                z = (ratio[:, span] - middle[:, None]) / sigma
                z = np.where(sigma == 0, 0.0, z)
                sigma = sigma * (mean_range(z, where, screen=settings.screen) / D2)[:, None]
        low, high = middle[:, None] - 3 * sigma, middle[:, None] + 3 * sigma
        return middle, np.maximum(low, 0), np.minimum(high, 1) if shares else high

    return _on_the_lines(ratio, *_by_phase(ratio, settings, lines))


def p(numerator, denominator, settings: Settings = USUAL) -> Limits:
    """Proportions: p̄ ± 3√(p̄(1−p̄)/n_i) within [0, 1]."""
    return _attribute(numerator, denominator, settings, shares=True, prime=False)


def p_prime(numerator, denominator, settings: Settings = USUAL) -> Limits:
    """Proportions of many: limits widened by the variation between points (Laney 2002)."""
    return _attribute(numerator, denominator, settings, shares=True, prime=True)


def u(numerator, denominator, settings: Settings = USUAL) -> Limits:
    """Rates: ū ± 3√(ū/n_i), at least 0."""
    return _attribute(numerator, denominator, settings, shares=False, prime=False)


def u_prime(numerator, denominator, settings: Settings = USUAL) -> Limits:
    """Rates of many: limits widened by the variation between points (Laney 2002)."""
    return _attribute(numerator, denominator, settings, shares=False, prime=True)


def i_prime(numerator, denominator, settings: Settings = USUAL) -> Limits:
    """Individual ratios with unequal denominators: σ_i = mean(√(π/2)·|Δy|/√(1/n_i + 1/n_{i−1}))·√(1/n_i)."""
    events, chances, ratio = _counts(numerator, denominator, shares=False)

    def lines(span, where):
        middle = _ratio(np.nan_to_num(events[:, span]), np.nan_to_num(chances[:, span]), where)
        n, y = chances[:, span], ratio[:, span]
        spread = np.sqrt(np.pi / 2) * np.abs(np.diff(y, axis=1)) / np.sqrt(1 / n[:, 1:] + 1 / n[:, :-1])
        pairs = where[:, 1:] & where[:, :-1]
        mean = mean_where(np.nan_to_num(spread), pairs)
        if settings.screen:
            kept = pairs & (np.nan_to_num(spread) < 3.267 * mean[:, None])
            mean = np.where(kept.any(axis=1), mean_where(np.nan_to_num(spread), kept), mean)
        sigma = mean[:, None] * np.sqrt(1 / n)
        return middle, middle[:, None] - 3 * sigma, middle[:, None] + 3 * sigma

    return _on_the_lines(ratio, *_by_phase(ratio, settings, lines))


def c(values, settings: Settings = USUAL) -> Limits:
    """Counts over equal spaces: c̄ ± 3√c̄, at least 0."""
    rows = _natural(values)

    def lines(span, where):
        middle = mean_where(np.nan_to_num(rows[:, span]), where)
        reach = 3 * np.sqrt(middle)
        return middle, np.maximum(middle - reach, 0)[:, None], (middle + reach)[:, None]

    return Limits(rows, *_by_phase(rows, settings, lines))


def t(values, settings: Settings = USUAL) -> Limits:
    """Time between rare events: XmR on y^(1/3.6), carried back. A gap of 0 days is kept: two the same day."""
    rows = _natural(values)
    found = individuals(rows ** (1 / TO_NORMAL), settings)
    lower = np.maximum(found.lower, 0)
    return _on_the_lines(rows, found.centre**TO_NORMAL, lower**TO_NORMAL, found.upper**TO_NORMAL)


def g(values, settings: Settings = USUAL) -> Limits:
    """Cases between rare events (Benneyan 2001): centre at the median, limits m ± 3√(m(m + 1)) of the mean."""
    rows = _natural(values)

    def lines(span, where):
        mean = mean_where(np.nan_to_num(rows[:, span]), where)
        reach = 3 * np.sqrt(mean * (mean + 1))
        middle = _median(np.where(where, rows[:, span], np.nan))
        return middle, np.maximum(mean - reach, 0)[:, None], (mean + reach)[:, None]

    return Limits(rows, *_by_phase(rows, settings, lines))


def _on_the_lines(rows: np.ndarray, *lines: np.ndarray) -> Limits:
    """The lines, drawn through each value that only rounding parts from them: what has been to another scale and back,
    or divided and summed, is else outside limits that it has set itself."""
    return Limits(rows, *(np.where(np.abs(rows - line) <= ROUNDING * np.abs(rows), rows, line) for line in lines))


def _natural(values) -> np.ndarray:
    rows = as_rows(values)
    if (rows < 0).any():
        raise BadSeries("antal och tider kan inte vara negativa")
    return rows
