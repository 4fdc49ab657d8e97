"""What must hold of the whole map: order, signs, unseen statements and odd matrices change only what they should."""

from __future__ import annotations

import ctypes
import json
import os
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import hlab
from hlab.stats.opinion import DEFAULT, Reason, Votes, opinion_map
from hlab.stats.opinion.document import document
from hlab.stats.opinion.pca import axes, means, place_people, place_statements
from tests.stats.opinion.rooms import ids, partition, places, room, votes_of

QUICK = replace(DEFAULT, bootstraps=8, shuffles=8)


def slow_map(matrix, rejected=()):
    """1.3–1.6 by the full decomposition, cell by cell: (centre, components, singular, people, statements)."""
    x = matrix.copy()
    x[:, list(rejected)] = 0
    n, width = x.shape
    centre = np.array([np.nanmean(x[:, j]) if (~np.isnan(x[:, j])).any() else 0.0 for j in range(width)])
    z = np.where(np.isnan(x), centre, x) - centre
    _, singular, vt = np.linalg.svd(z, full_matrices=False)
    v = [axis if axis[np.abs(axis).argmax()] > 0 else -axis for axis in vt[:2]]
    people = np.full((n, 2), np.nan)
    for i in range(n):
        seen = [j for j in range(width) if not np.isnan(x[i, j])]
        if not np.isnan(matrix[i]).all():
            people[i] = [np.sqrt(width / len(seen)) * sum((x[i, j] - centre[j]) * a[j] for j in seen) for a in v]
    said = np.array([[np.sqrt(width) * (1 - centre[j]) * a[j] for a in v] for j in range(width)])
    return centre, v, singular, people, said


@pytest.mark.parametrize("shape", [(60, 12), (9, 30)])
def test_axes_and_places_are_those_of_the_full_decomposition(shape):
    matrix, _ = room(*shape, seed=3)
    matrix[:, 5] = np.nan
    matrix[4] = np.nan
    rejected = np.zeros(shape[1], dtype=bool)
    rejected[[2, 7]] = True
    centre, v, singular, people, said = slow_map(matrix, [2, 7])
    votes = votes_of(matrix)
    found = axes(votes, rejected)
    np.testing.assert_allclose(found.centre, centre, atol=1e-12)
    np.testing.assert_allclose(found.singular, singular[:2], rtol=1e-9)
    np.testing.assert_allclose(found.shares, singular[:2] ** 2 / (singular**2).sum(), rtol=1e-9)
    for ours, theirs in zip(found.components, v, strict=True):
        assert ours @ theirs > 0.999999
    np.testing.assert_allclose(place_people(votes, found) * np.sqrt(shape[1]), people, atol=1e-8)
    np.testing.assert_allclose(place_statements(found), said, atol=1e-8)
    assert (found.components[:, [2, 5, 7]] == 0).all() and (means(votes, rejected)[[2, 7]] == 0).all()


def test_same_answer_twice_and_in_any_order():
    matrix, _ = room(150, 20, camps=3, seed=1)
    people, said = ids(matrix)
    one = document(opinion_map(Votes.of(matrix, people, said), seed=4, settings=QUICK))
    assert one == document(opinion_map(Votes.of(matrix, people, said), seed=4, settings=QUICK))
    rng = np.random.default_rng(9)
    rows, columns = rng.permutation(150), rng.permutation(20)
    mixed = Votes.of(matrix[rows][:, columns], [people[i] for i in rows], [said[j] for j in columns])
    assert document(opinion_map(mixed, seed=4, settings=QUICK)) == one
    assert one["k"] == 3 and one["drawable"]


def test_mirrored_when_all_votes_turn():
    matrix, _ = room(130, 16, seed=2)
    one, other = opinion_map(votes_of(matrix)), opinion_map(votes_of(-matrix))
    np.testing.assert_array_equal(one.places, -other.places)
    assert partition(one) == partition(other)
    assert (one.everybody.agree == other.everybody.disagree).all()
    assert (one.by_group.agree == other.by_group.disagree).all()
    assert one.stability == other.stability
    assert [r.statement for r in one.consensus["agree"]] == [r.statement for r in other.consensus["disagree"]]
    np.testing.assert_array_equal(one.informed_consensus["agree"], other.informed_consensus["disagree"])


def test_a_statement_nobody_has_seen_only_stretches_the_map():
    matrix, _ = room(60, 16, seed=5)
    one = opinion_map(votes_of(matrix))
    other = opinion_map(votes_of(np.hstack([matrix, np.full((60, 1), np.nan)])))
    np.testing.assert_allclose(other.places, one.places * np.sqrt(17 / 16), rtol=1e-12)
    assert (one.group, one.stability, one.reason) == (other.group, other.stability, other.reason)
    assert document(other)["representative"] == document(one)["representative"]


