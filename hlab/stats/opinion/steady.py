"""The map stays where it was: the new positions are turned onto the earlier ones. Pure.

Source: Gower & Dijksterhuis 2004, *Procrustes Problems* (orthogonal rotation, reflection allowed, no scaling).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np


def rotation(new: np.ndarray, people: Sequence[str], before: Mapping[str, Sequence[float]]) -> np.ndarray | None:
    """R (2, 2) so that new @ R lies as near the earlier positions as can be; None when it cannot be told.

    new: (people, 2) with NaN for who has no place. before: {person: (x, y)}. Needs at least three people in both
    runs, and positions of rank 2.
    """
    rows = [i for i, key in enumerate(people) if key in before and np.isfinite(new[i]).all()]
    if len(rows) < 3:
        return None
    here = new[rows] - new[rows].mean(axis=0)
    there = np.array([before[people[i]] for i in rows], dtype=float)
    there -= there.mean(axis=0)
    if min(_rank(here), _rank(there)) < 2:
        return None
    u, singular, vt = np.linalg.svd(here.T @ there)
    return None if singular[1] <= 1e-12 * singular[0] else u @ vt


def _rank(centred: np.ndarray) -> int:
    singular = np.linalg.svd(centred, compute_uv=False)
    return int((singular > 1e-9 * max(singular[0], 1e-300)).sum())
