"""Small counts of people: which cells of a table are hidden so that nobody can be made out. Pure.

Sources: Hundepool et al. 2012, *Statistical Disclosure Control*; Willenborg & de Waal 2001, *Elements of
Statistical Disclosure Control*; Fischetti & Salazar 2000 (complementary suppression). The thresholds are our
own defaults, not a limit set in law; the data owner signs them.

A table is a set of named cells with counts of *persons* (never events), and the sums that are published about
them, each as {cell: coefficient} that adds up to 0: a total of a and b is {"total": -1, "a": 1, "b": 1}. Two
tables that share cells are one system and are given together. Hidden is a state with a reason: never 0,
never a missing row, and in a chart a break.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

import numpy as np

from hlab.stats.feasible import feasible_range
from hlab.stats.relations import System

DEFAULT_K = 5
BROAD_STEPS = (DEFAULT_K, 10, 20, 50, 100)
DOMINANCE = 0.9

Relation = Mapping[str, int]


class State(StrEnum):
    SHOWN = "shown"
    HIDDEN = "hidden"


class Reason(StrEnum):
    NONE = ""
    SMALL = "small"  # 0 < n < k
    COMPLEMENT = "complement"  # all but 0 < n < k
    ALL_OR_NONE = "all_or_none"  # 0 % or 100 % in a sensitive subject
    DOMINANCE = "dominance"  # one contributor stands for nearly the whole sum
    PROTECTS = "protects"  # large enough itself, hidden so that another cell cannot be worked out


class BadTable(ValueError):
    """Counts or relations that cannot be right: negative, not whole, unknown names, sums that do not add up."""


class CannotProtect(ValueError):
    """A hidden cell can be worked out from what must stay visible. Carries the cells in `keys`."""

    def __init__(self, keys: Collection[str]):
        self.keys = tuple(sorted(keys))
        super().__init__(f"can be worked out from cells that must stay visible: {', '.join(self.keys)}")


@dataclass(frozen=True)
class Cell:
    """One cell as it may be shown. value: persons, or None when hidden; reason: why it is hidden."""

    state: State
    value: int | None
    reason: Reason = Reason.NONE

    @property
    def is_hidden(self) -> bool:
        return self.state is State.HIDDEN


@dataclass(frozen=True)
class Audit:
    """What an outsider can work out. recoverable must be empty; ranges: {hidden cell: (lowest, highest or None)};
    narrow: hidden cells whose range is too tight to protect."""

    recoverable: tuple[str, ...]
    ranges: dict[str, tuple[Fraction, Fraction | None]] = field(default_factory=dict)
    narrow: tuple[str, ...] = ()


def at_least(persons: int) -> int:
    """How many persons are told of: the largest of BROAD_STEPS that is no more, so that one more does not show as the
    difference; 0 where they are too few to be told."""
    return max((step for step in BROAD_STEPS if step <= persons), default=0)


def total_of(total: str, parts: Iterable[str]) -> dict[str, int]:
    """The relation "total is the sum of the parts"."""
    return {total: -1} | dict.fromkeys(parts, 1)


def suppress(
    counts: Mapping[str, int],
    relations: Sequence[Relation] = (),
    *,
    k: int = DEFAULT_K,
    published: Collection[str] = (),
    denominators: Mapping[str, str] | None = None,
    sensitive: bool = False,
    largest: Mapping[str, float] | None = None,
    wide: bool = False,
) -> dict[str, Cell]:
    """Every cell with its state and reason, so that no hidden cell can be worked out.

    counts: {cell: persons}. relations: sums that are published, see above. k: hide 0 < n < k.
    published: cells that are already out and stay visible. denominators: {cell: cell with all persons}, hides
    also what is nearly all of them; with sensitive=True also none and all of them. largest: {cell: the largest
    contributor's part}, hides where it is above DOMINANCE of the cell. wide: hide on until every hidden cell
    could hold at least two whole numbers and a span of k as well (where cells to hide remain).

    Deterministic, and independent of the order in which cells and relations are given. Raises BadTable, and
    CannotProtect when only cells in `published` could hide a cell.
    """
    system = _checked(counts, relations, k=k, published=published)
    hidden = _primary(counts, k, frozenset(published), denominators or {}, sensitive, largest or {})
    while exposed := system.recoverable(hidden):
        cell = _next_to_hide(exposed, counts, system, hidden, published)
        if cell is None:
            raise CannotProtect(exposed)
        hidden[cell] = Reason.PROTECTS
    stuck: set[str] = set()
    while wide and (tight := [key for key in _narrow(counts, system, hidden, k)[1] if key not in stuck]):
        cell = _next_to_hide(tight, counts, system, hidden, published)
        if cell is None:
            stuck.update(tight)
        else:
            hidden[cell] = Reason.PROTECTS
    return {
        key: Cell(State.HIDDEN, None, hidden[key]) if key in hidden else Cell(State.SHOWN, int(counts[key]))
        for key in counts
    }


def suppress_parts(counts: Mapping[str, int], *, order: Sequence[str] = (), k: int = DEFAULT_K) -> dict[str, Cell]:
    """The parts of one total that is told itself, protected also against those who know this very rule.

    `suppress` hides the smallest other part beside a small one. Whoever knows that can reason backwards: what is
    shown is no smaller (the minimality attack, Wong et al. 2007). So here the part that goes with the small ones is
    the first large one by `order` (else by key), whatever it holds, and every part is hidden when the hidden ones
    together leave some small one too little room to be any number from 1 to k-1 (with the large one at least k and
    the other small ones at least 1). Nought is a count and stays, unless every part is hidden. Raises BadTable.
    """
    _checked(counts, (), k=k, published=())
    turn = {key: i for i, key in enumerate(order)}
    small = {key for key, n in counts.items() if 0 < n < k}
    if not small:
        return {key: Cell(State.SHOWN, int(n)) for key, n in counts.items()}
    large = sorted((key for key, n in counts.items() if n >= k), key=lambda key: (turn.get(key, len(turn)), key))
    hidden = small | set(large[:1])
    if not large or sum(counts[key] for key in hidden) < 2 * k + len(small) - 2:
        hidden = set(counts)
    return {
        key: Cell(State.HIDDEN, None, Reason.SMALL if key in small else Reason.PROTECTS)
        if key in hidden
        else Cell(State.SHOWN, int(n))
        for key, n in counts.items()
    }


def audit(
    counts: Mapping[str, int], relations: Sequence[Relation], hidden: Collection[str], *, k: int = DEFAULT_K
) -> Audit:
    """What can be worked out about the hidden cells of a table by somebody who knows all the others.

    A cell is *exactly recoverable* when its unit vector lies in the row space of the relations restricted to
    the hidden cells. Its range is that of non-negative values that meet the relations.
    """
    system = _checked(counts, relations, k=k, published=())
    ranges, narrow = _narrow(counts, system, hidden, k)
    return Audit(tuple(system.recoverable(hidden)), ranges, tuple(narrow))


# --- Inner parts ------------------------------------------------------------------------------


def _checked(counts, relations, *, k, published) -> System:
    """The sums, when everything can be right."""
    if not isinstance(k, int) or k < 1:
        raise BadTable("k måste vara ett helt tal, minst 1")
    for key, n in counts.items():
        if isinstance(n, bool) or not np.isfinite(n) or n != int(n) or n < 0:
            raise BadTable(f"{key}: {n} är inte ett antal personer")
    if unknown := set(published) - set(counts):
        raise BadTable(f"okända celler: {', '.join(sorted(unknown))}")
    for relation in relations:
        if unknown := set(relation) - set(counts):
            raise BadTable(f"okända celler: {', '.join(sorted(unknown))}")
        if sum(int(counts[key]) * weight for key, weight in relation.items()):
            raise BadTable(f"summan stämmer inte: {', '.join(sorted(relation))}")
    return System(relations)


def _primary(counts, k, published, denominators, sensitive, largest) -> dict[str, Reason]:
    hidden: dict[str, Reason] = {}
    for key in sorted(set(counts) - published):
        n, everybody = counts[key], counts.get(denominators.get(key, ""))
        if 0 < n < k:
            hidden[key] = Reason.SMALL
        elif everybody is not None and n > everybody:
            raise BadTable(f"{key}: fler än alla ({n} av {everybody})")
        elif everybody is not None and 0 < everybody - n < k:
            hidden[key] = Reason.COMPLEMENT
        elif everybody and sensitive and n in (0, everybody):
            hidden[key] = Reason.ALL_OR_NONE
        elif n and largest.get(key, 0) > DOMINANCE * n:
            hidden[key] = Reason.DOMINANCE
    return hidden


def _next_to_hide(exposed, counts, system: System, hidden, published) -> str | None:
    """One more visible cell: from the sums that hold an exposed cell, else from sums tied to those by hidden cells.

    Smallest count first, ties by key; never one that is already out.
    """
    reach = set(exposed)
    while True:
        nearby = system.beside(reach)
        free = nearby - set(hidden) - set(published)
        if free:
            return min(free, key=lambda key: (counts[key], key))
        wider = reach | (nearby & set(hidden))
        if wider == reach:
            return None
        reach = wider


def _narrow(counts, system: System, hidden: Collection[str], k: int) -> tuple[dict, list[str]]:
    """The range of each hidden cell, and the cells whose range is under two whole numbers or under k wide."""
    ranges, narrow = {}, []
    for component in system.components(hidden):
        cells = sorted(component)
        kept = system.touching(cells)
        among = [[row.get(cell, 0) for cell in cells] for row in kept]
        sums = [-sum(w * int(counts[key]) for key, w in row.items() if key not in component) for row in kept]
        for i, cell in enumerate(cells):
            ranges[cell] = feasible_range(among, sums, i, len(cells))
    for cell in sorted(ranges):
        low, high = ranges[cell]
        if high is not None and (high - low < k or high.__floor__() - low.__ceil__() < 1):
            narrow.append(cell)
    return {cell: ranges[cell] for cell in sorted(ranges)}, narrow
