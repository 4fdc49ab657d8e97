"""How a long way is laid out on a page: in bands of a few columns each, one below the other. Pure.

A column is a step or a gap. The bands are chosen so that the whole is cheapest, where every band costs something, a
phase that is divided costs more the less it had to be, a gap is not parted from the step it follows without need, and
bands of about the same width are better than a full one and a rest (Knuth & Plass 1981, for lines of a paragraph).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from journeys.analysis.document import Document, Gap, Phase, Step

MOST_COLUMNS = 6
"""Of a band: narrower columns cannot be read."""
BAND, DIVIDED, LONG, PARTED = 40, 200, 3, 25
"""What it costs to begin a band, to divide a phase that had fitted in one, to divide one that had not, and to part a
gap from the step it follows."""


@dataclass(frozen=True)
class Stretch:
    """What a band shows of one phase. number: of the phase in the whole, from 1. goes_on: begun in a band above.
    parts: steps and gaps, none where the phase has no steps."""

    phase: Phase
    number: int
    parts: tuple[Step | Gap, ...] = ()
    goes_on: bool = False

    @property
    def columns(self) -> int:
        """How wide it is; a phase without steps still has a place."""
        return max(1, len(self.parts))


@dataclass(frozen=True)
class Band:
    """Stretches side by side, at most MOST_COLUMNS columns in all."""

    stretches: tuple[Stretch, ...]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return sum(stretch.columns for stretch in self.stretches)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its steps, in order."""
        return tuple(part for stretch in self.stretches for part in stretch.parts if isinstance(part, Step))


Column = tuple[int, "Step | Gap | None"]
"""(number of the phase, from 0; what stands there)"""


def bands(document: Document, most: int = MOST_COLUMNS) -> tuple[Band, ...]:
    """The whole map in bands of at most so many columns, in order. None where there are no phases."""
    phases = document.phases
    held: list[list[Step | Gap]] = [[] for _phase in phases]
    at = {step.key: number for number, phase in enumerate(phases) for step in phase.steps}
    for _phase, part in document.parts():
        held[at[part.after if isinstance(part, Gap) else part.key]].append(part)
    none: list[Step | Gap | None] = [None]  # a phase without steps has a column too
    columns: list[Column] = [(n, part) for n, parts in enumerate(held) for part in (parts or none)]
    edges = [0, *breaks(columns, most)]
    out = []
    for start, end in pairwise(edges):
        out.append(Band(tuple(_stretches(phases, columns, start, end))))
    return tuple(out)


def breaks(columns: Sequence[Column], most: int) -> list[int]:
    """Where each band ends (exclusive): the cheapest of all ways to divide the columns."""
    wide: dict[int, int] = {}
    for number, _part in columns:
        wide[number] = wide.get(number, 0) + 1
    cost, came_from = [0], [0]
    for end in range(1, len(columns) + 1):
        ways = (
            (cost[start] + _cost(columns, start, end, most, wide), -start) for start in range(max(0, end - most), end)
        )
        best, start = min(ways)
        cost.append(best)
        came_from.append(-start)
    out = []
    end = len(columns)
    while end:
        out.append(end)
        end = came_from[end]
    return out[::-1]


def _cost(columns: Sequence[Column], start: int, end: int, most: int, wide: dict[int, int]) -> int:
    """What a band of these columns costs: its own, its empty room, and what is torn where it begins."""
    price = BAND + (most - (end - start)) ** 2
    if start and columns[start - 1][0] == columns[start][0]:
        price += DIVIDED if wide[columns[start][0]] <= most else LONG
    if start and isinstance(columns[start][1], Gap):
        price += PARTED
    return price


def _stretches(phases: Sequence[Phase], columns: Sequence[Column], start: int, end: int) -> list[Stretch]:
    numbers = sorted({number for number, _part in columns[start:end]})
    return [
        Stretch(
            phases[number],
            number + 1,
            tuple(part for at, part in columns[start:end] if at == number and part is not None),
            goes_on=start > 0 and columns[start - 1][0] == number,
        )
        for number in numbers
    ]
