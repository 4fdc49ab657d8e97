"""Between which values an unknown may lie when sums of unknowns are known. Pure and exact.

A dense two-phase simplex over fractions with Bland's rule (Bland 1977, Math Oper Res 2:103), which cannot
cycle and needs no tolerance. Meant for the hidden cells of one small table (tens of unknowns, not thousands).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = Sequence[int]


class Infeasible(ValueError):
    """No values of at least 0 meet the sums."""


def feasible_range(
    rows: Sequence[Row], sums: Sequence[int], unknown: int, count: int
) -> tuple[Fraction, Fraction | None]:
    """Lowest and highest value of one unknown, given rows · x = sums and x ≥ 0.

    rows: one coefficient per unknown and row (rows × count). unknown: index of the one asked for.
    Returns (lowest, highest); highest is None when nothing bounds it. Whole numbers are not demanded, so the
    range may be wider than the one among whole numbers, never narrower. Raises Infeasible.
    """
    lowest = _minimise(rows, sums, [1 if i == unknown else 0 for i in range(count)])
    highest = _minimise(rows, sums, [-1 if i == unknown else 0 for i in range(count)])
    return lowest or Fraction(0), None if highest is None else -highest


def _minimise(rows: Sequence[Row], sums: Sequence[int], cost: Sequence[int]) -> Fraction | None:
    """Lowest cost · x subject to rows · x = sums, x ≥ 0. None when it falls without end."""
    n, m = len(cost), len(rows)
    table = []
    for i, (row, total) in enumerate(zip(rows, sums, strict=True)):
        sign = -1 if total < 0 else 1
        helpers = [Fraction(int(i == k)) for k in range(m)]
        table.append([Fraction(sign * value) for value in row] + helpers + [Fraction(sign * total)])
    basis = [n + i for i in range(m)]

    _simplex(table, basis, [Fraction(0)] * n + [Fraction(1)] * m, n + m)
    if any(table[i][-1] for i, column in enumerate(basis) if column >= n):
        raise Infeasible("summorna går inte ihop")
    for i in range(m - 1, -1, -1):  # a helper left in the basis at 0: turn it out, or its row says nothing
        if basis[i] >= n:
            column = next((j for j in range(n) if table[i][j]), None)
            if column is None:
                del table[i], basis[i]
            else:
                _pivot(table, basis, i, column)
    full = [Fraction(value) for value in cost] + [Fraction(0)] * m
    if not _simplex(table, basis, full, n):
        return None
    return sum((full[column] * table[i][-1] for i, column in enumerate(basis)), Fraction(0))


def _simplex(table: list[list[Fraction]], basis: list[int], cost: list[Fraction], columns: int) -> bool:
    """Walk to the optimum, entering only the first `columns` columns. False when there is none."""
    while True:
        entering = next((j for j in range(columns) if _reduced(table, basis, cost, j) < 0), None)
        if entering is None:
            return True
        steps = [(row[-1] / row[entering], basis[i], i) for i, row in enumerate(table) if row[entering] > 0]
        if not steps:
            return False
        _pivot(table, basis, min(steps)[2], entering)


def _reduced(table: list[list[Fraction]], basis: list[int], cost: list[Fraction], j: int) -> Fraction:
    return cost[j] - sum((cost[basis[i]] * row[j] for i, row in enumerate(table)), Fraction(0))


def _pivot(table: list[list[Fraction]], basis: list[int], i: int, j: int) -> None:
    pivot = table[i][j]
    table[i] = [value / pivot for value in table[i]]
    for k, row in enumerate(table):
        if k != i and row[j]:
            factor = row[j]
            table[k] = [value - factor * own for value, own in zip(row, table[i], strict=True)]
    basis[i] = j
