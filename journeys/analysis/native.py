"""A journey as our own JSON file. Pure. What stands where is published as a schema (`native_schema`).

`write` and `read` are each other's opposite for every document that `checking.check` finds no fault with, with keys as
`document.numbered` gives them and voices as `findings.for_file` leaves them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hlab.core.text import tidy
from journeys.analysis.checking import check
from journeys.analysis.document import LANES, Actor, Document, Gap, Link, Phase, Step, Voice, as_data
from journeys.analysis.findings import Finding, Found, NoJourney, Where, for_file
from journeys.analysis.shapes import DEFAULTS, SHAPES, Code, Day, Flag, Text, Whole

FORMAT, VERSION = "halsolabb-resa", 1
MAX_BYTES = 5_000_000
POINTERS: dict[type, tuple[str, ...]] = {
    Gap: ("after", "before", "from_actor", "to_actor"), Link: ("source", "target"),
}  # fmt: skip
"""Fields that hold the key of another part."""
INSIDE: dict[type, tuple[str, ...]] = {
    Document: ("actors", "phases", "gaps", "links"), Phase: ("steps",), Step: ("actors", "cells", "voices"),
    Gap: ("voices",),
}  # fmt: skip
"""Fields that hold other parts, which are read apart."""


def as_file(document: Document, *, source: str = "", answers: str = "", review_on: date | None = None) -> dict:
    """What the file holds. source, answers, review_on: see `Found`."""
    document = for_file(document)
    journey = as_data(document)
    for phase, told in zip(document.phases, journey.get("phases", ()), strict=True):
        for step, row in zip(phase.steps, told.get("steps", ()), strict=True):
            _tell(step.voices, row)
    for gap, row in zip(document.gaps, journey.get("gaps", ()), strict=True):
        _tell(gap.voices, row)
    head: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    beside = {"source": source, "answers": answers, "review_on": review_on.isoformat() if review_on else ""}
    return head | {name: said for name, said in beside.items() if said} | {"journey": journey}


def _tell(voices: tuple[Voice, ...], row: dict) -> None:
    for voice, told in zip(voices, row.get("voices", ()), strict=True):
        if voice.text:
            told["text"] = voice.text


def write(document: Document, *, source: str = "", answers: str = "", review_on: date | None = None) -> bytes:
    """The file, in UTF-8 with one fixed order."""
    made = as_file(document, source=source, answers=answers, review_on=review_on)
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def read(raw: bytes) -> Found:
    """The journey of a file, with what is wrong in it. Raises NoJourney for what is none, or of a newer version."""
    data = _parsed(raw)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NoJourney("not_a_journey")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise NoJourney("not_a_journey")
    if version > VERSION:
        raise NoJourney("newer", detail=str(version))
    if not isinstance(data.get("journey"), dict):
        raise NoJourney("not_a_journey")
    reader = Reader()
    document = reader.document(data["journey"])
    source, answers = (tidy(said) if isinstance(said := data.get(name), str) else "" for name in ("source", "answers"))
    review_on = reader.day(data.get("review_on"), "review_on", ())
    faults = [] if reader.broken else check(document)
    return Found(document, (*reader.findings, *faults), source, answers, review_on)


def _parsed(raw: bytes) -> Any:
    if len(raw) > MAX_BYTES:
        raise NoJourney("too_large")
    if not raw.strip():
        raise NoJourney("empty")
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise NoJourney("not_json", error.lineno) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise NoJourney("not_json") from None


def _no_number(name: str) -> None:
    raise ValueError(name)


@dataclass
class Reader:
    """Data as a file has it, read into a document; what is of another kind than it must be is written down."""

    findings: list[Finding] = field(default_factory=list)

    @property
    def broken(self) -> bool:
        """Whether something is of another kind than it must be; then nothing more is checked, since it would only
        repeat the same."""
        return any(finding.fault for finding in self.findings)

    def document(self, data: dict) -> Document:
        actors = [
            Actor(key=self.key(row, f"a{n}", where), **self.fields(Actor, row, where))
            for n, row, where in self.rows(data, "actors", "actor", ())
        ]
        phases = []
        for n, row, where in self.rows(data, "phases", "phase", ()):
            steps = tuple(self.step(inner, m, place) for m, inner, place in self.rows(row, "steps", "step", where))
            phases.append(Phase(self.key(row, f"f{n}", where), steps=steps, **self.fields(Phase, row, where)))
        gaps = [
            Gap(key=self.key(row, f"m{n}", where), voices=self.voices(row, where), **self.fields(Gap, row, where))
            for n, row, where in self.rows(data, "gaps", "gap", ())
        ]
        links = [
            Link(key=self.key(row, f"v{n}", where), **self.fields(Link, row, where))
            for n, row, where in self.rows(data, "links", "link", ())
        ]
        return Document(
            **self.fields(Document, data, ()), actors=tuple(actors), phases=tuple(phases), gaps=tuple(gaps),
            links=tuple(links),
        )  # fmt: skip

    def step(self, row: dict, n: int, where: Where) -> Step:
        cells = row.get("cells", {})
        if not isinstance(cells, dict):
            cells = self.wrong("cells", "object", where, {})
        texts = {str(lane): self.text(text, str(lane), where) for lane, text in cells.items()}
        order = (*(lane for lane in LANES if lane in texts), *(x for x in texts if x not in LANES))
        actors = row.get("actors", [])
        if not isinstance(actors, list) or not all(isinstance(key, str) for key in actors):
            actors = self.wrong("actors", "list", where, [])
        return Step(
            key=self.key(row, f"{'/'.join(str(number) for _k, number, _t in where)}", where),
            actors=tuple(dict.fromkeys(actors)),
            cells={lane: texts[lane] for lane in order if texts[lane]},
            voices=self.voices(row, where),
            **self.fields(Step, row, where),
        )

    def voices(self, row: dict, where: Where) -> tuple[Voice, ...]:
        out = []
        for _n, voice, _inner in self.rows(row, "voices", "voice", where):
            said = {name: self.text(voice.get(name, ""), name, where) for name in ("contribution", "words", "text")}
            quote = voice.get("quote", False)
            out.append(Voice(quote=quote if isinstance(quote, bool) else self.wrong("quote", "flag", where, False),
                             **said))  # fmt: skip
        return tuple(out)

    def rows(self, data: dict, name: str, kind: str, where: Where):
        """[(number, row, where it is)] of a list of objects."""
        rows = data.get(name, [])
        if not isinstance(rows, list):
            rows = self.wrong(name, "list", where, [])
        for number, row in enumerate(rows, start=1):
            title = row.get("title") or row.get("name") or "" if isinstance(row, dict) else ""
            place = (*where, (kind, number, title if isinstance(title, str) else ""))
            if isinstance(row, dict):
                yield number, row, place
            else:
                self.wrong(name, "object", place, None)

    def fields(self, cls: type, row: dict, where: Where) -> dict[str, Any]:
        """The plain fields of one part, each of the kind it must be."""
        out: dict[str, Any] = {}
        for name, shape in SHAPES[cls].items():
            value = row.get(name)
            match shape:
                case Text():
                    out[name] = self.text(value, name, where) if value is not None else ""
                case Code():
                    blank = DEFAULTS.get(name, "")
                    out[name] = (self.text(value, name, where) if value is not None else "") or blank
                case Whole():
                    out[name] = self.number(value, name, where)
                case Flag():
                    out[name] = value if isinstance(value, bool) else self.wrong(name, "flag", where, False, value)
                case Day():
                    out[name] = self.day(value, name, where)
        for name in POINTERS.get(cls, ()):
            value = row.get(name)
            out[name] = value if isinstance(value, str) else self.wrong(name, "text", where, "", value)
        for name in set(row) - set(out) - {"key", *INSIDE.get(cls, ())}:
            self.findings.append(Finding("unknown_field", where, detail=name[:60]))
        return out

    def key(self, row: dict, blank: str, where: Where) -> str:
        value = row.get("key", blank)
        return value if isinstance(value, str) and value else self.wrong("key", "text", where, blank)

    def text(self, value: Any, name: str, where: Where) -> str:
        return tidy(value) if isinstance(value, str) else self.wrong(name, "text", where, "")

    def number(self, value: Any, name: str, where: Where) -> int | None:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        return self.wrong(name, "number", where, None)

    def day(self, value: Any, name: str, where: Where) -> date | None:
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            return self.wrong(name, "day", where, None)

    def wrong(self, name: str, kind: str, where: Where, blank: Any, value: Any = ...) -> Any:
        """Say that a field is of another kind than it must be, unless it is simply not there; what is taken instead."""
        if value is not None:
            self.findings.append(Finding("wrong_kind", where, name, kind, fault=True))
        return blank
