"""What speaks against a version, group by group: what most people in it said. Pure.

Counted are people who have used a question of the form (who it might be worse for, what must be rethought …), who have
said in the long form that a consequence speaks against, or whose words have been given a code; never how many words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from feedback.analysis.release import YES

MOST = 5
"""Of each group."""


@dataclass(frozen=True)
class Objection:
    """people of n in the group said it."""

    kind: str
    key: str
    name: str
    people: int
    n: int


def strongest(said: Iterable[Mapping[str, Any]], *, kinds: Iterable[str]) -> dict[str, list[Objection]]:
    """{group, "" for all together: at most MOST objections, those of most people first} of what is kept under "said".
    What cannot be told of a group is left out, and so is what nobody there has said."""
    out: dict[str, list[Objection]] = {}
    chosen = tuple(kinds)
    for item in said:
        if item["kind"] in chosen:
            for row in (item["total"], *item["rows"]):
                if people := row["cells"].get(YES, 0):
                    one = Objection(item["kind"], item["key"], item["name"], people, row["n"])
                    out.setdefault(row["key"], []).append(one)
    return {
        group: sorted(found, key=lambda one: (-one.people, chosen.index(one.kind), one.name, one.key))[:MOST]
        for group, found in out.items()
    }
