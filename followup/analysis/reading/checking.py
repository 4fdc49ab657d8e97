"""Figures as they came beside what our register says: what each is a figure of, and whether it can be one. Pure.

A row that is at fault is left out and told by its number; the others go on. Nothing is put right silently: a value that
may be a share of 1 where we count in per cent, or a code that has lost its first zero, is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from followup.analysis.cells import months_of
from followup.analysis.reading.columns import Mapping as Columns
from followup.analysis.reading.numbers import starts
from followup.analysis.reading.shape import KEY, NUMBERS, OK, Findings, Reading
from followup.analysis.reading.sums import check_numbers, same_cells
from hlab.core.text import fold


@dataclass(frozen=True)
class VersionFacts:
    """What a version allows. months: of its usual period. levels: none for all."""

    id: int
    valid_from: date
    value_type: str
    multiplier: int
    decimals: int
    months: int
    has_sex: bool
    ages: tuple[str, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorFacts:
    """versions: the published ones in order of their numbers. gone: the source does not have this code any more."""

    title: str
    versions: tuple[VersionFacts, ...]
    is_demo: bool = False
    ended_on: date | None = None
    replaced_by: str = ""
    gone: bool = False


@dataclass(frozen=True)
class UnitFacts:
    id: int
    kind: str
    is_demo: bool = False
    ended_on: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True)
class Register:
    """indicators: by what the source calls them. units: by code. names: {folded name: code}, blank for a name that
    several have."""

    indicators: Mapping[str, IndicatorFacts]
    units: Mapping[str, UnitFacts]
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """frame: the figures that can be read in, with the columns of KEY, start, the numbers, status and row. rows: how
    many came. rejected: how many of them cannot be."""

    frame: pd.DataFrame
    findings: Findings
    rows: int
    rejected: int


class _Rows:
    """The rows that are still good, and the way to reject some of them with a reason."""

    def __init__(self, frame: pd.DataFrame, findings: Findings):
        self.frame, self.findings = frame[~frame["bad"]].reset_index(drop=True), findings
        self.good = np.ones(len(self.frame), dtype=bool)

    def reject(self, mask: np.ndarray | list[bool], code: str, field: str, details: pd.Series | str = "") -> None:
        """mask: of those that have this fault; the first fault of a row is the one that is told."""
        mask = np.asarray(mask, dtype=bool) & self.good
        if mask.any():
            rows = self.frame.loc[mask, "row"]
            if isinstance(details, str):
                self.findings.add(code, field, rows, details)
            else:
                self.findings.add_each(code, field, rows, details[mask])
            self.good &= ~mask


def check(reading: Reading, register: Register, columns: Columns, *, is_demo: bool, today: date) -> Checked:
    """What can be read in. is_demo: whether the lab is an example, whose figures are of invented units only."""
    rows = _Rows(reading.frame, reading.findings)
    indicators = _indicators(rows, register)
    units = _units(rows, register, columns)
    start = starts(rows.frame["period"].where(rows.frame["period"] != "", "1900")).to_numpy()
    rows.frame["start"] = start
    _times(rows, start, today)
    versions = _versions(rows, indicators, start)
    _who(rows, indicators, units, is_demo)
    _dimensions(rows, versions, units)
    rows.frame["version"] = [version.id if version else 0 for version in versions.each()]
    rows.frame["unit"] = [unit.id if unit else 0 for unit in units.each()]
    check_numbers(rows, versions, columns, asks=not reading.knows_unit)
    same_cells(rows, columns)
    kept = rows.frame.loc[rows.good, [*KEY, "start", *NUMBERS, "status", "row"]].reset_index(drop=True)
    rejected = int(reading.frame["bad"].sum() + (~rows.good).sum()) - rows.frame.attrs.get("merged", 0)
    return Checked(kept, reading.findings, len(reading.frame), rejected)


class Looked:
    """One thing of ours a row, kept once each. at: which of them."""

    def __init__(self, things: list, at: np.ndarray):
        self.things, self.at = things, at

    def each(self) -> list:
        return [self.things[one] for one in self.at]

    def ask(self, of: Callable, dtype: type = bool) -> np.ndarray:
        """A fact of the thing of each row; nothing where there is none."""
        blank = None if dtype is object else dtype()
        facts: np.ndarray = np.array(
            [of(thing) if thing is not None else blank for thing in self.things] or [blank], dtype=dtype
        )
        return facts[self.at]


def _look_up(cells: pd.Series, find: Callable) -> Looked:
    codes, texts = pd.factorize(cells, use_na_sentinel=False)
    return Looked([find(text) for text in texts], codes)


def _indicators(rows: _Rows, register: Register) -> Looked:
    cells = rows.frame["indicator"]
    found = _look_up(cells, register.indicators.get)
    rows.reject(~found.ask(lambda one: True), "unknown_indicator", "indicator", cells)
    gone = cells + found_words(found, lambda one: one.replaced_by)
    rows.reject(found.ask(lambda one: one.gone), "gone_indicator", "indicator", gone)
    rows.reject(found.ask(lambda one: not one.versions), "unpublished", "indicator", cells)
    return found


def found_words(found: Looked, of: Callable) -> pd.Series:
    """What is said of each row's thing after its name: "|" and the words, blank for none."""
    words = np.array(
        [f"|{of(one)}" if one is not None and of(one) else "" for one in found.things] or [""], dtype=object
    )
    return pd.Series(words[found.at], dtype=object)


