"""A map on paper: bands of columns below each other on as few sheets as they can be read on. Pure.

Everything is laid out in units; `Sheet.scale` tells how many millimetres a unit is, so that the same map fills an A3
and an A0. Words of a step are 3 units high. Nothing is ever cut off: a band with long texts gets fewer, wider columns.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from math import ceil, log

from journeys.analysis import drawing as d
from journeys.analysis.band import LABELS, UNDER_GRADE, Lines, Setting, drawn, rows_of, sizes
from journeys.analysis.columns import Column, Heading, Part, packed
from journeys.analysis.drawing import Area, Box, Dot, Mark, Measure, Rule, Text

THREAD = 10.0
"""Width of the margin that the red thread runs in."""
NARROWEST = 41.0
BETWEEN = 6.0
FOOT = 9.0


@dataclass(frozen=True)
class Paper:
    """A sheet to draw on, in millimetres. height 0: as high as is needed. least, most: bounds of the scale."""

    width: float
    height: float
    margin: float = 10.0
    least: float = 0.8
    most: float = 2.0


A3 = Paper(420, 297)
A0 = Paper(1189, 841, margin=18, least=0.8, most=4.2)


@dataclass(frozen=True)
class Sheet:
    """One sheet. width, height: millimetres. bands: how many of the map's columns stand in each band of it."""

    width: float
    height: float
    scale: float
    marks: tuple[Mark, ...]
    bands: tuple[int, ...] = ()

    @property
    def units(self) -> Box:
        """All of it, in units."""
        return 0.0, 0.0, self.width / self.scale, self.height / self.scale


@dataclass
class Layout:
    """One way to place a map: so wide a sheet, in units, with so wide columns."""

    columns: tuple[Column, ...]
    heading: Heading
    paper: Paper
    scale: float
    measure: Measure
    lines: Lines
    _known: dict[int, Setting] = field(default_factory=dict)

    @property
    def width(self) -> float:
        return self.paper.width / self.scale

    @property
    def margin(self) -> float:
        return self.paper.margin / self.scale

    @property
    def height(self) -> float:
        """Room for bands, head and foot."""
        return self.paper.height / self.scale - 2 * self.margin

    @property
    def left(self) -> float:
        return self.margin + THREAD

    @property
    def room(self) -> float:
        """Width for the columns of a band."""
        return self.width - 2 * self.margin - THREAD - LABELS

    def setting(self, count: int) -> Setting:
        """With so many columns in a band."""
        if count not in self._known:
            curve = any(column.feeling is not None for column in self.columns)
            rows = rows_of(self.columns)
            self._known[count] = Setting(self.room / count, rows, curve, self.heading, self.lines, self.measure)
        return self._known[count]

    def bands(self, most: int) -> list[tuple[tuple[Column, ...], int]]:
        """The columns in bands of at most so many, each with how many columns would fill the width."""
        bands = packed(self.columns, most)
        widest = max(map(len, bands), default=1)
        return [(band, widest) for band in bands]

    def total(self, most: int) -> float:
        """How high everything is on one sheet, with at most so many columns in a band."""
        high = sum(sizes(band, self.setting(count)).height + BETWEEN for band, count in self.bands(most))
        return _head(self, first=True)[1] + high + FOOT + _legend_height(self)


def _breaker(measure: Measure) -> Lines:
    """Lines of words, remembered for one drawing: the same words are tried at several widths."""

    @cache
    def lines(words: str, face: str, size: float, width: float) -> list[str]:
        return d.broken(words, face, size, width, measure)

    return lines


def poster(columns: tuple[Column, ...], heading: Heading, paper: Paper, measure: Measure) -> list[Sheet]:
    """The map on one sheet, as large as it can be; on several where it would be too small to read."""
    lines = _breaker(measure)

    def at(scale: float) -> Layout:
        return Layout(columns, heading, paper, scale, measure, lines)

    found = _largest(at, paper, len(columns))
    if found is not None:
        layout, most = found
        return [_sheet(layout, layout.bands(most), 0, 1, 0)]
    # Smaller than one only where a single column is higher than the paper.
    layout, pages = next((tried, pages) for step in range(10, 0, -1) if (pages := _pages(tried := at(step / 10))))
    done, sheets = 0, []
    for n, page in enumerate(pages):
        sheets.append(_sheet(layout, page, n, len(pages), done))
        done += sum(len(band) for band, _count in page)
    return sheets


