"""The figures that a release is made of: which there are, of how many people, and which are of too few. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from followup.analysis.cells import ALL, NO_BAND, months_of, start_of
from hlab.stats.suppression import DEFAULT_K, Reason

EXPERIENCE_K = 10
"""The fewest people of a group whose experience is told. Our own default for what people say of their care."""
NEVER = 1 << 30
OF_PEOPLE = ("proportion", "rate", "ratio")
Key = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as it was known for a time. value: None where the source has none, or has taken it back. first, last:
    the numbers of the snapshots it is in, from the one and before the other; a snapshot is what one release was made
    of, in order, and the last is what is known now. mine: False for a figure that another version of the indicator has
    told, and this one has none of: it is reckoned with and not told here."""

    id: int
    unit: int
    period: str
    sex: str
    age: str
    numerator: float | None
    denominator: float | None
    value: float | None
    first: int = 0
    last: int = NEVER
    mine: bool = True

    @property
    def key(self) -> Key:
        return self.unit, self.period, self.sex, self.age


@dataclass(frozen=True)
class Rules:
    """value_type: a code of `ValueType`. k: of fewer people nothing is told; group_k: the same for a part of the people
    (a sex, an age band, a unit of `small`). sensitive: none and all of them are hidden too. is_open: a figure without
    counts of people is public already."""

    value_type: str
    k: int = DEFAULT_K
    group_k: int = DEFAULT_K
    sensitive: bool = False
    is_open: bool = False
    small: Collection[int] = frozenset()

    def least(self, key: Key) -> int:
        """The fewest people a cell may be of."""
        unit, _period, sex, age = key
        return max(self.k, self.group_k) if sex != ALL or age != NO_BAND or unit in self.small else self.k

    def people(self, row: Row) -> float | None:
        """How many a figure is of; None where that is not known."""
        if row.denominator is not None or self.value_type != "count" or self.is_open:
            return row.denominator
        return row.value

    def having(self, row: Row) -> float | None:
        """How many of them have what is counted; None where a numerator is something else, or there is none."""
        return row.numerator if self.value_type in OF_PEOPLE else None

    def too_few(self, people: float, having: float | None, least: int) -> str:
        """Why so many cannot be told; blank when they can."""
        if 0 < people < least or (having is not None and 0 < having < least):
            return Reason.SMALL
        if having is None or self.value_type != "proportion":
            return ""
        if 0 < people - having < least:
            return Reason.COMPLEMENT
        return Reason.ALL_OR_NONE if people and self.sensitive and having in (0, people) else ""


@cache
def longer(period: str) -> tuple[str, ...]:
    """The periods that hold this one, as they are written: a quarter and a year hold a month."""
    start, months = start_of(period), months_of(period)
    out = []
    for length, letter in ((3, "Q"), (4, "T"), (6, "H")):
        if months < length and length % months == 0:
            out.append(f"{start.year}-{letter}{(start.month - 1) // length + 1}")
    return (*out, f"{start.year}") if months < 12 else ()
