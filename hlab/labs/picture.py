"""The actor map as a picture: the person in the middle, threads to those who stand around. Geometry only.

Where there are more actors than can be read in a picture there is none; the list says the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from hlab.labs.enums import ActorStatus

WIDTH, ROW, RADIUS, LINE = 1000, 66, 80, 19
EDGE = 350  # where a thread ends; what lies outside it, less GAP, is the room for words
GAP = 16
LINE_LETTERS = 32  # bold, in the widest of the letters that a browser may choose; the card must hold them
MOST = 16
NARROW, NARROW_LETTERS = 280, 20  # on a phone: names alone, below each other
LANES = (4, 44)  # where the threads run down, the one to the last actor outermost, so that none crosses another
THREAD = {
    ActorStatus.JOINED: "s-thread w3",
    ActorStatus.INVITED: "s-thread w2 dash",
    ActorStatus.NAMED: "s-edge w2 dot",
    ActorStatus.DECLINED: "s-edge w-hair",
}


@dataclass(frozen=True)
class Node:
    """x: where the words begin or end (anchor). path: the thread to the person. lines, small: [(text, y)]."""

    x: int
    anchor: str
    lines: list[tuple[str, int]]
    small: list[tuple[str, int]]
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
    narrow: Picture | None = None


def picture(actors: Iterable) -> Picture | None:
    """Half of the actors on each side, in their order; None when there are none or too many."""
    actors = list(actors)
    if not actors or len(actors) > MOST:
        return None
    left = actors[: (len(actors) + 1) // 2]
    right = actors[len(left) :]
    row = max(ROW, (max(len(name) + len(small) for name, small in map(_words, actors)) + 1) * LINE)
    height = max(len(left) * row, 2 * RADIUS + 40)
    nodes = [_node(actor, _place(number, len(left), row, height), "end", height) for number, actor in enumerate(left)]
    nodes += [
        _node(actor, _place(number, len(right), row, height), "start", height) for number, actor in enumerate(right)
    ]
    return Picture(WIDTH, height, (WIDTH // 2, height // 2), RADIUS, nodes, narrow=_narrow(actors))


def _narrow(actors: list) -> Picture:
    """The same for a phone: the person above, threads down to the names. The list says their kind and status."""
    x, below = LANES[1] + 28, 2 * RADIUS + 4
    y, nodes = below + 44, []
    for number, actor in enumerate(actors):
        lane = round(LANES[1] - (LANES[1] - LANES[0]) * number / max(1, len(actors) - 1))
        lines = [(text, y + LINE * place) for place, text in enumerate(textwrap.wrap(actor.name, NARROW_LETTERS)[:2])]
        at, end = y - 5, LANES[1] + 12
        down = f"M{x} {below}C{x} {below + 24} {lane} {below} {lane} {below + 30}"
        path = f"{down}V{at - 6}Q{lane} {at} {end} {at}"
        nodes.append(Node(x, "start", lines, [], path, _thread(actor), (end, at)))
        y = lines[-1][1] + 2 * LINE
    return Picture(NARROW, y - LINE, (x, RADIUS + 2), RADIUS - 2, nodes)


def _thread(actor) -> str:
    return THREAD.get(actor.status, "s-edge w2")


def _place(number: int, rows: int, row: int, height: int) -> int:
    return round(height / 2 + (number - (rows - 1) / 2) * row)


def _words(actor) -> tuple[list[str], list[str]]:
    """Lines of the name, and of kind and status below it."""
    kind, status = str(actor.get_kind_display()), str(actor.get_status_display())
    small = f"{kind} · {status}"
    return textwrap.wrap(actor.name, LINE_LETTERS)[:2], [small] if len(small) <= LINE_LETTERS else [kind, status]


def _node(actor, y: int, anchor: str, height: int) -> Node:
    at_left = anchor == "end"
    edge = EDGE if at_left else WIDTH - EDGE
    rim = WIDTH // 2 - RADIUS if at_left else WIDTH // 2 + RADIUS
    bend = (edge + rim) // 2
    name, small = _words(actor)
    top = y + 5 - LINE * (len(name) + len(small) - 1) // 2
    lines = [(text, top + LINE * place) for place, text in enumerate([*name, *small])]
    return Node(
        x=edge - GAP if at_left else edge + GAP,
        anchor=anchor,
        lines=lines[: len(name)],
        small=lines[len(name) :],
        path=f"M{edge} {y}C{bend} {y} {bend} {height // 2} {rim} {height // 2}",
        thread=_thread(actor),
        dot=(edge, y),
    )
