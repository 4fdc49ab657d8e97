"""The curve of how it felt, and the gaps as lengths: layout, headings, and what few persons hide."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.analysis import curve, timeline
from journeys.analysis.curve import LETTER, NARROW, PLOT, Mark
from journeys.analysis.document import Phase, Step, Voice
from journeys.charts import feeling_curve, gaps_told
from tests.journeys.sample import DOCUMENT, GAPS, STEPS, large

VALUES = st.one_of(st.none(), st.integers(-2, 2))
MARKS = st.lists(
    st.builds(
        Mark, key=st.just("x"), title=st.text("abc ", min_size=1, max_size=40), value=VALUES,
        label=st.sampled_from(["", "Tungt", "Avvaktande", "Varken eller"]), is_gap=st.booleans(), guess=st.booleans(),
        track=st.sampled_from(["", "", "Systern"]),
    ),
    max_size=130,
)  # fmt: skip


def only(*felt, gaps=(), **fields):
    """A way of steps that felt so."""
    steps = tuple(Step(f"s{n}", f"Steg {n}", feeling=value, grade="told") for n, value in enumerate(felt, start=1))
    return replace(DOCUMENT, phases=(Phase("f1", "Fas", steps),), gaps=gaps, links=(), **fields)


def numbers(path: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?[\d.]+", path)]


def boxes(labels):
    for label in labels:
        wide, x, y = LETTER * len(label.text), float(label.x), float(label.y)
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[label.anchor]
        yield (left, y - 12, left + wide, y + 3)


# --- The picture --------------------------------------------------------------------------------


def test_marks_lie_where_the_design_has_them():
    """06-resa.html: −2 at y 210, 2 at y 26; on a phone at x 58 and 210."""
    marks = [Mark("a", "A", -2), Mark("b", "B", 2)]
    assert [dot.y for dot in curve.wide(marks).dots] == ["210.0", "26.0"]
    assert [dot.x for dot in curve.narrow(marks).dots] == ["58.0", "210.0"]


@settings(max_examples=60, deadline=None)
@given(MARKS)
def test_no_words_lie_on_each_other_or_outside(marks):
    for picture, most in ((curve.wide(marks), PLOT), (curve.narrow(marks), NARROW)):
        found = list(boxes(picture.labels))
        assert all(left >= -1 and right <= most + 1 for left, _top, right, _bottom in found)
        for one, other in combinations(found, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-2, 2), min_size=2, max_size=40))
def test_the_line_never_says_more_than_the_marks(values):
    """Each control point lies level with one of the two marks it is between."""
    picture = curve.wide([Mark(str(n), "x", value) for n, value in enumerate(values)])
    xs_and_ys = numbers(picture.solid)
    heights = {118 - 46 * value for value in values}
    assert set(xs_and_ys[1::2]) <= heights
    assert picture.solid.count("M") == 1 and picture.solid.count("C") == len(values) - 1
    assert picture.dashed == ""


def test_what_is_not_said_is_no_mark_and_the_line_over_it_is_dashed():
    marks = [Mark("a", "A", 0), Mark("b", "B", 1), Mark("c", "C", None), Mark("d", "D", -1)]
    picture = curve.wide(marks)
    assert len(picture.dots) == 3
    assert picture.solid.count("C") == 1 and picture.dashed.count("C") == 1
    xs = [float(dot.x) for dot in picture.dots]
    assert xs == pytest.approx([117.5, 352.5, 822.5], abs=0.1)  # the third of four columns is empty


def test_a_track_of_its_own_is_not_on_the_main_line():
    marks = [
        Mark("a", "A", 0),
        Mark("t", "T", -2, track="Systern"),
        Mark("b", "B", 1),
        Mark("u", "U", 2, track="Systern"),
    ]
    picture = curve.wide(marks)
    assert set(numbers(picture.solid)[1::2]) == {118, 72}
    assert set(numbers(picture.aside)[1::2]) == {210, 26}
    assert picture.dashed == ""


def test_a_large_map_stays_small_and_names_its_turning_points():
    marks = curve.labelled(curve.marks_of(large(40, 800, 200)), ["Tungt"] * 1000)
    picture = curve.wide(marks)
    assert 1 <= len(picture.labels) <= 4 and 1 <= len(picture.dots) <= 4
    assert len(picture.solid) + len(picture.dashed) < 20_000
    assert curve.narrow(marks).height < 3000


# --- What is said of it -------------------------------------------------------------------------


@pytest.mark.parametrize("document", [only(), only(None, None), only(1, None), only(-2)])
def test_fewer_than_two_marks_are_no_curve(document):
    assert feeling_curve(document) is None


@pytest.mark.parametrize(
    ("document", "title"),
    [
        (only(0, -2, 1), "Det var som tyngst vid ”Steg 2”, och som bäst vid ”Steg 3”"),
        (only(-1, 2, -1), "Det var som tyngst på 2 ställen, först vid ”Steg 1”, och som bäst vid ”Steg 2”"),
        (only(-1, -2), "Det var som tyngst vid ”Steg 2”"),
        (only(-1, 0), "Det var som tyngst vid ”Steg 1”"),
        (only(0, 2, 1), "Inget är markerat som tungt. Bäst var det vid ”Steg 2”"),
        (only(1, None, 1), "Det är markerat lika överallt: bra"),
        (only(-2, 2, kind="to_be"), "Det är tänkt som tyngst vid ”Steg 1”, och som bäst vid ”Steg 2”"),
        (only(0, 1, gaps=(replace(GAPS[0], feeling=-2),)),
         "Det var som tyngst i mellanrummet ”Ingen hör av sig”, och som bäst vid ”Steg 2”"),
    ],
)  # fmt: skip
def test_the_heading_says_what_the_map_says_and_no_more(document, title):
    assert feeling_curve(document)["title"] == title


def test_guesses_are_counted_and_told():
    guessed = replace(DOCUMENT, phases=(Phase("f", "F", tuple(replace(s, grade="assumed") for s in STEPS)),), gaps=())
    assert "antaganden: 4 av 4 markeringar" in feeling_curve(guessed)["note"]
    assert "antagande" not in feeling_curve(DOCUMENT)["note"]


def test_the_table_has_every_part_and_the_picture_its_words():
    found = feeling_curve(DOCUMENT)
    page = BeautifulSoup(render_to_string("journeys/_curve.html", {"curve": found}), "html.parser")
    assert [row.find("th").get_text() for row in page.select("tbody tr")] == [
        "Ringer vårdcentralen", "Mellanrum: Ingen hör av sig", "Första besöket", "Mellanrum: Ingen tar över",
        "Möte på socialkontoret", "SIP-möte",
    ]  # fmt: skip
    assert [row.find("td").get_text() for row in page.select("tbody tr")] == ["0", "−1", "−2", "Inte sagt", "0", "2"]
    for svg in page.find_all("svg"):
        assert svg["role"] == "img" and svg.find(True).name == "title"
        assert "Första besöket: mycket tungt" in svg.title.get_text()
    assert not page.select("[style]")


def test_titles_from_people_are_shown_and_never_run():
    bad = only(-2, 1)
    bad = replace(bad, phases=(Phase("f", "F", (replace(bad.steps[0], title="<script>x</script>"), bad.steps[1])),))
    assert "<script" not in render_to_string("journeys/_curve.html", {"curve": feeling_curve(bad)})


# --- Gaps ---------------------------------------------------------------------------------------


def test_no_gaps_is_nothing_to_show():
    assert gaps_told(only(0, 1)) is None


def test_the_three_numbers_stand_apart():
    rows = gaps_told(DOCUMENT)["rows"]
    assert [(row["planned"], row["told"], row["measured"]) for row in rows] == [
        ("14", "”några veckor”", "47, median (n\u00a0=\u00a0212)"), ("7", "60, ”två månader”", ""),
    ]  # fmt: skip
    picture = timeline.wide([(gap.title, [(n, "x", "x") for n in timeline.days_of(gap)]) for gap in GAPS])
    drawn = [[(one.kind, bool(one.path)) for one in row.stretches] for row in picture.rows]
    assert drawn[0] == [("planned", True), ("told", False), ("measured", True)]  # words are no length
    assert drawn[1] == [("planned", True), ("told", True), ("measured", False)]


def test_lengths_have_one_scale_from_nought():
    picture = timeline.wide(
        [("A", [(timeline.Days("planned", 10), "x", "x")]), ("B", [(timeline.Days("told", 40), "x", "x")])]
    )
    ends = [float(row.stretches[0].end[0]) - timeline.LABEL for row in picture.rows]
    assert ends[1] == pytest.approx(4 * ends[0], abs=0.2)


@pytest.mark.parametrize(("n", "hidden"), [(1, True), (4, True), (5, False), (None, False)])
def test_a_median_of_few_is_told_nowhere(n, hidden):
    gap = replace(GAPS[0], days_measured=987, measured_n=n)
    found = gaps_told(replace(DOCUMENT, gaps=(gap,)))
    page = render_to_string("journeys/_gaps.html", {"gaps": found})
    assert ("987" not in page) == hidden
    assert ("Dolt" in page) == hidden


def test_few_tellers_are_not_counted_out():
    def told_by(n):
        return tuple(Voice(f"n{i}", person=f"p{i}") for i in range(n))

    def tellers(n):
        document = replace(DOCUMENT, gaps=(replace(GAPS[0], voices=told_by(n)), replace(GAPS[1], voices=told_by(9))))
        return gaps_told(document)["rows"][0]["tellers"]

    assert tellers(4) is None
    assert tellers(5) == {"n": 5, "m": 9}


@pytest.mark.parametrize(
    ("gaps", "title"),
    [
        (GAPS, "”Ingen hör av sig”: 14 dagar var planerat, 47 är uppmätt"),
        (GAPS[1:], "”Ingen tar över”: 7 dagar var planerat, 60 är berättat"),
        ((replace(GAPS[0], days_measured=14),), "Längst uppmätt mellanrum: ”Ingen hör av sig”, 14 dagar"),
        ((replace(GAPS[1], days_planned=None),), "Längst berättat mellanrum: ”Ingen tar över”, 60 dagar"),
        ((replace(GAPS[0], measured_n=3),), "Längst planerat mellanrum: ”Ingen hör av sig”, 14 dagar"),
    ],
)
def test_the_heading_names_each_number_by_its_kind(gaps, title):
    assert gaps_told(replace(DOCUMENT, gaps=tuple(gaps)))["picture"]["title"] == title


def test_gaps_without_numbers_are_a_table_alone():
    gap = replace(GAPS[1], days_planned=None, days_told=None)
    found = gaps_told(replace(DOCUMENT, gaps=(gap,)))
    assert found["picture"] is None
    assert "<svg" not in render_to_string("journeys/_gaps.html", {"gaps": found})


def test_of_many_gaps_the_longest_are_drawn_and_the_table_has_all():
    found = gaps_told(large(12, 60, 30))
    assert len(found["picture"]["wide"].rows) == timeline.MOST and len(found["rows"]) == 30
    assert "12 av 30 är ritade" in found["picture"]["note"]
    # The heading is of a measured gap, though every told one is longer: it is drawn all the same.
    titles = [" ".join(text for text, _y in row.title) for row in found["picture"]["wide"].rows]
    assert "Ingen hör av sig" in found["picture"]["title"] and titles.count("Ingen hör av sig") == 1
