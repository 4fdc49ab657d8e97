"""Axes of the opinion map: centring, principal components, and where people and statements lie. Pure.

Sources: Jolliffe, *Principal Component Analysis*; Small et al. 2021, Recerca 26(2). The components are those of the
singular value decomposition Z = U S Vᵀ, taken from the eigenvectors of the smaller of ZᵀZ and ZZᵀ, which is built
in blocks: the same answer, and 50,000 people cost no more memory than their votes. Statements without variance
(never seen, rejected, all alike) are left out of the decomposition: their loadings are exactly 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hlab.stats.opinion.votes import Votes

BLOCK_CELLS = 1_000_000
NOTHING = 1e-12  # of the largest eigenvalue: below this an axis is rounding


@dataclass(frozen=True)
class Axes:
    """centre: c_j (statements,). components: (2, statements), 0 for axes that are not there. singular: the first two
    singular values. shares: parts of the variance. rank: 0, 1 or 2. rejected: bool (statements,)."""

    centre: np.ndarray
    components: np.ndarray
    singular: np.ndarray
    shares: np.ndarray
    rank: int
    rejected: np.ndarray

    def near_equal(self, ratio: float) -> bool:
        """Whether the axes may turn freely between runs."""
        return self.rank == 2 and bool(self.singular[0] < ratio * self.singular[1])


def means(votes: Votes, rejected: np.ndarray) -> np.ndarray:
    """c_j: the mean of each statement over those who voted on it; 0 when nobody has, or when it is rejected."""
    cast = votes.seen.sum(axis=0, dtype=np.int64)
    total = votes.values.sum(axis=0, dtype=np.int64)
    return np.where((cast > 0) & ~rejected, total / np.maximum(cast, 1), 0.0)


def varied(votes: Votes, rejected: np.ndarray) -> np.ndarray:
    """Which statements have any variance: not rejected, and not all who voted alike (statements,)."""
    cast = votes.seen.sum(axis=0, dtype=np.int64)
    total = votes.values.sum(axis=0, dtype=np.int64)
    return ~rejected & votes.values.any(axis=0) & (np.abs(total) < cast)


def axes(votes: Votes, rejected: np.ndarray) -> Axes:
    """The two first axes of all rows, signed so that the loading with the largest absolute value is positive."""
    centre = means(votes, rejected)
    active = np.flatnonzero(varied(votes, rejected))
    width = len(votes.statements)
    components, singular, shares = np.zeros((2, width)), np.zeros(2), np.zeros(2)
    rank = 0
    if len(active):
        squares, vectors, total = _leading(votes, active, centre[active])
        for axis in range(len(squares)):
            if squares[axis] <= NOTHING * squares[0] or total <= 0:
                break
            components[axis, active] = _signed(vectors[:, axis])
            singular[axis], shares[axis] = np.sqrt(squares[axis]), squares[axis] / total
            rank += 1
    return Axes(centre, components, singular, shares, rank, rejected)


def place_people(votes: Votes, found: Axes) -> np.ndarray:
    """p_i over the statements seen, without the common factor √n_statements (people, 2); NaN for who has no votes.

    Rejected statements count as seen by everyone.
    """
    weights = found.components.T
    seen = votes.seen.sum(axis=1, dtype=np.int64) - votes.seen[:, found.rejected].sum(axis=1) + found.rejected.sum()
    places = np.empty((len(votes.participants), 2))
    for rows in _blocks(*votes.values.shape):
        places[rows] = _centred(votes, rows, slice(None), found.centre) @ weights
    places /= np.sqrt(np.maximum(seen, 1))[:, None]
    places[votes.n_votes == 0] = np.nan
    return places


def place_statements(found: Axes) -> np.ndarray:
    """q_j: where somebody lies who agreed with this statement and nothing else (statements, 2)."""
    return np.sqrt(len(found.centre)) * (1 - found.centre)[:, None] * found.components.T


def _leading(votes: Votes, active: np.ndarray, centre: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """(largest eigenvalues, loadings as columns, sum of all) of the centred matrix over the active statements."""
    height, width = len(votes.participants), len(active)
    if height < width:
        z = _centred(votes, slice(None), active, centre)
        values, vectors = np.linalg.eigh(z @ z.T)
        top = [i for i in range(height - 1, max(height - 3, -1), -1) if values[i] > NOTHING * values[-1]]
        return values[top], z.T @ vectors[:, top] / np.sqrt(values[top]), float(values.sum())
    gram = np.zeros((width, width))
    for rows in _blocks(height, width):
        z = _centred(votes, rows, active, centre)
        gram += z.T @ z
    values, vectors = np.linalg.eigh(gram)
    top = list(range(width - 1, max(width - 3, -1), -1))
    return values[top], vectors[:, top], float(values.sum())


def _centred(votes: Votes, rows, columns, centre: np.ndarray) -> np.ndarray:
    values, seen = votes.values[rows], votes.seen[rows]
    if not isinstance(columns, slice):
        values, seen = values[:, columns], seen[:, columns]
    return values - centre * seen


def _blocks(height: int, width: int) -> list[slice]:
    step = max(1, BLOCK_CELLS // max(width, 1))
    return [slice(start, min(start + step, height)) for start in range(0, height, step)]


def _signed(loading: np.ndarray) -> np.ndarray:
    size = np.abs(loading)
    first = int(np.flatnonzero(size >= size.max() * (1 - 1e-9))[0])
    return loading if loading[first] > 0 else -loading
