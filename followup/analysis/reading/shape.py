"""The one shape that every source is read into, and what was found on the way. Pure.

A frame of READ has one row a figure as it came: row (as the file numbers it, from 1), indicator (what the source calls
it), unit (code), period, sex, age, numerator, denominator, value, status ("ok", "missing" or "deleted"), bad (something
is wrong with it, and it is not read in). A value that is not there is NaN and `missing`, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

TEXTS = ("indicator", "unit", "period", "sex", "age")
NUMBERS = ("numerator", "denominator", "value")
KEY = ("version", "unit", "period", "sex", "age")
"""What one figure is about, once indicator and unit are known to us."""
OK, MISSING, DELETED = "ok", "missing", "deleted"
SHOWN_ROWS = 10

NOTES = frozenset(
    {
        "dash", "masked", "nobody", "same_twice", "last_taken", "unknown_sex", "group_mean", "not_over", "scaled",
        "no_value", "error_value", "merged", "too_many_columns", "empty_row", "not_split", "given_value", "replaces",
        "nothing_to_delete",
    }
)  # fmt: skip
"""Codes that are good to know. Every other is a fault: its rows are not read in, or nothing is (row 0)."""


@dataclass(frozen=True)
class Found:
    """What was found, of how many rows (n; 0 for the whole file) and the first of them. field: the column at fault, as
    we call it. detail: what is needed in the sentence. Whoever shows it says what the codes mean."""

    code: str
    field: str
    detail: str
    rows: tuple[int, ...]
    n: int

    @property
    def is_fault(self) -> bool:
        return self.code not in NOTES


@dataclass
class Findings:
    """What has been found so far: the same thing of many rows is told once."""

    _rows: dict[tuple[str, str, str], list[np.ndarray]] = field(default_factory=dict)

    def add(self, code: str, field: str, rows: Iterable[int] | np.ndarray | pd.Series = (), detail: str = "") -> None:
        """rows: as the file numbers them; none for the whole file."""
        kept = self._rows.setdefault((code, field, detail), [])
        found = np.asarray(list(rows) if not hasattr(rows, "__array__") else rows, dtype=np.int64)
        if found.size:
            kept.append(found)

    def add_each(self, code: str, field: str, rows: pd.Series, details: pd.Series) -> None:
        """One finding for each of the details."""
        for detail, part in rows.groupby(details.astype(str), sort=False):
            self.add(code, field, part, str(detail)[:80])

    def copy(self) -> Findings:
        """The same so far, to go on from."""
        return Findings({key: list(parts) for key, parts in self._rows.items()})

    def told(self) -> list[Found]:
        """Faults first, each kind in the order of the rows."""
        out = []
        for (code, name, detail), parts in self._rows.items():
            rows = np.sort(np.concatenate(parts)) if parts else np.array([], dtype=np.int64)
            out.append(Found(code, name, detail, tuple(int(row) for row in rows[:SHOWN_ROWS]), int(rows.size)))
        return sorted(out, key=lambda one: (not one.is_fault, one.rows[:1], one.code, one.detail))

    def has(self, code: str) -> bool:
        return any(key[0] == code for key in self._rows)


@dataclass(frozen=True)
class Reading:
    """What a source gave: a frame of READ, and what was found. knows_unit: whether the source says in what unit its
    values are, so that nobody has to be asked whether 0.41 is 41 per cent."""

    frame: pd.DataFrame
    findings: Findings
    knows_unit: bool = False


def frame_of(columns: Mapping[str, Any]) -> pd.DataFrame:
    """A frame of READ. Columns that are left out: no counts, everybody, all ages, nothing wrong."""
    rows = pd.Index(range(len(list(columns["row"]))))
    out = pd.DataFrame(index=rows)
    out["row"] = np.asarray(columns["row"], dtype=np.int64)
    for name in TEXTS:
        out[name] = pd.Series(columns.get(name, "T" if name == "sex" else ""), index=rows, dtype=object)
    for name in NUMBERS:
        out[name] = np.asarray(columns[name], dtype=float) if name in columns else np.nan
    out["status"] = pd.Series(columns.get("status", OK), index=rows, dtype=object)
    out["bad"] = np.asarray(columns["bad"], dtype=bool) if "bad" in columns else False
    return out
