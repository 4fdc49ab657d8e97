"""One series as a chart: which kind and why, its lines, what each point is a sign of, and what it comes to. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np

from hlab.stats.spc import limits
from hlab.stats.spc.limits import Limits, Settings
from hlab.stats.spc.phases import BadSeries, spans, used
from hlab.stats.spc.rules import Signal, signals
from hlab.stats.spc.runs import Runs, runs

FEWEST = 12  # points for limits to be drawn at all
FEWEST_YEARLY = 8  # of values that come once a year, on an XmR chart (methods 2.9)
SETTLED = 13  # fewer in a phase, and its limits are preliminary
RARE = 5  # mean number of events a period below which a period is too short


SIGNALS = tuple(Signal)  # by number


class Kind(StrEnum):
    XMR = "xmr"
    RUN = "run"
    P = "p"
    PP = "pp"
    U = "u"
    UP = "up"
    IP = "ip"
    C = "c"
    I = "i"  # noqa: E741  (its name)
    T = "t"
    G = "g"


class Direction(StrEnum):
    """Which way is better. Volumes are neutral, always."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Meaning(StrEnum):
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"  # a sign, of which nobody has said whether it is good
    COMMON = "common"


class Assurance(StrEnum):
    """What the limits say of the target: whether it is reached whatever happens, never, or now and then."""

    MET = "consistently_met"
    MISSED = "consistently_missed"
    VARIES = "varies"


OF_RATIOS: dict[Kind, Callable[..., Limits]] = {
    Kind.P: limits.p, Kind.PP: limits.p_prime, Kind.U: limits.u, Kind.UP: limits.u_prime, Kind.IP: limits.i_prime,
}  # fmt: skip
OF_VALUES: dict[Kind, Callable[..., Limits]] = {
    Kind.XMR: limits.xmr, Kind.RUN: limits.run, Kind.C: limits.c, Kind.I: limits.individuals, Kind.T: limits.t,
    Kind.G: limits.g,
}  # fmt: skip


@dataclass(frozen=True)
class Series:
    """value, or numerator and denominator; NaN where missing. In order of time."""

    dates: Sequence[date]
    value: np.ndarray | None = None
    numerator: np.ndarray | None = None
    denominator: np.ndarray | None = None

    @property
    def counts(self) -> tuple[np.ndarray, np.ndarray] | None:
        """(numerator, denominator), where both are known."""
        if self.numerator is None or self.denominator is None:
            return None
        return self.numerator, self.denominator

    @property
    def ratio(self) -> np.ndarray:
        """What is drawn: the value, or numerator over denominator. Raises BadSeries where there is neither."""
        if self.value is not None:
            return self.value
        if self.counts is None:
            raise BadSeries("serien har varken värde eller täljare och nämnare")
        above, below = self.counts
        if (above < 0).any() or (below < 0).any():
            raise BadSeries("antal kan inte vara negativa")
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(below > 0, above / below, np.nan)


@dataclass(frozen=True)
class Chart:
    """points: (value, centre, lower, upper, Signal, Meaning) each, NaN where there is none. runs: of the last phase.
    n: values that are there. variation: what the last value is a sign of. warnings: whole sentences."""

    kind: Kind
    reason: str
    dates: Sequence[date]
    lines: Limits
    signals: tuple[Signal, ...]
    meanings: tuple[Meaning, ...]
    runs: Runs
    n: int
    variation: Meaning
    assurance: Assurance | None = None
    warnings: tuple[str, ...] = field(default=())


def choose(series: Series) -> tuple[Kind, str]:
    """Which chart suits the data, and why, as a sentence (methods 2.5)."""
    there = int((~np.isnan(series.ratio)).sum())
    if there < FEWEST:
        return Kind.RUN, f"{there} värden räcker inte till gränser, som kräver minst {FEWEST}."
    if series.counts is None:
        return Kind.XMR, "Bara värdet är känt, inte hur många det bygger på."
    events, chances = series.counts
    if float(events[~np.isnan(series.ratio)].mean()) < RARE:
        return Kind.RUN, (
            "Det händer för sällan för gränser per period. Räkna per kvartal eller år, eller tiden mellan händelserna."
        )
    if not (events > chances).any():
        return Kind.PP, "Täljaren är en del av nämnaren, och gränserna tar hänsyn till att perioder skiljer sig åt."
    return Kind.UP, "Händelser per tillfälle, och gränserna tar hänsyn till att perioder skiljer sig åt."


