"""Every sum that an outsider can reckon with in the figures of one version: over sexes, ages, units and periods, in
everything that has been told and is about to be. Pure.

A variable is one figure as it was known (a revision is another), what is left of a total when its parts are taken away,
or the difference between two revisions of a figure. So two releases are one system.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from followup.analysis.cells import ALL, NO_BAND, months_of
from followup.analysis.cube_rows import Key, Row, Rules, longer
from followup.analysis.cube_untold import untold

_SLACK = 1e-6


@dataclass
class Sums:
    """sums: each {name: weight}, adding up to 0. size, having, least: of each name, see `hiding.Table`. rests: names
    that are never told; guarded: those of them that are of too few people."""

    sums: list[dict[str, int]] = field(default_factory=list)
    size: dict[str, float] = field(default_factory=dict)
    having: dict[str, float | None] = field(default_factory=dict)
    least: dict[str, int] = field(default_factory=dict)
    rests: set[str] = field(default_factory=set)
    guarded: set[str] = field(default_factory=set)


def name_of(row: Row) -> str:
    """What the figure is called in the sums; "v…" for a total that is told nowhere (`cube_untold`)."""
    return f"r{row.id}" if row.id >= 0 else f"v{-row.id}"


def build(rows: Iterable[Row], *, tree: Mapping[int, int | None], rules: Rules, believing: bool = False) -> Sums:
    """rows: all revisions. tree: {unit: the unit it is a part of}. believing: parts that are more than their total (a
    person can be in two months) are taken to add up to it, as somebody might who knows no better."""
    out, cells = Sums(), _cells(rows, rules)
    for key, revisions in cells.items():
        for row in revisions:
            _note(out, name_of(row), rules.people(row) or 0.0, rules.having(row), rules.least(key))
        for old, new in combinations(revisions, 2):
            _difference(out, old, new, rules)
    more = untold(cells, tree, rules)
    for row in (row for revisions in more.values() for row in revisions):
        name, people, having, least = name_of(row), row.denominator or 0.0, row.numerator, rules.least(row.key)
        _note(out, name, people, having, least)
        out.rests.add(name)
        if rules.too_few(people, having, least):
            out.guarded.add(name)
    cells |= more
    seen = set()
    for total, parts in _groups(cells, tree):
        for whole, members in _instances(cells[total], [row for part in parts for row in cells[part]]):
            ids = (whole.id, *(row.id for row in members))
            if ids not in seen:
                seen.add(ids)
                _sum(out, whole, members, rules, number=len(seen), believing=believing)
    return out


def _cells(rows: Iterable[Row], rules: Rules) -> dict[Key, list[Row]]:
    """Figures of known numbers of people, by cell, in order of time."""
    out: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        if row.value is not None and rules.people(row) is not None:
            out[row.key].append(row)
    return {key: sorted(out[key], key=lambda row: (row.first, row.id)) for key in sorted(out)}


def _groups(cells: Mapping[Key, list[Row]], tree: Mapping[int, int | None]) -> Iterator[tuple[Key, list[Key]]]:
    """(total, parts) for each way a cell is a part of another."""
    groups: dict[tuple[str, Key], list[Key]] = defaultdict(list)
    for unit, period, sex, age in cells:
        key = (unit, period, sex, age)
        if sex != ALL:
            groups["sex", (unit, period, ALL, age)].append(key)
        if age != NO_BAND:
            groups["age", (unit, period, sex, NO_BAND)].append(key)
        if (above := _above(key, cells, tree)) is not None:
            groups["unit", above].append(key)
        for whole in longer(period):
            groups[f"period {months_of(period)}", (unit, whole, sex, age)].append(key)
    yield from ((total, parts) for (_way, total), parts in groups.items() if total in cells)


def _above(key: Key, cells: Mapping[Key, list[Row]], tree: Mapping[int, int | None]) -> Key | None:
    """The same of the nearest unit above that has a figure."""
    unit, *rest = key
    above = tree.get(unit)
    seen = {unit}
    while above is not None and above not in seen:
        if (found := (above, *rest)) in cells:
            return found  # type: ignore[return-value]  # a key with its unit put anew
        seen.add(above)
        above = tree.get(above)
    return None


def _instances(totals: Sequence[Row], parts: Sequence[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """The total with its parts in each snapshot where one of them is new."""
    for at in sorted({n for row in (*totals, *parts) for n in (row.first, row.last)}):
        whole = next((row for row in totals if row.first <= at < row.last), None)
        members = [row for row in parts if row.first <= at < row.last]
        if whole is not None and members:
            yield whole, sorted(members, key=lambda row: row.id)


def _sum(
    out: Sums, whole: Row, members: Sequence[Row], rules: Rules, *, number: int, believing: bool
) -> None:  # fmt: skip
    row = {name_of(whole): -1} | {name_of(part): 1 for part in members}
    left = (rules.people(whole) or 0.0) - sum(rules.people(part) or 0.0 for part in members)
    have = _have_left(whole, members, rules)
    # Events add up where people do not: the same population stands behind each month of a year.
    adds_up = abs(left) <= _SLACK or (left < 0 and (believing or (have is not None and abs(have) <= _SLACK)))
    if not adds_up:
        least = max(rules.least(part.key) for part in members)
        name = f"s{number}"
        _note(out, name, max(left, 0.0), have if left > 0 else None, least)
        out.rests.add(name)
        if left > 0 and rules.too_few(left, have, least):
            out.guarded.add(name)
        row[name] = 1
    out.sums.append(row)


def _have_left(whole: Row, members: Sequence[Row], rules: Rules) -> float | None:
    total, *parts = (rules.having(row) for row in (whole, *members))
    return None if total is None or None in parts else total - sum(part for part in parts if part is not None)


def _difference(out: Sums, old: Row, new: Row, rules: Rules) -> None:
    """A revision that concerns too few people is itself of too few people."""
    least = rules.least(new.key)
    if changed(old, new, rules) < least:
        name = f"d{old.id}-{new.id}"
        _note(out, name, changed(old, new, rules), None, least)
        out.rests.add(name)
        if changed(old, new, rules) > _SLACK:
            out.guarded.add(name)
        out.sums.append({name_of(new): 1, name_of(old): -1, name: -1})


def changed(old: Row, new: Row, rules: Rules) -> float:
    """How many people a revision concerns, at least."""
    people = abs((rules.people(new) or 0.0) - (rules.people(old) or 0.0))
    return max(people, abs((rules.having(new) or 0.0) - (rules.having(old) or 0.0)))


def _note(out: Sums, name: str, people: float, having: float | None, least: int) -> None:
    out.size[name], out.having[name], out.least[name] = people, having, least
