"""How many persons are told of, in steps so broad that one more does not show."""

from __future__ import annotations

import pytest

from hlab.stats.suppression import BROAD_STEPS, DEFAULT_K, at_least


@pytest.mark.parametrize(
    ("persons", "told"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (19, 10), (99, 50), (1000, 100)]
)
def test_the_largest_step_that_is_no_more(persons, told):
    assert at_least(persons) == told


def test_nothing_below_the_threshold_is_told():
    assert BROAD_STEPS[0] == DEFAULT_K and list(BROAD_STEPS) == sorted(BROAD_STEPS)
