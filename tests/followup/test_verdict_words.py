"""The two answers in plain words, and how they were counted."""

from __future__ import annotations

import pytest

from followup.analysis.following import Break, Decision, Definition, follow
from followup.enums import Polarity, WhyUnknown
from followup.models import IndicatorVersion
from followup.words.numbers import number, period_words
from followup.words.verdicts import WHY, words
from tests.followup.test_following import SHARE, TODAY, WAVES, shares, yearly

VERSION = IndicatorVersion(unit_label="%", decimals=0, multiplier=100, polarity=Polarity.HIGHER)


def said(cells, definition):
    return words(follow(cells, definition, as_of=TODAY), VERSION)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_where_it_is_is_told_with_value_target_and_limits():
    found = said(shares(WAVES), SHARE)
    assert found.position == "Når inte målet"
    assert plain(found.position_because) == (
        "39 %, april 2025. Målet är minst 80 %. Värdena brukar ligga inom 33,9–46,7 %, och inget av det når målet."
    )
    assert plain(found.heading_because) == "Värdena varierar så som slumpen brukar ge, 33,9–46,7 %."
    assert found.can_tell_position
    assert found.can_tell_heading


def test_few_measurements_are_told_with_how_many_are_needed():
    found = said(shares([40, 41, 45]), SHARE)
    assert found.heading == "Kan inte avgöras"
    assert found.heading_because == "3 mätningar finns. 12 behövs."
    assert said(yearly([200]), Definition("higher", "proportion", "year", 100)).heading_because == (
        "En mätning finns. 5 behövs."
    )


def test_every_number_behind_is_told():
    found = said(shares(WAVES), SHARE)
    names = [line.name for line in found.method]
    assert names == [
        "Räknat den", "Värden som visas", "Det senaste värdet bygger på", "Diagram", "Mål", "Läge", "Seriens gränser",
        "Riktning", "Värden som riktningen bygger på", "Mittlinje", "Gränser vid det senaste värdet",
        "Samma månad året före", "Räknesättets version",
    ]  # fmt: skip
    assert "39 av 100" in [line.value for line in found.method]


def test_a_break_and_a_decision_are_told_with_their_reason():
    broken = Definition("higher", "proportion", "month", 100, breaks=[Break(TODAY.replace(2025, 2, 1), "Ny fråga.")])
    found = said(shares(WAVES), broken)
    assert found.heading_because == "Definitionen ändrades 1 februari 2025: Ny fråga. 3 mätningar finns. 12 behövs."
    since = Decision("rebase", "2025-02", None, "Nytt arbetssätt", "Styrgruppen", TODAY)
    found = said(shares(WAVES), Definition("higher", "proportion", "month", 100, decisions=[since]))
    line = next(line for line in found.method if line.name == "Räknas från")
    assert line.value == "februari 2025, för att ny mittlinje är beslutad (Nytt arbetssätt). 3 värden sedan dess."


def test_a_volume_is_told_to_be_one():
    found = said(shares(WAVES), Definition("neutral", "proportion", "month", 100))
    assert found.position == "Inget mål (volym)"
    assert "varken bra eller dåligt" in found.position_because


def test_nothing_told_has_words_too():
    assert words(None, VERSION).position == "Kan inte avgöras"


@pytest.mark.parametrize("why", WhyUnknown.values)
def test_every_reason_has_its_words(why):
    assert bool(str(WHY[WhyUnknown(why)])) == bool(why)


def test_trend_runs_and_signs_all_have_words():
    assert (
        "tydlig ökning"
        in said(yearly([200, 230, 260, 290, 320]), Definition("higher", "proportion", "year", 100)).heading_because
    )
    shift = shares([40, 42, 39, 41, 43, 40, 38, 41, 52, 54, 51, 55, 53, 54, 52, 53])
    assert "Det går åt det håll som är önskat." in said(shift, SHARE).heading_because
    rare = shares([1] * 9 + [2, 6] + [7] * 9, 400)
    assert "Medianen var" in said(rare, Definition("lower", "proportion", "month", 100)).heading_because


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2024", "2024"), ("2024-H2", "andra halvåret 2024"), ("2024-T1", "tertial 1 2024"),
     ("2024-Q3", "kvartal 3 2024"), ("2024-03", "mars 2024")],
)  # fmt: skip
def test_periods_in_words(period, expected):
    assert period_words(period) == expected


def test_numbers_have_a_comma_a_minus_and_no_negative_nought():
    assert number(62.345, 1) == "62,3"
    assert number(-0.01, 1) == "0,0"
    assert number(-3.4, 1) == "\N{MINUS SIGN}3,4"
