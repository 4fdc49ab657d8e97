"""What people say at the same moment: nothing lost, nothing twice, nothing after the door has closed."""

from __future__ import annotations

import uuid

import pytest

from hlab.core.models import AuditEvent
from hlab.live.models import Event
from tests import factories
from tests.races.meet import MEETING, at_once, beside, refusals
from workshops.actions import contributions as acts
from workshops.actions import pacing
from workshops.models import Contribution, Exercise
from workshops.wire import desk, room

pytestmark = MEETING
NOON = factories.NOON


@pytest.fixture
def step():
    return factories.make_open_workshop().site.current


@pytest.fixture
def place(step):
    return factories.make_participation(workshop=step.workshop)


def leaving(step, place, text, key):
    return lambda: acts.leave_note(
        exercise=Exercise.objects.get(pk=step.pk), participation=place, text=text, client_key=key, by=place, at=NOON
    )


def closing(step, how="close"):
    """One of the acts after which nothing more comes in."""
    workshop, who = step.workshop, {"by": None, "at": NOON}
    following = workshop.exercises.get(position=2)
    return {
        "close": lambda: pacing.close_writing(exercise=step, **who),
        "go on": lambda: pacing.go_to(site=workshop.site, step=following, seen_step=step.pk, **who),
        "end": lambda: pacing.close_workshop(workshop=workshop, **who),
    }[how]


def told(channel: str, kind: str) -> list[dict]:
    return list(Event.objects.filter(channel_id=channel, kind=kind).order_by("seq").values_list("data", flat=True))


def test_the_same_tap_is_one_note_told_once(step, place):
    one = leaving(step, place, "Samma", uuid.uuid4())
    notes = [*beside(one, one), *at_once(one, one, one)]
    assert {note.pk for note in notes} == {Contribution.objects.get().pk}
    assert len(told(desk(step.here.site_id), "note")) == 1


def test_other_words_under_the_same_key_are_kept_too(step, place):
    key = uuid.uuid4()
    said = beside(leaving(step, place, "Ett", key), leaving(step, place, "Två", key))
    assert {note.text for note in said} == {"Ett", "Två"}
    assert set(Contribution.objects.values_list("text", flat=True)) == {"Ett", "Två"}


def test_another_persons_note_under_the_same_key_is_kept_too(step, place):
    key, other = uuid.uuid4(), factories.make_participation(workshop=step.workshop)
    said = beside(leaving(step, place, "Samma", key), leaving(step, other, "Samma", key))
    assert {note.participation_id for note in said} == {place.pk, other.pk}
    assert Contribution.objects.count() == 2


@pytest.mark.parametrize("how", ["close", "go on", "end"])
def test_no_note_slips_in_beside_closing(step, place, how):
    said = beside(closing(step, how), leaving(step, place, "Sent", uuid.uuid4()))
    assert len(refusals(said)) == 1
    assert not Contribution.objects.exists()


def test_who_was_first_gets_the_note_in(step, place):
    note, _closed = beside(leaving(step, place, "I tid", uuid.uuid4()), closing(step))
    assert Contribution.objects.get() == note


def test_no_change_slips_in_beside_closing(step, place):
    note = factories.make_note(exercise=step, participation=place, text="Före")
    change = {"contribution": note, "text": "Efter", "row_version": 1, "by": place, "at": NOON}
    assert len(refusals(beside(closing(step), lambda: acts.change_note(**change)))) == 1
    note.refresh_from_db()
    assert note.text == "Före"


def test_two_changes_at_once_keep_one_and_tell_the_other(step, place):
    note = factories.make_note(exercise=step, participation=place, text="Före")

    def change(text):
        return lambda: acts.change_note(contribution=note, text=text, row_version=1, by=place, at=NOON)

    assert len(refusals(beside(change("Ett"), change("Två")))) == 1
    note.refresh_from_db()
    assert (note.text, note.row_version) == ("Ett", 2)


def test_a_note_held_beside_showing_leaves_the_screens():
    workshop, step, (note, _other) = factories.make_room(people=2, reveal=False)
    pacing.close_writing(exercise=step, by=None, at=NOON)
    beside(
        lambda: pacing.reveal(exercise=step, by=None, at=NOON),
        lambda: acts.hold_note(contribution=note, reason="personal", by=None, at=NOON),
    )
    assert told(room(workshop.site.pk), "gone") == [{"step": step.pk, "note": str(note.pk)}]


def test_taking_back_twice_is_once():
    workshop, _step, (note,) = factories.make_room(people=1)

    def take_back():
        acts.withdraw(contribution=note, by=note.participation, at=NOON)

    beside(take_back, take_back)
    assert AuditEvent.objects.filter(act="contribution.withdrawn").count() == 1
    assert len(told(room(workshop.site.pk), "gone")) == 1


def test_holding_and_taking_back_in_a_shown_step_wait_for_nobody():
    _workshop, _step, notes = factories.make_room(people=4)
    said = at_once(
        *(lambda note=note: acts.hold_note(contribution=note, reason="reword", by=None, at=NOON) for note in notes[:2]),
        *(lambda note=note: acts.withdraw(contribution=note, by=note.participation, at=NOON) for note in notes[2:]),
    )
    assert refusals(said) == []
