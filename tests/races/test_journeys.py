"""Two who work on one map at the same moment."""

from __future__ import annotations

import uuid

import pytest

from journeys.actions.actors import add_actor
from journeys.actions.cells import write_cell
from journeys.actions.editing import undo
from journeys.actions.joining import merge_steps
from journeys.actions.journeys import begin_journey
from journeys.actions.steps import add_step, change_step, move_step, remove_step
from journeys.models import Cell, Journey, MapEdit, Step
from journeys.queries.document import document
from tests import factories
from tests.races.meet import MEETING, at_once, beside, refusals

pytestmark = MEETING
WHO = {"by": None, "at": factories.NOON}


@pytest.fixture
def journey():
    return factories.make_journey()


def fresh(step: Step) -> Step:
    """The step as a request of its own has it."""
    return Step.objects.select_related("journey__lab", "phase").get(pk=step.pk)


def numbers(journey: Journey) -> list[int]:
    return list(MapEdit.objects.filter(journey=journey).order_by("number").values_list("number", flat=True))


def test_the_same_step_is_moved_and_removed(journey):
    step, first = journey.steps.get(title="SIP-möte"), journey.phases.first()
    said = beside(
        lambda: remove_step(step=fresh(step), **WHO),
        lambda: move_step(step=fresh(step), phase=first, after=None, **WHO),
    )
    assert ["tagits bort" in words for words in refusals(said)] == [True]
    assert document(journey).step(str(step.pk)) is None
    assert numbers(journey) == [1, 2]


def test_a_step_is_removed_twice_at_once(journey):
    step = journey.steps.first()
    assert len(refusals(at_once(*[lambda: remove_step(step=fresh(step), **WHO)] * 2))) == 1


def test_one_form_sent_twice_at_once_is_one_step_and_one_map(journey):
    key, phase = uuid.uuid4(), journey.phases.first()
    made = at_once(*[lambda: add_step(journey=journey, phase=phase, title="Nytt", client_key=key, **WHO)] * 2)
    assert made[0].pk == made[1].pk
    facts = {"title": "T", "question": "Q", "person": "P", "kind": "told", "template": "empty", "client_key": key}
    begun = at_once(*[lambda: begin_journey(lab=journey.lab, **facts, **WHO)] * 2)
    assert begun[0].pk == begun[1].pk


def test_many_who_add_at_once_each_get_a_place_and_a_number(journey):
    phase = journey.phases.first()
    acts = [lambda n=n: add_step(journey=journey, phase=phase, title=f"Nr {n}", **WHO) for n in range(6)]
    assert not refusals(at_once(*acts))
    assert len(set(Step.objects.filter(phase=phase).values_list("place", flat=True))) == 7
    assert numbers(journey) == list(range(1, 8))


def test_one_lane_keeps_one_of_two_texts_and_tells_the_other(journey):
    step = journey.steps.get(title="Ringer vårdcentralen")

    def writing(text, lane="back", version=1):
        return lambda: write_cell(step=fresh(step), lane=lane, text=text, row_version=version, **WHO)

    assert len(refusals(at_once(writing("Den enas."), writing("Den andras.")))) == 1
    assert not refusals(at_once(writing("A", "front"), writing("B", "person")))
    assert len(refusals(at_once(writing("C", "life", 0), writing("D", "life", 0)))) == 1
    assert Cell.objects.filter(step=step, lane="life").count() == 1


def test_one_title_keeps_one_of_two(journey):
    step = journey.steps.first()
    acts = [lambda t=t: change_step(step=fresh(step), row_version=1, title=t, **WHO) for t in ("Ett", "Två")]
    assert len(refusals(at_once(*acts))) == 1


def test_what_is_merged_away_takes_nothing_along_that_comes_meanwhile(journey):
    kept, gone = journey.steps.get(title="Möte på socialkontoret"), journey.steps.get(title="SIP-möte")
    said = beside(
        lambda: merge_steps(step=fresh(kept), other=fresh(gone), title="Ett", **WHO),
        lambda: write_cell(step=fresh(gone), lane="life", text="Sent.", row_version=0, **WHO),
    )
    assert len(refusals(said)) == 1


def test_one_change_is_undone_once(journey):
    step = journey.steps.first()
    change_step(step=fresh(step), row_version=1, title="Annat", **WHO)
    assert len(refusals(at_once(*[lambda: undo(journey=journey, number=2, **WHO)] * 2))) == 1


def test_two_of_one_name_at_once_are_one(journey):
    acts = [lambda: add_actor(journey=journey, name="Akuten", kind="region", **WHO)] * 2
    assert len(refusals(at_once(*acts))) == 1
