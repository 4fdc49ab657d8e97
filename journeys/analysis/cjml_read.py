"""Journeys out of CJML 2.0 XML, as tools in the wild write it. Pure.

Whatever can be understood is read, in whatever order it stands; all that is left out or taken another way is told as a
finding with its line. Nothing that is read makes an error of what follows: only a file that is no CJML is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from hlab.core.text import fold, tidy
from hlab.core.xmltree import Node, Unreadable, parse
from journeys.analysis.checking import check
from journeys.analysis.cjml import (
    BY_RATING,
    COMPLIANCE,
    JOURNEYS,
    POINTS,
    SAID_OF,
    channel_of,
    day_of,
    lanes_in,
    provider_of,
)
from journeys.analysis.cjml_nodes import (
    IDS,
    attribute,
    child,
    children,
    everybody,
    followed,
    number,
    said,
    scale,
    walk,
)
from journeys.analysis.cjml_write import ALSO_THERE, OURS
from journeys.analysis.document import LANES, Actor, Document, Gap, Phase, Step
from journeys.analysis.findings import Finding, Found, NoJourney, Where
from journeys.analysis.shapes import LONGEST_CELL, MOST_DAYS, SHAPES, Text
from journeys.analysis.table import Words

MAX_BYTES = 5_000_000
MOST_JOURNEYS = 50
NOBODY = "Personen"
ONE_PHASE = "Resan"
_DEVIATION = re.compile(r"D\d+")
_STARTS = ("timestarted", "timeoriginated", "timereceived", "timeconsumed", "timecompleted")
_ENDS = ("timecompleted", "timeconsumed", "timereceived")
_OF_JOURNEY = {
    "journeyid", "journeytitle", "plannedreference", "journeyphases", "journeyphase", "journeyshortsummary",
    "journeylongsummary", "actors", "enduser", "serviceprovider", "touchpoints", "comment", *POINTS,
}  # fmt: skip
_OF_POINT = {
    "touchpointid", "belongsto", "compliance", "initiator", "receiver", "channel", "timestamps", "touchpointexperience",
    "comment", "message", *_STARTS,
}  # fmt: skip


def read(raw: bytes, words: Words) -> list[Found]:
    """The journeys of a file, planned ones first, as they are told of by those that became. words: as `table.rows`
    takes them, by which feelings are known again. Raises NoJourney for what is no CJML."""
    try:
        root = parse(raw, most=MAX_BYTES)
    except Unreadable as bad:
        raise NoJourney(bad.code, bad.line) from None
    nodes = [root] if fold(root.name) in JOURNEYS else [node for node in walk(root) if fold(node.name) in JOURNEYS]
    if not nodes:
        raise NoJourney("no_journeys" if fold(root.name) == "cjml" else "not_cjml", root.line)
    if len(nodes) > MOST_JOURNEYS:
        raise NoJourney("too_many_journeys", detail=str(len(nodes)))
    feelings = {fold(said): code for code, said in words.get((Step, "word"), {}).items()}
    known, of_file = everybody(nodes), scale(nodes, ours=OURS)
    version = attribute(root, "version") if fold(root.name) == "cjml" else ""
    plans = followed(nodes)
    return [_Journey(node, feelings, known, of_file, version, plans.get(id(node))).found() for node in nodes]


@dataclass
class _Times:
    starts: date | None
    ends: date | None


@dataclass
class _Journey:
    node: Node
    feelings: dict[str, str]
    everybody: dict[str, Node]
    scale: str
    version: str = ""
    plan: int | None = None
    findings: list[Finding] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    times: dict[str, _Times] = field(default_factory=dict)
    phases: list[tuple[str, str, list[Step]]] = field(default_factory=list)

    def found(self) -> Found:
        node, kind = self.node, JOURNEYS[fold(self.node.name)]
        title = self.cut(said(node, "journeytitle") or said(node, "journeyid") or ONE_PHASE, Document, "title")
        question = self.cut(said(node, "journeyshortsummary"), Document, "question")
        about = "\n\n".join(filter(None, [said(node, "journeylongsummary"), self.comment(node, ())]))
        self.not_read(node, _OF_JOURNEY, ())
        if self.version and not self.version.startswith("2"):
            self.tell("other_version", node, detail=self.version)
        if said(node, "plannedreference") and self.plan is None:
            self.tell("planned_reference", node, detail=said(node, "plannedreference"))
        self.read_actors()
        self.read_points(kind)
        person = next((actor.name for actor in self.actors.values() if actor.is_person), "")
        if not person:
            self.tell("no_end_user", node)
        zero = min((times.starts for times in self.times.values() if times.starts), default=None)
        document = Document(
            title, question, kind, person or NOBODY, about=self.cut(about, Document, "about"), day_zero=zero,
            actors=tuple(self.actors.values()),
            phases=tuple(Phase(key, name, tuple(self.dated(step, zero) for step in steps))
                         for key, name, steps in self.phases),
        )  # fmt: skip
        document = self.with_gaps(document, kind)
        checked = [finding for finding in check(document) if finding.field != "question" or finding.code != "missing"]
        return Found(document, (*self.findings, *checked), plan=self.plan)

    # --- Who --------------------------------------------------------------------------------------

    def read_actors(self) -> None:
        for actor in children(child(self.node, "actors")):
            self.actor(actor, attribute(actor, *IDS))

    def actor(self, node: Node, key: str) -> str:
        """Our key for an actor of the file, made when it is met first."""
        told = node if node.children else self.everybody.get(fold(key), node)
        is_user = fold(told.name) == "enduser"
        name = said(told, "actorname", "companyname", "name") or key or tidy(node.text)
        name = self.cut(name or NOBODY, Actor, "name")
        same = next((one.key for one in self.actors.values() if fold(one.name) == fold(name)), "")
        if not same:
            same = f"a{len(self.actors) + 1}"
            first = is_user and not any(one.is_person for one in self.actors.values())
            company = said(told, "companyname") if said(told, "actorname") else ""
            kind = "person" if is_user else provider_of(said(told, "providertype", "actortype", "actorrole")) or ""
            if not kind and (kind := provider_of(name) or ""):
                self.tell("kind_by_name", node, (("actor", len(self.actors) + 1, name),), detail=kind)
            if not kind:
                self.tell("kind_unknown", node, (("actor", len(self.actors) + 1, name),))
            organisation = self.cut(company, Actor, "organisation") if company != name else ""
            self.actors[same] = Actor(same, name, kind or "other", organisation, is_person=first)
        if key:
            self.ids[fold(key)] = same
        return same

    def whom(self, side: Node | None, where: Where) -> str:
        """Our key for the one that a side of a touchpoint refers to, or blank."""
        to = child(side, "refersto") or side
        key = attribute(to, *IDS) or (said(to) if to is not side else "")
        if not key:
            return ""
        if fold(key) in self.ids:
            return self.ids[fold(key)]
        if fold(key) in self.everybody:
            return self.actor(self.everybody[fold(key)], key)
        by_name = next((one.key for one in self.actors.values() if fold(one.name) == fold(key)), "")
        if by_name:
            return by_name
        self.tell("actor_not_told_of", to or self.node, where, detail=key)
        name = self.cut(key, Actor, "name")
        made = Actor(f"a{len(self.actors) + 1}", name, provider_of(name) or "other")
        self.actors[made.key] = made
        self.ids[fold(key)] = made.key
        return made.key

    # --- What happened ----------------------------------------------------------------------------

    def read_points(self, kind: str) -> None:
        declared = self.declared()
        inside = child(self.node, "touchpoints") or self.node
        nodes = [node for node in inside.children if fold(node.name) in POINTS]
        if inside is not self.node:
            self.not_read(inside, set(POINTS), ())
        for at, (node, ref) in enumerate(zip(nodes, self.phases_of(nodes), strict=True), start=1):
            key = fold(ref)
            if key not in declared:
                if ref:
                    self.tell("phase_not_told_of", node, (("step", at, ""),), detail=ref)
                declared[key] = self.cut(ref or ONE_PHASE, Phase, "title")
            if not self.phases or self.phases[-1][0] != key:
                if any(one[0] == key for one in self.phases):
                    self.tell("phase_again", node, detail=declared[key])
                self.phases.append((key, declared[key], []))
            self.phases[-1][2].append(self.point(node, at, kind))
        if nodes and not any(key for key in declared if key):
            self.tell("no_phases", self.node)
        self.phases = self.in_full(declared)

    def phases_of(self, nodes: list[Node]) -> list[str]:
        """Which phase each of these belongs to. One that does not say, where others do, lies in that of the one before
        it, and the first ones in that of the first which says: tools leave it out of what is no communication."""
        belongs = [child(node, "belongsto") for node in nodes]
        refs = [attribute(one, "phaseidref", "phaseid", "idref", "id") or said(one) for one in belongs]
        now = next(filter(None, refs), "")
        out = []
        for at, (node, ref) in enumerate(zip(nodes, refs, strict=True), start=1):
            if now and not ref:
                self.tell("phase_taken", node, (("step", at, ""),))
            now = ref or now
            out.append(now)
        return out

    def declared(self) -> dict[str, str]:
        """{phase id, folded: its name}, as the file declares them."""
        phases = child(self.node, "journeyphases")
        nodes = [one for one in children(phases or self.node) if fold(one.name) == "journeyphase"]
        out: dict[str, str] = {}
        for node in nodes:
            ref = attribute(node, "phaseid", "phaseidref", "id") or said(node, "phasename")
            out.setdefault(fold(ref), self.cut(said(node, "phasename") or ref or ONE_PHASE, Phase, "title"))
            if said(node, "phasedescription"):
                self.tell("not_read", node, detail="phaseDescription")
        return out

    def in_full(self, declared: dict[str, str]) -> list[tuple[str, str, list[Step]]]:
        """The phases in the order that things happened, with those where nothing did after the one before them."""
        out = list(self.phases)
        used = {key for key, _name, _steps in out}
        before = ""
        for key, name in declared.items():
            if key not in used:
                at = max((n for n, one in enumerate(out) if one[0] == before), default=len(out) - 1)
                out.insert(at + 1 if before else 0, (key, name, []))
            before = key
        return [(f"f{n}", name, steps) for n, (_key, name, steps) in enumerate(out, start=1)]

    def point(self, node: Node, at: int, kind: str) -> Step:
        begins, meets = child(node, "initiator"), child(node, "receiver")
        label, other = said(begins, "initiatorlabel"), said(meets, "receiverlabel")
        title = self.cut(label or other or said(node, "touchpointid") or f"Steg {at}", Step, "title", node)
        where: Where = (("step", at, title),)
        self.not_read(node, _OF_POINT, where)
        key = f"s{at}"
        there = [self.whom(begins, where), self.whom(meets, where)]
        cells, also = self.cells(node, where)
        there += also
        if other and fold(other) not in (fold(label), fold(title), "receiving", "sending"):
            _add(cells, "front", other)
        if status := self.status(node, kind):
            _add(cells, "barrier" if status != "adhoc" else "front", SAID_OF[status])
            self.tell(f"was_{status}", node, where)
        channel = self.channel(node, where)
        feeling, word = self.experience(node, cells, where)
        self.times[key] = self.timed(node, where)
        for lane in list(cells):
            cells[lane] = self.cut_to(cells[lane], LONGEST_CELL, "cells", node, where)
        return Step(
            key, title, tuple(dict.fromkeys(filter(None, there))), channel=channel, feeling=feeling, word=word,
            grade="told" if kind == "told" else "assumed",
            cells={lane: cells[lane] for lane in LANES if cells.get(lane)},
        )  # fmt: skip

    def status(self, node: Node, kind: str) -> str:
        """Whether it kept to the plan. Where that is not said a number that begins with D tells that it was not in the
        plan: so tools count deviations."""
        told = fold(said(node, "compliance"))
        deviates = kind == "told" and not told and _DEVIATION.fullmatch(said(node, "touchpointid"))
        return "adhoc" if deviates else COMPLIANCE.get(told, "")

    def cells(self, node: Node, where: Where) -> tuple[dict[str, str], list[str]]:
        """(what the lanes say, keys of others who were there), out of comment and message."""
        cells, left = lanes_in(self.comment(node, where))
        also: list[str] = []
        rest = []
        for line in left.split("\n"):
            head, _colon, names = line.partition(": ")
            known = {fold(one.name): one.key for one in self.actors.values()}
            found = [known.get(fold(name)) for name in names.split(";")] if head == ALSO_THERE else [None]
            if all(found):
                also += [key for key in found if key]
            elif line:
                rest.append(line)
        for text in ("\n".join(rest), said(node, "message")):
            if text:
                _add(cells, "front", text)
        if rest:
            self.tell("comment_on_stage", node, where)
        return cells, also

    def comment(self, node: Node, where: Where) -> str:
        """What the comment says, but for what we have put there ourselves for others to read."""
        comment, ours, _rest = said(node, "comment").partition(OURS)
        if ours:
            self.tell("own_comment", node, where)
        return comment.strip()

    def channel(self, node: Node, where: Where) -> str:
        name = said(child(node, "channel"), "channelname") or said(node, "channel", "channelname")
        channel = channel_of(name)
        if channel is None:
            self.tell("channel_unknown", node, where, detail=name)
        return channel or ""

    def experience(self, node: Node, cells: dict[str, str], where: Where) -> tuple[int | None, str]:
        """(feeling, word): a description that is no word of ours is kept as what the person does and thinks, never as a
        quote, since nobody has said yes to that."""
        told = child(node, "touchpointexperience")
        rating, described = said(told, "experiencerating"), said(told, "experiencedescription")
        word = self.feelings.get(fold(described), "")
        if described and not word:
            _add(cells, "person", described)
            self.tell("description_is_no_quote", node, where)
        if not rating:
            return None, word
        value = number(rating)
        if value is not None and not self.scale:
            self.tell("scale_unclear", node, where)
            return None, word
        if value is not None and self.scale == "1-5":
            value -= 3
            self.tell("scale_of_five", node, where)
        value = BY_RATING.get(fold(rating)) if value is None else value
        if value is None or not -2 <= value <= 2:
            self.tell("rating_unknown", node, where, detail=rating)
            return None, word
        return value, word

    # --- When -------------------------------------------------------------------------------------

    def timed(self, node: Node, where: Where) -> _Times:
        inside = child(node, "timestamps")
        texts = {name: said(inside, name) or said(node, name) for name in _STARTS}
        days = {name: day_of(text) for name, text in texts.items() if text}
        for name, day in days.items():
            if day is None:
                self.tell("time_unknown", node, where, detail=texts[name])
        starts = next((days[name] for name in _STARTS if days.get(name)), None)
        ends = next((days[name] for name in _ENDS if days.get(name)), None)
        if starts and ends and ends < starts:
            self.tell("ends_first", node, where, detail=f"{starts}/{ends}")
            ends = None
        return _Times(starts, ends if ends != starts else None)

    def dated(self, step: Step, zero: date | None) -> Step:
        times = self.times[step.key]
        if zero is None or times.starts is None:
            return step
        begins = (times.starts - zero).days
        ends = (times.ends - zero).days if times.ends else None
        if max(begins, ends or 0) > MOST_DAYS:
            self.tell("time_unknown", self.node, (("step", int(step.key[1:]), step.title),), detail=str(times.starts))
            return step
        return replace(step, from_day=begins, to_day=ends)

    def with_gaps(self, document: Document, kind: str) -> Document:
        """A gap wherever a day or more passed and somebody else came next; that time went the other way is told."""
        gaps: list[Gap] = []
        people = {actor.key for actor in document.actors if actor.kind == "person"}
        for this, after in zip(document.steps, document.steps[1:], strict=False):
            if this.from_day is None or after.from_day is None:
                continue
            days = after.from_day - (this.to_day if this.to_day is not None else this.from_day)
            where: Where = (("step", int(after.key[1:]), after.title),)
            if days < 0:
                self.tell("overlap", self.node, where, detail=str(-days))
                continue
            one, other = ([key for key in step.actors if key not in people] for step in (this, after))
            if days and one and other and set(one) != set(other):
                told = {"days_told": days} if kind == "told" else {"days_planned": days}
                gaps.append(Gap(
                    f"m{len(gaps) + 1}", this.key, "wait", "Väntan", before=after.key, from_actor=one[0],
                    to_actor=other[0], grade="told" if kind == "told" else "assumed", **told,  # type: ignore[arg-type]  # days
                ))  # fmt: skip
                self.tell("gap_made", self.node, where, detail=str(days))
        return replace(document, gaps=tuple(gaps))

    # --- Telling ----------------------------------------------------------------------------------

    def tell(self, code: str, node: Node, where: Where = (), detail: str = "") -> None:
        self.findings.append(Finding(code, where, detail=detail[:80], line=node.line))

    def not_read(self, node: Node, known: set[str], where: Where) -> None:
        for one in node.children:
            if fold(one.name) not in known and (one.text.strip() or one.children):
                self.tell("not_read", one, where, detail=one.name)

    def cut(self, text: str, cls: type, name: str, node: Node | None = None) -> str:
        shape = SHAPES[cls][name]
        text = text if isinstance(shape, Text) and shape.lines else " ".join(text.split())
        return self.cut_to(text, shape.most if isinstance(shape, Text) else LONGEST_CELL, name, node or self.node, ())

    def cut_to(self, text: str, most: int, name: str, node: Node, where: Where) -> str:
        if len(text) <= most:
            return text
        self.findings.append(Finding("cut", where, name, f"{len(text)}/{most}", node.line))
        return text[: most - 1].rstrip() + "…"


def _add(cells: dict[str, str], lane: str, text: str) -> None:
    cells[lane] = f"{cells[lane]}\n{text}" if cells.get(lane) else text
