"""One band of a map on paper: a few columns side by side, with the lanes as rows. Pure; lengths in units.

Rows are as high as their fullest column. A gap has no rows: its box reaches from the curve of feelings to the bottom.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from journeys.analysis import drawing as d
from journeys.analysis.columns import ROWS, SEEN, THOUGHTS, UNSEEN, Column, Heading, Part
from journeys.analysis.drawing import Area, Dot, Mark, Rule, Text, Way

LABELS = 25.0
"""Width of the names of the rows."""
PAD = 1.9
LEAST_ROW = 7.5
CURVE, ABOVE_CURVE, BELOW_CURVE = 31.0, 9.5, 7.5
KNOWN_ROWS = ("title", "actors", "person", "front", "back")
"""Rows that every map has, however empty: what it is about."""
Lines = Callable[[str, str, float, float], list[str]]
"""(words, face, size, width) as lines."""

STYLES = {
    "body": (d.SANS, 3.0, d.INK), "strong": (d.BOLD, 3.0, d.INK), "soft": (d.SANS, 2.6, d.SOFT),
    "label": (d.BOLD, 2.4, d.OCHRE), "title": (d.BOLD, 3.7, d.INK), "quote": (d.ITALIC, 3.1, d.INK),
}  # fmt: skip
UNDER_GRADE = {"measured": ((), 2), "observed": ((), 1), "told": ((1.4, 0.8), 1), "assumed": ((0.4, 0.6), 1)}
"""How the line under a grade is drawn: its dashes, and how many lines."""


@dataclass(frozen=True)
class Setting:
    """What every band of a drawing shares. column: width of one. rows: those that the map has. curve: whether anybody
    says how it felt."""

    column: float
    rows: tuple[str, ...]
    curve: bool
    heading: Heading
    lines: Lines
    measure: d.Measure

    @property
    def inner(self) -> float:
        return self.column - 2 * PAD

    @property
    def inner_gap(self) -> float:
        return self.column - 2 * (PAD + 1.3)


@dataclass(frozen=True)
class Sizes:
    """How high the parts of a band are."""

    head: float
    curve: float
    rows: dict[str, float]

    @property
    def height(self) -> float:
        return self.head + self.curve + sum(self.rows.values())

    def stretched(self, more: float) -> Sizes:
        """The same with so much more room, shared by the rows below the titles."""
        wide = [row for row in self.rows if row != "title"]
        return Sizes(self.head, self.curve, {
            row: height + (more / len(wide) if row in wide else 0) for row, height in self.rows.items()
        })  # fmt: skip


def rows_of(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """The rows that these columns need."""
    used = {row for column in columns for row, parts in column.rows.items() if parts}
    return tuple(row for row in ROWS if row in used or row in KNOWN_ROWS)


def sizes(columns: tuple[Column, ...], setting: Setting) -> Sizes:
    """How high the band must be to hold everything that its columns say."""
    head = max(_phase_height(run, setting) for run in runs(columns))
    rows = {row: LEAST_ROW for row in setting.rows if row in KNOWN_ROWS or any(c.rows.get(row) for c in columns)}
    for row in rows:
        for column in columns:
            if not column.is_gap and column.rows.get(row):
                rows[row] = max(rows[row], _height(column.rows[row], setting.inner, setting) + 2 * PAD)
        label = setting.lines(setting.heading.rows.get(row, ""), d.BOLD, 2.6, LABELS - 3)
        note = setting.lines(setting.heading.notes.get(row, ""), d.SANS, 2.2, LABELS - 3)
        rows[row] = max(rows[row], len(label) * 2.6 * d.LEADING + len(note) * 2.2 * d.LEADING + 2 * PAD)
    gaps = [_height(c.rows["title"], setting.inner_gap, setting) + 2 * PAD + 2.6 for c in columns if c.is_gap]
    found = Sizes(head, CURVE if setting.curve else 0.0, rows)
    missing = max(gaps, default=0.0) - sum(rows.values())
    return found.stretched(missing) if missing > 0 else found


def runs(columns: tuple[Column, ...]) -> list[tuple[Column, ...]]:
    """The columns by phase."""
    found: list[list[Column]] = []
    for column in columns:
        if found and found[-1][0].phase == column.phase:
            found[-1].append(column)
        else:
            found.append([column])
    return [tuple(run) for run in found]


def drawn(
    columns: tuple[Column, ...], left: float, top: float, high: Sizes, setting: Setting, *, going_on: bool
) -> list[Mark]:
    """The band's marks, its upper left corner at (left, top). going_on: its first phase began in an earlier band."""
    start, width = left + LABELS, setting.column * len(columns)
    marks: list[Mark] = [Area(left, top, LABELS + width, high.height, d.CARD, d.LINE, 0.3, 3.0)]
    tops, y = {}, top + high.head + high.curve
    for row, height in high.rows.items():
        tops[row] = y
        y += height
    bottom = y
    marks += _ground(left, start, width, tops, high)
    for n, column in enumerate(columns):
        x = start + n * setting.column
        if n and not (column.is_gap or columns[n - 1].is_gap) and column.phase == columns[n - 1].phase:
            marks.append(Rule(x, top + high.head, x, bottom, d.LINE, 0.25))
        if column.is_gap:
            begin = top + high.head + 1.4
            marks.append(Area(x + 1.3, begin, setting.column - 2.6, bottom - 1.4 - begin, d.OCHRE_BG, d.OCHRE, 0.4,
                              2.2, (1.5, 1.0)))  # fmt: skip
    marks += _phases(columns, start, top, bottom, high, setting, going_on)
    if setting.curve:
        marks += _curve(columns, left, start, top + high.head, setting)
    for row, at in tops.items():
        marks += _name(row, left, at, setting)
    for n, column in enumerate(columns):
        x = start + n * setting.column
        if column.is_gap:
            parts = _set(column.rows["title"], x + PAD + 1.3, tops["title"] + PAD, setting.inner_gap, setting)
            marks += parts[0]
            continue
        for row, at in tops.items():
            marks += _set(column.rows.get(row, ()), x + PAD, at + PAD, setting.inner, setting)[0]
    return marks


