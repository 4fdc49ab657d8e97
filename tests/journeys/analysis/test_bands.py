"""A long way in bands of a few columns."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys.analysis.bands import MOST_COLUMNS, bands, breaks
from journeys.analysis.bands import _cost as cost
from journeys.analysis.document import Gap, Phase, Step
from tests.journeys.sample import DOCUMENT, large


def way(*phases: int, gaps: tuple[int, ...] = ()):
    """A map with so many steps in each phase, and gaps after the steps of these numbers (from 1)."""
    number, made = 0, []
    for n, steps in enumerate(phases, start=1):
        made.append(Phase(f"f{n}", f"Fas {n}", tuple(Step(f"s{number + m}", "Steg") for m in range(1, steps + 1))))
        number += steps
    return replace(
        DOCUMENT,
        phases=tuple(made),
        gaps=tuple(Gap(f"m{n}", f"s{after}", "wait", "Mellanrum") for n, after in enumerate(gaps, start=1)),
        links=(),
    )


def shape(document) -> list[list[tuple[int, int, bool]]]:
    """Each band as (phase, columns, whether it goes on)."""
    return [[(one.number, one.columns, one.goes_on) for one in band.stretches] for band in bands(document)]


def test_a_small_way_is_one_band():
    assert shape(DOCUMENT) == [[(1, 2, False), (2, 2, False), (3, 2, False)]]


def test_a_phase_that_fits_in_a_band_is_not_divided():
    assert shape(way(4, 4, 4)) == [[(1, 4, False)], [(2, 4, False)], [(3, 4, False)]]
    assert shape(way(2, 4, 3, 3)) == [[(1, 2, False), (2, 4, False)], [(3, 3, False), (4, 3, False)]]


def test_a_long_phase_goes_on_in_bands_of_about_the_same_width():
    assert shape(way(8)) == [[(1, 4, False)], [(1, 4, True)]]


def test_a_gap_stays_with_the_step_it_follows():
    for band in bands(way(9, gaps=(2, 4, 6))):
        assert not isinstance(band.stretches[0].parts[0], Gap)


def test_a_phase_without_steps_has_a_place():
    assert shape(way(0, 2, 0)) == [[(1, 1, False), (2, 2, False), (3, 1, False)]]
    assert bands(way(0))[0].stretches[0].parts == ()


def test_no_phases_no_bands():
    assert bands(way()) == ()


def test_a_gap_after_a_step_that_is_not_there_is_left_out():
    document = replace(DOCUMENT, gaps=(*DOCUMENT.gaps, replace(DOCUMENT.gaps[0], key="m9", after="s3")))
    assert sum(band.columns for band in bands(document)) == 7


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    phases=st.lists(st.integers(0, 9), max_size=7),
    gaps=st.lists(st.integers(1, 30), max_size=8),
    most=st.integers(1, MOST_COLUMNS),
)
def test_everything_is_there_once_and_in_order(phases, gaps, most):
    document = way(*phases, gaps=tuple(after for after in gaps if after <= sum(phases)))
    found = bands(document, most)
    assert all(1 <= band.columns <= most for band in found)
    drawn = [part for band in found for stretch in band.stretches for part in stretch.parts]
    assert drawn == [part for _phase, part in document.parts()]
    begun = [stretch.number for band in found for stretch in band.stretches if not stretch.goes_on]
    assert begun == list(range(1, len(phases) + 1))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(columns=st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=9), most=st.integers(1, 4))
def test_no_other_division_is_cheaper(columns, most):
    laid = [
        (number, Gap("m", "s", "wait", "x") if is_gap else Step("s", "x"))
        for number, is_gap in sorted(columns, key=lambda column: column[0])
    ]
    wide = {number: sum(one == number for one, _part in laid) for number, _part in laid}

    def total(edges: list[int]) -> int:
        return sum(cost(laid, start, end, most, wide) for start, end in zip([0, *edges], edges, strict=False))

    def every(start: int):
        if start == len(laid):
            yield []
        for end in range(start + 1, min(start + most, len(laid)) + 1):
            yield from ([end, *rest] for rest in every(end))

    assert total(breaks(laid, most)) == min(map(total, every(0)))


@pytest.mark.parametrize("steps", [60, 800])
def test_a_large_way_is_laid_out(steps):
    found = bands(large(12, steps, steps // 2))
    assert sum(band.columns for band in found) == steps + steps // 2
    assert max(band.columns for band in found) <= MOST_COLUMNS
