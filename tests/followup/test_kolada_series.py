"""Real yearly series as Kolada gives them: each gets an answer, or the reason why it has none."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from followup.analysis.cells import Cell, series
from followup.analysis.following import Aim, Definition, follow
from followup.analysis.reading.kolada import read_pages
from tests.need import missing

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "kolada"
SERIES = 833
AS_OF = date(2026, 9, 1)
WHY = {"no_data", "few_points", "no_target", "no_limits", "varies", "ended", "hidden", "broken", "no_polarity"}


def published():
    """{(indicator, unit, sex): its cells in order of time}."""
    file = FOLDER / "region_values_v3shape.json"
    if not file.exists():
        missing("reference", "../shared/data saknas")
    found: dict[tuple[str, str, str], list[Cell]] = {}
    for row in read_pages([file.read_bytes()]).frame.itertuples():
        there = row.status == "ok"
        cell = Cell(row.period, "shown" if there else "missing", row.value if there else None, sex=row.sex)
        found.setdefault((row.indicator, row.unit, row.sex), []).append(cell)
    return {key: series(cells, sex=key[2]) for key, cells in found.items()}


@pytest.fixture(scope="module")
def followed():
    directions = json.loads((FOLDER / "naravard_kpi_shortlist.json").read_text()) if FOLDER.exists() else []
    polarity = {one["id"]: one.get("_our_direction") for one in directions}
    out = {}
    for key, cells in published().items():
        way = polarity.get(key[0])
        values = [cell.value for cell in cells if cell.value is not None]
        aim = [Aim(values[0], date(2000, 1, 1))] if values else []
        definition = Definition(
            way if way in ("higher", "lower", "neutral") else "higher", "mean", "year", aims=aim, full_count=True
        )
        out[key] = follow(cells, definition, as_of=AS_OF)
    return out


def test_every_series_has_two_answers_or_says_why_not(followed):
    assert len(followed) == SERIES
    for key, one in followed.items():
        json.dumps(dict(one.facts), allow_nan=False)
        assert one.position in ("reached", "not_reached", "none", "unknown"), key
        assert one.heading in ("better", "worse", "no_sign", "none", "unknown"), key
        assert (one.position == "unknown") == bool(one.position_why), key
        assert (one.heading == "unknown") == bool(one.heading_why), key
        assert {one.position_why, one.heading_why} <= WHY | {""}, key


def test_eight_values_are_read_with_preliminary_limits_and_fewer_are_not(followed):
    told = Counter()
    for key, one in followed.items():
        n = one.facts["n"]
        if one.heading == "none" or one.facts["gone"] > 2:
            continue
        if n < 8:
            assert one.heading == "unknown", key
            assert "limits" not in str(one.facts["position"].get("method")), key
        else:
            assert one.facts["heading"]["method"] == "signs", key
            assert one.facts["chart"]["kind"] == "xmr", key
            assert ("preliminary" in one.facts["notes"]) == (n < 13), key
            assert one.heading in ("better", "worse", "no_sign"), key
        told[n >= 8] += 1
    assert told[True] > 0


def test_the_limits_are_those_of_the_values(followed):
    """By hand: mean ± 2.66 times the mean of the ranges, those far too large left out once."""
    for key, one in followed.items():
        by = one.facts["heading"]
        if by.get("method") != "signs":
            continue
        shown = [cell.value for cell in one.cells]
        there = [value for value in shown if value is not None]
        ranges = [abs(b - a) for a, b in pairwise(shown) if a is not None and b is not None]
        mean = sum(ranges) / len(ranges)
        kept = [moved for moved in ranges if moved < 3.267 * mean] or ranges
        centre, reach = sum(there) / len(there), 2.66 * sum(kept) / len(kept)
        assert (by["centre"], by["lower"], by["upper"]) == pytest.approx((centre, centre - reach, centre + reach)), key
