"""Sums that are told about the cells of a table, and what can be worked out from them of cells that are not. Pure.

The system A·x = b of the sums is sparse: a cell stands in a few sums. Hidden cells that share no sum, not even through
other hidden cells, cannot tell of each other, so each such *component* is looked at by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

_ROUNDING = 1e-9


class System:
    """sums: each {cell: weight}, adding up to 0. Sums that say the same are one."""

    def __init__(self, sums: Iterable[Mapping[str, int]]):
        kept = {tuple(sorted((cell, weight) for cell, weight in row.items() if weight)) for row in sums}
        self.sums: list[dict[str, int]] = [dict(row) for row in sorted(kept) if row]
        self.of_cell: dict[str, list[int]] = {}
        for number, row in enumerate(self.sums):
            for cell in row:
                self.of_cell.setdefault(cell, []).append(number)
        self._known: dict[frozenset[str], tuple[str, ...]] = {}

    def beside(self, cells: Iterable[str]) -> set[str]:
        """Cells that stand in a sum with one of these, these too."""
        return {cell for number in self._touched(cells) for cell in self.sums[number]}

    def components(self, hidden: Collection[str]) -> list[frozenset[str]]:
        """The hidden cells in sets that tell nothing of each other."""
        left, out = set(hidden), []
        while left:
            reached: set[str] = set()
            ahead = {left.pop()}
            while ahead:
                reached |= ahead
                ahead = (self.beside(ahead) & left) - reached
                left -= ahead
            out.append(frozenset(reached))
        return out

    def recoverable(self, hidden: Collection[str]) -> list[str]:
        """Hidden cells that can be worked out exactly, by key: those whose unit vector lies in the row space of the
        sums restricted to the hidden cells; that is, on which no solution of the homogeneous system differs from 0."""
        return sorted(cell for component in self.components(hidden) for cell in self._of(component))

    def _of(self, component: frozenset[str]) -> tuple[str, ...]:
        if component not in self._known:
            self._known[component] = self._solved(component)
        return self._known[component]

    def _solved(self, component: frozenset[str]) -> tuple[str, ...]:
        cells = sorted(component)
        matrix = self.matrix(cells)
        if not len(matrix):
            return ()
        if len(cells) == 1:
            return (cells[0],)
        _u, sizes, directions = np.linalg.svd(matrix, full_matrices=True)
        rank = int((sizes > sizes[0] * max(matrix.shape) * np.finfo(float).eps).sum())
        free = directions[rank:]
        fixed = np.abs(free).max(axis=0) < _ROUNDING if len(free) else np.ones(len(cells), dtype=bool)
        return tuple(cell for cell, known in zip(cells, fixed, strict=True) if known)

    def matrix(self, cells: Sequence[str]) -> np.ndarray:
        """The sums that touch these cells, restricted to them (sums × cells), each once."""
        place = {cell: i for i, cell in enumerate(cells)}
        rows = {
            tuple(sorted((place[cell], weight) for cell, weight in self.sums[number].items() if cell in place))
            for number in self._touched(cells)
        }
        matrix = np.zeros((len(rows), len(cells)))
        for i, row in enumerate(sorted(rows)):
            for column, weight in row:
                matrix[i, column] = weight
        return matrix

    def touching(self, cells: Iterable[str]) -> list[dict[str, int]]:
        """The sums that one of these cells stands in."""
        return [self.sums[number] for number in self._touched(cells)]

    def _touched(self, cells: Iterable[str]) -> list[int]:
        return sorted({number for cell in cells for number in self.of_cell.get(cell, ())})
