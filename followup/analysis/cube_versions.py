"""Several versions of one indicator that count the same people are one system: what one has told is known to whoever
reads the other. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from followup.analysis.cube import Earlier
from followup.analysis.cube_rows import NEVER, Key, Row

ALIKE = 0.5
"""Of the figures that two versions both have, the share above which they are taken to count the same. Our own."""


@dataclass(frozen=True)
class Version:
    """rows: its figures. told: what its releases have told. releases: how many. words: what it says that it counts."""

    rows: Sequence[Row]
    told: Earlier
    releases: int
    words: tuple[str, ...] = ()


def count_the_same(one: Version, other: Version) -> bool:
    """Whether two versions count the same people: they say so, or most of the figures that both have are the same."""
    if one.words == other.words:
        return True
    known = {row.key: _figures(row) for row in one.rows if row.value is not None}
    both = [known[row.key] == _figures(row) for row in other.rows if row.value is not None and row.key in known]
    return sum(both) > ALIKE * len(both)


def joined(former: Sequence[Version], now: Version) -> Version:
    """A version with those of the ones before it that count the same, in order: all figures, and all that has been
    told."""
    before: Version | None = None
    for one in former:
        if one.releases and count_the_same(one, now):
            before = one if before is None else _after(before, one)
    return now if before is None else _after(before, now)


def _after(before: Version, later: Version) -> Version:
    """A figure that is the same in both is one. One that only the former has is there to reckon with (`Row.mine`), and
    one that differs is ended by the later, as by a revision."""
    shift = before.releases
    there = {row.key: row for row in before.rows if row.first < shift <= row.last and row.value is not None}
    begun: dict[Key, int] = {}
    for row in later.rows:
        if row.value is not None:
            begun[row.key] = min(begun.get(row.key, NEVER), row.first + shift)
    same: dict[int, Row] = {}
    rows: list[Row] = []
    for row in later.rows:
        last, old = _moved(row.last, shift), there.get(row.key)
        if old is not None and row.first + shift == begun.get(row.key) and _figures(old) == _figures(row):
            same[row.id] = old
            rows.append(replace(old, last=last, mine=True))
        else:
            rows.append(replace(row, first=row.first + shift, last=last, mine=True))
    merged = {row.id for row in same.values()}
    for row in before.rows:
        last = min(row.last, begun.get(row.key, NEVER))
        if row.id not in merged and row.first < min(shift, last):
            rows.append(replace(row, last=last, mine=False))

    def as_one(id: int) -> int:
        return same[id].id if id in same else id

    own = frozenset(as_one(id) for id in later.told.rows)
    last_told = later.told.last if later.releases else before.told.last
    told = Earlier(
        before.told.rows | own, before.told.hidden | later.told.hidden,
        {key: as_one(id) for key, id in last_told.items()}, before.told.rows - own,
    )  # fmt: skip
    return Version(rows, told, shift + later.releases, later.words)


def _moved(last: int, shift: int) -> int:
    return NEVER if last == NEVER else last + shift


def _figures(row: Row) -> tuple[float | None, float | None, float | None]:
    return row.value, row.numerator, row.denominator
