"""What changed between two versions in the same group. Pure.

The same people may have answered about both. Only what was told of each is known here, and so they are compared as two
groups; the interval is then wider than it would be person by person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feedback.analysis.agreement import Difference, sides
from feedback.analysis.distribution import REST, Row


@dataclass(frozen=True)
class Changed:
    """One group, "" for all together: the later version less the earlier, in saying better and in saying worse."""

    key: str
    better: Difference
    worse: Difference


def changed(before: Sequence[Row | None], after: Sequence[Row | None]) -> list[Changed]:
    """Groups that are told by themselves, with both sides, of both versions; in the later one's order. REST is left
    out: it need not be the same groups."""
    earlier = {row.key: row for row in before if row is not None and row.cells}
    return [
        Changed(row.key, *sides(row, earlier[row.key]))
        for row in after
        if row is not None and row.cells and row.key != REST and row.key in earlier
    ]
