"""Taking back a change of a map."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from hlab.core.errors import RuleBroken
from journeys.actions.editing import changing, undo
from journeys.enums import EditAct
from journeys.models import MapEdit, Step
from journeys.queries.document import document
from tests.factories import NOON, make_journey

pytestmark = pytest.mark.django_db


def _retitle(journey, step, title):
    with changing(journey, EditAct.STEP_CHANGED, by=None, at=NOON, about=title) as change:
        row = change.open(Step, step.pk)
        row.title = title
        change.save(row)


def test_a_change_is_written_down_and_taken_back():
    journey = make_journey()
    before, step = document(journey), journey.steps.first()
    _retitle(journey, step, "Annat")
    undo(journey=journey, number=journey.edits, by=None, at=NOON)
    again = document(journey)
    assert again.step(str(step.pk)).title == before.step(str(step.pk)).title
    assert again.step(str(step.pk)).row_version > before.step(str(step.pk)).row_version
    assert [edit.act for edit in journey.history.all()] == ["made", "step_changed", "undone"]


def test_what_was_removed_comes_back_and_can_be_removed_again():
    journey = make_journey()
    step = journey.steps.get(title="SIP-möte")
    with changing(journey, EditAct.STEP_REMOVED, by=None, at=NOON) as change:
        change.remove(change.open(Step, step.pk))
    assert document(journey).step(str(step.pk)) is None
    taken_back = undo(journey=journey, number=2, by=None, at=NOON)
    assert document(journey).step(str(step.pk)) is not None
    undo(journey=journey, number=taken_back.number, by=None, at=NOON)
    assert document(journey).step(str(step.pk)) is None


def test_what_somebody_has_changed_since_is_not_taken_back():
    journey = make_journey()
    step = journey.steps.first()
    _retitle(journey, step, "Ett")
    _retitle(journey, step, "Två")
    with pytest.raises(RuleBroken, match="sedan dess"):
        undo(journey=journey, number=2, by=None, at=NOON)
    assert document(journey).step(str(step.pk)).title == "Två"
    assert MapEdit.objects.filter(journey=journey).count() == 3


def test_the_same_change_is_taken_back_once():
    journey = make_journey()
    _retitle(journey, journey.steps.first(), "Ett")
    undo(journey=journey, number=2, by=None, at=NOON)
    with pytest.raises(RuleBroken, match="redan"):
        undo(journey=journey, number=2, by=None, at=NOON)


def test_a_removed_step_is_not_opened_by_the_one_who_moves_it():
    journey = make_journey()
    step = journey.steps.first()
    with changing(journey, EditAct.STEP_REMOVED, by=None, at=NOON) as change:
        change.remove(change.open(Step, step.pk))
    with pytest.raises(RuleBroken, match="tagits bort"):
        _retitle(journey, step, "Ett")


def test_nothing_is_written_down_when_nothing_changed():
    journey = make_journey()
    _retitle(journey, journey.steps.first(), journey.steps.first().title)
    assert journey.history.count() == 1


@pytest.mark.parametrize("act", ["update", "delete"])
def test_history_is_never_changed(act):
    rows = MapEdit.objects.filter(journey=make_journey())
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(about="x") if act == "update" else rows.delete()


def test_what_others_have_changed_on_the_same_row_stands():
    journey = make_journey()
    step = journey.steps.get(title="SIP-möte")
    _retitle(journey, step, "Ett")
    with changing(journey, EditAct.STEP_CHANGED, by=None, at=NOON) as change:
        row = change.open(Step, step.pk)
        row.feeling = -2
        change.save(row)
    undo(journey=journey, number=2, by=None, at=NOON)
    again = Step.objects.get(pk=step.pk)
    assert (again.title, again.feeling) == ("SIP-möte", -2)


def test_an_undo_sent_twice_is_one():
    import uuid

    journey, key = make_journey(), uuid.uuid4()
    _retitle(journey, journey.steps.first(), "Ett")
    for _n in "ab":
        undo(journey=journey, number=2, by=None, at=NOON, client_key=key)
    assert journey.history.count() == 3
