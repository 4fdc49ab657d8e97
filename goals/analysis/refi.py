"""Codes, sources and codings as other programs for qualitative analysis know them: REFI-QDA 1.5. Pure.

The standard (qdasoftware.org) has two files: a codebook (.qdc) and a project (.qdpx: a zip with project.qde and the
texts). `refi_write` makes them and `refi_read` reads them; here is what they hold, and what all have in common.
Positions count code points from 0, end not included, in the text as `normalised` gives it: coding is done on that text.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import datetime

# From this everything of ours has its GUID. Changed, the same code would be another in the next export.
_NAMESPACE = uuid.UUID("0b7c8f52-3d0e-5a4b-9f5e-6f1f0d7a2c31")
# What is no character of XML 1.0 (section 2.2), and the byte order mark, which many readers take away from a text.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
MAX_DEPTH = 30  # codes below each other
_GUID = re.compile(r"\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?", re.IGNORECASE)


@dataclass(frozen=True)
class Code:
    """parent: GUID of the code above, blank at the top. is_codable: False for a heading. colour: "#rrggbb" or blank."""

    guid: str
    name: str
    description: str = ""
    parent: str = ""
    is_codable: bool = True
    colour: str = ""


@dataclass(frozen=True)
class User:
    """Who has coded. name: no personal name unless that is agreed ("Kodare 1")."""

    guid: str
    name: str


@dataclass(frozen=True)
class Source:
    """One text. text: normalised. created: with a time zone, or None."""

    guid: str
    name: str
    text: str
    created: datetime | None = None


@dataclass(frozen=True)
class Selection:
    """A stretch of a source that one person has given codes. source, coder, codes: GUIDs; coder may be blank."""

    guid: str
    source: str
    start: int
    end: int
    codes: tuple[str, ...]
    coder: str = ""
    name: str = ""
    created: datetime | None = None


@dataclass(frozen=True)
class Note:
    """A memo. about: GUIDs of codes, sources and selections; none where it is about the project."""

    guid: str
    name: str
    text: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    """All of it. codes: in the order they should stand."""

    name: str
    codes: tuple[Code, ...] = ()
    users: tuple[User, ...] = ()
    sources: tuple[Source, ...] = ()
    selections: tuple[Selection, ...] = ()
    notes: tuple[Note, ...] = ()
    description: str = ""
    origin: str = "Hälsolabb"
    created: datetime | None = None


@dataclass(frozen=True)
class Finding:
    """What a reader met and how it was taken. line: in the XML, 0 for the whole file. detail: the text at fault,
    shortened.

    code: "no_guid" (got one of ours) · "double_guid" (left out, what lies below hangs on the first) · "cycle" (a code
    below itself, left out) · "no_name" (left out, what lies below moves up) · "name_too_long" and
    "description_too_long" (cut) · "same_name" (kept) · "bad_colour" (none) · "too_deep" (moved up) · "unknown_code" and
    "outside_text" (left out) · "text_changed" (line endings or Unicode form were
    others: positions are moved along) · "no_text" (a source without a text here, left out).
    """

    line: int
    code: str
    detail: str = ""


class BadProject(ValueError):
    """What cannot be written. code: "bad_guid", "double_guid", "no_name", "unknown_parent", "cycle", "too_deep",
    "bad_colour", "unknown_source", "unknown_code", "unknown_user", "unknown_target", "not_normalised", "outside_text",
    "no_codes" or "no_time_zone"; value: what is at fault."""

    def __init__(self, code: str, value: object = ""):
        self.code, self.value = code, value
        super().__init__(f"{code}: {value!r}")


def stable_guid(kind: str, key: object) -> str:
    """The GUID of one thing of ours, the same in every export. kind: "code", "source", …; key: what tells it apart
    within its kind for good, such as a primary key."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}:{key}"))


def normalised(text: str) -> str:
    """The text that is stored, coded and exported: line endings as \\n, without what no XML can hold, composed (NFC).

    The same text again comes back unchanged, so positions in it hold.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _NOT_XML.sub("", text))


def guid_of(text: str | None) -> str:
    """A GUID in lower case and without braces, or a blank for what is none."""
    match = _GUID.fullmatch((text or "").strip())
    return match[1].lower() if match else ""
