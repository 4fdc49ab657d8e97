"""How people answered "känner du igen dig?", by from where they speak, as it may be told. Pure.

Never a mean: those who recognise themselves and those who do not are told beside each other, group by group (S05-R2).

What is told of one occasion is either each group with its answers, or two wider groups, or all answers together; never
two of these beside each other unless the one follows from the other. So each row stands by itself: how many the group
is comes from `hlab.stats.releases.choose`, and how they fall on the answers from `hlab.stats.suppression.suppress_parts`
of that number alone. No column is told, and so no cell can be worked out from another row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hlab.stats.releases import Groups, choose
from hlab.stats.suppression import DEFAULT_K, suppress_parts

ANSWERS = ("recognise", "partly", "not_recognise", "unknown")
HIDE_FIRST = ANSWERS[::-1]

ByGroup = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Row:
    """One group. n: persons, None when hidden. cells: persons for each of ANSWERS, None when hidden."""

    key: str
    n: int | None
    cells: tuple[int | None, ...]

    @property
    def whole(self) -> bool:
        """Whether every answer is told."""
        return None not in self.cells


@dataclass(frozen=True)
class Table:
    """n: persons in all. rows: groups, empty where they are not told apart. total: all answers together, None where
    that is not told. Nothing is told of fewer than k: then both are empty."""

    n: int
    rows: tuple[Row, ...] = ()
    total: Row | None = None

    @property
    def hides(self) -> bool:
        """Whether something is not told."""
        return any(row.n is None or not row.whole for row in (*self.rows, *([self.total] if self.total else [])))


def summed(by_group: ByGroup, members: Sequence[str] | Groups | None = None) -> dict[str, int]:
    """{answer: persons} of these groups, of all when members is None."""
    chosen = [answers for group, answers in by_group.items() if members is None or group in members]
    return {answer: sum(answers.get(answer, 0) for answers in chosen) for answer in ANSWERS}


def plain(by_group: ByGroup, groups: Sequence[str]) -> Table:
    """Every number, for those who work with them. groups: in order."""
    rows = [_open(group, summed(by_group, (group,))) for group in groups if any(by_group.get(group, {}).values())]
    total = _open("", summed(by_group))
    return Table(total.n or 0, tuple(rows), total)


def shown(
    by_group: ByGroup, *, groups: Sequence[str], wider: Mapping[str, Groups], k: int = DEFAULT_K
) -> Table:
    """As much as anyone may see. by_group: {group: {answer: persons}}; groups, wider: as in `releases.choose`."""
    counts = {group: sum(answers.values()) for group, answers in by_group.items()}
    everybody = summed(by_group)
    n = sum(everybody.values())
    if n < k:
        return Table(n)
    parts = choose(counts, groups=groups, wider=wider, k=k).parts
    rows = tuple(_row(key, n_of, summed(by_group, wider.get(key, (key,))), k) for key, n_of in parts.items())
    if rows and all(row.whole for row in rows):
        return Table(n, rows, _open("", everybody))
    if any(cell is not None for row in rows for cell in row.cells):
        return Table(n, rows)
    return Table(n, (), _row("", n, everybody, k))


def _row(key: str, n: int | None, answers: Mapping[str, int], k: int) -> Row:
    if n is None:
        return Row(key, None, (None,) * len(ANSWERS))
    cells = suppress_parts(answers, order=HIDE_FIRST, k=k)
    return Row(key, n, tuple(cells[answer].value for answer in ANSWERS))


def _open(key: str, answers: Mapping[str, int]) -> Row:
    return Row(key, sum(answers.values()), tuple(answers[answer] for answer in ANSWERS))
