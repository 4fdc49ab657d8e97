"""The few numbers of a way: a value, or nothing at all."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys.analysis.document import Gap, Phase, Step
from journeys.analysis.facts import Borders, Held, Retold, Span, Waited, facts
from tests.journeys.sample import DOCUMENT, GAPS, STEPS


def of(steps=STEPS, gaps=GAPS):
    return facts(replace(DOCUMENT, phases=(Phase("f1", "Allt", tuple(steps)),), gaps=tuple(gaps), links=()))


def test_the_sample():
    found = facts(DOCUMENT)
    assert found.span == Span(131, "Ringer vårdcentralen", "SIP-möte")
    assert found.waited == Waited(47, "steps", 1, 2)  # the other gap ends in a step that has no day
    assert found.retold == Retold(2, least=True)  # the other gap does not say
    assert found.borders == Borders(1, (("a3", "a4"),), 0)
    assert found.held == Held(("relative",), 2, 2)


def test_what_nobody_has_said_is_not_told():
    bare = [Step("s1", "Ett"), Step("s2", "Två")]
    found = of(bare, [Gap("m1", "s1", "wait", "Tyst", before="s2")])
    assert (found.span, found.waited, found.retold, found.borders, found.held) == (None,) * 5
    assert of([], []).span is None


def test_one_day_is_no_stretch_of_time():
    assert of([replace(STEPS[0], from_day=3), Step("s2", "Två")], ()).span is None


def test_days_of_gaps_are_summed_within_one_measure_the_best_known_that_most_gaps_have():
    steps = [Step("s1", "Ett"), Step("s2", "Två")]
    gaps = [
        Gap("m1", "s1", "wait", "Ett", days_planned=5, days_told=10, days_measured=20, measured_source="x"),
        Gap("m2", "s2", "wait", "Två", days_planned=7, days_told=30),
    ]
    assert of(steps, gaps).waited == Waited(40, "told", 2, 2)
    assert of(steps, gaps[:1]).waited == Waited(20, "measured", 1, 1)


def test_no_answer_is_no_no():
    unknown = replace(GAPS[0], retold="unknown", retold_times=None)
    no = replace(GAPS[1], retold="no")
    assert of(gaps=[unknown]).retold is None
    assert of(gaps=[no]).retold == Retold(0, least=False)
    assert of(gaps=[unknown, no]).retold == Retold(0, least=True)


def test_two_who_held_it_as_often_are_both_told():
    gaps = [replace(GAPS[0], carried_by="nobody"), GAPS[1], replace(GAPS[1], key="m3", carried_by="unknown")]
    assert of(gaps=gaps).held == Held(("relative", "nobody"), 1, 2)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), min_size=1, max_size=6))
def test_days_that_two_gaps_share_count_once(stretches):
    steps, gaps = [Step("s0", "Först", from_day=0), Step("z", "Sist", from_day=100)], []
    for n, (start, long) in enumerate(stretches):
        steps += [Step(f"a{n}", "a", from_day=start), Step(f"b{n}", "b", from_day=start + long)]
        gaps.append(Gap(f"m{n}", f"a{n}", "wait", "x", before=f"b{n}"))
    days = {day for start, long in stretches for day in range(start, start + long)}
    assert of(steps, gaps).waited == Waited(len(days), "steps", len(gaps), len(gaps))