def test_rejected_statements_have_no_part_in_the_map_but_keep_their_votes():
    matrix, camp = room(80, 16, seed=6)
    loud = np.where(np.arange(80) % 4 < 2, 1.0, -1.0)  # would divide the room in another way
    both = np.hstack([matrix, np.tile(loud[:, None], (1, 25))])
    votes = votes_of(both)
    refused = [f"s{j}" for j in range(16, 41)]
    found = opinion_map(votes, rejected=[*refused, "s999"], settings=QUICK)
    assert partition(found) == {frozenset(f"p{i}" for i in range(80) if camp[i] == c) for c in (0, 1)}
    assert found.everybody.agree[20] == 40
    assert {row.statement for rows in found.representative.values() for row in rows}.isdisjoint(refused)
    assert partition(opinion_map(votes, settings=QUICK)) != partition(found)


def test_nearly_equal_axes_are_told():
    four = [[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]] * 5
    found = opinion_map(votes_of(np.array(four)), settings=QUICK)
    assert found.axes_may_turn
    assert not opinion_map(votes_of(room(40, 12)[0]), settings=QUICK).axes_may_turn


@pytest.mark.parametrize(
    ("matrix", "reason", "rank"),
    [
        (np.full((40, 8), np.nan), Reason.NO_VOTES, 0),
        (np.ones((40, 8)), Reason.ALL_ALIKE, 0),
        (np.zeros((40, 8)), Reason.ALL_ALIKE, 0),
        (-np.ones((1, 8)), Reason.ALL_ALIKE, 0),
        (np.tile([[1.0], [-1.0]], (20, 1)), Reason.CHANCE, 1),  # one statement: sides, but nothing that goes together
        (np.array([[1.0] * 8] * 37 + [[-1.0] * 8] * 3), Reason.NO_GROUPS, 1),  # three people are no group
        (np.array([[1.0] * 8] * 6 + [[-1.0] * 8] * 6), Reason.TOO_FEW, 1),
        (np.zeros((0, 3)), Reason.NO_VOTES, 0),
        (np.zeros((3, 0)), Reason.NO_VOTES, 0),
    ],
)
def test_odd_rooms_have_a_defined_answer(matrix, reason, rank):
    found = opinion_map(votes_of(matrix), settings=QUICK)
    told = document(found)
    json.dumps(told, allow_nan=False)
    assert (found.reason, found.axes.rank) == (reason, rank)
    assert not found.drawable
    assert [p["group"] is not None for p in told["participants"]] == found.included.tolist()
    if rank == 1:
        assert {p["y"] for p in told["participants"]} == {0.0}
    if rank == 0:
        assert {p["x"] for p in told["participants"]} <= {None}


@settings(max_examples=15, deadline=None)
@given(
    arrays.arrays(
        np.float64,
        st.tuples(st.integers(1, 40), st.integers(1, 6)),
        elements=st.sampled_from([1.0, 0.0, -1.0, np.nan]),
        fill=st.sampled_from([1.0, np.nan]),
    )
)
def test_any_matrix_gives_strict_json_and_no_small_group(matrix):
    found = opinion_map(votes_of(matrix), settings=QUICK)
    told = document(found)
    json.dumps(told, allow_nan=False)
    sizes = [found.group.count(letter) for letter in found.letters]
    assert found.k < 2 or min(sizes) >= 5
    assert sum(sizes) == found.included.sum()
    other = opinion_map(votes_of(-matrix), settings=QUICK)
    assert partition(other) == partition(found)
    np.testing.assert_array_equal(other.places, -found.places)


def test_linear_algebra_keeps_to_one_thread():
    """Also here, where numpy may have been loaded before us. Unless somebody has asked for more."""
    if os.environ.get(hlab.THREADS) != "1":
        pytest.skip(f"{hlab.THREADS} säger något annat")
    folder = Path(np.__file__).parent.with_name("numpy.libs")
    asked = [
        getattr(ctypes.CDLL(str(library)), "scipy_openblas_get_num_threads64_", None)
        for library in folder.glob("libscipy_openblas*")
    ]
    assert {ask() for ask in asked if ask is not None} <= {1}


def test_a_large_room_is_quick():
    """The figures stand in `make bench`; this only sees to it that nothing has gone badly wrong."""
    matrix, _ = room(2000, 200, camps=3, part=0.3)
    votes = votes_of(matrix)
    begun = time.process_time()
    found = opinion_map(votes)
    assert time.process_time() - begun < 4
    assert found.k == 3 and found.drawable
    assert len(places(found)) == 2000
