"""Where the columns of a picture of new codes per story go. Pure.

Lengths are in the units of the picture's view box, text is 15 units high there; laid out twice, for wide and for narrow
screens. More stories than there is room for columns are put together, equally many in each but the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TOP, HIGH, FOOT, GAP = 30, 170, 34, 4


@dataclass(frozen=True)
class Frame:
    """The room there is: width, and how many columns at most."""

    width: int
    most: int


WIDE, NARROW = Frame(900, 40), Frame(280, 12)


@dataclass(frozen=True)
class Column:
    """Stories first to last (from 1) that together brought n new codes. text_x: its middle. told: named below."""

    first: int
    last: int
    n: int
    x: str
    y: str
    width: str
    height: str
    text_x: str
    text_y: str
    told: bool

    @property
    def name(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    base: int
    names_y: int
    together: int
    columns: list[Column]


def columns(counts: Sequence[int], frame: Frame) -> Picture:
    """counts: new codes per story, in order. together: how many stories one column holds."""
    together = max(1, -(-len(counts) // frame.most))
    parts = [counts[at : at + together] for at in range(0, len(counts), together)]
    heights = [sum(part) for part in parts]
    step = min(60.0, frame.width / max(1, len(parts)))
    scale = HIGH / (max(heights, default=0) or 1)
    every = max(1, round((9 * len(str(len(counts))) * (1 if together == 1 else 2.4) + 8) / step + 0.49))
    base = TOP + HIGH
    out = []
    for at, (part, n) in enumerate(zip(parts, heights, strict=True)):
        x, tall = at * step, n * scale
        out.append(
            Column(
                first=at * together + 1, last=at * together + len(part), n=n, x=_unit(x), y=_unit(base - tall),
                width=_unit(max(2.0, step - GAP)), height=_unit(tall), text_x=_unit(x + (step - GAP) / 2),
                text_y=_unit(base - tall - 6), told=at % every == 0,
            )
        )  # fmt: skip
    return Picture(frame.width, base + FOOT, base, base + 22, together, out)


def _unit(value: float) -> str:
    """With a point in every language."""
    return f"{value:.1f}"
