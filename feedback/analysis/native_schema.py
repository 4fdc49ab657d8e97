"""The published JSON Schema (draft 2020-12) of our own file, made of the same tables as the reader. Pure."""

from __future__ import annotations

from typing import Any

from feedback.analysis.document import (
    DEFAULTS,
    INSIDE,
    LISTS,
    SHAPES,
    Code,
    Document,
    Flag,
    Name,
    Shape,
    Text,
    Whole,
)
from feedback.analysis.native import FORMAT, VERSION

ID = f"urn:halsolabb:forslag:{VERSION}"


def schema() -> dict:
    """What a file of a proposal must look like. Fields at their default are left out by whoever writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "Ett förslag ur Hälsolabb",
        "description": "Ett förslag i alla sina versioner: paragrafer, scener, det vi inte vet och vad som ändrades. "
        "Det är en prövning, inte ett beslut.",
        "type": "object",
        "required": ["format", "version", "proposal"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "proposal": {"$ref": "#/$defs/document"},
        },
        "$defs": {cls.__name__.lower(): _part(cls) for cls in SHAPES},
    }


def _part(cls: type) -> dict:
    shapes = SHAPES[cls]
    required = [
        name
        for name, shape in shapes.items()
        if (cls, name) not in DEFAULTS and (isinstance(shape, Whole) or getattr(shape, "required", False))
    ]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [*required, *(["versions"] if cls is Document else [])],
        "properties": {
            **{name: _field(shape) | _default(cls, name) for name, shape in shapes.items()},
            **{
                name: {"type": "array", "maxItems": most, "items": {"type": "string", "maxLength": longest}}
                for name, (most, longest) in LISTS.get(cls, {}).items()
            },
            **{
                name: {"type": "array", "maxItems": most, "items": {"$ref": f"#/$defs/{kind.__name__.lower()}"}}
                for name, (kind, most) in INSIDE.get(cls, {}).items()
            },
        },
    }


def _default(cls: type, name: str) -> dict[str, Any]:
    return {"default": DEFAULTS[cls, name]} if (cls, name) in DEFAULTS else {}


def _field(shape: Shape) -> dict:
    match shape:
        case Text(most=most, required=required):
            return {"type": "string", "maxLength": most} | ({"minLength": 1} if required else {})
        case Name(uuid=True):
            return {"type": "string", "format": "uuid"}
        case Name(most=most):
            return {"type": "string", "maxLength": most, "pattern": "^[-a-zA-Z0-9_]+$"}
        case Code(values=values):
            return {"enum": list(values)}
        case Whole(least=least, most=most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case Flag():
            return {"type": "boolean"}
