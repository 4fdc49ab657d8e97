"""Pages of Kolada's interface (v3) as figures. Pure. Source of the shape: the public documentation of api.kolada.se/v3.

A page is {"values": [{"kpi", "municipality" or "ou", "period", "values": [{"gender", "count", "status", "value",
"isdeleted"}]}], "count", "next_url", "previous_url"}. `value: null` and status "Missing" say that there is no figure,
which is never 0; a real 0 is kept. `count` above 1 is an unweighted mean of a group's members and is passed over. Codes
are text: "0014" is not 14.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

from followup.analysis.reading.numbers import each, read_period
from followup.analysis.reading.shape import DELETED, MISSING, OK, Findings, Reading, frame_of
from hlab.core.sheets import Unreadable

GENDERS = ("T", "K", "M")


def read_pages(pages: Iterable[bytes]) -> Reading:
    """The figures of the pages, in order. A page without rows is passed over: `next_url` can outlive the data, and in a
    folder the pages of another indicator come after it.

    row: number of the row {"kpi", …} through all the pages. Raises Unreadable: "not_json" (rows: number of the page),
    "not_kolada", "empty".
    """
    findings = Findings()
    taken: dict[str, list] = {
        name: [] for name in ("row", "indicator", "unit", "period", "sex", "value", "status", "bad")
    }
    row = 0
    for number, raw in enumerate(pages, start=1):
        for one in values_of(raw, number):
            row += 1
            _take(one, row, taken, findings)
    if not row:
        raise Unreadable("empty")
    frame = frame_of(taken)
    periods = each(frame["period"], read_period)
    wrong = periods.isna()
    findings.add_each("bad_period", "period", frame.loc[wrong, "row"], frame.loc[wrong, "period"])
    frame["period"] = periods.where(~wrong, "")
    frame["bad"] |= wrong
    return Reading(frame, findings, knows_unit=True)


def envelope(raw: bytes, number: int = 1) -> dict[str, Any]:
    """A page as it is. Raises Unreadable: "not_json", "not_kolada"."""
    try:
        page = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable("not_json", (number,)) from None
    if isinstance(page, list):
        page = {"values": page}
    if not isinstance(page, dict) or not isinstance(page.get("values"), list):
        raise Unreadable("not_kolada", (number,))
    return page


def values_of(raw: bytes, number: int = 1) -> list[dict[str, Any]]:
    """The rows of a page. Raises Unreadable as `envelope` does, and "not_kolada" for rows of something else."""
    rows = envelope(raw, number)["values"]
    for one in rows:
        if not (isinstance(one, dict) and "kpi" in one and "period" in one and isinstance(one.get("values"), list)):
            raise Unreadable("not_kolada", (number,))
    return rows


def _take(one: dict[str, Any], row: int, taken: dict[str, list], findings: Findings) -> None:
    unit = one.get("municipality", one.get("ou", ""))
    not_text = not (isinstance(one["kpi"], str) and isinstance(unit, str))
    if not_text:  # 14 may have been 0014
        findings.add("code_is_number", "unit", [row], f"{one['kpi']}, {unit}")
    for figure in one["values"]:
        gender = figure.get("gender") if isinstance(figure, dict) else None
        if gender not in GENDERS:
            findings.add("unknown_sex", "sex", [row], str(gender)[:20])
            continue
        if _is_group(figure.get("count")):
            findings.add("group_mean", "value", [row])
            continue
        value, status, bad = _figure(figure)
        if bad:
            findings.add("bad_number", "value", [row], str(figure.get("value"))[:40])
        new = (row, str(one["kpi"]), str(unit), str(one["period"]), gender, value, status, bad or not_text)
        for name, fact in zip(taken, new, strict=True):
            taken[name].append(fact)


def _is_group(count: Any) -> bool:
    return isinstance(count, int | float) and count > 1


def _figure(figure: dict[str, Any]) -> tuple[float, str, bool]:
    """(value, status, whether it is no number)."""
    if figure.get("isdeleted") is True:
        return math.nan, DELETED, False
    value = figure.get("value")
    if value is None or str(figure.get("status") or "").strip().casefold() == "missing":
        return math.nan, MISSING, False
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return math.nan, OK, True
    return float(value), OK, False
