"""Numerator, denominator and value of each row: whether they can be, and what they come to. Pure."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from followup.analysis.reading.columns import Mapping as Columns
from followup.analysis.reading.shape import DELETED, KEY, MISSING, NUMBERS, OK

SIGNED = ("mean", "median")
"""Kinds of values that may be below 0."""


def check_numbers(rows: Any, versions: Any, columns: Columns, *, asks: bool) -> None:
    """Reject what cannot be, and work out the values: multiplier · numerator / denominator where there are counts.

    asks: whether values between 0 and 1 of something we count in per cent are asked about.
    """
    frame = rows.frame
    kind = _kinds(versions)
    above, below = frame["numerator"].to_numpy(copy=True), frame["denominator"].to_numpy(copy=True)
    value = frame["value"].to_numpy(copy=True)
    rows.reject((above < 0) | (below < 0), "negative_count", "numerator")
    rows.reject((below == 0) & (above > 0), "denominator_zero", "denominator")
    nobody = (below == 0) & rows.good
    if nobody.any():
        rows.findings.add("nobody", "denominator", frame.loc[nobody, "row"])
        above[nobody] = below[nobody] = value[nobody] = np.nan
    _counts_alone(above, below, value, kind)
    half = np.isnan(above) != np.isnan(below)
    alone = (kind == "count") & np.isnan(below)
    rows.reject(half & ~alone, "half", "denominator")
    counted = ~np.isnan(above) & ~np.isnan(below)
    rows.reject(counted & (kind == "proportion") & (above > below), "more_than_all", "numerator")
    multiplier = versions.ask(lambda one: one.multiplier, float)
    value = _scaled(rows, value, counted, multiplier, columns, asks)
    with np.errstate(divide="ignore", invalid="ignore"):
        made = np.where(counted, multiplier * above / below, np.nan)
    _compare(rows, versions, value, made, counted)
    value = np.where(counted, made, value)
    rows.reject((value < 0) & ~np.isin(kind, SIGNED), "negative", "value")
    rows.reject((kind == "proportion") & (value > multiplier * (1 + 1e-9)), "over_all", "value")
    rows.reject((kind == "level") & ~np.isnan(value) & ~np.isin(value, (0, 1, 2)), "no_level", "value")
    _store(frame, above, below, value)


def _kinds(versions: Any) -> np.ndarray:
    kinds = np.array([one.value_type if one else "" for one in versions.things] or [""])
    return kinds[versions.at]


def _counts_alone(above, below, value, kind: np.ndarray) -> None:
    """A number of something is its own value."""
    own = (kind == "count") & np.isnan(below) & np.isnan(value)
    value[own] = above[own]


def _scaled(rows: Any, value, counted, multiplier, columns: Columns, asks: bool) -> np.ndarray:
    """Values of what we count in per cent, that may be shares of 1. Each indicator on its own, and asked about."""
    share = (multiplier == 100) & ~counted & ~np.isnan(value) & rows.good
    if not asks or not share.any() or columns.scale == "percent":
        return value
    codes = rows.frame["version"].to_numpy()
    for version in np.unique(codes[share]):
        mask = share & (codes == version)
        if value[mask].max() > 1 or value[mask].max() == 0 or value[mask].min() < 0:
            continue
        if columns.scale == "fraction":
            value[mask] = np.round(value[mask] * 100, 10)
            rows.findings.add("scaled", "value", rows.frame.loc[mask, "row"])
        else:
            name = str(rows.frame.loc[mask, "indicator"].iloc[0])
            rows.reject(mask, "fraction", "value", name)
    return value


def _compare(rows: Any, versions: Any, value, made, counted) -> None:
    """A value that does not follow from its counts is two answers about one thing."""
    decimals = versions.ask(lambda one: one.decimals, int)
    room = 0.51 * 10.0**-decimals + 1e-9 * np.abs(np.nan_to_num(made))
    both = counted & ~np.isnan(value)
    apart = both & (np.abs(value - made) > np.maximum(room, 0.051))
    rows.reject(apart, "value_differs", "value")


def _store(frame: pd.DataFrame, above, below, value) -> None:
    none = np.isnan(value)
    deleted = (frame["status"] == DELETED).to_numpy()
    above, below, value = (np.where(none | deleted, np.nan, part) for part in (above, below, value))
    for name, part in zip(NUMBERS, (above, below, value), strict=True):
        frame[name] = part
    frame["status"] = np.where(deleted, DELETED, np.where(none, MISSING, OK)).astype(object)


def same_cells(rows: Any, columns: Columns) -> None:
    """Rows about the same figure: those that say the same are one, others are two answers, unless the last counts."""
    frame = rows.frame
    key = list(KEY)
    good = frame[rows.good]
    again = good.duplicated(key, keep=False)
    if not again.any():
        return
    part = good[again]
    first = part.duplicated([*key, *NUMBERS, "status"], keep=False)
    sizes = part.groupby(key, sort=False)["row"].transform("size")
    alike = part.groupby([*key, *NUMBERS, "status"], sort=False, dropna=False)["row"].transform("size")
    same = first & (sizes == alike)
    _drop(rows, part.index[same & part.duplicated(key, keep="first")], "same_twice")
    apart = part[~same]
    if columns.last:
        _drop(rows, apart.index[apart.duplicated(key, keep="last")], "last_taken")
    elif len(apart):
        mask = np.zeros(len(frame), dtype=bool)
        mask[apart.index] = True
        rows.reject(mask, "double", "unit", frame["period"])


def _drop(rows: Any, index: pd.Index, code: str) -> None:
    """Leave out rows that are not wrong."""
    if len(index):
        rows.findings.add(code, "", rows.frame.loc[index, "row"])
        rows.good[index] = False
        rows.frame.attrs["merged"] = rows.frame.attrs.get("merged", 0) + len(index)
