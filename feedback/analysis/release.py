"""What a round came to: from people's answers to the tables that are kept (`RoundRelease.tables`) and read by every
page, chart, list and file. Pure.

PEOPLE, one row for each person's answer on one version: version (id), person (key), perspective, level and county
(blank where not said), answers_for, effect (blank where they did not say).
SAID, one row for each thing of one kind that a person said: version, person, kind ("part", "against" or "code"), key,
name (of a code).

The tables, as JSON: {"format": 1, "versions": [{"version": id, "own": {"total": row or null, <each of GROUPINGS>:
[rows]}, "other": {"total": row or null}, "said": [{"kind", "key", "name", "total": row, "rows": [rows]}]}]}, where a
row is {"key", "n", "scale", "cells"} as `distribution.Row`.

Those who answer for somebody else are told by themselves (L13 of the domain guide), and how many everybody is together
is told nowhere: it less the others would be them. How many took part in a round, whatever they answered about, is not
told either: less those who answered about one version it would be those who did not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from feedback.analysis.distribution import Counts, Row, Scale, Table, tell
from feedback.analysis.levels import beside, on

FORMAT = 1
PEOPLE = ("version", "person", "perspective", "level", "county", "answers_for", "effect")
SAID = ("version", "person", "kind", "key", "name")
GROUPINGS = ("perspective", "level", "county", "answers_for")
OTHER, UNSAID, NONE = "other", "unsaid", "none"
STEPS = ("much_worse", "worse", "same", "better", "much_better", "unknown", NONE)
_WORSE, _BETTER = ("much_worse", "worse"), ("better", "much_better")
SCALES = (
    Scale("steps", {step: (step,) for step in STEPS}),
    Scale(
        "sides",
        {"all_worse": _WORSE, "same": ("same",), "all_better": _BETTER, "unknown": ("unknown",), NONE: (NONE,)},
    ),
    Scale("no_view", {"all_worse": _WORSE, "same": ("same",), "all_better": _BETTER, "no_view": ("unknown", NONE)}),
    Scale("neither", {"all_worse": _WORSE, "all_better": _BETTER, "neither": ("same", "unknown", NONE)}),
)
"""From the five labelled steps, "vet inte" and no answer to the two sides and all others together."""
YES, NO = "yes", "no"
SAID_SCALES = (Scale("said", {YES: (YES,), NO: (NO,)}),)


def tables(
    people: pd.DataFrame, said: pd.DataFrame, *, versions: Iterable[int], orders: Mapping, usual: Mapping[str, str],
    k: int,
) -> dict:  # fmt: skip
    """What is kept of a round. people, said: see above. versions: ids, in order. orders: {grouping: every group there
    may be, in the order they are shown}; UNSAID stands for blank. usual: {perspective: level} that most speak of. k:
    nothing is told of fewer."""
    return {
        "format": FORMAT,
        "versions": [
            _version(version, people[people["version"] == version], said[said["version"] == version], orders, usual, k)
            for version in versions
        ],
    }


def _version(version: int, people: pd.DataFrame, said: pd.DataFrame, orders: Mapping, usual: Mapping, k: int) -> dict:
    is_other = people["answers_for"] == OTHER
    own, other = people[~is_other], people[is_other]
    found = {by: tell(counted(own, by), scales=SCALES, order=orders[by], k=k) for by in GROUPINGS}
    sizes = {group: sum(answers.values()) for group, answers in counted(own, "perspective").items()}
    found["level"] = beside(
        found["level"], found["perspective"], sizes=sizes, usual=usual, scales=SCALES, k=k
    )  # fmt: skip
    alone = tell({OTHER: _effects(other)}, scales=SCALES, order=(OTHER,), k=k)
    total = found["perspective"].total
    return {
        "version": int(version),
        "own": {"total": _packed(total)} | {by: [_packed(row) for row in table.rows] for by, table in found.items()},
        "other": {"total": _packed(alone.total)},
        "said": _said(own, said, order=orders["perspective"], k=k) if total else [],
    }


def counted(people: pd.DataFrame, by: str) -> dict[str, dict[str, int]]:
    """{group: {effect: people}}."""
    groups = people[by].replace("", UNSAID)
    return {str(group): _effects(rows) for group, rows in people.groupby(groups, sort=True)}


def _effects(people: pd.DataFrame) -> dict[str, int]:
    found = people["effect"].replace("", NONE).value_counts()
    return {str(effect): int(n) for effect, n in found.items()}


def _said(own: pd.DataFrame, said: pd.DataFrame, *, order: Sequence[str], k: int) -> list[dict]:
    """For each thing how many people said it, in all and by perspective: those of whom it can be told, by kind and most
    people first. A code that few have been given is not named."""
    speaks = own.set_index("person")["perspective"].replace("", UNSAID)
    sizes = speaks.value_counts()
    mine = said[said["person"].isin(speaks.index)].drop_duplicates(["person", "kind", "key"])
    out = []
    for (kind, key), rows in mine.groupby(["kind", "key"], sort=True):
        yes = rows["person"].map(speaks).value_counts()
        by_group = {
            str(group): {YES: int(yes.get(group, 0)), NO: int(n - yes.get(group, 0))} for group, n in sizes.items()
        }
        told = tell(by_group, scales=SAID_SCALES, order=order, k=k)
        if told.total and told.total.scale:
            rest = {"kind": kind, "key": str(key), "name": rows["name"].iloc[0]}
            out.append(rest | {"total": _packed(told.total), "rows": [_packed(row) for row in told.rows]})
    return sorted(out, key=lambda row: (row["kind"], -row["total"]["cells"][YES], row["key"]))


# --- To and from JSON -------------------------------------------------------------------------


def _packed(row: Row | None) -> dict | None:
    return None if row is None else {"key": row.key, "n": row.n, "scale": row.scale, "cells": dict(row.cells)}


def unpacked(row: Mapping[str, Any] | None) -> Row | None:
    """A row as it was kept."""
    return None if row is None else Row(row["key"], row["n"], row["scale"], row["cells"])


def table_of(part: Mapping[str, Any], by: str) -> Table:
    """One grouping of the "own" part of a version."""
    return Table(unpacked(part["total"]), tuple(row for row in map(unpacked, part[by]) if row is not None))


def framed(rows: Iterable[Sequence], columns: Sequence[str]) -> pd.DataFrame:
    """Rows with these columns, whole also when there are none."""
    return pd.DataFrame(list(rows), columns=list(columns))


def coarser(row: Row, scale: Scale) -> dict[str, int]:
    """The row's cells on a scale that is no finer than its own."""
    return on(row, scale, SCALES) or {}


def on_sides(cells: Counts) -> dict[str, int]:
    """{"all_better", "all_worse"} of a row that is told on any of SCALES; {} of one that is not."""
    if not cells:
        return {}
    return {side: cells[side] if side in cells else sum(cells.get(step, 0) for step in steps)
            for side, steps in (("all_better", _BETTER), ("all_worse", _WORSE))}  # fmt: skip
