"""What follows on the page of a målbild, told by the part or the room that knows it: the red thread goes on there.

A part registers when its app is ready, also one of a later room, which this one never imports:
`thread.register("barriers", place=10, query=public_barriers, template="goals/_public_barriers.html")`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from goals.models import Goal, GoalVersion


@dataclass(frozen=True)
class Section:
    """One part of the thread. place: where in order, the lowest first (10 what stands in the way, 20 plans, from 100
    the later rooms). query: (målbild, the public version shown) → what the template shows, small numbers already
    hidden: a list, which the template finds under the section's name, or a dict, whose parts it finds under their own
    names, or None for nothing at all. template: one `<section class="knot">` that begins with its `<h2>`; a knot that
    is not tied yet has `knot--open` too."""

    name: str
    place: int
    query: Callable[[Goal, GoalVersion], Any]
    template: str


_SECTIONS: dict[str, Section] = {}


def register(name: str, *, place: int, query, template: str) -> None:
    """Let a section be part of the page. The same name again takes the place of the former."""
    _SECTIONS[name] = Section(name, place, query, template)


def sections(goal: Goal, version: GoalVersion) -> list[dict]:
    """[{"template", "data": names and what they stand for}] of what there is to show, in order."""
    out = []
    for section in sorted(_SECTIONS.values(), key=lambda section: (section.place, section.name)):
        found = section.query(goal, version)
        if found is not None:
            data = found if isinstance(found, dict) else {section.name: found}
            out.append({"template": section.template, "data": data})
    return out
