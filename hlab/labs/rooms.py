"""Where later rooms say what they keep about a lab; its staff page shows them in the order they registered."""

from __future__ import annotations

from collections.abc import Callable

Section = Callable[..., dict]
_sections: dict[str, Section] = {}


def register(name: str, section: Section) -> None:
    """section(lab, viewer) → {"title", "items": [{"text", "url", "note", "chip": (kind, words)}], "empty",
    "links": [(words, url)]}."""
    _sections[name] = section


def sections(lab, viewer) -> list[dict]:
    """What every room says about the lab to this viewer."""
    return [section(lab, viewer) for section in _sections.values()]
