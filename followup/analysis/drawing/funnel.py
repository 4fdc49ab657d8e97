"""Units by how many people they are about, with the limits of what chance gives at that size. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from followup.analysis.drawing import marks
from followup.analysis.drawing.axes import Scale
from followup.analysis.drawing.labels import Room
from followup.analysis.drawing.marks import Drawing, Frame


@dataclass(frozen=True)
class Spot:
    """One unit. limits: 95 % and 99.8 % of its size, low and high. name: in words beside it, blank for most."""

    size: float
    value: float
    limits: tuple[float, float, float, float]
    is_outside: bool = False
    name: str = ""


@dataclass(frozen=True)
class Shared:
    """across: ticks of size; up: of value; each in words. centre: what all are held against. The rest: words."""

    across: Sequence[float]
    up: Sequence[float]
    across_words: dict[float, str]
    up_words: dict[float, str]
    centre: float
    centre_words: str
    inner_words: str
    outer_words: str
    named: tuple[str, str]
    under: str
    neutral: bool = False


INNER, OUTER = (0, 1), (2, 3)


def draw(spots: Sequence[Spot], shared: Shared, frame: Frame) -> Drawing:
    """Lay the funnel out: size across, value up."""
    spots = sorted(spots, key=lambda spot: (spot.size, spot.value))
    left = 8 + max((marks.width_of(word) for word in shared.up_words.values()), default=0)
    words = (shared.centre_words, shared.inner_words, shared.outer_words)
    right = frame.width - (14 + max(map(marks.width_of, words)) * marks.BOLD if frame.is_wide else 10)
    height = 440 if frame.is_wide else 360
    x = Scale(shared.across[0], shared.across[-1], left, right)
    y = Scale(shared.up[0], shared.up[-1], height - 56, 34)
    parts = [*_axes(shared, x, y, frame)]
    parts.append(marks.line(x.start, y.at(shared.centre), x.end, y.at(shared.centre), "s-ink w2"))
    for which, cls in ((INNER, "f-none s-soft dot w2"), (OUTER, "f-none s-soft dash w2")):
        for side in which:
            parts.append(marks.path([_edge(spots, side, x, y)], cls))
    places = [(x.at(spot.size), y.at(spot.value)) for spot in spots]
    room = Room(left, 30, frame.width - 4, y.start, places)
    parts += _lines_named(spots, shared, y, x, room, frame)
    for spot, (at, up) in zip(spots, places, strict=True):
        if spot.is_outside:
            parts.append(marks.diamond(at, up, "f-ink s-card" if shared.neutral else "f-ochre s-card"))
        else:
            parts.append(marks.circle(at, up, 5 if frame.is_wide else 4, "f-ink s-card"))
    for spot, (at, up) in zip(spots, places, strict=True):
        if spot.name:
            parts.append(room.beside(at, up, spot.name, "t-b halo" if shared.neutral else "t-ochre halo"))
    return Drawing(frame.width, height, "".join(parts))


def _edge(spots: Sequence[Spot], side: int, x: Scale, y: Scale) -> list[tuple[float, float]]:
    """A limit through the sizes of the units, kept within the picture."""
    top, bottom = y.end, y.start
    return [(x.at(spot.size), min(max(y.at(spot.limits[side]), top), bottom)) for spot in spots]


def _axes(shared: Shared, x: Scale, y: Scale, frame: Frame) -> Iterator[str]:
    for value in shared.up:
        yield marks.line(x.start, y.at(value), x.end, y.at(value), "s-line")
        yield marks.text(x.start - 8, y.at(value) + 5, shared.up_words.get(value, ""), "t-soft", anchor="end")
    kept = list(shared.across)
    while len(kept) > 2 and any(
        x.at(after) - x.at(before) < marks.width_of(shared.across_words.get(after, "")) + 12
        for before, after in pairwise(kept)
    ):
        kept = kept[::2]
    for value in kept:
        half = marks.width_of(shared.across_words.get(value, "")) / 2
        at = min(max(x.at(value), half), frame.width - half)
        yield marks.text(at, y.start + 20, shared.across_words.get(value, ""), "t-soft", anchor="middle")
    yield marks.text(0, 14, shared.named[0 if frame.is_wide else 1], "t-soft")
    yield marks.text(x.start, y.start + 44, shared.under, "t-soft")


def _lines_named(
    spots: Sequence[Spot], shared: Shared, y: Scale, x: Scale, room: Room, frame: Frame
) -> Iterator[str]:  # fmt: skip
    if not spots:
        return
    last = spots[-1].limits
    ends = [
        (y.at(shared.centre), shared.centre_words, "t-b"), (y.at(last[1]), shared.inner_words, ""),
        (y.at(last[3]), shared.outer_words, ""),
    ]  # fmt: skip
    if frame.is_wide:
        places = marks.apart([up for up, _words, _cls in ends], least=18, low=y.end, high=y.start)
        for (_up, words, cls), place in zip(ends, places, strict=True):
            yield marks.text(x.end + 10, place + 5, words, cls)
    else:
        for up, words, cls in ends:
            yield room.along(up, words, f"{cls} halo".strip(), parts=(1.0, 0.8, 0.6))
