"""Orders of several people put together: the average place of each alternative. Pure.

With m alternatives a person's first has place 1 and their last place m. What a person left out of a partial order
shares the places that remain: each gets their mean, so with r placed (r + 1 + m) / 2. Nobody's silence about an
alternative counts for or against another one, and each person gives away the same sum of places, m (m + 1) / 2.

Sources: Borda 1781, *Mémoire sur les élections au scrutin*, whose points are m minus the place; ties that share the
mean of their places, Kendall 1945, "The treatment of ties in ranking problems", *Biometrika* 33. Emerson 2013, "The
original Borda count and partial voting", *Social Choice and Welfare* 40, argues for another rule (points by how many
were placed), which asks people to order everything; here it must be all right to stop.

An order is a picture to talk about, not a decision: a different rule can put another alternative first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Place:
    """One alternative. average: mean place, 1 is first, over all who put something in order. firsts: persons who put
    it first."""

    key: str
    average: Fraction
    firsts: int


def average_places(orders: Sequence[Sequence[str]], options: Sequence[str]) -> list[Place]:
    """The alternatives, lowest average place first; those that are equal stand as in `options`.

    orders: each person's order, best first; empty orders are nobody's and are left out. What is not among the
    options (a theme that was removed) is passed over and those after it move up. [] when there is no order. ValueError
    for an order that holds an alternative twice.
    """
    known = set(options)
    kept = [order for order in ([key for key in one if key in known] for one in orders) if order]
    if not kept:
        return []
    m = len(options)
    total = dict.fromkeys(options, Fraction(0))
    firsts = dict.fromkeys(options, 0)
    for order in kept:
        if len(set(order)) != len(order):
            raise ValueError("the same alternative twice in one order")
        rest = Fraction(len(order) + 1 + m, 2)
        places = {key: Fraction(place) for place, key in enumerate(order, start=1)}
        for key in options:
            total[key] += places.get(key, rest)
        firsts[order[0]] += 1
    rows = [Place(key, total[key] / len(kept), firsts[key]) for key in options]
    return sorted(rows, key=lambda row: row.average)


def people_in(orders: Sequence[Sequence[str]], options: Sequence[str]) -> int:
    """How many persons put at least one of the alternatives in order."""
    known = set(options)
    return sum(1 for order in orders if known.intersection(order))
