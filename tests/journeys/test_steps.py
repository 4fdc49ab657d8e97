"""Adding, changing, moving and removing a step."""

from __future__ import annotations

import uuid

import pytest

from hlab.core.errors import RuleBroken, StaleEdit
from journeys.actions.cells import write_cell
from journeys.actions.editing import undo
from journeys.actions.putting import MOST_STEPS
from journeys.actions.steps import FIRST, add_step, change_step, move_step, remove_step
from journeys.models import Cell, Step
from journeys.queries.document import document
from tests.factories import make_journey
from tests.journeys.editing import WHO, acts, as_it_is, step_of, titles
from tests.journeys.sample import large

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    return make_journey()


def phase(journey, n):
    return list(journey.phases.all())[n]


def test_a_step_is_added_last_first_or_after_another(journey):
    third = phase(journey, 2)
    add_step(journey=journey, phase=third, title="Sist", **WHO)
    add_step(journey=journey, phase=third, title="Först", after=FIRST, **WHO)
    add_step(journey=journey, phase=third, title="Mitt i", after=step_of(journey, "s3"), **WHO)
    assert titles(journey)[2] == ["Först", "Möte på socialkontoret", "Mitt i", "SIP-möte", "Sist"]


def test_a_step_comes_with_who_was_there_and_what_happened(journey):
    there = list(journey.actors.filter(name__in=["Alex", "Psykiatrin"]))
    made = add_step(
        journey=journey, phase=phase(journey, 0), title="  Ringer \n igen ", actors=there, feeling=-1, word="tired",
        cells={"person": "Väntar i telefon.", "back": ""}, **WHO,
    )  # fmt: skip
    told = document(journey).step(str(made.pk))
    assert (told.title, told.feeling, told.cells, len(told.actors)) == (
        "Ringer igen", -1, {"person": "Väntar i telefon."}, 2,
    )  # fmt: skip


def test_the_same_form_sent_twice_is_one_step(journey):
    key = uuid.uuid4()
    sent = [add_step(journey=journey, phase=phase(journey, 0), title="Nytt", client_key=key, **WHO) for _n in "ab"]
    assert sent[0].pk == sent[1].pk
    assert acts(journey).count("step_added") == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"title": "Ring 070-123 45 67"}, "title"),
        ({"title": "x", "from_day": -3}, "from_day"),
        ({"title": "x", "from_day": 10**9}, "from_day"),
        ({"title": "x", "from_day": 5, "to_day": 3}, "to_day"),
        ({"title": "x", "to_day": 3}, "from_day"),
        ({"title": "x", "feeling": 7}, "feeling"),
        ({"title": "x", "word": "glad"}, "word"),
        ({"title": "x", "grade": ""}, "grade"),
        ({"title": "x", "cells": {"person": "x" * 601}}, "lane_person"),
        ({"title": "x", "cells": {"person": "mejla kim@example.se"}}, "lane_person"),
        ({"title": "x", "cells": {"taket": "x"}}, "lane_taket"),
    ],
)
def test_what_a_step_cannot_say_names_its_field_and_changes_nothing(journey, fields, field):
    before = as_it_is(journey)
    with pytest.raises(RuleBroken) as broken:
        add_step(journey=journey, phase=phase(journey, 0), **fields, **WHO)
    assert broken.value.field == field
    assert as_it_is(journey) == before
    assert acts(journey) == ["made"]


def test_an_actor_or_a_phase_of_another_map_is_refused(journey):
    other = make_journey()
    with pytest.raises(RuleBroken, match="aktörerna"):
        add_step(journey=journey, phase=phase(journey, 0), title="x", actors=[other.actors.first()], **WHO)
    with pytest.raises(RuleBroken, match="finns inte"):
        add_step(journey=journey, phase=phase(other, 0), title="x", **WHO)


def test_a_full_map_takes_no_more():
    full = make_journey(document=large(8, MOST_STEPS, 0, lanes=0))
    with pytest.raises(RuleBroken, match="högst"):
        add_step(journey=full, phase=phase(full, 0), title="En till", **WHO)


def test_two_editors_in_one_field_see_both_texts(journey):
    step = step_of(journey, "s1")
    change_step(step=step, row_version=1, title="Den enas", **WHO)
    with pytest.raises(StaleEdit) as met:
        change_step(step=step, row_version=1, title="Den andras", **WHO)
    assert ("Den andras" in met.value.yours, "Den enas" in met.value.theirs) == (True, True)
    assert met.value.row_version == 2
    change_step(step=step, row_version=met.value.row_version, title="Den andras", **WHO)
    assert Step.objects.get(pk=step.pk).title == "Den andras"


def test_two_editors_in_different_fields_do_not_meet(journey):
    step = step_of(journey, "s1")
    seen = {"title": step.title, "feeling": step.feeling, "word": step.word}
    change_step(step=step, row_version=1, seen=seen, title="Nytt namn", **WHO)
    change_step(step=step, row_version=1, seen=seen, feeling=2, **WHO)
    move_step(step=step, phase=phase(journey, 2), after=None, **WHO)
    change_step(step=step, row_version=1, seen=seen, word="proud", **WHO)
    again = Step.objects.get(pk=step.pk)
    assert (again.title, again.feeling, again.word) == ("Nytt namn", 2, "proud")


