"""Levels beside perspectives: most who speak from one perspective speak of the same level, which is also what the forms
offer first. Whoever knows that can take the perspectives that are told away from a level, and is left with those that
are not. Pure.

So the levels are told no finer than that what is left could be told: for each level by itself, and for those levels
that are not told together, the perspectives that are not told are, on every scale, nobody or enough that small ones
among them could be any number (as in `distribution`). All levels are told equally coarsely, and where nothing else
helps, not at all: which of them was in the way would tell something too.

Where all that is not told of perspectives is of one level, or of levels that are not told, nothing new follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from feedback.analysis.distribution import REST, Counts, Row, Scale, Table, summed

PEOPLE = Scale("people", {})
"""No answer at all: how many they are."""
ALL = "all"


@dataclass(frozen=True)
class Left:
    """What is left of one level, or of all levels that are not told, when the perspectives that are told are taken
    away. held: those that are not, with how many they are. cells: what whoever reads comes to."""

    held: Counts
    cells: Counts


def beside(levels: Table, perspectives: Table, *, sizes: Counts, usual: Mapping[str, str], scales: Sequence[Scale],
           k: int) -> Table:  # fmt: skip
    """The levels as they may stand beside the perspectives of the same people. sizes: people in every perspective,
    told or not. usual: {perspective: level} that most speak of. scales: the finest first."""
    for at in range(len(scales) + 1):
        rows = tuple(_no_finer(row, scales, at) for row in levels.rows)
        told = replace(levels, rows=rows)
        if all(_is_safe(told, perspectives, sizes, usual, scale, scales, k) for scale in (*scales, PEOPLE)):
            return told
    return replace(levels, rows=())


def on(row: Row, scale: Scale, scales: Sequence[Scale]) -> dict[str, int] | None:
    """What a row says on a scale; None where it says nothing as fine as that."""
    if scale is PEOPLE:
        return {ALL: row.n}
    names = [one.name for one in scales]
    if not row.scale or names.index(row.scale) > names.index(scale.name):
        return None
    own = scales[names.index(row.scale)]
    return {
        part: sum(row.cells[finer] for finer, within in own.parts.items() if set(within) <= set(answers))
        for part, answers in scale.parts.items()
    }


def _no_finer(row: Row, scales: Sequence[Scale], at: int) -> Row:
    """The row on the scale with this place, when it is told on a finer one; one beyond the last: only how many."""
    if at == len(scales):
        return Row(row.key, row.n)
    if not row.scale or [one.name for one in scales].index(row.scale) >= at:
        return row
    return Row(row.key, row.n, scales[at].name, on(row, scales[at], scales) or {})


def _is_safe(levels: Table, perspectives: Table, sizes, usual, scale: Scale, scales, k: int) -> bool:
    left = list(_left(levels, perspectives, sizes, usual, scale, scales))
    if sum(bool(one.held) for one in left) < 2:
        return True  # what is left of all is what the perspectives leave by themselves
    return all(_fits(one, scale, k) for one in left if one.held)


def _left(levels: Table, perspectives: Table, sizes, usual, scale: Scale, scales) -> Iterator[Left]:
    told = {row.key: cells for row in levels.rows if row.key != REST and (cells := on(row, scale, scales)) is not None}
    if not told or levels.total is None:
        return
    known = {
        row.key: cells for row in perspectives.rows if row.key != REST and (cells := on(row, scale, scales)) is not None
    }
    for level, cells in told.items():
        mine = [key for key in sizes if usual[key] == level]
        yield _taken(cells, mine, known, sizes)
    total = on(levels.total, scale, scales)
    if total is not None:
        others = [key for key in sizes if usual[key] not in told]
        yield _taken(_less(total, summed(told.values())), others, known, sizes)


def _taken(cells: Counts, mine: Sequence[str], known: Mapping[str, Counts], sizes: Counts) -> Left:
    held = {key: sizes[key] for key in mine if sizes[key] and key not in known}
    return Left(held, _less(cells, summed(known[key] for key in mine if key in known)))


def _less(cells: Counts, others: Counts) -> dict[str, int]:
    return {part: n - others.get(part, 0) for part, n in cells.items()}


def _fits(left: Left, scale: Scale, k: int) -> bool:
    if scale is PEOPLE:
        small = sum(n < k for n in left.held.values())
        return left.cells[ALL] == 0 or (small < len(left.held) and left.cells[ALL] >= 2 * k + small - 2)
    return not any(0 < n < 2 * k + len(left.held) - 2 for n in left.cells.values())
