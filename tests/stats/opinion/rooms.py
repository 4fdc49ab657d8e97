"""Made-up rooms to vote in, and small ways to ask about the map that comes out."""

from __future__ import annotations

import numpy as np

from hlab.stats.opinion import OpinionMap, Votes


def room(n: int, statements: int, *, camps: int = 2, part: float = 0.6, sure: float = 0.9, seed: int = 0):
    """(matrix with NaN, camp of each person): each camp leans its own way on each statement; sure=0.5 is noise."""
    rng = np.random.default_rng(seed)
    camp = np.arange(n) % camps
    lean = np.where((np.arange(statements) // 1 + np.arange(camps)[:, None]) % camps == 0, sure, 1 - sure)
    votes = np.where(rng.random((n, statements)) < lean[camp], 1.0, -1.0)
    votes[rng.random((n, statements)) < 0.1] = 0
    votes[rng.random((n, statements)) > part] = np.nan
    return votes, camp


def ids(matrix) -> tuple[list[str], list[str]]:
    return [f"p{i}" for i in range(matrix.shape[0])], [f"s{j}" for j in range(matrix.shape[1])]


def votes_of(matrix) -> Votes:
    return Votes.of(matrix, *ids(matrix))


def partition(found: OpinionMap) -> set[frozenset[str]]:
    """The groups as sets of people, whatever they are called."""
    groups: dict[str, set[str]] = {}
    for person, letter in zip(found.votes.participants, found.group, strict=True):
        if letter is not None:
            groups.setdefault(letter, set()).add(person)
    return {frozenset(group) for group in groups.values()}


def places(found: OpinionMap) -> dict[str, tuple[float, float]]:
    return {key: tuple(place) for key, place in zip(found.votes.participants, found.places.tolist(), strict=True)}
