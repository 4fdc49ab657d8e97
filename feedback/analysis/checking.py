"""What in a document no proposal can hold. Pure. The database refuses most of it too; here it is said which part."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from feedback.analysis.document import (
    INSIDE,
    LISTS,
    SHAPES,
    Code,
    Document,
    Name,
    Scene,
    Text,
    Version,
    Whole,
)

Where = tuple[tuple[str, int, str], ...]
"""From the outside in: (kind of part, its number from 1, its name), as (("version", 2, "En plan"), ("paragraph", 1,
"1 §"))."""

_SLUG = re.compile(r"[-a-zA-Z0-9_]+")


@dataclass(frozen=True)
class Finding:
    """fault: the file cannot be read in before it is put right; else it is something that is lost, or taken another
    way. field: name of the field. detail: what is needed in the sentence."""

    code: str
    where: Where = ()
    field: str = ""
    detail: str = ""
    fault: bool = False


def check(document: Document) -> list[Finding]:
    """All that must be put right, in the order of the file."""
    return [*_part(document, ()), *_whole(document)]


def _fault(code: str, where: Where = (), field: str = "", detail: object = "") -> Finding:
    return Finding(code, where, field, str(detail), fault=True)


def _part(part: Any, where: Where) -> Iterator[Finding]:
    """One part by the tables, and all that lies in it."""
    cls = type(part)
    for name, shape in SHAPES[cls].items():
        yield from _field(getattr(part, name), shape, name, where)
    for name, (most, longest) in LISTS.get(cls, {}).items():
        texts = getattr(part, name)
        if len(texts) > most:
            yield _fault("too_many", where, name, f"{len(texts)}/{most}")
        for text in texts:
            if len(text) > longest:
                yield _fault("too_long", where, name, f"{len(text)}/{longest}")
    for name, (kind, most) in INSIDE.get(cls, {}).items():
        parts = getattr(part, name)
        if len(parts) > most:
            yield _fault("too_many", where, name, f"{len(parts)}/{most}")
        for number, inner in enumerate(parts[:most], start=1):
            yield from _part(inner, (*where, (kind.__name__.lower(), number, _called(inner))))


def _field(value: Any, shape, name: str, where: Where) -> Iterator[Finding]:
    match shape:
        case Text(required=True) | Name(required=True) | Code(required=True) if not value:
            yield _fault("missing", where, name)
        case Text(most=most) | Name(most=most) if len(value) > most:
            yield _fault("too_long", where, name, f"{len(value)}/{most}")
        case Name(uuid=is_uuid) if value and not (_is_uuid(value) if is_uuid else _SLUG.fullmatch(value)):
            yield _fault("not_a_name", where, name, value)
        case Code(values=values) if value and value not in values:
            yield _fault("unknown_code", where, name, value)
        case Whole(least=least, most=most) if not least <= value <= most:
            yield _fault("out_of_range", where, name, f"{value}: {least}–{most}")


def _whole(document: Document) -> Iterator[Finding]:
    """What parts must be to each other."""
    if (document.kind == "alternative") != bool(document.alternative_to):
        yield _fault("alternative_to_what", (), "alternative_to")
    if document.is_nothing and document.kind != "alternative":
        yield _fault("nothing_is_an_alternative", (), "is_nothing")
    if not document.versions:
        yield _fault("no_versions", (), "versions")
    keys = Counter(one.key for one in document.pictures)
    for key in [key for key, n in keys.items() if n > 1]:
        yield _fault("double_key", (), "pictures", key)
    for place, version in enumerate(document.versions, start=1):
        where = (("version", place, version.title),)
        if version.number != place:
            yield _fault("versions_in_order", where, "number", f"{version.number}/{place}")
        if not version.frozen and place < len(document.versions):
            yield _fault("open_but_not_last", where, "frozen")
        if version.frozen and place > 1 and not version.changes:
            yield _fault("no_change_told", where, "changes")
        yield from _version(version, where, set(keys))


def _version(version: Version, where: Where, keys: set[str]) -> Iterator[Finding]:
    for name, kind in (("paragraphs", "paragraph"), ("scenes", "scene")):
        seen: set[str] = set()
        for number, part in enumerate(getattr(version, name), start=1):
            if part.anchor and part.anchor.lower() in seen:
                yield _fault("double_anchor", (*where, (kind, number, _called(part))), "anchor", part.anchor)
            seen.add(part.anchor.lower())
    for number, scene in enumerate(version.scenes, start=1):
        yield from _scene(scene, (*where, ("scene", number, scene.title)), keys)
    for number, change in enumerate(version.changes, start=1):
        if bool(change.target) != bool(change.anchor):
            yield _fault("change_of_what", (*where, ("change", number, change.what)), "anchor")


def _scene(scene: Scene, where: Where, keys: set[str]) -> Iterator[Finding]:
    for side in ("today", "proposed"):
        drawing, picture, alt = (getattr(scene, f"{side}_{what}") for what in ("drawing", "picture", "alt"))
        if drawing and picture:
            yield _fault("two_pictures", where, f"{side}_picture")
        if (drawing or picture) and not alt:
            yield _fault("picture_without_words", where, f"{side}_alt")
        if picture and picture not in keys:
            yield _fault("unknown_picture", where, f"{side}_picture", picture)
    for number, link in enumerate(scene.links, start=1):
        if bool(link.step) == bool(link.gap):
            yield _fault("link_to_one_part", (*where, ("link", number, "")), "step")


def _called(part: Any) -> str:
    return getattr(part, "title", "") or getattr(part, "label", "") or getattr(part, "what", "")


def _is_uuid(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False