# --- Inner parts ------------------------------------------------------------------------------


def _ground(left: float, start: float, width: float, tops: dict, high: Sizes) -> list[Mark]:
    """What lies under the words: the shade of what is out of sight, and the lines between the rows."""
    marks: list[Mark] = []
    right = start + width
    hidden = [row for row in UNSEEN if row in tops]
    if hidden:
        height = sum(high.rows[row] for row in hidden)
        marks.append(Area(left + 0.15, tops[hidden[0]], right - left - 0.3, height, d.SAND))
    first_seen = next((row for row in (*SEEN, *UNSEEN) if row in tops), None)
    first_thought = next((row for row in THOUGHTS if row in tops), None)
    for n, (row, y) in enumerate(tops.items()):
        if row == first_seen and row in SEEN:
            marks.append(Rule(left, y, right, y, d.INK, 0.3))  # the line of interaction
        elif row == (hidden[0] if hidden else None):
            marks.append(Rule(left, y, right, y, d.INK, 0.7, (2.2, 1.2)))  # the line of visibility
        elif row == first_thought:
            marks.append(Rule(left, y, right, y, d.EDGE, 0.5))
        elif n:
            marks.append(Rule(left, y, right, y, d.LINE, 0.25))
    return marks


def _phase_height(run: tuple[Column, ...], setting: Setting) -> float:
    lines = setting.lines(_phase_words(run[0], setting, True), d.BOLD, 4.4, setting.column * len(run) - 2 * PAD)
    return max(1, len(lines)) * 4.4 * d.LEADING + 3.4


def _phase_words(column: Column, setting: Setting, going_on: bool) -> str:
    words = f"{column.phase}. {column.phase_title}"
    return setting.heading.continued % words if going_on else words


