"""Yearly series: the recent trend, and from eight values on also an XmR chart with preliminary limits (methods 2.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from followup.analysis.by_chance import signs_by_chance
from followup.analysis.cells import Cell
from followup.analysis.following import Aim, Break, Definition, follow
from tests.followup.test_following import TODAY, yearly

PLAIN = Definition("higher", "mean", "year", aims=[Aim(60, date(2010, 1, 1))], full_count=True)
EIGHT = [50, 52, 49, 51, 50, 53, 51, 50]


def plainly(values, first=2018):
    """Yearly values of which nobody says how many they are made of."""
    return [Cell(str(first + i), "missing" if value is None else "shown", value) for i, value in enumerate(values)]


def test_eight_yearly_values_have_preliminary_limits():
    found = follow(plainly(EIGHT), PLAIN, as_of=TODAY)
    assert (found.position, found.heading, found.heading_why) == ("not_reached", "no_sign", "")
    assert found.facts["chart"]["kind"] == "xmr"
    assert (found.facts["position"]["method"], found.facts["position"]["preliminary"]) == ("limits", True)
    assert (found.facts["heading"]["method"], found.facts["heading"]["preliminary"]) == ("signs", True)
    assert "preliminary" in found.facts["notes"]
    assert "8 årsvärden" in found.chart.reason
    assert any("Preliminära gränser" in warning for warning in found.chart.warnings)


@pytest.mark.parametrize("values", [EIGHT[:7], [*EIGHT[:4], None, *EIGHT[5:]]])
def test_seven_cannot_tell(values):
    found = follow(plainly(values), PLAIN, as_of=TODAY)
    assert (found.heading, found.heading_why) == ("unknown", "no_limits" if None not in values else "few_points")
    assert found.facts["position"]["method"] == "value"
    assert "preliminary" not in found.facts["notes"]


def test_thirteen_are_no_longer_preliminary():
    found = follow(plainly([*EIGHT, 52, 49, 51, 50, 52], first=2013), PLAIN, as_of=TODAY)
    assert found.facts["heading"]["method"] == "signs"
    assert "preliminary" not in found.facts["notes"]
    assert "preliminary" not in found.facts["heading"]


def test_a_last_value_outside_is_a_sign():
    found = follow(plainly([50, 51, 50, 51, 50, 51, 50, 70]), PLAIN, as_of=TODAY)
    assert (found.heading, found.facts["heading"]["signal"]) == ("better", "above_limit")
    worse = follow(plainly([50, 51, 50, 51, 50, 51, 50, 70]), replace(PLAIN, polarity="lower"), as_of=TODAY)
    assert worse.heading == "worse"


def test_months_and_halves_still_need_twelve():
    months = [Cell(f"2026-{i + 1:02}", "shown", float(value)) for i, value in enumerate(EIGHT)]
    found = follow(months, replace(PLAIN, frequency="month"), as_of=TODAY)
    assert (found.heading, found.heading_why) == ("unknown", "few_points")
    halves = [Cell(f"{2022 + i // 2}-H{i % 2 + 1}", "shown", float(value)) for i, value in enumerate(EIGHT)]
    found = follow(halves, replace(PLAIN, frequency="half"), as_of=TODAY)
    assert (found.heading, found.heading_why) == ("unknown", "no_limits")


def test_a_break_begins_the_count_anew():
    broken = replace(PLAIN, breaks=[Break(date(2021, 1, 1), "Ny definition")])
    found = follow(plainly(EIGHT), broken, as_of=TODAY)
    assert (found.heading, found.heading_why) == ("unknown", "no_limits")
    assert found.facts["position"]["method"] == "value"


def test_with_counts_both_are_asked_and_the_interval_still_tells_where_it_is():
    share = Definition("higher", "proportion", "year", 100, aims=[Aim(80, date(2010, 1, 1))])
    found = follow(yearly([200, 204, 199, 201, 203, 200, 198, 202]), share, as_of=TODAY)
    assert (found.heading, found.facts["heading"]["method"]) == ("no_sign", "trend")
    assert found.facts["heading"]["also"]["method"] == "signs"
    assert found.facts["position"]["interval"] == "wilson"
    rising = follow(yearly([200, 200, 201, 200, 230, 260, 290, 320]), share, as_of=TODAY)
    assert (rising.heading, rising.facts["heading"]["method"]) == ("better", "trend")
    both = signs_by_chance([(found.heading, found.facts)])
    assert both.expected.signs > 0.002  # two ways to a false sign, not one


RISING = [Cell(str(2016 + i), "shown", value) for i, value in enumerate([52, 55, 57, 60, 62, 66, 69, 74, 77, 81.0])]


def test_limits_that_the_last_value_has_left_do_not_say_that_the_target_is_missed():
    """A series that has risen past its target is not where its limits were."""
    aimed = Definition("higher", "proportion", "year", 100, aims=[Aim(80, date(2020, 1, 1))])
    found = follow(RISING, aimed, as_of=date(2026, 9, 1))
    assert found.facts["position"]["upper"] < 80 < RISING[-1].value
    assert (found.position, found.position_why, found.heading) == ("unknown", "varies", "better")
    assert found.facts["position"]["method"] == "left"
    full = follow(RISING, replace(aimed, full_count=True), as_of=date(2026, 9, 1))
    assert (full.position, full.facts["position"]["method"]) == ("reached", "value")
    below = follow(RISING[:-1], aimed, as_of=date(2026, 9, 1))
    assert (below.position, below.facts["position"]["method"]) == ("not_reached", "limits")
