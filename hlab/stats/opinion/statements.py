"""What each group says about each statement: shares, what is typical of a group, and what everybody shares. Pure.

Source: Small et al. 2021, Recerca 26(2), and the public documentation of Polis. Significant is one-sided 90 % without
correction for many statements: say "framträdande", never "bevisad". All counts use the votes as they were cast, also on
rejected statements; those are only left out of the lists. Shapes: S statements, G groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hlab.stats.intervals import wilson
from hlab.stats.opinion.votes import Votes

SIGNIFICANT = 1.2816
LISTED = 5


@dataclass(frozen=True)
class Counts:
    """Agree, disagree and pass, any equal shape."""

    agree: np.ndarray
    disagree: np.ndarray
    passed: np.ndarray

    @property
    def seen(self) -> np.ndarray:
        """All who voted, passes counted."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True)
class Typical:
    """One statement that stands out in a group. direction: "agree" or "disagree". p: smoothed share; r: its ratio to
    the other groups together; z_p, z_r: their tests."""

    statement: str
    direction: str
    p: float
    z_p: float
    r: float
    z_r: float

    @property
    def weight(self) -> float:
        return self.r * self.z_r * self.p * self.z_p


@dataclass(frozen=True)
class Shared:
    """One statement that a majority of everybody agrees or disagrees with."""

    statement: str
    p: float
    z_p: float


@dataclass(frozen=True)
class Contrast:
    """Each statement in each group against the other groups, in one direction; arrays (S, G)."""

    p: np.ndarray
    z_p: np.ndarray
    r: np.ndarray
    z_r: np.ndarray


def count(votes: Votes, rows: np.ndarray | None = None) -> Counts:
    """Votes on each statement (S,), by everybody or by the people in `rows`."""
    values = votes.values if rows is None else votes.values[rows]
    seen = votes.seen if rows is None else votes.seen[rows]
    agree = (values == 1).sum(axis=0, dtype=np.int64)
    disagree = (values == -1).sum(axis=0, dtype=np.int64)
    return Counts(agree, disagree, seen.sum(axis=0, dtype=np.int64) - agree - disagree)


def count_groups(votes: Votes, labels: np.ndarray, k: int) -> Counts:
    """Votes on each statement by each group (S, G). labels: (people,), −1 for who is in none."""
    each = [count(votes, np.flatnonzero(labels == g)) for g in range(k)]
    if not each:
        none = np.zeros((len(votes.statements), 0), dtype=np.int64)
        return Counts(none, none, none)
    return Counts(*(np.stack([getattr(c, name) for c in each], axis=1) for name in ("agree", "disagree", "passed")))


def share(n, seen) -> np.ndarray:
    """The smoothed share (n + 1)/(seen + 2)."""
    return (np.asarray(n) + 1) / (np.asarray(seen) + 2)


def one_proportion(n, seen) -> np.ndarray:
    """z of a share against one half, with one added to both counts."""
    s, of = np.asarray(n, dtype=float) + 1, np.asarray(seen, dtype=float) + 1
    return 2 * np.sqrt(of) * (s / of - 0.5)


def two_proportions(n, seen, n2, seen2) -> np.ndarray:
    """z of one share against another, with one added to all four counts; 0 when the pooled share is 1."""
    s, of, s2, of2 = (np.asarray(x, dtype=float) + 1 for x in (n, seen, n2, seen2))
    pooled = (s + s2) / (of + of2)
    error = np.sqrt(pooled * np.maximum(1 - pooled, 0) * (1 / of + 1 / of2))
    return np.where(error > 0, (s / of - s2 / of2) / np.where(error > 0, error, 1), 0.0)


def contrast(n: np.ndarray, seen: np.ndarray) -> Contrast:
    """One direction in each group against the other groups added together; n, seen: (S, G)."""
    n2, seen2 = n.sum(axis=1, keepdims=True) - n, seen.sum(axis=1, keepdims=True) - seen
    p = share(n, seen)
    return Contrast(p, one_proportion(n, seen), p / share(n2, seen2), two_proportions(n, seen, n2, seen2))


def directed(counts: Counts, statements: Sequence[str]) -> list[list[Typical]]:
    """Each statement in each group, [statement][group], in the direction with the larger z_r; agree on ties."""
    sides = {"agree": contrast(counts.agree, counts.seen), "disagree": contrast(counts.disagree, counts.seen)}
    against = sides["disagree"].z_r > sides["agree"].z_r
    return [
        [_typical(name, "disagree" if against[s, g] else "agree", sides, s, g) for g in range(against.shape[1])]
        for s, name in enumerate(statements)
    ]


