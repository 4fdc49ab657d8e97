"""A journey as one value: what every page, picture, comparison and file is made of. Pure.

Rows become a Document in `journeys.queries.document`; files become one in `journeys.analysis.native`, `table` and
`cjml`; `journeys.actions.putting` makes rows of it. Words and codes are those of `journeys.enums`. A key tells one part
from another within the document and means nothing outside it; `numbered` gives the ones that files have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any

LANES = ("person", "life", "front", "back", "support", "worked", "barrier", "idea")
OF_MANY = ("civil_society", "private", "other")
"""Kinds of actors of which two need not have the same huvudman."""
PLANS = ("sip", "named_contact", "contract")


@dataclass(frozen=True)
class Actor:
    """kind: code of `hlab.labs.enums.ActorKind`. organisation: name of the principal, where it is a known one; code:
    its official code (two digits a region, four a municipality), or blank."""

    key: str
    name: str
    kind: str
    organisation: str = ""
    code: str = ""
    is_person: bool = False

    @property
    def principal(self) -> str:
        """What tells its huvudman from others: the organisation, else the kind."""
        return self.organisation or self.kind


@dataclass(frozen=True)
class Voice:
    """What a part rests on. contribution: id of the note. person: whose it is, as a key that means nothing outside the
    page; several voices of one person have the same. text: the words, only where they may be read by whoever gets the
    document, else blank. words: the stretch of the note that is meant, as chosen. quote: chosen to be shown."""

    contribution: str
    words: str = ""
    quote: bool = False
    person: str = ""
    text: str = ""


@dataclass(frozen=True)
class Step:
    """cells: {lane: words}, lanes in the order of LANES, none blank. actors: keys. from_day, to_day: since the way
    began. feeling: −2 … 2. row_version, versions: of the row and of its cells ({lane: number}), 0 for none."""

    key: str
    title: str
    actors: tuple[str, ...] = ()
    channel: str = ""
    track: str = ""
    feeling: int | None = None
    word: str = ""
    grade: str = "assumed"
    who_did: str = ""
    wanted: str = ""
    moment: str = ""
    from_day: int | None = None
    to_day: int | None = None
    cells: dict[str, str] = field(default_factory=dict)
    voices: tuple[Voice, ...] = ()
    row_version: int = 0
    versions: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Phase:
    key: str
    title: str
    steps: tuple[Step, ...] = ()
    row_version: int = 0


@dataclass(frozen=True)
class Gap:
    """after, before: keys of steps; before is blank where nothing came. See `journeys.models.Gap`."""

    key: str
    after: str
    kind: str
    title: str
    before: str = ""
    days_planned: int | None = None
    days_told: int | None = None
    told_words: str = ""
    days_measured: int | None = None
    measured_n: int | None = None
    measured_source: str = ""
    from_actor: str = ""
    to_actor: str = ""
    carried_by: str = ""
    sip: str = ""
    named_contact: str = ""
    contract: str = ""
    retold: str = ""
    retold_times: int | None = None
    feeling: int | None = None
    word: str = ""
    life: str = ""
    consequence: str = ""
    bridge: str = ""
    grade: str = "assumed"
    voices: tuple[Voice, ...] = ()
    row_version: int = 0


@dataclass(frozen=True)
class Link:
    """Another way on: kind is "loop" (back) or "branch"."""

    key: str
    source: str
    target: str
    kind: str
    words: str = ""
    row_version: int = 0


@dataclass(frozen=True)
class Document:
    """happened_in: first day of a month. day_zero: the day that days are counted from, where a source gave dates."""

    title: str
    question: str
    kind: str
    person: str
    person_kind: str = "persona"
    about: str = ""
    county: str = ""
    place: str = ""
    happened_in: date | None = None
    day_zero: date | None = None
    actors: tuple[Actor, ...] = ()
    phases: tuple[Phase, ...] = ()
    gaps: tuple[Gap, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, in order."""
        return tuple(step for phase in self.phases for step in phase.steps)

    @property
    def everything(self) -> tuple[Step | Gap, ...]:
        """Every step, then every gap."""
        return (*self.steps, *self.gaps)

    def actor(self, key: str) -> Actor | None:
        """The actor with this key."""
        return next((actor for actor in self.actors if actor.key == key), None)

    def step(self, key: str) -> Step | None:
        """The step with this key."""
        return next((step for step in self.steps if step.key == key), None)

    def gaps_after(self, key: str) -> tuple[Gap, ...]:
        """The gaps that follow a step."""
        return tuple(gap for gap in self.gaps if gap.after == key)

    def parts(self) -> Iterator[tuple[Phase, Step | Gap]]:
        """Steps and gaps in the order of the map: each step, then the gaps after it."""
        after: dict[str, list[Gap]] = {}
        for gap in self.gaps:
            after.setdefault(gap.after, []).append(gap)
        for phase in self.phases:
            for step in phase.steps:
                yield phase, step
                for gap in after.get(step.key, ()):
                    yield phase, gap


def crosses(document: Document, gap: Gap) -> bool | None:
    """Whether a gap lies between two huvudmän; the person, and those close to them, are none. None where it is not said
    between whom, and of two that are both private, say, where it is not said whose they are."""
    one, other = document.actor(gap.from_actor), document.actor(gap.to_actor)
    if one is None or other is None:
        return None
    if any(actor.is_person or actor.kind == "person" for actor in (one, other)):
        return False
    if one.principal != other.principal:
        return True
    return None if one.key != other.key and one.principal in OF_MANY else False


def tellers(document: Document, *parts: Step | Gap) -> frozenset[str]:
    """Keys of the different people whose voices these parts rest on; of the whole map, when none is given."""
    return frozenset(voice.person for part in parts or document.everything for voice in part.voices if voice.person)