def picture(columns: tuple[Column, ...], heading: Heading, measure: Measure, *, shape: float = 1.414) -> Sheet:
    """The map as one picture as wide and high as it needs, close to the shape (width by height) that is asked for."""
    low, high = 1, max(len(columns), 1)
    lines = _breaker(measure)

    @cache
    def tried(most: int) -> Layout:
        width = 20 + THREAD + LABELS + max(most, 3) * (NARROWEST + 9)
        layout = Layout(columns, heading, Paper(width, 0), 1.0, measure, lines)
        return replace(layout, paper=Paper(width, layout.total(most) + 20))

    def shaped(most: int) -> float:
        return tried(most).paper.width / tried(most).paper.height

    while low < high:  # more columns in a band make it wider and lower
        middle = (low + high) // 2
        low, high = (low, middle) if shaped(middle) >= shape else (middle + 1, high)
    most = min((max(low - 1, 1), low), key=lambda n: abs(log(shaped(n) / shape)))
    return _sheet(tried(most), tried(most).bands(most), 0, 1, 0)


def _largest(at: Callable[[float], Layout], paper: Paper, columns: int) -> tuple[Layout, int] | None:
    """The layout with the largest scale at which all fits on one sheet, and how many columns a band has at most."""
    best: tuple[Layout, int] | None = None

    def fits(scale: float, most: int) -> Layout | None:
        layout = at(scale)
        return None if layout.room / most < NARROWEST or layout.total(most) > layout.height else layout

    misses = 0
    for count in range(min(max(columns, 1), 60), 0, -1):
        low = best[0].scale * 1.02 if best else paper.least
        if low > paper.most or misses >= 6:
            break
        found = fits(low, count)
        if found is None:
            misses += best is not None or at(low).room >= count * NARROWEST
            continue
        high = paper.most
        while high - low > 0.02 * low:
            middle = (low + high) / 2
            tried = fits(middle, count)
            found, low, high = (tried, middle, high) if tried else (found, low, middle)
        best, misses = (found, count), 0
    return best


def _pages(layout: Layout) -> list[list[tuple[tuple[Column, ...], int]]]:
    """The bands of each sheet, with how many columns' width each is laid out for. Empty where one column alone is too
    high for a sheet."""
    most = max(1, int(layout.room / (NARROWEST + 4)))
    full = layout.height - FOOT - BETWEEN
    legend = _legend_height(layout)
    pages: list[list[tuple[tuple[Column, ...], int]]] = [[]]
    used = _head(layout, first=True)[1] + legend
    rest, count = layout.columns, most
    while rest:
        band = packed(rest, count)[0]
        wide = max(len(band), ceil(0.7 * count))  # a band that ends with its phase is not left half empty
        high = sizes(band, layout.setting(wide)).height + BETWEEN
        if used + high <= full:
            pages[-1].append((band, wide))
            used, rest, count = used + high, rest[len(band) :], most
        elif pages[-1]:
            pages.append([])
            used, count = _head(layout, first=False)[1] + legend, most
        elif count == 1:
            return []
        else:
            count -= 1  # alone on a sheet and still too high: fewer and wider columns
    return pages


def _sheet(layout: Layout, bands: list, number: int, of: int, done: int) -> Sheet:
    """One sheet with its head, bands and foot. done: how many columns stand on the sheets before it."""
    head, high = _head(layout, first=number == 0)
    marks: list[Mark] = [Area(0, 0, layout.width, layout.paper.height / layout.scale, d.CARD)]
    marks += _thread(layout, number, of)
    marks += head
    top = layout.margin + high
    legend = _legend_height(layout)
    measured = [sizes(band, layout.setting(count)) for band, count in bands]
    free = layout.height - high - FOOT - legend - sum(one.height + BETWEEN for one in measured)
    each = max(0.0, min(48.0, free / len(bands))) if bands else 0.0
    for (band, count), size in zip(bands, measured, strict=True):
        setting = layout.setting(count)
        size = size.stretched(each)
        going_on = done > 0 and layout.columns[done].phase == layout.columns[done - 1].phase
        marks += drawn(band, layout.left, top, size, setting, going_on=going_on)
        marks += _knot(layout, top + size.head / 2)
        top += size.height + BETWEEN
        done += len(band)
    if not layout.columns:
        marks += _words(layout, layout.heading.empty, d.SANS, 4.4, d.SOFT, layout.left, top + 4, layout.room)[0]
    marks += _foot(layout, number, of)
    return Sheet(layout.paper.width, layout.paper.height, layout.scale, tuple(marks),
                 tuple(len(band) for band, _count in bands))  # fmt: skip


# --- Around the bands -------------------------------------------------------------------------


def _words(layout, words, face, size, colour, x, y, width) -> tuple[list[Mark], float]:
    """(marks, height) of words with their upper edge at y."""
    lines = layout.lines(words, face, size, width)
    return [
        Text(x, y + size * d.ASCENT + n * size * d.LEADING, line, face, size, colour, layout.measure(line, face, size))
        for n, line in enumerate(lines)
    ], len(lines) * size * d.LEADING  # fmt: skip


