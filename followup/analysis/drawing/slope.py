"""Then and now: one line for each unit between two periods. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from followup.analysis.drawing import marks
from followup.analysis.drawing.axes import Scale
from followup.analysis.drawing.marks import Drawing, Frame

LEAST = 18  # units between two words


@dataclass(frozen=True)
class Slope:
    """One unit. then_words, now_words: what stands at either end."""

    then: float
    now: float
    then_words: str
    now_words: str
    short_then: str
    short_now: str


def draw(
    slopes: Sequence[Slope], ends: tuple[str, str], frame: Frame, *, target: float | None = None, said: str = ""
) -> Drawing:
    """Lay the lines out between the two periods. target: what is aimed at, with its words in `said`."""
    left_words = [one.then_words if frame.is_wide else one.short_then for one in slopes]
    right_words = [one.now_words if frame.is_wide else one.short_now for one in slopes]
    left = max(map(marks.width_of, left_words), default=0) + 18
    right = frame.width - max(map(marks.width_of, right_words), default=0) - 18
    values = [value for one in slopes for value in (one.then, one.now)] + ([target] if target is not None else [])
    low, high = min(values), max(values)
    if low == high:
        low, high = low - 1, high + 1
    tall = max(220, LEAST * (len(slopes) + 3))
    y = Scale(low, high, 44 + tall, 44)
    parts = [
        marks.line(left, 34, left, 54 + tall, "s-line"), marks.line(right, 34, right, 54 + tall, "s-line"),
        marks.text(left if frame.is_wide else 0, 16, ends[0], "t-b", anchor="middle" if frame.is_wide else "start"),
        marks.text(right, 16, ends[1], "t-b", anchor="middle" if frame.is_wide else "start"),
    ]  # fmt: skip
    if target is not None:
        parts.append(marks.line(left, y.at(target), right, y.at(target), "s-ink long"))
        parts.append(marks.text((left + right) / 2, y.at(target) - 6, said, "t-b halo", anchor="middle"))
    for one in slopes:
        parts.append(marks.path([[(left, y.at(one.then)), (right, y.at(one.now))]], "f-none s-ink w2"))
        parts.append(marks.circle(left, y.at(one.then), 5, "f-ink s-card"))
        parts.append(marks.circle(right, y.at(one.now), 5, "f-ink s-card"))
    for side, said_there in ((0, left_words), (1, right_words)):
        wanted = [y.at(one.now if side else one.then) for one in slopes]
        places = marks.apart(wanted, least=LEAST, low=44, high=44 + tall)
        for at, place, words in zip(wanted, places, said_there, strict=True):
            x, anchor = (right + 14, "start") if side else (left - 14, "end")
            if abs(at - place) > 3:
                parts.append(marks.line(right if side else left, at, x - 2 if side else x + 2, place, "s-line"))
            parts.append(marks.text(x, place + 5, words, anchor=anchor))
    return Drawing(frame.width, round(tall + 70), "".join(parts))
