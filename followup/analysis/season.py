"""Does a monthly series follow the time of the year? Then the year is taken out before it is read (methods 2.5). Pure.

Limits that do not know of a season flag three to ten times as often as they should, and always in the same months.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hlab.stats.spc.limits import Settings, xmr
from hlab.stats.spc.rules import Signal, signals

YEAR = 12  # months
LEAST = 2 * YEAR  # values, and every month of the year at least twice
ERRORS = 2.5  # standard errors of the correlation with the year before; our own default


@dataclass(frozen=True)
class Deseasoned:
    """Of the last value: how it lies with the month's usual difference taken away, the lines of such values, and its
    sign. usual: that difference."""

    value: float
    usual: float
    centre: float
    lower: float
    upper: float
    signal: Signal


def has_season(values: np.ndarray) -> bool:
    """values: one a month, without a gap in time, NaN where missing. A steady trend and a shift are no season: the mean
    of each twelve months and a slope are taken away before a month is held against the same month the year before."""
    there = ~np.isnan(values)
    n = len(values)
    if there.sum() < LEAST or n < LEAST:
        return False
    time = np.arange(n)
    # The last, part of a year has no mean of its own: a mean of few months would take their season with it.
    block = np.minimum(time // YEAR, max(n // YEAR - 1, 0))
    around = np.column_stack([(block[:, None] == np.arange(block[-1] + 1)).astype(float), time / n])
    fit, *_ = np.linalg.lstsq(around[there], values[there], rcond=None)
    rest = np.where(there, values - around @ fit, np.nan)
    late, early = rest[YEAR:], rest[:-YEAR]
    both = ~np.isnan(late) & ~np.isnan(early)
    spread = float(np.nanmax(np.abs(values))) * 1e-9
    if both.sum() < YEAR or np.std(late[both]) <= spread or np.std(early[both]) <= spread:
        return False
    return bool(np.corrcoef(late[both], early[both])[0, 1] > ERRORS / np.sqrt(both.sum()))


def deseason(values: np.ndarray, *, excluded: np.ndarray | None = None) -> Deseasoned | None:
    """The last value read without its season, on an XmR chart of values less what their month usually differs from the
    whole. None where some month of the year has fewer than two values. excluded: positions that set no limits."""
    month = np.arange(len(values)) % YEAR
    counted = ~np.isnan(values)
    if excluded is not None:
        counted[excluded] = False
    if min((counted & (month == one)).sum() for one in range(YEAR)) < 2:
        return None
    usual = np.array([values[counted & (month == one)].mean() for one in range(YEAR)])
    usual -= usual.mean()
    plain = values - usual[month]
    lines = xmr(plain, Settings(excluded=[] if excluded is None else list(excluded)))
    codes = signals(lines.value, lines.centre, lines.lower, lines.upper)[0]
    last = int(np.flatnonzero(~np.isnan(values))[-1])
    centre, lower, upper = (float(part[0, last]) for part in (lines.centre, lines.lower, lines.upper))
    return Deseasoned(float(plain[last]), float(usual[month[last]]), centre, lower, upper, Signal(int(codes[last])))