def _phases(columns, start, top, bottom, high: Sizes, setting: Setting, going_on: bool) -> list[Mark]:
    marks: list[Mark] = []
    x = start
    for n, run in enumerate(runs(columns)):
        width = setting.column * len(run)
        if n:
            marks.append(Rule(x, top, x, bottom, d.EDGE, 0.5))
        lines = setting.lines(_phase_words(run[0], setting, going_on and not n), d.BOLD, 4.4, width - 2 * PAD)
        marks += _lines(lines, d.BOLD, 4.4, d.INK, x + PAD, top + 1.7, setting)
        x += width
    marks.append(Rule(start - LABELS, top + high.head, x, top + high.head, d.INK, 0.5))
    return marks


def _name(row: str, left: float, y: float, setting: Setting) -> list[Mark]:
    """The name of a row, and what it is."""
    words, note = setting.heading.rows.get(row, ""), setting.heading.notes.get(row, "")
    names = setting.lines(words, d.BOLD, 2.6, LABELS - 3)
    marks = _lines(names, d.BOLD, 2.6, d.INK, left + PAD, y + PAD, setting)
    below = y + PAD + len(names) * 2.6 * d.LEADING
    return marks + _lines(setting.lines(note, d.SANS, 2.2, LABELS - 3), d.SANS, 2.2, d.SOFT, left + PAD, below, setting)


def _curve(columns: tuple[Column, ...], left: float, start: float, top: float, setting: Setting) -> list[Mark]:
    """How it felt, from left to right. Where nobody says how it felt the line is dashed: it is not known."""
    middle = top + ABOVE_CURVE + (CURVE - ABOVE_CURVE - BELOW_CURVE) / 2
    each = (CURVE - ABOVE_CURVE - BELOW_CURVE) / 4
    right = start + len(columns) * setting.column
    marks: list[Mark] = [Rule(start, middle, right, middle, d.EDGE, 0.25, (0.4, 1.0))]
    marks += _lines([setting.heading.feeling], d.BOLD, 2.6, d.INK, left + PAD, top + PAD, setting)
    for step, words in zip((2, 0, -2), setting.heading.feelings, strict=True):
        width = setting.measure(words, d.SANS, 2.2)
        y = middle - step * each + (1.6 if step == 2 else 0.75)
        marks.append(Text(start - 1.2, y, words, d.SANS, 2.2, d.SOFT, width, "end"))
    found = [
        (n, start + (n + 0.5) * setting.column, middle - column.feeling * each, column)
        for n, column in enumerate(columns)
        if column.feeling is not None
    ]
    for one, other in pairwise(found):
        dash = () if other[0] == one[0] + 1 else (1.6, 1.4)
        marks.append(Way(((one[1], one[2]), (other[1], other[2])), d.THREAD, 0.8, dash))
    for _n, x, y, column in found:
        marks.append(Dot(x, y, 1.6, d.THREAD if column.moment else d.CARD, d.THREAD, 0.8))
        said = ((column.word, d.BOLD, 2.7, y - 3.2), (column.moment, d.SANS, 2.3, y + 4.9))
        for words, face, size, at in said:
            if words:
                width = setting.measure(words, face, size)
                marks.append(Text(x, at, words, face, size, d.INK, width, "middle", True))
    return marks


def _lines(lines, face: str, size: float, colour: str, x: float, y: float, setting: Setting) -> list[Mark]:
    """Lines of words with their upper edge at y."""
    return [
        Text(x, y + size * d.ASCENT + n * size * d.LEADING, words, face, size, colour,
             setting.measure(words, face, size))
        for n, words in enumerate(lines)
    ]  # fmt: skip


def _height(parts: tuple[Part, ...], width: float, setting: Setting) -> float:
    return _set(parts, 0.0, 0.0, width, setting, is_drawn=False)[1]


