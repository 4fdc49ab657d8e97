"""The actor map as a picture: pure geometry."""

from __future__ import annotations

import itertools

import pytest
from django.template.loader import render_to_string

from hlab.labs.enums import ActorKind, ActorStatus
from hlab.labs.models import Actor
from hlab.labs.picture import LINE, MOST, ROW, picture


def actors(count: int, name: str = "Aktör") -> list[Actor]:
    return [Actor(name=f"{name} {n}", kind="state", status="joined") for n in range(count)]


@pytest.mark.parametrize("count", [0, MOST + 1, 100])
def test_no_picture_when_there_is_nobody_or_too_many(count):
    assert picture(actors(count)) is None


@pytest.mark.parametrize("count", range(1, MOST + 1))
def test_everybody_stands_on_a_side_with_room_of_their_own(count):
    drawn = picture(actors(count, "Inspektionen för vård och omsorg i hela landet"))
    assert len(drawn.nodes) == count
    for side in ("start", "end"):
        heights = sorted(node.dot[1] for node in drawn.nodes if node.anchor == side)
        assert all(b - a >= ROW for a, b in itertools.pairwise(heights))
        assert all(ROW // 2 <= y <= drawn.height - ROW // 2 for y in heights)
    for node in drawn.nodes:
        assert len(node.lines) == 2 and all(0 < y < drawn.height for _text, y in [*node.lines, *node.small])


def test_the_thread_tells_who_is_in():
    drawn = picture(
        [Actor(name="A", kind="person", status=status) for status in ("joined", "invited", "named", "declined")]
    )
    assert len({node.thread for node in drawn.nodes}) == 4
    assert [text for text, _y in drawn.nodes[0].small] == ["Personen och vardagen · Är med"]


WIDEST = 10  # units for a letter of 15 in the widest sans a browser falls back on, bold


@pytest.mark.parametrize("kind", ActorKind.values)
@pytest.mark.parametrize("status", ActorStatus.values)
def test_no_word_is_wider_than_the_room_beside_its_thread(kind, status):
    drawn = picture(
        [Actor(name=f"Närståendeföreningen Hamnen i Norrdal {n}", kind=kind, status=status) for n in (1, 2)]
    )
    for node in drawn.nodes:
        room = node.x if node.anchor == "end" else drawn.width - node.x
        assert max(len(text) for text, _y in [*node.lines, *node.small]) * WIDEST <= room
    ys = [y for node in drawn.nodes if node.anchor == "end" for _text, y in [*node.lines, *node.small]]
    assert all(b - a >= LINE for a, b in itertools.pairwise(ys))


@pytest.mark.parametrize("count", [1, 2, MOST])
def test_a_phone_gets_the_names_below_each_other(count):
    drawn = picture(actors(count, "Närståendeföreningen Hamnen")).narrow
    assert len(drawn.nodes) == count and len({node.path for node in drawn.nodes}) == count
    words = [line for node in drawn.nodes for line in node.lines]
    assert all(node.x + len(text) * WIDEST <= drawn.width for node in drawn.nodes for text, _y in node.lines)
    assert all(b - a >= LINE for (_, a), (_, b) in itertools.pairwise(words))
    assert words[-1][1] < drawn.height and 2 * drawn.radius < words[0][1] - LINE


def test_the_picture_says_what_each_thread_means():
    words = render_to_string("labs/_picture.html", {"picture": picture(actors(1))})
    for mark in ("Hel tråd", "Streckad", "Prickad", "Tunn: tackade nej", 'class="only-wide"', 'class="only-narrow"'):
        assert mark in words
