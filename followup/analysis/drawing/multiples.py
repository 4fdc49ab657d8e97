"""The same picture once for each unit, on the same scale, in the order given. Pure.

Never by value and never coloured by value: a unit is looked at by itself, and against what is aimed at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from followup.analysis.drawing import marks
from followup.analysis.drawing.axes import Scale
from followup.analysis.drawing.marks import Drawing, Frame

SHOWN, HIDDEN, MISSING = "shown", "hidden", "missing"
GAP, HEAD, TALL, STEP = 30, 44, 66, 136


@dataclass(frozen=True)
class Spot:
    """One period. value: None where none is shown."""

    month: int
    value: float | None
    state: str = SHOWN
    is_sign: bool = False


@dataclass(frozen=True)
class Panel:
    """One unit. last: its latest value in words, or why there is none."""

    name: str
    last: str
    spots: Sequence[Spot]


@dataclass(frozen=True)
class Shared:
    """What all panels have in common. at: lowest and highest of the upright axis, and what lies between; tick: in
    words. ends: the first and the last period in words. target: what is aimed at, and in words; None where nothing
    is."""

    at: Sequence[float]
    tick: dict[float, str]
    ends: tuple[str, str]
    target: float | None = None
    target_words: str = ""


def draw(panels: Sequence[Panel], shared: Shared, frame: Frame) -> Drawing:
    """Lay the panels out, row by row: four beside each other, on a narrow screen one."""
    left = 8 + max((marks.width_of(word) for word in shared.tick.values()), default=0)
    columns = 4 if frame.is_wide else 1
    wide = (frame.width - left - GAP * (columns - 1) - 4) / columns
    months = [spot.month for panel in panels for spot in panel.spots]
    first, last = (min(months), max(months)) if months else (0, 1)
    step = _step(panels)
    parts: list[str] = []
    top = 24 if shared.target is not None else 0
    if shared.target is not None:
        parts.append(marks.line(0, 9, 30, 9, "s-ink long") + marks.text(38, 14, shared.target_words, "t-b"))
    for number, panel in enumerate(panels):
        column, row = number % columns, number // columns
        x0, y0 = left + column * (wide + GAP), top + row * STEP
        x = Scale(first - step / 2, last + step / 2, x0, x0 + wide)
        y = Scale(shared.at[0], shared.at[-1], y0 + HEAD + TALL, y0 + HEAD)
        parts += _panel(panel, shared, x, y, is_first=column == 0)
        if number + columns >= len(panels):
            under = y0 + HEAD + TALL + 20
            parts.append(marks.text(x0, under, shared.ends[0], "t-soft"))
            parts.append(marks.text(x0 + wide, under, shared.ends[1], "t-soft", anchor="end"))
    rows = -(-len(panels) // columns)
    return Drawing(frame.width, top + max(1, rows) * STEP, "".join(parts))


def _step(panels: Sequence[Panel]) -> int:
    between = [
        after.month - before.month
        for panel in panels
        for before, after in zip(panel.spots, panel.spots[1:], strict=False)
        if after.month > before.month
    ]
    return min(between, default=1)


def _panel(panel: Panel, shared: Shared, x: Scale, y: Scale, *, is_first: bool) -> Iterator[str]:
    room = int((x.end - x.start) / (marks.LETTER * marks.BOLD))
    name = panel.name if len(panel.name) <= room else panel.name[: room - 1] + "…"
    yield marks.text(x.start, y.end - HEAD + 15, name, "t-b")
    yield marks.text(x.start, y.end - HEAD + 34, panel.last, "t-soft")
    for value in (shared.at[0], shared.at[-1]):
        yield marks.line(x.start, y.at(value), x.end, y.at(value), "s-line")
        if is_first:
            yield marks.text(x.start - 8, y.at(value) + 5, shared.tick.get(value, ""), "t-soft", anchor="end")
    step = _step([panel])
    for state, run in groupby(panel.spots, key=lambda spot: spot.state):
        inside = list(run)
        if state == HIDDEN:
            yield marks.hatch(x.at(inside[0].month - step / 2), y.end, x.at(inside[-1].month + step / 2), y.start)
        elif state == MISSING:
            middle = inside[len(inside) // 2]
            yield marks.cross(x.at(middle.month), y.start, "f-none s-soft w2")
    if shared.target is not None:
        yield marks.line(x.start, y.at(shared.target), x.end, y.at(shared.target), "s-ink long")
    yield from _line(panel.spots, x, y)


def _line(spots: Sequence[Spot], x: Scale, y: Scale) -> Iterator[str]:
    runs: list[list[tuple[float, float]]] = [[]]
    for spot in spots:
        if spot.value is None:
            runs.append([])
        else:
            runs[-1].append((x.at(spot.month), y.at(spot.value)))
    yield marks.path(runs, "f-none s-ink w2 rnd")
    drawn = [spot for spot in spots if spot.value is not None]
    for spot in drawn:
        if spot.is_sign and spot.value is not None:
            yield marks.diamond(x.at(spot.month), y.at(spot.value), "f-ink s-card", half=6)
    if drawn and drawn[-1].value is not None and not drawn[-1].is_sign:
        yield marks.circle(x.at(drawn[-1].month), y.at(drawn[-1].value), 4, "f-ink s-card")
