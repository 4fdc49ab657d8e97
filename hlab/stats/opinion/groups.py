"""Groups of people who vote alike: how many, who, and which letter. Pure.

Points are the included people; above 100 of them base clusters stand for them, weighted by size. The ends that k-means
finds among the base clusters are then moved on over the people themselves: base clusters alone let the answer depend on
the seed (adjusted Rand index 0.64 to 0.92 against one and the same published division). The number of groups is the one
with the highest mean silhouette, the higher on ties; it is taken over several sets of base clusters, since with one the
number itself fell out differently by the seed. A division with a group below the minimum size is refused, never merged.
What is shown changes only when another number has won several runs in a row (`smooth`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from hlab.stats.opinion.kmeans import (
    TIE,
    base_clusters,
    cheapest,
    distances,
    distinct,
    kmeans,
    nearest,
    settled,
    silhouettes,
)
from hlab.stats.opinion.settings import DEFAULT, Settings

FOLLOWED = 5


@dataclass(frozen=True)
class Division:
    """One way to divide the included people: labels 0…k−1 (included,), and the mean silhouette of the points."""

    k: int
    labels: np.ndarray
    silhouette: float

    @property
    def sizes(self) -> np.ndarray:
        return np.bincount(self.labels, minlength=self.k)


@dataclass(frozen=True)
class Shown:
    """What the number of groups has been (1.7.5): the last winner, how many runs in a row, and what is shown."""

    last_k: int
    count: int
    shown_k: int


def divisions(
    points: np.ndarray, rng: np.random.Generator, *, settings: Settings = DEFAULT, only: int | None = None
) -> dict[int, Division]:
    """{k: division} for k = 2 … min(5, 2 + points // 12), or for one k only; without those that are refused.

    points: (included, 2). Empty when no division is allowed: too few people, too few places, too small groups.
    """
    points = points * turned(points)
    n = len(points)
    places, weights, more = points, np.ones(n), []
    if n > settings.base:
        runs = settings.base_runs if n <= settings.base_people else 1
        (places, weights), *others = [_base(points, rng, settings) for _ in range(runs)]
        more = [other for other, _ in others]
    apart = [(some, distances(some[None])) for some in (places, *more)]
    different = distinct(places)
    found = {}
    for k in [only] if only else range(2, min(settings.max_k, 2 + len(places) // 12) + 1):
        if k > different:
            continue
        centres, cost = kmeans(
            places[None], weights[None], k, rng, restarts=settings.restarts, iterations=settings.iterations
        )
        if n > len(places):
            ends = [
                settled(points[None], np.ones((1, n)), end[None, None], iterations=settings.iterations)
                for end in _different(centres[0], cost[0])
            ]
            centres, cost = (np.concatenate(parts, axis=1) for parts in zip(*ends, strict=True))
        best = cheapest(centres, cost)
        clear = [silhouettes(gaps, nearest(some[None], best), k)[0] for some, gaps in apart]
        division = Division(k, nearest(points[None], best)[0], float(np.mean(clear)))
        if division.sizes.min() >= settings.min_group:
            found[k] = division
    return found


def _base(points: np.ndarray, rng: np.random.Generator, settings: Settings) -> tuple[np.ndarray, np.ndarray]:
    """(centres, sizes) of base clusters."""
    members = base_clusters(points, settings.base, rng, iterations=settings.iterations)
    size = np.bincount(members)
    return np.stack([np.bincount(members, points[:, axis]) for axis in (0, 1)], axis=1) / size[:, None], size + 0.0


def _different(centres: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """The ends (R, k, 2) of k-means that differ, cheapest first, at most FOLLOWED."""
    kept: list[int] = []
    for i in np.argsort(np.round(cost / max(cost.min(), 1e-300), 9), kind="stable"):
        if len(kept) < FOLLOWED and all(abs(cost[i] - cost[j]) > 1e-6 * cost[j] for j in kept):
            kept.append(int(i))
    return centres[kept]


def turned(points: np.ndarray) -> np.ndarray:
    """Signs (2,) that put the longer tail of each axis upwards, so that a mirrored map is divided alike."""
    about = points - points.mean(axis=0) if len(points) else points
    return np.where((about * about * about).sum(axis=0) < 0, -1.0, 1.0)


def best_k(found: Mapping[int, Division]) -> int:
    """The k with the highest silhouette, the higher k on ties; 0 when there is none."""
    top = max((division.silhouette for division in found.values()), default=0.0)
    return max((k for k, division in found.items() if division.silhouette >= top - TIE), default=0)


def smooth(history: Shown | None, best: int, valid: Set[int], *, patience: int = DEFAULT.patience) -> Shown:
    """What is shown after a run in which `best` won among `valid`. The first run is accepted at once.

    No division at all (best = 0) shows none; the first one after that is accepted at once again.
    """
    if history is None or not history.shown_k or not best:
        return Shown(best, 1, best)
    count = history.count + 1 if best == history.last_k else 1
    keeps = history.shown_k in valid and count < patience
    return Shown(best, count, history.shown_k if keeps else best)


def letter(number: int) -> str:
    """A, B … Z, AA, AB …"""
    text = ""
    while number >= 0:
        text = chr(ord("A") + number % 26) + text
        number = number // 26 - 1
    return text


def letters(
    labels: np.ndarray, people: Sequence[str], before: Mapping[str, str] | None = None, used: int = 0
) -> tuple[list[str], int]:
    """(the letter of each label, how many letters this conversation has used).

    People are in natural order. Groups go by size, ties by the person who comes first. before: {person: letter} of
    the last run: the pairing with the most people in common keeps its letters, one to one; a new group takes the
    next unused letter, and a letter that has gone does not come back.
    """
    k = int(labels.max(initial=-1)) + 1
    sizes = np.bincount(labels, minlength=k)
    first = [int(np.flatnonzero(labels == g)[0]) for g in range(k)]
    order = sorted(range(k), key=lambda g: (-sizes[g], first[g]))
    old = sorted(set((before or {}).values()), key=lambda name: (len(name), name))
    common = np.zeros((k, len(old)), dtype=int)
    for person, label in zip(people, labels, strict=True):
        if before and person in before:
            common[label, old.index(before[person])] += 1
    names: dict[int, str] = {}
    if k and old:
        wide = np.hstack([common[order], np.zeros((k, k), dtype=int)])  # a group may also go without
        pairing = max(permutations(range(wide.shape[1]), k), key=lambda p: (wide[range(k), p].sum(), [-i for i in p]))
        names = {order[i]: old[p] for i, p in enumerate(pairing) if p < len(old) and wide[i, p]}
    for g in order:
        if g not in names:
            names[g] = letter(used)
            used += 1
    return [names[g] for g in range(k)], used
