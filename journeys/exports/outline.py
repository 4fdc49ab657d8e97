"""A map as text on A4: everything it says, in order, for those who read or listen rather than look."""

from __future__ import annotations

from dataclasses import dataclass, field

from journeys.analysis.document import Document, Gap, Step
from journeys.enums import Lane
from journeys.exports.told import (
    about_gap,
    border,
    days,
    felt,
    gap_kind,
    grade,
    how,
    long_words,
    moment,
    names,
    principals,
    quoted,
    way,
    work,
)  # fmt: skip

LANES = {str(lane.value): lane.label for lane in Lane}


@dataclass(frozen=True)
class Item:
    """A step or a gap. number: of the step, none for a gap. facts: short sentences. days: (what is counted, how long).
    words: (name, what is said). grade: how it is known."""

    title: str
    grade: str
    number: int | None = None
    kind: str = ""
    facts: list[str] = field(default_factory=list)
    days: list[tuple[str, str]] = field(default_factory=list)
    words: list[tuple[str, str]] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    feeling: str = ""


def outline(document: Document) -> list[tuple[str, list[Item]]]:
    """(title of the phase, its steps and gaps) in order."""
    numbers = {step.key: n for n, step in enumerate(document.steps, start=1)}
    actors = {actor.key: actor for actor in document.actors}
    found: dict[str, list[Item]] = {phase.key: [] for phase in document.phases}
    for phase, part in document.parts():
        made = (
            _step(part, numbers, actors, document) if isinstance(part, Step) else _gap(part, numbers, actors, document)
        )
        found[phase.key].append(made)
    return [(phase.title, found[phase.key]) for phase in document.phases]


def _step(step: Step, numbers, actors, document: Document) -> Item:
    there = names(step, actors)
    who = principals(step, actors)
    ways = [way(link, numbers, document) for link in document.links if link.source == step.key]
    facts = [f"{who}: {there}" if who and there else "", how(step), work(step), step.track, *ways]
    feeling = ", ".join(filter(None, (felt(step.feeling, step.word), moment(step))))
    return Item(
        step.title, grade(step), numbers[step.key], facts=[fact for fact in facts if fact], feeling=feeling,
        words=[(LANES[lane], words) for lane, words in step.cells.items()], quotes=quoted(step.voices),
    )  # fmt: skip


def _gap(gap: Gap, numbers, actors, document: Document) -> Item:
    between = " – ".join(filter(None, border(gap, actors)))
    facts = [between, *about_gap(gap, numbers, document)]
    return Item(
        gap.title, grade(gap), kind=gap_kind(gap), facts=[fact.rstrip(".") for fact in facts if fact], days=days(gap),
        words=long_words(gap), quotes=quoted(gap.voices), feeling=felt(gap.feeling, gap.word),
    )  # fmt: skip
