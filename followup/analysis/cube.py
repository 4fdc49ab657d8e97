"""The figures of one version as they may be told: which are shown, hidden or missing, so that nobody can be made out
from everything that is told, now and before. Pure.

Steps (`../shared/methods.md` 3): figures of too few people are hidden; then more, until no hidden figure can be worked
out from the sums over sexes, ages, units and nested periods, in this release and the earlier ones together. What was
hidden stays hidden. What was shown stays shown; a revision of it that concerns too few people is not told until it has
grown, and the figure that is out stands.

Why a cell is hidden is not told: "all of them" would be the figure itself, and which cells are hidden only for the sake
of others would tell that they are large. Every hidden cell says `PUBLIC_REASON`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from followup.analysis.cells import HIDDEN, MISSING, SHOWN, Cell, months_of
from followup.analysis.cube_rows import Key, Row, Rules
from followup.analysis.cube_sums import Sums, build, changed, name_of
from followup.analysis.hiding import Table, hide
from hlab.stats.suppression import CannotProtect, Reason

PUBLIC_REASON = str(Reason.PROTECTS)
UNCOUNTED = "uncounted"
MOST_HIDDEN = 0.3


@dataclass(frozen=True)
class Earlier:
    """What earlier releases have told. rows: ids of the figures that were shown. hidden: cells that were hidden. last:
    {cell: id of the figure that the latest release shows}. elsewhere: those of rows that only another version has
    told, perhaps with a smaller least group."""

    rows: frozenset[int] = frozenset()
    hidden: frozenset[Key] = frozenset()
    last: Mapping[Key, int] = field(default_factory=dict)
    elsewhere: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Cube:
    """units: {unit: its cells}. shown, hidden, missing: how many cells. why: how many are hidden for which reason, for
    those who release only. kept: how many stand as they were told because the revision is of too few people. uncounted:
    how many are hidden because nobody knows how many people they are of."""

    units: dict[int, list[Cell]]
    why: Mapping[str, int]
    kept: int

    @property
    def totals(self) -> dict[str, int]:
        states = Counter(cell.state for cells in self.units.values() for cell in cells)
        return {state: states[state] for state in (SHOWN, HIDDEN, MISSING)}

    @property
    def uncounted(self) -> int:
        return self.why.get(UNCOUNTED, 0)


def hidden_share(totals: Mapping[str, int]) -> float:
    """How large a part of the figures there are is hidden; 0 where there are none."""
    figures = totals[SHOWN] + totals[HIDDEN]
    return totals[HIDDEN] / figures if figures else 0.0


def publish(
    rows: Sequence[Row], *, now: int, tree: Mapping[int, int | None], rules: Rules, earlier: Earlier | None = None
) -> Cube:
    """Everything that may be told of the figures of snapshot `now`. rows: all revisions that were in any snapshot.
    tree: {unit: the unit it is a part of}. Raises CannotProtect where what is already out gives a figure away."""
    earlier = earlier or Earlier()
    known = {row.id: row for row in rows}
    reasons = _hidden(rows, tree, rules, earlier, now)
    why: Counter[str] = Counter()
    units: dict[int, list[Cell]] = {}
    kept = 0
    for row in rows:
        if not row.mine or not row.first <= now < row.last:
            continue
        reason = reasons.get(row.id) or _too_few_here(row, rules, earlier)
        told = known.get(earlier.last.get(row.key, -1))
        if row.value is None:
            cell = _cell(row, MISSING)
        elif not reason:
            cell = _shown(row)
        elif told is not None and _may_stand(told, row, rules, earlier):
            cell, kept = _shown(told), kept + 1
        else:
            cell = _cell(row, HIDDEN)
            why[reason] += 1
        units.setdefault(row.unit, []).append(cell)
    gaps = _gaps(units)
    return Cube({unit: [*cells, *gaps[unit]] for unit, cells in units.items()}, why, kept)


def table_of(
    rows: Iterable[Row], sums: Sums, rules: Rules, *, told: Collection[int], hidden: Collection[Key], now: int
) -> tuple[Table, dict[str, str]]:
    """The system before anything is hidden for the sake of others, and why each figure of too few people is hidden."""
    reasons: dict[str, str] = {}
    unknown = set(sums.rests)
    for row in rows:
        name = name_of(row)
        if row.id in told or name not in sums.size:
            continue
        if reason := rules.too_few(sums.size[name], sums.having[name], sums.least[name]):
            reasons[name] = reason
        elif row.key in hidden:
            reasons[name] = Reason.PROTECTS
        elif row.last <= now:
            unknown.add(name)  # was never told, and is no more
    table = Table(
        sums.sums, sums.size, sums.having, sums.least, unknown=unknown | set(reasons),
        guarded=sums.guarded | set(reasons), fixed={f"r{id}" for id in told},
    )  # fmt: skip
    return table, reasons


def _hidden(rows: Sequence[Row], tree, rules: Rules, earlier: Earlier, now: int) -> dict[int, str]:
    """{figure: why it is not told}."""
    reasons, more = _protected(rows, tree, rules, earlier, now)
    sums_of = {name_of(row) for row in rows if rules.people(row) is not None}
    out = {}
    for row in rows:
        name = name_of(row)
        if row.value is None:
            continue
        if name in reasons or name in more:
            out[row.id] = reasons.get(name, str(Reason.PROTECTS))
        elif name not in sums_of and not rules.is_open:
            out[row.id] = UNCOUNTED
    return out


def _protected(rows: Sequence[Row], tree, rules: Rules, earlier: Earlier, now: int) -> tuple[dict[str, str], set[str]]:
    """(why figures are hidden by themselves, figures hidden for the sake of others). First as if all sums were believed
    in; where what is out leaves nothing more to hide, only those that hold. A figure that was hidden only for the sake
    of others is told at last if it can be worked out from what is out, and is of enough people."""
    believing, hidden = True, set(earlier.hidden)
    keys = {name_of(row): row.key for row in rows}
    while True:
        sums = build(rows, tree=tree, rules=rules, believing=believing)
        table, reasons = table_of(rows, sums, rules, told=earlier.rows, hidden=hidden, now=now)
        try:
            return reasons, hide(table)
        except CannotProtect as stuck:
            told_at_last = {keys[name] for name in stuck.keys if reasons.get(name) == Reason.PROTECTS}
            if believing:
                believing = False
            elif told_at_last:
                hidden -= told_at_last
            else:
                raise


def _too_few_here(row: Row, rules: Rules, earlier: Earlier) -> str:
    """Why a figure that another version has told is not told again: that cannot be undone, and need not be repeated."""
    people = rules.people(row)
    if row.id not in earlier.elsewhere or people is None or row.value is None:
        return ""
    return rules.too_few(people, rules.having(row), rules.least(row.key))


def _may_stand(told: Row, row: Row, rules: Rules, earlier: Earlier) -> bool:
    """Whether the figure that is out is told again, since the one that should come instead is of too few others."""
    few = changed(told, row, rules) < rules.least(row.key)
    return told is not row and few and not _too_few_here(told, rules, earlier)


def _shown(row: Row) -> Cell:
    return Cell(row.period, SHOWN, row.value, row.numerator, row.denominator, row.sex, row.age)


def _cell(row: Row, state: str) -> Cell:
    return Cell(row.period, state, sex=row.sex, age=row.age, reason=PUBLIC_REASON if state == HIDDEN else "")


def _gaps(units: Mapping[int, Sequence[Cell]]) -> dict[int, list[Cell]]:
    """A period that others have and a series has no word of is missing, not passed over: months among months."""
    periods: dict[int, set[str]] = {}
    for period in {cell.period for cells in units.values() for cell in cells}:
        periods.setdefault(months_of(period), set()).add(period)
    out: dict[int, list[Cell]] = {}
    for unit, cells in units.items():
        there: dict[tuple[int, str, str], set[str]] = {}
        for cell in cells:
            there.setdefault((months_of(cell.period), cell.sex, cell.age), set()).add(cell.period)
        out[unit] = [
            Cell(period, MISSING, sex=sex, age=age)
            for (months, sex, age), own in sorted(there.items())
            for period in sorted(periods[months] - own)
        ]
    return out
