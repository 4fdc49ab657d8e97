"""Where words may stand so that they hide as little as possible. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from followup.analysis.drawing.marks import BOLD, TEXT, text, width_of

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass
class Room:
    """The space words may stand in, the points in it, how high lines lie, and the words that stand already."""

    left: float
    top: float
    right: float
    bottom: float
    points: Sequence[tuple[float, float]] = ()
    lines: Sequence[float] = ()
    taken: list[Box] = field(default_factory=list)

    def cost(self, box: Box) -> float:
        """How bad a box is: other words under it, points under it, lines through it, edges it passes."""
        left, top, right, bottom = box
        out = max(0.0, self.left - left) + max(0.0, right - self.right)
        out += max(0.0, self.top - top) + max(0.0, bottom - self.bottom)
        over = sum(1 for other in self.taken if _meet(box, other))
        under = sum(1 for x, y in self.points if left - 6 < x < right + 6 and top - 6 < y < bottom + 6)
        through = sum(1 for y in self.lines if top < y < bottom)
        return 20 * out + 400 * over + 10 * under + 4 * through

    def beside(self, x: float, y: float, words: str, cls: str, *, far: float = 14) -> str:
        """Words for a point: over it, under it or at its side."""
        wide = width_of(words) * BOLD
        tries = [
            (x + side, y + up)
            for up in (-far, 5, far + 12, -far - 18, far + 30, -far - 36, far + 48)
            for side in (-wide / 2, far, -far - wide, -wide / 4, -3 * wide / 4)
            if up != 5 or abs(side) == far or side == -far - wide
        ]
        return self._best(tries, words, cls)

    def along(self, y: float, words: str, cls: str, *, parts: Sequence[float] = (1.0, 0.0, 0.5, 0.25, 0.75)) -> str:
        """Words for a lying line: over or under it, at its start, its middle or its end. parts: where along it."""
        wide, room = width_of(words) * BOLD, self.right - self.left
        tries = [
            (self.left + 4 + part * max(0.0, room - wide - 8), y + shift)
            for shift in (-6, 17, -22, 33)
            for part in parts
        ]
        return self._best(tries, words, cls)

    def _best(self, tries: Iterable[tuple[float, float]], words: str, cls: str) -> str:
        wide = width_of(words) * BOLD
        options = [(x, y, (x, y - TEXT + 3, x + wide, y + 4)) for x, y in tries]
        costs = [self.cost(box) + i / 2 for i, (_x, _y, box) in enumerate(options)]  # the first ones are the closest
        x, y, box = options[costs.index(min(costs))]
        self.taken.append(box)
        return text(x, y, words, cls)


def rows(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Which row each stretch of words stands in so that none runs into another; the first row is 0."""
    ends: list[float] = []
    out = []
    for start, end in spans:
        row = next((i for i, last in enumerate(ends) if last < start), len(ends))
        if row == len(ends):
            ends.append(end)
        else:
            ends[row] = max(ends[row], end)
        out.append(row)
    return out


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
