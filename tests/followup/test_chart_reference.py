"""The reference cases the whole way: out of a file, through the command, into what it prints."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import numpy as np
import pytest
from django.core.management import call_command

from hlab.stats.intervals import Z95
from tests.stats.spc.test_reference import LABELS, floats, load

CODES = dict(
    zip(
        LABELS,
        [None, "above_limit", "below_limit", "trend_up", "trend_down", "two_of_three_above", "two_of_three_below",
         "shift_above", "shift_below"],
        strict=True,
    )
)  # fmt: skip
MEANINGS = {
    "common_cause": "common", "special_cause_improvement": "improvement", "special_cause_concern": "concern",
    "special_cause_neutral": "neutral",
}  # fmt: skip
ASSURANCES = {"consistent_fail": "consistently_missed", "consistent_pass": "consistently_met", "inconsistent": "varies"}
DRAWN = ("run", "i", "c", "t", "g", "p", "pp", "u", "up", "ip")
OF_RATIOS = ("p", "pp", "u", "up", "ip")


@pytest.fixture
def told(tmp_path):
    def go(command, rows, *options):
        file, out = tmp_path / "fil.csv", io.StringIO()
        with file.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows([["" if cell is None else cell for cell in row] for row in rows])
        call_command(command, str(file), *options, stdout=out)
        return json.loads(out.getvalue())

    return go


def lines_of(found, key):
    return floats([point[key] for point in found["points"]])


def test_improvement_charts_from_a_file(told):
    for case in load("xmr_mdc"):
        options, wanted, days = case["options"], case["expected"], case["input"]["x"]
        direction = options.get("improvement_direction", "increase")
        asked = ["--chart", "xmr", "--direction", direction]
        rebase = options.get("rebase") or []
        for day in [rebase] if isinstance(rebase, str) else rebase:
            asked += ["--rebase", day]
        if "fix_after_n_points" in options:
            asked += ["--baseline", str(options["fix_after_n_points"])]
        if "target" in options:
            asked += ["--target", str(options["target"])]
        asked.append("--screen" if options.get("screen_outliers", True) else "--no-screen")
        found = told("spc", [("date", "value"), *zip(days, case["input"]["y"], strict=True)], *asked)
        assert [point["date"] for point in found["points"]] == days
        there = [i for i, point in enumerate(found["points"]) if point["value"] is not None]
        for mine, theirs in (("centre", "mean"), ("lower", "lpl"), ("upper", "upl")):
            line = floats(wanted[theirs])
            known = [i for i in there if not np.isnan(line[i])]
            np.testing.assert_allclose(lines_of(found, mine)[known], line[known], rtol=1e-9, err_msg=case["id"])
        for i in there:
            point = found["points"][i]
            assert point["signal"] == CODES[wanted["special_cause_type"][i]], (case["id"], i)
            if direction != "neutral":
                assert point["meaning"] == MEANINGS[wanted["point_type"][i]], (case["id"], i)
        if direction != "neutral":
            assert found["variation"] == MEANINGS[case["summary"]["variation_type"][-1]], case["id"]
        if told_of := case["summary"].get("assurance_type"):
            assert found["assurance"] == ASSURANCES[told_of[-1]], case["id"]
        short = np.array(wanted["short_group_warning"], dtype=bool)
        assert any("Preliminära" in word for word in found["warnings"]) == short.any(), case["id"]


def test_other_charts_from_a_file(told):
    for case in load("charts_qic"):
        options, given, wanted = case["options"], case["input"], case["expected"]
        if case["chart"] not in DRAWN or "exclude" in options:
            continue
        days = [date(2000, 1, 1) + timedelta(days=i) for i in range(len(given["y"]))]
        asked = ["--chart", case["chart"], "--screen" if options.get("screenedmr", True) else "--no-screen"]
        asked += ["--rebase", str(days[options["part"]])] if "part" in options else []
        asked += ["--baseline", str(options["freeze"])] if "freeze" in options else []
        if "n" in given:
            rows = [("date", "numerator", "denominator"), *zip(days, given["y"], given["n"], strict=True)]
        else:
            rows = [("date", "value"), *zip(days, given["y"], strict=True)]
        if case["chart"] in ("c", "t", "g") and "n" in given:
            continue
        found, factor = told("spc", rows, *asked), options.get("multiply", 1)
        keys = {"value": "y", "centre": "cl"} | ({} if case["chart"] == "run" else {"lower": "lcl", "upper": "ucl"})
        for mine, theirs in keys.items():
            line = floats(wanted[theirs])
            known = ~np.isnan(line)
            mine = factor * lines_of(found, mine)
            np.testing.assert_allclose(mine[known], line[known], rtol=1e-9, atol=1e-12, err_msg=case["id"])
        runs = found["runs"]
        names = ("longest.run", "longest.run.max", "n.crossings", "n.crossings.min", "runs.signal")
        theirs = tuple(wanted[name][-1] for name in names)
        mine = tuple(runs[name] for name in ("longest", "longest_max", "crossings", "crossings_min", "signal"))
        assert mine == theirs, case["id"]
        outside = [bool(flag) for flag in wanted["sigma.signal"]]
        if case["chart"] != "run":
            found_outside = [point["signal"] in ("above_limit", "below_limit") for point in found["points"]]
            assert found_outside == outside, case["id"]


def test_funnels_from_a_file(told):
    for case in load("funnel"):
        options, given = case["options"], case["input"]
        if not options["draw_adjusted"] or "trim_by" in options or options.get("sr_method") == "CQC":
            continue
        kind = {"PR": "proportion", "RC": "counts", "SR": "ratio"}[options["data_type"]]
        below = np.array(given["denominator"], dtype=float)
        below = np.round(below, 2) if kind == "ratio" else below
        rows = zip(given["group"], given["numerator"], below.tolist(), strict=True)
        found = told("funnel", [("unit", "numerator", "denominator"), *rows], "--kind", kind)
        assert found["phi"] == pytest.approx(case["phi"], rel=1e-6), case["id"]
        assert found["tau2"] == pytest.approx(case["tau2"], rel=1e-6, abs=1e-12), case["id"]
        if kind != "ratio":  # there of the expected number before it was rounded
            values = dict(zip(map(str, case["expected"]["group"]), case["expected"]["rr"], strict=True))
            rate = [unit["value"] for unit in found["units"]]
            np.testing.assert_allclose(rate, [values[unit["unit"]] for unit in found["units"]], rtol=1e-9)
        limit = Z95 if options["limit"] == 95 else 3.090232306167813
        if case["id"] != "medpar_PR_died_od95":
            assert sum(abs(unit["z"]) > limit for unit in found["units"]) == case["n_outliers"], case["id"]