def test_two_editors_in_different_lanes_do_not_meet_and_in_one_they_see_both(journey):
    step = step_of(journey, "s1")
    write_cell(step=step, lane="back", text="Den enas.", row_version=1, **WHO)
    write_cell(step=step, lane="front", text="Den andras.", row_version=1, **WHO)
    with pytest.raises(StaleEdit) as met:
        write_cell(step=step, lane="back", text="En tredje.", row_version=1, **WHO)
    assert (met.value.yours, met.value.theirs, met.value.extra) == ("En tredje.", "Den enas.", {"back": 2})


def test_one_stale_lane_keeps_the_whole_act_back(journey):
    step = step_of(journey, "s1")
    write_cell(step=step, lane="back", text="Den enas.", row_version=1, **WHO)
    before = as_it_is(journey)
    with pytest.raises(StaleEdit):
        change_step(step=step, row_version=1, title="Nytt", cells={"front": ("a", 1), "back": ("b", 1)}, **WHO)
    assert as_it_is(journey) == before


def test_an_emptied_lane_is_gone_from_the_map_and_comes_back(journey):
    step, before = step_of(journey, "s1"), as_it_is(journey)
    write_cell(step=step, lane="person", text=" ", row_version=1, **WHO)
    assert "person" not in document(journey).step(str(step.pk)).cells
    undo(journey=journey, number=2, **WHO)
    assert as_it_is(journey) == before
    assert Cell.objects.filter(step=step, lane="person").count() == 1


def test_moving_goes_anywhere_and_back(journey):
    before, step = as_it_is(journey), step_of(journey, "s4")
    move_step(step=step, phase=phase(journey, 0), after=FIRST, **WHO)
    assert titles(journey)[0] == ["SIP-möte", "Ringer vårdcentralen"]
    move_step(step=step, phase=phase(journey, 0), after=step_of(journey, "s1"), **WHO)
    assert titles(journey)[0] == ["Ringer vårdcentralen", "SIP-möte"]
    undo(journey=journey, number=3, **WHO)
    undo(journey=journey, number=2, **WHO)
    assert as_it_is(journey) == before


def test_moving_to_where_it_is_writes_nothing_down(journey):
    step = step_of(journey, "s4")
    for after in (None, step_of(journey, "s3"), step):
        move_step(step=step, phase=step.phase, after=after, **WHO)
    assert acts(journey) == ["made"]


def test_many_steps_can_be_put_in_the_same_place(journey):
    first = phase(journey, 0)
    for n in range(50):
        add_step(journey=journey, phase=first, title=f"Nr {n}", after=step_of(journey, "s1"), **WHO)
    assert titles(journey)[0] == ["Ringer vårdcentralen", *(f"Nr {n}" for n in reversed(range(50)))]


def test_moving_and_removing_the_same_step_ends_in_a_clear_sentence(journey):
    step = step_of(journey, "s2")
    remove_step(step=step, **WHO)
    for late in (
        lambda: move_step(step=step, phase=phase(journey, 0), after=None, **WHO),
        lambda: change_step(step=step, row_version=1, title="x", **WHO),
        lambda: remove_step(step=step, **WHO),
        lambda: add_step(journey=journey, phase=step.phase, title="x", after=step, **WHO),
    ):
        with pytest.raises(RuleBroken, match="tagits bort") as broken:
            late()
        assert broken.value.code == "gone"


def test_a_removed_step_takes_its_gaps_and_ways_and_gives_all_back(journey):
    before = as_it_is(journey)
    remove_step(step=step_of(journey, "s2"), **WHO)
    after = document(journey)
    assert [gap.title for gap in after.gaps] == ["Ingen hör av sig"]
    assert after.step(after.gaps[0].before).title == "Möte på socialkontoret"
    assert after.links == ()
    undo(journey=journey, number=2, **WHO)
    assert as_it_is(journey) == before


def test_a_form_of_removal_sent_twice_is_one_removal(journey):
    key, step = uuid.uuid4(), step_of(journey, "s2")
    for _n in "ab":
        remove_step(step=step, client_key=key, **WHO)
    assert acts(journey) == ["made", "step_removed"]


def test_an_added_step_with_something_of_others_on_it_is_not_undone_away(journey):
    step = add_step(journey=journey, phase=phase(journey, 0), title="Nytt", **WHO)
    write_cell(step=step, lane="life", text="Någon annans ord.", row_version=0, **WHO)
    with pytest.raises(RuleBroken, match="lagt till något"):
        undo(journey=journey, number=2, **WHO)
    assert document(journey).step(str(step.pk)) is not None


def test_nothing_is_changed_on_a_map_that_is_put_aside(journey):
    from journeys.actions.journeys import archive_journey

    archive_journey(journey=journey, **WHO)
    with pytest.raises(RuleBroken, match="lagd åt sidan"):
        add_step(journey=journey, phase=phase(journey, 0), title="x", **WHO)
