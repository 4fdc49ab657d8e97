"""What a register says and what people say, on one line for each unit: the distance is the finding. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from followup.analysis.drawing import marks
from followup.analysis.drawing.axes import Scale
from followup.analysis.drawing.marks import Drawing, Frame


@dataclass(frozen=True)
class Value:
    """One of the two. value: None where none is shown; words: the value, or why there is none, short. low, high: its
    interval, where it is known."""

    value: float | None
    words: str
    low: float | None = None
    high: float | None = None
    is_hidden: bool = False


@dataclass(frozen=True)
class Line:
    """One unit."""

    name: str
    register: Value
    people: Value


@dataclass(frozen=True)
class Shared:
    """at, tick: of the lying axis. register, people: what the two are called. target: and in words."""

    at: Sequence[float]
    tick: dict[float, str]
    register: str
    people: str
    target: float | None = None
    target_words: str = ""


def draw(lines: Sequence[Line], shared: Shared, frame: Frame) -> Drawing:
    """Lay the lines out, in the order given; names beside them, on a narrow screen above."""
    step = 62 if frame.is_wide else 80
    names = max((marks.width_of(line.name) * marks.BOLD for line in lines), default=0)
    left = min(260.0, names + 40) if frame.is_wide else 24
    x = Scale(shared.at[0], shared.at[-1], left, frame.width - (40 if frame.is_wide else 28))
    top, bottom = 68, 68 + step * len(lines) - (step - 42)
    parts: list[str] = []
    for value in shared.at:
        parts.append(marks.line(x.at(value), 46, x.at(value), bottom, "s-line"))
        parts.append(marks.text(x.at(value), bottom + 20, shared.tick.get(value, ""), "t-soft", anchor="middle"))
    if shared.target is not None:
        at = x.at(shared.target)
        room = marks.width_of(shared.target_words) * marks.BOLD / 2
        words_at = min(max(at, room), frame.width - room)
        parts.append(marks.line(at, 28, at, bottom, "s-ink w2 long"))
        parts.append(marks.text(words_at, 20, shared.target_words, "t-b", anchor="middle"))
    named = next((i for i, one in enumerate(lines) if None not in (one.register.value, one.people.value)), None)
    for number, one in enumerate(lines):
        parts += _line(one, x, top + step * number + (0 if frame.is_wide else 14), frame)
        if number == named:
            parts += _named(one, x, top + step * number + (0 if frame.is_wide else 14), shared, frame)
    return Drawing(frame.width, round(bottom + 30), "".join(parts))


def _line(one: Line, x: Scale, y: float, frame: Frame) -> Iterator[str]:
    if frame.is_wide:
        room = int((x.start - 30) / (marks.LETTER * marks.BOLD))
        yield marks.text(0, y + 5, one.name if len(one.name) <= room else one.name[: room - 1] + "…", "t-b")
    else:
        yield marks.text(0, y - 22, one.name, "t-b halo")
    register, people = one.register, one.people
    if register.value is not None and people.value is not None:
        yield marks.line(x.at(people.value), y, x.at(register.value), y, "s-edge w3")
    if people.value is not None and people.low is not None and people.high is not None:
        low, high = x.at(people.low), x.at(people.high)
        yield marks.path([[(low, y - 6), (low, y + 6)], [(low, y), (high, y)], [(high, y - 6), (high, y + 6)]], FJORD)
    if people.value is not None:
        yield marks.circle(x.at(people.value), y, 9, "f-card s-fjord w3")
    if register.value is not None:
        yield marks.square(x.at(register.value), y, 9, "f-ink")
    yield from _figures(one, x, y)


FJORD = "f-none s-fjord w2"


def _figures(one: Line, x: Scale, y: float) -> Iterator[str]:
    """The values beside their marks, each on its outer side; what has none is said at the end of the line."""
    register, people = one.register, one.people
    if register.value is None or people.value is None:
        lacking = [side for side in (register, people) if side.value is None]
        there = register if register.value is not None else people
        if there.value is not None:
            cls = "t-b halo" if there is register else "t-fjord halo"
            yield marks.text(*_outside(there, x, y, to_right=False), there.words, cls, anchor="end")
        at = _outside(there, x, y, to_right=True)[0] + 8 if there.value is not None else x.start
        words = "; ".join(side.words for side in lacking if side.words)
        if at + marks.width_of(words) > x.end + 28:
            at = max(0.0, x.end + 28 - marks.width_of(words))
            y += 24 if there.value is not None else 0
        if any(side.is_hidden for side in lacking) and there.value is None:
            yield marks.hatch(x.start, y - 9, x.end, y + 9)
        yield marks.text(at, y + 5, words, "t-soft halo")
        return
    is_more = register.value >= people.value
    for side, cls, to_right in ((register, "t-b halo", is_more), (people, "t-fjord halo", not is_more)):
        place = _outside(side, x, y, to_right=to_right)
        yield marks.text(*place, side.words, cls, anchor="start" if to_right else "end")


def _outside(side: Value, x: Scale, y: float, *, to_right: bool) -> tuple[float, float]:
    value = side.value or 0.0
    ends = [x.at(end) for end in (side.low, side.high, value) if end is not None]
    return (max(*ends, x.at(value) + 9) + 6 if to_right else min(*ends, x.at(value) - 9) - 6), y + 5


def _named(one: Line, x: Scale, y: float, shared: Shared, frame: Frame) -> Iterator[str]:
    """Above the first line with both what the two marks are; under it where the screen is narrow."""
    at_y = y - 20 if frame.is_wide else y + 30
    both = [(one.people.value, shared.people, "t-fjord halo"), (one.register.value, shared.register, "t-b halo")]
    there = sorted(((x.at(value), words, cls) for value, words, cls in both if value is not None))
    places = [
        min(max(at, x.start + marks.width_of(words) / 2), x.end + 20 - marks.width_of(words) / 2)
        for at, words, _cls in there
    ]
    if len(there) == 2:
        least = (marks.width_of(there[0][1]) + marks.width_of(there[1][1])) * marks.BOLD / 2 + 14
        places = marks.apart(
            places, least=least, low=marks.width_of(there[0][1]) / 2, high=frame.width - marks.width_of(there[1][1]) / 2
        )
    for (_at, words, cls), place in zip(there, places, strict=True):
        yield marks.text(place, at_y, words, cls, anchor="middle")
