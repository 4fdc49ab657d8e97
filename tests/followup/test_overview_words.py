"""What several measures come to in words, and when the next figure ought to be there."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.analysis.cells import end_of, months_of, start_of
from followup.analysis.coming import next_due
from followup.analysis.together import together
from followup.enums import Heading, Logic, Polarity, Position
from followup.models import IndicatorVersion, Unit, Verdict
from followup.pages.answers import both, followed_by
from followup.queries.measures import Measure, answer_of

PERIODS = st.one_of(
    st.integers(1900, 2090).map(str),
    st.tuples(st.integers(1900, 2090), st.integers(1, 12)).map(lambda one: f"{one[0]}-{one[1]:02}"),
    st.tuples(st.integers(1900, 2090), st.integers(1, 4)).map(lambda one: f"{one[0]}-Q{one[1]}"),
    st.tuples(st.integers(1900, 2090), st.integers(1, 3)).map(lambda one: f"{one[0]}-T{one[1]}"),
    st.tuples(st.integers(1900, 2090), st.integers(1, 2)).map(lambda one: f"{one[0]}-H{one[1]}"),
)


def test_the_next_figure_comes_when_its_period_has_ended():
    assert next_due("2026-12") == date(2027, 2, 1)
    assert next_due("2024", 90) == date(2026, 4, 1)
    assert next_due("2026-Q4") == date(2027, 4, 1)
    assert next_due("2026-H1", 10) == date(2027, 1, 11)


@given(PERIODS, st.integers(0, 400))
def test_it_is_as_long_after_as_the_period_before_was_counted_day_by_day(period, lag):
    """Slow: month by month from the end of the last."""
    day = end_of(period)
    for _month in range(months_of(period)):
        day = (day + timedelta(days=32)).replace(day=1)
    assert next_due(period, lag) == day + timedelta(days=lag)
    assert start_of(period) < end_of(period) < next_due(period)


# --- Several measures -------------------------------------------------------------------------

HERE = Unit(pk=1, name="Region Exempel", code="X1")


def measure(n, position=None, heading="no_sign", logic=Logic.SERVICE, **whys) -> Measure:
    """A measure with a verdict for HERE; without one where position is None."""
    version = IndicatorVersion(logic=logic, polarity=Polarity.HIGHER, unit_label="%", short_title=f"Mått {n}")
    verdict = Verdict(unit=HERE, position=position or "", heading=heading, facts={}, **whys)
    told = {HERE.pk: verdict} if position else {}
    return Measure(SimpleNamespace(pk=n, kind="prem"), version, None, [], told)  # type: ignore[arg-type]  # stands in for a row


def told(*measures):
    return both(answer_of(measures, HERE), measures, HERE)


def test_one_that_is_missed_is_told_as_n_of_m():
    found = told(
        measure(1, Position.REACHED), measure(2, Position.NOT_REACHED), measure(3, Position.REACHED), measure(4),
    )  # fmt: skip
    assert found.position.title == "Når inte målet"
    assert found.position.because == "2 av 4 mått når sina mål. 1 når inte sitt mål. 1 går inte att bedöma."
    assert found.position.can_tell


def test_measures_that_part_ways_are_no_mean():
    found = told(measure(1, Position.REACHED, Heading.BETTER), measure(2, Position.REACHED, Heading.WORSE))
    assert found.heading.title == "Kan inte avgöras"
    assert not found.heading.can_tell
    assert found.heading.because == "Av 2 mått: 1 förbättras, 1 försämras. Måtten pekar åt olika håll."


def test_none_that_can_be_judged_says_the_commonest_reason():
    unknown = {"position_why": "hidden", "heading_why": "few_points"}
    found = told(
        measure(1, Position.UNKNOWN, Heading.UNKNOWN, **unknown),
        measure(2, Position.UNKNOWN, Heading.UNKNOWN, **unknown),
    )
    assert found.position.because.startswith("Inget av 2 mått går att bedöma ännu.")
    assert "kännas igen" in found.position.because
    assert "för få mätningar" in found.heading.because


@pytest.mark.parametrize("logic", [Logic.PRODUCTION, Logic.SUPPORT])
def test_production_and_support_answer_for_nothing(logic):
    found = told(measure(1, Position.REACHED, Heading.BETTER, logic=logic))
    assert (found.position.can_tell, found.heading.can_tell) == (False, False)
    assert "visar om personer får nytta" in found.position.because


def test_nothing_at_all_says_that_nobody_has_decided():
    assert both(together([]), [], None).position.because == "Ingen har bestämt vad målbilden ska följas med."
    assert followed_by([]) == ""


def test_the_share_is_counted_once_for_each_indicator():
    rows = [measure(1), measure(1), measure(2, logic=Logic.PRODUCTION), measure(3, logic=Logic.SUPPORT)]
    assert followed_by(rows) == "1 av 3 mått visar om personer får nytta."


@given(
    st.lists(
        st.tuples(st.sampled_from(Position.values[:3]), st.sampled_from(Heading.values[:4])), min_size=2, max_size=9
    )
)
def test_what_is_told_adds_up(answers):
    """Slow: count the words' own numbers against the verdicts."""
    rows = [measure(n, *one, position_why="few_points", heading_why="few_points") for n, one in enumerate(answers)]
    found = told(*rows)
    reached = sum(one[0] == "reached" for one in answers)
    missed = sum(one[0] == "not_reached" for one in answers)
    if reached or missed:
        begins = f"{reached} av" if reached else "Inget av" if missed == len(answers) else f"{missed} av"
        assert found.position.because.startswith(f"{begins} {len(answers)} mått")
        assert (f" {missed} når inte" in found.position.because) == bool(missed and reached)
        assert ("går inte att bedöma" in found.position.because) == (reached + missed < len(answers))
        assert found.position.title == ("Når inte målet" if missed else "Når målet")
    else:
        assert not found.position.can_tell
