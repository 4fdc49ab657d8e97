"""Small series of our own, where every sign can be seen by eye; and a slow way to the same answers."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hlab.stats.spc import limits
from hlab.stats.spc.limits import Settings
from hlab.stats.spc.phases import BadSeries
from hlab.stats.spc.rules import Signal, signals

NAN = float("nan")


def signs(values, centre=0.0, reach=3.0, **more):
    y = np.asarray(values, dtype=float)[None, :]
    return [
        Signal(int(code))
        for code in signals(y, centre + 0 * y, centre - reach + 0 * y, centre + reach + 0 * y, **more)[0]
    ]


def test_seven_on_one_side_and_not_six():
    assert signs([1, 0.5] * 3) == [Signal.NONE] * 6
    assert signs([1, 0.5] * 3 + [1]) == [Signal.SHIFT_ABOVE] * 7


def test_a_point_on_the_centre_breaks_a_shift():
    assert set(signs([1, 0.5, 1, 0, 1, 0.5, 1])) == {Signal.NONE}


def test_a_missing_value_breaks_a_shift_and_has_no_sign():
    assert set(signs([1, 0.5, 1, 0.5, NAN, 1, 0.5, 1])) == {Signal.NONE}


def test_a_new_phase_breaks_a_shift():
    assert set(signs([-1, -0.5] * 5, starts=[5])) == {Signal.NONE}


def test_seven_rising_and_the_turning_point_belongs_to_the_later_trend():
    up = [-2.4, -1.6, -0.8, 0.1, 0.8, 1.6, 2.4]
    found = signs(up + up[::-1][1:], reach=9)
    assert found == [Signal.TREND_UP] * 6 + [Signal.TREND_DOWN] * 7
    assert Signal.TREND_UP not in signs(up, reach=9, trend=False)


def test_two_of_three_flags_only_the_two_and_not_those_outside():
    assert signs([2.5, 1, 2.5, -1]) == [Signal.TWO_OF_THREE_ABOVE, Signal.NONE, Signal.TWO_OF_THREE_ABOVE, Signal.NONE]
    assert signs([2.5, -1, 2.5]) == [Signal.NONE] * 3
    assert signs([2.5, 1, 4]) == [Signal.NONE, Signal.NONE, Signal.ABOVE_LIMIT]
    assert signs([2, 2, 2]) == [Signal.NONE] * 3  # exactly two thirds is not beyond


def test_the_strongest_sign_wins():
    found = signs([-4, -1, -2, -2.5, -2.6, -1, -1])
    assert found[0] is Signal.BELOW_LIMIT
    assert found[3] is Signal.TWO_OF_THREE_BELOW
    assert found[6] is Signal.SHIFT_BELOW


def slowly(y, centre, low, high):
    """The rules as they are written, one point at a time."""
    n = len(y)
    side = [0 if v != v or v == centre else (1 if v > centre else -1) for v in y]
    out = [Signal.NONE] * n

    def put(i, up, down, sign):
        out[i] = up if sign > 0 else down

    for first in range(n - 6):
        if side[first] and len(set(side[first : first + 7])) == 1:
            for i in range(first, first + 7):
                put(i, Signal.SHIFT_ABOVE, Signal.SHIFT_BELOW, side[i])
    for first in range(n - 2):
        three = range(first, first + 3)
        if side[first] and len({side[i] for i in three}) == 1:
            near = [i for i in three if low <= y[i] <= high and abs(y[i] - centre) > (high - centre) * (2 / 3)]
            for i in near if len(near) >= 2 else []:
                put(i, Signal.TWO_OF_THREE_ABOVE, Signal.TWO_OF_THREE_BELOW, side[i])
    for first in range(n - 6):
        seven = y[first : first + 7]
        for sign in (1, -1):
            if all(sign * (b - a) > 0 for a, b in pairwise(seven)):
                for i in range(first, first + 7):
                    put(i, Signal.TREND_UP, Signal.TREND_DOWN, sign)
    for i, v in enumerate(y):
        if v > high or v < low:
            put(i, Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT, v - centre)
    return out


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.integers(-4, 4).map(float), st.just(NAN)), min_size=1, max_size=24))
def test_the_same_as_one_point_at_a_time(values):
    assert signs(values) == slowly(values, 0.0, -3.0, 3.0)


def test_xmr_by_hand():
    found = limits.xmr([10, 12, 11, 13])
    assert found.centre[0][0] == 11.5
    assert found.upper[0][0] == pytest.approx(11.5 + 2.66 * 5 / 3)


def test_screening_drops_a_range_once_and_a_constant_series_keeps_its_limits():
    flat = [10, 11] * 8 + [40] + [10, 11] * 8
    assert limits.xmr(flat, Settings(screen=True)).upper[0][0] < limits.xmr(flat, Settings(screen=False)).upper[0][0]
    same = limits.xmr([5.0] * 20)
    assert same.lower[0][0] == same.upper[0][0] == 5.0


def test_no_range_across_a_missing_value():
    assert limits.xmr([1, 2, NAN, 9, 10]).upper[0][0] == pytest.approx(5.5 + 2.66)


def test_many_series_at_once_are_each_as_alone():
    rng = np.random.default_rng(3)
    rows = rng.normal(10, 2, (20, 40))
    rows[rng.random(rows.shape) < 0.1] = NAN
    together = limits.xmr(rows, Settings(starts=(15,), baseline=12))
    for i, row in enumerate(rows):
        alone = limits.xmr(row, Settings(starts=(15,), baseline=12))
        np.testing.assert_allclose(together.upper[i], alone.upper[0])


@pytest.mark.parametrize("make", [limits.p, limits.p_prime])
def test_more_than_all_and_negative_counts_are_refused(make):
    with pytest.raises(BadSeries):
        make([5.0, 3.0], [4.0, 9.0])
    with pytest.raises(BadSeries):
        make([-1.0, 3.0], [4.0, 9.0])


def test_a_denominator_of_nought_is_missing():
    found = limits.u([1.0, 2.0, 0.0], [10.0, 10.0, 0.0])
    assert np.isnan(found.value[0][2])
    assert found.centre[0][0] == pytest.approx(0.15)


def test_infinite_values_are_refused():
    with pytest.raises(BadSeries):
        limits.xmr([1.0, float("inf")])


def test_gaps_of_nought_days_are_kept():
    assert limits.t([0.0, 4.0, 9.0, 1.0]).value[0][0] == 0
