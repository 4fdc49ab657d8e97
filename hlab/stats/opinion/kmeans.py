"""Weighted k-means in the plane, many starts and many point sets at once. Pure.

Sources: Arthur & Vassilvitskii 2007 (k-means++); Rousseeuw 1987, J Comput Appl Math 20:53 (silhouette). Every choice
is made from distances, so that a mirrored set of points gives the same clusters. Shapes: B point sets of P points,
R starts, k clusters.
"""

from __future__ import annotations

import numpy as np

MOVED = 1e-6  # of the spread of the points: less movement than this is none
TIE = 1e-9


def kmeans(points, weights, k: int, rng: np.random.Generator, *, restarts: int, iterations: int):
    """Where `restarts` k-means++ starts end for each point set: (centres (B, R, k, 2), cost (B, R)).

    points: (B, P, 2); weights: (B, P), not negative. The cost is the within-cluster sum of squares.
    """
    return settled(points, weights, _starts(points, weights, k, rng, restarts), iterations=iterations)


def settled(points, weights, centres, *, iterations: int):
    """Centres (B, R, k, 2) moved until they rest, and the cost of each (B, R)."""
    centres = centres.copy()
    spread = np.sqrt(points.var(axis=1).sum(axis=-1).mean())
    moving = np.ones(len(points), dtype=bool)
    for _ in range(iterations):
        new = _moved(points[moving], weights[moving], centres[moving])
        shift = np.abs(new - centres[moving]).max(axis=(1, 2, 3))
        centres[moving] = new
        moving[np.flatnonzero(moving)[shift <= MOVED * spread]] = False
        if not moving.any():
            break
    cost = (_assigned(points, centres)[1] * weights[:, None, :]).sum(axis=-1)
    return centres, cost


def cheapest(centres, cost):
    """The centres (B, k, 2) of the lowest cost for each point set, the first on ties."""
    best = (cost <= cost.min(axis=1, keepdims=True) * (1 + TIE)).argmax(axis=1)
    return centres[np.arange(len(centres)), best]


def nearest(points, centres):
    """Labels (B, P): the centre (B, k, 2) that each point (B, P, 2) lies nearest."""
    return _assigned(points, centres[:, None])[0][:, 0].astype(np.intp)


def base_clusters(points: np.ndarray, count: int, rng: np.random.Generator, *, iterations: int) -> np.ndarray:
    """Labels (n,) of at most `count` clusters of n points, numbered without gaps. For n well above `count`.

    Distances to the centres are taken in single precision: what lies that near two centres may go to either.
    """
    points = points - points.mean(axis=0)
    single = points.astype(np.float32)
    centres = _starts(points[None], np.ones((1, len(points))), count, rng, 1)[0, 0]
    spread = np.sqrt(points.var(axis=0).sum())
    for _ in range(iterations):
        labels = _nearest(single, centres)
        size = np.bincount(labels, minlength=count)
        some = size > 0
        sums = np.stack([np.bincount(labels, points[:, axis], minlength=count) for axis in (0, 1)], axis=1)
        new = np.where(some[:, None], sums / np.maximum(size, 1)[:, None], centres)
        done = np.abs(new - centres).max() <= MOVED * spread
        centres = new
        if done:
            break
    return np.unique(_nearest(single, centres), return_inverse=True)[1]


