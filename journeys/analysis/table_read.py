"""Journeys out of a flat table, as `table` writes it or as somebody has made it by hand. Pure.

The rows become the same data as our own file has, and are read and checked as that is, so that all files follow the
same rules; what is found is then told by row. Rows may stand in any order: numbers before names tell which comes first,
and where there are none, the order of the rows does. Headings may be in Swedish or English, codes as words or as codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hlab.core.grids import Grid, letter
from hlab.core.text import fold
from journeys.analysis.checking import check
from journeys.analysis.document import LANES, Actor, Document, Gap, Link, Step
from journeys.analysis.findings import Finding, Found, NoJourney
from journeys.analysis.native import Reader
from journeys.analysis.shapes import LINK_KINDS, SHAPES, Code, Day, Whole
from journeys.analysis.table import (
    ACTOR,
    ANSWERS,
    COLUMNS,
    ENGLISH,
    GAP,
    MINUS,
    NAMES,
    NEEDED,
    PHASE,
    QUOTE,
    REVIEW,
    SOURCE,
    STEP,
    THE_PERSON,
    THERE,
    VOICE,
    WHOLE_QUOTE,
    Words,
    unguarded,
)

MOST_JOURNEYS = 50
BESIDE = (SOURCE, ANSWERS, REVIEW)
"""Kinds of rows that tell of the map beside what is in it."""
_NUMBERED = re.compile(r"(\d{1,4})\.\s+(.*)", re.DOTALL)
_HEADINGS = {fold(name): column for names in (COLUMNS, ENGLISH) for name, column in zip(names, COLUMNS, strict=True)}


def read(grid: Grid, words: Words) -> list[Found]:
    """The journeys of a table. words: as `table.rows` takes them. Raises NoJourney without the columns it needs."""
    at, lines = _headings(grid)
    builders: dict[str, _Journey] = {}
    title = ""
    kinds = _kinds(words)
    for number, cells in lines:
        row = {column: unguarded(cells[n]) if n < len(cells) else "" for column, n in at.items()}
        title = row["resa"] or title
        if title not in builders:
            builders[title] = _Journey(title, words, kinds, {column: letter(n) for column, n in at.items()})
        builders[title].take(number, row)
    if len(builders) > MOST_JOURNEYS:
        raise NoJourney("too_many_journeys", detail=str(len(builders)))
    return [builder.found() for builder in builders.values()]


def _headings(grid: Grid) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """({column: where}, rows below) of the first row that has all that is needed."""
    best: set[str] = set()
    for place, (_number, cells) in enumerate(grid.lines[:20]):
        at: dict[str, int] = {}
        for n, cell in enumerate(cells):
            if (column := _HEADINGS.get(fold(cell))) is not None:
                at.setdefault(column, n)
        if set(NEEDED) <= set(at):
            return {column: at.get(column, 10_000) for column in COLUMNS}, list(grid.lines[place + 1 :])
        best = max(best, set(at), key=len)
    raise NoJourney("no_columns", detail=", ".join(name for name in NEEDED if name not in best))


def _kinds(words: Words) -> dict[str, tuple[str, str]]:
    """{kind of row, folded: (sort of row, field)}."""
    known = {fold(name): ("document", field) for field, name in NAMES[Document].items()}
    known |= {fold(name): (name, "") for name in (ACTOR, THE_PERSON, PHASE, STEP, GAP, THERE, VOICE, *BESIDE)}
    known |= {fold(name): ("part", name) for cls in (Step, Gap) for name in NAMES[cls].values()}
    lanes, links = words.get((Step, "cells"), {}), words.get((Link, "kind"), {})
    known |= {fold(said): ("lane", lane) for lane in LANES for said in (lane, lanes.get(lane, lane))}
    known |= {fold(said): ("link", kind) for kind in LINK_KINDS for said in (kind, links.get(kind, kind))}
    return known


@dataclass
class _Journey:
    """One journey while its rows come in. rows of parts are kept by what names them; numbers are given at the end."""

    title: str
    words: Words
    kinds: Mapping[str, tuple[str, str]]
    letters: Mapping[str, str]
    data: dict[str, Any] = field(default_factory=dict)
    phases: dict[str, dict] = field(default_factory=dict)
    steps: dict[tuple[str, str], dict] = field(default_factory=dict)
    gaps: dict[tuple[str, str, str], dict] = field(default_factory=dict)
    actors: dict[str, dict] = field(default_factory=dict)
    links: list[dict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows_of: dict[tuple[int, str], int] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)

    def take(self, number: int, row: dict[str, str]) -> None:
        """One row."""
        known = self.kinds.get(fold(row["slag"]))
        if known is None:
            self.fault("unknown_row", number, "slag", row["slag"])
            return
        self.same(self.data, "kind", Document, row["läge"], number, "läge")
        phase, step, gap = self.places(number, row)
        sort, name = known
        if sort == "document":
            self.put(self.data, name, self.value(Document, name, row), number)
        elif sort in BESIDE:
            self.put(self.beside, sort, row["text"], number)
        elif sort in (ACTOR, THE_PERSON):
            self.actor(sort, number, row)
        elif sort == PHASE and phase is None:
            self.fault("row_without_place", number, "fas")
        elif sort != PHASE and step is None:
            self.fault("row_without_place", number, "steg")
        elif step is not None and gap is not None:
            self.of_gap(gap, sort, name, number, row)
        elif step is not None and sort in (GAP,):
            self.fault("row_without_place", number, "mellanrum")
        elif step is not None and sort != PHASE:
            self.of_step(step, sort, name, number, row)

    def places(self, number: int, row: dict[str, str]) -> tuple[dict | None, dict | None, dict | None]:
        """The phase, step and gap that a row is about, made when they are met first."""
        phase = step = gap = None
        if row["fas"]:
            phase = self.phases.setdefault(row["fas"], {"title": _name(row["fas"]), "line": number})
        if row["steg"]:
            key = (row["fas"], row["steg"])
            step = self.steps.setdefault(key, {"title": _name(row["steg"]), "line": number, "cells": {}, "actors": [],
                                               "voices": [], "of": row["fas"]})  # fmt: skip
        if step is not None and row["mellanrum"]:
            gap = self.gaps.setdefault(
                (row["fas"], row["steg"], row["mellanrum"]),
                {"title": _name(row["mellanrum"]), "line": number, "after": step, "voices": []},
            )
        if step is not None and phase is None:
            self.fault("row_without_place", number, "fas")
        return phase, step, gap

    def actor(self, sort: str, number: int, row: dict[str, str]) -> None:
        one = self.actors.setdefault(row["aktör"], {"name": row["aktör"], "line": number})
        if sort == THE_PERSON:
            one["is_person"] = True
            return
        self.put(one, "kind", self.coded(Actor, "kind", row["text"]), number)
        one |= {"organisation": row["organisation"], "code": row["värde"]}

    def of_step(self, step: dict, sort: str, name: str, number: int, row: dict[str, str]) -> None:
        self.same(step, "grade", Step, row["underlag"], number, "underlag")
        if sort == THERE:
            step["actors"].append(row["aktör"])
            self.rows_of.setdefault((id(step), "actors"), number)
        elif sort == "lane":
            if row["text"]:
                self.put(step["cells"], name, row["text"], number, step)
        elif sort == VOICE:
            step["voices"].append(_voice(row))
        elif sort == "link":
            self.links.append({"source": step, "target": row["värde"], "kind": name, "words": row["text"],
                               "line": number})  # fmt: skip
        elif sort == "part":
            self.put_field(step, Step, name, number, row)

    def of_gap(self, gap: dict, sort: str, name: str, number: int, row: dict[str, str]) -> None:
        self.same(gap, "grade", Gap, row["underlag"], number, "underlag")
        if sort == GAP:
            self.put(gap, "kind", self.coded(Gap, "kind", row["text"]), number)
        elif sort == VOICE:
            gap["voices"].append(_voice(row))
        elif sort == "part":
            self.put_field(gap, Gap, name, number, row)
        else:
            self.fault("unknown_row", number, "slag", row["slag"])

    def put_field(self, part: dict, cls: type, name: str, number: int, row: dict[str, str]) -> None:
        fields = {said: field for field, said in NAMES[cls].items()}
        if name not in fields:
            self.fault("unknown_row", number, "slag", row["slag"])
        elif fields[name] in ("from_actor", "to_actor"):
            self.put(part, fields[name], row["aktör"], number)
        elif fields[name] == "before":
            self.put(part, "before", row["värde"], number)
        else:
            self.put(part, fields[name], self.value(cls, fields[name], row), number)

    def value(self, cls: type, name: str, row: dict[str, str]) -> Any:
        """What the row says of a field, as our own file has it; as it stands where it cannot be understood."""
        match SHAPES[cls][name]:
            case Whole():
                said = row["värde"] or row["text"]
                plain = said.replace(MINUS, "-").replace(" ", "").replace("\u00a0", "")
                plain = re.sub(r"[,.]0+$", "", plain)
                return int(plain) if re.fullmatch(r"[+-]?[0-9]{1,12}", plain) else said
            case Day(month=True) if re.fullmatch(r"\d{4}-\d{2}", row["text"]):
                return f"{row['text']}-01"
            case Code():
                return self.coded(cls, name, row["text"])
            case _:
                return row["text"]

    def coded(self, cls: type, name: str, said: str) -> str:
        """The code that was meant by a word."""
        known = {fold(word): code for code, word in self.words.get((cls, name), {}).items()}
        return said if not said or said in known.values() else known.get(fold(said), said)

    def same(self, part: dict, name: str, cls: type, said: str, number: int, column: str) -> None:
        """What every row of a part says again must be the same in all of them."""
        if not said:
            return
        code = self.coded(cls, name, said)
        if part.setdefault(name, code) != code:
            self.fault("disagrees", number, column, str(self.rows_of[id(part), name]))
        self.rows_of.setdefault((id(part), name), number)

    def put(self, part: dict, name: str, value: Any, number: int, of: dict | None = None) -> None:
        whose = id(of if of is not None else part)
        if name in part:
            self.fault("double_row", number, "slag", str(self.rows_of.get((whose, name), number)))
        part[name] = value
        self.rows_of[whose, name] = number

    def fault(self, code: str, number: int, column: str, detail: str = "") -> None:
        letter_of = self.letters.get(column, "")
        self.findings.append(Finding(code, field=column, detail=detail, line=number, column=letter_of, fault=True))

    def found(self) -> Found:
        """The journey, with what is wrong by row."""
        phases = _in_order(self.phases)
        steps = _in_order(self.steps)
        gaps, actors = _in_order(self.gaps), list(self.actors.values())
        keys = {id(row): f"{mark}{n}" for mark, rows in (("a", actors), ("f", phases), ("s", steps), ("m", gaps))
                for n, row in enumerate(rows, start=1)}  # fmt: skip
        by_actor = {name: keys[id(row)] for name, row in self.actors.items()}
        to = self.targets(steps, keys)
        for row in (*actors, *phases, *steps, *gaps):
            row["key"] = keys[id(row)]
        for row in phases:
            row["steps"] = []
        for step in steps:
            if step["of"]:
                self.phases[step["of"]]["steps"].append(step)
            step["actors"] = [by_actor.get(name, name) for name in step["actors"]]
        for gap in gaps:
            gap["after"] = keys[id(gap["after"])]
            gap["before"] = to.get(gap.get("before", ""), gap.get("before", ""))
            for name in ("from_actor", "to_actor"):
                gap[name] = by_actor.get(gap.get(name, ""), gap.get(name, ""))
        place = {row["key"]: n for n, row in enumerate(steps)}
        ways = [link | {"source": keys[id(link["source"])], "target": to.get(link["target"], link["target"])}
                for link in self.links]  # fmt: skip
        ways.sort(key=lambda link: (place[link["source"]], place.get(link["target"], 0)))
        links = [link | {"key": f"v{n}"} for n, link in enumerate(ways, start=1)]
        data = {"person_kind": "persona"} | self.data | {
            "title": self.title, "actors": actors, "phases": phases, "gaps": gaps, "links": links,
        }  # fmt: skip
        lines, reader = _lines(data), Reader()
        document = reader.document(_without_lines(data))
        review_on = reader.day(self.beside.get(REVIEW) or None, "review_on", ())
        found = [*reader.findings, *([] if reader.broken else check(document))]
        return Found(
            document, (*self.findings, *(self.by_row(finding, lines) for finding in found)),
            self.beside.get(SOURCE, ""), self.beside.get(ANSWERS, ""), review_on,
        )  # fmt: skip

    def by_row(self, finding: Finding, lines: dict[tuple, dict]) -> Finding:
        """The finding with the row it is about: that of the field, else the first of the part."""
        part = lines.get(tuple((kind, number) for kind, number, _name in finding.where))
        if part is None:
            head = (id(self.beside), REVIEW) if finding.field == "review_on" else (id(self.data), finding.field)
            return replace(finding, line=self.rows_of.get(head, 0))
        return replace(finding, line=self.rows_of.get((id(part), finding.field), part.get("line", 0)))

    def targets(self, steps: list[dict], keys: dict[int, str]) -> dict[str, str]:
        """{what a row may call another step: its key}: its number, its name with the number, or its name alone."""
        out: dict[str, str] = {}
        for (_phase, label), row in self.steps.items():
            out.setdefault(row["title"], keys[id(row)])
            out[label] = keys[id(row)]
            if match := _NUMBERED.fullmatch(label):
                out[match[1]] = keys[id(row)]
        for number, row in enumerate(steps, start=1):
            out.setdefault(str(number), keys[id(row)])
        return out


def _voice(row: dict[str, str]) -> dict:
    """A voice; its words only where the row says that it is a quote."""
    is_quote = row["enhet"] in (QUOTE, WHOLE_QUOTE) and bool(row["text"])
    text = row["text"] if is_quote else ""
    words = text if row["enhet"] == QUOTE else ""
    return {"contribution": row["värde"], "quote": is_quote, "text": text, "words": words}


def _name(label: str) -> str:
    """The name without its number."""
    match = _NUMBERED.fullmatch(label)
    return match[2] if match else label


def _in_order(rows: dict[Any, dict]) -> list[dict]:
    """By the numbers before the names where all have one, else as they came."""
    labels = [key if isinstance(key, str) else key[-1] for key in rows]
    numbers = [_NUMBERED.fullmatch(label) for label in labels]
    if not all(numbers):
        return list(rows.values())
    at = sorted(range(len(labels)), key=lambda n: int(numbers[n][1]))  # type: ignore[index]  # all match
    found = list(rows.values())
    return [found[n] for n in at]


def _lines(data: dict) -> dict[tuple, dict]:
    """{where a part is: its row of data, with the line it began at}."""
    out: dict[tuple, dict] = {}
    for kind, name in (("actor", "actors"), ("phase", "phases"), ("gap", "gaps"), ("link", "links")):
        for number, row in enumerate(data[name], start=1):
            out[(kind, number),] = row
            for inner, step in enumerate(row.get("steps", ()), start=1):
                out[(kind, number), ("step", inner)] = step
    return out


def _without_lines(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _without_lines(value) for name, value in data.items() if name not in ("line", "of")}
    return [_without_lines(item) for item in data] if isinstance(data, list) else data
