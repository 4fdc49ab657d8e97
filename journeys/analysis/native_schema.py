"""The published JSON Schema (draft 2020-12) of our own file, made of the same table as the reader. Pure."""

from __future__ import annotations

from typing import Any

from journeys.analysis.document import LANES, Actor, Document, Gap, Link, Phase, Step
from journeys.analysis.native import FORMAT, POINTERS, VERSION
from journeys.analysis.shapes import (
    DEFAULTS,
    LONGEST_CELL,
    LONGEST_VOICE,
    MOST_ACTORS,
    MOST_GAPS,
    MOST_PHASES,
    MOST_STEPS,
    SHAPES,
    Code,
    Day,
    Flag,
    Shape,
    Text,
    Whole,
)

ID = f"urn:halsolabb:resa:{VERSION}"
KEY = {"type": "string", "minLength": 1, "maxLength": 64}


def schema() -> dict:
    """What a file of a journey must look like. Fields at their default are left out by whoever writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "En resa ur Hälsolabb",
        "description": "En persons väg genom liv och tjänster: faser, steg, aktörer och mellanrummen däremellan.",
        "type": "object",
        "required": ["format", "version", "journey"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "source": {"type": "string", "maxLength": 80},
            "answers": {"type": "string", "maxLength": 80},
            "review_on": {"type": "string", "format": "date"},
            "journey": _part(
                Document, actors=_many("actor", MOST_ACTORS), phases=_many("phase", MOST_PHASES),
                gaps=_many("gap", MOST_GAPS), links=_many("link", MOST_STEPS),
            ),
        },
        "$defs": {
            "actor": _part(Actor, key=KEY),
            "phase": _part(Phase, key=KEY, steps=_many("step", MOST_STEPS)),
            "step": _part(Step, key=KEY, actors=_keys(), cells=_cells(), voices=_many("voice", 500)),
            "gap": _part(Gap, key=KEY, voices=_many("voice", 500)),
            "link": _part(Link, key=KEY),
            "voice": _voice(),
        },
    }  # fmt: skip


def _part(cls: type, **inside: Any) -> dict:
    shapes = SHAPES[cls]
    needed = [name for name, shape in shapes.items() if isinstance(shape, Text | Code) and shape.required]
    pointers = dict.fromkeys(POINTERS.get(cls, ()), KEY)
    required = [name for name in pointers if name in ("after", "source", "target")]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*(["key"] if "key" in inside else []), *needed, *required],
        "properties": {
            **{name: inside.pop(name) for name in ("key",) if name in inside},
            **{name: _field(name, shape) for name, shape in shapes.items()},
            **pointers,
            **inside,
        },
    }


def _field(name: str, shape: Shape) -> dict:
    match shape:
        case Text(most=most, required=required):
            return {"type": "string", "maxLength": most} | ({"minLength": 1} if required else {})
        case Code(values=values):
            return {"enum": list(values)} | ({"default": DEFAULTS[name]} if name in DEFAULTS else {})
        case Whole(least=least, most=most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case Flag():
            return {"type": "boolean"}
        case Day():
            return {"type": "string", "format": "date"}


def _many(name: str, most: int) -> dict:
    return {"type": "array", "maxItems": most, "items": {"$ref": f"#/$defs/{name}"}}


def _keys() -> dict:
    return {"type": "array", "uniqueItems": True, "maxItems": MOST_ACTORS, "items": KEY}


def _cells() -> dict:
    text = {"type": "string", "minLength": 1, "maxLength": LONGEST_CELL}
    return {"type": "object", "additionalProperties": False, "properties": dict.fromkeys(LANES, text)}


def _voice() -> dict:
    words = {"type": "string", "maxLength": LONGEST_VOICE}
    return {
        "description": "En lapp som delen vilar på. Orden finns bara med där personen har sagt ja till att citeras.",
        "type": "object",
        "additionalProperties": False,
        "required": ["contribution"],
        "properties": {
            "contribution": {"type": "string", "format": "uuid"}, "words": words, "quote": {"type": "boolean"},
            "text": {"type": "string"},
        },
    }  # fmt: skip
