"""What is drawn of a series: its points, lines, targets and events, ready to be laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

import numpy as np
from django.utils.translation import gettext as _

from followup.analysis.cells import Cell, end_of, start_of
from followup.analysis.drawing.axes import month
from followup.analysis.drawing.spc import Event, Level, Place, Sketch, axis
from followup.analysis.following import Aim, Definition, Followed
from followup.enums import Polarity
from followup.models import IndicatorVersion
from followup.pictures import words
from followup.words.numbers import number
from hlab.stats.spc.chart import Chart, Kind
from hlab.stats.spc.rules import Signal

FEWEST_TO_LINE = 5  # values for their median to say anything
LONG_YEARS = 6  # years from which an axis in a narrow picture tells only the year
NOTED = 4  # signs that get words of their own in the drawing; all of them stand in the table


@dataclass(frozen=True)
class Point:
    """One cell with what the chart says of it; None where it says nothing."""

    cell: Cell
    centre: float | None = None
    lower: float | None = None
    upper: float | None = None
    sign: Signal = Signal.NONE
    excluded: str = ""


def points_of(followed: Followed, definition: Definition | None) -> list[Point]:
    chart = followed.chart
    excluded = {one.period: one.reason for one in (definition.decisions if definition else ()) if one.kind == "exclude"}
    at = {day: i for i, day in enumerate(chart.dates)} if chart else {}
    lines = (chart.lines.centre, chart.lines.lower, chart.lines.upper) if chart else ()
    out = []
    for cell in followed.cells:
        i = at.get(start_of(cell.period))
        reason = excluded.get(cell.period, "")
        if chart is None or i is None:
            out.append(Point(cell, excluded=reason))
            continue
        centre, lower, upper = (_known(line[0][i]) for line in lines)
        out.append(Point(cell, centre, lower, upper, chart.signals[i], reason))
    return out


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def aim_at(aims: Sequence[Aim], cell: Cell) -> Aim | None:
    """The target that held when the period ended, as in the answer; before the first there was none."""
    return next((aim for aim in reversed(aims) if aim.valid_from < end_of(cell.period)), None)


def sketch_of(
    version: IndicatorVersion, points: Sequence[Point], followed: Followed, definition: Definition | None
) -> Sketch:
    neutral = version.polarity == Polarity.NEUTRAL
    noted = _noted(version, points)
    is_long = month(start_of(points[-1].cell.period)) - month(start_of(points[0].cell.period)) > 12 * LONG_YEARS
    places = []
    for i, point in enumerate(points):
        long, short = words.short_period(point.cell.period)
        short = long[1] if is_long else short
        places.append(
            Place(
                month(start_of(point.cell.period)), point.cell.value if point.cell.is_shown else None, point.cell.state,
                long, short, point.sign is not Signal.NONE and point.cell.is_shown, bool(point.excluded),
                noted.get(i, ("", "")),
            )
        )  # fmt: skip
    levels = [*_levels(version, points, followed.chart), *_targets(version, points, definition)]
    at = axis(places, levels, whole=version.decimals == 0 and version.value_type in ("count", "level"))
    if version.value_type == "proportion" and version.multiplier == 100:
        at = [value for value in at if 0 <= value <= 100] or at
    fine = max((len(f"{value:g}".partition(".")[2]) for value in at), default=0)
    named = f"{version.short_title}, {version.unit_label}"
    return Sketch(
        places, levels, _events(points, definition), _starts(points),
        named=(named, words.cut(version.unit_label, 34)),
        tick={value: number(value, fine) for value in at}, at=at, neutral=neutral,
        apart=[i for one in (definition.breaks if definition else ()) if (i := _touched(points, one.on)) is not None],
    )  # fmt: skip


def _levels(version: IndicatorVersion, points: Sequence[Point], chart: Chart | None) -> list[Level]:
    if chart is None or chart.n < FEWEST_TO_LINE:
        return []
    middle = _("Median") if chart.kind is Kind.RUN else _("Medel")
    named = {"centre": middle, "upper": _("Övre gräns"), "lower": _("Undre gräns")}
    lined = [point for point in points if point.centre is not None]
    out = []
    for part, name in named.items():
        values = [getattr(point, part) for point in points]
        if all(value is None for value in values):
            continue
        now = getattr(lined[-1], part)  # none of an earlier phase: that one is not what holds now
        said = f"{name} {words.bare(version, now, finer=True)}" if now is not None else ""
        out.append(Level("centre" if part == "centre" else "limit", values, said))
    return out


def _targets(version: IndicatorVersion, points: Sequence[Point], definition: Definition | None) -> list[Level]:
    if definition and definition.spread:
        named = zip((_("Mål, lägst %(value)s"), _("Mål, högst %(value)s")), definition.spread, strict=True)
        return [Level("target", [end] * len(points), name % {"value": words.aim(version, end)}) for name, end in named]
    aims = list(definition.aims) if definition else []
    found = [aim_at(aims, point.cell) for point in points]
    now = next((aim for aim in reversed(found) if aim is not None), None)
    if now is None:
        return []
    said = _("Mål %(value)s") % {"value": words.aim(version, now.value)}
    return [Level("target", [aim.value if aim else None for aim in found], said)]


def _starts(points: Sequence[Point]) -> list[int]:
    """The first point of each phase: where the centre line changes."""
    known = [(i, point.centre) for i, point in enumerate(points) if point.centre is not None]
    return [i for (_j, before), (i, now) in pairwise(known) if before != now]


def _touched(points: Sequence[Point], on: date) -> int | None:
    """The first period that a break on this day touches, where there is one before it too."""
    found = next((i for i, point in enumerate(points) if on < end_of(point.cell.period)), None)
    return found or None


def _events(points: Sequence[Point], definition: Definition | None) -> list[Event]:
    first, last = month(start_of(points[0].cell.period)), month(start_of(points[-1].cell.period))
    out = []
    if definition:
        for one in definition.breaks:
            i = _touched(points, one.on)
            if i is None:
                continue
            at = month(start_of(points[i].cell.period))
            out.append(Event(at, (words.cut(one.what, 48), words.cut(one.what, 24)), "break"))
        for decision in definition.decisions:
            if decision.kind == "rebase":
                said = _("Ny mittlinje: %(reason)s") % {"reason": decision.reason}
                at = month(start_of(decision.period))
                out.append(Event(at, (words.cut(said, 48), _("Ny mittlinje")), "phase"))
    ended = next((point for point in points if point.cell.state == "ended"), None)
    if ended is not None:
        said = _("Serien har upphört")
        out.append(Event(month(start_of(ended.cell.period)), (said, _("Upphörde")), "end"))
    return sorted((one for one in out if first <= one.month <= last), key=lambda one: (one.month, one.words))


def _noted(version: IndicatorVersion, points: Sequence[Point]) -> dict[int, tuple[str, str]]:
    """Words beside the points that most need them: those left out with their known reason, and the latest signs."""
    out: dict[int, tuple[str, str]] = {}
    left_out = [i for i, point in enumerate(points) if point.excluded and point.cell.is_shown]
    for i in left_out[-NOTED:]:
        value = words.bare(version, _value(points[i]))
        period = words.short_period(points[i].cell.period)[1]
        reason = words.cut(points[i].excluded, 34)
        out[i] = f"{value}, {period}: {reason}", f"{value}, {period}" if i == left_out[-1] else ""
    runs = sign_runs(points)[-NOTED:]
    for nth, (sign, inside) in enumerate(runs, start=1):
        is_last = nth == len(runs)  # the only one there is room for in a narrow picture
        i = inside[len(inside) // 2]
        if i in out:
            continue
        is_limit = sign in (Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT)
        if not is_limit and any(sign is later for later, _inside in runs[nth:]):
            continue  # the same words twice near each other only hide the line
        if is_limit:
            i = max(inside, key=lambda j: abs(_value(points[j]) - (points[j].centre or 0)))
            period = words.short_period(points[i].cell.period)[1]
            said = f"{words.bare(version, _value(points[i]))}, {period}"
        else:
            said = str(words.SHORT_SIGNS[sign])
        out[i] = said, said if is_last else ""
    return out


def sign_runs(points: Sequence[Point]) -> list[tuple[Signal, list[int]]]:
    """Neighbours with the same sign are one."""
    out = []
    for sign, inside in groupby(range(len(points)), key=lambda i: points[i].sign):
        if sign is not Signal.NONE:
            out.append((sign, list(inside)))
    return out


def _value(point: Point) -> float:
    return point.cell.value if point.cell.value is not None else 0.0