def _head(layout: Layout, *, first: bool) -> tuple[list[Mark], float]:
    heading, margin = layout.heading, layout.margin
    marks: list[Mark] = []
    x, width = layout.left, layout.width - 2 * margin - THREAD
    top = margin
    marks += _words(layout, heading.brand, d.SERIF, 5.0, d.INK, x, top - 0.6, width / 2)[0]
    if heading.stamp:
        size = layout.measure(heading.stamp, d.BOLD, 3.0)
        right = x + width
        marks.append(Area(right - size - 6, top - 0.8, size + 6, 6.4, d.SAND, d.EDGE, 0.3, 3.2))
        marks.append(Text(right - 3, top + 3.5, heading.stamp, d.BOLD, 3.0, d.INK, size, "end"))
    y = top + 10.5
    if not first:
        made, high = _words(layout, heading.title, d.SERIF, 6.0, d.INK, x, y - 1, width)
        return marks + made, y + high + 2 - margin
    size = next((size for size in (11.0, 8.0) if len(layout.lines(heading.title, d.SERIF, size, width)) <= 2), 6.0)
    made, high = _words(layout, heading.title, d.SERIF, size, d.INK, x, y, width)
    marks, y = marks + made, y + high + 1.5
    for words, size, colour in ((heading.lede, 4.4, d.INK), (heading.facts, 3.1, d.SOFT)):
        if words:
            made, high = _words(layout, words, d.SANS, size, colour, x, y, min(width, 80 * size))
            marks, y = marks + made, y + high + 2.0
    return marks, y + 2.5 - margin


def _legend_height(layout: Layout) -> float:
    return _legend(layout, 0.0)[1] if layout.columns else 0.0


def _legend(layout: Layout, y: float) -> tuple[list[Mark], float]:
    """What the looks mean, in one paragraph of pieces that are not divided."""
    marks: list[Mark] = []
    x, right, start = layout.left, layout.width - layout.margin, y
    parts = layout.heading.legend
    for n, part in enumerate(parts):
        size = layout.measure(part.words, d.SANS, 2.6)
        is_marked = part.style.startswith("grade-")  # stands on the same line as what it means
        meaning = layout.measure(parts[n + 1].words, d.SANS, 2.6) + 1 if is_marked and n + 1 < len(parts) else 0.0
        if x > layout.left and x + size + meaning > right:
            x, y = layout.left, y + 2.6 * d.LEADING + 1.2
        marks += _piece(part, x, y, size)
        x += size + (1.0 if is_marked else 5.0)
    return marks, y - start + 2.6 * d.LEADING + 1.0


def _piece(part: Part, x: float, y: float, width: float) -> list[Mark]:
    base = y + 2.6 * d.ASCENT
    marks: list[Mark] = [Text(x, base, part.words, d.SANS, 2.6, d.SOFT, width)]
    if part.style.startswith("grade-"):
        dash, count = UNDER_GRADE[part.style.removeprefix("grade-")]
        for n in range(count):
            marks.append(Rule(x, base + 0.9 + n * 0.6, x + width, base + 0.9 + n * 0.6, d.SOFT, 0.28, dash))
    return marks


def _foot(layout: Layout, number: int, of: int) -> list[Mark]:
    heading = layout.heading
    bottom = layout.paper.height / layout.scale - layout.margin
    marks: list[Mark] = []
    if layout.columns:
        marks += _legend(layout, bottom - FOOT - _legend_height(layout) + 2)[0]
    right = layout.width - layout.margin
    told = heading.sheet % {"n": number + 1, "of": of} if of > 1 else ""
    width = layout.measure(told, d.BOLD, 2.8)
    marks.append(Rule(layout.left, bottom - 6, right, bottom - 6, d.LINE, 0.3))
    marks.append(Text(layout.left, bottom - 1.2, heading.foot, d.SANS, 2.6, d.SOFT,
                      layout.measure(heading.foot, d.SANS, 2.6)))  # fmt: skip
    if told:
        marks.append(Text(right, bottom - 1.2, told, d.BOLD, 2.8, d.INK, width, "end"))
    return marks


def _thread(layout: Layout, number: int, of: int) -> list[Mark]:
    """The red thread: from the ring on the first sheet to the dot on the last."""
    x = layout.margin + 2.6
    top, bottom = layout.margin + 2.4, layout.paper.height / layout.scale - layout.margin - 3.2
    start = top if number == 0 else 0.0
    end = bottom if number == of - 1 else layout.paper.height / layout.scale
    marks: list[Mark] = [Rule(x, start, x, end, d.THREAD, 0.9)]
    if number == 0:
        marks.append(Dot(x, top, 2.3, d.CARD, d.THREAD, 0.9))
    if number == of - 1:
        marks.append(Dot(x, bottom, 1.3, d.THREAD, d.THREAD, 0.4))
    return marks


def _knot(layout: Layout, y: float) -> list[Mark]:
    return [Dot(layout.margin + 2.6, y, 1.7, d.CARD, d.THREAD, 0.9)]
