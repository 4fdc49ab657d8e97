"""Many journeys counted together, against a slow way of counting the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.analysis import rollup
from journeys.analysis.rollup import Range, Share
from tests.journeys.rollup_reference import low_parts, shares, when

GRADES = st.sampled_from(["assumed", "told", "observed", "measured"])
FEELINGS = st.none() | st.integers(-2, 2)
DATES = st.dates(date(2025, 1, 1), date(2025, 6, 30))
DONE = date(2025, 3, 15)
GAP = {"kind": "wait", "from_kind": "region", "to_kind": "municipality", "border": True, "grade": "told",
       "feeling": None, "days_planned": None, "days_told": None, "days_measured": None, "carried_by": "",
       "on": None}  # fmt: skip
STEP = {"meets": "region", "grade": "told", "feeling": None, "moment": ""}


@st.composite
def worlds(draw):
    """Journeys, their gaps and their steps, as rows."""
    journeys, gaps, steps = [], [], []
    for pk in range(draw(st.integers(0, 6))):
        began = draw(st.none() | DATES)
        journeys.append({
            "journey": pk, "source": draw(st.sampled_from(["told", "observed"])),
            "county": draw(st.sampled_from(["", "17", "18"])), "began": began and began.replace(day=1),
        })  # fmt: skip
        for n in range(draw(st.integers(0, 3))):
            gaps.append(GAP | {
                "part": f"g{pk}{n}", "journey": pk, "kind": draw(st.sampled_from(["wait", "burden"])),
                "to_kind": draw(st.sampled_from(["", "municipality"])), "border": draw(st.booleans()),
                "grade": draw(GRADES), "feeling": draw(FEELINGS), "days_told": draw(st.none() | st.integers(0, 90)),
                "carried_by": draw(st.sampled_from(["", "person", "relative", "nobody"])),
                "on": draw(st.none() | DATES),
            })  # fmt: skip
        for n in range(draw(st.integers(0, 3))):
            steps.append(STEP | {
                "part": f"s{pk}{n}", "journey": pk, "meets": draw(st.sampled_from(["", "region", "region+state"])),
                "grade": draw(GRADES), "feeling": draw(FEELINGS), "moment": draw(st.sampled_from(["", "worst"])),
            })  # fmt: skip
    return journeys, gaps, steps


def framed(rows, columns):
    return rollup.framed([[row[name] for name in columns] for row in rows], columns)


def frames(journeys, gaps, steps=()):
    return framed(journeys, rollup.JOURNEYS), framed(gaps, rollup.GAPS), framed(steps, rollup.STEPS)


def people(*rows):
    return rollup.framed(rows, rollup.PEOPLE)


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_the_same_gaps_are_counted_as_one_by_one(world):
    journeys, gaps, _steps = world
    j, g, _s = frames(*world)
    found = {row.sort: row for row in rollup.same_gaps(j, g, people())}
    assert set(found) == {(gap["kind"], gap["from_kind"], gap["to_kind"]) for gap in gaps}
    for sort, row in found.items():

        def same(gap, sort=sort):
            return (gap["kind"], gap["from_kind"], gap["to_kind"]) == sort

        assert [row.told, row.observed] == shares(journeys, gaps, same)
        days = [gap["days_told"] for gap in gaps if same(gap) and gap["grade"] != "assumed"]
        days = [n for n in days if n is not None]
        assert row.told_days == (Range(min(days), max(days), len(days)) if days else None)


@given(worlds())
@settings(max_examples=60, deadline=None)
def test_the_whole_and_the_lows_are_counted_as_one_by_one(world):
    journeys, gaps, steps = world
    j, g, s = frames(*world)
    whole = rollup.whole(j, s, g, people())
    assert [whole.border_told, whole.border_observed] == shares(journeys, gaps, lambda gap: gap["border"])
    assert [whole.carried_told, whole.carried_observed] == shares(
        journeys, gaps, lambda gap: gap["carried_by"] in ("person", "relative")
    )
    parts = [gap | {"what": gap["kind"], "is_gap": True, "moment": ""} for gap in gaps]
    parts += [step | {"what": step["meets"], "is_gap": False} for step in steps]
    felt, low = low_parts(journeys, parts)
    lows = rollup.low_points(j, s, g)
    assert lows.in_gap == shares(felt, low, lambda part: part["is_gap"])[0]
    assert lows.in_step == shares(felt, low, lambda part: not part["is_gap"])[0]
    assert {(row.is_gap, row.what) for row in lows.rows} == {(part["is_gap"], part["what"]) for part in low}
    for row in lows.rows:
        where = (row.is_gap, row.what)
        assert [row.told, row.observed] == shares(felt, low, lambda part, w=where: (part["is_gap"], part["what"]) == w)


@given(worlds(), st.sampled_from(["", "17"]), st.sampled_from([DONE, date(2025, 3, 1)]))
@settings(max_examples=80, deadline=None)
def test_before_and_after_are_counted_as_one_by_one(world, county, done_on):
    journeys, gaps, _steps = world
    sort = ("wait", "region", "municipality")
    j, g, _s = frames(*world)
    again = rollup.again(j, g, sort=sort, county=county, done_on=done_on)
    scope = [journey for journey in journeys if not county or journey["county"] == county]
    like = [
        gap for gap in gaps if (gap["kind"], gap["from_kind"], gap["to_kind"]) == sort and gap["grade"] != "assumed"
    ]
    by_time = {name: [row for row in scope if when(row["began"], done_on) == name] for name in
               ("before", "after", "unclear")}  # fmt: skip
    assert [again.before_told, again.before_observed] == shares(by_time["before"], like, lambda gap: True)
    assert [again.after_told, again.after_observed] == shares(by_time["after"], like, lambda gap: True)
    assert again.unclear.m == len(by_time["unclear"])
    after = {row["journey"] for row in by_time["after"]}
    late = {gap["journey"] for gap in like if gap["on"] and gap["on"] >= done_on} & {row["journey"] for row in scope}
    assert set(again.journeys) == {gap["journey"] for gap in like if gap["journey"] in after} | late
    assert again.late == len(late - after)


def test_one_person_is_one_person_however_many_parts_they_spoke_of():
    j, g, s = frames(
        [{"journey": n, "source": "told", "county": "", "began": None} for n in (1, 2)],
        [GAP | {"part": "a", "journey": 1}, GAP | {"part": "b", "journey": 2}],
        [STEP | {"part": "c", "journey": 1}],
    )
    voices = people(("a", "kim"), ("b", "kim"), ("b", "alex"), ("c", "robin"), ("elsewhere", "sam"))
    assert rollup.same_gaps(j, g, voices)[0].people == 2
    assert rollup.whole(j, s, g, voices).people == 3


def test_what_is_tied_to_a_goal_is_counted_once():
    j, g, s = frames(
        [{"journey": n, "source": "told", "county": "", "began": None} for n in (1, 2)],
        [GAP | {"part": "a", "journey": 1}],
        [STEP | {"part": "c", "journey": 1}, STEP | {"part": "d", "journey": 1}],
    )
    found = rollup.touched(j, s, g, [("a", "x"), ("a", "x"), ("c", "x"), ("d", "y"), ("gone", "z")])
    assert [(row.key, row.steps, row.gaps, row.told) for row in found] == [
        ("x", 1, 1, Share(1, 2)), ("y", 1, 0, Share(1, 2))
    ]  # fmt: skip


@pytest.mark.parametrize(("grade", "told"), [("assumed", Share(0, 1, 1)), ("told", Share(1, 1, 0))])
def test_an_assumption_is_nobodys_story(grade, told):
    j, g, _s = frames(
        [{"journey": 1, "source": "told", "county": "", "began": None}],
        [GAP | {"part": "a", "journey": 1, "grade": grade}],
    )
    assert rollup.same_gaps(j, g, people())[0].told == told
