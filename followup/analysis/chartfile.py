"""Series out of a CSV file, and charts as JSON, for those who draw a chart by themselves. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from hlab.stats.funnel import Funnel
from hlab.stats.spc.chart import Chart, Series
from hlab.stats.spc.rules import Signal

MISSING = frozenset({"", "na", "nan", "null", "none", ".", "-"})


class BadFile(ValueError):
    """A file that cannot be read; says in which row."""


def read_series(lines: Iterable[str]) -> dict[str, Series]:
    """{name of the series: the series, by date}; one named "" when there is no column `series`.

    Columns `date,value` or `date,numerator,denominator`. A missing value is empty, never 0. Raises BadFile for
    columns that are missing, dates that are none or come twice, and numbers that are none.
    """
    rows, columns = _rows(lines)
    counts = {"numerator", "denominator"} <= columns
    if "date" not in columns or not (counts or "value" in columns):
        raise BadFile("kolumnerna ska vara date,value eller date,numerator,denominator")
    wanted = ("numerator", "denominator") if counts else ("value",)
    found: dict[str, dict[date, tuple[float, ...]]] = {}
    for number, row in rows:
        day = _day(row["date"], number)
        series = found.setdefault((row.get("series") or "").strip(), {})
        if day in series:
            raise BadFile(f"rad {number}: datumet {day} finns två gånger i samma serie")
        series[day] = tuple(_number(row[name], number, name) for name in wanted)
        if counts and min(series[day]) < 0:
            raise BadFile(f"rad {number}: antal kan inte vara negativa")
        if counts and series[day][1] == 0 and series[day][0] > 0:
            raise BadFile(f"rad {number}: nämnaren är 0")
    return {name: _series(points, counts) for name, points in found.items()}


def read_units(lines: Iterable[str], kind: str = "") -> tuple[list[str], np.ndarray, np.ndarray]:
    """(units, numerators, denominators) from the columns `unit,numerator,denominator`. kind: of the funnel, for what
    its rows may hold. Raises BadFile as `read_series` does."""
    rows, columns = _rows(lines)
    if not {"unit", "numerator", "denominator"} <= columns:
        raise BadFile("kolumnerna ska vara unit,numerator,denominator")
    units: dict[str, tuple[float, float]] = {}
    for number, row in rows:
        unit = (row["unit"] or "").strip()
        if not unit or unit in units:
            raise BadFile(f"rad {number}: enheten {unit or 'saknas'}" + (" finns två gånger" if unit else ""))
        values = _number(row["numerator"], number, "numerator"), _number(row["denominator"], number, "denominator")
        if np.isnan(values).any():
            raise BadFile(f"rad {number}: täljare eller nämnare saknas")
        if min(values) < 0:
            raise BadFile(f"rad {number}: antal kan inte vara negativa")
        if kind in ("ratio", "proportion") and values[1] == 0:
            raise BadFile(f"rad {number}: nämnaren är 0")
        if kind == "proportion" and values[0] > values[1]:
            raise BadFile(f"rad {number}: täljaren är större än nämnaren")
        units[unit] = values
    pairs = np.array(list(units.values()), dtype=float)
    return list(units), pairs[:, 0], pairs[:, 1]


def chart_as_json(chart: Chart) -> dict:
    """A chart as plain values, NaN as null."""
    lines = chart.lines
    values, centre, lower, upper = (part[0] for part in (lines.value, lines.centre, lines.lower, lines.upper))
    return {
        "chart": chart.kind.value,
        "reason": chart.reason,
        "n": chart.n,
        "points": [
            {
                "date": day.isoformat(),
                "value": _plain(values[i]),
                "centre": _plain(centre[i]),
                "lower": _plain(lower[i]),
                "upper": _plain(upper[i]),
                "signal": chart.signals[i].code if chart.signals[i] is not Signal.NONE else None,
                "meaning": chart.meanings[i].value,
            }
            for i, day in enumerate(chart.dates)
        ],
        "runs": {
            "longest": chart.runs.longest,
            "longest_max": chart.runs.longest_max,
            "crossings": chart.runs.crossings,
            "crossings_min": chart.runs.crossings_min,
            "signal": bool(chart.runs.signal),
        },
        "variation": chart.variation.value,
        "assurance": chart.assurance.value if chart.assurance else None,
        "warnings": list(chart.warnings),
    }


def funnel_as_json(found: Funnel, units: list[str], outside: np.ndarray) -> dict:
    """A funnel as plain values; outside: which units are outliers at the limit that was asked for."""
    names = ("value", "z", "lower95", "upper95", "lower998", "upper998")
    return {
        "phi": found.phi,
        "tau2": found.tau2,
        "units": [
            {"unit": unit} | {name: _plain(getattr(found, name)[i]) for name in names} | {"outlier": bool(outside[i])}
            for i, unit in enumerate(units)
        ],
    }


def _rows(lines: Iterable[str]) -> tuple[list[tuple[int, dict]], set[str]]:
    """([(number of the row in the file, its cells)], names of the columns). Semicolon or comma between cells."""
    text = list(lines)
    head = text[0].lstrip("\ufeff") if text else ""
    reader = csv.DictReader([head, *text[1:]], delimiter=";" if head.count(";") > head.count(",") else ",")
    reader.fieldnames = [(name or "").strip().lower() for name in reader.fieldnames or []]
    rows = []
    for row in _read(reader):
        if None in row or any(cell is None for cell in row.values()):
            raise BadFile(f"rad {reader.line_num}: raden har inte lika många celler som rubrikraden")
        if any((cell or "").strip() for cell in row.values()):
            rows.append((reader.line_num, row))
    if not rows:
        raise BadFile("filen har inga rader")
    return rows, set(reader.fieldnames)


def _read(reader: csv.DictReader) -> Iterator[dict]:
    try:
        yield from reader
    except csv.Error:
        raise BadFile(f"rad {reader.line_num}: raden går inte att läsa som CSV") from None


def _series(points: dict[date, tuple[float, ...]], counts: bool) -> Series:
    days = sorted(points)
    columns = np.array([points[day] for day in days], dtype=float).T
    if counts:
        return Series(days, numerator=columns[0], denominator=columns[1])
    return Series(days, value=columns[0])


def _day(cell: str, number: int) -> date:
    text = (cell or "").strip()
    try:
        return date.fromisoformat({4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text))
    except ValueError:
        raise BadFile(f"rad {number}: ”{text}” är inte ett datum (skriv ÅÅÅÅ-MM-DD)") from None


def _number(cell: str, number: int, name: str) -> float:
    text = (cell or "").strip().replace("\u00a0", "").replace(" ", "")
    if text.lower() in MISSING:
        return float("nan")
    if "," in text and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        raise BadFile(f"rad {number}: ”{cell}” i kolumnen {name} är inte ett tal") from None
    if not np.isfinite(value):
        raise BadFile(f"rad {number}: ”{cell}” i kolumnen {name} är inte ett tal")
    return value


def _plain(value) -> float | None:
    return None if np.isnan(value) else float(value)
