"""From cards to a map, as pure values: nothing lost, nothing invented."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys.analysis.document import Step, Voice, emptied
from journeys.analysis.telling import TITLE, Card, actors_of, days_in, headline, is_less_than_nothing, told
from tests.journeys.sample import DOCUMENT

TITLES = {"wait": "Väntan", "handover": "Överlämning"}
CODES = st.sampled_from(["", "wait", "handover"])
ONE = st.tuples(
    st.integers(1, 9), st.sampled_from(["", "Vårdcentralen", "vårdcentralen ", "Alex", "Kommunen"]), CODES,
    st.sampled_from(["", "tre veckor"]), st.sampled_from([None, 0, 21]),
)  # fmt: skip


def cards_of(rows):
    return [
        Card(f"n{n}", f"Sak {n}", phase, who=who, gap_kind=kind, gap_words=words, gap_days=days)
        for n, (phase, who, kind, words, days) in enumerate(rows)
    ]


def made(cards, names=("Före", "Under", "Efter")):
    return told(
        sorted(cards, key=lambda card: min(card.phase, len(names))), names, title="Alex väg", question="Var?",
        person="Alex", person_kind="teller", gap_titles=TITLES,
    )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(ONE, max_size=6))
def test_every_card_is_one_step_with_its_voice_and_gaps_are_only_those_that_were_told(rows):
    cards = cards_of(rows)
    document = made(cards)
    assert sorted(step.key for step in document.steps) == sorted(card.note for card in cards)
    assert all(step.voices == (Voice(step.key),) and step.grade == "told" for step in document.steps)
    assert {gap.after for gap in document.gaps} == {card.note for card in cards if card.says_gap}
    order = [step.key for step in document.steps]
    for gap in document.gaps:
        following = order.index(gap.after) + 1
        assert gap.before == (order[following] if following < len(order) else "")
    names = [actor.name.casefold().strip() for actor in document.actors]
    assert len(set(names)) == len(names) and sum(actor.is_person for actor in document.actors) == 1
    known = {actor.key for actor in document.actors}
    assert all(set(step.actors) <= known for step in document.steps)


@given(st.text())
def test_a_title_has_room_and_what_it_could_not_hold_is_kept(text):
    title = headline(text)
    assert len(title) <= TITLE and "\n" not in title


def test_a_long_telling_is_called_by_its_first_line_or_sentence():
    assert headline("Ringde vårdcentralen\nDe svarade inte.") == "Ringde vårdcentralen"
    assert headline("Ringde vårdcentralen. " + "Ingen svarade där på hela dagen. " * 5) == "Ringde vårdcentralen"
    assert headline("ord " * 60).endswith("ord…")
    (step,) = made([Card("a", "Ringde\nIngen svarade.")]).steps
    assert (step.title, step.cells) == ("Ringde", {"person": "Ringde\nIngen svarade."})
    (step,) = made([Card("a", "Ringde.")]).steps
    assert (step.title, step.cells) == ("Ringde", {})


def test_a_gap_lies_between_those_who_were_there():
    cards = [
        Card("a", "Ringde", who="Vårdcentralen", who_kind="region", gap_words="tre veckor"),
        Card("b", "Kom dit", who="vårdcentralen", gap_days=3),
        Card("c", "Flyttade", who="Kommunen", gap_kind="handover", gap_carried="relative"),
        Card("d", "Väntar ännu"),
    ]
    document = made(cards)
    assert [(actor.name, actor.kind) for actor in document.actors] == [
        ("Alex", "person"), ("Vårdcentralen", "region"), ("Kommunen", "other"),
    ]  # fmt: skip
    assert [(gap.kind, gap.from_actor, gap.to_actor) for gap in document.gaps] == [
        ("wait", "a2", ""), ("wait", "a2", "a3"), ("handover", "a3", ""),
    ]  # fmt: skip
    assert document.gaps[2].title == "Överlämning" and document.gaps[2].carried_by == "relative"


def test_the_person_is_one_actor_however_they_are_named():
    assert len(actors_of([Card("a", "x", who="alex"), Card("b", "x", who="ALEX.")], "Alex")) == 1


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("tre veckor", 21), ("3 veckor", 21), ("Ungefär två månader", 61), ("ett halvår", 183), ("Samma dag", 0),
        ("1,5 år", 548), ("ett år", 365), ("två dygn", 2), ("i en och en halv månad", 46), ("24 timmar", 1),
        ("några veckor", None), ("2–3 veckor", None), ("för länge", None), ("-3 dagar", None), ("", None),
        ("300 år", None), ("tre veckor och två dagar", None), ("dagar", None),
    ],
)  # fmt: skip
def test_how_long_in_days_where_it_is_one_number(words, days):
    assert days_in(words) == days


@given(st.integers(0, 36500))
def test_days_are_the_days_that_were_said(days):
    assert days_in(f"{days} dagar") == timedelta(days=days).days


@given(st.text())
def test_any_words_at_all_are_a_number_of_days_or_none(words):
    days = days_in(words)
    assert days is None or days >= 0
    assert isinstance(is_less_than_nothing(words), bool)


def test_less_than_nothing_is_told_from_a_range():
    assert (
        is_less_than_nothing("-3 dagar") and is_less_than_nothing(" −3 dagar") and is_less_than_nothing("minus 3 dagar")
    )
    assert not is_less_than_nothing("2-3 dagar") and not is_less_than_nothing("– länge")


def test_what_was_taken_back_is_an_empty_chair_and_no_gap():
    document = made([Card("a", "Ringde", gap_words="tre veckor", feeling=-2), Card("b", "Kom dit", gap_days=3)])
    left = emptied(document, frozenset({"a"}), title="Borta")
    assert [step.title for step in left.steps] == ["Borta", "Kom dit"]
    assert left.steps[0] == Step(document.steps[0].key, "Borta")
    assert [gap.after for gap in left.gaps] == ["b"]
    assert "Ringde" not in repr(left) and "tre veckor" not in repr(left)
    assert emptied(DOCUMENT, frozenset({"a"}), title="Borta") == DOCUMENT
    assert emptied(document, frozenset(), title="Borta") is document
