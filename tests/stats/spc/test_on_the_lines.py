"""Values that lie on a line lie on it, whatever the last digit of a sum of tenths says."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from hlab.stats.spc import limits
from hlab.stats.spc.chart import Direction, Kind, Series, chart
from hlab.stats.spc.limits import Settings
from hlab.stats.spc.phases import BadSeries, mean_where
from hlab.stats.spc.rules import Signal, signals

ONES = (0.1, 0.3, 1.1, 5.7, 33.3, 1e-9, 123456.7)


def drawn(values=None, kind=Kind.XMR, **more):
    length = len(values) if values is not None else len(more["numerator"])
    of = {name: np.array(more.pop(name), dtype=float) for name in ("numerator", "denominator") if name in more}
    series = Series(range(length), None if values is None else np.array(values, dtype=float), **of)
    return chart(series, kind, direction=Direction.NEUTRAL, **more)


@pytest.mark.parametrize("kind", [Kind.XMR, Kind.I, Kind.T])
@pytest.mark.parametrize("n", [2, 7, 12, 24, 100])
def test_one_and_the_same_value_has_its_limits_at_itself_and_no_sign(kind, n):
    for one in ONES:
        found = drawn([one] * n, kind)
        assert set(found.signals) == {Signal.NONE}, one
        for line in (found.lines.centre, found.lines.lower, found.lines.upper):
            assert (line == one).all(), (one, line)
        assert (found.runs.useful, found.runs.signal) == (0, False)


@pytest.mark.parametrize("kind", [Kind.P, Kind.PP, Kind.U, Kind.UP, Kind.IP])
def test_one_and_the_same_share_of_parts_that_are_no_whole_numbers(kind):
    below = [0.7 + 0.1 * i for i in range(30)]
    found = drawn(kind=kind, numerator=[0.3 * n for n in below], denominator=below)
    assert set(found.signals) == {Signal.NONE}
    assert found.runs.useful == 0


def test_a_value_on_a_mean_of_tenths_breaks_a_shift():
    values = [0.1, 0.3, 0.2] * 8  # the mean is 0.2, and a third of the values lie on it
    found = drawn(values)
    assert found.lines.centre[0, 0] == 0.2
    assert found.runs.useful == 16


def test_the_mean_is_the_one_that_paper_gives():
    rng = np.random.default_rng(5)
    rows = np.round(rng.uniform(0, 30, (300, 24)), 1)
    there = rng.random(rows.shape) > 0.1
    found = mean_where(rows, there)
    for row, mask, mean in zip(rows, there, found, strict=True):
        exact = sum(map(Fraction, row[mask].tolist()), Fraction(0)) / int(mask.sum())
        assert mean == float(exact)


def test_a_baseline_of_equal_values_and_one_that_leaves_it():
    found = drawn([0.1] * 12 + [0.2], settings=Settings(baseline=12))
    assert found.signals[:12] == (Signal.NONE,) * 12
    assert found.signals[12] is Signal.ABOVE_LIMIT


def test_seven_fall_short_of_a_trend_when_two_are_equal():
    rows = np.array([[1.0, 2, 3, 4, 4, 5, 6, 7]])
    flat = np.zeros_like(rows)
    assert not signals(rows, flat + 4, flat - 99, flat + 99).any()


def test_numbers_too_large_to_sum_are_refused():
    with pytest.raises(BadSeries, match="för stora"):
        drawn(kind=Kind.U, numerator=[1e300] * 3, denominator=[1e-300] * 3)


def test_t_goes_to_another_scale_and_back():
    days = [3.0, 12, 7, 0, 21, 5, 9, 2, 14, 6, 30, 4]
    roots = np.array(days) ** (1 / 3.6)
    reach = 3 / 1.128 * np.abs(np.diff(roots)).mean()
    found = limits.t(days, Settings(screen=False))
    assert found.upper[0, 0] == pytest.approx((roots.mean() + reach) ** 3.6, rel=1e-12)
    assert found.lower[0, 0] == pytest.approx(max(roots.mean() - reach, 0) ** 3.6, rel=1e-12)
