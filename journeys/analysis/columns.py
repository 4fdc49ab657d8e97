"""What stands in each column of a map on paper, as plain words: between a `Document` and what is drawn. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

ABOVE = ("person", "life")
SEEN = ("front",)
UNSEEN = ("back", "support")
THOUGHTS = ("worked", "barrier", "idea", "voices")
ROWS = ("title", "actors", *ABOVE, *SEEN, *UNSEEN, *THOUGHTS)
"""The rows of a band in order. "title", "actors" and "voices" are not lanes, but stand in rows of their own."""


@dataclass(frozen=True)
class Part:
    """A few words of one look. style: "body", "strong", "soft", "label", "title", "quote"; "grade-<code>", with the
    line under it that tells how it is known; "days", a number (words) with what it tells (more); "border" and "within",
    from whom (words) to whom (more), of different principals or of the same."""

    words: str
    style: str = "body"
    more: str = ""


@dataclass(frozen=True)
class Column:
    """A step, a gap, or a phase without steps (neither title nor number). phase: number of its phase, from 1.
    rows: {row of ROWS: parts}; a gap has its parts in "title" alone. feeling: −2 … 2; word: as it is told; moment: what
    is said of the best and the worst one."""

    phase: int
    phase_title: str
    rows: dict[str, tuple[Part, ...]] = field(default_factory=dict)
    is_gap: bool = False
    feeling: int | None = None
    word: str = ""
    moment: str = ""


@dataclass(frozen=True)
class Heading:
    """What stands around the map. stamp: the label of example content or of a rehearsal, blank for neither. facts and
    legend: sentences. rows: {row: its name}; notes: {row: more about it}. feelings: names of 2, 0 and −2.
    continued: a phase's title that goes on, with "%s"; sheet: which sheet of how many, with "%(n)s" and "%(of)s"."""

    title: str
    lede: str
    facts: str
    brand: str
    foot: str
    empty: str
    stamp: str = ""
    rows: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    feeling: str = ""
    feelings: tuple[str, str, str] = ("", "", "")
    legend: tuple[Part, ...] = ()
    continued: str = "%s"
    sheet: str = "%(n)s/%(of)s"


def packed(columns: tuple[Column, ...], most: int) -> list[tuple[Column, ...]]:
    """The columns in bands of at most so many. A band ends where a phase does, when it is more than half full then and
    what is left of it could not hold the next phase."""
    bands, start = [], 0
    while start < len(columns):
        end = min(start + most, len(columns))
        if end < len(columns):
            whole = next(
                (cut for cut in range(end, start + most // 2, -1) if columns[cut].phase != columns[cut - 1].phase), None
            )
            end = whole or end
        bands.append(columns[start:end])
        start = end
    return bands
