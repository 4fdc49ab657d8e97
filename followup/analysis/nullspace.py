"""Which unknowns of a system of sums can be worked out exactly, for large sparse systems. Pure and exact.

An unknown is known to whoever knows the sums when no solution of the homogeneous system differs from 0 on it. So one
solution of it that is drawn at random tells them all apart at once: what is 0 there is 0 in every solution. Reckoned in
whole numbers modulo a prime, so that nothing is rounded; that a 0 is there by chance has a probability of about one in
10^18, and errs towards "known".

The elimination takes the unknown that stands in the fewest sums first (minimum degree: Markowitz 1957, Manag Sci 3:255;
George & Liu 1989, SIAM Review 31:1), which keeps tables of totals sparse. `hlab.stats.relations.System` says the same
by singular values, and is what the audit uses; this one is for the many rounds of hiding.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush

import numpy as np

PRIME = (1 << 61) - 1
_SEED = 20_260_101

Sum = Mapping[str, int]


def worked_out(sums: Iterable[Sum]) -> set[str]:
    """The unknowns that follow from the sums. sums: each {unknown: weight}, only unknowns in it."""
    draw = np.random.default_rng(_SEED)
    value: dict[str, int] = {}
    for row, last in reversed(_eliminated(sums)):
        total = 0
        for name, weight in row.items():
            if name != last:
                if name not in value:
                    value[name] = int(draw.integers(1, PRIME))
                total += weight * value[name]
        value[last] = -total * pow(row[last], -1, PRIME) % PRIME
    return {name for name, x in value.items() if not x}


def _eliminated(sums: Iterable[Sum]) -> list[tuple[dict[str, int], str]]:
    """Each sum with an unknown that no later one holds, in order."""
    rows = {number: {name: weight % PRIME for name, weight in row.items()} for number, row in enumerate(sums) if row}
    where: dict[str, set[int]] = {}
    for number, row in rows.items():
        for name in row:
            where.setdefault(name, set()).add(number)
    turn = [(len(at), name) for name, at in where.items()]
    heapify(turn)
    done = []
    while turn:
        count, name = heappop(turn)
        at = where[name]
        if not at:
            continue
        if len(at) != count:
            heappush(turn, (len(at), name))
            continue
        number = min(at, key=lambda one: (len(rows[one]), one))
        pivot = rows.pop(number)
        for other in pivot:
            where[other].discard(number)
        inverse = pow(pivot[name], -1, PRIME)
        for other_number in sorted(at):
            _less(rows[other_number], pivot, rows[other_number][name] * inverse, where, other_number)
        for other in pivot:
            if where[other]:
                heappush(turn, (len(where[other]), other))
        done.append((pivot, name))
    return done


def _less(row: dict[str, int], pivot: Mapping[str, int], factor: int, where: dict[str, set[int]], number: int) -> None:
    """Take `factor` times the pivot row away from the row."""
    for name, weight in pivot.items():
        left = (row.get(name, 0) - factor * weight) % PRIME
        if left:
            row[name] = left
            where[name].add(number)
        elif name in row:
            del row[name]
            where[name].discard(number)


def families(rows: Sequence[Sum]) -> list[list]:
    """The sums in sets that share no name."""
    top: dict[str, str] = {}

    def root(name: str) -> str:
        while top.setdefault(name, name) != name:
            top[name] = name = top[top[name]]
        return name

    for row in rows:
        first, *rest = row
        for name in rest:
            top[root(name)] = root(first)
    out: dict[str, list] = {}
    for row in rows:
        out.setdefault(root(next(iter(row))), []).append(row)
    return list(out.values())
