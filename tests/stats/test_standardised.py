"""Standardised rates by hand, and numbers that cannot be."""

from __future__ import annotations

import pytest

from hlab.stats.intervals import byar
from hlab.stats.standardised import BadStrata, direct, expected, indirect

NAN, INF = float("nan"), float("inf")


def test_what_would_be_expected_of_its_own_mix():
    assert expected({"ung": 100, "gammal": 50}, {"ung": 0.01, "gammal": 0.2, "mellan": 0.5}) == pytest.approx(11)
    found = indirect(22, 11)
    low, high = byar(22)
    assert (found.value, found.lower, found.upper) == pytest.approx((2, float(low) / 11, float(high) / 11))


def test_nothing_expected_has_no_ratio():
    assert indirect(3, 0).value is None


def test_the_rate_in_a_common_mix():
    found = direct({"ung": 8, "gammal": 12}, {"ung": 100, "gammal": 60}, {"ung": 3, "gammal": 1})
    assert found.value == pytest.approx((3 * 0.08 + 0.2) / 4)
    assert direct({"ung": 4, "gammal": 5}, {"ung": 100, "gammal": 60}, {"ung": 3, "gammal": 1}).value is None
    assert direct({"ung": 8, "gammal": 12}, {"ung": 100}, {"ung": 3, "gammal": 1}).value is None


def test_a_stratum_that_the_reference_lacks_is_a_mistake():
    with pytest.raises(BadStrata, match="äldst"):
        expected({"äldst": 5}, {"ung": 0.01})
    with pytest.raises(BadStrata, match="äldst"):
        direct({"äldst": 15}, {"äldst": 50}, {"ung": 3})


@pytest.mark.parametrize("n", [-1, NAN, INF])
def test_numbers_that_cannot_be(n):
    with pytest.raises(BadStrata):
        expected({"ung": n}, {"ung": 0.1})
    with pytest.raises(BadStrata):
        indirect(5, n)
    with pytest.raises(BadStrata):
        indirect(n, 5)
    with pytest.raises(BadStrata):
        direct({"ung": 20, "gammal": n}, {"ung": 90, "gammal": 60}, {"ung": 3, "gammal": 1})
