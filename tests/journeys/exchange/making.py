"""Journeys of any shape, for what must hold for all of them."""

from __future__ import annotations

import string
from datetime import date

from hypothesis import strategies as st

from hlab.core.text import tidy
from journeys.analysis.document import LANES, Actor, Document, Gap, Link, Phase, Step, Voice
from journeys.analysis.shapes import SHAPES, Code, Day, Flag, Text, Whole

SIGNS = string.ascii_letters + string.digits + " åäöÅÄÖéü.,;:!?'\"=+-@#%{}()[]<>&/\\|*_^~´`−–”…\n\t😀ش\u00a0"


def words(most: int = 40, *, required: bool = False, lines: bool = False):
    """Text as it is kept: without outer blanks and control characters."""
    text = st.text(SIGNS, min_size=1, max_size=most).map(tidy)
    text = text if lines else text.map(lambda said: " ".join(said.split()))
    return text.filter(bool) if required else st.one_of(st.just(""), text)


def of(shape):
    """What a field of this shape may hold."""
    match shape:
        case Text(most=most, required=required, lines=lines):
            return words(min(most, 30), required=required, lines=lines)
        case Code(values=values, required=required):
            return st.sampled_from(values if required else ("", *values))
        case Whole(least=least, most=most):
            return st.one_of(st.none(), st.integers(least, most))
        case Flag():
            return st.booleans()
        case Day(month=month):
            days = st.dates(min_value=date(1900, 1, 1))
            return st.one_of(st.none(), days.map(lambda day: day.replace(day=1)) if month else days)


def fields(cls, **instead):
    return {name: of(shape) for name, shape in SHAPES[cls].items()} | instead


@st.composite
def voices(draw):
    found = draw(st.lists(st.uuids(version=4), max_size=2, unique=True))
    out = []
    for key in found:
        said = draw(words(30, required=True, lines=True))
        kind = draw(st.sampled_from(["", "quote", "whole"]))
        out.append(Voice(str(key), said if kind == "quote" else "", bool(kind), text=said if kind else ""))
    return tuple(sorted(out, key=lambda voice: voice.contribution))


@st.composite
def documents(draw):
    """A document without faults, with keys as a file has them."""
    names = draw(st.lists(words(20, required=True), max_size=4, unique=True))
    person = draw(st.integers(0, 4))
    actors = tuple(
        Actor(f"a{n}", name=name, is_person=n == person,
              **{k: draw(v) for k, v in fields(Actor).items() if k not in ("name", "is_person")})
        for n, name in enumerate(names, start=1)
    )  # fmt: skip
    keys = [actor.key for actor in actors]
    phases, number = [], 0
    for n in range(1, draw(st.integers(0, 3)) + 1):
        steps = []
        for _m in range(draw(st.integers(0, 3))):
            number += 1
            steps.append(draw(_step(f"s{number}", keys)))
        phases.append(Phase(f"f{n}", draw(words(20, required=True)), tuple(steps)))
    steps = [step.key for phase in phases for step in phase.steps]
    gaps, links = [], []
    if steps:
        after = sorted(draw(st.lists(st.sampled_from(range(len(steps))), max_size=3)))
        gaps = [draw(_gap(f"m{n}", steps[at], steps, keys)) for n, at in enumerate(after, start=1)]
        pairs = st.tuples(st.sampled_from(range(len(steps))), st.sampled_from(range(len(steps))))
        chosen = sorted(pair for pair in draw(st.sets(pairs, max_size=3)) if pair[0] != pair[1])
        links = [
            Link(f"v{n}", steps[one], steps[to], "loop" if to < one else "branch", draw(words(20)))
            for n, (one, to) in enumerate(chosen, start=1)
        ]
    told = {name: draw(value) for name, value in fields(Document).items()}
    return Document(**told, actors=actors, phases=tuple(phases), gaps=tuple(gaps), links=tuple(links))


@st.composite
def _step(draw, key, actors):
    told = {name: draw(value) for name, value in fields(Step).items()}
    days = sorted(day for day in (told["from_day"], told["to_day"]) if day is not None)
    told["from_day"], told["to_day"] = days[0] if days else None, days[1] if len(days) > 1 else None
    cells = draw(st.dictionaries(st.sampled_from(LANES), words(30, required=True, lines=True), max_size=3))
    there = draw(st.lists(st.sampled_from(actors), unique=True, max_size=3)) if actors else []
    return Step(key, actors=tuple(there), cells={lane: cells[lane] for lane in LANES if lane in cells},
                voices=draw(voices()), **told)  # fmt: skip


@st.composite
def _gap(draw, key, after, steps, actors):
    told = {name: draw(value) for name, value in fields(Gap).items()}
    if told["days_measured"] is None:
        told["measured_n"] = None
    elif not told["measured_source"]:
        told["measured_source"] = "Register"
    if told["retold"] != "yes":
        told["retold_times"] = None
    ends = st.sampled_from(["", *actors])
    before = draw(st.sampled_from(["", *(step for step in steps if step != after)]))
    return Gap(key, after, before=before, from_actor=draw(ends), to_actor=draw(ends), voices=draw(voices()), **told)
