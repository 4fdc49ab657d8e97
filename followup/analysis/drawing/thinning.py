"""A long series in a narrow space, with nothing smoothed away. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def thinned(places: Sequence[tuple[float, float]], *, left: float, width: float, columns: int) -> list[int]:
    """Which places to draw: in each column the first, the lowest, the highest and the last, in their order.

    So every peak and every dip is there, and the line goes in and out of each column where the full one does. Fewer
    places than would be gained: all of them.
    """
    if len(places) <= 4 * columns:
        return list(range(len(places)))
    by_column: dict[int, list[int]] = {}
    for i, (x, _y) in enumerate(places):
        by_column.setdefault(min(columns - 1, int((x - left) / width * columns)), []).append(i)
    keep: set[int] = set()
    for inside in by_column.values():
        keep |= {inside[0], inside[-1]}
        keep |= {min(inside, key=lambda i: places[i][1]), max(inside, key=lambda i: places[i][1])}
    return sorted(keep)
