"""What may stand in each field of a `Document`: the codes and the room that the database has for them. Pure.

One table for the published schema, for the readers of files and for what a table's cells mean. The codes are those of
`journeys.enums` and `hlab.labs.enums`, the lengths those of `journeys.models`; a test holds them against each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from journeys.analysis.document import Actor, Document, Gap, Link, Phase, Step

MOST_DAYS = 36_500
"""A hundred years: what is more is a slip of the hand."""
MOST_TIMES = 2**15 - 1
LONGEST_CELL = 600
"""Characters of what one lane says of a step."""
LONGEST_VOICE = 1000
MOST_ACTORS, MOST_PHASES, MOST_STEPS, MOST_GAPS = 100, 40, 800, 1600


@dataclass(frozen=True)
class Text:
    """Words of at most so many characters. lines: whether they may have several lines."""

    most: int
    required: bool = False
    lines: bool = False


@dataclass(frozen=True)
class Code:
    """One of these, or blank where it is not required."""

    values: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Whole:
    """A whole number in this range, or none. unit: of what, as a table says it."""

    least: int
    most: int
    unit: str = ""


@dataclass(frozen=True)
class Flag:
    """Yes or no."""


@dataclass(frozen=True)
class Day:
    """A day as 2026-09-18, or none. month: it is the first of its month."""

    month: bool = False


Shape = Text | Code | Whole | Flag | Day

KINDS = ("told", "observed", "planned", "to_be")
PERSON_KINDS = ("persona", "teller")
ACTOR_KINDS = ("person", "municipality", "region", "state", "civil_society", "private", "other")
GRADES = ("assumed", "told", "observed", "measured")
CHANNELS = ("meeting", "home", "phone", "video", "digital", "letter", "none")
WORDS = (
    "afraid", "given_up", "rejected", "ashamed", "alone", "angry", "worried", "tired", "waiting", "confused", "wary",
    "hopeful", "heard", "calm", "relieved", "safe", "proud",
)  # fmt: skip
DID = ("person", "relative", "service", "together")
KNOWN = ("yes", "no", "unknown")
MOMENTS = ("best", "worst")
GAP_KINDS = (
    "wait", "handover", "responsibility", "burden", "continuity", "access", "relapse", "participation",
)  # fmt: skip
CARRIERS = ("person", "relative", "service", "nobody", "unknown")
PLAN_USES = ("none", "unused", "used", "unknown")
LINK_KINDS = ("loop", "branch")
_DAYS = Whole(0, MOST_DAYS, "dagar")
_FEELING = Whole(-2, 2, "−2 till 2")
_LONG = Text(LONGEST_CELL, lines=True)

SHAPES: dict[type, dict[str, Shape]] = {
    Document: {
        "title": Text(120, required=True),
        "question": Text(300, required=True),
        "kind": Code(KINDS, required=True),
        "person": Text(80, required=True),
        "person_kind": Code(PERSON_KINDS, required=True),
        "about": _LONG,
        "county": Text(2),
        "place": Text(80),
        "happened_in": Day(month=True),
        "day_zero": Day(),
    },
    Actor: {
        "name": Text(80, required=True),
        "kind": Code(ACTOR_KINDS, required=True),
        "organisation": Text(120),
        "code": Text(4),
        "is_person": Flag(),
    },
    Phase: {"title": Text(80, required=True)},
    Step: {
        "title": Text(120, required=True),
        "channel": Code(CHANNELS),
        "track": Text(40),
        "feeling": _FEELING,
        "word": Code(WORDS),
        "grade": Code(GRADES, required=True),
        "who_did": Code(DID),
        "wanted": Code(KNOWN),
        "moment": Code(MOMENTS),
        "from_day": _DAYS,
        "to_day": _DAYS,
    },
    Gap: {
        "kind": Code(GAP_KINDS, required=True),
        "title": Text(120, required=True),
        "days_planned": _DAYS,
        "days_told": _DAYS,
        "told_words": Text(60),
        "days_measured": _DAYS,
        "measured_n": Whole(0, 2**31 - 1, "personer"),
        "measured_source": Text(200),
        "carried_by": Code(CARRIERS),
        "sip": Code(PLAN_USES),
        "named_contact": Code(PLAN_USES),
        "contract": Code(PLAN_USES),
        "retold": Code(KNOWN),
        "retold_times": Whole(1, MOST_TIMES, "gånger"),
        "feeling": _FEELING,
        "word": Code(WORDS),
        "life": _LONG,
        "consequence": _LONG,
        "bridge": _LONG,
        "grade": Code(GRADES, required=True),
    },
    Link: {"kind": Code(LINK_KINDS, required=True), "words": Text(120)},
}
DEFAULTS = {"person_kind": "persona", "grade": "assumed"}
"""What is meant where a code that must be there is left out."""
