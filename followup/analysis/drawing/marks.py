"""The marks of a drawing, and how they are written as SVG. Pure.

Colours are classes of the style sheet, never values: a drawing follows light, dark and print like the text around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

LETTER = 7.9  # mean width of a letter at 15 units
BOLD = 1.1  # how much wider a heavy letter is
TEXT = 15  # height of text
DIAMOND = 9  # from the middle of a diamond to its corners


@dataclass(frozen=True)
class Frame:
    """The room there is. is_wide: names beside what they name; else above or under it."""

    width: int
    is_wide: bool


WIDE, NARROW = Frame(940, True), Frame(280, False)


@dataclass(frozen=True)
class Drawing:
    """svg: what goes inside the element, every text in it escaped."""

    width: int
    height: int
    svg: str


def unit(value: float) -> str:
    """A length, with one decimal and a point in every language; never "-0.0"."""
    return f"{round(value, 1) + 0.0:.1f}"


def line(x1: float, y1: float, x2: float, y2: float, cls: str) -> str:
    """A straight line."""
    return f'<line class="{cls}" x1="{unit(x1)}" y1="{unit(y1)}" x2="{unit(x2)}" y2="{unit(y2)}"/>'


def path(runs: Iterable[Sequence[tuple[float, float]]], cls: str) -> str:
    """One line through each run of places; a run of one place is a dot, where the line has round ends."""
    parts = []
    for run in runs:
        if run:
            first, *rest = run
            parts.append(f"M{unit(first[0])} {unit(first[1])}")
            parts += [f"L{unit(x)} {unit(y)}" for x, y in rest] or ["h0"]
    return f'<path class="{cls}" d="{"".join(parts)}"/>' if parts else ""


def circle(x: float, y: float, r: float, cls: str) -> str:
    """A ring or a dot."""
    return f'<circle class="{cls}" cx="{unit(x)}" cy="{unit(y)}" r="{unit(r)}"/>'


def square(x: float, y: float, half: float, cls: str) -> str:
    """A square around a place."""
    side = unit(2 * half)
    return f'<rect class="{cls}" x="{unit(x - half)}" y="{unit(y - half)}" width="{side}" height="{side}"/>'


def diamond(x: float, y: float, cls: str, *, half: float = DIAMOND) -> str:
    """What tells a sign from any other point, also without colour."""
    h = unit(half)
    return f'<path class="{cls}" d="M{unit(x)} {unit(y - half)}l{h} {h}-{h} {h}-{h}-{h}z"/>'


def cross(x: float, y: float, cls: str, *, half: float = 4) -> str:
    """Two strokes over each other."""
    return path([[(x - half, y - half), (x + half, y + half)], [(x - half, y + half), (x + half, y - half)]], cls)


def text(x: float, y: float, words: str, cls: str = "", *, anchor: str = "start") -> str:
    """Words; anchor: start, middle or end. Blank words make no mark."""
    if not words:
        return ""
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    named = f' class="{cls}"' if cls else ""
    return f'<text{named} x="{unit(x)}" y="{unit(y)}"{where}>{escape(words)}</text>'


def hatch(x1: float, y1: float, x2: float, y2: float, *, gap: float = 8) -> str:
    """A slanted hatch over a rectangle: something is there that is not shown. Drawn as lines, so that no pattern has
    to be named and two charts on a page never share a name."""
    parts = []
    start = x1 + y1 - (x1 + y1) % gap + gap
    while start < x2 + y2:
        left, right = max(x1, start - y2), min(x2, start - y1)
        if right > left:
            parts.append([(left, start - left), (right, start - right)])
        start += gap
    return path(parts, "f-none s-edge")


def width_of(words: str) -> float:
    """About how wide words are."""
    return LETTER * len(words)


def apart(wanted: Sequence[float], *, least: float, low: float, high: float) -> list[float]:
    """Places as near the wanted ones as they can be, at least so far apart, between low and high where they all fit.

    Those that would meet are spread around their middle, so that none is favoured.
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    groups: list[tuple[float, int]] = []  # (where the first would lie, how many)
    for i in order:
        first, n = wanted[i], 1
        while groups and groups[-1][0] + groups[-1][1] * least > first:
            before, many = groups.pop()
            first = (before * many + (first - many * least) * n) / (many + n)
            n += many
        groups.append((first, n))
    places = [first + k * least for first, n in groups for k in range(n)]
    for k in range(len(places)):
        places[k] = max(places[k], low + k * least)
    for k in reversed(range(len(places))):
        places[k] = min(places[k], high - (len(places) - 1 - k) * least)
    out = [0.0] * len(wanted)
    for place, i in zip(places, order, strict=True):
        out[i] = place
    return out
