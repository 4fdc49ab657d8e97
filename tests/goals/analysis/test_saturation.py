"""New codes per story: counted one by one, and the same band in whatever order the stories come."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goals.analysis.saturation import BadStories, Story, saturation

ROOM = [
    Story("s1", {"vänta", "ansvar"}, "eva"),
    Story("s2", {"vänta"}, "ali"),
    Story("s3", set(), None),
    Story("s4", {"plan", "ansvar", "barn"}, "eva"),
    Story("s5", {"plan"}, "siv"),
    Story("s6", {"hem"}, None),
]


def test_each_story_tells_what_it_brought_and_who_has_spoken():
    found = saturation(ROOM)
    assert [step.new for step in found.steps] == [("ansvar", "vänta"), (), (), ("barn", "plan"), (), ("hem",)]
    assert [step.total for step in found.steps] == [2, 2, 2, 4, 4, 5]
    assert [step.persons for step in found.steps] == [1, 2, 2, 2, 3, 3]
    assert [step.key for step in found.steps if step.same_person] == ["s4"]
    assert (found.stories, found.codes, found.persons, found.unknown) == (6, 5, 3, 2)


def test_the_last_stories_are_set_beside_the_first_where_they_do_not_overlap():
    late = saturation(ROOM).late
    assert (late.base, late.in_base, late.run, late.new_in_run) == (4, 4, 2, 1)
    assert saturation(ROOM[:5]).late is None
    assert saturation(ROOM[:5], base=3).late.new_in_run == 2
    assert saturation(ROOM, base=1, run=5).late.new_in_run == 3


stories = st.lists(st.sets(st.integers(0, 8)), min_size=1, max_size=9).map(
    lambda sets: [Story(at, codes, at % 3) for at, codes in enumerate(sets)]
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(stories, st.randoms(use_true_random=False))
def test_it_counts_as_one_does_by_hand_and_the_band_is_free_of_the_order(told, turn):
    found = saturation(told, orders=40)
    seen: set = set()
    for story, step in zip(told, found.steps, strict=True):
        assert set(step.new) == set(story.codes) - seen
        seen |= set(story.codes)
        assert step.total == len(seen)
    assert found.codes == len(seen)
    assert all(band.low <= band.mean <= band.high for band in found.band)
    assert all(a.low <= b.low and a.high <= b.high for a, b in zip(found.band, found.band[1:], strict=False))
    assert found.band[-1].low == found.band[-1].high == len(seen)
    assert found.band[0].high <= max(len(story.codes) for story in told)
    turned = list(told)
    turn.shuffle(turned)
    assert saturation(turned, orders=40).band == found.band


def test_the_mean_nears_what_all_orders_would_give():
    """A code with f of n stories is among the first j in all orders but C(n−f, j) of C(n, j)."""
    n = len(ROOM)
    often = {code: sum(code in story.codes for story in ROOM) for story in ROOM for code in story.codes}
    for band in saturation(ROOM, orders=4000).band:
        exact = sum(1 - comb(n - f, band.place) / comb(n, band.place) for f in often.values())
        assert band.mean == pytest.approx(exact, abs=0.08)
    assert (saturation(ROOM).band[0].low, saturation(ROOM).band[0].high) == (0, 3)


def test_seeds_decide_and_nothing_else():
    many = [Story(at, {at % 7, at % 5}) for at in range(20)]
    assert saturation(many, seed=1) == saturation(many, seed=1)
    assert saturation(many, seed=1, orders=5).band != saturation(many, seed=2, orders=5).band


def test_no_stories_and_stories_that_cannot_be_counted():
    nothing = saturation([])
    assert (nothing.steps, nothing.band, nothing.late, nothing.codes, nothing.persons) == ((), (), None, 0, 0)
    with pytest.raises(BadStories) as told:
        saturation([Story("a", set()), Story("a", {"x"})])
    assert (told.value.code, told.value.key) == ("double", "a")
    with pytest.raises(BadStories, match="size"):
        saturation(ROOM, run=0)
