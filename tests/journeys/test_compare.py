"""Two journeys held against each other: how steps are matched, and what is said of the differences."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.analysis.compare import align, compare, dice
from journeys.analysis.document import Actor, Document, Phase, Step
from journeys.comparing import on_page
from tests.journeys.sample import ACTORS, DOCUMENT, GAPS, STEPS, large


def of(*titles: str, phase: str = "Fas", **fields) -> Document:
    steps = tuple(Step(f"s{n}", title) for n, title in enumerate(titles, start=1))
    return replace(DOCUMENT, actors=(), phases=(Phase("f1", phase, steps),), gaps=(), links=(), **fields)


def matched(found) -> list[tuple[str, str]]:
    return [(pair.a.title if pair.a else "", pair.b.title if pair.b else "") for pair in found.steps]


# --- Alignment ----------------------------------------------------------------------------------


def best(gain: np.ndarray) -> int:
    """The largest sum, tried every way."""

    @cache
    def of_rest(i: int, j: int) -> int:
        if i == gain.shape[0] or j == gain.shape[1]:
            return 0
        both = of_rest(i + 1, j + 1) + max(0, int(gain[i, j]))
        return max(of_rest(i + 1, j), of_rest(i, j + 1), both)

    return of_rest(0, 0)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 7), st.integers(0, 7), st.data())
def test_the_alignment_is_the_best_there_is(n, m, data):
    cells = data.draw(st.lists(st.integers(-500, 500), min_size=n * m, max_size=n * m))
    gain = np.array(cells, dtype=np.int64).reshape(n, m)
    pairs = align(gain)
    assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(pairs))
    assert all(gain[i, j] > 0 for i, j in pairs)
    assert sum(int(gain[i, j]) for i, j in pairs) == best(gain)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sets(st.sampled_from("abcdef")), max_size=6), st.lists(st.sets(st.sampled_from("abcdef")), max_size=6)
)
def test_the_coefficient_of_dice(one, other):
    found = dice(one, other)
    for i, left in enumerate(one):
        for j, right in enumerate(other):
            size = len(left) + len(right)
            assert found[i, j] == (2000 * len(left & right) // size if size else 0)


# --- Steps --------------------------------------------------------------------------------------


def test_a_map_is_the_same_as_itself():
    found = compare(DOCUMENT, DOCUMENT)
    assert all(pair.both and pair.sure and not pair.moved and pair.a is pair.b for pair in found.steps)
    assert all(pair.a is pair.b and pair.sure for pair in found.gaps)
    assert all(pair.a is pair.b for pair in found.actors)
    assert all(row.a == row.b for row in found.kinds)


def test_other_endings_of_the_same_words_are_likely_and_other_words_are_not_matched():
    found = compare(of("Ringer vårdcentralen", "Får ett brev"), of("Ringde till vårdcentralen", "Äter frukost"))
    assert matched(found) == [
        ("Ringer vårdcentralen", "Ringde till vårdcentralen"), ("Får ett brev", ""), ("", "Äter frukost"),
    ]  # fmt: skip


def test_titles_that_share_no_word_are_never_matched_however_alike_the_rest():
    one = replace(DOCUMENT, gaps=(), links=(), phases=(Phase("f", "Fas", (Step("s", "Ringer", ("a1", "a2")),)),))
    other = replace(one, phases=(Phase("f", "Fas", (Step("s", "Väntar", ("a1", "a2")),)),))
    assert compare(one, other).matched == 0


def test_the_same_title_twice_is_only_likely():
    found = compare(of("Besök", "Besök"), of("Besök", "Besök"))
    assert [(pair.both, pair.sure) for pair in found.steps] == [(True, False), (True, False)]
    assert found.unsure == 2


def test_a_step_in_another_place_is_the_same_step_moved():
    found = compare(of("Ringer", "Besök", "Möte"), of("Besök", "Möte", "Ringer"))
    assert sorted(matched(found)) == [("Besök", "Besök"), ("Möte", "Möte"), ("Ringer", "Ringer")]
    assert [pair.a.title for pair in found.steps if pair.moved] == ["Ringer"]


def test_what_is_left_over_and_much_alike_is_likely_the_same_moved():
    found = compare(of("SIP-möte", "Ringer"), of("Ringer", "SIP-möte och fast kontakt"))
    assert [(pair.both, pair.sure, pair.moved) for pair in found.steps] == [(True, False, True), (True, True, False)]


def test_what_is_left_over_and_fits_two_is_not_matched():
    found = compare(of("Brev", "Ringer", "Möte"), of("Ringer", "Möte", "Brev", "Brev"))
    assert [pair.both for pair in found.steps if pair.a and pair.a.title == "Brev"] == [False]


def test_steps_only_one_has_stand_where_it_has_them():
    found = compare(of("Ringer", "Möte"), of("Ringer", "Väntrum", "Möte", "Brev"))
    assert matched(found) == [("Ringer", "Ringer"), ("", "Väntrum"), ("Möte", "Möte"), ("", "Brev")]


WORDS = st.lists(st.sampled_from(["Ringer", "Besök", "Möte", "Brev hem", "Brev", "Det är", ""]), max_size=6)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS)
def test_every_step_stands_in_one_row_and_both_ways_round_match_as_many(one, other):
    a, b = of(*one), of(*other)
    found = compare(a, b)
    assert sorted(pair.a.key for pair in found.steps if pair.a) == sorted(step.key for step in a.steps)
    assert sorted(pair.b.key for pair in found.steps if pair.b) == sorted(step.key for step in b.steps)
    assert [pair.a.key for pair in found.steps if pair.a] == [step.key for step in a.steps]
    assert found == compare(a, b)


def test_what_is_not_said_of_actors_is_no_unlikeness():
    one = replace(DOCUMENT, gaps=(), links=())
    other = replace(one, actors=(), phases=tuple(
        replace(phase, steps=tuple(replace(step, actors=()) for step in phase.steps)) for phase in one.phases
    ))  # fmt: skip
    assert all(pair.both and pair.sure for pair in compare(one, other).steps)


# --- Gaps and actors ----------------------------------------------------------------------------


def test_gaps_of_another_kind_at_the_same_place_are_likely():
    found = compare(DOCUMENT, replace(DOCUMENT, gaps=(replace(GAPS[0], kind="handover"), GAPS[1])))
    assert [(pair.a.title, pair.b.title, pair.sure) for pair in found.gaps] == [
        ("Ingen hör av sig", "Ingen hör av sig", False), ("Ingen tar över", "Ingen tar över", True),
    ]  # fmt: skip
    kinds = {(row.kind, row.from_kind, row.to_kind): (row.a, row.b) for row in found.kinds}
    assert kinds == {
        ("wait", "region", "region"): (1, 0), ("handover", "region", "region"): (0, 1),
        ("responsibility", "region", "municipality"): (1, 1),
    }  # fmt: skip


def test_actors_of_two_counties():
    """The same kind and much the same name is likely the same; the person is always the person."""
    there = (
        Actor("b1", "Kim", "person", is_person=True), Actor("b2", "Vårdcentralen Norr", "region"),
        Actor("b3", "Socialkontoret", "municipality"), Actor("b4", "Kyrkan", "civil_society"),
    )  # fmt: skip
    found = compare(DOCUMENT, replace(DOCUMENT, actors=there, phases=(), gaps=(), links=()))
    names = [(pair.a and pair.a.name, pair.b and pair.b.name, pair.sure) for pair in found.actors]
    assert names == [
        ("Alex", "Kim", True), ("Vårdcentralen", "Vårdcentralen Norr", False), ("Psykiatrin", None, True),
        ("Socialkontoret", "Socialkontoret", True), (None, "Kyrkan", True),
    ]  # fmt: skip


# --- What is said -------------------------------------------------------------------------------


def changed(**fields) -> Document:
    """The sample with another second step."""
    steps = (STEPS[0], replace(STEPS[1], **fields), *STEPS[2:])
    return replace(DOCUMENT, phases=(Phase("f1", "Söker hjälp", steps[:1]), Phase("f2", "Faller emellan", steps[1:2]),
                                     Phase("f3", "Någon håller ihop", steps[2:])))  # fmt: skip


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        (changed(feeling=1), [("Känsla, lättare i den andra", "Mycket tungt (−2)", "Bra (1)")]),
        (changed(channel="video"), [("Hur", "Möte på plats", "Video")]),
        (changed(actors=("a1", "a2")), [("Vilka som är med", "Alex, Psykiatrin", "Alex, Vårdcentralen")]),
        (changed(feeling=None, channel="", actors=(), from_day=None, to_day=None), []),
    ],
)
def test_only_what_both_say_is_a_difference(other, rows):
    found = on_page(DOCUMENT, other)
    assert [row for step in found["steps"] for row in step["rows"]] == rows


def test_planned_and_told_are_not_taken_from_each_other_and_kinds_are_named():
    found = on_page(DOCUMENT, replace(DOCUMENT, title="Som det var tänkt", kind="planned"))
    assert any("berättad och planerad" in sentence for sentence in found["limits"])
    assert any("inte dragna från varandra" in sentence for sentence in found["limits"])
    numbers = [(number["label"], number["text"]) for number in found["days"][1]["numbers"]]
    told = ("Berättat", "60, ”två månader”")
    assert numbers[:4] == [("Planerat", "7"), ("Planerat", "7"), told, told]


def test_two_counties_are_named():
    found = on_page(DOCUMENT, replace(DOCUMENT, county="01"))
    assert "Värmlands län och Stockholms län" in " ".join(found["limits"])
    assert "län" not in " ".join(on_page(DOCUMENT, replace(DOCUMENT, county=""))["limits"])


def test_a_median_of_few_is_hidden_in_both_parts():
    few = replace(DOCUMENT, gaps=(replace(GAPS[0], days_measured=987, measured_n=3), GAPS[1]))
    found = on_page(few, DOCUMENT)
    pages = [render_to_string(f"journeys/{name}.html", {"found": found}) for name in ("_differences", "_side_by_side")]
    assert all("987" not in page for page in pages)
    assert "Dolt" in pages[0] and "dolt, för få personer" in pages[1]


@pytest.mark.parametrize(
    ("one", "other", "title"),
    [
        (of("Ringer"), of("Frukost"), "Inga steg liknar varandra så mycket att de går att para ihop"),
        (DOCUMENT, replace(DOCUMENT, title="B", gaps=()), "”Alex väg till hjälp” har 2 mellanrum, ”B” har 0"),
        (of("Ringer"), of("Ringer", "Möte"),
         "Lika många mellanrum, men inte samma steg: 0 finns bara i den ena, 1 bara i den andra"),
        (DOCUMENT, changed(feeling=1), "Samma steg och lika många mellanrum, men något skiljer i stegen"),
        (DOCUMENT, DOCUMENT, "Samma steg, och lika många mellanrum"),
        (of(), of(), "Inga steg liknar varandra så mycket att de går att para ihop"),
    ],
)  # fmt: skip
def test_the_heading_is_the_first_thing_that_is_so(one, other, title):
    assert on_page(one, other)["title"] == title


def test_every_gap_stands_once_side_by_side():
    big = large(4, 20, 10)
    found = on_page(big, replace(big, gaps=big.gaps[::2]))
    rows = [row for n in range(1, 3) for row in on_page(big, replace(big, gaps=big.gaps[::2]), page=str(n))["rows"]]
    assert sum(row["is_gap"] for row in rows) == 10 and len(rows) == 30
    assert found["rows"].paginator.count == 30


def test_titles_from_people_are_shown_and_never_run():
    found = on_page(of("<script>x</script>"), of("<script>y</script>", title="<script>"))
    page = "".join(
        render_to_string(f"journeys/{name}.html", {"found": found}) for name in ("_differences", "_side_by_side")
    )
    assert "<script" not in page


def test_the_largest_maps_can_be_compared():
    big = large(40, 800, 200)
    found = compare(big, replace(big, actors=ACTORS))
    assert len(found.steps) == 800 and found.matched == 800
