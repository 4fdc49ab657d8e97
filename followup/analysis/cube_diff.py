"""What is told otherwise than in the release before. Pure, and of what is told only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from followup.analysis.cells import HIDDEN, MISSING, SHOWN, Cell, start_of

NEW, REVISED, GONE, NOW_HIDDEN, NOW_SHOWN = "new", "revised", "gone", "now_hidden", "now_shown"
KINDS = (NEW, REVISED, NOW_SHOWN, NOW_HIDDEN, GONE)


NOTHING = Cell("", MISSING)


@dataclass(frozen=True)
class Told:
    """One cell that is told otherwise. before: None where it was not there. kind: one of KINDS."""

    unit: int
    kind: str
    before: Cell | None
    after: Cell | None

    @property
    def cell(self) -> Cell:
        return self.after or self.before or NOTHING


def differing(before: Mapping[int, Sequence[Cell]], after: Mapping[int, Sequence[Cell]]) -> list[Told]:
    """By unit as `after` has them, then in order of time. {unit: cells} each."""
    out = []
    for unit in [*after, *(unit for unit in before if unit not in after)]:
        old = {(cell.period, cell.sex, cell.age): cell for cell in before.get(unit, ())}
        new = {(cell.period, cell.sex, cell.age): cell for cell in after.get(unit, ())}
        for key in sorted(old.keys() | new.keys(), key=lambda key: (start_of(key[0]), *key)):
            if kind := _kind(old.get(key), new.get(key)):
                out.append(Told(unit, kind, old.get(key), new.get(key)))
    return out


def kinds(found: Sequence[Told]) -> dict[str, int]:
    """How many of each kind."""
    counted = Counter(one.kind for one in found)
    return {kind: counted[kind] for kind in KINDS}


def _kind(old: Cell | None, new: Cell | None) -> str:
    was, now = (cell.state if cell else "" for cell in (old, new))
    if was == now:
        return REVISED if was == SHOWN and old != new else ""
    if now == HIDDEN:
        return NOW_HIDDEN if was == SHOWN else NEW
    if now == SHOWN:
        return NOW_SHOWN if was == HIDDEN else NEW
    return GONE if was in (SHOWN, HIDDEN) else NEW if now == MISSING and not was else ""
