"""Whether the groups would be there with other people in the room, and whether they are more than noise. Pure.

Sources: Hubert & Arabie 1985, J Classif 2:193 (adjusted Rand index); Hennig 2007, Comput Stat Data Anal 52:258.

Both checks run the method again some hundred times, in a cheaper form, and where that changes anything the observed
groups are measured in the same cheaper form: axes from a small block Krylov space (single precision) instead of a full
decomposition; 10 × 10 cells with equally many people instead of base clusters by k-means; three starts instead of
twenty. Of large rooms a seeded part of the people is used (`Settings.drawn`, `Settings.shuffled`): fewer people make
groups look less stable, not more. The shuffled silhouette is the highest of any k: the shown k was chosen so, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hlab.stats.opinion.groups import turned
from hlab.stats.opinion.kmeans import cells, cheapest, distances, kmeans, nearest, silhouettes
from hlab.stats.opinion.settings import Settings
from hlab.stats.opinion.votes import Votes

STARTS, STEPS = 3, 25
SIDE = 10
BLOCK = 3
TINY = 1e-30
ROUNDS, ROUNDS_NULL = 3, 5


@dataclass(frozen=True)
class Stability:
    """median, low: 50th and 10th percentile of the adjusted Rand index. silhouette: of the observed groups in the
    form of the check. by_chance: 95th percentile of the shuffled ones. people: how many the check used."""

    median: float
    low: float
    silhouette: float
    by_chance: float
    people: int

    @property
    def beats_chance(self) -> bool:
        return self.silhouette > self.by_chance


def adjusted_rand(one: np.ndarray, other: np.ndarray) -> float:
    """Agreement of two partitions beyond chance; 1 when both are trivial and equal. Raises ValueError on lengths."""
    one, other = np.asarray(one), np.asarray(other)
    if one.shape != other.shape or one.ndim != 1:
        raise ValueError("två indelningar av samma personer behövs")
    _, a = np.unique(one, return_inverse=True)
    _, b = np.unique(other, return_inverse=True)
    width = int(b.max(initial=-1)) + 1
    return _rand(np.bincount(a * width + b, minlength=(int(a.max(initial=-1)) + 1) * width).reshape(-1, max(width, 1)))


def _rand(table: np.ndarray) -> float:
    def pairs(x) -> float:
        return float((x * (x - 1.0) / 2).sum())

    n = float(table.sum())
    together, rows, columns = pairs(table), pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected = rows * columns / max(n * (n - 1) / 2, 1)
    most = (rows + columns) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def check(
    votes: Votes,
    rows: np.ndarray,
    rejected: np.ndarray,
    labels: np.ndarray,
    k: int,
    rng: np.random.Generator,
    *,
    settings: Settings,
) -> Stability:
    """How stable a division is. rows: the included people; labels: 0…k−1 of each of them."""
    room = _Room.of(votes, rows, rejected, settings.drawn(len(rows), len(votes.statements)), rng)
    rand = np.sort(_bootstrap(room, labels[room.part], k, rng, settings.bootstraps))
    small = _Room.of(votes, rows, rejected, settings.shuffled(len(rows), len(votes.statements)), rng)
    seen, chance = _null(small, k, rng, settings)
    return Stability(
        float(np.median(rand)), float(np.quantile(rand, 0.1)), seen, float(np.quantile(chance, 0.95)), len(room.part)
    )


@dataclass(frozen=True)
class _Room:
    """The votes of some included people, single precision, only statements with votes that are not rejected.

    values, seen: (people, statements). factor: one over the root of what each has seen. part: places in `rows`.
    """

    values: np.ndarray
    seen: np.ndarray
    factor: np.ndarray
    part: np.ndarray

    @classmethod
    def of(cls, votes: Votes, rows: np.ndarray, rejected: np.ndarray, most: int, rng: np.random.Generator) -> _Room:
        columns = np.flatnonzero(~rejected & votes.seen.any(axis=0))
        part = np.arange(len(rows))
        if most < len(rows):
            part = np.sort(rng.choice(len(rows), most, replace=False))
        chosen = rows[part]
        values, seen = votes.values[chosen][:, columns], votes.seen[chosen][:, columns]
        counted = np.maximum(seen.sum(axis=1) + rejected.sum(), 1)
        single = [x.astype(np.float32, order="C") for x in (values, seen, 1 / np.sqrt(counted))]
        return cls(single[0], single[1], single[2], part)


def _centre(values: np.ndarray, seen: np.ndarray) -> np.ndarray:
    ones = np.ones(len(values), dtype=np.float32)
    return (ones @ values) / np.maximum(ones @ seen, 1)


def _two_axes(z: np.ndarray, start: np.ndarray, rounds: int) -> np.ndarray:
    """The two leading right directions (statements, 2) of z, from the block Krylov space of `start` (statements, b)."""
    blocks = [start]
    for _ in range(rounds):
        block = z.T @ (z @ blocks[-1])
        blocks.append(block / max(np.abs(block).max(), TINY))
    basis = np.linalg.qr(np.hstack(blocks))[0]
    seen = z @ basis
    _, vectors = np.linalg.eigh(seen.T @ seen)
    two = basis @ vectors[:, :-3:-1]
    return two if two.shape[1] == 2 else np.pad(two, ((0, 0), (0, 1)))  # a single statement: one axis


def _points(places: np.ndarray) -> np.ndarray:
    """What k-means is given for a set of people: themselves, or equally large cells of them."""
    places = places * turned(places).astype(places.dtype)
    return cells(places, SIDE) if len(places) > SIDE * SIDE else places


def _bootstrap(room: _Room, labels: np.ndarray, k: int, rng: np.random.Generator, times: int) -> np.ndarray:
    """Adjusted Rand index of each of `times` samples drawn with replacement, against the shown labels."""
    n, width = room.values.shape
    start = rng.standard_normal((width, min(BLOCK, width))).astype(np.float32)
    z = room.values - _centre(room.values, room.seen) * room.seen
    start = _two_axes(z, start, ROUNDS_NULL)
    everybody, points = [], []
    for _ in range(times):
        drawn = rng.integers(0, n, n)
        times_drawn = np.bincount(drawn, minlength=n).astype(np.float32)
        centre = (times_drawn @ room.values) / np.maximum(times_drawn @ room.seen, 1)
        who = np.flatnonzero(times_drawn)
        z = room.seen[who]
        z *= -centre
        z += room.values[who]
        z *= np.sqrt(times_drawn[who])[:, None]
        two = _two_axes(z, start, ROUNDS)
        places = (room.values @ two - room.seen @ (centre[:, None] * two)) * room.factor[:, None]
        sign = turned(places[drawn]).astype(np.float32)
        everybody.append(places * sign)
        points.append(_points(places[drawn] * sign))
    stacked = np.stack(points)
    centres, cost = kmeans(stacked, np.ones(stacked.shape[:2], np.float32), k, rng, restarts=STARTS, iterations=STEPS)
    best = cheapest(centres, cost)
    result = np.empty(times)
    for i in range(times):
        found = nearest(everybody[i][None], best[i][None])[0]
        result[i] = _rand(np.bincount(labels * k + found, minlength=k * k).reshape(k, k))
    return result


def _null(room: _Room, k: int, rng: np.random.Generator, settings: Settings) -> tuple[float, np.ndarray]:
    """(silhouette at k as it is, the highest of any k after each shuffle within the statements)."""
    width = room.values.shape[1]
    start = rng.standard_normal((width, min(BLOCK, width))).astype(np.float32)
    centre = _centre(room.values, room.seen)
    points = []
    for values in _shuffled(room, rng, settings.shuffles):
        z = values - centre * room.seen
        places = (z @ _two_axes(z, start, ROUNDS_NULL)) * room.factor[:, None]
        points.append(_points(places))
    stacked = np.stack(points)
    weights = np.ones(stacked.shape[:2], dtype=np.float32)
    most = min(settings.max_k, 2 + stacked.shape[1] // 12)
    apart, scores = distances(stacked), {}
    for number in sorted({*range(2, most + 1), k}):
        centres, cost = kmeans(stacked, weights, number, rng, restarts=STARTS, iterations=STEPS)
        scores[number] = silhouettes(apart, nearest(stacked, cheapest(centres, cost)), number)
    return float(scores[k][0]), np.max([score[1:] for score in scores.values()], axis=0)


def _shuffled(room: _Room, rng: np.random.Generator, times: int) -> Iterator[np.ndarray]:
    """The votes as they are, then `times` times with each statement's votes dealt anew among those who saw it."""
    yield room.values
    column, row = np.nonzero(room.seen.T)
    flat = row * room.seen.shape[1] + column
    ends = np.cumsum(np.bincount(column, minlength=room.seen.shape[1]))
    cast = room.values[row, column].astype(np.int8)
    dealt = [part for part in np.split(cast, ends[:-1]) if len(part) > 1]  # views: what is dealt lies in `cast`
    for _ in range(times):
        for part in dealt:
            rng.shuffle(part)
        values = np.zeros(room.values.size, dtype=np.float32)
        values[flat] = cast
        yield values.reshape(room.values.shape)
