"""A proposal as one value, with all its versions: what a file holds and what a comparison is made of. Pure.

SHAPES says what may stand in each plain field, LISTS which fields are lists of short texts, INSIDE which hold other
parts. One table for the published schema, for who reads a file and for who writes one. The codes are those of
`feedback.enums`, the lengths those of `feedback.models`; a test holds them against each other.
"""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("proposal", "alternative", "provotype")
PEOPLE = ("lived", "relative", "staff", "manager", "elected")
SIDES = ("today", "proposed")
DRAWINGS = (
    "doors", "table", "houses", "bridge", "closed_door", "open_door", "phone", "letter", "night", "group",
)  # fmt: skip
MOCKUPS = ("letter", "form", "message", "screen")
TARGETS = ("paragraph", "scene")
MOST_VERSIONS, MOST_PARAGRAPHS, MOST_SCENES, MOST_PARTS = 60, 400, 60, 40
MOST_UNKNOWNS, LONGEST_UNKNOWN = 20, 300
MOST_FIELDS, LONGEST_FIELD = 30, 120


@dataclass(frozen=True)
class Text:
    """Words of at most so many characters."""

    most: int
    required: bool = False


@dataclass(frozen=True)
class Name:
    """What a part is known by in its address. uuid: written as one."""

    most: int
    uuid: bool = False
    required: bool = True


@dataclass(frozen=True)
class Code:
    """One of these, or blank where it is not required."""

    values: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Whole:
    """A whole number in this range."""

    least: int
    most: int


@dataclass(frozen=True)
class Flag:
    """Yes or no."""


Shape = Text | Name | Code | Whole | Flag


@dataclass(frozen=True)
class Paragraph:
    anchor: str
    label: str
    legal: str
    plain: str = ""


@dataclass(frozen=True)
class Link:
    """What half of a scene is about: a step or a gap of a journey. journey: its address name; step, gap: their ids."""

    side: str
    journey: str
    step: str = ""
    gap: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Mockup:
    side: str
    kind: str
    title: str
    body: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scene:
    """today_picture, proposed_picture: keys of the document's pictures."""

    anchor: str
    who: str
    title: str
    today_text: str
    proposed_text: str
    today_back: str = ""
    today_drawing: str = ""
    today_picture: str = ""
    today_alt: str = ""
    proposed_back: str = ""
    proposed_drawing: str = ""
    proposed_picture: str = ""
    proposed_alt: str = ""
    links: tuple[Link, ...] = ()
    mockups: tuple[Mockup, ...] = ()


@dataclass(frozen=True)
class Change:
    what: str
    why: str
    target: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Version:
    """frozen: its words stand. Whether anybody outside may read it is no part of a file."""

    number: int
    title: str
    summary: str
    easy_read: str = ""
    problem: str = ""
    unknowns: tuple[str, ...] = ()
    alternatives: str = ""
    fidelity: int = 2
    frozen: bool = False
    changes: tuple[Change, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    scenes: tuple[Scene, ...] = ()


@dataclass(frozen=True)
class Picture:
    """data: the file, as base64 text; blank where it was left out."""

    key: str
    data: str = ""


@dataclass(frozen=True)
class Document:
    """alternative_to: number of the proposal that this one is another way to."""

    number: str
    kind: str = "proposal"
    is_nothing: bool = False
    alternative_to: str = ""
    versions: tuple[Version, ...] = ()
    pictures: tuple[Picture, ...] = ()


_ANCHOR = Name(32)
_KEY = Name(36, uuid=True)
_NO_KEY = Name(36, uuid=True, required=False)

SHAPES: dict[type, dict[str, Shape]] = {
    Document: {
        "number": Text(16, required=True),
        "kind": Code(KINDS, required=True),
        "is_nothing": Flag(),
        "alternative_to": Text(16),
    },
    Version: {
        "number": Whole(1, 999),
        "title": Text(120, required=True),
        "summary": Text(2000, required=True),
        "easy_read": Text(2000),
        "problem": Text(2000),
        "alternatives": Text(3000),
        "fidelity": Whole(1, 4),
        "frozen": Flag(),
    },
    Paragraph: {
        "anchor": _ANCHOR,
        "label": Text(40, required=True),
        "legal": Text(6000, required=True),
        "plain": Text(3000),
    },
    Scene: {
        "anchor": _KEY,
        "who": Code(PEOPLE, required=True),
        "title": Text(120, required=True),
        "today_text": Text(1200, required=True),
        "today_back": Text(800),
        "today_drawing": Code(DRAWINGS),
        "today_picture": _NO_KEY,
        "today_alt": Text(300),
        "proposed_text": Text(1200, required=True),
        "proposed_back": Text(800),
        "proposed_drawing": Code(DRAWINGS),
        "proposed_picture": _NO_KEY,
        "proposed_alt": Text(300),
    },
    Link: {
        "side": Code(SIDES, required=True),
        "journey": Name(80),
        "step": _NO_KEY,
        "gap": _NO_KEY,
        "reason": Text(300),
    },
    Mockup: {
        "side": Code(SIDES, required=True),
        "kind": Code(MOCKUPS, required=True),
        "title": Text(120, required=True),
        "body": Text(3000, required=True),
    },
    Change: {
        "what": Text(600, required=True),
        "why": Text(600, required=True),
        "target": Code(TARGETS),
        "anchor": Name(36, required=False),
    },
    Picture: {"key": _KEY, "data": Text(20_000_000)},
}
DEFAULTS: dict[tuple[type, str], object] = {(Document, "kind"): "proposal", (Version, "fidelity"): 2}
"""What is meant where a field is left out."""
LISTS: dict[type, dict[str, tuple[int, int]]] = {
    Version: {"unknowns": (MOST_UNKNOWNS, LONGEST_UNKNOWN)}, Mockup: {"fields": (MOST_FIELDS, LONGEST_FIELD)},
}  # fmt: skip
"""(how many, how long each)."""
INSIDE: dict[type, dict[str, tuple[type, int]]] = {
    Document: {"versions": (Version, MOST_VERSIONS), "pictures": (Picture, MOST_SCENES * 2)},
    Version: {
        "changes": (Change, MOST_PARTS), "paragraphs": (Paragraph, MOST_PARAGRAPHS), "scenes": (Scene, MOST_SCENES),
    },
    Scene: {"links": (Link, MOST_PARTS), "mockups": (Mockup, MOST_PARTS)},
}  # fmt: skip
"""(kind of part, how many at most)."""
