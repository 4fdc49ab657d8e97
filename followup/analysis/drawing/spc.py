"""A series over time with its lines: control chart and run chart. Pure.

What is not shown is a hatched band where the figure may be anywhere, what is missing a cross on the axis and a gap in
the line, never nought. Lines of an earlier phase go on as dots, so that what they were stays in sight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from followup.analysis.drawing import marks
from followup.analysis.drawing.axes import Scale, marked, ticks
from followup.analysis.drawing.labels import Room, rows
from followup.analysis.drawing.marks import Drawing, Frame
from followup.analysis.drawing.thinning import thinned

SHOWN, HIDDEN, MISSING, ENDED = "shown", "hidden", "missing", "ended"
LEAST_NOTED = 1  # units between points below which none has words beside it
LEAST_DOT = 3.6  # units between points below which they have no dots of their own


@dataclass(frozen=True)
class Place:
    """One period. month: see `axes.month`. value: None where none is shown. long, short: what stands under it, long in
    two lines. note: words beside the point, for wide and narrow; blank for most."""

    month: int
    value: float | None
    state: str = SHOWN
    long: tuple[str, str] = ("", "")
    short: str = ""
    is_sign: bool = False
    is_excluded: bool = False
    note: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Level:
    """A line that lies or steps: one value per place, None where there is none. words: beside its last value. kind:
    centre, limit or target."""

    kind: str
    values: Sequence[float | None]
    words: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened from a month on, in words for wide and narrow. kind: break, phase or end."""

    month: int
    words: tuple[str, str]
    kind: str = "break"


@dataclass(frozen=True)
class Sketch:
    """What is to be drawn. starts: the first place of each phase after the first. apart: those of them from which
    nothing is compared with what was before. tick: a value in words. neutral:
    nobody has said which way is better, so that nothing but ink is used."""

    places: Sequence[Place]
    levels: Sequence[Level] = ()
    events: Sequence[Event] = ()
    starts: Sequence[int] = ()
    apart: Sequence[int] = ()
    named: tuple[str, str] = ("", "")
    tick: dict[float, str] = field(default_factory=dict)
    at: Sequence[float] = ()
    neutral: bool = False


STYLES = {"centre": "s-ink w2", "limit": "s-soft dash w2", "target": "s-ink w2 long"}
TEXTS = {"centre": "t-b", "limit": "", "target": "t-b"}
EVENTS = {"break": "s-ink w3", "phase": "s-soft w2", "end": "s-edge w2 dot"}


def values_of(places: Sequence[Place], levels: Sequence[Level]) -> list[float]:
    """Everything that the upright axis must reach: figures, lines and targets."""
    out = [place.value for place in places if place.value is not None]
    return out + [value for level in levels for value in level.values if value is not None]


def axis(places: Sequence[Place], levels: Sequence[Level], *, whole: bool = False) -> list[float]:
    """The ticks of the upright axis; 0 and 1 where there is nothing to reach."""
    return ticks(values_of(places, levels) or [0.0, 1.0], whole=whole)


def draw(sketch: Sketch, frame: Frame) -> Drawing:
    """Lay the sketch out."""
    return _Sheet(sketch, frame).drawn()


