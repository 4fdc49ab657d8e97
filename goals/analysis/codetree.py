"""A codebook as a tree: order, depth, way to each code, and what may be moved where. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 20  # codes below each other; a codebook deeper than that is a sorting, and nobody finds anything in it
BETWEEN = " / "


@dataclass(frozen=True)
class Entry:
    """A code as it is kept. parent: key of the code above, or None. gone: no longer used."""

    key: Hashable
    parent: Hashable | None
    name: str
    gone: bool = False


@dataclass(frozen=True)
class Place:
    """Where a code in use stands. parent: the nearest code above that is in use. way: names from the top to its own;
    depth: how many stand above it."""

    key: Any
    parent: Any
    way: tuple[str, ...]

    @property
    def depth(self) -> int:
        return len(self.way) - 1

    @property
    def name(self) -> str:
        return self.way[-1]

    @property
    def path(self) -> str:
        return BETWEEN.join(self.way)


def in_order(entries: Iterable[Entry]) -> list[Place]:
    """Codes in use, each after the one above it, by name among those beside it.

    What stands below a code that is gone moves up to the nearest one in use; a circle is cut where it is met.
    """
    known = {entry.key: entry for entry in entries}
    below: dict[Hashable | None, list[Entry]] = {}
    for entry in known.values():
        if not entry.gone:
            below.setdefault(_living_above(known, entry), []).append(entry)
    out: list[Place] = []
    waiting: list[tuple[Entry, Hashable | None, tuple[str, ...]]] = []

    def put(parent: Hashable | None, way: tuple[str, ...]) -> None:
        beside = sorted(below.get(parent, ()), key=lambda entry: (entry.name.casefold(), str(entry.key)), reverse=True)
        waiting.extend((entry, parent, way) for entry in beside)

    put(None, ())
    while waiting:
        entry, parent, way = waiting.pop()
        out.append(Place(entry.key, parent, (*way, entry.name)))
        put(entry.key, (*way, entry.name))
    return out


def _living_above(known: dict, entry: Entry) -> Hashable | None:
    """The nearest code above in use; None at the top, and where the way up is a circle."""
    seen = {entry.key}
    nearest, here = None, entry.parent
    while here is not None:
        if here in seen or here not in known:
            return nearest if here not in seen else None
        seen.add(here)
        if nearest is None and not known[here].gone:
            nearest = here
        here = known[here].parent
    return nearest


def below(entries: Iterable[Entry], key: Hashable) -> set:
    """Keys of everything under a code, itself not included."""
    children: dict[Hashable | None, list[Hashable]] = {}
    for entry in entries:
        children.setdefault(entry.parent, []).append(entry.key)
    found: set = set()
    waiting = list(children.get(key, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += children.get(one, ())
    return found


def height(entries: Sequence[Entry], key: Hashable) -> int:
    """How many levels a code and what is under it take: 1 for one with nothing under it."""
    children: dict[Hashable | None, list[Hashable]] = {}
    for entry in entries:
        children.setdefault(entry.parent, []).append(entry.key)
    level, seen, tall = [key], {key}, 0
    while level:
        tall += 1
        level = [child for one in level for child in children.get(one, ()) if child not in seen]
        seen.update(level)
    return tall


def level(entries: Iterable[Entry], key: Hashable | None) -> int:
    """On which level a code stands: 1 at the top, 0 for none."""
    known = {entry.key: entry for entry in entries}
    seen: set = set()
    while key is not None and key not in seen and key in known:
        seen.add(key)
        key = known[key].parent
    return len(seen)
