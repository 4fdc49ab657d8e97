"""The actor map as a picture: the person in the middle, threads to those who stand around. Geometry only.

Where there are more actors than can be read in a picture there is none; the list says the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from hlab.labs.enums import ActorStatus

WIDTH, ROW, RADIUS = 1000, 66, 82
EDGE = 325
MOST = 16
LINE_LETTERS = 32
THREAD = {
    ActorStatus.JOINED: "s-thread w3",
    ActorStatus.INVITED: "s-thread w2 dash",
    ActorStatus.NAMED: "s-edge w2 dot",
    ActorStatus.DECLINED: "s-edge w-hair",
}


@dataclass(frozen=True)
class Node:
    """x, y: where the words begin or end (anchor). path: the thread to the person. lines: [(text, y)]."""

    x: int
    anchor: str
    lines: list[tuple[str, int]]
    small: tuple[str, int]
    path: str
    thread: str
    dot: tuple[int, int]


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    middle: tuple[int, int]
    radius: int
    nodes: list[Node]


def picture(actors: Iterable) -> Picture | None:
    """Half of the actors on each side, in their order; None when there are none or too many."""
    actors = list(actors)
    if not actors or len(actors) > MOST:
        return None
    left = actors[: (len(actors) + 1) // 2]
    right = actors[len(left) :]
    height = max(len(left) * ROW, 2 * RADIUS + 40)
    middle = (WIDTH // 2, height // 2)
    nodes = [_node(actor, number, len(left), "end", height) for number, actor in enumerate(left)]
    nodes += [_node(actor, number, len(right), "start", height) for number, actor in enumerate(right)]
    return Picture(WIDTH, height, middle, RADIUS, nodes)


def _node(actor, number: int, rows: int, anchor: str, height: int) -> Node:
    y = round(height / 2 + (number - (rows - 1) / 2) * ROW)
    at_left = anchor == "end"
    edge = EDGE if at_left else WIDTH - EDGE
    rim = WIDTH // 2 - RADIUS if at_left else WIDTH // 2 + RADIUS
    bend = (edge + rim) // 2
    lines = textwrap.wrap(actor.name, LINE_LETTERS)[:2] or [actor.name]
    top = y - 4 if len(lines) == 1 else y - 14
    return Node(
        x=edge - 16 if at_left else edge + 16,
        anchor=anchor,
        lines=[(line, top + 19 * place) for place, line in enumerate(lines)],
        small=(f"{actor.get_kind_display()} · {actor.get_status_display()}", top + 19 * len(lines)),
        path=f"M{edge} {y}C{bend} {y} {bend} {height // 2} {rim} {height // 2}",
        thread=THREAD.get(actor.status, "s-edge w2"),
        dot=(edge, y),
    )
