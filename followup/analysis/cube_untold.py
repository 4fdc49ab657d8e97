"""Totals that nobody tells and anyone can reckon: the women and the men of a municipality of which no total is told are
its total all the same, and so what is left of its region. Pure.

Such a total stands in the sums as one more unknown. Without it the sums over sexes and over units would not meet.
"""

from __future__ import annotations

from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from followup.analysis.cells import ALL, NO_BAND
from followup.analysis.cube_rows import Key, Row, Rules, longer


def untold(cells: Mapping[Key, Sequence[Row]], tree: Mapping[int, int | None], rules: Rules) -> dict[Key, list[Row]]:
    """{cell that no figure is of: what its parts come to, in each snapshot where they are others}, of cells that are
    themselves a part of something told. Ids below 0. The parts are taken to be all there is, as a reader would."""
    wanted: set[Key] = set()
    for key in cells:
        wanted |= {one for one in _totals(key) if one not in cells and one not in wanted and _is_part(one, cells, tree)}
    out: dict[Key, list[Row]] = {}
    known: ChainMap = ChainMap(out, cells)  # type: ignore[arg-type]  # `cells` is only read
    parts: dict[Key, tuple[list[Key], list[Key]]] = defaultdict(lambda: ([], []))
    # From the inside out: one sex and age before both sexes or all ages, and those before everybody.
    for key in sorted(wanted | cells.keys(), key=lambda key: ((key[2] == ALL) + (key[3] == NO_BAND), key)):
        unit, period, sex, age = key
        if key not in cells:
            out[key] = list(_revisions(key, parts[key], known, rules, len(out)))
        if sex != ALL:
            parts[unit, period, ALL, age][0].append(key)
        if age != NO_BAND:
            parts[unit, period, sex, NO_BAND][1].append(key)
    return out


def _totals(key: Key) -> set[Key]:
    unit, period, sex, age = key
    return {(unit, period, ALL, age), (unit, period, sex, NO_BAND), (unit, period, ALL, NO_BAND)}


def _is_part(key: Key, cells: Mapping[Key, object], tree: Mapping[int, int | None]) -> bool:
    """Whether anything told holds it: of both sexes, all ages, a unit above or a longer time."""
    unit, period, sex, age = key
    at: int | None = unit
    seen: set[int] = set()
    while at is not None and at not in seen:
        seen.add(at)
        for time in (period, *longer(period)):
            if any((at, time, *who) in cells for who in {(sex, age), (ALL, age), (sex, NO_BAND), (ALL, NO_BAND)}):
                return True
        at = tree.get(at)
    return False


def _revisions(key: Key, ways: tuple[list[Key], list[Key]], known, rules: Rules, taken: int) -> Iterator[Row]:
    rows = [[row for part in way for row in known[part]] for way in ways]
    moments = sorted({n for way in rows for row in way for n in (row.first, row.last)})
    for number, (first, last) in enumerate(pairwise(moments)):
        now = [[row for row in way if row.first <= first < row.last] for way in rows]
        if not any(now):
            continue
        # Where the sexes come to more than the ages, somebody is of no age that is told.
        fullest = max(now, key=lambda way: sum(rules.people(row) or 0.0 for row in way))
        having = [rules.having(row) for row in fullest]
        people = sum(rules.people(row) or 0.0 for row in fullest)
        above = None if None in having else sum(one for one in having if one is not None)
        yield Row(-(taken * 1_000 + number + 1), *key, above, people, 0.0, first, last)
