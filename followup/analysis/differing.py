"""What a reading changes in what is known: new, revised, taken back, and the same. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from followup.analysis.cells import start_of
from followup.analysis.reading.shape import DELETED, KEY, NUMBERS

NOW = ("id", *KEY, *NUMBERS, "status", "source")
"""Columns of what is known now. source: which kind of source said so."""


@dataclass(frozen=True)
class Difference:
    """changed: rows to write, with the columns of the reading and `id`, that of the figure that gives way (0 for none)
    and `was`, its value. kind: "new", "revised" or "deleted"; elsewhere: another source stands there. same: how many
    say what is known. nothing: rows that take back what is not there."""

    changed: pd.DataFrame
    same: int
    nothing: pd.DataFrame

    def count(self, kind: str) -> int:
        return int((self.changed["kind"] == kind).sum())

    @property
    def is_none(self) -> bool:
        return self.changed.empty


def differ(now: pd.DataFrame, read: pd.DataFrame, *, source: str) -> Difference:
    """now: NOW, one row a figure. read: KEY, start, numbers, status and row, one row a figure.

    A figure that the reading says nothing of stays as it is. Numbers are the same when every bit is.
    """
    both = read.merge(now, how="left", on=list(KEY), suffixes=("", "_now"))
    known = both["id"].notna().to_numpy()
    same = known & (both["status"] == both["status_now"]).to_numpy()
    for name in NUMBERS:
        one, other = both[name].to_numpy(dtype=float), both[f"{name}_now"].to_numpy(dtype=float)
        same &= (one == other) | (np.isnan(one) & np.isnan(other))
    gone = (both["status"] == DELETED).to_numpy()
    nothing = gone & ~known
    kind = np.where(~known, "new", np.where(gone, "deleted", "revised")).astype(object)
    elsewhere = known & (both["source"] != source).to_numpy()
    both = both.assign(
        kind=kind, elsewhere=elsewhere, was=both["value_now"].astype(float), id=both["id"].fillna(0).astype("int64")
    )
    columns = ["id", *KEY, "start", *NUMBERS, "status", "row", "kind", "elsewhere", "was"]
    changed = both.loc[~same & ~nothing, columns].reset_index(drop=True)
    return Difference(changed, int(same.sum()), both.loc[nothing, ["row"]].reset_index(drop=True))


def taken_back(standing: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """What to write so that the figures that stand are as before them. Both as NOW; where there was nothing before, the
    figure is taken away. Answers as `Difference.changed`."""
    both = standing.merge(before, how="left", on=list(KEY), suffixes=("_now", ""))
    there = both["id"].notna()
    both = both.assign(
        kind=np.where(there, "revised", "deleted").astype(object), was=both["value_now"], elsewhere=False, row=0,
        status=both["status"].where(there, DELETED), start=[start_of(period) for period in both["period"]],
        id=both["id_now"].astype("int64"),
    )  # fmt: skip
    gone = both["status_now"] == DELETED
    columns = ["id", *KEY, "start", *NUMBERS, "status", "row", "kind", "elsewhere", "was"]
    return both.loc[there | ~gone, columns].reset_index(drop=True)
