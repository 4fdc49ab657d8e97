"""Adding, renaming, moving and removing a phase."""

from __future__ import annotations

import uuid

import pytest

from hlab.core.errors import RuleBroken, StaleEdit
from journeys.actions.editing import undo
from journeys.actions.phases import add_phase, change_phase, move_phase, remove_phase
from journeys.actions.putting import MOST_PHASES
from journeys.actions.steps import FIRST, add_step
from tests.factories import make_journey
from tests.journeys.editing import WHO, acts, as_it_is, titles
from tests.journeys.sample import large

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    return make_journey()


def names(journey):
    return [phase.title for phase in as_it_is(journey).phases]


def in_a_row(journey):
    return [title for its in titles(journey) for title in its]


def phase(journey, n):
    return list(journey.phases.filter(gone_at=None))[n]


def test_a_phase_is_added_anywhere(journey):
    add_phase(journey=journey, title="Sist", **WHO)
    add_phase(journey=journey, title="Först", after=FIRST, **WHO)
    add_phase(journey=journey, title="Mitt i", after=phase(journey, 1), **WHO)
    assert names(journey) == ["Först", "Söker hjälp", "Mitt i", "Faller emellan", "Någon håller ihop", "Sist"]


def test_the_same_form_sent_twice_is_one_phase(journey):
    key = uuid.uuid4()
    made = [add_phase(journey=journey, title="Ny", client_key=key, **WHO) for _n in "ab"]
    assert made[0] == made[1]
    assert acts(journey).count("phase_added") == 1


def test_a_map_holds_so_many_phases():
    full = make_journey(document=large(MOST_PHASES, MOST_PHASES, 0, lanes=0))
    with pytest.raises(RuleBroken, match="högst"):
        add_phase(journey=full, title="En till", **WHO)


def test_two_who_rename_see_both(journey):
    one = phase(journey, 0)
    change_phase(phase=one, row_version=1, title="Den enas", **WHO)
    with pytest.raises(StaleEdit) as met:
        change_phase(phase=one, row_version=1, title="Den andras", **WHO)
    assert ("Den andras" in met.value.yours, "Den enas" in met.value.theirs) == (True, True)
    with pytest.raises(RuleBroken, match="Skriv vad det heter"):
        change_phase(phase=one, row_version=2, title=" ", **WHO)


def test_moving_takes_the_steps_along_and_goes_back(journey):
    before = as_it_is(journey)
    move_phase(phase=phase(journey, 2), after=FIRST, **WHO)
    assert names(journey) == ["Någon håller ihop", "Söker hjälp", "Faller emellan"]
    assert titles(journey)[0] == ["Möte på socialkontoret", "SIP-möte"]
    move_phase(phase=phase(journey, 0), after=FIRST, **WHO)
    assert len(acts(journey)) == 2
    undo(journey=journey, number=2, **WHO)
    assert as_it_is(journey) == before


@pytest.mark.parametrize(("gone", "ends_in"), [(0, 0), (1, 0), (2, 1)])
def test_a_removed_phase_leaves_its_steps_in_order_to_its_neighbour(journey, gone, ends_in):
    before, order = as_it_is(journey), in_a_row(journey)
    its = titles(journey)[gone]
    remove_phase(phase=phase(journey, gone), **WHO)
    assert in_a_row(journey) == order
    assert set(its) <= set(titles(journey)[ends_in])
    undo(journey=journey, number=2, **WHO)
    assert as_it_is(journey) == before


def test_a_phase_removed_with_its_steps_comes_back_with_them(journey):
    before = as_it_is(journey)
    remove_phase(phase=phase(journey, 1), with_steps=True, **WHO)
    assert in_a_row(journey) == ["Ringer vårdcentralen", "Möte på socialkontoret", "SIP-möte"]
    undo(journey=journey, number=2, **WHO)
    assert as_it_is(journey) == before


def test_the_only_phase_keeps_its_steps(journey):
    remove_phase(phase=phase(journey, 0), **WHO)
    remove_phase(phase=phase(journey, 0), **WHO)
    with pytest.raises(RuleBroken, match="enda fas"):
        remove_phase(phase=phase(journey, 0), **WHO)
    remove_phase(phase=phase(journey, 0), with_steps=True, **WHO)
    assert names(journey) == []


def test_an_added_phase_with_steps_of_others_is_not_undone_away(journey):
    new = add_phase(journey=journey, title="Ny", **WHO)
    add_step(journey=journey, phase=new, title="Steg", **WHO)
    with pytest.raises(RuleBroken, match="lagt till något"):
        undo(journey=journey, number=2, **WHO)
    assert names(journey)[-1] == "Ny"
