"""The gaps as lengths of time: what was planned, what is told and what is measured, each by itself. Pure.

The three are never added, averaged or put in each other's place. A measured time of few persons is not told, for it
would tell of them. All lengths in a picture have one scale, from nought.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from hlab.stats.suppression import DEFAULT_K
from journeys.analysis.curve import LETTER, fit
from journeys.analysis.document import Document, Gap

NUMBERS = ("planned", "told", "measured")
MOST = 12
LABEL, LINE, BETWEEN = 230, 24, 26
WIDTH, WORDS_ROOM = 1040, 300  # to the right of the longest
NARROW, NARROW_LINE = 280, 36


@dataclass(frozen=True)
class Days:
    """One of the three numbers of one gap. days: None where there is none, or where few are hidden. words: as it was
    told. n: persons behind a median; None where it is not one. few: too few to be told."""

    kind: str
    days: int | None = None
    words: str = ""
    n: int | None = None
    few: bool = False

    @property
    def is_said(self) -> bool:
        return self.few or self.days is not None or bool(self.words)


def days_of(gap: Gap, *, k: int = DEFAULT_K) -> tuple[Days, Days, Days]:
    """Planned, told and measured. k: a median of fewer persons is hidden."""
    few = gap.days_measured is not None and gap.measured_n is not None and gap.measured_n < k
    measured = Days("measured", few=True) if few else Days("measured", gap.days_measured, n=gap.measured_n)
    return Days("planned", gap.days_planned), Days("told", gap.days_told, gap.told_words), measured


@dataclass(frozen=True)
class Longer:
    """A gap that took longer than was planned. by: "measured" or "told"."""

    gap: Gap
    planned: int
    took: int
    by: str


def furthest_from_plan(document: Document) -> Longer | None:
    """The gap furthest beyond its plan: by measured days where any gap has both, else by told ones. None where no gap
    took longer than planned by that number."""
    for by in ("measured", "told"):
        both = []
        for gap in document.gaps:
            planned, told, measured = days_of(gap)
            took = (measured if by == "measured" else told).days
            if planned.days is not None and took is not None:
                both.append(Longer(gap, planned.days, took, by))
        if both:
            longest = max(both, key=lambda one: one.took - one.planned)
            return longest if longest.took > longest.planned else None
    return None


def longest(document: Document) -> tuple[Gap, Days] | None:
    """The longest gap, by the first number that any gap has: measured, told, planned."""
    for place in (2, 1, 0):
        there = [(gap, days) for gap in document.gaps if (days := days_of(gap)[place]).days is not None]
        if there:
            return max(there, key=lambda one: one[1].days or 0)
    return None


def drawn(document: Document) -> list[Gap]:
    """Gaps that have a length to draw, at most MOST of them, in the order of the map: the one that the heading is of
    (`furthest_from_plan`, else `longest`), and the longest by any number."""

    def length(gap: Gap) -> int:
        return max((one.days for one in days_of(gap) if one.days is not None), default=-1)

    over, top = furthest_from_plan(document), longest(document)
    headed = over.gap.key if over else top[0].key if top else ""
    there = [gap for gap in document.gaps if length(gap) >= 0]
    kept = {gap.key for gap in sorted(there, key=lambda gap: (gap.key != headed, -length(gap)))[:MOST]}
    return [gap for gap in there if gap.key in kept]


@dataclass(frozen=True)
class Stretch:
    """One of the numbers. path: its line, blank where there is no number to draw. end: (x, y) of its mark."""

    kind: str
    text: str
    text_x: str
    text_y: str
    path: str = ""
    end: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Lengths:
    """One gap. title: [(text, y)]. base: the line that all begin at, as path data."""

    title: list[tuple[str, str]]
    base: str
    stretches: list[Stretch]


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    rows: list[Lengths]


Told = Sequence[tuple[str, Sequence[tuple[Days, str, str]]]]
"""[(title of the gap, [(number, its whole text, a shorter one)])], only numbers that are said."""


def wide(rows: Told) -> Picture:
    """The title to the left, its numbers below each other to the right."""
    scale = (WIDTH - LABEL - WORDS_ROOM) / _most(rows)
    y, out = 4.0, []
    for title, numbers in rows:
        lines = textwrap.wrap(title, int((LABEL - 20) / LETTER))[:3] or [title]
        stretches = []
        for at, (number, whole, short) in enumerate(numbers):
            middle = y + LINE * at + LINE / 2
            end = LABEL + (number.days or 0) * scale
            text_x = end + 16 if number.days is not None else LABEL + 16
            room = WIDTH - text_x
            text = whole if LETTER * len(whole) <= room else fit(short, room)
            stretches.append(_stretch(number, text, (text_x, middle + 5), (LABEL, middle), end))
        tall = LINE * max(len(numbers), 1)
        base = f"M{LABEL} {_unit(y)}V{_unit(y + tall)}"
        out.append(Lengths([(text, _unit(y + 17 + 20 * n)) for n, text in enumerate(lines)], base, stretches))
        y += max(tall, 20 * len(lines)) + BETWEEN
    return Picture(WIDTH, round(y - BETWEEN) + 6, out)


def narrow(rows: Told) -> Picture:
    """The title above, each number's words above its line."""
    scale = (NARROW - 14) / _most(rows)
    y, out = 14.0, []
    for title, numbers in rows:
        lines = textwrap.wrap(title, int(NARROW / LETTER))[:2] or [title]
        titles = [(text, _unit(y + 20 * n)) for n, text in enumerate(lines)]
        y += 20 * (len(lines) - 1) + 8
        top, stretches = y, []
        for number, whole, short in numbers:
            text = whole if LETTER * len(whole) <= NARROW - 8 else fit(short, NARROW - 8)
            end = 2 + (number.days or 0) * scale
            stretches.append(_stretch(number, text, (8, y + 14), (2, y + 25), end))
            y += NARROW_LINE if number.days is not None else LINE
        out.append(Lengths(titles, f"M2 {_unit(top)}V{_unit(y)}", stretches))
        y += BETWEEN + 8
    return Picture(NARROW, round(y - BETWEEN - 8) + 6, out)


def _most(rows: Told) -> int:
    return max((one.days or 0 for _title, numbers in rows for one, _whole, _short in numbers), default=0) or 1


def _stretch(number: Days, text: str, at: tuple[float, float], start: tuple[float, float], end: float) -> Stretch:
    words = (_unit(at[0]), _unit(at[1]))
    if number.days is None:
        return Stretch(number.kind, text, *words)
    path = f"M{_unit(start[0])} {_unit(start[1])}H{_unit(end)}"
    return Stretch(number.kind, text, *words, path, (_unit(end), _unit(start[1])))


def _unit(value: float) -> str:
    """With a point in every language."""
    return f"{value:.1f}"