def _set(
    parts: tuple[Part, ...], x: float, y: float, width: float, setting: Setting, *, is_drawn: bool = True
) -> tuple[list[Mark], float]:
    """(the parts' marks below each other, how high they are). is_drawn: else plain words are only measured."""
    marks: list[Mark] = []
    top = y
    for n, part in enumerate(parts):
        before = 0.0 if not n else 1.0
        if part.style == "days":
            made, high = _days(part, x, y + 1.4, width, setting)
            before = 1.4
        elif part.style in ("border", "within"):
            made, high = _border(part, x, y + before, width, setting)
        elif part.style == "quote":
            lines = setting.lines(f"”{part.words}”", d.ITALIC, 3.1, width - 3)
            high = len(lines) * 3.1 * d.LEADING
            made = [Rule(x + 0.5, y + before + 0.3, x + 0.5, y + before + high - 0.1, d.THREAD, 0.7)]
            made += _lines(lines, d.ITALIC, 3.1, d.INK, x + 3, y + before, setting)
        elif part.style.startswith("grade-"):
            made, high = _grade(part, x, y + before, setting)
        else:
            face, size, colour = STYLES[part.style]
            lines = setting.lines(part.words, face, size, width)
            high = len(lines) * size * d.LEADING
            before = 0.2 if n and parts[n - 1].style in ("label", "strong") else before
            made = _lines(lines, face, size, colour, x, y + before, setting) if is_drawn else []
        marks += made
        y += before + high
    return marks, y - top


def _grade(part: Part, x: float, y: float, setting: Setting) -> tuple[list[Mark], float]:
    width = setting.measure(part.words, d.SANS, 2.6)
    dash, count = UNDER_GRADE[part.style.removeprefix("grade-")]
    marks = _lines([part.words], d.SANS, 2.6, d.SOFT, x, y, setting)
    base = y + 2.6 * d.ASCENT + 0.9
    marks += [Rule(x, base + n * 0.6, x + width, base + n * 0.6, d.SOFT, 0.28, dash) for n in range(count)]
    return marks, 2.6 * d.LEADING + 0.9


def _days(part: Part, x: float, y: float, width: float, setting: Setting) -> tuple[list[Mark], float]:
    """What is counted, and the number in large: words is "47 dagar", or what was said."""
    marks: list[Mark] = [Rule(x, y, x + width, y, d.OCHRE, 0.25)]
    marks += _lines([part.more], d.BOLD, 2.4, d.SOFT, x, y + 0.8, setting)
    number, _space, unit = part.words.partition("\u00a0")
    if number.isdigit():
        base = y + 0.8 + 2.4 * d.LEADING + 5.2 * 0.86
        size = setting.measure(number, d.SERIF, 5.2)
        marks.append(Text(x, base, number, d.SERIF, 5.2, d.INK, size))
        marks.append(Text(x + size + 1, base, unit, d.SANS, 2.8, d.INK, setting.measure(unit, d.SANS, 2.8)))
        return marks, base + 1.0 - y
    lines = setting.lines(part.words, d.BOLD, 3.0, width)
    marks += _lines(lines, d.BOLD, 3.0, d.INK, x, y + 0.8 + 2.4 * d.LEADING, setting)
    return marks, 0.8 + 2.4 * d.LEADING + len(lines) * 3.0 * d.LEADING


def _border(part: Part, x: float, y: float, width: float, setting: Setting) -> tuple[list[Mark], float]:
    """From whom to whom; with the double line of a border where it lies between principals."""
    one = setting.lines(part.words, d.BOLD, 2.8, width)
    other = setting.lines(part.more, d.BOLD, 2.8, width - 4)
    first, second = len(one) * 2.8 * d.LEADING, len(other) * 2.8 * d.LEADING
    marks = _lines(one, d.BOLD, 2.8, d.INK, x, y, setting)
    marks += _lines(other, d.BOLD, 2.8, d.INK, x + 4, y + first + 0.6, setting)
    for n in (0.5, 1.8) if part.style == "border" else (0.5,):
        marks.append(Rule(x + n, y + first + 0.6, x + n, y + first + second + 0.6, d.OCHRE, 0.5))
    return marks, first + second + 0.6