def _units(rows: _Rows, register: Register, columns: Columns) -> Looked:
    cells = rows.frame["unit"]

    def find(text: str) -> UnitFacts | None:
        if text in register.units:
            return register.units[text]
        if columns.pad and text.isdecimal() and text.zfill(4) in register.units:
            return register.units[text.zfill(4)]
        return register.units.get(register.names.get(fold(text), "")) if not text.isdecimal() else None

    found = _look_up(cells, find)
    unknown = ~found.ask(lambda one: True)
    lost = _look_up(cells, lambda text: text.zfill(4) if text.isdecimal() and text.zfill(4) in register.units else None)
    rows.reject(unknown & lost.ask(lambda one: True), "lost_zero", "unit", cells + found_words(lost, str))
    several = _look_up(cells, lambda text: register.names.get(fold(text)) == "" or None)
    rows.reject(unknown & several.ask(lambda one: True), "same_name", "unit", cells)
    rows.reject(unknown, "unknown_unit", "unit", cells)
    return found


def _times(rows: _Rows, start: np.ndarray, today: date) -> None:
    periods = rows.frame["period"]
    rows.reject([one > today for one in start], "future", "period", periods)


def _versions(rows: _Rows, indicators: Looked, start: np.ndarray) -> Looked:
    """The version of each row: the latest that is valid when the period begins, else the first there is."""
    periods, firsts = pd.factorize(pd.Series(start, dtype=object), use_na_sentinel=False)
    both, pairs = pd.factorize(indicators.at.astype(np.int64) * max(len(firsts), 1) + periods)
    things = []
    for pair in pairs:
        indicator = indicators.things[pair // len(firsts)]
        begins = firsts[int(pair % len(firsts))]
        valid = [one for one in indicator.versions if one.valid_from <= begins] if indicator else []
        first = indicator.versions[:1] if indicator else ()
        things.append(valid[-1] if valid else first[0] if first else None)
    ended = [one.ended_on if one else None for one in indicators.things] or [None]
    late = [ended[one] is not None and begins > ended[one] for one, begins in zip(indicators.at, start, strict=True)]
    rows.reject(late, "ended_indicator", "indicator",
                rows.frame["indicator"] + found_words(indicators, lambda one: one.replaced_by))  # fmt: skip
    return Looked(things, both)


def _who(rows: _Rows, indicators: Looked, units: Looked, is_demo: bool) -> None:
    """Invented figures meet invented units only, and real ones real."""
    cells = rows.frame["unit"]
    invented = indicators.ask(lambda one: one.is_demo) | is_demo
    of_invented = units.ask(lambda one: one.is_demo)
    rows.reject(invented & ~of_invented, "real_unit", "unit", cells)
    rows.reject(~invented & of_invented, "invented_unit", "unit", cells)
    ended = units.ask(lambda one: one.ended_on, object)
    late = [end is not None and begins > end for end, begins in zip(ended, rows.frame["start"], strict=True)]
    rows.reject(late, "ended_unit", "unit", cells + found_words(units, lambda one: one.replaced_by))


def _dimensions(rows: _Rows, versions: Looked, units: Looked) -> None:
    frame = rows.frame
    kinds = units.ask(lambda one: one.kind, object)
    level = [bool(one and one.levels) and kind not in one.levels for one, kind in _pairs(versions, kinds)]
    rows.reject(level, "level", "unit", frame["unit"])
    rows.reject((frame["sex"] != "T").to_numpy() & ~versions.ask(lambda one: one.has_sex), "no_sexes", "sex")
    age = [bool(band and one) and band not in one.ages for one, band in _pairs(versions, frame["age"])]
    rows.reject(age, "unknown_age", "age", frame["age"])
    codes, periods = pd.factorize(frame["period"], use_na_sentinel=False)
    months = np.array([months_of(period) if period else 12 for period in periods] or [12])[codes]
    rows.reject(months < versions.ask(lambda one: one.months, int), "too_short", "period", frame["period"])


def _pairs(looked: Looked, others) -> zip:
    return zip(looked.each(), others, strict=True)


__all__ = ["OK", "Checked", "IndicatorFacts", "Register", "UnitFacts", "VersionFacts", "check"]
