"""A series is followed: its chart, where it is and which way it goes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup.analysis import season
from followup.analysis.cells import Cell, series
from followup.analysis.following import Aim, Break, Decision, Definition, follow
from tests.followup.sample import monthly

TODAY = date(2026, 9, 1)
SHARE = Definition("higher", "proportion", "month", 100, aims=[Aim(80, date(2020, 1, 1), "Handlingsplanen")])


def shares(counts, n=100, *, first=2024, states=None) -> list[Cell]:
    """Monthly shares of n people."""
    out = []
    for i, count in enumerate(counts):
        period = f"{first + i // 12}-{i % 12 + 1:02}"
        if count is None:
            out.append(Cell(period, (states or {}).get(i, "missing"), reason="small" if states else ""))
        else:
            out.append(Cell(period, "shown", 100 * count / n, count, n))
    return out


def yearly(counts, n=500, *, first=2016) -> list[Cell]:
    return [Cell(str(first + i), "shown", 100 * x / n, x, n) for i, x in enumerate(counts)]


def answers(cells, definition, as_of=TODAY):
    found = follow(cells, definition, as_of=as_of)
    json.dumps(dict(found.facts), allow_nan=False)
    return found.position, found.position_why, found.heading, found.heading_why


WAVES = [41, 39, 42, 40, 38, 43, 40, 41, 39, 42, 40, 41, 38, 40, 42, 39]


def test_a_series_whose_limits_lie_below_the_target_does_not_reach_it():
    found = follow(shares(WAVES), SHARE, as_of=TODAY)
    assert (found.position, found.heading) == ("not_reached", "no_sign")
    assert found.facts["position"]["method"] == "limits"
    assert found.facts["position"]["upper"] < 80


def test_limits_are_multiplied_after_they_are_set():
    found = follow(shares(WAVES), SHARE, as_of=TODAY)
    plain = follow(shares(WAVES), Definition("higher", "proportion", "month", 1), as_of=TODAY)
    np.testing.assert_allclose(found.chart.lines.upper, 100 * plain.chart.lines.upper)
    np.testing.assert_allclose(found.chart.lines.value[0], [cell.value for cell in found.cells])


def test_a_target_within_the_limits_is_neither_reached_nor_missed():
    near = Definition("higher", "proportion", "month", 100, aims=[Aim(41, date(2020, 1, 1))])
    assert answers(shares(WAVES), near)[:2] == ("unknown", "varies")


def test_the_target_is_the_one_that_was_valid_when_the_last_period_ended():
    later = Definition(
        "higher", "proportion", "month", 100, aims=[Aim(10, date(2020, 1, 1)), Aim(90, date(2025, 5, 1))]
    )
    assert answers(shares(WAVES), later)[0] == "reached"  # the last month is April 2025
    at_the_end = Definition(
        "higher", "proportion", "month", 100, aims=[Aim(10, date(2020, 1, 1)), Aim(90, date(2025, 4, 30))]
    )
    assert answers(shares(WAVES), at_the_end)[0] == "not_reached"


def test_a_shift_is_better_or_worse_as_the_polarity_has_it():
    rising = shares([40, 42, 39, 41, 43, 40, 38, 41, 52, 54, 51, 55, 53, 54, 52, 53])
    down = Definition("lower", "proportion", "month", 100)
    assert answers(rising, SHARE)[2] == "better"
    assert answers(rising, down)[2] == "worse"


def test_a_volume_has_no_answers_and_a_chart():
    found = follow(monthly(range(20)), Definition("neutral", "count"), as_of=TODAY)
    assert (found.position, found.heading) == ("none", "none")
    assert found.chart is not None
    assert set(found.chart.meanings) <= {"neutral", "common"}


def test_few_values_are_judged_by_the_interval_of_the_last_one():
    found = follow(shares([40, 41, 45]), SHARE, as_of=TODAY)
    assert (found.position, found.heading, found.heading_why) == ("not_reached", "unknown", "few_points")
    assert found.facts["position"]["interval"] == "wilson"
    assert found.facts["heading"] == {"n": 3, "needed": 12}


def test_events_per_population_are_judged_by_their_interval():
    per_thousand = Definition("lower", "rate", "year", 1000, aims=[Aim(5, date(2020, 1, 1))])
    few, many = ([Cell("2025", "shown", 1000 * x / 4000, x, 4000)] for x in (3, 60))
    assert answers(few, per_thousand)[0] == "reached"  # the exact upper limit of 3 is 8.77 of 4,000
    assert answers(many, per_thousand)[0] == "not_reached"
    assert follow(few, per_thousand, as_of=TODAY).facts["position"]["upper"] == pytest.approx(2.1918, abs=1e-4)


def test_an_interval_around_the_target_does_not_tell():
    assert answers(shares([40, 41, 76]), SHARE)[:2] == ("unknown", "varies")


def test_a_value_without_counts_is_held_against_the_target_only_where_everybody_is_counted():
    cells = [Cell("2024", "shown", 71.0), Cell("2025", "shown", 82.0)]
    asked = Definition("higher", "proportion", "year", 100, aims=SHARE.aims)
    counted = Definition("higher", "proportion", "year", 100, aims=SHARE.aims, full_count=True)
    assert answers(cells, asked)[:2] == ("unknown", "no_limits")
    assert answers(cells, counted)[:2] == ("reached", "")


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ([], "no_data"),
        (shares([None] * 4), "no_data"),
        (shares([*WAVES, None, None, None]), "no_data"),
        (shares([*WAVES, None], states={16: "hidden"}), "hidden"),
        (shares([None] * 4, states=dict.fromkeys(range(4), "hidden")), "hidden"),
        ([*shares(WAVES), Cell("2025-05", "ended")], "ended"),
        (shares([12, 11, 13] * 6, 20), "few_people"),
    ],
)
def test_when_nothing_can_be_said_the_reason_is_told_for_both(cells, why):
    assert answers(cells, SHARE) == ("unknown", why, "unknown", why)


def test_one_missing_value_at_the_end_leaves_the_last_one_to_speak():
    assert answers(shares([*WAVES, None]), SHARE)[:3:2] == ("not_reached", "no_sign")


def test_an_indicator_that_has_ended_is_not_judged():
    ended = Definition("higher", "proportion", "month", 100, aims=SHARE.aims, ended_on=date(2026, 1, 1))
    assert answers(shares(WAVES), ended)[:2] == ("unknown", "ended")
    assert answers(shares(WAVES), ended, as_of=date(2025, 12, 31))[0] == "not_reached"


def test_nothing_is_judged_across_a_break():
    low, high = [40, 41, 39, 42] * 5, [60, 61, 59, 62]
    broken = Definition(
        "higher", "proportion", "month", 100, aims=SHARE.aims, breaks=[Break(date(2025, 9, 1), "Ny fråga")]
    )
    found = follow(shares(low + high), broken, as_of=TODAY)
    assert (found.heading, found.heading_why) == ("unknown", "broken")
    assert found.facts["position"]["method"] == "interval"
    assert np.isnan(found.chart.lines.upper[0, -1])
    assert not np.isnan(found.chart.lines.upper[0, 0])
    assert answers(shares(low + high), SHARE)[2] == "better"


def test_a_period_that_the_break_lies_within_is_not_of_those_before():
    broken = Definition("higher", "proportion", "month", 100, breaks=[Break(date(2025, 9, 15), "Ny fråga")])
    found = follow(shares([40, 41, 39, 42] * 6), broken, as_of=TODAY)
    assert found.facts["phase"]["from"] == "2025-09"


def test_a_new_centre_line_is_followed_and_the_old_answer_is_kept_beside():
    cells = shares([40, 41, 39, 42] * 5 + [55, 56, 54, 57] * 4)
    since = Decision("rebase", "2025-09", None, "Nytt arbetssätt", "Styrgruppen", date(2026, 8, 1))
    found = follow(cells, Definition("higher", "proportion", "month", 100, decisions=[since]), as_of=TODAY)
    assert found.heading == "no_sign"
    assert found.facts["before"]["heading"] == "better"
    assert found.facts["phase"]["by"] == "Styrgruppen"


def test_an_excluded_value_stays_and_takes_no_part_in_the_limits():
    cells = shares([40, 41, 39, 42, 90, 41, 39, 40, 42, 41, 39, 40, 41, 40])
    out = Decision("exclude", "2024-05", None, "Fel i systemet", "Analytikern", date(2026, 1, 1))
    with_it = follow(cells, SHARE, as_of=TODAY)
    without = follow(cells, Definition("higher", "proportion", "month", 100, decisions=[out]), as_of=TODAY)
    assert without.chart.lines.value[0, 4] == pytest.approx(90)
    assert without.chart.lines.centre[0, 0] < with_it.chart.lines.centre[0, 0]
    assert without.facts["excluded"] == ["2024-05"]


def test_a_last_value_that_is_left_out_decides_nothing():
    cells = shares([*WAVES, 95])
    out = Decision("exclude", "2025-05", None, "Fel i systemet", "Analytikern", date(2026, 1, 1))
    assert answers(cells, SHARE)[2] == "better"
    found = follow(cells, replace(SHARE, decisions=[out]), as_of=TODAY)
    assert (found.position, found.heading) == ("not_reached", "no_sign")
    assert found.facts["last"]["period"] == "2025-04"


def test_a_decision_about_a_period_that_is_not_there_changes_nothing():
    odd = [Decision(kind, "1999-01", None, "x", "y", TODAY) for kind in ("exclude", "rebase")]
    plain = follow(shares(WAVES), SHARE, as_of=TODAY)
    decided = follow(
        shares(WAVES), Definition("higher", "proportion", "month", 100, aims=SHARE.aims, decisions=odd), as_of=TODAY
    )
    np.testing.assert_array_equal(plain.chart.lines.upper, decided.chart.lines.upper)


def test_five_yearly_values_tell_a_clear_trend():
    year = Definition("higher", "proportion", "year", 100)
    assert answers(yearly([200, 230, 260, 290, 320]), year)[2] == "better"
    assert answers(yearly([300, 302, 299, 301, 300]), year)[2] == "no_sign"
    assert answers(yearly([200, 230, 260, 290]), year)[2:] == ("unknown", "few_points")


def test_yearly_values_without_intervals_cannot_be_told_from_chance():
    cells = [Cell(str(2018 + i), "shown", float(50 + i)) for i in range(7)]
    assert answers(cells, Definition("higher", "proportion", "year", 100))[2:] == ("unknown", "no_limits")


def test_a_range_is_reached_within_and_missed_outside():
    cells = shares(WAVES)

    def within(low, high):
        return answers(cells, Definition("range", "proportion", "month", 100, spread=(low, high)))[:2]

    assert within(10, 90) == ("reached", "")
    assert within(70, 90) == ("not_reached", "")
    assert within(40, 90) == ("unknown", "varies")


def test_of_a_range_nearer_is_better_and_within_it_no_way_is():
    rising = shares([40, 42, 39, 41, 43, 40, 38, 41, 52, 54, 51, 55, 53, 54, 52, 53])

    def way(low, high):
        return answers(rising, Definition("range", "proportion", "month", 100, spread=(low, high)))[2]

    assert way(70, 80) == "better"
    assert way(20, 30) == "worse"
    assert way(20, 80) == "no_sign"


def test_rare_events_are_read_by_their_runs():
    cells = shares([1, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3], 400)
    found = follow(cells, Definition("lower", "proportion", "month", 100), as_of=TODAY)
    assert found.facts["heading"]["method"] == "runs"
    assert found.heading == "no_sign"
    rising = follow(
        shares([1] * 9 + [2, 6] + [7] * 9, 400), Definition("lower", "proportion", "month", 100), as_of=TODAY
    )
    assert rising.heading == "worse"


def seasonal(n=36, *, lift=0.0, noise=1.0, seed=5):
    """Months with a winter; from the last eight on something has changed by `lift`."""
    rng = np.random.default_rng(seed)
    wave = np.array([50 + 15 * np.cos(2 * np.pi * i / 12) for i in range(n)]) + rng.normal(0, noise, n)
    wave[-8:] += lift
    return wave


def test_a_year_that_is_told_beside_its_months_is_not_one_of_them():
    months = shares([*WAVES, *WAVES[:8]])
    both = series([*months, Cell("2024", "shown", 40.0, 480, 1200), Cell("2025", "shown", 40.0, 480, 1200)])
    assert follow(both, SHARE, as_of=TODAY).facts == follow(months, SHARE, as_of=TODAY).facts
    assert [cell.period for cell in follow(both, replace(SHARE, frequency="year"), as_of=TODAY).cells] == [
        "2024",
        "2025",
    ]
    assert len(follow(months, replace(SHARE, frequency="year"), as_of=TODAY).cells) == 24


def test_a_passed_review_and_a_season_are_told():
    found = follow(monthly(seasonal()), Definition("higher", "mean", review_by=date(2025, 1, 1)), as_of=TODAY)
    assert found.facts["notes"] == ["review_passed", "season"]
    assert found.facts["year_ago"]["period"] == "2025-12"


def test_a_season_is_taken_out_before_the_heading_is_read():
    winter = follow(monthly(seasonal()), Definition("lower", "mean"), as_of=TODAY)
    assert (winter.heading, winter.facts["heading"]["method"]) == ("no_sign", "season")
    better = follow(monthly(seasonal(lift=-6)), Definition("lower", "mean"), as_of=TODAY)
    assert better.heading == "better"
    assert better.facts["heading"]["value"] < better.facts["heading"]["centre"]


def test_a_trend_a_shift_and_noise_are_no_season():
    rng = np.random.default_rng(1)
    for _ in range(50):
        noise = rng.normal(0, 1, 48)
        assert not season.has_season(np.arange(48.0))
        assert not season.has_season(np.arange(48) * 0.5 + noise)
        assert not season.has_season(np.where(np.arange(48) > 20, 8.0, 0) + noise)
    assert not season.has_season(np.full(48, 5.0))
    flagged = sum(season.has_season(rng.normal(0, 1, 36)) for _ in range(1000))
    assert flagged < 30  # three in a hundred
    assert not season.has_season(np.full(48, np.nan))


def test_months_that_are_left_out_of_the_file_are_not_taken_for_a_year():
    cells = [cell for cell in monthly(seasonal(40)) if not cell.period.endswith("-07")]
    assert follow(cells, Definition("lower", "mean"), as_of=TODAY).facts["heading"]["method"] == "signs"


def test_limits_of_the_first_values_are_not_asked_where_a_series_is_when_it_has_left_them():
    cells = shares([40, 41, 39, 42] * 3 + [84, 85, 86, 85, 84, 86, 85, 87])
    first = Decision("baseline", "", 12, "Före ändringen", "Styrgruppen", date(2026, 1, 1))
    found = follow(
        cells, Definition("higher", "proportion", "month", 100, aims=SHARE.aims, decisions=[first]), as_of=TODAY
    )
    assert found.heading == "better"
    assert found.facts["position"]["method"] == "interval"
    assert found.position == "unknown"  # 87 of 100: it may be just under 80


@pytest.mark.parametrize("kind", ["xmr", "run", "p", "pp", "u", "up", "ip", "c", "i", "t", "g"])
def test_a_chart_that_does_not_suit_the_figures_gives_way_to_one_that_does(kind):
    for cells in (shares(WAVES), monthly([-3.0, 2.5] * 8), shares([]), monthly([None] * 3)):
        follow(cells, Definition("higher", "proportion", "month", 100, chart=kind), as_of=TODAY)


def test_a_long_constant_series_reaches_its_own_value():
    cells = [Cell(f"{1900 + i // 12}-{i % 12 + 1:02}", "shown", 5.0) for i in range(1_200)]
    assert answers(cells, Definition("higher", "mean", aims=[Aim(5, date(1890, 1, 1))]))[:3:2] == ("reached", "no_sign")


CELLS = st.lists(
    st.one_of(
        st.tuples(st.just("shown"), st.integers(0, 60)), st.tuples(st.sampled_from(["hidden", "missing"]), st.none())
    ),
    max_size=40,
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=CELLS, polarity=st.sampled_from(["higher", "lower", "range", "neutral", ""]),
    kind=st.sampled_from(["proportion", "rate", "mean", "count", "level", "between"]), with_counts=st.booleans(),
    chosen=st.sampled_from(["auto", "xmr", "p", "ip", "run"]), full=st.booleans(), broken=st.booleans(),
)  # fmt: skip
def test_whatever_is_told_there_are_two_answers_or_reasons(rows, polarity, kind, with_counts, chosen, full, broken):
    cells = []
    for i, (state, x) in enumerate(rows):
        period = f"{2022 + i // 12}-{i % 12 + 1:02}"
        if state != "shown":
            cells.append(Cell(period, state, reason="small" if state == "hidden" else ""))
        elif with_counts:
            cells.append(Cell(period, state, 100 * x / 60, x, 60))
        else:
            cells.append(Cell(period, state, float(x)))
    definition = Definition(
        polarity, kind, "month", 100, spread=(20, 40), aims=[Aim(30, date(2020, 1, 1))], chart=chosen, full_count=full,
        breaks=[Break(date(2023, 6, 1), "Ny fråga")] if broken else [],
    )  # fmt: skip
    found = follow(cells, definition, as_of=TODAY)
    json.dumps(dict(found.facts), allow_nan=False)
    assert (found.position == "unknown") == bool(found.position_why)
    assert (found.heading == "unknown") == bool(found.heading_why)
    assert (found.position == "none") == (found.heading == "none") == (polarity == "neutral")
    if found.position in ("reached", "not_reached"):
        by = found.facts["position"]
        low, high = (by["value"], by["value"]) if by["method"] == "value" else (by["lower"], by["upper"])
        goal = {"higher": (30, np.inf), "lower": (-np.inf, 30), "range": (20, 40)}[polarity]
        inside = goal[0] <= low and high <= goal[1]
        assert inside == (found.position == "reached")
    assert follow(cells, definition, as_of=TODAY).facts == found.facts


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(10, 90), min_size=13, max_size=36))
def test_upside_down_is_the_same_the_other_way(counts):
    """The share who did, where more is better, is the share who did not, where fewer is."""
    there = follow(shares(counts), SHARE, as_of=TODAY)
    back = follow(
        shares([100 - count for count in counts]),
        Definition("lower", "proportion", "month", 100, aims=[Aim(20, date(2020, 1, 1))]), as_of=TODAY,
    )  # fmt: skip
    assert there.heading == back.heading
    near = abs(there.facts["position"]["lower"] - 80) < 1e-6 or abs(there.facts["position"]["upper"] - 80) < 1e-6
    assert near or there.position == back.position
