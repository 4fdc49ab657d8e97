"""What a report tells of people and time. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hlab.stats.suppression import DEFAULT_K, Cell, suppress_parts


@dataclass(frozen=True)
class People:
    """n: persons at a site, None when they are too few to be told. parts: {way of speaking: cell}, nobody left out."""

    n: int | None
    parts: Mapping[str, Cell]

    def may_tell(self, key: str) -> bool:
        """Whether so many share this that a text can be told with it."""
        return key in self.parts and not self.parts[key].is_hidden


def people(counts: Mapping[str, int], *, k: int = DEFAULT_K) -> People:
    """How many persons share each. counts: {key: persons} of one site, which together are everybody there.

    Under k persons in all nothing is told. No sum over sites is told by part: with a hidden part at one site it could
    be worked out.
    """
    there = {key: n for key, n in counts.items() if n}
    n = sum(there.values())
    return People(n if n >= k else None, suppress_parts(there, k=k) if there else {})


def everybody(totals: list[int], *, k: int = DEFAULT_K) -> int | None:
    """Persons at all sites, None when one of the sites is too small for its own number to be told."""
    return None if any(0 < n < k for n in totals) else sum(totals)


def minutes_late(starts_at: datetime, minutes: list[int], ended_at: datetime | None) -> int | None:
    """How long after the end of the plan a site ended (negative: before); None while it goes on."""
    if ended_at is None:
        return None
    return round((ended_at - starts_at - timedelta(minutes=sum(minutes))).total_seconds() / 60)
