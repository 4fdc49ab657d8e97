"""From run to run people stay where they were, and groups keep their letters."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from hlab.stats.opinion import DEFAULT, State, Votes, opinion_map
from hlab.stats.opinion.steady import rotation
from tests.stats.opinion.rooms import ids, places, room, votes_of

QUICK = replace(DEFAULT, bootstraps=5, shuffles=5)


def test_a_turned_and_mirrored_map_is_turned_back():
    rng = np.random.default_rng(0)
    before = rng.normal(size=(12, 2))
    angle = 2.1
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) @ np.diag([1.0, -1.0])
    people = [f"p{i}" for i in range(12)]
    kept = {key: tuple(place) for key, place in zip(people, before.tolist(), strict=True)}
    found = rotation(before @ turn + 3, people, kept)
    assert found is not None
    np.testing.assert_allclose(found @ found.T, np.eye(2), atol=1e-12)
    np.testing.assert_allclose(before @ turn @ found, before, atol=1e-9)
    # nearest of all rotations and reflections, against a fine net of them
    noisy = before @ turn + rng.normal(0, 0.3, before.shape)
    best = rotation(noisy, people, kept)
    here, there = noisy - noisy.mean(axis=0), before - before.mean(axis=0)
    net = [
        np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) @ np.diag([1.0, sign])
        for a in np.linspace(0, 2 * np.pi, 721)
        for sign in (1, -1)
    ]
    assert ((here @ best - there) ** 2).sum() <= min(((here @ r - there) ** 2).sum() for r in net) + 1e-9


def test_too_little_in_common_turns_nothing():
    people = ["a", "b", "c"]
    flat = np.array([[0.0, 0], [1, 0], [2, 0]])
    corner = np.array([[0.0, 0], [1, 0], [0, 1]])
    kept = dict(zip(people, corner.tolist(), strict=True))
    assert rotation(corner[:2], people[:2], kept) is None
    assert (
        rotation(flat, people, kept) is None
        and rotation(corner, people, dict(zip(people, flat.tolist(), strict=True))) is None
    )
    assert rotation(corner, people, kept) is not None
    hole = corner.copy()
    hole[0] = np.nan
    assert rotation(hole, people, kept) is None


def test_the_next_run_keeps_places_letters_and_who_is_included():
    matrix, _ = room(80, 20, seed=1)
    matrix[0, 7:] = np.nan
    matrix[0, :7] = 1.0
    people, said = ids(matrix)
    first = opinion_map(Votes.of(matrix, people, said), settings=QUICK)
    state = State.from_dict(json.loads(json.dumps(first.state.as_dict(), allow_nan=False)))
    assert state == first.state and "p0" in state.included and state.turned == ()

    turned = State(state.shown, state.used, state.groups, {k: (-y, x) for k, (x, y) in state.places.items()})
    swapped = State(turned.shown, 2, {k: "BA"["AB".index(g)] for k, g in state.groups.items()}, turned.places)
    rng = np.random.default_rng(3)
    later = np.vstack([matrix, matrix[rng.integers(0, 80, 10)]])
    later[1, :3] = -later[1, :3]
    later[0, 4:7] = np.nan  # has taken back three votes, and is grouped all the same
    votes = Votes.of(later, *ids(later))
    kept = opinion_map(votes, previous=replace(swapped, included=state.included), settings=QUICK)
    fresh = opinion_map(votes, settings=QUICK)
    assert kept.included[0] and not fresh.included[0]
    assert kept.turned is not None and fresh.turned is None
    assert State.from_dict(kept.state.as_dict()).turned == tuple(map(tuple, kept.turned.tolist()))
    now = places(kept)
    gone = [np.hypot(*np.subtract(now[key], turned.places[key])) for key in people[1:]]
    assert np.median(gone) < 0.5
    np.testing.assert_allclose(kept.statement_places @ kept.turned.T, fresh.statement_places, atol=0.05)
    np.testing.assert_allclose(kept.turned @ kept.components, fresh.components, atol=0.05)
    same = [kept.group[kept.votes.participants.index(key)] == swapped.groups[key] for key in people]
    assert np.mean(same) > 0.95 and kept.letters == ("A", "B") and kept.state.used == 2


def test_another_number_of_groups_waits():
    """Three camps after a long time with two: two are shown for three runs more."""
    two, three = votes_of(room(90, 24, camps=2, seed=2)[0]), votes_of(room(90, 24, camps=3, seed=2)[0])
    state, shown = None, []
    for votes in [two, *[three] * 5]:
        found = opinion_map(votes, previous=state, settings=QUICK)
        state = found.state
        shown.append(found.k)
    assert shown == [2, 2, 2, 2, 3, 3]
    assert found.letters == ("A", "B", "C") or set("AB") & set(found.letters)


def test_a_room_that_shrinks_to_nothing_keeps_its_memory():
    found = opinion_map(votes_of(room(40, 10)[0]), settings=QUICK)
    empty = opinion_map(Votes.of(np.zeros((0, 0)), [], []), previous=found.state, settings=QUICK)
    assert empty.k == 0 and empty.state.used == found.state.used
