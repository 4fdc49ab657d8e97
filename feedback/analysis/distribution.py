"""How people's answers fall, group by group, told so that no small number can be worked out. Pure.

A table is people by group (from where they speak, say) and answer. Four things are told of it: how many they are in all
and how they answered, and the same for each group. All tables of the same people share how they answered in all; that
is why they are one system, and why they are told like this:

1. *Groups.* Which groups are told apart comes from `suppress_parts` in `hlab.stats.suppression`. The others, at least
   two, are one group, REST; where even that would say too much, no group is told. Groups without people are not named,
   and so nobody can tell who of those not named are in REST.
2. *Scales.* Answers are told on the finest of several scales, each a merging of the one before, on which every number
   is 0 or at least k. No group is told on a finer scale than all together.
3. *Withheld.* Where some groups are not told on a scale, their sum on it follows from the others. So groups are
   withheld on it, in a fixed order that does not ask how many they are, until each sum over the m of them is 0 or at
   least 2k + m − 2: room for the small ones to be any number, as in `suppress_parts`. Where every group is withheld,
   and as many as they are gave one of the answers, no group is told at all: each would be known to hold one.

Then every number that follows from the table is 0 or at least k. What is not told could be anything over a span of at
least k: withheld groups and their answers form a table of which only the margins are known, and with every margin
0 or at least k the bounds of a cell, max(0, row + column − n) and min(row, column), lie min(row, column, n − row,
n − column) ≥ k apart, unless the whole of a margin lies in that cell. A finer scale within a coarser one is such a
table again, with those withheld on both as one row. Tables of the same people by different groupings share nothing but
margins that are told, so knowing one does not narrow another. What whoever knows these rules can reason backwards is
tried in the tests against every table that fits: no small number comes to have one possible value.

Sources: those of `hlab.stats.suppression`; Fréchet 1940 and Dobra & Fienberg 2000, PNAS 97:11885 (bounds of cells given
margins).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hlab.stats.suppression import suppress_parts

REST = "*"
"""Groups that are not told apart, together."""
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Scale:
    """A way to tell answers. parts: {what is told: the answers it is the sum of}; every answer in exactly one."""

    name: str
    parts: Mapping[str, tuple[str, ...]]

    def of(self, counts: Counts) -> dict[str, int]:
        """People in each part."""
        return {part: sum(counts.get(answer, 0) for answer in answers) for part, answers in self.parts.items()}


@dataclass(frozen=True)
class Row:
    """One group, or all together (key ""). n: people. scale: its name, "" where how they answered is not told. cells:
    people in each part of the scale."""

    key: str
    n: int
    scale: str = ""
    cells: Counts = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """total: all together, None where they are fewer than k: then nothing is told. rows: groups in order."""

    total: Row | None = None
    rows: tuple[Row, ...] = ()


def tell(by_group: Mapping[str, Counts], *, scales: Sequence[Scale], order: Sequence[str], k: int) -> Table:
    """As much as anyone may see. by_group: {group: {answer: people}}. scales: the finest first, each a merging of the
    one before. order: every group there may be, in the order they are shown; the last are withheld first."""
    everybody = summed(by_group.values())
    n = sum(everybody.values())
    if n < k:
        return Table()
    allowed = [scale for scale in scales if _fits(scale, everybody, k)]
    total = _row("", everybody, allowed[0] if allowed else None)
    groups = told_apart(by_group, order=order, k=k)
    finest: dict[str, Scale] = {}
    withheld: set[str] = set()
    for scale in reversed(allowed):  # the coarsest first: who is withheld there is withheld on every finer one too
        withheld |= {key for key, counts in groups.items() if not _fits(scale, counts, k)}
        for key in reversed(groups):
            if _fits(scale, summed(groups[held] for held in withheld), 2 * k + len(withheld) - 2):
                break
            withheld.add(key)
        if groups and withheld == groups.keys() and len(groups) in scale.of(everybody).values():
            return Table(total)
        finest |= dict.fromkeys(groups.keys() - withheld, scale)
    return Table(total, tuple(_row(key, counts, finest.get(key)) for key, counts in groups.items()))


def told_apart(by_group: Mapping[str, Counts], *, order: Sequence[str], k: int) -> dict[str, dict[str, int]]:
    """{group: {answer: people}} of those that are told by themselves, in order, and last REST; {} where no group is."""
    sizes = {group: sum(by_group.get(group, {}).values()) for group in order}
    cells = suppress_parts({group: n for group, n in sizes.items() if n}, order=order[::-1], k=k)
    if all(cell.is_hidden for cell in cells.values()):
        return {}
    shown = {group: dict(by_group[group]) for group in order if group in cells and not cells[group].is_hidden}
    rest = summed(by_group[group] for group, cell in cells.items() if cell.is_hidden)
    return shown | ({REST: rest} if rest else {})


def summed(rows) -> dict[str, int]:
    """{answer: people} of several groups together."""
    out: dict[str, int] = {}
    for counts in rows:
        for answer, n in counts.items():
            out[answer] = out.get(answer, 0) + n
    return out


def _fits(scale: Scale, counts: Counts, least: int) -> bool:
    return not any(0 < n < least for n in scale.of(counts).values())


def _row(key: str, counts: Counts, scale: Scale | None) -> Row:
    n = sum(counts.values())
    return Row(key, n) if scale is None else Row(key, n, scale.name, scale.of(counts))
