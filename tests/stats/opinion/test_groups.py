"""How many groups, who, and what they are called."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hlab.stats.opinion.groups import Shown, best_k, divisions, letter, letters, smooth
from hlab.stats.opinion.kmeans import base_clusters, cells, cheapest, distances, distinct, kmeans, nearest, silhouettes


def heaps(sizes, *, spread=0.1, seed=0):
    rng = np.random.default_rng(seed)
    corners = np.array([[0, 0], [4, 0], [0, 4], [4, 4], [8, 8]])[: len(sizes)]
    return np.repeat(corners, sizes, axis=0) + rng.normal(0, spread, (sum(sizes), 2))


def slow_silhouette(points, labels):
    scores = []
    for i, here in enumerate(points):
        mean = {}
        for group in set(labels):
            others = [np.hypot(*(here - there)) for j, there in enumerate(points) if labels[j] == group and j != i]
            mean[group] = np.mean(others) if others else None
        own = mean.pop(labels[i])
        if own is None:
            scores.append(0.0)
            continue
        other = min(mean.values())
        scores.append((other - own) / max(own, other))
    return np.mean(scores)


def test_silhouette_is_the_mean_over_points():
    points = heaps([6, 5, 1], spread=0.8)
    labels = np.array([0] * 6 + [1] * 5 + [2])
    assert silhouettes(distances(points[None]), labels[None], 3)[0] == pytest.approx(
        slow_silhouette(points, labels), abs=1e-12
    )


def test_kmeans_finds_the_lowest_sum_of_squares():
    """Against every way to divide nine weighted points in two."""
    rng = np.random.default_rng(4)
    points, weights = rng.normal(size=(9, 2)), rng.integers(1, 5, 9).astype(float)
    costs = []
    for code in range(1, 2**8):
        side = np.array([code >> i & 1 for i in range(9)])
        costs.append(
            sum(
                (
                    weights[side == s, None]
                    * (points[side == s] - np.average(points[side == s], 0, weights[side == s])) ** 2
                ).sum()
                for s in (0, 1)
            )
        )
    centres, cost = kmeans(points[None], weights[None], 2, rng, restarts=20, iterations=100)
    assert cost.min() == pytest.approx(min(costs), abs=1e-12)
    labels = nearest(points[None], cheapest(centres, cost))[0]
    assert set(labels.tolist()) == {0, 1}


def test_base_clusters_and_cells():
    points = heaps([150, 90, 60], spread=0.3)
    labels = base_clusters(points, 100, np.random.default_rng(1), iterations=100)
    assert sorted(set(labels.tolist())) == list(range(labels.max() + 1)) and labels.max() < 100
    assert all(len(set((np.flatnonzero(labels == c) >= 150).tolist())) == 1 for c in range(labels.max() + 1))
    means = cells(points, 10)
    assert means.shape == (100, 2)
    np.testing.assert_allclose(means.mean(axis=0), points.mean(axis=0), atol=1e-12)
    assert distinct(np.array([[0.0, 0], [1, 0], [1, 1e-14]])) == 2 and distinct(np.zeros((3, 2))) == 1


@pytest.mark.parametrize("sizes", [(12, 9), (20, 15, 10), (120, 60, 40, 30)])
def test_clear_heaps_are_found_above_and_below_a_hundred_points(sizes):
    found = divisions(heaps(sizes), np.random.default_rng(0))
    k = best_k(found)
    assert k == len(sizes)
    assert sorted(found[k].sizes.tolist(), reverse=True) == sorted(sizes, reverse=True)
    truth = np.repeat(np.arange(k), sizes)
    assert all(len(set(found[k].labels[truth == g].tolist())) == 1 for g in range(k))


def test_a_division_with_a_small_group_is_refused_not_merged():
    assert 2 not in divisions(heaps([20, 4]), np.random.default_rng(0))
    assert divisions(np.zeros((20, 2)), np.random.default_rng(0)) == {}
    assert set(divisions(heaps([7, 6]), np.random.default_rng(0))) <= {2, 3}  # never more than 2 + n // 12


def test_ties_give_the_higher_k():
    found = divisions(heaps([12, 12, 12]), np.random.default_rng(0))
    even = {k: replace(division, silhouette=0.5) for k, division in found.items()}
    assert best_k(even) == max(even) and best_k({}) == 0


def test_another_number_is_shown_after_four_runs_in_a_row():
    history, shown = None, []
    for best in [2, 3, 3, 2, 3, 3, 3, 3, 2]:
        history = smooth(history, best, {2, 3})
        shown.append(history.shown_k)
    assert shown == [2, 2, 2, 2, 2, 2, 2, 3, 3]
    assert smooth(Shown(2, 1, 2), 2, {2, 3}) == Shown(2, 2, 2)
    assert smooth(Shown(2, 9, 2), 3, {3}) == Shown(3, 1, 3)  # what was shown is no longer allowed
    assert smooth(Shown(2, 9, 2), 0, set()).shown_k == 0
    assert smooth(Shown(0, 1, 0), 3, {2, 3}).shown_k == 3


def test_letters_follow_size_and_then_the_first_person():
    people = [f"p{i}" for i in range(7)]
    assert letters(np.array([1, 0, 0, 1, 2, 2, 2]), people) == (["C", "B", "A"], 3)
    assert [letter(n) for n in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]
    assert letters(np.array([], dtype=int), []) == ([], 0)


def test_letters_stay_with_the_people():
    people = [f"p{i}" for i in range(10)]
    before = dict(zip(people, "AAAAAABBBB", strict=True))
    grown = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1, 1])  # B has become the larger one
    assert letters(grown, people, before, 2) == (["A", "B"], 2)
    split = np.array([0, 0, 0, 1, 1, 1, 2, 2, 2, 2])
    assert letters(split, people, before, 2) == (["A", "C", "B"], 3)
    gone = dict.fromkeys(people[:5], "A") | dict.fromkeys(people[5:], "C")
    assert letters(split, people, gone, 3)[0] == ["A", "D", "C"]  # B is not used again
    assert letters(np.zeros(2, dtype=int), ["x", "y"], before, 2) == (["C"], 3)
