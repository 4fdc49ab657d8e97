"""What more has to be hidden in a system of sums so that nothing that must stay unknown can be worked out. Pure.

As `hlab.stats.suppression.suppress`, for systems of hundreds of thousands of cells, and with two more sorts of unknown
that are never told themselves: what is left of a sum when its parts are taken away, and the difference between two
revisions of one figure. Such a one must stay unknown when it is of few people, and may else be found out.

Sources: Hundepool et al. 2012, *Statistical Disclosure Control*; Fischetti & Salazar 2000; `../shared/methods.md` 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from followup.analysis.nullspace import Sum, families, worked_out
from hlab.stats.suppression import CannotProtect

_SLACK = 1e-9


@dataclass
class Table:
    """sums: each {name: weight}, adding up to 0. size: people of each. having: how many of them have what is counted,
    None where that is not a number of people. least: {name: fewest people that may be told}. unknown: what is not told.
    guarded: those of them that must not be found out. fixed: told before, for good."""

    sums: Sequence[Sum]
    size: Mapping[str, float]
    having: Mapping[str, float | None]
    least: Mapping[str, int]
    unknown: set[str] = field(default_factory=set)
    guarded: set[str] = field(default_factory=set)
    fixed: set[str] = field(default_factory=set)


def hide(table: Table) -> set[str]:
    """Names to hide beside those that are unknown. Deterministic, whatever the order. Raises CannotProtect."""
    before = set(table.unknown)
    for members in families(table.sums):
        if any(name in table.guarded for row in members for name in row):
            _Family(table, members).close()
    return table.unknown - before


class _Family:
    """Sums that share names, and nothing with other sums."""

    def __init__(self, table: Table, sums: Sequence[Sum]):
        self.table = table
        self.sums = sums
        self.of: dict[str, list[int]] = {}
        for number, row in enumerate(sums):
            for name in row:
                self.of.setdefault(name, []).append(number)

    def close(self) -> None:
        self._singles(set(range(len(self.sums))))
        while exposed := self.exposed():
            self._singles(self._hide_beside(exposed))

    def exposed(self) -> list[str]:
        unknown, guarded = self.table.unknown, self.table.guarded
        restricted = ({name: w for name, w in row.items() if name in unknown} for row in self.sums)
        return sorted(worked_out(row for row in restricted if row) & guarded)

    def _singles(self, ahead: set[int]) -> None:
        """Sums that give something away by themselves: one unknown, or unknowns that together are too few people."""
        queue = sorted(ahead)
        while queue:
            row = self.sums[heappop(queue)]
            unknown = [name for name in row if name in self.table.unknown]
            if not self._gives_away(row, unknown):
                continue
            if free := [name for name in row if name not in self.table.unknown and name not in self.table.fixed]:
                for number in self._hide_one(free):
                    heappush(queue, number)

    def _gives_away(self, row: Sum, unknown: list[str]) -> bool:
        guarded = [name for name in unknown if name in self.table.guarded]
        if not guarded:
            return False
        if len(unknown) == 1:
            return True
        if len({row[name] > 0 for name in unknown}) > 1:
            return False
        least = min(self.table.least[name] for name in guarded)
        having = [self.table.having[name] for name in unknown]
        people = sum(self.table.size[name] for name in unknown)
        known = [x for x in having if x is not None]
        return _few(people, least) or (len(known) == len(having) and _few(sum(known), least))

    def _hide_beside(self, exposed: list[str]) -> set[int]:
        """One more for each that can be worked out: from its own sums, else from sums tied to those by unknowns."""
        touched: set[int] = set()
        stuck = []
        for name in exposed:
            if touched.intersection(self.of[name]):
                continue  # what has just been hidden for another often protects this one too
            reach = {name}
            while True:
                nearby = {other for one in reach for number in self.of[one] for other in self.sums[number]}
                free = [one for one in nearby if one not in self.table.unknown and one not in self.table.fixed]
                if free:
                    touched |= self._hide_one(free)
                    break
                wider = reach | (nearby & self.table.unknown)
                if wider == reach:
                    stuck.append(name)
                    break
                reach = wider
        if not touched:
            raise CannotProtect(stuck)
        return touched

    def _hide_one(self, free: list[str]) -> set[int]:
        name = min(free, key=lambda one: (self.table.size[one], one))
        self.table.unknown.add(name)
        self.table.guarded.add(name)
        return set(self.of[name])


def _few(people: float, least: int) -> bool:
    return _SLACK < people < least - _SLACK
