"""Several measures of one målbild, groups beside their total, a register beside people, and what chance would give."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from followup.analysis import equity
from followup.analysis.beside import pair
from followup.analysis.by_chance import signs_by_chance
from followup.analysis.cells import Cell
from followup.analysis.following import Definition, follow
from followup.analysis.together import together
from hlab.stats.intervals import newcombe
from tests.followup.test_following import SHARE, TODAY, WAVES, shares, yearly

YEARLY = Definition("higher", "proportion", "year", 100)
POSITIONS = ("reached", "not_reached", "unknown", "none")
HEADINGS = ("better", "worse", "no_sign", "unknown", "none")


def test_reached_only_when_all_that_can_be_judged_are():
    assert together([("service", "reached", "better"), ("service", "unknown", "no_sign")]).position == "reached"
    assert together([("service", "reached", "better"), ("service", "not_reached", "better")]).position == "not_reached"


def test_what_is_produced_never_decides():
    found = together([("production", "none", "none"), ("support", "reached", "better")])
    assert (found.position, found.position_why, found.n, found.others) == ("unknown", "no_data", 0, 2)


def test_two_ways_at_once_are_not_one():
    found = together([("service", "reached", "better"), ("service", "reached", "worse")])
    assert (found.heading, found.heading_why) == ("unknown", "apart")
    assert together([("service", "reached", "better"), ("service", "reached", "no_sign")]).heading == "better"


def test_the_commonest_reason_is_told():
    rows = [("service", "unknown", "unknown", why, "few_points") for why in ("varies", "no_target", "varies")]
    found = together(rows)
    assert (found.position_why, found.heading_why) == ("varies", "few_points")


MEASURES = st.tuples(
    st.sampled_from(["service", "production", "support"]), st.sampled_from(POSITIONS), st.sampled_from(HEADINGS)
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MEASURES, max_size=8))
def test_the_order_does_not_matter_and_unknown_says_why(rows):
    found = together(rows)
    assert found == together(rows[::-1])
    assert (found.position == "unknown") == bool(found.position_why)
    assert (found.heading == "unknown") == bool(found.heading_why)
    if found.position == "reached":
        assert found.positions.get("not_reached", 0) == 0
        assert found.judged > 0


def test_a_group_is_held_against_everybody_else():
    cells = [
        Cell("2026", "shown", 60.0, 240, 400),
        Cell("2026", "shown", 50.0, 100, 200, sex="K"), Cell("2026", "shown", 70.0, 140, 200, sex="M"),
        Cell("2026", "shown", 55.0, 55, 100, age="18-29"), Cell("2026", "hidden", age="65+", reason="small"),
        Cell("2026", "shown", 40.0, 4, 10, age="80+"), Cell("2025", "shown", 10.0, 1, 10, sex="K"),
    ]  # fmt: skip
    total, women, men, young, old, oldest = equity.groups(cells, YEARLY)
    assert total.cell.denominator == 400
    assert women.answer == "lower"
    assert men.answer == "higher"
    assert women.apart == -10
    assert women.against_rest == pytest.approx([100 * one for one in newcombe(100, 200, 140, 200)])
    assert young.answer == "same"
    assert (old.answer, old.why, old.n) == ("unknown", "hidden", None)
    assert (oldest.answer, oldest.why) == ("unknown", "few_people")


def test_groups_without_a_total_are_not_compared():
    assert equity.groups([Cell("2026", "shown", 50.0, 100, 200, sex="K")], YEARLY) == []
    without = [Cell("2026", "shown", 60.0), Cell("2026", "shown", 50.0, sex="K")]
    assert equity.groups(without, YEARLY)[1].why == "no_limits"


def test_a_register_and_people_may_say_different_things():
    register = [Cell("2026", "shown", 71.0)]
    people = [Cell("2026-H1", "shown", 33.0, 33, 100)]
    found = pair(register, people, of_register=YEARLY, of_experience=YEARLY)
    assert (found.apart, found.answer, found.same_time) == (38.0, "apart", True)
    assert found.experience.low < 33 < found.experience.high
    near = pair([Cell("2024", "shown", 35.0)], people, of_register=YEARLY, of_experience=YEARLY)
    assert (near.answer, near.same_time) == ("alike", False)


def test_different_scales_and_hidden_figures_are_not_subtracted():
    days = Definition("lower", "median", "year")
    people = [Cell("2026", "shown", 33.0, 33, 100)]
    assert pair([Cell("2026", "shown", 44.0)], people, of_register=days, of_experience=YEARLY).apart is None
    found = pair([Cell("2026", "hidden", reason="small")], people, of_register=YEARLY, of_experience=YEARLY)
    assert (found.apart, found.register.state) == (None, "hidden")
    assert pair([], people, of_register=YEARLY, of_experience=YEARLY).register.state == "missing"


def test_a_list_tells_how_many_signs_chance_would_give():
    still = [follow(shares(WAVES * 2), SHARE, as_of=TODAY) for _ in range(30)]
    some = [
        *still,
        follow(shares([1, 2, 3]), SHARE, as_of=TODAY),
        follow(yearly([200, 230, 260, 290, 320]), YEARLY, as_of=TODAY),
    ]
    found = signs_by_chance((one.heading, one.facts) for one in some)
    assert (found.found, found.asked) == (1, 31)
    assert 0.1 < found.expected.signs < 1.5
    assert not found.is_more
    assert signs_by_chance([]).expected.signs == 0
