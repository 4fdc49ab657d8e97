"""Series out of a CSV file, and charts as JSON, for those who draw a chart by themselves. Pure.

Whatever cannot be right is refused, with its row and its column: nothing is mended in silence (methods, rule 5).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

import numpy as np

from followup.analysis.cells import start_of
from followup.analysis.reading.numbers import read_period
from hlab.stats.funnel import FEWEST_UNITS, LARGEST_PHI, Funnel
from hlab.stats.funnel import Kind as FunnelKind
from hlab.stats.spc.chart import Chart, Kind, Series
from hlab.stats.spc.rules import Signal

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", ".", "..", "...", "-", "missing", "saknas"})
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?", re.ASCII)
BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
LARGEST = 1e100  # above, sums of them are no numbers any more

SHARES = (Kind.P, Kind.PP)
OF_COUNTS = (Kind.C, Kind.T, Kind.G)
BETWEEN = (Kind.T, Kind.G)  # a row is an event, and a day may have several

Row = tuple[int, dict[str, str]]


class BadFile(ValueError):
    """A file that cannot be read; says in which row, and in which column."""


def read_series(lines: Iterable[str], kind: Kind | None = None) -> dict[str, Series]:
    """{name of the series: the series, by date}; one named "" when there is no column `series`.

    Columns `date,value` or `date,numerator,denominator`. A missing value is empty, never 0. kind: of the chart, for
    what its rows may hold; events on the same day keep the order of the file. Raises BadFile for columns that are
    missing, dates that are none or come twice, and numbers that are none or cannot be.
    """
    rows, columns = _rows(lines)
    counts = {"numerator", "denominator"} <= columns
    if "date" not in columns or not (counts or "value" in columns):
        raise BadFile("kolumnerna ska vara date,value eller date,numerator,denominator")
    wanted = ("numerator", "denominator") if counts else ("value",)
    found: dict[str, list[tuple[date, tuple[float, ...]]]] = {}
    taken: set[tuple[str, date]] = set()
    for number, row in rows:
        name = (row.get("series") or "").strip()
        try:
            day = day_of(row["date"])
        except ValueError:
            raise BadFile(
                f"rad {number}: ”{row['date']}” i kolumnen date är inte ett datum (skriv ÅÅÅÅ-MM-DD)"
            ) from None
        if (name, day) in taken and kind not in BETWEEN:
            raise BadFile(f"rad {number}: datumet {day} finns två gånger i samma serie (kolumnen date)")
        taken.add((name, day))
        values = tuple(_number(row[column], number, column) for column in wanted)
        if counts and values[1] == 0 and values[0] > 0:
            raise BadFile(f"rad {number}: nämnaren är 0 (kolumnen denominator)")
        _possible(dict(zip(wanted, values, strict=True)), number, kind)
        found.setdefault(name, []).append((day, values))
    return {name: _series(points, counts) for name, points in found.items()}


def read_units(lines: Iterable[str], kind: str = "") -> tuple[list[str], np.ndarray, np.ndarray]:
    """(units, numerators, denominators) from the columns `unit,numerator,denominator`. kind: of the funnel, for what
    its rows may hold. Raises BadFile as `read_series` does."""
    rows, columns = _rows(lines)
    if not {"unit", "numerator", "denominator"} <= columns:
        raise BadFile("kolumnerna ska vara unit,numerator,denominator")
    units: dict[str, tuple[float, float]] = {}
    for number, row in rows:
        unit = row["unit"].strip()
        if not unit or unit in units:
            what = f"enheten {unit} finns två gånger" if unit else "enheten saknas"
            raise BadFile(f"rad {number}: {what} (kolumnen unit)")
        above, below = (_number(row[column], number, column) for column in ("numerator", "denominator"))
        if np.isnan([above, below]).any():
            raise BadFile(f"rad {number}: {'denominator' if np.isnan(below) else 'numerator'} saknas")
        if kind != "counts" and below == 0:
            raise BadFile(f"rad {number}: nämnaren är 0 (kolumnen denominator)")
        _possible({"numerator": above, "denominator": below}, number, Kind.P if kind == "proportion" else None)
        if kind == "counts" and above == below == 0:
            raise BadFile(f"rad {number}: enheten har inga händelser alls (numerator och denominator är 0)")
        units[unit] = above, below
    pairs = np.array(list(units.values()), dtype=float)
    return list(units), pairs[:, 0], pairs[:, 1]


def day_of(text: str) -> date:
    """A day, or the first one of a period: 2024-01-31, 2024-01, 2024, 2024-Q1, 2024M01, 2024-W05; a time of day is left
    out. Raises ValueError."""
    text = text.strip()
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text).date()
    except ValueError:
        return start_of(read_period(text))


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


def funnel_as_json(found: Funnel, units: Sequence[str], outside: np.ndarray) -> dict:
    """A funnel as plain values; outside: which units are outliers at the limit that was asked for."""
    names = ("value", "z", "lower95", "upper95", "lower998", "upper998")
    return {
        "method": found.kind.value,
        "n": len(units),
        "phi": found.phi,
        "tau2": found.tau2,
        "units": [
            {"unit": unit} | {name: _plain(getattr(found, name)[i]) for name in names} | {"outlier": bool(outside[i])}
            for i, unit in enumerate(units)
        ],
        "warnings": list(_warned(found, len(units))),
    }


def _warned(found: Funnel, n: int) -> Iterator[str]:
    """What must be said beside a funnel (methods 2.7), as whole sentences."""
    if found.kind is FunnelKind.ROOT:
        yield "Någon enhet har inga händelser och saknar plats på logskalan: alla räknas på rotskalan."
    if n < FEWEST_UNITS:
        yield f"{n} enheter är för få för en tratt. Minst {FEWEST_UNITS} behövs."
    if found.phi > LARGEST_PHI:
        yield "Indikatorn är inte jämförbar mellan enheter: de skiljer sig långt mer än slumpen."


# --- Cells ------------------------------------------------------------------------------------


def _rows(lines: Iterable[str]) -> tuple[list[Row], set[str]]:
    """([(number of the row in the file, its cells)], names of the columns). Semicolon, tab or comma between cells."""
    text = list(lines)
    text[:1] = [line.removeprefix("\ufeff") for line in text[:1]]
    head = next((line for line in text if line.strip()), "")
    cells = _read(csv.reader(text, delimiter=max(",;\t", key=head.count)))
    names = [name.strip().lower() for name in next((row for _number, row in cells if row), [])]
    if double := next((name for i, name in enumerate(names) if name and name in names[:i]), None):
        raise BadFile(f"rad 1: kolumnen {double} finns två gånger")
    rows = []
    for number, row in cells:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < len(names) or any(cell.strip() for cell in row[len(names) :]):
            raise BadFile(f"rad {number}: raden har inte lika många celler som rubrikraden")
        rows.append((number, dict(zip(names, row, strict=False))))
    if not rows:
        raise BadFile("filen har inga rader")
    return rows, set(names)


def _read(reader) -> Iterator[tuple[int, list[str]]]:
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        raise BadFile(f"rad {reader.line_num}: raden går inte att läsa som CSV") from None


def _possible(values: dict[str, float], number: int, kind: Kind | None) -> None:
    """Raises BadFile for counts that cannot be. A value of its own may be negative; a count may not."""
    for column, value in values.items():
        if value < 0 and (column != "value" or kind in OF_COUNTS):
            raise BadFile(f"rad {number}: antal kan inte vara negativa (kolumnen {column})")
    if kind in SHARES and "numerator" in values and values["numerator"] > values["denominator"]:
        raise BadFile(f"rad {number}: täljaren är större än nämnaren (kolumnerna numerator och denominator)")


def _series(points: list[tuple[date, tuple[float, ...]]], counts: bool) -> Series:
    points = sorted(points, key=lambda point: point[0])
    days = [day for day, _values in points]
    columns = np.array([values for _day, values in points], dtype=float).T
    if counts:
        return Series(days, numerator=columns[0], denominator=columns[1])
    return Series(days, value=columns[0])


def _number(cell: str, number: int, name: str) -> float:
    text = BLANKS.sub("", cell).replace("\u2212", "-")
    if text.lower() in MISSING:
        return float("nan")
    if "," in text and "." not in text:
        text = text.replace(",", ".")
    if not NUMBER.fullmatch(text):
        raise BadFile(f"rad {number}: ”{cell}” i kolumnen {name} är inte ett tal")
    value = float(text)
    if abs(value) > LARGEST:
        raise BadFile(f"rad {number}: ”{cell}” i kolumnen {name} är för stort att räkna med")
    return value


def _plain(value) -> float | None:
    return float(value) if np.isfinite(value) else None
