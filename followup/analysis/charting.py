"""The chart of one series of published figures, with what has been decided about it. Pure.

Nothing is compared across a break in the definition: figures from the first period that a break touches are a phase of
their own, like those from a new centre line that somebody has decided. A phase with fewer than twelve values has no
limits and no signs (methods 2.5), but that eight values one a year have the preliminary limits of an XmR chart (2.9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from followup.analysis.cells import Cell, counts, end_of, start_of, values
from followup.analysis.defined import HIGHER, LOWER, Break, Decision, Definition
from hlab.stats.spc.chart import FEWEST, FEWEST_YEARLY, SETTLED, Chart, Direction, Kind, Meaning, Series, chart, choose
from hlab.stats.spc.limits import Limits, Settings
from hlab.stats.spc.phases import BadSeries, spans, used
from hlab.stats.spc.rules import Signal

DIRECTIONS = {HIGHER: Direction.INCREASE, LOWER: Direction.DECREASE}
REBASE, BASELINE, EXCLUDE = "rebase", "baseline", "exclude"
OF_MEANS = ("mean", "median", "ratio")  # no count of events: limits from how the values vary, wider with few people


@dataclass(frozen=True)
class Phase:
    """The last stretch with lines of its own. why: "" from the first value, or what began it: "break" or "rebase".
    n: values in it that take part in the limits, hidden and missing ones not."""

    first: int
    n: int
    why: str = ""
    cause: Break | Decision | None = None


@dataclass(frozen=True)
class Drawn:
    """chart: lines as shown, None where no value is. has_limits: of the last phase. least: values that a phase needs to
    have any."""

    cells: Sequence[Cell]
    chart: Chart | None
    settings: Settings
    phase: Phase
    least: int = FEWEST

    @cached_property
    def last(self) -> int:
        """Position of the last value that is shown; −1 where none is."""
        return next((i for i in range(len(self.cells) - 1, -1, -1) if self.cells[i].is_shown), -1)

    @cached_property
    def judged(self) -> int:
        """Position of the last value that is shown and has not been left out by a decision, in the last phase; else of
        the last that is shown."""
        left_out = set(self.settings.excluded)
        counted = (i for i in range(self.last, self.phase.first - 1, -1) if self.cells[i].is_shown)
        return next((i for i in counted if i not in left_out), self.last)

    @property
    def has_limits(self) -> bool:
        return self.limits is not None

    @property
    def is_preliminary(self) -> bool:
        """The limits of the last phase rest on few values (methods 2.1)."""
        return self.has_limits and self.phase.n < SETTLED

    @cached_property
    def limits(self) -> tuple[float, float] | None:
        """Lower and upper limit at the value that is judged, as shown."""
        if self.chart is None or self.last < 0:
            return None
        low, high = (float(part[0, self.judged]) for part in (self.chart.lines.lower, self.chart.lines.upper))
        return None if np.isnan(low) or np.isnan(high) else (low, high)


def drawn(cells: Sequence[Cell], definition: Definition, *, target: float | None = None, rebased: bool = True) -> Drawn:
    """The chart. target: as shown, valid at the last value. rebased: False leaves out every new centre line that was
    decided, to see what the lines before it say."""
    settings, phase = _settings(cells, definition, rebased)
    series, factor = _series(cells, definition)
    if not np.isfinite(series.ratio).any():
        return Drawn(cells, None, settings, phase)
    kind, reason = _kind(series, definition)
    found = chart(
        series, kind, direction=DIRECTIONS.get(definition.polarity, Direction.NEUTRAL), settings=settings,
        target=None if target is None else target / factor,
    )  # fmt: skip
    found = replace(found, lines=found.lines.times(factor), reason=reason or found.reason)
    n = int(used(found.lines.value, slice(phase.first, len(cells)), excluded=settings.excluded).sum())
    least = FEWEST_YEARLY if kind is Kind.XMR and definition.frequency == "year" else FEWEST
    return Drawn(cells, _without_short_phases(found, settings, least), settings, replace(phase, n=n), least)


def _settings(cells: Sequence[Cell], definition: Definition, rebased: bool) -> tuple[Settings, Phase]:
    """The decisions as positions."""
    begins: dict[int, tuple[str, Break | Decision]] = {}
    for decision in definition.decisions:
        if decision.kind == REBASE and rebased:
            at = start_of(decision.period)
            place = next((i for i, cell in enumerate(cells) if start_of(cell.period) >= at), len(cells))
            begins[place] = (REBASE, decision)
    for broken in definition.breaks:
        # A period that the break lies within is of both kinds, and belongs with neither those before nor unseen.
        place = next((i for i, cell in enumerate(cells) if end_of(cell.period) > broken.on), len(cells))
        begins[place] = ("break", broken)
    starts = sorted(place for place in begins if 0 < place < len(cells))
    by_period = {cell.period: i for i, cell in enumerate(cells)}
    left_out = {by_period.get(one.period) for one in definition.decisions if one.kind == EXCLUDE} - {None}
    baselines = sorted((one for one in definition.decisions if one.kind == BASELINE), key=lambda one: one.at)
    settings = Settings(
        starts=starts,
        baseline=baselines[-1].count if baselines else None,
        excluded=sorted(place for place in left_out if place is not None),
    )
    if not starts:
        return settings, Phase(0, 0)
    return settings, Phase(starts[-1], 0, *begins[starts[-1]])


def _series(cells: Sequence[Cell], definition: Definition) -> tuple[Series, float]:
    """(the series, what its lines are multiplied by to be as shown)."""
    dates = [start_of(cell.period) for cell in cells]
    both = counts(cells) if any(cell.is_shown for cell in cells) else None
    if both is None or definition.value_type in ("count", "between", "level"):
        return Series(dates, values(cells)), 1.0
    return Series(dates, None, *both), float(definition.multiplier)


def _kind(series: Series, definition: Definition) -> tuple[Kind, str]:
    """Which chart, and why as a sentence: the one that was chosen in the register where it can be drawn, else by the
    data (methods 2.5)."""
    kind, reason = choose(series)
    if definition.value_type == "level":
        return Kind.RUN, "Nivåer har inga gränser."
    there = int(np.isfinite(series.ratio).sum())
    if definition.frequency == "year" and definition.chart == "auto" and FEWEST_YEARLY <= there < FEWEST:
        return Kind.XMR, f"{there} årsvärden räcker till preliminära gränser."
    if definition.chart != "auto" and _suits(series, Kind(definition.chart)):
        return Kind(definition.chart), ""
    if kind is Kind.XMR and definition.value_type == "between" and _suits(series, Kind.T):
        return Kind.T, "Tiden mellan händelser är sned, och gränserna räknas på en skala där den inte är det."
    if kind in (Kind.PP, Kind.UP) and definition.value_type in OF_MEANS:
        return Kind.IP, "Medelvärden av olika många: gränserna är vidare där färre ligger bakom."
    if kind is Kind.PP and definition.value_type == "rate":
        return Kind.UP, "Händelser per befolkning, och gränserna tar hänsyn till att perioder skiljer sig åt."
    return kind, reason


def _suits(series: Series, kind: Kind) -> bool:
    try:
        chart(series, kind, direction=Direction.NEUTRAL)
    except BadSeries:
        return False
    return True


def _without_short_phases(found: Chart, settings: Settings, least: int) -> Chart:
    """A phase with too few values keeps its centre line and loses its limits and signs."""
    if found.kind is Kind.RUN:
        return found
    lines, signals, meanings = found.lines, list(found.signals), list(found.meanings)
    lower, upper = lines.lower.copy(), lines.upper.copy()
    short = [
        span
        for span in spans(len(found.dates), settings.starts)
        if used(lines.value, span, excluded=settings.excluded).sum() < least
    ]
    if not short:
        return found
    for span in short:
        lower[:, span] = upper[:, span] = np.nan
        signals[span] = [Signal.NONE] * (span.stop - span.start)
        meanings[span] = [Meaning.COMMON] * (span.stop - span.start)
    there = np.flatnonzero(~np.isnan(lines.value[0]))
    variation = Meaning.COMMON if short[-1].stop == len(found.dates) else meanings[there[-1]]
    return replace(
        found, lines=Limits(lines.value, lines.centre, lower, upper), signals=tuple(signals), meanings=tuple(meanings),
        variation=variation, assurance=None if short[-1].stop == len(found.dates) else found.assurance,
    )  # fmt: skip
