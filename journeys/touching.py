"""What later rooms say on the page of a journey: the målbilder it touches, what stands in its way. They register when
their app is ready and are never imported: `touching.register("goals", place=10, query=…, template="…")`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from journeys.models import Journey


@dataclass(frozen=True)
class Section:
    """One part of the page. place: where in order. query: (journey, public: whether anyone reads it, viewer or None) →
    what the template finds under the section's name, or None for nothing at all. template: one `<section class="knot">`
    that begins with its `<h2>`."""

    name: str
    place: int
    query: Callable[..., Any]
    template: str


_SECTIONS: dict[str, Section] = {}


def register(name: str, *, place: int, query, template: str) -> None:
    """Let a section be part of the page. The same name again takes the place of the former."""
    _SECTIONS[name] = Section(name, place, query, template)


def sections(journey: Journey, *, public: bool, viewer=None) -> list[dict]:
    """[{"template", "data": {name: what it shows}}] of what there is to show, in order."""
    out = []
    for section in sorted(_SECTIONS.values(), key=lambda section: (section.place, section.name)):
        found = section.query(journey, public=public, viewer=viewer)
        if found is not None:
            out.append({"template": section.template, "data": {section.name: found}})
    return out
