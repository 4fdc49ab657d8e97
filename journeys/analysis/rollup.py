"""What many journeys say together: how many of them have the same kind of gap between the same kinds of actors, where
it was heaviest, which målbilder their parts are tied to, and whether a gap came again after something was done. Pure.

Numbers are journeys of journeys ("3 of 9"), never shares: who told is no sample of anybody. What was told and what was
observed are counted apart, and what is only assumed is nobody's story and is counted beside them. Days are told as the
lowest and the highest that somebody has said; a median of closed gaps over time would show a fall that is not there
(S18-R4 of the domain guide), and so there is none here.

The frames, one row each, with these columns:

JOURNEYS: journey (id), source ("told" or "observed"), county (two digits or blank), began (first day of a month, or
    missing).
GAPS: part (id), journey, kind, from_kind, to_kind (blank where not said), border (between two principals), grade,
    feeling, days_planned, days_told, days_measured, carried_by, on (the day it began, where that is known).
STEPS: part (id), journey, meets (kinds of the actors there besides the person, sorted, with "+" between), grade,
    feeling, moment.
PEOPLE: part, person (key). One row for each person behind a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

TOLD, OBSERVED = "told", "observed"
ASSUMED = "assumed"
WORST = "worst"
BY_THE_PERSON = ("person", "relative")
JOURNEYS = ("journey", "source", "county", "began")
GAPS = (
    "part", "journey", "kind", "from_kind", "to_kind", "border", "grade", "feeling", "days_planned", "days_told",
    "days_measured", "carried_by", "on",
)  # fmt: skip
STEPS = ("part", "journey", "meets", "grade", "feeling", "moment")
PEOPLE = ("part", "person")
NUMBERS = ("feeling", "days_planned", "days_told", "days_measured")
DAYS = ("began", "on")
SAME = ["kind", "from_kind", "to_kind"]
"""What makes two gaps the same kind of gap."""
Sort = tuple[str, str, str]


@dataclass(frozen=True)
class Share:
    """n journeys of m. guessed: further journeys of the m in which it is only assumed."""

    n: int
    m: int
    guessed: int = 0


@dataclass(frozen=True)
class Range:
    """The lowest and the highest number of days among n gaps."""

    low: int
    high: int
    n: int


@dataclass(frozen=True)
class SameGap:
    """One kind of gap between two kinds of actors. people: different known persons behind those that are known of."""

    kind: str
    from_kind: str
    to_kind: str
    told: Share
    observed: Share
    people: int
    planned: Range | None = None
    told_days: Range | None = None
    measured: Range | None = None

    @property
    def sort(self) -> Sort:
        return self.kind, self.from_kind, self.to_kind


@dataclass(frozen=True)
class Whole:
    """All the journeys. border: those with a gap between two principals; carried: those where the person or somebody
    close held it together over a gap. people: different known persons behind any part."""

    told: int
    observed: int
    people: int
    border_told: Share
    border_observed: Share
    carried_told: Share
    carried_observed: Share


@dataclass(frozen=True)
class Low:
    """A place where it was heaviest. is_gap: in a gap, and what is its kind; else in a step, and what is whom the
    person met ("municipality+region"; blank for nobody)."""

    is_gap: bool
    what: str
    told: Share
    observed: Share


@dataclass(frozen=True)
class Lows:
    """in_gap, in_step: where it was heaviest, of the told journeys that say anywhere how it felt. A journey that was as
    heavy in both is in both. rows: the same by place, told and observed."""

    in_gap: Share
    in_step: Share
    rows: tuple[Low, ...]


@dataclass(frozen=True)
class Touched:
    """A målbild (key) and the parts that are tied to it."""

    key: str
    steps: int
    gaps: int
    told: Share
    observed: Share


@dataclass(frozen=True)
class Again:
    """The same kind of gap before and after something was done about it. A journey is after when it began then, before
    when its month had ended; unclear: those of the same month, or that do not say when. late: journeys that did not
    begin after, and came to such a gap on a known day after. elsewhere: journeys that do not say in which county they
    are, where the county matters. journeys: those in which it came again."""

    before_told: Share
    before_observed: Share
    after_told: Share
    after_observed: Share
    late: int
    unclear: Share
    elsewhere: int
    journeys: tuple[int, ...]

    @property
    def came_again(self) -> bool:
        return bool(self.journeys)

    @property
    def can_tell(self) -> bool:
        """Whether there is anything from the time after to look at."""
        return bool(self.after_told.m or self.after_observed.m or self.late)


def framed(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """Rows as one of the frames above, with the same types whether there are any rows or not."""
    frame = pd.DataFrame(list(rows), columns=list(columns))
    kinds = {"journey": "int64", "border": "bool"} | dict.fromkeys(NUMBERS, "float64")
    kinds |= dict.fromkeys(DAYS, "datetime64[s]")
    return frame.astype({name: kinds.get(name, "object") for name in columns})


def whole(journeys: pd.DataFrame, steps: pd.DataFrame, gaps: pd.DataFrame, people: pd.DataFrame) -> Whole:
    """Counts over all the journeys."""
    here = _of(journeys, gaps)
    carried, border = here[here["carried_by"].isin(BY_THE_PERSON)], here[here["border"]]
    counts = _counts(journeys)
    ours = people[people["part"].isin(pd.concat([steps["part"], gaps["part"]]))]
    return Whole(
        counts[TOLD], counts[OBSERVED], int(ours["person"].nunique()),
        *(_share(rows, source, counts) for rows in (border, carried) for source in (TOLD, OBSERVED)),
    )  # fmt: skip


def same_gaps(journeys: pd.DataFrame, gaps: pd.DataFrame, people: pd.DataFrame) -> tuple[SameGap, ...]:
    """Each kind of gap × pair of kinds of actors that some journey has: in most told journeys first, then in most
    observed, then by code."""
    counts, here = _counts(journeys), _of(journeys, gaps)
    known = here[here["grade"] != ASSUMED]
    persons = known.merge(people, on="part").groupby(SAME)["person"].nunique().to_dict()
    shares = _shares_by(here, SAME, counts)
    days = {name: _ranges(known, name) for name in ("days_planned", "days_told", "days_measured")}
    rows = [
        SameGap(
            sort[0], sort[1], sort[2], told, observed, int(persons.get(sort, 0)), days["days_planned"].get(sort),
            days["days_told"].get(sort), days["days_measured"].get(sort),
        )
        for sort, (told, observed) in shares.items()
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (*_most(row.told, row.observed), row.sort)))


def low_points(journeys: pd.DataFrame, steps: pd.DataFrame, gaps: pd.DataFrame) -> Lows:
    """Where each journey was heaviest: its parts with the lowest feeling, where that is below nought, and what the
    person has called the worst. What is only assumed is left out."""
    parts = pd.concat(
        [
            gaps.assign(is_gap=True, what=gaps["kind"], moment=""),
            steps.assign(is_gap=False, what=steps["meets"]),
        ],
        ignore_index=True,
    )[["journey", "is_gap", "what", "grade", "feeling", "moment"]]
    parts = _of(journeys, parts)
    felt = parts[(parts["grade"] != ASSUMED) & (parts["feeling"].notna() | (parts["moment"] == WORST))]
    counts = _counts(felt.drop_duplicates("journey"))
    lowest = felt.groupby("journey")["feeling"].transform("min")
    low = felt[((felt["feeling"] == lowest) & (lowest < 0)) | (felt["moment"] == WORST)]
    rows = [
        Low(bool(is_gap), str(what), told, observed)
        for (is_gap, what), (told, observed) in _shares_by(low, ["is_gap", "what"], counts).items()
    ]
    in_gap, in_step = (_share(low[low["is_gap"] == there], TOLD, counts) for there in (True, False))
    return Lows(
        in_gap, in_step,
        tuple(sorted(rows, key=lambda row: (*_most(row.told, row.observed), not row.is_gap, row.what))),
    )  # fmt: skip


def touched(
    journeys: pd.DataFrame, steps: pd.DataFrame, gaps: pd.DataFrame, pairs: Iterable[tuple[str, str]]
) -> tuple[Touched, ...]:
    """Each målbild with the parts tied to it. pairs: (part, key of the målbild); the same pair twice counts once."""
    links = framed(pairs, ("part", "key")).drop_duplicates()
    parts = pd.concat([
        steps[["part", "journey", "grade"]].assign(is_gap=False), gaps[["part", "journey", "grade"]].assign(is_gap=True)
    ])  # fmt: skip
    tied, counts = _of(journeys, parts).merge(links, on="part"), _counts(journeys)
    sizes = tied.groupby(["key", "is_gap"])["part"].nunique().to_dict()
    rows = [
        Touched(str(key), int(sizes.get((key, False), 0)), int(sizes.get((key, True), 0)), told, observed)
        for (key,), (told, observed) in _shares_by(tied, ["key"], counts).items()
    ]
    return tuple(sorted(rows, key=lambda row: (*_most(row.told, row.observed), row.key)))


def again(journeys: pd.DataFrame, gaps: pd.DataFrame, *, sort: Sort, county: str, done_on: date) -> Again:
    """What came before and after something was done about one sort of gap. county: blank for everywhere."""
    scope = journeys if not county else journeys[journeys["county"] == county]
    here = _of(scope, gaps)
    here = here[(here[SAME] == list(sort)).all(axis=1) & (here["grade"] != ASSUMED)]
    day = pd.Timestamp(done_on)
    began = scope["began"]
    after, before = scope[began >= day], scope[began + pd.DateOffset(months=1) <= day]
    unclear = scope[~scope["journey"].isin(pd.concat([after["journey"], before["journey"]]))]
    late = set(here.loc[here["on"] >= day, "journey"]) - set(after["journey"])
    came = set(here["journey"]) & set(after["journey"]) | late

    def share(rows: pd.DataFrame, source: str) -> Share:
        return _share(here[here["journey"].isin(rows["journey"])], source, _counts(rows))

    return Again(
        share(before, TOLD), share(before, OBSERVED), share(after, TOLD), share(after, OBSERVED), late=len(late),
        unclear=Share(int(here.loc[here["journey"].isin(unclear["journey"]), "journey"].nunique()), len(unclear)),
        elsewhere=int((journeys["county"] == "").sum()) if county else 0,
        journeys=tuple(sorted(map(int, came))),
    )  # fmt: skip


# --- Inner parts ------------------------------------------------------------------------------

_SOURCES = (TOLD, OBSERVED)


def _of(journeys: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Parts of these journeys, each with the journey's source."""
    return parts.merge(journeys[["journey", "source"]], on="journey")


