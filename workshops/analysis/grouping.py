"""Who sits at which table. Pure: people in, tables out; the same people and seed give the same tables."""

from __future__ import annotations

import random
from collections.abc import Hashable, Sequence
from typing import TypeVar

P = TypeVar("P", bound=Hashable)


def evenly(people: Sequence[P], tables: int, *, seed: int) -> dict[P, int]:
    """{person: table from 0} with tables that differ by one person at most, in random order."""
    shuffled = list(people)
    random.Random(seed).shuffle(shuffled)  # noqa: S311  (a fair draw, not a secret)
    return {person: place % tables for place, person in enumerate(shuffled)}


def mixed(people: dict[P, str], tables: int, *, seed: int) -> dict[P, int]:
    """{person: table} where each perspective is spread as far as it goes and tables differ by one person at most.

    people: {person: perspective}. Those of one perspective are dealt one to a table, in a random order among
    themselves, and the next perspective goes on where the last one ended: of n people with a perspective no table has
    more than ⌈n / tables⌉ and none fewer than ⌊n / tables⌋.
    """
    draw = random.Random(seed)  # noqa: S311
    dealt: list[P] = []
    for perspective in sorted(set(people.values())):
        alike = [person for person, spoken in people.items() if spoken == perspective]
        draw.shuffle(alike)
        dealt += alike
    return {person: place % tables for place, person in enumerate(dealt)}