def cells(points: np.ndarray, side: int) -> np.ndarray:
    """Means of side × side cells with equally many points: strips along the first axis, cut along the second."""
    n = len(points)
    order = np.argsort(points[:, 0], kind="stable")
    across = points[order, 1].astype(float)
    across -= across.min()
    strip = np.arange(n) * side // n * (2 * across.max() + 1)
    order = order[np.argsort(strip + across, kind="stable")]
    starts = -(-np.arange(side * side) * n // (side * side))
    sizes = np.diff(np.append(starts, n))
    return np.add.reduceat(points[order], starts, axis=0) / sizes[:, None]


def distinct(points: np.ndarray) -> int:
    """How many different points there are, rounding aside."""
    spread = np.abs(points).max(initial=0.0)
    return len(np.unique(np.round(points / spread, 9), axis=0)) if spread > 0 else min(len(points), 1)


def distances(points: np.ndarray) -> np.ndarray:
    """Between all points of each set: (B, P, P) for points (B, P, 2)."""
    return np.sqrt(_squares(points, points[:, None])[:, 0])


def silhouettes(apart: np.ndarray, labels: np.ndarray, k: int) -> np.ndarray:
    """Unweighted mean silhouette of each point set (B,). A point alone in its cluster counts as 0.

    apart: distances (B, P, P); labels: (B, P).
    """
    mine = (labels[..., None] == np.arange(k)).astype(apart.dtype)
    size = mine.sum(axis=1)
    sums = apart @ mine
    own_size = np.take_along_axis(size, labels, axis=1)
    own = np.take_along_axis(sums, labels[..., None], axis=2)[..., 0] / np.maximum(own_size - 1, 1)
    means = np.where(mine + (size == 0)[:, None] > 0, np.inf, sums / np.maximum(size, 1)[:, None])
    other = means.min(axis=-1)
    larger = np.maximum(own, other)
    known = (own_size > 1) & np.isfinite(other) & (larger > 0)
    return np.where(known, (other - own) / np.where(known, larger, 1), 0.0).mean(axis=1)


# --- Inner parts ------------------------------------------------------------------------------


def _squares(points, centres):
    """Squared distances (B, R, P, k) of points (B, P, 2) to centres (B, R, k, 2)."""
    apart = points[:, None, :, None, 0] - centres[:, :, None, :, 0]
    apart *= apart
    second = points[:, None, :, None, 1] - centres[:, :, None, :, 1]
    second *= second
    apart += second
    return apart


def _assigned(points, centres):
    """(nearest centre, the first on ties, and squared distance to it), both (B, R, P)."""
    x, y = points[:, None, :, 0], points[:, None, :, 1]
    shape = np.broadcast_shapes(x.shape, (*centres.shape[:2], 1))
    label, best = np.zeros(shape, dtype=np.int8), np.full(shape, np.inf, dtype=points.dtype)
    for cluster in range(centres.shape[2]):
        apart, across = x - centres[:, :, cluster, None, 0], y - centres[:, :, cluster, None, 1]
        apart *= apart
        across *= across
        apart += across
        np.putmask(label, apart < best, cluster)
        np.minimum(best, apart, out=best)
    return label, best


def _moved(points, weights, centres):
    """Centres after one step; a cluster that has lost all its points stays where it was."""
    labels, _ = _assigned(points, centres)
    new = np.empty_like(centres)
    loads = np.concatenate([points * weights[..., None], weights[..., None]], axis=-1)
    for cluster in range(centres.shape[2]):
        sums = (labels == cluster).astype(points.dtype) @ loads
        some = sums[..., 2:] > 0
        new[:, :, cluster] = np.where(some, sums[..., :2] / np.where(some, sums[..., 2:], 1), centres[:, :, cluster])
    return new


def _starts(points, weights, k, rng, restarts):
    """k-means++: the first by weight, each further one by weight × squared distance to the nearest so far."""
    sets = np.arange(len(points))[:, None]
    centres = np.empty((len(points), restarts, k, 2), dtype=points.dtype)
    load = np.broadcast_to(weights[:, None, :], (len(points), restarts, weights.shape[1]))
    nearest = None
    for cluster in range(k):
        running = np.cumsum(load, axis=-1)
        target = rng.random((len(points), restarts, 1)) * running[..., -1:]
        chosen = np.minimum((running <= target).sum(axis=-1), running.shape[-1] - 1)
        centres[:, :, cluster] = points[sets, chosen]
        apart = _squares(points, centres[:, :, cluster : cluster + 1])[..., 0]
        nearest = apart if nearest is None else np.minimum(nearest, apart)
        load = nearest * weights[:, None, :]
    return centres


def _nearest(single: np.ndarray, centres: np.ndarray) -> np.ndarray:
    near = centres.astype(np.float32)
    return ((near * near).sum(axis=1) - 2 * (single @ near.T)).argmin(axis=1)
