"""Two facilitators at the same moment: one step at a time, and never another step than the one they saw."""

from __future__ import annotations

import pytest

from hlab.core.models import AuditEvent
from tests import factories
from tests.races.meet import MEETING, at_once, beside, refusals
from workshops.actions import pacing, planning
from workshops.models import Exercise, Workshop

pytestmark = MEETING
NOON = factories.NOON
WHO = {"by": None, "at": NOON}


@pytest.fixture
def workshop():
    return factories.make_open_workshop()


def test_opened_once_with_one_code():
    workshop = factories.make_workshop()

    def open_it():
        return pacing.open_site(site=workshop.site, **WHO).join_code

    assert len({*beside(open_it, open_it), *at_once(open_it, open_it)}) == 1
    assert AuditEvent.objects.filter(act="workshop.opened").count() == 1


def test_two_presses_on_next_move_one_step(workshop):
    steps, seen = list(workshop.exercises.all()), workshop.site.current_id

    def on():
        return pacing.go_to(site=workshop.site, step=steps[1], seen_step=seen, **WHO).current_id

    assert {*beside(on, on), *at_once(on, on)} == {steps[1].pk}
    assert AuditEvent.objects.filter(act="step.went_to").count() == 2  # the first step, and this


@pytest.mark.parametrize("act", [pacing.close_writing, pacing.reopen_writing, pacing.reveal, pacing.hide])
def test_what_was_meant_for_one_step_is_not_done_when_the_room_has_gone_on(workshop, act):
    step, following = workshop.site.current, workshop.exercises.get(position=2)
    said = beside(
        lambda: pacing.go_to(site=workshop.site, step=following, seen_step=step.pk, **WHO),
        lambda: act(exercise=step, **WHO),
    )
    assert refusals(said) == ["Verkstaden har gått vidare sedan du öppnade sidan. Inget ändrades."]


def test_two_new_steps_stand_after_each_other(workshop):
    def add():
        return planning.add_exercise(workshop=workshop, kind="brainstorm", title="Mer?", minutes=5, **WHO).position

    assert sorted(beside(add, add)) == [4, 5]


def test_two_steps_are_moved_at_once(workshop):
    more = [planning.add_exercise(workshop=workshop, kind="brainstorm", title="Mer?", minutes=5, **WHO) for _ in "123"]
    beside(*(lambda step=step: planning.move_exercise(exercise=step, up=True, **WHO) for step in (more[1], more[2])))
    order = [step.pk for step in workshop.exercises.filter(position__gt=3)]
    assert order == [more[1].pk, more[2].pk, more[0].pk]


@pytest.mark.parametrize("what", ["change", "move", "remove"])
def test_a_step_that_is_just_beginning_is_not_changed_moved_or_removed(what):
    workshop = _two_questions()
    first = workshop.exercises.get(position=1)
    acts = {
        "change": lambda: planning.change_exercise(exercise=first, title="Annat?", **WHO),
        "move": lambda: planning.move_exercise(exercise=first, up=False, **WHO),
        "remove": lambda: planning.remove_exercise(exercise=first, **WHO),
    }
    begin = {"site": workshop.site, "step": Exercise.objects.get(pk=first.pk), "seen_step": None}
    assert len(refusals(beside(lambda: pacing.go_to(**begin, **WHO), acts[what]))) == 1
    assert Workshop.objects.get(pk=workshop.pk).site.current.title == "Ett?"


def _two_questions():
    workshop = factories.make_workshop(with_programme=False)
    for title in ("Ett?", "Två?"):
        planning.add_exercise(workshop=workshop, kind="brainstorm", title=title, minutes=5, **WHO)
    return pacing.open_workshop(workshop=workshop, **WHO)
