"""Where later rooms say which målbilder the parts of a lab's maps are tied to, for the pages of many journeys. They
register when their app is ready and are never imported: `linked.register("goals", query)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Linked:
    """A part of a map (id of a step or a gap) is tied to a målbild. key: of the målbild, the same for all its parts.
    url: of the målbild, for whoever asked; blank where they may not open it."""

    part: str
    key: str
    title: str
    url: str = ""


Query = Callable[..., Iterable[Linked]]
_QUERIES: dict[str, Query] = {}


def register(name: str, query: Query) -> None:
    """query(lab) → the parts of the lab's maps that are tied to a målbild, in two queries at most. The same name
    again takes the place of the former."""
    _QUERIES[name] = query


def linked(lab) -> list[Linked]:
    """Everything that the rooms say."""
    return [row for query in _QUERIES.values() for row in query(lab)]
