"""A large sheet cut into pages that an ordinary printer prints, to be glued together. Pure; millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from journeys.analysis.drawing import Box, Mark, meets
from journeys.analysis.poster import Sheet

MARGIN = 8.0
"""What no printer reaches, and where cut marks, numbers and glue go."""
SLACK = 0.5


@dataclass(frozen=True)
class Grid:
    """How a sheet is cut. paper: of a page, width and height. across, down: how many pages. width, height: of what
    each page shows of the sheet."""

    paper: tuple[float, float]
    across: int
    down: int
    width: float
    height: float

    @property
    def count(self) -> int:
        return self.across * self.down

    @property
    def left(self) -> float:
        """From the edge of the page to what it shows."""
        return (self.paper[0] - self.width) / 2

    @property
    def top(self) -> float:
        return (self.paper[1] - self.height) / 2


@dataclass(frozen=True)
class Tile:
    """One page. row, column, number: from 1. view: what it shows of the sheet, in the sheet's units. marks: those that
    are seen there."""

    row: int
    column: int
    number: int
    view: Box
    marks: tuple[Mark, ...]

    @property
    def name(self) -> str:
        """Row as a letter, column as a number: B3."""
        letters, n = "", self.row
        while n:
            n, rest = divmod(n - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.column}"


def grid(width: float, height: float, paper: tuple[float, float], margin: float = MARGIN) -> Grid:
    """The cut with the fewest pages of this paper, which may lie or stand. Equal pieces without overlap.

    paper: its two sides. Raises ValueError for a paper that is all margin.
    """
    short, long = sorted(paper)
    if short <= 2 * margin:
        raise ValueError("the paper is all margin")
    cuts = []
    for across, down in ((long, short), (short, long)):
        columns = ceil((width - SLACK) / (across - 2 * margin))
        rows = ceil((height - SLACK) / (down - 2 * margin))
        cuts.append(Grid((across, down), columns, rows, width / columns, height / rows))
    return min(cuts, key=lambda cut: cut.count)


def tiles(sheet: Sheet, cut: Grid) -> list[Tile]:
    """The pages, row by row, each with the marks that show on it."""
    wide, high = cut.width / sheet.scale, cut.height / sheet.scale
    boxes = [(mark, mark.box) for mark in sheet.marks]
    out = []
    for row in range(cut.down):
        for column in range(cut.across):
            view = (column * wide, row * high, wide, high)
            seen = tuple(mark for mark, box in boxes if meets(box, view))
            out.append(Tile(row + 1, column + 1, row * cut.across + column + 1, view, seen))
    return out
