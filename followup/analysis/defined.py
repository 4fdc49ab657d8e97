"""What has been decided of a series, and what it comes to. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from followup.analysis.cells import Cell
from hlab.stats.spc.chart import Chart

REACHED, NOT_REACHED, UNKNOWN, NONE = "reached", "not_reached", "unknown", "none"  # codes of `Position`
BETTER, WORSE, NO_SIGN = "better", "worse", "no_sign"  # codes of `Heading`, with UNKNOWN and NONE
NEUTRAL, HIGHER, LOWER, RANGE = "neutral", "higher", "lower", "range"  # codes of `Polarity`


@dataclass(frozen=True)
class Aim:
    """value: as it is shown. source: who decided it."""

    value: float
    valid_from: date
    source: str = ""


@dataclass(frozen=True)
class Break:
    """From this day figures are not comparable with those before."""

    on: date
    what: str


@dataclass(frozen=True)
class Decision:
    """kind: "rebase", "baseline" or "exclude" (`DecisionKind`); at: when it was decided."""

    kind: str
    period: str
    count: int | None
    reason: str
    decided_by: str
    at: date


@dataclass(frozen=True)
class Definition:
    """What has been decided of a version and of one unit's series. polarity, value_type, frequency: codes of
    `followup.enums`. spread: the range that is aimed at. aims: in order of time, those of the unit's level. judge_n:
    nothing is judged on fewer people. full_count: everybody is counted, nobody was asked or drawn."""

    polarity: str
    value_type: str
    frequency: str = "month"
    multiplier: int = 1
    decimals: int = 0
    spread: tuple[float, float] | None = None
    aims: Sequence[Aim] = ()
    breaks: Sequence[Break] = ()
    decisions: Sequence[Decision] = ()
    chart: str = "auto"
    judge_n: int = 30
    ended_on: date | None = None
    review_by: date | None = None
    full_count: bool = False


@dataclass(frozen=True)
class Followed:
    """cells: in order of time, of one sex and age. chart: None where nothing can be drawn; its lines are as shown
    (multiplied). position, heading: codes of `Position` and `Heading`; position_why, heading_why: of `WhyUnknown`.
    facts: every number the answers are made of, and the method by name; JSON."""

    cells: Sequence[Cell]
    chart: Chart | None
    position: str
    position_why: str
    heading: str
    heading_why: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """One of the two answers. why: blank, or why there is none. facts: what it was made of, JSON."""

    code: str
    why: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
