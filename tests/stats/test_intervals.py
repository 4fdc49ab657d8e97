"""The difference between two shares: Newcombe's own examples (1998, Stat Med 17:873, table II, method 10)."""

import pytest

from hlab.stats.intervals import newcombe


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_published_intervals(counts, low, high):
    difference, below, above = newcombe(*counts)
    assert (round(below, 4), round(above, 4)) == (low, high) and below <= difference <= above


def test_a_group_without_people_has_no_share():
    with pytest.raises(ValueError, match="utan personer"):
        newcombe(0, 0, 1, 2)
    with pytest.raises(ValueError, match="mellan 0 och n"):
        newcombe(3, 2, 1, 2)
