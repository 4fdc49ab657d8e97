"""Is the target reached? The first of the two answers (methods 2.11). Pure.

By the limits of the last phase where there are twelve values or more: everything the series usually does lies on one
side of the target. Not where the last value has left the limits and lies on the other side of it: they tell of
what was. Else by the 95 % interval of the last value where it is known how many it is made of. Else by
preliminary limits, of eight yearly values or more. Else, of a full count, by the value as it is. Else it cannot be
said.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from followup.analysis.cells import Cell, end_of
from followup.analysis.charting import Drawn
from followup.analysis.defined import HIGHER, NOT_REACHED, RANGE, REACHED, UNKNOWN, Aim, Answer, Definition
from hlab.stats.intervals import byar, wilson
from hlab.stats.spc.chart import FEWEST

LIMITS, INTERVAL, VALUE, LEFT = "limits", "interval", "value", "left"
WILSON, BYAR = "wilson", "byar"


def aim_at(definition: Definition, day: date) -> Aim | None:
    """The one that is valid on a day: the latest to begin; of two on the same day the last given."""
    valid = [(aim.valid_from, i) for i, aim in enumerate(definition.aims) if aim.valid_from <= day]
    return definition.aims[max(valid)[1]] if valid else None


def aim_for(definition: Definition, cell: Cell) -> Aim | None:
    """The one that was valid when the period ended."""
    last_day = date.fromordinal(end_of(cell.period).toordinal() - 1)
    return aim_at(definition, last_day)


def interval_of(cell: Cell, definition: Definition) -> tuple[str, float, float] | None:
    """(method, lower, upper) of a value at 95 %, as shown: Wilson of a share, Byar of events per population; None
    where it is not known what it was made of, or where neither method is for such a value."""
    above, below = cell.numerator, cell.denominator
    if above is None or below is None or below <= 0 or above < 0:
        return None
    if definition.value_type == "proportion" and above <= below:
        low, high = (float(bound) for bound in wilson(above, below))
        return WILSON, low * definition.multiplier, high * definition.multiplier
    if definition.value_type == "rate":
        low, high = (float(bound[0]) / below for bound in byar([above]))
        return BYAR, low * definition.multiplier, high * definition.multiplier
    return None


def position(drawn: Drawn, definition: Definition, *, changing: bool = False) -> Answer:
    """Of a series that something can be said of (see `following.follow`). facts: "method", and the numbers.

    changing: the last value is a sign of a change. Limits out of the first values only (a baseline) then tell what the
    series used to do, not what it does, and are not asked.
    """
    cell = drawn.cells[drawn.judged]
    goal = _goal(definition, cell)
    if goal is None:
        return Answer(UNKNOWN, "no_target")
    of_the_past = changing and drawn.settings.baseline is not None
    limits = drawn.limits if drawn.phase.n >= drawn.least and not of_the_past else None
    by_limits = None if limits is None else _by_limits(limits, goal, drawn, definition)
    left = by_limits is not None and cell.value is not None and _contradicts(cell.value, by_limits, goal, definition)
    if by_limits is not None and drawn.phase.n >= FEWEST and not left:
        return by_limits
    if (found := interval_of(cell, definition)) is not None:
        method, low, high = found
        facts = {"method": INTERVAL, "interval": method, "lower": low, "upper": high, "n": cell.denominator}
        return _answer(low, high, goal, definition, facts)
    if by_limits is not None and not left:
        return by_limits
    if cell.value is not None and (definition.full_count or definition.value_type == "level"):
        return _answer(cell.value, cell.value, goal, definition, {"method": VALUE, "value": cell.value})
    if by_limits is not None:
        return Answer(UNKNOWN, "varies", {**by_limits.facts, "method": LEFT, "value": cell.value})
    return Answer(UNKNOWN, "no_limits")


def _contradicts(value: float, by_limits: Answer, goal: tuple[float, float], definition: Definition) -> bool:
    """Whether what the series usually does says one thing of the target and the last value another: it has left its
    limits, which then tell of what was."""
    return by_limits.code != UNKNOWN and _answer(value, value, goal, definition, {}).code != by_limits.code


def _by_limits(limits: tuple[float, float], goal: tuple[float, float], drawn: Drawn, definition: Definition) -> Answer:
    """facts: "preliminary" when they rest on few values."""
    facts: dict[str, Any] = {"method": LIMITS, "lower": limits[0], "upper": limits[1], "n": drawn.phase.n}
    if drawn.is_preliminary:
        facts["preliminary"] = True
    return _answer(*limits, goal, definition, facts)


def _goal(definition: Definition, cell: Cell) -> tuple[float, float] | None:
    """Lowest and highest that will do; one of them without end when only a direction is aimed at."""
    if definition.polarity == RANGE:
        return definition.spread
    aim = aim_for(definition, cell)
    if aim is None:
        return None
    return (aim.value, float("inf")) if definition.polarity == HIGHER else (float("-inf"), aim.value)


def _answer(low: float, high: float, goal: tuple[float, float], definition: Definition, facts: dict) -> Answer:
    """Wholly within what will do, wholly outside, or both. A value that is just the target reaches it."""
    if goal[0] <= low and high <= goal[1]:
        return Answer(REACHED, "", facts)
    if high < goal[0] or low > goal[1]:
        return Answer(NOT_REACHED, "", facts)
    return Answer(UNKNOWN, "varies", facts)
