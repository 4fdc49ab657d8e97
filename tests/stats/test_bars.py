"""Stacked bars fit their frame, share one scale and say each number once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlab.stats.bars import NARROW, WIDE, stacked

ANSWERS = ("Känner igen", "Delvis", "Känner inte igen", "Vet inte")
rows = st.lists(st.lists(st.integers(0, 400), min_size=4, max_size=4), min_size=1, max_size=4)


@pytest.mark.parametrize("frame", [WIDE, NARROW])
@given(rows=rows)
def test_every_piece_lies_inside_and_none_on_another(frame, rows):
    picture = stacked(ANSWERS, [("18 september 2026", counts) for counts in rows], frame)
    for counts, bar in zip(rows, picture.bars, strict=True):
        assert [piece.kind for piece in bar.pieces] == [kind for kind, n in enumerate(counts) if n]
        edge = float(frame.label)
        for piece in bar.pieces:
            assert float(piece.x) >= edge - 0.2
            edge = float(piece.x) + float(piece.width)
            assert piece.y + 28 <= picture.height
        assert edge <= frame.width + 0.2
    assert all(key.x + 14 + len(key.text) * 7 <= frame.width for key in picture.keys)


def test_bars_share_one_scale_and_a_number_stands_where_there_is_room():
    picture = stacked(ANSWERS, [("a", [100, 0, 0, 0]), ("b", [50, 1, 0, 49])], NARROW)
    (whole,), (half, sliver, _rest) = picture.bars[0].pieces, picture.bars[1].pieces
    assert float(whole.width) == pytest.approx(2 * float(half.width), abs=0.2)
    assert (whole.text, half.text, sliver.text) == ("100", "50", "")


def test_the_keys_break_onto_a_new_line_in_a_narrow_frame():
    assert len({key.y for key in stacked(ANSWERS, [], NARROW).keys}) == 2
    assert len({key.y for key in stacked(ANSWERS, [], WIDE).keys}) == 1
