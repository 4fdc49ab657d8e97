"""Two journeys held against each other: which steps are the same, and what differs. Pure.

How steps are matched. The likeness of two steps is a whole number of thousandths: words of the title 600, actors 250,
phase 150. Words are compared stemmed, by the coefficient of Dice (1945), 2·|A∩B| / (|A|+|B|); so are the phases'
titles; actors half by kind and half by the words of their names. What one of the two does not say (no actors) is
left out and its weight shared among the others: not knowing is no unlikeness. Titles that share no word are never
matched. Among all ways of matching that keep the order, the one with the largest sum of likeness above THRESHOLD is
taken (global alignment after Needleman & Wunsch 1970, with no cost for what has no match), in whole numbers, so the
same two maps always give the same answer. Of what is left over on both sides, two that fit each other better than
anything else that is left, and by THRESHOLD at least, are then matched as moved.

A match is sure when the titles are the same, or nearly (SURE), and no other step fits as well; else it is likely,
which is a guess for people to look at. Parallel tracks are read in the order of the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hlab.core.stems import stems
from hlab.core.text import fold
from journeys.analysis.document import Actor, Document, Gap, Step

TITLE, ACTORS, PHASE = 600, 250, 150
THRESHOLD = 500
SURE = 800
GAP_KIND, GAP_TITLE, GAP_PLACE = 350, 350, 300
ACTOR_ALIKE = 500

Pairs = list[tuple[int, int]]


@dataclass(frozen=True)
class StepPair:
    """A step of each, or one that only one of them has. sure: see above; moved: in another place in the order."""

    a: Step | None
    b: Step | None
    phase_a: str = ""
    phase_b: str = ""
    sure: bool = True
    moved: bool = False

    @property
    def both(self) -> bool:
        return self.a is not None and self.b is not None


@dataclass(frozen=True)
class GapPair:
    """A gap of each, or one that only one of them has. sure: the same kind, after steps that surely are the same."""

    a: Gap | None
    b: Gap | None
    sure: bool = True


@dataclass(frozen=True)
class ActorPair:
    """sure: the same name, or the person whose way it is; else the same kind and much the same name."""

    a: Actor | None
    b: Actor | None
    sure: bool = True


@dataclass(frozen=True)
class KindCount:
    """How many gaps of one kind lie between one pair of kinds of actors. from_kind, to_kind: blank where not said."""

    kind: str
    from_kind: str
    to_kind: str
    a: int
    b: int


@dataclass(frozen=True)
class Comparison:
    """Everything that is found. steps: in the order of a, what only b has standing where b has it. kinds: where the
    numbers differ first, then by kind."""

    a: Document
    b: Document
    steps: list[StepPair]
    gaps: list[GapPair]
    actors: list[ActorPair]
    kinds: list[KindCount]
    matched: int = field(default=0)

    @property
    def unsure(self) -> int:
        """Matches of steps that people should look at."""
        return sum(pair.both and not pair.sure for pair in self.steps)


def compare(a: Document, b: Document) -> Comparison:
    """Hold b against a."""
    score, same = _likeness(a, b)
    pairs = align(score - THRESHOLD)
    moved = _moved(score, same, pairs)
    steps = _in_order(a, b, pairs, moved, _sure(score, same, pairs))
    gaps = _gaps(a, b, steps)
    return Comparison(a, b, steps, gaps, _actors(a, b), _kinds(a, b), sum(pair.both for pair in steps))


def align(gain: np.ndarray) -> Pairs:
    """The pairs (row, column), both rising, with the largest sum of gains; none that gains nothing.

    gain: whole numbers. Where several sums are equally large, what stands late is matched first.
    """
    n, m = gain.shape
    best = np.zeros((n + 1, m + 1), dtype=np.int64)
    for i in range(n):
        taken = best[i].copy()
        taken[1:] = np.maximum(taken[1:], best[i, :-1] + np.maximum(gain[i], 0))
        best[i + 1] = np.maximum.accumulate(taken)
    pairs: Pairs = []
    i, j = n, m
    while i and j:
        here, won = best[i, j], gain[i - 1, j - 1]
        if won > 0 and here == best[i - 1, j - 1] + won:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif here == best[i - 1, j]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


# --- How alike ----------------------------------------------------------------------------------


def _likeness(a: Document, b: Document) -> tuple[np.ndarray, np.ndarray]:
    """(thousandths of likeness, titles' own) of every step of a with every step of b."""
    one, other = a.steps, b.steps
    if not one or not other:
        return np.zeros((len(one), len(other)), dtype=np.int64), np.zeros((len(one), len(other)), dtype=np.int64)
    title = dice([_words(step.title) for step in one], [_words(step.title) for step in other])
    phase = dice(
        [_words(phase.title) for phase in a.phases for _step in phase.steps],
        [_words(phase.title) for phase in b.phases for _step in phase.steps],
    )
    said_a = [[actor for key in step.actors if (actor := a.actor(key))] for step in one]
    said_b = [[actor for key in step.actors if (actor := b.actor(key))] for step in other]
    kinds = dice([{_kind(actor) for actor in said} for said in said_a],
                 [{_kind(actor) for actor in said} for said in said_b])  # fmt: skip
    names = dice([_names(said) for said in said_a], [_names(said) for said in said_b])
    known = np.array([bool(said) for said in said_a])[:, None] & np.array([bool(said) for said in said_b])[None, :]
    weight = TITLE + PHASE + np.where(known, ACTORS, 0)
    total = TITLE * title + PHASE * phase + np.where(known, ACTORS * (kinds + names) // 2, 0)
    score = np.where(title > 0, total // weight, 0)
    return score, title


def dice(one: Sequence[set[str]], other: Sequence[set[str]]) -> np.ndarray:
    """Thousandths of 2·|A∩B| / (|A|+|B|) for each set of one with each of the other; 0 for two empty ones."""
    places: dict[str, int] = {}
    for words in (*one, *other):
        for word in sorted(words):
            places.setdefault(word, len(places))
    left, right = _incidence(one, places), _incidence(other, places)
    shared = left @ right.T  # of floats, which are exact here and many times as fast
    size = left.sum(axis=1)[:, None] + right.sum(axis=1)[None, :]
    return (2000 * shared // np.maximum(size, 1)).astype(np.int64)


def _incidence(rows: Sequence[set[str]], places: dict[str, int]) -> np.ndarray:
    out = np.zeros((len(rows), max(1, len(places))))
    for at, words in enumerate(rows):
        for word in words:
            out[at, places[word]] = 1
    return out


def _words(text: str) -> set[str]:
    """Words that carry meaning; a text of none but small words is one word."""
    return set(stems(text)) or {f"={fold(text)}"}


def _kind(actor: Actor) -> str:
    return "person" if actor.is_person else actor.kind


def _names(actors: Sequence[Actor]) -> set[str]:
    """Words of the names; the person whose way it is has one name in all maps."""
    out: set[str] = set()
    for actor in actors:
        out |= {"=person"} if actor.is_person else _words(actor.name)
    return out


def _sure(score: np.ndarray, title: np.ndarray, pairs: Pairs) -> set[tuple[int, int]]:
    """Pairs with nearly the same title that nothing else fits as well as."""
    return {
        (i, j)
        for i, j in pairs
        if title[i, j] >= SURE
        and np.count_nonzero(score[i] >= score[i, j]) == 1
        and np.count_nonzero(score[:, j] >= score[i, j]) == 1
    }


# --- Steps --------------------------------------------------------------------------------------


def _moved(score: np.ndarray, title: np.ndarray, pairs: Pairs) -> dict[int, tuple[int, bool]]:
    """{place in a: (place in b, sure)} of what is left that fits each other better than anything else that is left."""
    taken_a, taken_b = {i for i, _j in pairs}, {j for _i, j in pairs}
    rows = [i for i in range(score.shape[0]) if i not in taken_a]
    columns = [j for j in range(score.shape[1]) if j not in taken_b]
    if not rows or not columns:
        return {}
    left = score[np.ix_(rows, columns)]
    top = left.max()
    is_best = (left == left.max(axis=1, keepdims=True)) & (left == left.max(axis=0, keepdims=True))
    alone = (is_best.sum(axis=1, keepdims=True) == 1) & (is_best.sum(axis=0, keepdims=True) == 1)
    found: Any = np.argwhere(is_best & alone & (left >= THRESHOLD)) if top >= THRESHOLD else []
    return {rows[i]: (columns[j], bool(title[rows[i], columns[j]] >= SURE)) for i, j in found}


def _in_order(a: Document, b: Document, pairs: Pairs, moved: dict[int, tuple[int, bool]], sure: set) -> list[StepPair]:
    """a's order; what only b has comes before the next step that both have."""
    one, other = a.steps, b.steps
    phases_a = [phase.title for phase in a.phases for _step in phase.steps]
    phases_b = [phase.title for phase in b.phases for _step in phase.steps]
    gone = {at for at, _sure in moved.values()}
    out: list[StepPair] = []
    i = j = 0

    def up_to(to_a: int, to_b: int) -> None:
        nonlocal i, j
        for at in range(i, to_a):
            found, is_sure = moved.get(at, (None, False))
            if found is None:
                out.append(StepPair(one[at], None, phases_a[at]))
            else:
                out.append(StepPair(one[at], other[found], phases_a[at], phases_b[found], is_sure, moved=True))
        out.extend(StepPair(None, other[at], "", phases_b[at]) for at in range(j, to_b) if at not in gone)
        i, j = to_a, to_b

    for at_a, at_b in pairs:
        up_to(at_a, at_b)
        out.append(StepPair(one[at_a], other[at_b], phases_a[at_a], phases_b[at_b], sure=(at_a, at_b) in sure))
        i, j = at_a + 1, at_b + 1
    up_to(len(one), len(other))
    return out


# --- Gaps and actors ----------------------------------------------------------------------------


def _gaps(a: Document, b: Document, steps: list[StepPair]) -> list[GapPair]:
    """Gaps matched by kind, title and the steps they lie between, in order."""
    same = {pair.a.key: pair.b.key for pair in steps if pair.a and pair.b}
    sure = {pair.a.key for pair in steps if pair.a and pair.b and pair.sure and not pair.moved}
    one, other = list(a.gaps), list(b.gaps)
    if not one or not other:
        return [*(GapPair(gap, None) for gap in one), *(GapPair(None, gap) for gap in other)]
    title = dice([_words(gap.title) for gap in one], [_words(gap.title) for gap in other])
    kind = 1000 * np.array([[gap.kind == its.kind for its in other] for gap in one])
    after = 1000 * np.array([[same.get(gap.after) == its.after for its in other] for gap in one])
    score = (GAP_KIND * kind + GAP_TITLE * title + GAP_PLACE * after) // (GAP_KIND + GAP_TITLE + GAP_PLACE)
    pairs = align(score - THRESHOLD)
    partner = dict(pairs)
    taken = {j for _i, j in pairs}
    out = []
    for at, gap in enumerate(one):
        found = partner.get(at)
        if found is None:
            out.append(GapPair(gap, None))
        else:
            its = other[found]
            is_sure = gap.kind == its.kind and same.get(gap.after) == its.after and gap.after in sure
            out.append(GapPair(gap, its, is_sure))
    return [*out, *(GapPair(None, gap) for at, gap in enumerate(other) if at not in taken)]


def _actors(a: Document, b: Document) -> list[ActorPair]:
    """The same name first, then much the same name of the same kind, the most alike first."""
    left, right = list(a.actors), list(b.actors)
    found: dict[str, tuple[Actor, bool]] = {}

    def take(one: Actor, other: Actor, sure: bool) -> None:
        found[one.key] = (other, sure)
        left.remove(one)
        right.remove(other)

    for one in list(left):
        for other in right:
            if (one.is_person and other.is_person) or (
                one.is_person == other.is_person and one.kind == other.kind and fold(one.name) == fold(other.name)
            ):
                take(one, other, True)
                break
    names = dice([_names([one]) for one in left], [_names([other]) for other in right])
    alike = sorted(
        (-int(names[i, j]), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if one.kind == other.kind and one.is_person == other.is_person and names[i, j] >= ACTOR_ALIKE
    )
    was_left, was_right = list(left), list(right)
    for _score, i, j in alike:
        if was_left[i] in left and was_right[j] in right:
            take(was_left[i], was_right[j], False)
    pairs = [ActorPair(one, *found[one.key]) if one.key in found else ActorPair(one, None) for one in a.actors]
    return [*pairs, *(ActorPair(None, other) for other in right)]


def _kinds(a: Document, b: Document) -> list[KindCount]:
    """Gaps of each, by kind and the kinds of actors they lie between."""
    counts: dict[tuple[str, str, str], list[int]] = {}
    for side, document in enumerate((a, b)):
        for gap in document.gaps:
            one, other = document.actor(gap.from_actor), document.actor(gap.to_actor)
            key = (gap.kind, one.kind if one else "", other.kind if other else "")
            counts.setdefault(key, [0, 0])[side] += 1
    rows = [KindCount(*key, *both) for key, both in counts.items()]
    return sorted(rows, key=lambda row: (-abs(row.a - row.b), row.kind, row.from_kind, row.to_kind))
