"""Invented figures for the example lab, the same each time: drawn at random from what `indicators` says of each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import numpy as np

from hlab.cms.demo.indicators import COUNTRY, UNITS

Row = tuple[str, str, str, str, float | None, float | None, float | None]
HEAD = ("enhet", "period", "kön", "ålder", "täljare", "nämnare", "värde")
SHARES = {"18-29": 0.27, "30-64": 0.52, "65+": 0.21}  # of those who answer
OLDER = 0.06  # how much more often the oldest say yes
FIRST_QUARTER, FIRST_MONTH, FIRST_HALF = (2023, 2), (2024, 4), (2024, 1)
PART_OF = {code: parent for code, _kind, _name, parent in UNITS}
REGIONS = tuple(code for code, kind, _name, _parent in UNITS if kind == "region")
SERVICES = tuple(code for code, kind, _name, _parent in UNITS if kind == "unit")


def as_table(row: dict) -> bytes:
    """The figures of one indicator as a CSV file, in Swedish signs."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(("mått", *HEAD))
    for unit, period, sex, age, *numbers in _KINDS[row["shape"]["kind"]](row["shape"]):
        writer.writerow((row["key"], unit, period, sex, age, *map(_swedish, numbers)))
    return text.getvalue().encode()


def as_kolada(rows: list[dict]) -> bytes:
    """The yearly figures of several indicators as one page in the form of Kolada's interface (v3)."""
    values = []
    for row in rows:
        for unit, period, _sex, _age, _above, _below, value in yearly(row["shape"]):
            one = {"gender": "T", "count": 1, "status": "" if value is not None else "Missing", "value": value}
            values.append({"kpi": row["external"], "municipality": unit, "period": int(period), "values": [one]})
    page = {"values": values, "count": len(values), "next_url": None, "previous_url": None}
    return json.dumps(page).encode()


def survey(shape: dict) -> Iterator[Row]:
    """Answers by region and for all of them, by sex and by age where the survey asks."""
    rng = np.random.default_rng(shape["seed"])
    for at, period in enumerate(_quarters(shape["quarters"]) if "quarters" in shape else _halves(shape["halves"])):
        everybody: dict[tuple[str, str], np.ndarray] = {}
        for region, level in shape["level"].items():
            since, moved = shape.get("moved", {}).get(region, (at + 1, level))
            told = dict(_answers(rng, shape, shape["people"][region], moved if at >= since else level))
            for group, counts in told.items():
                everybody[group] = everybody.get(group, np.zeros(2)) + counts
                yield (region, period, *group, *map(float, counts), None)
        for group, counts in everybody.items():
            yield (COUNTRY, period, *group, *map(float, counts), None)


def _answers(rng, shape: dict, people: int, level: float) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """((sex, age), (yes, answers)), adding up both ways."""
    n = max(3, int(rng.poisson(people)))
    if "men" not in shape:
        yield ("T", ""), np.array([rng.binomial(n, level), n])
        return
    by_age = rng.multinomial(n, list(SHARES.values()))
    shift = {"18-29": shape["young"], "30-64": 0.0, "65+": OLDER}
    total, women = np.zeros(2), np.zeros(2)
    for (age, moved), size in zip(shift.items(), by_age, strict=True):
        men = int(rng.binomial(size, 0.46))
        yes_men = rng.binomial(men, np.clip(level + moved + shape["men"], 0.02, 0.98))
        yes_women = rng.binomial(size - men, np.clip(level + moved, 0.02, 0.98))
        yield ("T", age), np.array([yes_men + yes_women, size])
        total += (yes_men + yes_women, size)
        women += (yes_women, size - men)
    yield ("K", ""), women
    yield ("M", ""), total - women
    yield ("T", ""), total


def days(shape: dict) -> Iterator[Row]:
    """Medians of days, month by month."""
    rng = np.random.default_rng(shape["seed"])
    for at, period in enumerate(_months(shape["months"])):
        values = []
        for region, level in shape["level"].items():
            since, moved = shape.get("moved", {}).get(region, (at + 1, level))
            value = round(float(rng.normal(moved if at >= since else level, shape["spread"])))
            odd_at, odd = shape.get("odd", {}).get(region, (-1, 0))
            values.append(odd if at == odd_at else max(1, value))
            yield region, period, "T", "", None, None, float(values[-1])
        yield COUNTRY, period, "T", "", None, None, float(round(np.mean(values)))


def yearly(shape: dict) -> Iterator[Row]:
    """Per cent a year, of everything but services. One municipality lacks a year."""
    rng = np.random.default_rng(shape["seed"])
    for unit in (code for code in PART_OF if code not in SERVICES):
        apart = float(rng.normal(0, 4))
        for at, year in enumerate(range(shape["first"], shape["last"] + 1)):
            value = shape["level"] + apart + shape["slope"] * at + float(rng.normal(0, shape["spread"]))
            missing = unit == "X201" and at == 3
            yield unit, str(year), "T", "", None, None, None if missing else round(min(max(value, 1), 99), 1)


def services(shape: dict) -> Iterator[Row]:
    """Persons with a plan, by service, region and in all."""
    rng = np.random.default_rng(shape["seed"])
    for year in shape["years"]:
        sums: dict[str, np.ndarray] = {}
        for unit in SERVICES:
            share = np.clip(rng.normal(shape["level"], shape["spread"]), 0.05, 0.95)
            counts = np.array([3, 9]) if unit == shape["few"] else rng.integers(60, 170) * np.array([0, 1])
            if unit != shape["few"]:
                counts[0] = rng.binomial(counts[1], share)
            for above in (PART_OF[unit], COUNTRY):
                sums[above] = sums.get(above, np.zeros(2)) + counts
            yield unit, str(year), "T", "", float(counts[0]), float(counts[1]), None
        for unit, counts in sums.items():
            yield unit, str(year), "T", "", float(counts[0]), float(counts[1]), None


def volumes(shape: dict) -> Iterator[Row]:
    """How many, month by month; fewer in July."""
    rng = np.random.default_rng(shape["seed"])
    for period in _months(shape["months"]):
        quiet = 0.6 if period.endswith("-07") else 1.0
        counts = {region: int(rng.poisson(level * quiet)) for region, level in shape["level"].items()}
        for unit, n in (counts | {COUNTRY: sum(counts.values())}).items():
            yield unit, period, "T", "", None, None, float(n)


_KINDS = {"survey": survey, "days": days, "yearly": yearly, "units": services, "volume": volumes}


def _quarters(n: int) -> list[str]:
    year, quarter = FIRST_QUARTER
    return [f"{year + (quarter + i) // 4}-Q{(quarter + i) % 4 + 1}" for i in range(n)]


def _halves(n: int) -> list[str]:
    year, half = FIRST_HALF
    return [f"{year + (half + i) // 2}-H{(half + i) % 2 + 1}" for i in range(n)]


def _months(n: int) -> list[str]:
    year, month = FIRST_MONTH
    return [f"{year + (month + i) // 12}-{(month + i) % 12 + 1:02}" for i in range(n)]


def _swedish(number: float | None) -> str:
    return "" if number is None else f"{number:g}".replace(".", ",")
