"""What a code means as one text, as other programs keep it, and back again. Pure."""

from __future__ import annotations

import re

PARTS = (("include", "Hit hör"), ("exclude", "Hit hör inte"), ("example", "Exempel"))
"""The labels are a part of the file, in Swedish whatever language the page is in: a file that is read back must know
them."""
_LABEL = re.compile(rf"^({'|'.join(label for _name, label in reversed(PARTS))}): ?", re.MULTILINE)
_NAMES = {label: name for name, label in PARTS}


def as_description(parts: dict[str, str]) -> str:
    """definition, include, exclude and example as paragraphs; those that are blank are left out."""
    told = [parts.get("definition", "")]
    told += [f"{label}: {parts[name]}" for name, label in PARTS if parts.get(name)]
    return "\n\n".join(text for text in told if text)


def as_parts(description: str, *, most: int) -> tuple[dict[str, str], str]:
    """({definition, include, exclude, example}, what had no room). most: signs a part may have."""
    pieces = _LABEL.split(description)
    found = {"definition": pieces[0].strip()} | {name: "" for name, _label in PARTS}
    for label, text in zip(pieces[1::2], pieces[2::2], strict=True):
        name = _NAMES[label]
        found[name] = "\n\n".join(part for part in (found[name], text.strip()) if part)
    rest = [text[most:].strip() for text in found.values() if len(text) > most]
    return {name: text[:most].strip() for name, text in found.items()}, "\n\n".join(rest)
