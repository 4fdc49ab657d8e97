"""Stretches of a series with limits of their own, and what is taken from each to set them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np


class BadSeries(ValueError):
    """Values that cannot be charted: infinite, negative counts, more than all, dates out of order."""


def as_rows(values) -> np.ndarray:
    """(series × time) floats. Raises BadSeries for infinite values: they are never a measurement."""
    rows = np.atleast_2d(np.asarray(values, dtype=float))
    if np.isinf(rows).any():
        raise BadSeries("oändliga värden går inte att rita")
    return rows


def spans(length: int, starts: Sequence[int] = ()) -> Iterator[slice]:
    """The phases: from the first point, and from each start (position of the first point of a new phase) on."""
    edges = sorted({0, *(start for start in starts if 0 < start < length), length})
    for first, last in pairwise(edges):
        yield slice(first, last)


def phase_of(length: int, starts: Sequence[int] = ()) -> np.ndarray:
    """The number of the phase that each point lies in, from 0."""
    out = np.zeros(length, dtype=int)
    for number, span in enumerate(spans(length, starts)):
        out[span] = number
    return out


def used(rows: np.ndarray, span: slice, *, baseline: int | None = None, excluded: Sequence[int] = ()) -> np.ndarray:
    """(series × points of the phase) True where a value takes part in setting the limits: it is there, it is not
    excluded, and it is among the first `baseline` points of the phase when that many are chosen."""
    part = ~np.isnan(rows[:, span])
    width = part.shape[1]
    if baseline is not None:
        part[:, baseline:] = False
    for position in excluded:
        if span.start <= position < span.start + width:
            part[:, position - span.start] = False
    return part


def mean_where(values: np.ndarray, where: np.ndarray) -> np.ndarray:
    """(series,) mean of the chosen values; NaN where none is.

    In two passes, with more digits where the machine has them: a sum of tenths is not quite what it should be, and a
    value that lies on the line would lie beside it by the last digit of a number. A series of one and the same value
    would then be outside its own limits.
    """
    n = where.sum(axis=1)
    first = _over(values, where, n)
    return (first + _over(values - first[:, None], where, n)).astype(float)


def _over(values: np.ndarray, where: np.ndarray, n: np.ndarray) -> np.ndarray:
    total = np.where(where, values, 0.0).sum(axis=1, dtype=np.longdouble)
    return np.divide(total, n, out=np.full(len(values), np.nan, dtype=np.longdouble), where=n > 0)


MOST_RANGE = 3.267  # D4 for ranges of two: the upper limit of the moving ranges


def mean_range(values: np.ndarray, where: np.ndarray, *, screen: bool) -> np.ndarray:
    """(series,) mean moving range |y_i − y_{i−1}| of neighbours that both take part; NaN where there is no pair.

    screen: drop, once, every range at or above 3.267 times the mean, and take the mean of the rest (methods 2.1). A
    series whose ranges would all be dropped keeps them: a constant one has range 0.
    """
    ranges = np.abs(np.diff(values, axis=1))
    pairs = where[:, 1:] & where[:, :-1]
    mean = mean_where(ranges, pairs)
    if not screen:
        return mean
    with np.errstate(invalid="ignore"):
        kept = pairs & (np.nan_to_num(ranges) < MOST_RANGE * mean[:, None])
    return np.where(kept.any(axis=1), mean_where(np.nan_to_num(ranges), kept), mean)
