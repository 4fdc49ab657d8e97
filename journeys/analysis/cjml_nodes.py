"""What stands in the elements of a CJML file, whatever their case and order and wherever a tool put them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from hlab.core.text import fold, tidy
from hlab.core.xmltree import Node
from journeys.analysis.cjml import JOURNEYS

IDS = ("actorid", "actoridref", "id", "idref")
"""What an actor's key may be called."""
NOTHING = frozenset({"nan", "NaN", "NaT", "None", "null", "undefined"})
"""What tools write where they have nothing to say."""
UNCLEAR = frozenset({1, 2})
"""Ratings that are good on a scale from −2 to 2 and bad on one from 1 to 5."""


def walk(node: Node) -> Iterator[Node]:
    """All below, but nothing inside a journey."""
    for one in node.children:
        yield one
        if fold(one.name) not in JOURNEYS:
            yield from walk(one)


def children(node: Node | None) -> list[Node]:
    """Its children, none of what is not there."""
    return node.children if node is not None else []


def child(node: Node | None, *names: str) -> Node | None:
    """The first child with one of these names, whatever their case."""
    return next((one for name in names for one in children(node) if fold(one.name) == name), None)


def said(node: Node | None, *names: str) -> str:
    """What the first of these children says, or what the node itself says where no name is given."""
    found = child(node, *names) if names else node
    text = tidy(found.text) if found is not None else ""
    return "" if text in NOTHING else text


def attribute(node: Node | None, *names: str) -> str:
    """The first of these attributes that says something."""
    values = {fold(name): value for name, value in node.attributes.items()} if node is not None else {}
    found = (tidy(values.get(name, "")) for name in names)
    return next((text for text in found if text and text not in NOTHING), "")


def everybody(nodes: list[Node]) -> dict[str, Node]:
    """{id, folded: where the actor is told of best} of the whole file: a later journey may only refer to one."""
    found: dict[str, Node] = {}
    for node in nodes:
        for actor in children(child(node, "actors")):
            key = fold(attribute(actor, *IDS))
            if key and (key not in found or not found[key].children):
                found[key] = actor
    return found


def followed(nodes: list[Node]) -> dict[int, int]:
    """{id of a journey's node: place in the file of the plan that it refers to}. A plan is that of one journey, the
    first that refers to it."""
    by_name: dict[str, int] = {}
    for at, node in enumerate(nodes):
        if JOURNEYS[fold(node.name)] == "planned":
            for name in (said(node, "journeyid"), said(node, "journeytitle")):
                by_name.setdefault(fold(name), at)
    by_name.pop("", None)
    found: dict[int, int] = {}
    for node in nodes:
        plan = by_name.get(fold(said(node, "plannedreference")))
        if JOURNEYS[fold(node.name)] != "planned" and plan is not None and plan not in found.values():
            found[id(node)] = plan
    return found


def scale(nodes: list[Node], *, ours: str) -> str:
    """ "1-5" where a rating of the file is above 2 and none is below 1, else "-2-2"; blank where it could be either,
    and what one scale calls heavy the other calls good. ours: words that stand in a comment of a file of our own, whose
    scale is known."""
    every = [node for root in nodes for node in deep(root)]
    known = {number(said(node)) for node in every if fold(node.name) == "experiencerating"} - {None}
    if known and max(known) > 2 and min(known) >= 1:  # type: ignore[type-var,operator]  # no None is left
        return "1-5"
    is_ours = any(ours in node.text for node in every if fold(node.name) == "comment")
    return "" if known and known <= UNCLEAR and not is_ours else "-2-2"


def deep(node: Node) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for one in node.children:
        yield from deep(one)


def number(said: str) -> int | None:
    """A whole number as people write one, or None."""
    plain = said.replace("−", "-").replace(",", ".").strip()
    try:
        value = float(plain)
    except ValueError:
        return None
    return int(value) if value.is_integer() and abs(value) < 1000 else None
