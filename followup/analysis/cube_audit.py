"""What an outsider can work out of everything that has been told of one version. Pure.

Made anew from the told figures and the sums. Hidden figures that hang together, up to some number of them, are looked
at by singular values (`hlab.stats.relations.System`), not by the code that chose what to hide; more of them exactly,
modulo a prime (`nullspace`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from followup.analysis.cube import Earlier, table_of
from followup.analysis.cube_rows import Row, Rules
from followup.analysis.cube_sums import build, name_of
from followup.analysis.nullspace import worked_out
from hlab.stats.feasible import Infeasible, feasible_range
from hlab.stats.relations import System

MOST_EXACT = 1_200  # unknowns of one component whose singular values are taken
MOST_RANGED = 14  # unknowns of one component whose ranges are worked out, in fractions


@dataclass(frozen=True)
class Audit:
    """cells: figures told or hidden. hidden: those hidden. recoverable: names of what can be worked out and must not:
    "r…" a hidden figure, "s…" what is left of a sum, "d…" a revision. narrow: hidden figures that can be told to within
    fewer people than the least group. unranged: hidden figures in systems too large to say that of."""

    cells: int
    hidden: int
    recoverable: tuple[str, ...]
    narrow: int
    unranged: int


def audit(
    rows: Sequence[Row], *, tree: Mapping[int, int | None], rules: Rules, earlier: Earlier, releases: int,
    ranges: bool = True,
) -> Audit:  # fmt: skip
    """earlier: all that has been told, the latest release too. releases: how many; what is known since is no part."""
    rows = [row for row in rows if row.first < releases]
    sums = build(rows, tree=tree, rules=rules)
    table, _reasons = table_of(rows, sums, rules, told=earlier.rows, hidden=earlier.hidden, now=releases)
    hidden = {name_of(row) for row in rows if row.key in earlier.hidden and row.id not in earlier.rows}
    unknown = {name for name in sums.size if name not in table.fixed}
    guarded = (hidden & unknown) | sums.guarded
    system = System(sums.sums)
    components = [part for part in system.components(unknown) if part & guarded]
    found = {name for part in components for name in _known(system, part)} & guarded
    narrow, unranged = _narrow(system, components, sums.size, sums.least, hidden) if ranges else (0, 0)
    shown = len({row.key for row in rows if row.id in earlier.rows})
    return Audit(shown + len(earlier.hidden), len(earlier.hidden), tuple(sorted(found)), narrow, unranged)


def _known(system: System, part: Collection[str]) -> Collection[str]:
    if len(part) <= MOST_EXACT:
        return system.recoverable(part)
    return worked_out({name: w for name, w in row.items() if name in part} for row in system.touching(part))


def _narrow(
    system: System, components, size: Mapping[str, float], least: Mapping[str, int], hidden: Collection[str]
) -> tuple[int, int]:
    """(hidden figures of too tight a range, hidden figures not looked at)."""
    narrow = unranged = 0
    for part in components:
        asked = sorted(part & hidden)
        if len(part) > MOST_RANGED:
            unranged += len(asked)
            continue
        names = sorted(part)
        kept = system.touching(names)
        among = [[row.get(name, 0) for name in names] for row in kept]
        sums = [-round(sum(w * size[name] for name, w in row.items() if name not in part)) for row in kept]
        for name in asked:
            try:
                low, high = feasible_range(among, sums, names.index(name), len(names))
            except Infeasible:  # people who are counted twice: nobody can reckon with such a sum
                unranged += 1
                continue
            narrow += high is not None and high - low < least[name]
    return narrow, unranged
