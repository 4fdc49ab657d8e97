"""Where the curve of how it felt goes: along the way from left to right, or downwards on a phone. Pure.

Lengths are in the units of the picture's view box, text is 15 units high there; the same marks are laid out twice, for
wide screens and for narrow ones. A curve between two marks never goes above or below them: its control points lie
level with the marks, half-way between. Between two marks with something unsaid in between the line is dashed. What
happens at the same time, on a track of its own, is not on the main line: it has a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from journeys.analysis.document import Document, Gap

LETTER, BIG, SMALL = 8.4, 7.0, 4.0
PLOT, WIDTH, NARROW = 940, 1040, 280  # the scale's words stand to the right of the plot
MIDDLE, PER_POINT, HIGH = 118, 46, 250  # wide: y of "varken eller", units for one point, height
CENTRE, PER_POINT_NARROW, TOP, ROW = 134, 38, 11, 70
ROOM_FOR_ALL = 840  # of rows on a phone before they are drawn closer
MOST_ROOM, CLOSEST = 2800, 14
ROOM_FOR_WORDS, ROOM_FOR_WORD = 50, 20  # for each part, wide and narrow; with less, only the turning points have words
SMOOTH = 200  # with more marks than this a bend could not be seen
Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True)
class Mark:
    """A part of the way. value: −2 … 2, None where it is not said how it felt. label: what is written beside it.
    guess: those who made the map have assumed it. track: name of a parallel track, blank for the main one."""

    key: str
    title: str
    value: int | None = None
    label: str = ""
    is_gap: bool = False
    guess: bool = False
    track: str = ""


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    r: str
    guess: bool
    aside: bool


@dataclass(frozen=True)
class Label:
    x: str
    y: str
    anchor: str
    text: str
    soft: bool = False


@dataclass(frozen=True)
class Picture:
    """bands: (x, y, width, height) of the gaps. solid, dashed: the main line as path data, blank for none; aside: the
    parallel tracks."""

    width: int
    height: int
    bands: list[tuple[str, str, str, str]]
    solid: str
    dashed: str
    aside: str
    dots: list[Dot]
    labels: list[Label]


def marks_of(document: Document) -> list[Mark]:
    """Every step and gap in the order of the map, without labels. A gap is on the track of the step it follows."""
    tracks = {step.key: step.track for step in document.steps}
    return [
        Mark(part.key, part.title, part.feeling, is_gap=isinstance(part, Gap), guess=part.grade == "assumed",
             track=tracks[part.after] if isinstance(part, Gap) else part.track)
        for _phase, part in document.parts()
    ]  # fmt: skip


@dataclass(frozen=True)
class Extremes:
    """lows, highs: the parts where it was heaviest and best, in order. Both are all that is said when it was the same
    everywhere."""

    lows: list[Mark]
    highs: list[Mark]


def extremes(marks: Iterable[Mark]) -> Extremes | None:
    """None where nothing is said."""
    said = [(mark.value, mark) for mark in marks if mark.value is not None]
    if not said:
        return None
    values = [value for value, _mark in said]
    low, high = min(values), max(values)
    return Extremes([mark for v, mark in said if v == low], [mark for v, mark in said if v == high])


def wide(marks: Sequence[Mark]) -> Picture:
    """One column for each part, also for those that do not say."""
    step = PLOT / max(1, len(marks))
    points: dict[int, Point] = {
        at: ((at + 0.5) * step, MIDDLE - PER_POINT * mark.value)
        for at, mark in enumerate(marks)
        if mark.value is not None
    }
    bands = [_units(at * step, 0, step, HIGH) for at, mark in enumerate(marks) if mark.is_gap]
    radius = _radius(step)
    lines = _lines(marks, points, down=False)
    named = _first(marks) if step >= ROOM_FOR_WORDS else _first(marks)[:4]
    labels = _beside(marks, points, radius, lines.trace, named)
    return Picture(WIDTH, HIGH, bands, lines.solid, lines.dashed, lines.aside, _dots(marks, points, radius), labels)


def narrow(marks: Sequence[Mark]) -> Picture:
    """One row for each part; heavy to the left."""
    n = max(1, len(marks))
    row = min(ROW, max(ROOM_FOR_ALL, min(MOST_ROOM, CLOSEST * n)) / n)
    points: dict[int, Point] = {
        at: (CENTRE + PER_POINT_NARROW * mark.value, TOP + (at + 0.5) * row)
        for at, mark in enumerate(marks)
        if mark.value is not None
    }
    bands = [_units(0, TOP + at * row, NARROW, row) for at, mark in enumerate(marks) if mark.is_gap]
    radius = _radius(row)
    lines = _lines(marks, points, down=True)
    named = _first(marks) if row >= ROOM_FOR_WORD else _first(marks)[:4]
    labels = _to_the_side(marks, points, radius, named)
    height = round(TOP + n * row) + 8
    return Picture(NARROW, height, bands, lines.solid, lines.dashed, lines.aside, _dots(marks, points, radius), labels)


# --- Lines ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Lines:
    solid: str
    dashed: str
    aside: str
    trace: list[Point]  # points along all of it, to keep words off


def _lines(marks: Sequence[Mark], points: dict[int, Point], *, down: bool) -> _Lines:
    solid: list[str] = []
    dashed: list[str] = []
    aside: list[str] = []
    trace: list[Point] = []
    bend = len(points) <= SMOOTH
    for track in dict.fromkeys(mark.track for mark in marks):
        here = [at for at, mark in enumerate(marks) if mark.track == track]
        place = {at: n for n, at in enumerate(here)}
        said = [at for at in here if at in points]
        for one, other in pairwise(said):
            whole = place[other] - place[one] == 1
            into = aside if track else solid if whole else dashed
            into.append(_stretch(points[one], points[other], into, down=down, bend=bend))
            trace += _along(points[one], points[other], down=down)
    return _Lines("".join(solid), "".join(dashed), "".join(aside), trace)


def _stretch(one: Point, other: Point, into: list[str], *, down: bool, bend: bool) -> str:
    """Path data of one stretch. It goes on from where the last one ended, if it ended here."""
    end = _pair(other)
    ended = into[-1].replace("C", " ").replace("L", " ").split(" ") if into else []
    start = "" if ended[-2:] == _pair(one).split(" ") else f"M{_pair(one)}"
    if not bend:
        return f"{start}L{end}"
    first, second = _controls(one, other, down=down)
    return f"{start}C{_pair(first)} {_pair(second)} {end}"


def _controls(one: Point, other: Point, *, down: bool) -> tuple[Point, Point]:
    if down:
        half = (one[1] + other[1]) / 2
        return (one[0], half), (other[0], half)
    half = (one[0] + other[0]) / 2
    return (half, one[1]), (half, other[1])


def _along(one: Point, other: Point, *, down: bool) -> Iterator[Point]:
    a, b = _controls(one, other, down=down)
    for n in range(1, 12):
        t = n / 12
        w = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        yield (
            w[0] * one[0] + w[1] * a[0] + w[2] * b[0] + w[3] * other[0],
            w[0] * one[1] + w[1] * a[1] + w[2] * b[1] + w[3] * other[1],
        )


# --- Marks and their words ----------------------------------------------------------------------


def _radius(room: float) -> float:
    """0 where there is no room for rings."""
    return BIG if room >= 3 * BIG else SMALL if room >= 2.5 * SMALL else 0


def _dots(marks: Sequence[Mark], points: dict[int, Point], radius: float) -> list[Dot]:
    shown = points if radius else {at: points[at] for at in _first(marks)[:4]}
    return [
        Dot(_unit(x), _unit(y), _unit(radius or SMALL), marks[at].guess, bool(marks[at].track))
        for at, (x, y) in sorted(shown.items())
    ]


def _first(marks: Sequence[Mark]) -> list[int]:
    """Which marks get their words first: the heaviest, the best, the first and the last, then the others."""
    said = [(mark.value, at) for at, mark in enumerate(marks) if mark.value is not None]
    if not said:
        return []
    lowest, highest = min(said), max(said, key=lambda one: (one[0], -one[1]))
    order = [lowest[1], highest[1], said[0][1], said[-1][1], *(at for _value, at in said)]
    return list(dict.fromkeys(order))


def _beside(
    marks: Sequence[Mark], points: dict[int, Point], radius: float, trace: list[Point], named: list[int]
) -> list[Label]:
    """Wide: above the mark, below where the line is in the way, nowhere where there is no room."""
    taken = [(x - radius, y - radius, x + radius, y + radius) for x, y in points.values()] if radius else []
    found: dict[int, Label] = {}
    for at in named:
        x, y = points[at]
        half = LETTER * len(marks[at].label) / 2
        middle = min(max(x, half), max(half, PLOT - half))
        tries: list[tuple[float, Box]] = [
            (base, (middle - half, base - 13, middle + half, base + 4)) for base in (y - 18, y + 29)
        ]
        free = [one for one in tries if not any(_meet(one[1], other) for other in taken)]
        if not free or not marks[at].label:
            continue
        clear = [one for one in free if not any(_inside(point, one[1]) for point in trace)]
        base, box = (clear or free)[0]
        taken.append(box)
        found[at] = Label(_unit(middle), _unit(base), "middle", marks[at].label)
    return [found[at] for at in sorted(found)]


def _to_the_side(marks: Sequence[Mark], points: dict[int, Point], radius: float, named: list[int]) -> list[Label]:
    """Narrow: on the side with more room, with what it was about below, or alone, or not at all."""
    taken = [(x - radius, y - radius, x + radius, y + radius) for x, y in points.values()] if radius else []
    found: dict[int, list[Label]] = {}
    for at in named:
        x, y = points[at]
        right = NARROW - x >= x
        room = NARROW - x - 16 if right else x - 16
        lines = [fit(text, room) for text in (marks[at].label, marks[at].title) if text]
        edge, anchor = (x + 16, "start") if right else (x - 16, "end")
        for count, base in ((2, y - 2), (1, y + 5)):
            told = lines[:count]
            wide = LETTER * max(map(len, told), default=0)
            left = edge if right else edge - wide
            box = (left, base - 13, left + wide, base + 19 * (len(told) - 1) + 5)
            if told and len(told) == count and not any(_meet(box, other) for other in taken):
                taken.append(box)
                found[at] = [
                    Label(_unit(edge), _unit(base + 19 * n), anchor, text, soft=n > 0) for n, text in enumerate(told)
                ]
                break
    return [label for at in sorted(found) for label in found[at]]


def fit(text: str, room: float) -> str:
    """As much of a text as there is room for."""
    most = max(1, int(room / LETTER))
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def labelled(marks: Iterable[Mark], labels: Sequence[str]) -> list[Mark]:
    """The marks with what is to be written beside each."""
    return [replace(mark, label=label) for mark, label in zip(marks, labels, strict=True)]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _inside(point: Point, box: Box) -> bool:
    return box[0] < point[0] < box[2] and box[1] < point[1] < box[3]


def _pair(point: Point) -> str:
    return f"{_unit(point[0])} {_unit(point[1])}"


def _units(*values: float) -> tuple[str, str, str, str]:
    x, y, width, height = map(_unit, values)
    return x, y, width, height


def _unit(value: float) -> str:
    """With a point in every language."""
    return f"{value:.1f}"
