"""A proposal as our own JSON file. Pure. What stands where is published as a schema (`native_schema`).

`write` and `read` are each other's opposite for every document that `checking.check` finds no fault with.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Any

from feedback.analysis.checking import Finding, Where, check
from feedback.analysis.document import (
    DEFAULTS,
    INSIDE,
    LISTS,
    SHAPES,
    Document,
    Flag,
    Picture,
    Version,
    Whole,
)
from hlab.core.text import tidy

FORMAT, VERSION = "halsolabb-forslag", 1
MAX_BYTES = 20_000_000
"""A file with its pictures."""


class NoProposal(ValueError):
    """A file that holds no proposal that we can read.

    code: "too_large" · "empty" · "not_json" (line) · "not_a_proposal" · "newer" (detail: its version).
    """

    def __init__(self, code: str, line: int = 0, detail: str = ""):
        self.code, self.line, self.detail = code, line, detail
        super().__init__(f"{code} {detail} (line {line})")


@dataclass(frozen=True)
class Found:
    """The proposal of a file, and what was met on the way."""

    document: Document
    findings: tuple[Finding, ...] = ()

    @property
    def faults(self) -> list[Finding]:
        """What must be put right before it can be read in."""
        return [one for one in self.findings if one.fault]

    @property
    def losses(self) -> list[Finding]:
        """What does not come along, or is taken another way."""
        return [one for one in self.findings if not one.fault]


def write(document: Document) -> bytes:
    """The file, in UTF-8 with one fixed order. What is blank is left out."""
    head: dict[str, Any] = {"format": FORMAT, "version": VERSION, "proposal": as_data(document)}
    return (json.dumps(head, ensure_ascii=False, indent=2) + "\n").encode()


def as_data(part: Any) -> dict:
    """One part as a file has it."""
    cls = type(part)
    plain = {name: getattr(part, name) for name in SHAPES[cls]}
    lists = {name: list(getattr(part, name)) for name in LISTS.get(cls, {})}
    inside = {name: [as_data(one) for one in getattr(part, name)] for name in INSIDE.get(cls, {})}
    return {name: value for name, value in (plain | lists | inside).items() if value not in ("", False, [])}


def without_pictures(document: Document) -> Document:
    """The same, with the pictures only named."""
    return replace(document, pictures=tuple(Picture(one.key) for one in document.pictures))


def fingerprint(version: Version) -> str:
    """The same for the same words, paragraphs, scenes and changes: to see that what was read is what is acted on."""
    return hashlib.sha256(json.dumps(as_data(version), sort_keys=True).encode()).hexdigest()[:32]


def read(raw: bytes) -> Found:
    """The proposal of a file, with what is wrong in it. Raises NoProposal for what is none, or of a newer version."""
    data = _parsed(raw)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise NoProposal("not_a_proposal")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise NoProposal("not_a_proposal")
    if version > VERSION:
        raise NoProposal("newer", detail=str(version))
    if not isinstance(data.get("proposal"), dict):
        raise NoProposal("not_a_proposal")
    reader = Reader()
    document = reader.part(Document, data["proposal"], ())
    faults = [] if any(one.fault for one in reader.findings) else check(document)
    return Found(document, (*reader.findings, *faults))


def _parsed(raw: bytes) -> Any:
    if len(raw) > MAX_BYTES:
        raise NoProposal("too_large")
    if not raw.strip():
        raise NoProposal("empty")
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise NoProposal("not_json", error.lineno) from None
    except (UnicodeDecodeError, RecursionError, ValueError):
        raise NoProposal("not_json") from None


def _no_number(name: str) -> None:
    raise ValueError(name)


@dataclass
class Reader:
    """Data as a file has it, read into a document; what is of another kind than it must be is written down, and only
    then: checked as a whole it would only say the same again."""

    findings: list[Finding] = field(default_factory=list)

    def part(self, cls: type, row: dict, where: Where) -> Any:
        """One part with all that lies in it."""
        out: dict[str, Any] = {}
        for name, shape in SHAPES[cls].items():
            blank = DEFAULTS.get((cls, name), 0 if isinstance(shape, Whole) else False)
            value = row.get(name)
            if isinstance(shape, Flag):
                out[name] = value if isinstance(value, bool) else self.wrong(name, "flag", where, False, value)
            elif isinstance(shape, Whole):
                out[name] = self.number(value, name, where, blank)
            else:
                out[name] = self.text(value, name, where) or DEFAULTS.get((cls, name), "")
        for name in LISTS.get(cls, {}):
            texts = (self.text(one, name, where) for one in self.rows(row, name, where))
            out[name] = tuple(text for text in texts if text)
        for name, (kind, _most) in INSIDE.get(cls, {}).items():
            parts = []
            for number, inner in enumerate(self.rows(row, name, where), start=1):
                place = (*where, (kind.__name__.lower(), number, _called(inner)))
                if isinstance(inner, dict):
                    parts.append(self.part(kind, inner, place))
                else:
                    self.wrong(name, "object", place, None, inner or 0)
            out[name] = tuple(parts)
        for name in sorted(set(row) - set(out)):
            self.findings.append(Finding("unknown_field", where, detail=name[:60]))
        return cls(**out)

    def rows(self, data: dict, name: str, where: Where) -> list:
        """A list in a part; an empty one where it is none."""
        rows = data.get(name)
        return rows if isinstance(rows, list) else self.wrong(name, "list", where, [], rows)

    def text(self, value: Any, name: str, where: Where) -> str:
        """Words, tidied."""
        return tidy(value) if isinstance(value, str) else self.wrong(name, "text", where, "", value)

    def number(self, value: Any, name: str, where: Where, blank: Any) -> Any:
        """A whole number, also one written as 2.0."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        whole = isinstance(value, int) and not isinstance(value, bool)
        return value if whole else self.wrong(name, "number", where, blank, value)

    def wrong(self, name: str, kind: str, where: Where, blank: Any, value: Any) -> Any:
        """Say that a field is of another kind than it must be, unless it is simply not there; what is taken instead."""
        if value is not None:
            self.findings.append(Finding("wrong_kind", where, name, kind, fault=True))
        return blank


def _called(row: Any) -> str:
    said = (row.get("title") or row.get("label") or row.get("what") or "") if isinstance(row, dict) else ""
    return said if isinstance(said, str) else ""
