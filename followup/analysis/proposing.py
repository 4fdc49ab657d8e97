"""When a new centre line may be worth deciding about, and what a decision would change (methods 2.10). Pure.

Only ever a proposal: that the values lie on one side does not tell why, nor whether it will last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from followup.analysis.cells import Cell
from followup.analysis.charting import BASELINE
from followup.analysis.defined import Decision, Definition, Followed
from followup.analysis.following import follow

LEAST = 8  # values on one side of the centre line, one after the other; our own default within 8 to 12
TOLD = 60  # values in the table of a chart before and after


@dataclass(frozen=True)
class Proposal:
    """period: the first of the values that lie on one side. n: how many. above: over the centre line."""

    period: str
    n: int
    above: bool


def proposal(followed: Followed) -> Proposal | None:
    """A new centre line to think about: the last eight values or more lie on one side of the one there is. A missing or
    hidden value ends the run, as everywhere."""
    if followed.chart is None or followed.chart.kind == "run":
        return None
    lines, excluded = followed.chart.lines, followed.facts.get("excluded", [])
    if np.isnan(lines.upper[0, -1]):
        return None
    phase = followed.facts["phase"]["from"]
    n, side, first = 0, 0.0, ""
    for i in range(len(followed.cells) - 1, -1, -1):
        cell, here = followed.cells[i], float(np.sign(lines.value[0, i] - lines.centre[0, i]))
        if cell.period in excluded:
            continue
        if np.isnan(here) or here == 0 or (side and here != side):
            break
        n, side, first = n + 1, here, cell.period
        if cell.period == phase:
            break
    return Proposal(first, n, side > 0) if n >= LEAST and first != phase else None


@dataclass(frozen=True)
class Row:
    """One period before and after. Lines are None where there are none."""

    cell: Cell
    before: tuple[float | None, float | None, float | None]
    after: tuple[float | None, float | None, float | None]
    sign_before: str
    sign_after: str
    excluded: bool = False


@dataclass(frozen=True)
class Effect:
    """What a decision changes: both series as they are followed, their last values side by side, and the definition
    with the decision in it."""

    before: Followed
    after: Followed
    rows: Sequence[Row]
    decided: Definition


def effect(cells: Sequence[Cell], definition: Definition, decision: Decision, *, as_of: date) -> Effect:
    """The series with and without a decision that has not been made."""
    others = [
        one
        for one in definition.decisions
        if not (one.kind == decision.kind and (one.period == decision.period or decision.kind == BASELINE))
    ]
    before = follow(cells, definition, as_of=as_of)
    decided = replace(definition, decisions=[*others, decision])
    after = follow(cells, decided, as_of=as_of)
    return Effect(before, after, rows(before, after), decided)


def rows(before: Followed, after: Followed, most: int = TOLD) -> list[Row]:
    """The last values of the two, in order of time."""
    left_out = set(after.facts.get("excluded", []))
    out = []
    for i in range(max(0, len(before.cells) - most), len(before.cells)):
        cell = before.cells[i]
        out.append(
            Row(cell, _lines(before, i), _lines(after, i), _sign(before, i), _sign(after, i), cell.period in left_out)
        )
    return out


def _lines(followed: Followed, i: int) -> tuple[float | None, float | None, float | None]:
    if followed.chart is None:
        return None, None, None
    lines = followed.chart.lines
    centre, lower, upper = (float(part[0, i]) for part in (lines.centre, lines.lower, lines.upper))
    return tuple(None if np.isnan(one) else one for one in (centre, lower, upper))  # type: ignore[return-value]  # 3


def _sign(followed: Followed, i: int) -> str:
    """The code of the sign, blank for none."""
    if followed.chart is None or not followed.chart.signals[i]:
        return ""
    return followed.chart.signals[i].code
