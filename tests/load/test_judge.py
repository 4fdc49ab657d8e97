"""The judge of a load run can say no: what is missing, doubled, late in order or unheard."""

from __future__ import annotations

import pytest

from tests.load import judge
from tests.load.crowd import Written
from tests.load.session import Stored
from tests.load.wire import Place, read_piece

SAID = [Written((0, 1), 1.0, 1.1), Written((1, 1), 1.05, 1.2), Written((0, 2), 6.0, 6.1)]
KEPT = [Stored((0, 1), "w", 1), Stored((1, 1), "w", 2), Stored((0, 2), "w", 3)]


def test_all_is_well():
    assert judge.complaints(SAID, KEPT, [[(1.1, (("w", 1), ("w", 2))), (6.1, (("w", 3),))]]) == []


def test_notes_that_were_sent_at_the_same_time_may_lie_either_way():
    assert judge.complaints(SAID, [Stored((0, 1), "w", 2), Stored((1, 1), "w", 1), KEPT[2]]) == []


@pytest.mark.parametrize(
    ("kept", "word"),
    [
        (KEPT[:2], "finns inte"),
        ([*KEPT, Stored((9, 9), "w", 4)], "aldrig ja"),
        ([*KEPT, Stored((0, 2), "w", 4)], "två gånger"),
        ([*KEPT[:2], Stored((0, 2), "", None)], "inte berättats"),
        ([Stored((0, 1), "w", 3), KEPT[1], Stored((0, 2), "w", 1)], "ligger efter"),
    ],
    ids=["lost", "never accepted", "twice", "not told", "order"],
)
def test_what_is_wrong_is_said(kept, word):
    assert any(word in complaint for complaint in judge.complaints(SAID, kept))


def test_a_phone_that_heard_in_another_order():
    assert judge.complaints(SAID, KEPT, [[(1.1, (("w", 2),)), (1.2, (("w", 1),))]])


def test_what_never_came_lowers_the_share_and_doubles_do_not_raise_it():
    sent = {("w", 1): 1.0, ("w", 2): 1.0}
    both, one = [(1.1, (("w", 1),)), (1.3, (("w", 2),))], [(1.1, (("w", 1),)), (1.2, (("w", 1),))]
    found = judge.arrivals(sent, [both, one])
    assert (found.wanted, found.came, float(found.share)) == (4, 3, 75.0)
    assert found.slowest == pytest.approx(300)


def test_one_missing_of_a_million_is_not_all():
    assert judge.Arrivals(0, 0, 0, 1_000_000, 999_999).share < 100


def test_a_piece_of_a_stream_is_read_with_its_chunk_lines():
    first = b"5a\r\nid: w=1\nevent: ready\ndata: {}\n\nid: w=2\nevent: notes\ndata: {}\n\n\r\n"
    piece = first + b"2b\r\nid: w=3\nevent: notes\ndata: {}"
    assert read_piece("w=0", piece, "notes") == ("w=3", (("w", 2), ("w", 3)))


def test_only_this_machine_is_put_under_load():
    with pytest.raises(ValueError):
        Place.of("http://halsolabb.example")