class _Sheet:
    """One layout in the making."""

    def __init__(self, sketch: Sketch, frame: Frame):
        self.sketch, self.frame = sketch, frame
        self.months = [place.month for place in sketch.places]
        first, last = (self.months[0], self.months[-1]) if self.months else (0, 1)
        self.step = min((b - a for a, b in pairwise(self.months) if b > a), default=1)
        pad = self.step / 2
        left = 8 + max((marks.width_of(word) for word in sketch.tick.values()), default=0)
        right = frame.width - (14 + self._widest() if frame.is_wide else 6)
        self.x = Scale(first - pad, last + pad, left, right)
        self.spans = [self._span(event) for event in sketch.events]
        self.rows = rows([(low, high) for low, high, _x, _anchor in self.spans])
        top = 44 + 18 * (max(self.rows, default=-1) + 1)
        self.height = top + 336 if frame.is_wide else top + 276
        low, high = (sketch.at[0], sketch.at[-1]) if sketch.at else (0.0, 1.0)
        self.y = Scale(low, high, self.height - (48 if frame.is_wide else 44), top)
        self.spots = [
            (i, self.x.at(place.month), self.y.at(place.value))
            for i, place in enumerate(sketch.places)
            if place.value is not None
        ]
        ends = [y for y, _words, _cls in self._ends()]
        self.room = Room(left, top - 4, right, self.y.start, self._inked(), ends)

    def drawn(self) -> Drawing:
        parts = [*self._axes(), *self._unknown(), *self._old(), *self._levels(), *self._events(), *self._series()]
        parts += [*self._named(), *self._notes()]
        return Drawing(self.frame.width, round(self.height), "".join(parts))

    def _inked(self) -> list[tuple[float, float]]:
        """The points and what lies between them, for words to keep clear of."""
        out = [(x, y) for _i, x, y in self.spots]
        for (x1, y1), (x2, y2) in pairwise(list(out)):
            parts = min(6, int(max(abs(x2 - x1), abs(y2 - y1)) / 12))
            out += [(x1 + (x2 - x1) * k / (parts + 1), y1 + (y2 - y1) * k / (parts + 1)) for k in range(1, parts + 1)]
        return out

    def _widest(self) -> float:
        words = [level.words for level in self.sketch.levels]
        return max((marks.width_of(one) for one in words), default=0)

    def _span(self, event: Event) -> tuple[float, float, float, str]:
        """(left, right of its words, where it lies, to which side its words go)."""
        x = max(self.x.start, self.x.at(event.month - (0 if event.kind == "end" else self.step / 2)))
        wide = marks.width_of(event.words[0 if self.frame.is_wide else 1]) + 8
        if x + wide <= self.x.end or x - self.x.start < self.x.end - x:
            return x, x + wide, x, "start"
        return x - wide, x, x, "end"

    def _axes(self) -> Iterator[str]:
        sketch, x, y = self.sketch, self.x, self.y
        for value in sketch.at:
            yield marks.line(x.start, y.at(value), x.end, y.at(value), "s-line")
            yield marks.text(x.start - 8, y.at(value) + 5, sketch.tick.get(value, ""), "t-soft", anchor="end")
        yield marks.text(0, 16, sketch.named[0 if self.frame.is_wide else 1], "t-soft")
        least = 58 if self.frame.is_wide else 62
        for i in marked(self.months, room=x.end - x.start, least=least):
            place = sketch.places[i]
            at = min(max(x.at(place.month), 20), self.frame.width - 24)
            if self.frame.is_wide:
                yield marks.text(at, y.start + 22, place.long[0], "t-soft", anchor="middle")
                yield marks.text(at, y.start + 40, place.long[1], "t-soft", anchor="middle")
            else:
                yield marks.text(at, y.start + 22, place.short, "t-soft", anchor="middle")

    def _unknown(self) -> Iterator[str]:
        """Hatched where figures are hidden, a cross on the axis where they are missing."""
        half = self.step / 2
        for state, run in groupby(self.sketch.places, key=lambda place: place.state):
            inside = list(run)
            if state == HIDDEN:
                left, right = self.x.at(inside[0].month - half), self.x.at(inside[-1].month + half)
                yield marks.hatch(left, self.y.end, right, self.y.start)
            elif state == MISSING:
                closest = 0.0
                for place in inside:
                    at = self.x.at(place.month)
                    if at - closest >= 8:
                        yield marks.cross(at, self.y.start, "f-none s-soft w2")
                        closest = at

    def _phases(self) -> list[range]:
        edges = [0, *self.sketch.starts, len(self.sketch.places)]
        return [range(a, b) for a, b in pairwise(edges) if b > a]

    def _edge(self, i: int) -> tuple[float, float]:
        """The stretch of one place on a lying line."""
        month, half = self.months[i], self.step / 2
        return self.x.at(month - half), self.x.at(month + half)

    def _steps(self, values: Sequence[float | None], inside: range, *, joined: bool) -> list[list[tuple[float, float]]]:
        """Runs of corners; straight on where the value stays, and where it changes joined by an upright or not."""
        runs: list[list[tuple[float, float]]] = []
        before: int | None = None
        for i in inside:
            value = values[i]
            if value is None:
                continue
            (left, right), at = self._edge(i), self.y.at(value)
            if before is not None and abs(runs[-1][-1][1] - at) < 0.05:
                runs[-1][-1] = (right, at)
            elif before is None or not joined:
                runs.append([(left, at), (right, at)])
            else:
                runs[-1] += [(left, at), (right, at)]
            before = i
        return runs

    def _levels(self) -> Iterator[str]:
        for level in self.sketch.levels:
            whole = [range(len(self.months))] if level.kind == "target" else self._phases()
            for inside in whole:
                runs = self._steps(level.values, inside, joined=level.kind != "target")
                yield marks.path(runs, f"f-none {STYLES[level.kind]}")

    def _ends(self) -> list[tuple[float, str, str]]:
        """(where a line lies last, its words, their class)."""
        out = []
        for level in self.sketch.levels:
            last = next((value for value in reversed(level.values) if value is not None), None)
            if last is not None and level.words:
                out.append((self.y.at(last), level.words, TEXTS[level.kind]))
        return out

    def _named(self) -> Iterator[str]:
        ends = self._ends()
        if self.frame.is_wide:
            places = marks.apart([y for y, _words, _cls in ends], least=18, low=self.y.end, high=self.y.start)
            for (_y, words, cls), at in zip(ends, places, strict=True):
                yield marks.text(self.x.end + 10, at + 5, words, cls)
            return
        for y, words, cls in ends:
            yield self.room.along(y, words, f"{cls} halo".strip())

    def _old(self) -> Iterator[str]:
        """The lines of a phase that has ended, on through the next."""
        phases = self._phases()
        for before, after in pairwise(phases):
            if after[0] in self.sketch.apart:
                continue
            for level in self.sketch.levels:
                inside = {level.values[i] for i in before if level.values[i] is not None}
                if level.kind == "target" or len(inside) != 1:
                    continue  # where the limits step, what they would be now is not known
                y = self.y.at(next(value for value in inside if value is not None))
                yield marks.line(self._edge(after[0])[0], y, self._edge(after[-1])[1], y, "s-soft dot")

    def _events(self) -> Iterator[str]:
        for event, (_low, _high, x, anchor), row in zip(self.sketch.events, self.spans, self.rows, strict=True):
            y = 36 + 18 * row
            yield marks.line(x, y - 12, x, self.y.start, EVENTS[event.kind])
            words = event.words[0 if self.frame.is_wide else 1]
            yield marks.text(x + (6 if anchor == "start" else -6), y, words, "halo", anchor=anchor)

    def _series(self) -> Iterator[str]:
        spots = self.spots
        columns = int((self.x.end - self.x.start) / 2)
        width = self.x.end - self.x.start
        kept = thinned([(x, y) for _i, x, y in spots], left=self.x.start, width=width, columns=columns)
        yield marks.path(self._runs(kept), "f-none s-ink w2 rnd" if len(kept) == len(spots) else "f-none s-ink rnd")
        yield from self._dots(self._between(), is_thin=len(kept) < len(spots))

    def _between(self) -> float:
        return (self.x.end - self.x.start) / max(1, len(self.months))

    def _notes(self) -> Iterator[str]:
        if self._between() < LEAST_NOTED:
            return
        for i, x, y in self.spots:
            place = self.sketch.places[i]
            words = place.note[0 if self.frame.is_wide else 1]
            if words:
                cls = "t-b halo" if self.sketch.neutral or not place.is_sign else "t-ochre halo"
                yield self.room.beside(x, y, words, cls)

    def _runs(self, kept: Sequence[int]) -> list[list[tuple[float, float]]]:
        """The line, broken where a period between has no figure."""
        runs: list[list[tuple[float, float]]] = []
        before = None
        for number in kept:
            _i, x, y = self.spots[number]
            is_next = before is not None and not self._gap(before, number)
            if is_next:
                runs[-1].append((x, y))
            else:
                runs.append([(x, y)])
            before = number
        return runs

    def _gap(self, before: int, number: int) -> bool:
        """Whether a figure is lacking somewhere from one spot to another."""
        if self.spots[number][0] - self.spots[before][0] != number - before:
            return True
        stretch = self.months[self.spots[number][0]] - self.months[self.spots[before][0]]
        return stretch > self.step * (number - before) * 1.5

    def _dots(self, between: float, *, is_thin: bool) -> Iterator[str]:
        r = min(5.0 if self.frame.is_wide else 4.0, max(2.0, between * 0.4))
        half = marks.DIAMOND if between > 8 else 6
        cls = "f-ink s-card" if self.sketch.neutral else "f-ochre s-card"
        last: float | None = None
        for i, x, y in self.spots:
            place = self.sketch.places[i]
            if place.is_excluded:
                yield marks.circle(x, y, r + 2, "f-card s-ink w2") + marks.cross(x, y, "f-none s-ink w2", half=r)
            elif place.is_sign:
                if not is_thin or last is None or x - last >= 4:
                    yield marks.diamond(x, y, cls, half=half)
                    last = x
            elif not is_thin and between >= LEAST_DOT:
                yield marks.circle(x, y, r, "f-ink s-card")