def chart(
    series: Series,
    kind: Kind | None = None,
    *,
    direction: Direction,
    target: float | None = None,
    settings: Settings = limits.USUAL,
    trend: bool = True,
) -> Chart:
    """The series with its lines and signs. kind: None chooses. target: valid at the last point.

    Raises BadSeries when the kind needs counts that are not there, and for values that cannot be right.
    """
    if kind is None:
        kind, reason = choose(series)
    else:
        reason = "Valt av den som gjorde diagrammet."
    with np.errstate(over="ignore", invalid="ignore"):
        lines = _lines(series, kind, settings)
    if any(np.isinf(part).any() for part in (lines.value, lines.centre, lines.lower, lines.upper)):
        raise BadSeries("talen är för stora att räkna med")
    length = len(series.dates)
    value, centre, lower, upper = (part[0] for part in (lines.value, lines.centre, lines.lower, lines.upper))
    if kind is Kind.RUN:
        found = [Signal.NONE] * length  # a run chart judges the whole, not the point
    else:
        codes = signals(lines.value, lines.centre, lines.lower, lines.upper, starts=settings.starts, trend=trend)[0]
        found = [SIGNALS[code] for code in codes.tolist()]
    means = {one: _meaning(one, direction) for one in set(found)}
    meanings = tuple(means[one] for one in found)
    last = _last_phase(length, settings)
    taking_part = np.zeros(length, dtype=bool)
    taking_part[last] = used(lines.value, last, excluded=settings.excluded)[0]
    in_last = np.flatnonzero(~np.isnan(value[last])) + last.start
    pattern = runs(value, centre, taking_part)
    if kind is Kind.RUN:
        variation = Meaning.NEUTRAL if pattern.signal else Meaning.COMMON
    else:
        variation = meanings[in_last[-1]] if len(in_last) else Meaning.COMMON
    return Chart(
        kind, reason, series.dates, lines, tuple(found), meanings, pattern, int((~np.isnan(value)).sum()), variation,
        _assurance(lower, upper, in_last, target, direction), _warnings(value, kind, settings),
    )  # fmt: skip


def _lines(series: Series, kind: Kind, settings: Settings) -> Limits:
    if kind in OF_RATIOS:
        if series.counts is None:
            raise BadSeries(f"diagrammet {kind} behöver täljare och nämnare")
        return OF_RATIOS[kind](*series.counts, settings)
    if kind in (Kind.XMR, Kind.RUN, Kind.I):
        return OF_VALUES[kind](series.ratio, settings)
    if series.value is None:
        raise BadSeries(f"diagrammet {kind} behöver ett värde per punkt, inte täljare och nämnare")
    return OF_VALUES[kind](series.value, settings)


def _meaning(signal: Signal, direction: Direction) -> Meaning:
    if signal is Signal.NONE:
        return Meaning.COMMON
    if direction is Direction.NEUTRAL:
        return Meaning.NEUTRAL
    better = signal.is_up == (direction is Direction.INCREASE)
    return Meaning.IMPROVEMENT if better else Meaning.CONCERN


def _last_phase(length: int, settings: Settings) -> slice:
    return list(spans(length, settings.starts))[-1] if length else slice(0, 0)


def _assurance(lower, upper, in_last, target: float | None, direction: Direction) -> Assurance | None:
    if target is None or direction is Direction.NEUTRAL or not len(in_last):
        return None
    low, high = lower[in_last[-1]], upper[in_last[-1]]
    if np.isnan(low) or np.isnan(high):
        return None
    above, below = (
        (Assurance.MISSED, Assurance.MET) if direction is Direction.INCREASE else (Assurance.MET, Assurance.MISSED)
    )
    return above if target > high else below if target < low else Assurance.VARIES


def _warnings(value: np.ndarray, kind: Kind, settings: Settings) -> tuple[str, ...]:
    out = []
    there = value[~np.isnan(value)]
    if not len(there):
        return ("Alla värden saknas.",)
    if kind is not Kind.RUN:
        for number, span in enumerate(spans(len(value), settings.starts), start=1):
            n = int((~np.isnan(value[span])).sum())
            if n < SETTLED:
                out.append(f"Preliminära gränser: period {number} har {n} värden, färre än {SETTLED}.")
        if settings.baseline is not None and settings.baseline < FEWEST:
            out.append(f"Gränserna bygger på {settings.baseline} värden. Minst {FEWEST} behövs.")
    if len(there) > 1 and (there == there[0]).all():
        out.append("Alla värden är lika: gränserna är samma som mittlinjen.")
    if np.isnan(value).any():
        out.append(f"{int(np.isnan(value).sum())} värden saknas. De bryter följderna och räknas inte som 0.")
    return tuple(out)
