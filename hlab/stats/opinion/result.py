"""The whole opinion map of one conversation: from votes to positions, groups, statements and a verdict. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from hlab.stats.opinion import groups, pca, stability, statements
from hlab.stats.opinion.groups import Shown
from hlab.stats.opinion.routing import Variant, priorities
from hlab.stats.opinion.settings import DEFAULT, ENGINE, Settings
from hlab.stats.opinion.steady import rotation
from hlab.stats.opinion.votes import Votes, included


class Reason(StrEnum):
    """Why groups are not drawn, or not named. A page translates it."""

    NONE = ""
    UNSURE = "unsure"  # drawn, with that word and without the groups' names
    NO_VOTES = "no_votes"
    ALL_ALIKE = "all_alike"  # everybody voted the same: there is no map
    TOO_FEW = "too_few"  # fewer included than min_drawn
    NO_GROUPS = "no_groups"  # no division without a too small group
    CHANCE = "chance"  # shuffled votes give as clear groups
    UNSTABLE = "unstable"  # other people in the room would give other groups


@dataclass(frozen=True)
class State:
    """What the next run needs to know of this one: stored with the conversation, read back with `from_dict`.

    shown: history of k. used: letters used so far. groups: {person: letter}. places: {person: (x, y)}. included: ids.
    turned: R of that run (rows), empty when nothing was turned.
    """

    shown: Shown
    used: int = 0
    groups: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Sequence[float]] = field(default_factory=dict)
    included: Sequence[str] = ()
    turned: Sequence[Sequence[float]] = ()

    def as_dict(self) -> dict:
        """For JSON."""
        return {
            "last_k": self.shown.last_k,
            "count": self.shown.count,
            "shown_k": self.shown.shown_k,
            "letters_used": self.used,
            "groups": dict(self.groups),
            "places": {key: list(place) for key, place in self.places.items()},
            "included": list(self.included),
            "turned": [list(row) for row in self.turned],
        }

    @classmethod
    def from_dict(cls, kept: Mapping) -> State:
        """What as_dict gave."""
        return cls(
            Shown(kept["last_k"], kept["count"], kept["shown_k"]),
            kept["letters_used"],
            dict(kept["groups"]),
            {key: tuple(place) for key, place in kept["places"].items()},
            tuple(kept["included"]),
            tuple(tuple(row) for row in kept["turned"]),
        )


@dataclass(frozen=True)
class OpinionMap:
    """An opinion map. People and statements stand in natural order of their ids; arrays follow that order.

    places: (people, 2), NaN for who has no votes, all NaN when there is no map. included: who is grouped. group: the
    letter of each person, None for who is not grouped; letters: of the groups, in order. k: groups (1 when the
    included are one group, 0 when nobody is included). silhouettes: {k: of each division that was allowed}.
    statement_places: (statements, 2); extremity: their lengths, not limited to 1. everybody: counts (statements,);
    by_group: counts (statements, k). rejected: bool (statements,). stability: None when there was nothing to check.
    turned: R of the steady map, None when only the sign rule applies.
    """

    votes: Votes
    axes: pca.Axes
    places: np.ndarray
    included: np.ndarray
    group: tuple[str | None, ...]
    letters: tuple[str, ...]
    k: int
    silhouettes: Mapping[int, float]
    statement_places: np.ndarray
    components: np.ndarray
    rejected: np.ndarray
    everybody: statements.Counts
    by_group: statements.Counts
    stability: stability.Stability | None
    drawable: bool
    reason: Reason
    turned: np.ndarray | None
    state: State
    seed: int
    settings: Settings
    engine: str = ENGINE

    @property
    def extremity(self) -> np.ndarray:
        return np.asarray(np.linalg.norm(self.statement_places, axis=1))

    @property
    def axes_may_turn(self) -> bool:
        """The two axes carry nearly as much: do not name them."""
        return self.axes.near_equal(self.settings.near_equal)

    @property
    def named(self) -> bool:
        """Whether the groups may be called by their letters."""
        return self.drawable and self.reason is Reason.NONE

    @property
    def representative(self) -> dict[str, list[statements.Typical]]:
        """{letter: its typical statements}, at most five."""
        rows = statements.typical(self.by_group, self.votes.statements, ~self.rejected)
        return dict(zip(self.letters, rows, strict=True))

    @property
    def consensus(self) -> dict[str, list[statements.Shared]]:
        """{"agree": …, "disagree": …}: what a majority of everybody shares."""
        everybody, ids = self.everybody, self.votes.statements
        return {
            "agree": statements.majority(everybody.agree, everybody.seen, ids, ~self.rejected),
            "disagree": statements.majority(everybody.disagree, everybody.seen, ids, ~self.rejected),
        }

    @property
    def informed_consensus(self) -> dict[str, np.ndarray]:
        """{"agree", "disagree"}: products over the groups, and "smallest": the smallest group's votes (statements,)."""
        seen = self.by_group.seen
        return {
            "agree": statements.informed(self.by_group.agree, seen),
            "disagree": statements.informed(self.by_group.disagree, seen),
            "smallest": seen.min(axis=1) if self.k else np.zeros(len(seen), dtype=int),
        }

    def heard(self, *, threshold: int = 5) -> list[statements.Heard]:
        """Agreement per statement without groups, for small rooms; order with by_agreement and by_split."""
        return statements.heard(self.everybody, self.votes.statements, ~self.rejected, threshold=threshold)


