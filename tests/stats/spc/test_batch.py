"""Many series at once say what each would say by itself; and chance gives as many signs as it is said to."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hlab.stats.intervals import Z95
from hlab.stats.spc import batch
from hlab.stats.spc.chance import chance_of, chance_of_runs, expected_outside, expected_signs, steady
from hlab.stats.spc.chart import Assurance, Direction, Kind, Series, chart

DAYS = [date(2020 + i // 12, i % 12 + 1, 1) for i in range(60)]


def made(seed: int, series: int, length: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rows = np.round(rng.normal(50, 5, (series, length)), 1)
    rows[rng.random(rows.shape) < 0.1] = np.nan
    rows[: series // 3, length // 2 :] += 8
    return rows


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), length=st.integers(1, 40))
def test_each_as_by_itself(seed, length):
    rows = made(seed, 6, length)
    found = batch.values(rows)
    for i, row in enumerate(rows):
        if np.isnan(row).all():
            assert found.n[i] == 0
            assert np.isnan(found.centre[i])
            continue
        alone = chart(Series(DAYS[:length], row), Kind.XMR, direction=Direction.INCREASE, target=52)
        last = int(np.flatnonzero(~np.isnan(row))[-1])
        assert found.last[i] == last
        assert found.sign[i] == alone.signals[last]
        np.testing.assert_equal(found.upper[i], alone.lines.upper[0, last])
        wanted = {Assurance.MET: 1, Assurance.MISSED: -1}.get(alone.assurance, 0)
        assert found.meets(52)[i] == wanted


def test_shares_as_by_themselves_and_in_blocks(monkeypatch):
    rng = np.random.default_rng(1)
    below = rng.integers(50, 150, (7, 24)).astype(float)
    above = rng.binomial(below.astype(int), 0.4).astype(float)
    whole = batch.shares(above, below)
    monkeypatch.setattr(batch, "BLOCK", 2)
    parts = batch.shares(above, below)
    np.testing.assert_array_equal(whole.upper, parts.upper)
    alone = chart(Series(DAYS[:24], None, above[3], below[3]), Kind.PP, direction=Direction.NEUTRAL)
    assert parts.upper[3] == alone.lines.upper[0, -1]


def test_no_series_and_lower_is_better():
    assert len(batch.values(np.empty((0, 5))).sign) == 0
    found = batch.values([[10.0, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9]])
    assert found.meets(30, higher=False)[0] == 1
    assert found.meets(30)[0] == -1


@pytest.mark.parametrize(("length", "low", "high"), [(24, 0.012, 0.021), (36, 0.012, 0.022)])
def test_chance_flags_one_or_two_in_a_hundred_at_the_latest_value(length, low, high):
    there = np.ones(length, dtype=bool)
    chance = chance_of(there, draws=20_000)
    assert low < chance < high
    tied = chance_of(there, correlation=0.3, draws=20_000)
    assert 0.04 < tied < 0.07


def test_the_expected_number_is_that_of_lists_that_are_drawn():
    there = [np.ones(24, dtype=bool)] * 40 + [np.arange(36) % 3 > 0] * 20 + [np.ones(8, dtype=bool)] * 5
    found = expected_signs(there)
    assert found.series == 60
    rng = np.random.default_rng(11)
    lists = sum((steady(pattern, rng, draws=3_000).sign > 0).astype(int) for pattern in there if pattern.sum() >= 12)
    assert found.signs == pytest.approx(lists.mean(), abs=0.25)
    assert (lists <= found.high).mean() > 0.95
    assert found.is_more(found.high + 1)
    assert not found.is_more(found.high)


def test_the_same_seed_gives_the_same_whatever_the_order():
    there = [np.ones(24, dtype=bool), np.arange(36) % 3 > 0, np.ones(24, dtype=bool)]
    assert expected_signs(there) == expected_signs(there[::-1])
    assert expected_signs([]).signs == 0


def test_of_a_funnel_one_in_twenty_and_two_in_a_thousand():
    assert expected_outside(300).signs == pytest.approx(0.6)
    assert expected_outside(300, Z95).signs == pytest.approx(15)
    assert expected_outside(0).high == 0


def test_a_correlation_that_cannot_be_is_refused():
    with pytest.raises(ValueError, match="mellan −1 och 1"):
        chance_of(np.ones(24, dtype=bool), correlation=1.0)


def test_a_run_chart_of_nothing_shows_a_pattern_now_and_then():
    assert 0.005 < chance_of_runs(24) < 0.1


def test_a_pattern_is_simplified_without_changing_its_chance():
    rng = np.random.default_rng(9)
    there = rng.random(90) > 0.2
    there[-1] = True
    exact = (steady(there, np.random.default_rng(4), draws=30_000).sign > 0).mean()
    assert chance_of(there, draws=30_000) == pytest.approx(exact, abs=0.004)