def _counts(journeys: pd.DataFrame) -> dict[str, int]:
    found = journeys["source"].value_counts()
    return {source: int(found.get(source, 0)) for source in _SOURCES}


def _share(rows: pd.DataFrame, source: str, counts: Mapping[str, int]) -> Share:
    """rows: parts with the journey's source."""
    of = rows[rows["source"] == source]
    known = set(of.loc[of["grade"] != ASSUMED, "journey"])
    return Share(len(known), counts[source], len(set(of["journey"]) - known))


def _shares_by(rows: pd.DataFrame, by: list[str], counts: Mapping[str, int]) -> dict[Any, list[Share]]:
    """{values of the columns `by`: [told, observed]}: the same as `_share` of each group, in one pass."""
    known = rows[rows["grade"] != ASSUMED]
    of_all: dict[Any, int] = rows.groupby([*by, "source"])["journey"].nunique().to_dict()
    of_known: dict[Any, int] = known.groupby([*by, "source"])["journey"].nunique().to_dict()
    keys = dict.fromkeys(key[:-1] for key in of_all)
    return {
        key: [
            Share(
                int(of_known.get((*key, source), 0)), counts[source],
                int(of_all.get((*key, source), 0) - of_known.get((*key, source), 0)),
            )
            for source in _SOURCES
        ]
        for key in keys
    }  # fmt: skip


def _ranges(gaps: pd.DataFrame, name: str) -> dict[Any, Range]:
    said = gaps[gaps[name].notna()].groupby(SAME)[name].agg(["min", "max", "count"])
    return {key: Range(int(low), int(high), int(n)) for key, low, high, n in said.itertuples()}


def _most(told: Share, observed: Share) -> tuple[int, int, int]:
    """Sorts what most journeys have first; what is only assumed last."""
    return -told.n, -observed.n, -(told.guessed + observed.guessed)
