"""Which way does it go? The second of the two answers (methods 2.2, 2.3, 2.9 and 2.11). Pure.

By what the last value is a sign of where the last phase has limits, the season taken out where there is one; by runs
and crossings where the chart is a run of twelve values or more; by the recent trend where values come once or twice a
year and are fewer, and from eight yearly ones also by what the last is a sign of; else it cannot be said. No sign of
change is an answer; too little to see a change is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from followup.analysis import season
from followup.analysis.cells import Cell, months_of, start_of
from followup.analysis.charting import Drawn
from followup.analysis.defined import BETTER, HIGHER, NO_SIGN, RANGE, UNKNOWN, WORSE, Answer, Definition
from followup.analysis.position import interval_of
from hlab.stats import trend
from hlab.stats.spc.chart import FEWEST, Chart, Kind
from hlab.stats.spc.rules import Signal

SIGNS, RUNS, TREND, SEASON = "signs", "runs", "trend", "season"
SELDOM = ("year", "half")  # few values for years to come; the source of the trend test has it for yearly ones


def heading(drawn: Drawn, definition: Definition) -> Answer:
    """Of a series that something can be said of (see `following.follow`). facts: "method", and the numbers."""
    if drawn.chart is None:
        return Answer(UNKNOWN, "no_data")
    if definition.value_type == "level":
        return Answer(UNKNOWN, "no_limits")
    if drawn.phase.n >= FEWEST and drawn.chart.kind is Kind.RUN:
        return _by_runs(drawn.chart, drawn, definition)
    if drawn.phase.n >= season.LEAST and (found := _by_season(drawn.chart, drawn, definition)) is not None:
        return found
    if drawn.phase.n >= FEWEST and drawn.has_limits:
        return _by_signs(drawn.chart, drawn, definition)
    if definition.frequency in SELDOM:
        return _of_few(drawn.chart, drawn, definition)
    return _too_few(drawn, FEWEST)


def _too_few(drawn: Drawn, needed: int) -> Answer:
    """facts: "n" of the last phase, and how many would be "needed"."""
    why = "broken" if drawn.phase.why == "break" else "few_points"
    return Answer(UNKNOWN, why, {"n": drawn.phase.n, "needed": needed})


def _of_few(found: Chart, drawn: Drawn, definition: Definition) -> Answer:
    """The recent trend when it tells, else what the last value is a sign of where there are limits. facts: "also",
    those of the other way of asking, when both could be asked: each has its chance of a false sign."""
    trending = _by_trend(found, drawn, definition)
    if drawn.phase.n < drawn.least or not drawn.has_limits:
        return trending
    sign = _by_signs(found, drawn, definition)
    if trending.code == UNKNOWN:
        return sign
    one, other = (trending, sign) if trending.code in (BETTER, WORSE) or sign.code == NO_SIGN else (sign, trending)
    return replace(one, facts={**one.facts, "also": other.facts})


def _by_signs(found: Chart, drawn: Drawn, definition: Definition) -> Answer:
    """What the last value is a sign of."""
    last = drawn.judged
    signal = found.signals[last]
    value, centre, lower, upper = (
        float(part[0, last]) for part in (found.lines.value, found.lines.centre, found.lines.lower, found.lines.upper)
    )
    facts: dict[str, Any] = {
        "method": SIGNS, "n": drawn.phase.n, "signal": None if signal is Signal.NONE else signal.code,
        "value": value, "centre": centre, "lower": lower, "upper": upper,
    } | _pattern(found, drawn)  # fmt: skip
    if drawn.is_preliminary:
        facts["preliminary"] = True
    if signal is Signal.NONE:
        return Answer(NO_SIGN, "", facts)
    return Answer(_towards(definition, signal.is_up, centre, value), "", facts)


def _by_season(found: Chart, drawn: Drawn, definition: Definition) -> Answer | None:
    """What the last value is a sign of when the season is taken out; None where there is none to take."""
    cells = drawn.cells[drawn.phase.first : drawn.last + 1]
    if definition.frequency != "month" or not _unbroken(cells):
        return None
    value = found.lines.value[0, drawn.phase.first : drawn.last + 1]
    if not season.has_season(value):
        return None
    excluded = np.array([i - drawn.phase.first for i in drawn.settings.excluded if i >= drawn.phase.first], dtype=int)
    plain = season.deseason(value, excluded=excluded)
    if plain is None:
        return None
    signal = plain.signal
    facts: dict[str, Any] = {
        "method": SEASON, "n": drawn.phase.n, "signal": None if signal is Signal.NONE else signal.code,
        "value": plain.value, "usual": plain.usual, "centre": plain.centre, "lower": plain.lower, "upper": plain.upper,
    } | _pattern(found, drawn)  # fmt: skip
    facts["tied"] = 0.0  # what a value shares with the one before was mostly the season
    if signal is Signal.NONE:
        return Answer(NO_SIGN, "", facts)
    return Answer(_towards(definition, signal.is_up, plain.centre, plain.value), "", facts)


def _unbroken(cells: Sequence[Cell]) -> bool:
    """One month after the other, so that places twelve apart are the same month."""
    if any(months_of(cell.period) != 1 for cell in cells):
        return False
    first, last = start_of(cells[0].period), start_of(cells[-1].period)
    # In order of time and each month once, so that none is left out when there are as many as there is room for.
    return 12 * (last.year - first.year) + last.month - first.month + 1 == len(cells)


def _pattern(found: Chart, drawn: Drawn) -> dict[str, Any]:
    """What a guess at the number of signs by chance needs: where in the last phase there are values, and how much a
    value goes with the one before."""
    value = found.lines.value[0, drawn.phase.first : drawn.last + 1]
    there = ~np.isnan(value)
    rest = np.where(there, value - value[there].mean(), 0.0)
    pairs, spread = int((there[1:] & there[:-1]).sum()), float(rest @ rest) / there.sum()
    tied = float(rest[1:] @ rest[:-1]) / pairs / spread if spread > 0 and pairs else 0.0
    return {"there": (there.astype(np.uint8) + ord("0")).tobytes().decode(), "tied": round(tied, 3)}


def _towards(definition: Definition, up: bool, before: float, now: float) -> str:
    """Better or worse. Of a range: nearer to it or further from it, and neither when within it all the time."""
    if definition.polarity != RANGE or definition.spread is None:
        return BETTER if up == (definition.polarity == HIGHER) else WORSE
    low, high = definition.spread
    was, is_now = (max(low - value, value - high, 0.0) for value in (before, now))
    return BETTER if is_now < was else WORSE if is_now > was else NO_SIGN


def _by_runs(found: Chart, drawn: Drawn, definition: Definition) -> Answer:
    """Runs say that something changes, not which way: that is told by the two halves, when the last value agrees."""
    runs = found.runs
    there = found.lines.value[0, drawn.phase.first :]
    there = there[~np.isnan(there)]
    before, after = (float(np.median(half)) for half in (there[: len(there) // 2], there[len(there) // 2 :]))
    centre = float(found.lines.centre[0, drawn.last])
    facts = {
        "method": RUNS, "n": drawn.phase.n, "useful": runs.useful, "longest": runs.longest,
        "longest_max": runs.longest_max, "crossings": runs.crossings, "crossings_min": runs.crossings_min,
        "signal": bool(runs.signal), "centre": centre, "before": before, "after": after,
    }  # fmt: skip
    if not runs.signal or np.sign(after - before) != np.sign(float(there[-1]) - centre) or after == before:
        return Answer(NO_SIGN, "", facts)
    return Answer(_towards(definition, after > before, before, after), "", facts)


def _by_trend(found: Chart, drawn: Drawn, definition: Definition) -> Answer:
    """The last five values of the phase, one after the other, with their intervals."""
    cells = drawn.cells[drawn.phase.first : drawn.last + 1]
    if len(cells) < trend.POINTS or not all(cell.is_shown for cell in cells[-trend.POINTS :]):
        return _too_few(drawn, trend.POINTS)
    bounds = []
    for cell in cells[-trend.POINTS :]:
        bound = interval_of(cell, definition)
        if bound is None:
            return Answer(UNKNOWN, "no_limits")
        bounds.append(bound)
    values = [float(one) for one in found.lines.value[0, drawn.last + 1 - trend.POINTS : drawn.last + 1]]
    line = trend.recent(values, [low for _method, low, _high in bounds], [high for _method, _low, high in bounds])
    facts = {
        "method": TREND, "n": line.n, "slope": line.slope, "chi2": line.chi2, "chi2_limit": trend.CHI2,
        "first": values[0], "last": values[-1], "from": cells[-trend.POINTS].period, "interval": bounds[-1][0],
    }  # fmt: skip
    if line.direction is trend.Direction.UNKNOWN:
        return Answer(UNKNOWN, "no_limits", facts)
    if line.direction is trend.Direction.NONE:
        return Answer(NO_SIGN, "", facts)
    return Answer(_towards(definition, line.direction is trend.Direction.UP, values[0], values[-1]), "", facts)
