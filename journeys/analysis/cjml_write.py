"""Journeys as CJML 2.0 XML, in one fixed order of elements. Pure.

The same journey gives the same bytes. What CJML has no element for is said in comments, in words, so that nobody who
opens the file elsewhere is without it; only lanes and actors are read back out of them. Dates are written where the map
has a day that its days are counted from, and never made up; elsewhere the days are said in the comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from xml.etree import ElementTree as ET

from hlab.core.text import fold
from journeys.analysis.cjml import CHANNELS, VERSION, lane_lines
from journeys.analysis.document import Actor, Document, Gap, Step
from journeys.analysis.findings import for_file
from journeys.analysis.shapes import Code
from journeys.analysis.table import NAMES, SHAPES, Words

_ILLEGAL = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
AS_IT_IS = ("told", "observed")
ASSUMED = "Antaget nuläge: ingen har berättat det och inget har observerats."
ALSO_THERE = "Också med"
OURS = "Mer ur Hälsolabb:"
"""Begins what is said in a comment for people alone, and is not read back."""
_IN_COMMENT = ("track", "who_did", "wanted", "moment", "grade")
_GRADE = "underlag"


def write(document: Document, words: Words, *, planned: Document | None = None) -> bytes:
    """The file. words: as `table.rows` takes them. planned: how it was meant to be, where the document is how it
    became: then both are in the file, and each step of the latter says whether it kept to the plan."""
    root = ET.Element("CJML", {"version": VERSION})
    ids: dict[str, str] = {}
    document = for_file(document)
    if planned is not None and is_actual(document):
        plan = for_file(planned)
        _Writer(plan, words, ids, "PJ1").put(root)
        _Writer(document, words, ids, "AJ1", plan).put(root)
    else:
        _Writer(document, words, ids, "AJ1" if is_actual(document) else "PJ1").put(root)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def is_actual(document: Document) -> bool:
    """Whether it is told as something that has happened: a present that somebody only assumes is a plan to CJML."""
    known = not document.steps or any(step.grade != "assumed" for step in document.steps)
    return document.kind in AS_IT_IS and known


class _Writer:
    def __init__(self, document: Document, words: Words, ids: dict[str, str], name: str, plan: Document | None = None):
        self.document, self.words, self.ids, self.name, self.plan = document, words, ids, name, plan
        self.actual = is_actual(document)
        self.titles = {step.key: step.title for step in document.steps}
        self.actors = {actor.key: actor for actor in document.actors}
        self.person = next((actor for actor in document.actors if actor.is_person), None) or Actor(
            "", document.person, "person", is_person=True
        )

    def put(self, root: ET.Element) -> None:
        journey = ET.SubElement(root, "actualJourney" if self.actual else "plannedJourney")
        document = self.document
        _text(journey, "journeyID", self.name)
        _text(journey, "journeyTitle", document.title)
        if self.plan is not None:
            _text(journey, "plannedReference", "PJ1")
        phases = ET.SubElement(journey, "journeyPhases")
        for phase in document.phases:
            one = ET.SubElement(phases, "journeyPhase", {"phaseID": self.phase_id(phase.key)})
            _text(one, "phaseName", phase.title)
        _text(journey, "journeyShortSummary", document.question)
        if document.about:
            _text(journey, "journeyLongSummary", document.about)
        self.put_actors(ET.SubElement(journey, "actors"))
        points = ET.SubElement(journey, "touchpoints")
        for number, key, step, kept in self.points():
            self.put_point(points, number, key, step, kept)
        _text(journey, "comment", "\n".join([OURS, *self.about_it()]))

    def phase_id(self, key: str) -> str:
        return key if self.plan is None else f"A{key}"

    def put_actors(self, parent: ET.Element) -> None:
        actors = list(self.document.actors)
        if self.person.key not in self.actors:
            actors.insert(0, self.person)
        for actor in sorted(actors, key=lambda actor: not actor.is_person):
            known = actor.name in self.ids
            number = self.ids.setdefault(actor.name, f"A{len(self.ids) + 1}")
            attribute = {"actorIDref" if known else "actorID": number}
            one = ET.SubElement(parent, "endUser" if actor.is_person else "serviceProvider", attribute)
            _text(one, "actorName", actor.name)
            if not actor.is_person:
                if actor.organisation:
                    _text(one, "companyName", actor.organisation)
                _text(one, "providerType", actor.kind)

    def points(self) -> Iterator[tuple[str, str, Step, str]]:
        """(number, phase, step, whether it kept to the plan) of all that happened, and of what the plan said and did
        not. Where there is a plan, the same touchpoint has the number that it has there, and what was not in the plan
        has a D and a number of its own."""
        every = [(phase.key, step) for phase in self.document.phases for step in phase.steps]
        if self.plan is None:
            kept = "completed" if self.actual else ""
            yield from ((f"T{at}", key, step, kept) for at, (key, step) in enumerate(every, start=1))
            return
        planned = list(self.plan.steps)
        left = list(range(len(planned)))
        places: list[int | None] = []
        for _key, step in every:
            found = next((at for at in left if fold(planned[at].title) == fold(step.title)), None)
            places.append(found)
            left = [at for at in left if at != found]

        def missing(at: int, phase: str) -> Iterator[tuple[str, str, Step, str]]:
            while at in left:
                yield f"T{at + 1}", phase, replace(planned[at], voices=()), "missing"
                at += 1

        beside = 0
        yield from missing(0, self.document.phases[0].key if every else "")
        for (key, step), place in zip(every, places, strict=True):
            if place is None:
                beside += 1
                yield f"D{beside}", key, step, "adhoc"
            else:
                yield f"T{place + 1}", key, step, "completed"
                yield from missing(place + 1, key)

    def put_point(self, parent: ET.Element, number: str, phase: str, step: Step, kept: str) -> None:
        there = self.there(step, kept)
        kind = "CommunicationPoint" if len(there) > 1 else "Action"
        one = ET.SubElement(parent, ("actual" if self.actual else "planned") + kind)
        _text(one, "touchpointID", number)
        if phase:
            ET.SubElement(one, "belongsTo", {"phaseIDref": self.phase_id(phase)})
        if kept:
            _text(one, "compliance", kept)
        for role, actor in zip(("initiator", "receiver"), there, strict=False):
            side = ET.SubElement(one, role)
            ET.SubElement(side, "refersTo", {"actorIDref": self.ids[actor.name]})
            _text(side, f"{role}Label", step.title)
        if step.channel in CHANNELS and len(there) > 1:
            _text(ET.SubElement(one, "channel"), "channelName", CHANNELS[step.channel])
        if kept != "missing":  # it has no day of its own, and nobody was there
            self.put_times(one, step)
            if self.actual:
                self.put_experience(one, step)
        ours = list(self.said_of(step, kept))
        also = [f"{ALSO_THERE}: {'; '.join(actor.name for actor in there[2:])}"] if there[2:] else []
        if comment := [*lane_lines(step.cells), *also, *([OURS, *ours] if ours else [])]:
            _text(one, "comment", "\n".join(comment))

    def there(self, step: Step, kept: str) -> list[Actor]:
        """Who begins and who is met, then the others. Where nobody is named, it is the person."""
        source = self.plan.actors if kept == "missing" and self.plan is not None else self.document.actors
        named = {actor.key: actor for actor in source}
        found = [named[key] for key in step.actors if key in named]
        found = [actor for actor in found if actor.name in self.ids] or [self.person]
        person = [actor for actor in found if actor.is_person]
        others = [actor for actor in found if not actor.is_person]
        return others[:1] + person + others[1:] if step.who_did == "service" and others else person + others

    def put_times(self, parent: ET.Element, step: Step) -> None:
        zero = self.document.day_zero
        if zero is None or step.from_day is None:
            return
        times = ET.SubElement(parent, "timestamps")
        _text(times, "timeStarted", f"{zero + timedelta(days=step.from_day):%Y-%m-%d}T00:00:00")
        if step.to_day is not None:
            _text(times, "timeCompleted", f"{zero + timedelta(days=step.to_day):%Y-%m-%d}T00:00:00")

    def put_experience(self, parent: ET.Element, step: Step) -> None:
        quotes = [voice.text for voice in step.voices if voice.text]
        said = "\n".join(quotes) or self.word(Step, "word", step.word)
        if said or step.feeling is not None:
            experience = ET.SubElement(parent, "touchpointExperience")
            if said:
                _text(experience, "experienceDescription", said)
            if step.feeling is not None:
                _text(experience, "experienceRating", str(step.feeling))

    def said_of(self, step: Step, kept: str) -> Iterator[str]:
        """What CJML has no element for, as lines of the comment on a step."""
        if not self.actual and (step.feeling is not None or step.word):
            feeling = "" if step.feeling is None else str(step.feeling)
            yield f"Känsla: {' '.join(filter(None, [feeling, self.word(Step, 'word', step.word)]))}"
        elif step.word and any(voice.text for voice in step.voices):
            yield f"Känsla: {self.word(Step, 'word', step.word)}"
        if step.from_day is not None and self.document.day_zero is None and kept != "missing":
            yield f"Dag {step.from_day}" + (f"–{step.to_day}" if step.to_day is not None else "")
        for field in _IN_COMMENT:
            if value := getattr(step, field):
                name = _GRADE if field == "grade" else NAMES[Step][field]
                yield f"{name[:1].upper()}{name[1:]}: {self.word(Step, field, value)}"
        if kept != "missing":
            for link in self.document.links:
                if link.source == step.key:
                    reason = f" ({link.words})" if link.words else ""
                    yield f"{self.word(type(link), 'kind', link.kind)}: {self.titles[link.target]}{reason}"
            for gap in self.document.gaps_after(step.key):
                yield "Mellanrum efter: " + self.said_of_gap(gap)

    def said_of_gap(self, gap: Gap) -> str:
        parts = [f"{gap.title} ({self.word(Gap, 'kind', gap.kind)})"]
        for field, name in NAMES[Gap].items():
            value = getattr(gap, field)
            if value is None or value == "":
                continue
            if field == "before":
                said = self.titles.get(value, "")
            elif field in ("from_actor", "to_actor"):
                said = self.actors[value].name if value in self.actors else ""
            elif isinstance(SHAPES[Gap][field], Code):
                said = self.word(Gap, field, value)
            else:
                said = str(value)
            parts.append(f"{name}: {said}")
        return "; ".join(" ".join(part.split()) for part in parts)

    def word(self, cls: type, field: str, code: str) -> str:
        return self.words.get((cls, field), {}).get(code, code)

    def about_it(self) -> Iterator[str]:
        """The lines of the comment on the journey."""
        document = self.document
        if document.kind in AS_IT_IS and not self.actual:
            yield ASSUMED
        else:
            yield f"Slag: {self.word(Document, 'kind', document.kind)}"
        for field in ("county", "place"):
            if value := getattr(document, field):
                yield f"{NAMES[Document][field].capitalize()}: {value}"
        if document.happened_in is not None:
            yield f"Började: {document.happened_in:%Y-%m}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _ILLEGAL.sub("", text)
