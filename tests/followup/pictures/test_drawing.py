"""Scales, thinning and places for words: what holds whatever the figures are."""

from __future__ import annotations

import itertools
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followup.analysis.drawing import marks
from followup.analysis.drawing.axes import Scale, marked, month, ticks
from followup.analysis.drawing.labels import Room, rows
from followup.analysis.drawing.marks import NARROW, WIDE
from followup.analysis.drawing.spc import Level, Place, Sketch, axis, draw
from followup.analysis.drawing.thinning import thinned

figures = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 3))


@given(st.lists(figures, min_size=1, max_size=40), st.booleans())
def test_ticks_span_the_values_and_are_few(values, whole):
    at = ticks(values, whole=whole)
    assert at[0] <= min(values) + 1e-6 and at[-1] >= max(values) - 1e-6
    assert 2 <= len(at) <= 9 and at == sorted(set(at))
    assert not whole or all(tick == round(tick) for tick in at)


def test_ticks_begin_at_nought_where_the_values_come_near():
    assert ticks([5, 40])[0] == 0
    assert ticks([38, 41])[0] > 0


@given(st.lists(st.integers(0, 200), min_size=1, max_size=20), st.integers(5, 30))
def test_words_that_are_set_apart_do_not_meet_and_keep_their_order(wanted, least):
    high = 200.0 + least * len(wanted)
    out = marks.apart(wanted, least=least, low=0, high=high)
    placed = [out[i] for i in sorted(range(len(wanted)), key=lambda i: (wanted[i], i))]
    assert all(b - a >= least - 1e-6 for a, b in itertools.pairwise(placed))
    assert min(out) >= -1e-6 and max(out) <= high + 1e-6


def test_words_with_room_stay_where_they_are():
    assert marks.apart([10, 80, 40], least=18, low=0, high=200) == [10, 80, 40]


@given(st.lists(st.floats(0, 300), min_size=1, max_size=800), st.integers(5, 60))
def test_thinning_keeps_the_ends_and_the_extremes(heights, columns):
    places = [(600 * i / len(heights), y) for i, y in enumerate(heights)]
    kept = thinned(places, left=0, width=600, columns=columns)
    assert len(kept) <= max(4 * columns, 4)
    assert kept == sorted(set(kept)) and kept[0] == 0 and kept[-1] == len(heights) - 1
    assert {min(heights), max(heights)} <= {heights[i] for i in kept}


@given(st.integers(1, 400), st.integers(1, 12), st.integers(120, 800))
def test_words_under_the_axis_do_not_meet(count, step, room):
    months = [month(date(1990, 1, 1)) + i * step for i in range(count)]
    found = marked(months, room=room, least=58)
    places = [(months[i] - months[0]) / max(1, months[-1] - months[0]) * room for i in found]
    assert found and all(b - a >= 58 - 1e-6 for a, b in itertools.pairwise(places))


def test_stretches_that_meet_stand_in_rows_of_their_own():
    assert rows([(0, 50), (40, 90), (60, 100), (95, 120)]) == [0, 1, 0, 1]


def test_words_keep_clear_of_points():
    room = Room(0, 0, 300, 200, [(150.0, 86.0), (150.0, 70.0)])
    x, y = map(float, re.search(r'x="([\d.]+)" y="([\d.]+)"', room.beside(150, 100, "62, jul 25", "t-b")).groups())
    assert x > 156 or x + marks.width_of("62, jul 25") < 144 or y > 100, "right over the point there are others"


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@given(values=st.lists(st.one_of(figures, st.sampled_from([None, "hidden"])), min_size=1, max_size=60))
def test_every_mark_lies_within_the_picture(frame, values):
    places = [
        Place(24_000 + i, value if isinstance(value, float) else None, _state(value), ("jan", "2000"), "jan 00")
        for i, value in enumerate(values)
    ]
    levels = [Level("centre", [1.0] * len(values), "Medel 1"), Level("target", [9.0] * len(values), "Mål 9")]
    at = axis(places, levels)
    drawn = draw(Sketch(places, levels, at=at, tick={tick: f"{tick:g}" for tick in at}), frame)
    tree = ElementTree.fromstring(f"<svg>{drawn.svg}</svg>")
    assert "nan" not in drawn.svg and "inf" not in drawn.svg
    for mark in tree.iter("circle"):
        assert 0 <= float(mark.get("cx")) <= drawn.width and 0 <= float(mark.get("cy")) <= drawn.height
    shown = [value for value in values if isinstance(value, float)]
    assert len(list(tree.iter("circle"))) in (0, len(shown))
    heights = [float(mark.get("cy")) for mark in tree.iter("circle")]
    for (a, ya), (b, yb) in zip(
        zip(shown, heights, strict=False), list(zip(shown, heights, strict=False))[1:], strict=False
    ):
        assert (a <= b) == (ya >= yb) or abs(ya - yb) <= 0.1, "higher values lie higher"


def _state(value) -> str:
    return "shown" if isinstance(value, float) else value or "missing"


def test_text_from_people_is_text():
    drawn = marks.text(0, 0, '<script>alert("å")</script> & b', "t-b")
    assert ElementTree.fromstring(drawn).text == '<script>alert("å")</script> & b'


@given(st.floats(0, 300), st.floats(0, 300), st.floats(1, 300), st.floats(1, 200))
def test_a_hatch_stays_within_its_rectangle(x, y, wide, tall):
    for px, py in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", marks.hatch(x, y, x + wide, y + tall)):
        assert x - 0.1 <= float(px) <= x + wide + 0.1 and y - 0.1 <= float(py) <= y + tall + 0.1


def test_a_scale_goes_either_way():
    assert Scale(0, 10, 300, 0).at(10) == 0 and Scale(0, 10, 300, 0).at(5) == 150
