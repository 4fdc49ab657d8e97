"""Groups that are there are drawn, groups that are not are refused."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hlab.stats.opinion import DEFAULT, Reason, adjusted_rand, opinion_map
from hlab.stats.opinion.stability import _Room, _shuffled
from tests.stats.opinion.rooms import room, votes_of


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=14))
def test_adjusted_rand_by_counting_pairs(pairs):
    one, other = (np.array(side) for side in zip(*pairs, strict=True))
    both = first = second = total = 0
    for i, j in itertools.combinations(range(len(pairs)), 2):
        same = (one[i] == one[j], other[i] == other[j])
        both += all(same)
        first, second, total = first + same[0], second + same[1], total + 1
    expected = first * second / total if total else 0
    most = (first + second) / 2
    slow = 1.0 if most == expected else (both - expected) / (most - expected)
    assert adjusted_rand(one, other) == pytest.approx(slow, abs=1e-12)


def test_adjusted_rand_at_the_ends():
    assert adjusted_rand([0, 0, 0], [5, 5, 5]) == 1 == adjusted_rand([0, 1], [1, 0]) == adjusted_rand([], [])
    assert adjusted_rand(["a", "a", "b"], [2, 2, 1]) == 1
    assert adjusted_rand([0, 0, 0, 0], [0, 0, 1, 1]) == 0
    with pytest.raises(ValueError):
        adjusted_rand([0, 1], [0])


@pytest.mark.parametrize("camps", [2, 3])
def test_clear_groups_are_drawn(camps):
    matrix, camp = room(90, 24, camps=camps)
    found = opinion_map(votes_of(matrix))
    assert found.drawable and found.named and found.reason is Reason.NONE
    assert found.stability is not None and found.stability.beats_chance
    assert found.stability.median >= 0.95 and found.stability.low <= found.stability.median
    assert adjusted_rand(np.array(found.group), camp) > 0.95


@pytest.mark.parametrize("shape", [(60, 12), (120, 30), (300, 15)])
def test_noise_has_groups_but_none_are_drawn(shape):
    for seed in range(2):
        found = opinion_map(votes_of(room(*shape, sure=0.5, seed=seed)[0]), seed=seed)
        assert found.reason in (Reason.CHANCE, Reason.UNSTABLE, Reason.NO_GROUPS)
        assert not found.drawable
        assert all(group is not None for group, inside in zip(found.group, found.included, strict=True) if inside)


def test_the_verdict_follows_the_median():
    votes = votes_of(room(60, 20)[0])
    for stable, unsure, reason, drawable, named in (
        (0.5, 0.4, Reason.NONE, True, True),
        (1.1, 0.6, Reason.UNSURE, True, False),
        (1.2, 1.1, Reason.UNSTABLE, False, False),
    ):
        found = opinion_map(votes, settings=replace(DEFAULT, stable=stable, unsure=unsure, bootstraps=9, shuffles=9))
        assert (found.reason, found.drawable, found.named) == (reason, drawable, named)


@pytest.mark.parametrize("n", [1, 12, 26, 29])
def test_small_rooms_are_never_drawn(n):
    found = opinion_map(votes_of(room(n, 12)[0]), settings=replace(DEFAULT, bootstraps=9, shuffles=9))
    assert not found.drawable and found.reason in (Reason.TOO_FEW, Reason.ALL_ALIKE)


def test_large_rooms_are_checked_on_a_part_of_the_people():
    few = replace(DEFAULT, replicate_people=60, null_people=40, bootstraps=20, shuffles=20)
    votes = votes_of(room(200, 20)[0])
    found = opinion_map(votes, settings=few)
    assert found.stability is not None and found.stability.people == 60 and found.drawable
    assert opinion_map(votes, settings=few).stability == found.stability


def test_a_shuffle_keeps_who_saw_what_and_the_sums():
    votes = votes_of(room(50, 8)[0])
    rejected = np.arange(8) == 3
    rng = np.random.default_rng(1)
    part = _Room.of(votes, np.arange(50), rejected, 50, rng)
    first, *shuffled = _shuffled(part, rng, 4)
    for values in shuffled:
        assert (values[part.seen == 0] == 0).all() and (values != first).any()
        for answer in (-1, 1):
            assert ((values == answer).sum(axis=0) == (first == answer).sum(axis=0)).all()