def typical(counts: Counts, statements: Sequence[str], listed: np.ndarray) -> list[list[Typical]]:
    """The representative statements of each group, at most five, the best agreement first and agree before disagree.

    counts: (S, G) in natural order of the statements. listed: bool (S,), False for what may not be listed. Empty lists
    when there is only one group.
    """
    groups = counts.agree.shape[1]
    if groups < 2:
        return [[] for _ in range(groups)]
    agree, disagree = contrast(counts.agree, counts.seen), contrast(counts.disagree, counts.seen)
    voted = listed[:, None] & (counts.agree + counts.disagree > 0)
    both = [(side.z_p > SIGNIFICANT) & (side.z_r > SIGNIFICANT) for side in (agree, disagree)]
    chosen = directed(counts, statements)
    result = []
    for g in range(groups):
        rows = np.flatnonzero(voted[:, g])
        best = _best_agreement(agree, rows, statements, g)
        found = [chosen[s][g] for s in rows if both[0][s, g] or both[1][s, g]]
        found = sorted((t for t in found if best is None or t.statement != best.statement), key=lambda t: -t.weight)
        if best is not None:
            found = [best, *found]
        elif not found and len(rows):
            found = [chosen[max(rows, key=lambda s: (max(agree.z_r[s, g], disagree.z_r[s, g]), -s))][g]]
        result.append(sorted(found[:LISTED], key=lambda t: t.direction != "agree"))
    return result


def majority(n: np.ndarray, seen: np.ndarray, statements: Sequence[str], listed: np.ndarray) -> list[Shared]:
    """The statements that a majority of everybody shares in one direction, at most five, by p · z_p."""
    p, z = share(n, seen), one_proportion(n, seen)
    rows = np.flatnonzero(listed & (p > 0.5) & (z > SIGNIFICANT))
    rows = rows[np.argsort(-np.round(p[rows] * z[rows], 12), kind="stable")][:LISTED]
    return [Shared(statements[s], float(p[s]), float(z[s])) for s in rows.tolist()]


def informed(n: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Group-informed consensus (S,): the product over groups of (n + 1)/(seen + 2)."""
    return np.asarray(share(n, seen).prod(axis=1))


@dataclass(frozen=True)
class Heard:
    """One statement as it may be shown without groups: votes, n, and the Wilson interval of each answer's share.

    split: how evenly those who took sides divide, times how many they are of all who answered.
    """

    statement: str
    agree: int
    disagree: int
    passed: int
    n: int
    agree_interval: tuple[float, float]
    disagree_interval: tuple[float, float]
    pass_interval: tuple[float, float]
    split: float


def heard(counts: Counts, statements: Sequence[str], listed: np.ndarray, *, threshold: int) -> list[Heard]:
    """Agreement per statement for rooms of any size. Statements with fewer than `threshold` votes are left out."""
    n = counts.seen
    return [
        Heard(
            statements[s],
            int(counts.agree[s]),
            int(counts.disagree[s]),
            int(counts.passed[s]),
            int(n[s]),
            _bounds(counts.agree[s], n[s]),
            _bounds(counts.disagree[s], n[s]),
            _bounds(counts.passed[s], n[s]),
            float(split(counts.agree[s], counts.disagree[s], n[s])),
        )
        for s in np.flatnonzero(listed & (n >= max(threshold, 1))).tolist()
    ]


def split(agree, disagree, seen) -> np.ndarray:
    """(1 − |A − D|/(A + D)) · (A + D)/S: 1 when all take sides and are evenly divided, 0 when one side is empty."""
    a, d, s = (np.asarray(x, dtype=float) for x in (agree, disagree, seen))
    sides = np.maximum(a + d, 1)
    return np.where(a + d > 0, (1 - np.abs(a - d) / sides) * (a + d) / np.maximum(s, 1), 0.0)


def by_agreement(rows: Sequence[Heard]) -> list[Heard]:
    """Most surely shared first: the lower Wilson bound of agree."""
    return sorted(rows, key=lambda row: -row.agree_interval[0])


def by_split(rows: Sequence[Heard]) -> list[Heard]:
    """Most divided first."""
    return sorted(rows, key=lambda row: -row.split)


# --- Inner parts ------------------------------------------------------------------------------


def _bounds(count, n) -> tuple[float, float]:
    low, high = wilson(count, n)
    return float(low), float(high)


def _typical(name: str, direction: str, sides: dict[str, Contrast], s: int, g: int) -> Typical:
    side = sides[direction]
    return Typical(
        name, direction, float(side.p[s, g]), float(side.z_p[s, g]), float(side.r[s, g]), float(side.z_r[s, g])
    )


def _best_agreement(agree: Contrast, rows: np.ndarray, statements: Sequence[str], g: int) -> Typical | None:
    """The one agreement that goes first, found in the order of the statements."""
    best: Typical | None = None
    for s in rows:
        this = _typical(statements[s], "agree", {"agree": agree}, s, g)
        if best is None:
            better = this.z_p > SIGNIFICANT or (this.r > 1 and this.p > 0.5)
        elif best.r > 1:
            better = this.weight > best.weight
        else:
            better = this.p * this.z_p > best.p * best.z_p
        best = this if better else best
    return best
