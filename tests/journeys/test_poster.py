"""A map laid out on paper: nothing is lost, nothing hangs over an edge, and it is as large as it can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.analysis.columns import Column, packed
from journeys.analysis.document import LANES, Document, Phase, Voice
from journeys.analysis.drawing import SANS, Text, broken
from journeys.analysis.poster import A0, A3, poster
from journeys.analysis.tiles import grid, tiles
from journeys.exports.letters import measure
from journeys.exports.told import Told, columns, heading
from tests.journeys.sample import DOCUMENT, large

TOLD = Told("Labbet", 3, datetime(2026, 9, 18, tzinfo=UTC), "Exempeldata. Allt är påhittat.")
LONG = ("Förstalinjensjukvårdsmottagningens samordnare ringde tillbaka. " * 12)[:600]


def laid_out(document, paper=A3):
    return poster(columns(document), heading(document, TOLD), paper, measure)


def words_on(sheets) -> list[str]:
    return [mark.words for sheet in sheets for mark in sheet.marks if isinstance(mark, Text)]


def full() -> Document:
    """Every field as long as it may be."""
    phases = tuple(
        replace(phase, steps=tuple(
            replace(step, title="Å" * 120, cells=dict.fromkeys(LANES, LONG),
                    voices=(Voice("1", quote=True, text=LONG), Voice("2", quote=True, text=LONG)))
            for step in phase.steps
        ))
        for phase in DOCUMENT.phases
    )  # fmt: skip
    gaps = tuple(replace(gap, life=LONG, consequence=LONG, bridge=LONG) for gap in DOCUMENT.gaps)
    return replace(DOCUMENT, title="Ö" * 120, phases=phases, gaps=gaps)


MAPS = {
    "sample": DOCUMENT, "large": large(12, 60, 30), "full": full(), "nothing": replace(DOCUMENT, phases=(), gaps=()),
    "empty phases": replace(DOCUMENT, phases=(Phase("f1", "Före"), Phase("f2", "Efter")), gaps=(), links=()),
    "one step": replace(DOCUMENT, phases=DOCUMENT.phases[:1], gaps=(), links=()),
}  # fmt: skip


@pytest.mark.parametrize("paper", [A3, A0], ids=["a3", "a0"])
@pytest.mark.parametrize("name", MAPS)
def test_every_word_stands_within_its_sheet(name, paper):
    for sheet in laid_out(MAPS[name], paper):
        _x, _y, wide, high = sheet.units
        for mark in sheet.marks:
            x, y, width, height = mark.box
            assert x >= -0.5 and y >= -0.5 and x + width <= wide + 0.5 and y + height <= high + 0.5, mark


@pytest.mark.parametrize("paper", [A3, A0], ids=["a3", "a0"])
def test_nothing_that_was_written_is_left_out(paper):
    told = "".join(words_on(laid_out(full(), paper))).replace("-", "").replace(" ", "")
    # eight lanes and two quotes in each of four steps, three texts in each of two gaps
    assert told.count(LONG.replace(" ", "")) == 4 * 10 + 2 * 3


@pytest.mark.parametrize("name", ["sample", "large"])
def test_steps_and_gaps_stand_once_and_in_order(name):
    document = MAPS[name]
    steps = [f"Steg {n}" for n in range(1, len(document.steps) + 1)]
    said = words_on(laid_out(document))
    assert [words for words in said if words in steps] == steps
    assert sum(words.startswith("Mellanrum: ") for words in said) == len(document.gaps)


@pytest.mark.parametrize("name", MAPS)
def test_every_sheet_says_that_it_is_an_example(name):
    for sheet in laid_out(MAPS[name]):
        assert TOLD.stamp in words_on([sheet])
        assert any("Citat kan tas tillbaka" in words for words in words_on([sheet]))


def test_a_small_map_fills_a_large_paper_with_large_letters():
    (small,), (large_one,) = laid_out(DOCUMENT, A3), laid_out(DOCUMENT, A0)
    assert large_one.scale > 2.5 * small.scale


def test_sixty_steps_and_thirty_gaps_fit_on_one_a0_with_letters_to_read():
    (sheet,) = laid_out(large(12, 60, 30), A0)
    assert sum(sheet.bands) == 90 and sheet.scale * 3 > 2.4  # letters of 2.4 millimetres: seven points


def test_where_nobody_says_how_it_felt_there_is_no_curve():
    silent = replace(
        DOCUMENT,
        phases=tuple(replace(p, steps=tuple(replace(s, feeling=None) for s in p.steps)) for p in DOCUMENT.phases),
        gaps=tuple(replace(gap, feeling=None) for gap in DOCUMENT.gaps),
    )
    assert "Hur det kändes" in words_on(laid_out(DOCUMENT))
    assert "Hur det kändes" not in words_on(laid_out(silent))


def test_a_median_of_four_people_is_not_told():
    few = replace(DOCUMENT, gaps=(replace(DOCUMENT.gaps[0], measured_n=4),))
    assert "47" in words_on(laid_out(DOCUMENT))
    assert "47" not in words_on(laid_out(few))
    assert any("för få personer" in words for words in words_on(laid_out(few)))


# --- Lines, bands and tiles -------------------------------------------------------------------


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P"]), max_size=60), st.integers(8, 60))
@settings(deadline=None, max_examples=60)
def test_broken_words_lose_nothing_and_keep_within_their_width(words, width):
    lines = broken(words, SANS, 3.0, width, measure)
    assert "".join(lines).replace("-", "") == "".join(words.split()).replace("-", "")
    assert all(measure(line, SANS, 3.0) <= width or len(line) <= 2 for line in lines)


def test_a_long_word_is_divided_before_a_consonant():
    assert broken("Socialsekreterarens", SANS, 3.0, 24, measure) == ["Socialsekretera-", "rens"]


@given(st.lists(st.integers(1, 5), max_size=40), st.integers(1, 12))
@settings(deadline=None)
def test_bands_hold_every_column_once(lengths, most):
    made = tuple(Column(n, "Fas") for n, length in enumerate(lengths, start=1) for _x in range(length))
    bands = packed(made, most)
    assert [column for band in bands for column in band] == list(made)
    assert all(0 < len(band) <= most for band in bands)


@pytest.mark.parametrize(("paper", "pages"), [((420, 297), 9), ((297, 210), 21)])
def test_an_a0_is_cut_into_as_few_pages_as_a_printer_can(paper, pages):
    cut = grid(1189, 841, paper)
    assert cut.count == pages
    assert cut.left >= 7.9 and cut.top >= 7.9
    assert cut.across * cut.width == pytest.approx(1189) and cut.down * cut.height == pytest.approx(841)


def test_every_mark_lies_on_the_tiles_that_it_touches_and_no_other():
    (sheet,) = laid_out(DOCUMENT, A0)
    found = tiles(sheet, grid(sheet.width, sheet.height, (297, 210)))
    assert [tile.name for tile in found[:2]] == ["A1", "A2"] and found[-1].name == "C7"
    for mark in sheet.marks:
        x, y, width, height = mark.box
        for tile in found:
            left, top, wide, high = tile.view
            touches = x < left + wide and left < x + width and y < top + high and top < y + height
            assert (mark in tile.marks) == touches


def test_paper_that_is_all_margin_is_refused():
    with pytest.raises(ValueError, match="margin"):
        grid(1189, 841, (16, 30))
