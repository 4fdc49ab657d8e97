"""What following costs: 300 units × 60 indicators × 120 months at once, beside a plain loop in pandas; one unit's page;
and how many reference cases come out the same.

`python -m tests.perf.rows tests.perf.engine` prints what `rows` gives.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import date

import numpy as np
import pandas as pd
import pytest

from followup.analysis.cells import Cell
from followup.analysis.following import Aim, Definition, follow
from hlab.stats.spc import batch
from hlab.stats.spc.rules import Signal
from tests.stats.spc import test_reference

UNITS, INDICATORS, MONTHS = 300, 60, 120
NAIVE = 150  # series that the plain loop is timed on; the rest would take as long each
SECONDS, MEGABYTES, PAGE_MS = 2.0, 300, 5.0


def made(series: int, months: int = MONTHS) -> np.ndarray:
    """Noise around fifty, some of it missing, some of it shifting half way."""
    rng = np.random.default_rng(6)
    rows = rng.normal(50, 5, (series, months))
    rows[rng.random(rows.shape) < 0.02] = np.nan
    rows[::5, months // 2 :] += 6
    return rows


def naive(values: np.ndarray) -> tuple[float, int]:
    """(upper limit, sign at the last value) of one series, as one would write it in pandas at first."""
    y = pd.Series(values)
    moving = y.diff().abs()
    moving = moving[moving < 3.267 * moving.mean()]
    centre, reach = y.mean(), 2.66 * moving.mean()
    side = np.sign(y - centre)
    outside = (y > centre + reach) | (y < centre - reach)
    shift = side.rolling(7).sum().abs().eq(7)
    step = np.sign(y.diff())
    trend = step.rolling(6).sum().abs().eq(6)
    near = (y - centre).abs().gt(2 / 3 * reach) & ~outside
    pair = near.rolling(3).sum().ge(2) & side.rolling(3).sum().abs().eq(3) & near
    i = int(y.last_valid_index())
    up = bool(side[i] > 0)
    for holds, above, below in (
        (outside[i], Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT),
        (trend[i], Signal.TREND_UP, Signal.TREND_DOWN),
        (pair[i], Signal.TWO_OF_THREE_ABOVE, Signal.TWO_OF_THREE_BELOW),
        (shift[i], Signal.SHIFT_ABOVE, Signal.SHIFT_BELOW),
    ):
        if holds:
            return float(centre + reach), int(above if (up if above is not Signal.TREND_UP else step[i] > 0) else below)
    return float(centre + reach), 0


def everything() -> list[tuple[str, str, str]]:
    """All series at once and the loop beside, in the same run."""
    rows = made(UNITS * INDICATORS)
    begun = time.perf_counter()
    found = batch.values(rows)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)
    begun = time.perf_counter()
    told = [naive(row) for row in rows[:NAIVE]]
    slow = (time.perf_counter() - begun) * len(rows) / NAIVE
    same = sum(
        upper == pytest.approx(found.upper[i], rel=1e-9) and sign == found.sign[i]
        for i, (upper, sign) in enumerate(told)
    )
    return [
        (f"{rows.size / 1e6:.2f} miljoner punkter", f"{seconds:.2f} s, {peak:.0f} MB", f"högst {SECONDS:g} s, 300 MB"),
        ("… en slinga i pandas, samma körning", f"{slow:.0f} s", f"räknat ur {NAIVE} serier"),
        ("… gränser och tecken lika", f"{same} av {NAIVE}", f"{NAIVE} av {NAIVE}"),
    ]


def best(work, times: int = 15) -> float:
    """Milliseconds of the fastest, since other work on the machine only ever adds."""
    out = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        out.append(1000 * (time.perf_counter() - begun))
    return min(out)


def one_page() -> list[tuple[str, str, str]]:
    """A unit's sixty series of ten years: limits and signs, and the whole way to answers with their facts."""
    rows = made(INDICATORS)
    aim = [Aim(55, date(2010, 1, 1))]
    definition = Definition("higher", "mean", aims=aim)
    months = [f"{2010 + i // 12}-{i % 12 + 1:02}" for i in range(MONTHS)]
    series = [
        [
            Cell(months[i], "missing" if np.isnan(v) else "shown", None if np.isnan(v) else float(v))
            for i, v in enumerate(y)
        ]
        for y in rows
    ]
    return [
        (
            f"en enhets sida, {INDICATORS} × {MONTHS}",
            f"{best(lambda: batch.values(rows)):.1f} ms",
            f"högst {PAGE_MS:g} ms",
        ),
        (
            "… med svar, diagram och alla tal bakom",
            f"{best(lambda: [follow(one, definition, as_of=date(2026, 1, 1)) for one in series], 5):.0f} ms",
            "",
        ),
    ]


def references() -> list[tuple[str, str, str]]:
    """Cases that public packages have computed."""
    out = []
    for name in sorted(name for name in dir(test_reference) if name.startswith("test_")):
        try:
            getattr(test_reference, name)()
            told = "lika"
        except pytest.skip.Exception as why:
            told = f"överhoppad: {why}"
        except AssertionError:
            told = "olika"
        out.append((f"facit: {TITLES.get(name, name)}", told, "lika"))
    return out


TITLES = {
    "test_improvement_charts": "XmR och märkning",
    "test_charts_of_counts_and_runs": "diagram för antal, Anhøj",
    "test_critical_values_of_runs": "Anhøjs gränsvärden",
    "test_funnels": "trattar, φ och τ²",
    "test_intervals_and_standardised_rates": "Wilson, Byar, standardisering",
    "test_ratios_of_observed_to_expected": "observerat mot förväntat",
    "test_recent_trends": "trend i korta serier",
    "test_shares_against_the_whole": "andelar mot helheten",
}


def rows() -> list[tuple[str, str, str]]:
    """What, how much, and the most allowed."""
    return [*everything(), *one_page(), *references()]
