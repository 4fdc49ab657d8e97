"""What the groups are good for: predicting votes that were held out. Pure.

Source of the score: Brier 1950, Mon Weather Rev 78:1.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from hlab.stats.opinion import groups, pca
from hlab.stats.opinion.settings import DEFAULT, Settings
from hlab.stats.opinion.statements import count, count_groups, share
from hlab.stats.opinion.votes import Votes, included

PRIOR = 2.0  # votes of the whole room that every group starts with


def brier_gain(
    votes: Votes, *, rejected: Iterable[str] = (), seed: int = 0, part: float = 0.15, settings: Settings = DEFAULT
) -> float | None:
    """How much lower the Brier score of "agrees" is when the person's group is known; 0.05 = 5 % lower.

    A random `part` of the votes is held out and the map made of the rest. The share of the room is (n + 1)/(seen +
    2); that of a group begins with PRIOR votes of the room. Who is in no group is predicted by the room. None when
    there is nothing to predict. Rejected statements are left out.
    """
    rng = np.random.default_rng([seed, 3])
    refused = frozenset(map(str, rejected))
    mask = np.array([key in refused for key in votes.statements], dtype=bool)
    row, column = np.nonzero(votes.seen)
    out = rng.random(len(row)) < part
    seen = votes.seen.copy()
    seen[row[out], column[out]] = False
    rest = Votes(votes.participants, votes.statements, np.where(seen, votes.values, 0).astype(np.int8), seen)
    axes, inside = pca.axes(rest, mask), included(rest, settings=settings)
    rows = np.flatnonzero(inside)
    found = {}
    if axes.rank and len(rows) >= 2 * settings.min_group:
        found = groups.divisions(pca.place_people(rest, axes)[rows], rng, settings=settings)
    k = groups.best_k(found)
    asked = out & ~mask[column]
    if not k or not asked.any():
        return None
    labels = np.full(len(votes.participants), -1)
    labels[rows] = found[k].labels
    everybody, each = count(rest), count_groups(rest, labels, k)
    room = share(everybody.agree, everybody.seen)
    known = (each.agree + PRIOR * room[:, None]) / (each.seen + PRIOR)
    row, column = row[asked], column[asked]
    truth = votes.values[row, column] == 1
    guess = np.where(labels[row] >= 0, known[column, labels[row]], room[column])
    return float(1 - ((guess - truth) ** 2).mean() / ((room[column] - truth) ** 2).mean())