def numbered(document: Document) -> Document:
    """The same with keys as a file has them: a1, f1, s1, m1, v1 in the order of the map; without row versions, and
    gaps and links in the order of the steps they follow."""
    actors = {actor.key: f"a{n}" for n, actor in enumerate(document.actors, start=1)}
    order = {step.key: n for n, step in enumerate(document.steps, start=1)}
    steps = {key: f"s{n}" for key, n in order.items()}
    known = [gap for gap in document.gaps if gap.after in order]
    gaps = sorted(known, key=lambda gap: order[gap.after])
    ways = [link for link in document.links if link.source in order and link.target in order]
    links = sorted(ways, key=lambda link: (order[link.source], order[link.target]))
    return replace(
        document,
        actors=tuple(replace(actor, key=actors[actor.key]) for actor in document.actors),
        phases=tuple(
            replace(phase, key=f"f{n}", row_version=0, steps=tuple(
                replace(step, key=steps[step.key], actors=tuple(actors[key] for key in step.actors if key in actors),
                        row_version=0, versions={}, voices=_plain(step.voices))
                for step in phase.steps
            ))
            for n, phase in enumerate(document.phases, start=1)
        ),
        gaps=tuple(
            replace(gap, key=f"m{n}", after=steps[gap.after], before=steps.get(gap.before, ""), row_version=0,
                    from_actor=actors.get(gap.from_actor, ""), to_actor=actors.get(gap.to_actor, ""),
                    voices=_plain(gap.voices))
            for n, gap in enumerate(gaps, start=1)
        ),
        links=tuple(
            replace(link, key=f"v{n}", source=steps[link.source], target=steps[link.target], row_version=0)
            for n, link in enumerate(links, start=1)
        ),
    )  # fmt: skip


def _plain(voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
    return tuple(replace(voice, person="", text="") for voice in sorted(voices, key=lambda voice: voice.contribution))


def without_voices(document: Document) -> Document:
    """The same for those who may not know which notes it rests on."""
    return replace(
        document,
        phases=tuple(
            replace(phase, steps=tuple(replace(step, voices=()) for step in phase.steps)) for phase in document.phases
        ),
        gaps=tuple(replace(gap, voices=()) for gap in document.gaps),
    )


def emptied(document: Document, taken: frozenset[str], *, title: str) -> Document:
    """The same without what somebody said and has taken back: a step that was made of one of these notes is an empty
    chair (title), and a gap that was is left out. taken: ids of the notes."""

    def made_of(part: Step | Gap) -> bool:
        return any(voice.contribution in taken for voice in part.voices)

    def chair(step: Step) -> Step:
        left = tuple(voice for voice in step.voices if voice.contribution not in taken)
        return Step(step.key, title, voices=left, row_version=step.row_version, versions=step.versions)

    if not taken:
        return document
    document = forgetting(document, frozenset(step.key for step in document.steps if made_of(step)))
    return replace(
        document,
        phases=tuple(
            replace(phase, steps=tuple(chair(step) if made_of(step) else step for step in phase.steps))
            for phase in document.phases
        ),
        gaps=tuple(gap for gap in document.gaps if not made_of(gap)),
    )


def forgetting(document: Document, steps: frozenset[str]) -> Document:
    """The same without what only these steps (keys) tell of: those who are there in no other step, and the words of the
    ways from and to them. Whoever was there is named by the one who told."""
    elsewhere = {key for step in document.steps if step.key not in steps for key in step.actors}
    here = {key for step in document.steps if step.key in steps for key in step.actors}
    gone = {actor.key for actor in document.actors if actor.key in here - elsewhere and not actor.is_person}

    def left(key: str) -> str:
        return "" if key in gone else key

    return replace(
        document,
        actors=tuple(actor for actor in document.actors if actor.key not in gone),
        gaps=tuple(replace(gap, from_actor=left(gap.from_actor), to_actor=left(gap.to_actor)) for gap in document.gaps),
        links=tuple(replace(link, words="") if {link.source, link.target} & steps else link for link in document.links),
    )


# --- As data ----------------------------------------------------------------------------------


def as_data(value: Any) -> Any:
    """A document, or a part of one, as what JSON can hold: what is at its default is left out, days as 2026-09-18."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [as_data(item) for item in value]
    if isinstance(value, dict):
        return {key: as_data(item) for key, item in value.items()}
    if not hasattr(value, "__dataclass_fields__"):
        return value
    out = {}
    for spec in fields(value):
        item = getattr(value, spec.name)
        if spec.name in ("row_version", "versions", "person", "text") and not isinstance(value, Document):
            continue  # of the page it was read for, not of the journey
        if item is None or item is False or item in ("", (), {}):
            continue
        out[spec.name] = as_data(item)
    return out


def from_data(data: dict) -> Document:
    """The document that `as_data` made. For content of our own (a kept version); files go through `native.read`."""
    many = {"actors": Actor, "gaps": Gap, "links": Link}

    def voices(row: dict) -> dict:
        return row | {"voices": tuple(Voice(**voice) for voice in row.get("voices", ()))}

    made: dict[str, Any] = dict(data)
    for name in ("happened_in", "day_zero"):
        made[name] = date.fromisoformat(made[name]) if made.get(name) else None
    for name, cls in many.items():
        made[name] = tuple(cls(**(voices(row) if name == "gaps" else row)) for row in data.get(name, ()))
    made["phases"] = tuple(
        Phase(**phase | {"steps": tuple(
            Step(**voices(step) | {"actors": tuple(step.get("actors", ()))}) for step in phase.get("steps", ())
        )})
        for phase in data.get("phases", ())
    )  # fmt: skip
    return Document(**made)
