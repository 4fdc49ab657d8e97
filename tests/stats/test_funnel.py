"""Funnels by hand, and what must hold of any of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hlab.stats.funnel import Kind, funnel
from hlab.stats.intervals import Z95, Z998
from hlab.stats.spc.phases import BadSeries


def test_a_ratio_of_two_counts_is_told_as_it_is():
    found = funnel([30, 10, 0, 4], [60, 40, 20, 0], kind=Kind.COUNTS)
    assert found.value.tolist() == [0.5, 0.25, 0.0, 9.0]  # 4 to none has a half added to both
    y = np.log((30 + 0.5) / (60 + 0.5))
    s2 = 30 / 30.5**2 + 60 / 60.5**2
    assert found.z[0] == pytest.approx((y - np.log(44 / 120)) / np.sqrt(s2 + found.tau2))


def test_six_units_by_hand():
    observed, expected = np.array([8, 12, 15, 9, 30, 22.0]), np.array([10, 10, 16, 9, 20, 24.0])
    z = np.log(observed / expected) * np.sqrt(expected)
    group = np.floor((np.argsort(np.argsort(z)) + 1) * 10 / 7)
    kept = (group > 0) & (group < 9)
    phi, w = (z[kept] ** 2).mean(), expected[kept]
    tau2 = max(0, (kept.sum() * phi - (kept.sum() - 1)) / (w.sum() - (w**2).sum() / w.sum()))
    found = funnel(observed, expected, kind=Kind.RATIO)
    assert (found.phi, found.tau2) == pytest.approx((phi, tau2))
    assert found.upper95[0] == pytest.approx(np.exp(1.959964 * np.sqrt(1 / 10 + tau2)))


@pytest.mark.parametrize("kind", [Kind.RATIO, Kind.PROPORTION, Kind.COUNTS])
@pytest.mark.parametrize("n", [1, 2, 3])
def test_few_units_and_no_difference_between_them(kind, n):
    found = funnel([10] * n, [20] * n if kind is not Kind.RATIO else [10] * n, kind=kind)
    assert found.tau2 == 0
    assert found.phi < 0.01
    assert not found.outliers().any()


def test_nobody_and_everybody():
    for counts in ([0, 0, 0], [20, 30, 40]):
        found = funnel(counts, [20, 30, 40], kind=Kind.PROPORTION)
        assert (found.phi, found.tau2) == pytest.approx((0, 0), abs=1e-12)
        assert ((found.lower998 >= 0) & (found.upper998 <= 1)).all()
        assert not found.outliers(Z95).any()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 400), st.integers(1, 400)), min_size=1, max_size=40),
    st.sampled_from([Kind.RATIO, Kind.ROOT, Kind.PROPORTION]),
    st.sampled_from([Z95, Z998]),
)
def test_outside_on_one_scale_is_outside_on_the_other(pairs, kind, limit):
    x, n = np.array(pairs, dtype=float).T
    if kind is Kind.PROPORTION:
        x, n = np.minimum(x, n), np.maximum(x, n)
    found = funnel(x, n, kind=kind)
    low, high = (found.lower95, found.upper95) if limit == Z95 else (found.lower998, found.upper998)
    assert (found.outliers(limit) == ((found.value < low) | (found.value > high))).all()


@pytest.mark.parametrize(
    ("x", "n", "kind"),
    [
        ([], [], Kind.RATIO),
        ([1, 2], [1], Kind.RATIO),
        ([1, -1], [2, 2], Kind.COUNTS),
        ([1, np.nan], [2, 2], Kind.RATIO),
        ([1, np.inf], [2, 2], Kind.RATIO),
        ([1, 0], [2, 2], Kind.RATIO),
        ([1, 3], [2, 2], Kind.PROPORTION),
        ([1, 1], [2, 0], Kind.RATIO),
        ([0, 0], [2, 3], Kind.COUNTS),
        ([0, 2], [0, 3], Kind.COUNTS),
    ],
)
def test_counts_that_cannot_be_right(x, n, kind):
    with pytest.raises(BadSeries):
        funnel(x, n, kind=kind)
