"""Where the pieces of lying, stacked bars go: one row per occasion, one piece per answer. Pure.

Lengths are in the units of the picture's view box; text is 15 units high there. The same counts are laid out twice,
for wide screens and for narrow ones, so that text keeps its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TALL, BETWEEN, SWATCH, LETTER = 28, 3, 14, 8.4


@dataclass(frozen=True)
class Frame:
    """The room there is. label: width of the column of labels, 0 where they stand above their bar."""

    width: int
    label: int

    @property
    def step(self) -> int:
        return 46 if self.label else 64


WIDE, NARROW = Frame(900, 170), Frame(280, 0)


@dataclass(frozen=True)
class Piece:
    """One answer in one bar. kind: index of the answer. text_x: middle of its number; blank where it does not fit."""

    kind: int
    x: str
    y: int
    width: str
    text: str
    text_x: str
    text_y: int


@dataclass(frozen=True)
class Key:
    """One answer in the explanation above the bars."""

    kind: int
    text: str
    x: int
    y: int
    text_x: int
    text_y: int


@dataclass(frozen=True)
class Bar:
    label: str
    y: int
    pieces: list[Piece]


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    keys: list[Key]
    bars: list[Bar]


def stacked(answers: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], frame: Frame) -> Picture:
    """Lay out one bar per row. answers: what the pieces are called. rows: [(label, persons per answer)].

    All bars share one scale, from nought. An answer that nobody gave has no piece.
    """
    keys = _keys(answers, frame)
    top = max(key.y for key in keys) + SWATCH + 22
    longest = max((sum(counts) for _label, counts in rows), default=0) or 1
    scale = (frame.width - frame.label - BETWEEN * len(answers)) / longest
    bars = []
    for i, (label, counts) in enumerate(rows):
        y = top + i * frame.step
        bar = y if frame.label else y + 18
        bars.append(Bar(label, y + 19 if frame.label else y + 10, _pieces(counts, frame.label, bar, scale)))
    return Picture(frame.width, top + len(rows) * frame.step, keys, bars)


def _pieces(counts: Sequence[int], x: float, y: int, scale: float) -> list[Piece]:
    out = []
    for kind, n in enumerate(counts):
        if n:
            width = n * scale
            text = str(n) if width >= LETTER * len(str(n)) + 2 else ""
            out.append(Piece(kind, _unit(x), y, _unit(width), text, _unit(x + width / 2), y + 19))
            x += width + BETWEEN
    return out


def _keys(answers: Sequence[str], frame: Frame) -> list[Key]:
    """Beside each other as far as they fit, then on the next line."""
    keys: list[Key] = []
    x, y = frame.label, 4
    for kind, text in enumerate(answers):
        wide = SWATCH + 6 + round(LETTER * len(text))
        if keys and x + wide > frame.width:
            x, y = frame.label, y + 24
        keys.append(Key(kind, text, x, y, x + SWATCH + 6, y + 12))
        x += wide + 22
    return keys


def _unit(value: float) -> str:
    """With a point in every language."""
    return f"{value:.1f}"
