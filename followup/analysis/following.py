"""One series of published figures, followed: its chart and the two answers about it. Pure.

Made from what is published and from nothing else, so that neither a limit nor an answer tells of a hidden figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from followup.analysis.cells import ENDED, HIDDEN, SHOWN, Cell, of_frequency
from followup.analysis.charting import REBASE, Drawn, drawn
from followup.analysis.defined import (
    BETTER,
    HIGHER,
    LOWER,
    NEUTRAL,
    NONE,
    RANGE,
    UNKNOWN,
    WORSE,
    Aim,
    Answer,
    Break,
    Decision,
    Definition,
    Followed,
)
from followup.analysis.heading import SEASON, heading
from followup.analysis.position import LIMITS, aim_for, position
from hlab.stats.spc.chart import FEWEST

__all__ = ["ENGINE", "Aim", "Break", "Decision", "Definition", "Followed", "follow"]

ENGINE = "2"  # changes whenever the same figures could come to another answer
STALE = 2  # periods without a value at the end, above which the last value is no longer the answer; our own default


def follow(cells: Sequence[Cell], definition: Definition, *, as_of: date) -> Followed:
    """The series with its chart and its two answers. cells: see `cells.series`; of periods within each other only those
    that the figure comes by are followed. as_of: the day it is looked at.

    Volumes (neutral) have no answers. Nothing is said of a series that has ended, whose last figure is hidden or
    missing for long, or that too few people lie behind.
    """
    cells = of_frequency(cells, definition.frequency)
    last = next((cell for cell in reversed(cells) if cell.is_shown), None)
    aim = aim_for(definition, last) if last and definition.polarity in (HIGHER, LOWER) else None
    found = drawn(cells, definition, target=aim.value if aim else None)
    where, way = _answers(found, definition, as_of)
    facts = _facts(found, definition, as_of) | {"position": dict(where.facts), "heading": dict(way.facts)}
    facts["notes"] = _notes(found, definition, as_of, where, way)
    if definition.polarity == RANGE and definition.spread:
        facts["target"] = {"low": definition.spread[0], "high": definition.spread[1]}
    elif aim:
        facts["target"] = {"value": aim.value, "valid_from": aim.valid_from.isoformat(), "source": aim.source}
    if found.phase.why == REBASE:
        facts["before"] = _before(cells, definition, as_of, aim)
    return Followed(cells, found.chart, where.code, where.why, way.code, way.why, facts)


def _answers(found: Drawn, definition: Definition, as_of: date) -> tuple[Answer, Answer]:
    if definition.polarity == NEUTRAL:
        return Answer(NONE), Answer(NONE)
    if why := _nothing_to_say(found, definition, as_of):
        return Answer(UNKNOWN, why), Answer(UNKNOWN, why)
    way = heading(found, definition)
    return position(found, definition, changing=way.code in (BETTER, WORSE)), way


def _nothing_to_say(found: Drawn, definition: Definition, as_of: date) -> str:
    """Why neither question has an answer; blank where one may have."""
    cells = found.cells
    if (definition.ended_on and definition.ended_on <= as_of) or (cells and cells[-1].state == ENDED):
        return "ended"
    if cells and cells[-1].state == HIDDEN:
        return "hidden"
    if found.last < 0:
        return "hidden" if any(cell.is_hidden for cell in cells) else "no_data"
    if len(cells) - 1 - found.last > STALE:
        return "no_data"
    if definition.polarity not in (HIGHER, LOWER, RANGE):
        return "no_polarity"
    people = cells[found.judged].denominator
    return "few_people" if people is not None and people < definition.judge_n else ""


def _before(cells: Sequence[Cell], definition: Definition, as_of: date, aim: Aim | None) -> dict[str, Any]:
    """What the lines before the decisions about new centre lines say of the same figures."""
    old = drawn(cells, definition, target=aim.value if aim else None, rebased=False)
    where, way = _answers(old, definition, as_of)
    return {
        "position": where.code, "position_why": where.why, "heading": way.code, "heading_why": way.why,
        "centre": _plain(old.chart.lines.centre[0, old.last]) if old.chart else None,
    }  # fmt: skip


def _facts(found: Drawn, definition: Definition, as_of: date) -> dict[str, Any]:
    """Every number, whatever came of them."""
    cells = found.cells
    states = [cell.state for cell in cells]
    facts: dict[str, Any] = {
        "engine": ENGINE, "as_of": as_of.isoformat(), "points": len(cells), "n": states.count(SHOWN),
        "hidden": states.count(HIDDEN), "gone": len(cells) - 1 - found.last, "judge_n": definition.judge_n,
        "polarity": definition.polarity,
    }  # fmt: skip
    facts["missing"] = facts["points"] - facts["n"] - facts["hidden"]
    if found.last >= 0:
        cell = cells[found.judged]
        facts["last"] = {
            "period": cell.period, "value": cell.value, "numerator": cell.numerator, "denominator": cell.denominator,
        }  # fmt: skip
    if found.chart is not None:
        facts["chart"] = {"kind": found.chart.kind.value, "phases": len(found.settings.starts) + 1}
    phase = {"from": cells[found.phase.first].period, "n": found.phase.n, "why": found.phase.why} if cells else {}
    if isinstance(found.phase.cause, Break):
        phase |= {"on": found.phase.cause.on.isoformat(), "what": found.phase.cause.what}
    elif found.phase.cause:
        phase |= {"what": found.phase.cause.reason, "by": found.phase.cause.decided_by}
    facts["phase"] = phase
    if found.settings.baseline is not None:
        facts["baseline"] = found.settings.baseline
    if found.settings.excluded:
        facts["excluded"] = [cells[i].period for i in found.settings.excluded]
    if (ago := _year_ago(found, definition)) is not None:
        facts["year_ago"] = {"period": ago.period, "value": ago.value}
    return facts


def _notes(found: Drawn, definition: Definition, as_of: date, where: Answer, way: Answer) -> list[str]:
    """What the reader should know, as codes: see `verdict_words.NOTES`."""
    out = []
    if definition.review_by and definition.review_by < as_of:
        out.append("review_passed")
    if found.is_preliminary:
        out.append("preliminary")
    if found.settings.baseline is not None and found.settings.baseline < FEWEST:
        out.append("short_baseline")
    if way.facts.get("method") == SEASON:
        out.append("season")
    if where.facts.get("method") == LIMITS and way.code in (BETTER, WORSE):
        out.append("changing")
    return out


def _year_ago(found: Drawn, definition: Definition) -> Cell | None:
    """The same month a year before the last value, where nothing has been redefined since."""
    if definition.frequency != "month" or found.last < 0 or found.phase.why == "break":
        return None
    year, month = found.cells[found.last].period.split("-")
    wanted = f"{int(year) - 1}-{month}"
    return next((cell for cell in found.cells if cell.period == wanted and cell.is_shown), None)


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