def opinion_map(
    votes: Votes,
    *,
    rejected: Iterable[str] = (),
    included_before: Iterable[str] = (),
    previous: State | None = None,
    seed: int = 0,
    settings: Settings = DEFAULT,
) -> OpinionMap:
    """The opinion map of all votes in one conversation, withdrawn and banned people left out beforehand.

    rejected: ids of statements that were turned down; ids that nobody voted on do no harm. included_before: people
    who have been grouped before. previous: the state of the last run, which keeps people where they were, groups
    their letters, and the number of groups from jumping. Same votes, state, seed and settings: same answer, in
    whatever order rows and columns came.
    """
    refused = frozenset(map(str, rejected))
    mask = np.array([key in refused for key in votes.statements], dtype=bool)
    before = {*map(str, included_before), *(previous.included if previous else ())}
    inside = included(votes, before, settings=settings)
    axes = pca.axes(votes, mask)
    near = pca.place_people(votes, axes)
    rows = np.flatnonzero(inside)
    found = {}
    if axes.rank and len(rows) >= 2 * settings.min_group:
        found = groups.divisions(near[rows], np.random.default_rng([seed, 1]), settings=settings)
    shown = groups.smooth(
        previous.shown if previous else None, groups.best_k(found), set(found), patience=settings.patience
    )
    k = shown.shown_k or min(len(rows), 1)
    labels = found[k].labels if k in found else np.zeros(len(rows), dtype=int)
    people = [votes.participants[i] for i in rows]
    names, used = groups.letters(
        labels, people, previous.groups if previous else None, previous.used if previous else 0
    )
    order = sorted(range(k), key=lambda g: (len(names[g]), names[g]))
    labels = np.argsort(order)[labels] if k else labels
    letters = tuple(names[g] for g in order)
    everyone = np.full(len(votes.participants), -1)
    everyone[rows] = labels
    measured = None
    if k > 1:
        measured = stability.check(votes, rows, mask, labels, k, np.random.default_rng([seed, 2]), settings=settings)
    reason = _reason(votes, axes, len(rows), k, measured, settings)
    places = near * np.sqrt(len(votes.statements)) if axes.rank else np.full_like(near, np.nan)
    statement_places, components = pca.place_statements(axes), axes.components
    turn = rotation(places, votes.participants, previous.places) if previous else None
    if turn is not None:
        places, statement_places, components = places @ turn, statement_places @ turn, turn.T @ components
    group = tuple(letters[g] if g >= 0 else None for g in everyone)
    state = State(
        shown,
        used,
        {key: name for key, name in zip(votes.participants, group, strict=True) if name},
        {key: (float(x), float(y)) for key, (x, y) in zip(votes.participants, places, strict=True) if np.isfinite(x)},
        tuple(people),
        () if turn is None else tuple((float(x), float(y)) for x, y in turn),
    )
    return OpinionMap(
        votes=votes,
        axes=axes,
        places=places,
        included=inside,
        group=group,
        letters=letters,
        k=k,
        silhouettes={number: division.silhouette for number, division in found.items()},
        statement_places=statement_places,
        components=components,
        rejected=mask,
        everybody=statements.count(votes),
        by_group=statements.count_groups(votes, everyone, k),
        stability=measured,
        drawable=reason in (Reason.NONE, Reason.UNSURE),
        reason=reason,
        turned=turn,
        state=state,
        seed=seed,
        settings=settings,
    )


def _reason(votes, axes, n: int, k: int, measured: stability.Stability | None, settings: Settings) -> Reason:
    if not votes.seen.any():
        return Reason.NO_VOTES
    if not axes.rank:
        return Reason.ALL_ALIKE
    if n < settings.min_drawn:
        return Reason.TOO_FEW
    if measured is None:
        return Reason.NO_GROUPS
    if not measured.beats_chance:
        return Reason.CHANCE
    if measured.median < settings.unsure:
        return Reason.UNSTABLE
    return Reason.NONE if measured.median >= settings.stable else Reason.UNSURE


def next_weights(found: OpinionMap, *, variant: Variant | str = Variant.BALANCED) -> dict[str, float]:
    """{statement: its weight in draw_next}, for all that are not rejected. Votes of the groups added together; of
    everybody where nobody is grouped."""
    counts = found.by_group if found.k else found.everybody
    agree, disagree, passed = (x.sum(axis=1) if found.k else x for x in (counts.agree, counts.disagree, counts.passed))
    weights = priorities(agree, disagree, passed, found.extremity, variant=variant)
    ids = zip(found.votes.statements, weights, found.rejected, strict=True)
    return {key: float(weight) for key, weight, refused in ids if not refused}
