"""How many new codes each story brings, in the order they were coded and on average over orders. Pure.

The idea of setting what the last stories brought beside what the first ones held is that of Guest, Namey & Chen 2020,
*A simple method to assess and report thematic saturation in qualitative research* (PLOS ONE 15(5)): a base of stories
and a run of later ones. How large they are here is our own default, and no limit says when it is enough: the figures
are counts to talk about. Reflexive thematic analysis does not use saturation as a measure (Braun & Clarke 2021).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

BASE = 4
RUN = 2
ORDERS = 200


class BadStories(ValueError):
    """Stories that cannot be counted. code: "double" (the same key twice) or "size" (base or run below 1)."""

    def __init__(self, code: str, key: Hashable = ""):
        self.code, self.key = code, key
        super().__init__(f"{code}: {key!r}")


@dataclass(frozen=True)
class Story:
    """One story. codes: those put in it, perhaps none. person: who told it; None where nobody can know."""

    key: Hashable
    codes: Collection[Hashable]
    person: Hashable | None = None


@dataclass(frozen=True)
class Step:
    """What one story brought. place: 1 for the first. new: codes that no earlier story had; total: codes so far.

    persons: how many known persons stand behind the stories so far. same_person: the person had told one before.
    """

    place: int
    key: Hashable
    new: tuple[Hashable, ...]
    total: int
    persons: int
    same_person: bool


@dataclass(frozen=True)
class Band:
    """Codes found after `place` stories, over the orders tried: mean, fewest and most."""

    place: int
    mean: float
    low: int
    high: int


@dataclass(frozen=True)
class Late:
    """New codes in the last `run` stories beside all codes of the first `base` ones. Counts, never a share."""

    base: int
    run: int
    in_base: int
    new_in_run: int


@dataclass(frozen=True)
class Saturation:
    """steps: one per story, in order. band: one per place, the same length. late: None while there are fewer stories
    than base and run together, for then the two would share stories. stories, codes: how many there are. persons: how
    many known persons; unknown: stories whose person nobody can know. orders, seed: how the band was made."""

    steps: tuple[Step, ...]
    band: tuple[Band, ...]
    late: Late | None
    stories: int
    codes: int
    persons: int
    unknown: int
    orders: int
    seed: int
    method: str = "new_codes_per_story"


def saturation(
    stories: Sequence[Story], *, base: int = BASE, run: int = RUN, orders: int = ORDERS, seed: int = 0
) -> Saturation:
    """New codes per story as they lie, and the same over random orders so that one order is not everything.

    The band does not depend on the order that is given. Raises BadStories.
    """
    if base < 1 or run < 1 or orders < 1:
        raise BadStories("size")
    keys: set[Hashable] = set()
    for story in stories:
        if story.key in keys:
            raise BadStories("double", story.key)
        keys.add(story.key)
    steps = _steps(stories)
    late = None
    if len(steps) >= base + run:
        late = Late(base, run, steps[base - 1].total, sum(len(step.new) for step in steps[-run:]))
    return Saturation(
        steps=steps,
        band=_band(stories, orders, seed),
        late=late,
        stories=len(steps),
        codes=steps[-1].total if steps else 0,
        persons=steps[-1].persons if steps else 0,
        unknown=sum(story.person is None for story in stories),
        orders=orders,
        seed=seed,
    )


def _steps(stories: Sequence[Story]) -> tuple[Step, ...]:
    seen: set[Hashable] = set()
    people: set[Hashable] = set()
    out = []
    for place, story in enumerate(stories, start=1):
        new = tuple(sorted(set(story.codes) - seen, key=_name))
        again = story.person in people
        seen |= set(new)
        if story.person is not None:
            people.add(story.person)
        out.append(Step(place, story.key, new, len(seen), len(people), again))
    return tuple(out)


def _band(stories: Sequence[Story], orders: int, seed: int) -> tuple[Band, ...]:
    """In every order a code is found at the first of its stories, so the codes so far are a running count of those."""
    n = len(stories)
    if not n:
        return ()
    ranked = sorted(stories, key=lambda story: _name(story.key))
    rng = np.random.default_rng(seed)
    places = rng.permuted(np.tile(np.arange(n), (orders, 1)), axis=1)  # orders × stories: where each story comes
    found = np.zeros((orders, n), dtype=np.int64)
    row = np.arange(orders)
    for code in {code for story in stories for code in story.codes}:
        inside = [at for at, story in enumerate(ranked) if code in story.codes]
        found[row, places[:, inside].min(axis=1)] += 1
    total = found.cumsum(axis=1)
    return tuple(
        Band(at + 1, float(total[:, at].mean()), int(total[:, at].min()), int(total[:, at].max())) for at in range(n)
    )


def _name(value: Hashable) -> tuple[str, str]:
    return (type(value).__name__, str(value))
