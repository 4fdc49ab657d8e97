"""A series as a line in a row of a table: how it went, without scale, limits or verdict. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from followup.analysis.cells import Cell, values

WIDTH, HEIGHT, EDGE = 180, 40, 5
MOST = 60  # the last so many: more than that is a smear at this size


@dataclass(frozen=True)
class Spark:
    """path: the line, broken where a figure is hidden or missing. dots: (x, y) of figures that stand alone. last:
    (x, y) of the last that is shown. gaps: (x, width) where figures are hidden. first, end: the periods it runs
    between."""

    path: str
    dots: list[tuple[str, str]]
    last: tuple[str, str]
    gaps: list[tuple[str, str]]
    first: str
    end: str
    width: int = WIDTH
    height: int = HEIGHT


def spark(cells: Sequence[Cell]) -> Spark | None:
    """Of cells in order of time. None where fewer than two are shown: one figure is no line."""
    cells = cells[-MOST:]
    value = values(cells)
    there = ~np.isnan(value)
    if there.sum() < 2:
        return None
    low, high = float(np.nanmin(value)), float(np.nanmax(value))
    x = EDGE + np.arange(len(cells)) * (WIDTH - 2 * EDGE) / max(len(cells) - 1, 1)
    share = (value - low) / (high - low) if high > low else np.full(len(cells), 0.5)
    y = HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)
    runs = _runs(there)
    path = "".join("M" + "L".join(f"{_unit(x[i])} {_unit(y[i])}" for i in run) for run in runs if len(run) > 1)
    dots = [(_unit(x[run[0]]), _unit(y[run[0]])) for run in runs if len(run) == 1]
    last = runs[-1][-1]
    step = (WIDTH - 2 * EDGE) / max(len(cells) - 1, 1)
    gaps = [(_unit(max(x[i] - step / 2, 0)), _unit(step)) for i, cell in enumerate(cells) if cell.is_hidden]
    return Spark(path, dots, (_unit(x[last]), _unit(y[last])), gaps, cells[0].period, cells[-1].period)


def _runs(there: np.ndarray) -> list[list[int]]:
    """Places of figures that follow one another without a gap."""
    out: list[list[int]] = []
    for i in np.flatnonzero(there):
        if out and out[-1][-1] == i - 1:
            out[-1].append(int(i))
        else:
            out.append([int(i)])
    return out


def _unit(value: float) -> str:
    return f"{round(float(value), 1) + 0.0:.1f}"
