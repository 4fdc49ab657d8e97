"""What in a document no map can hold, whichever file it came from. Pure.

Kept here: lengths, codes, whole numbers, days in order, parts that point at parts that are not there, and ways on that
lead round in a circle. The database refuses most of it too; here it is said which part and what to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from journeys.analysis.document import LANES, Document, Gap, Link, Step
from journeys.analysis.findings import Finding, Places, Where
from journeys.analysis.shapes import (
    LONGEST_CELL,
    MOST_ACTORS,
    MOST_GAPS,
    MOST_PHASES,
    MOST_STEPS,
    SHAPES,
    Code,
    Text,
    Whole,
)


def check(document: Document) -> list[Finding]:
    """All that must be put right, and what is only strange (fault False), in the order of the map."""
    return [
        *_counts(document),
        *_fields(document, ()),
        *_actors(document),
        *_phases(document),
        *_steps(document),
        *_gaps(document),
        *_links(document),
    ]


def _fault(code: str, where: Where = (), field: str = "", detail: object = "") -> Finding:
    return Finding(code, where, field, str(detail), fault=True)


def _counts(document: Document) -> Iterator[Finding]:
    for field, most in (("actors", MOST_ACTORS), ("phases", MOST_PHASES), ("steps", MOST_STEPS), ("gaps", MOST_GAPS)):
        n = len(getattr(document, field))
        if n > most:
            yield _fault("too_many", (), field, f"{n}/{most}")
    if not document.steps:
        yield Finding("no_steps")


def _fields(part: Any, where: Where) -> Iterator[Finding]:
    """What is wrong with the fields of one part, by the table of shapes."""
    for field, shape in SHAPES[type(part)].items():
        value = getattr(part, field)
        if isinstance(shape, Text | Code) and shape.required and not value:
            yield _fault("missing", where, field)
        elif isinstance(shape, Text) and len(value) > shape.most:
            yield _fault("too_long", where, field, f"{len(value)}/{shape.most}")
        elif isinstance(shape, Code) and value and value not in shape.values:
            yield _fault("unknown_code", where, field, value)
        elif isinstance(shape, Whole) and value is not None:
            if value < 0 <= shape.least:
                yield _fault("negative", where, field, value)
            elif not shape.least <= value <= shape.most:
                yield _fault("out_of_range", where, field, f"{value}: {shape.least}–{shape.most}")


def _actors(document: Document) -> Iterator[Finding]:
    names = Counter(actor.name for actor in document.actors)
    keys = Counter(actor.key for actor in document.actors)
    for number, actor in enumerate(document.actors, start=1):
        where = (("actor", number, actor.name),)
        yield from _fields(actor, where)
        if actor.name and names.pop(actor.name, 0) > 1:
            yield _fault("double_actor", where, "name", actor.name)
        if keys.pop(actor.key, 0) > 1:
            yield _fault("double_key", where, "key", actor.key)
    if sum(actor.is_person for actor in document.actors) > 1:
        yield _fault("two_persons", (), "is_person")


def _phases(document: Document) -> Iterator[Finding]:
    keys = Counter(phase.key for phase in document.phases)
    for number, phase in enumerate(document.phases, start=1):
        where = (("phase", number, phase.title),)
        yield from _fields(phase, where)
        if keys.pop(phase.key, 0) > 1:
            yield _fault("double_key", where, "key", phase.key)


def _steps(document: Document) -> Iterator[Finding]:
    places, actors = Places(document), {actor.key for actor in document.actors}
    keys = Counter(step.key for step in document.steps)
    last: dict[str, int] = {}
    for step in document.steps:
        where = places.of(step)
        yield from _fields(step, where)
        if keys.pop(step.key, 0) > 1:
            yield _fault("double_key", where, "key", step.key)
        for lane, text in step.cells.items():
            if lane not in LANES:
                yield _fault("unknown_lane", where, "cells", lane)
            elif len(text) > LONGEST_CELL:
                yield _fault("too_long", where, lane, f"{len(text)}/{LONGEST_CELL}")
        for key in step.actors:
            if key not in actors:
                yield _fault("unknown_actor", where, "actors", key)
        yield from _days(step, where)
        if step.from_day is not None:
            before = last.get(step.track)
            if before is not None and step.from_day < before:
                yield Finding("day_before", where, "from_day", f"{step.from_day}/{before}")
            last[step.track] = step.from_day


def _days(step: Step, where: Where) -> Iterator[Finding]:
    if step.to_day is None:
        return
    if step.from_day is None:
        yield _fault("end_without_beginning", where, "to_day", step.to_day)
    elif step.to_day < step.from_day:
        yield _fault("ends_before_it_begins", where, "to_day", f"{step.from_day}/{step.to_day}")


def _gaps(document: Document) -> Iterator[Finding]:
    places = Places(document)
    steps = {step.key for step in document.steps}
    actors = {actor.key for actor in document.actors}
    for gap in document.gaps:
        where = places.of(gap)
        yield from _fields(gap, where)
        if gap.after not in steps:
            yield _fault("unknown_step", where, "after", gap.after)
        if gap.before and gap.before not in steps:
            yield _fault("unknown_step", where, "before", gap.before)
        if gap.before and gap.before == gap.after:
            yield _fault("gap_of_one_step", where, "before")
        for field in ("from_actor", "to_actor"):
            if getattr(gap, field) and getattr(gap, field) not in actors:
                yield _fault("unknown_actor", where, field, getattr(gap, field))
        yield from _measured(gap, where)


def _measured(gap: Gap, where: Where) -> Iterator[Finding]:
    if gap.days_measured is not None and not gap.measured_source:
        yield _fault("measured_without_source", where, "measured_source")
    if gap.measured_n is not None and gap.days_measured is None:
        yield _fault("people_without_days", where, "measured_n")
    if gap.retold_times is not None and gap.retold != "yes":
        yield _fault("times_without_yes", where, "retold_times")


def _links(document: Document) -> Iterator[Finding]:
    order = {step.key: number for number, step in enumerate(document.steps)}
    pairs = Counter((link.source, link.target) for link in document.links)
    for number, link in enumerate(document.links, start=1):
        where = (("link", number, link.words),)
        yield from _fields(link, where)
        missing = [key for key in (link.source, link.target) if key not in order]
        for key in missing:
            yield _fault("unknown_step", where, "source" if key == link.source else "target", key)
        if missing:
            continue
        if link.source == link.target:
            yield _fault("way_to_itself", where, "target")
        elif _leads_round(link, order):
            yield _fault("cycle", where, "target", f"{order[link.source] + 1}/{order[link.target] + 1}")
        if pairs.pop((link.source, link.target), 0) > 1:
            yield _fault("double_way", where, "target")


def _leads_round(link: Link, order: dict[str, int]) -> bool:
    """Whether a branch comes to a step before its own. The way goes on from each step to the next, so that is a circle
    nobody would come out of; going back is a loop."""
    return link.kind == "branch" and order[link.target] < order[link.source]


def month(day: date | None) -> date | None:
    """The first day of its month."""
    return day and day.replace(day=1)
