"""Where later rooms say what they keep about somebody with a log-in. Accounts know of no lab.

`section(user)` gives {"title", "items": [(text, url)], "empty", "is_demo"} for "Mitt konto"; `export(user)` gives
plain data for the person's own copy; `leave(user=, by=, at=)` lets go of the person, in the caller's transaction, or
raises RuleBroken when somebody else must take over first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Room:
    name: str
    section: Callable[[Any], dict] | None = None
    export: Callable[[Any], Any] | None = None
    leave: Callable[..., None] | None = None


_ROOMS: dict[str, Room] = {}


def register(room: Room) -> None:
    """Called from the room's AppConfig.ready(). A second call with the same name replaces the first."""
    _ROOMS[room.name] = room


def rooms() -> list[Room]:
    return list(_ROOMS.values())
