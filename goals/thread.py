"""What follows on the page of a målbild, told by the part or the room that knows it: the red thread goes on there.

A part registers when its app is ready, also one of a later room, which this one never imports:
`thread.register("barriers", place=10, query=public_barriers, template="goals/_public_barriers.html")`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from goals.models import Goal, GoalVersion


@dataclass(frozen=True)
class Section:
    """One knot of the thread. place: where in order, the lowest first (10 what stands in the way, 20 plans, from 100
    the later rooms). query: (målbild, the public version shown) → what the template shows, small numbers already
    hidden, or None for nothing at all; `"open": True` draws the knot as one that is not tied yet. template: begins
    with its `<h2>`, and finds what the query gave under its own names."""

    name: str
    place: int
    query: Callable[[Goal, GoalVersion], dict | None]
    template: str


_SECTIONS: dict[str, Section] = {}


def register(name: str, *, place: int, query, template: str) -> None:
    """Let a section be part of the page. The same name again takes the place of the former."""
    _SECTIONS[name] = Section(name, place, query, template)


def sections(goal: Goal, version: GoalVersion) -> list[dict]:
    """[{"name", "template", "open", "data"}] of what there is to show, in order."""
    out = []
    for section in sorted(_SECTIONS.values(), key=lambda section: (section.place, section.name)):
        data = section.query(goal, version)
        if data is not None:
            out.append(
                {"name": section.name, "template": section.template, "open": data.get("open", False), "data": data}
            )
    return out
