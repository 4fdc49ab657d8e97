"""Two who work on one målbild at the same moment."""

from __future__ import annotations

import pytest

from goals.actions.evidence import put_voices
from goals.actions.status import freeze
from goals.actions.versions import create_goal, discard_draft, start_new_version
from goals.models import Goal, GoalVersion
from hlab.cms.actions.publishing import publish_goal
from hlab.cms.models import GoalPage
from hlab.core.models import AuditEvent
from tests import factories
from tests.races.meet import MEETING, at_once, beside, refusals

pytestmark = MEETING
WHO = {"by": None, "at": factories.NOON}


@pytest.fixture
def notes():
    return factories.make_room(people=3)[2]


@pytest.fixture
def draft(notes):
    lab = notes[0].exercise.workshop.lab
    return create_goal(lab=lab, title="T", statement="Jag", contribution_ids=[notes[0].pk], **WHO)


def publishing(draft):
    return lambda: publish_goal(version=GoalVersion.objects.get(pk=draft.pk), **WHO).pk


def discarding(draft):
    version = GoalVersion.objects.get(pk=draft.pk)
    return lambda: discard_draft(version=version, **WHO)


def test_published_twice_is_one_page(draft):
    assert len({*beside(publishing(draft), publishing(draft)), *at_once(publishing(draft), publishing(draft))}) == 1
    assert GoalPage.objects.count() == 1
    assert AuditEvent.objects.filter(act="goal.published").count() == 1


def test_what_is_being_published_is_not_thrown_away(draft):
    assert len(refusals(beside(publishing(draft), discarding(draft)))) == 1
    assert Goal.objects.exists()


def test_what_is_being_thrown_away_is_not_published(draft):
    later = GoalVersion.objects.get(pk=draft.pk)
    said = beside(discarding(draft), lambda: publish_goal(version=later, **WHO))
    assert len(refusals(said)) == 1
    assert not Goal.objects.exists()


def test_published_and_thrown_away_together_wait_for_nobody(notes, draft):
    lab = notes[0].exercise.workshop.lab
    for _round in range(4):
        draft = create_goal(lab=lab, title="T", statement="Jag", contribution_ids=[notes[0].pk], **WHO)
        assert len(refusals(at_once(publishing(draft), discarding(draft)))) == 1


def test_the_same_voices_twice_are_added_once(draft, notes):
    def add():
        return put_voices(version=draft, contribution_ids=[note.pk for note in notes], **WHO)

    assert beside(add, add) == [2, 0]


def test_no_voice_slips_in_beside_the_lock(draft, notes):
    said = beside(
        lambda: freeze(version=draft, **WHO),
        lambda: put_voices(version=draft, contribution_ids=[note.pk for note in notes], **WHO),
    )
    assert len(refusals(said)) == 1
    assert draft.evidence.count() == GoalVersion.objects.get(pk=draft.pk).people_count == 1


def test_one_new_version_at_a_time(draft):
    freeze(version=draft, **WHO)

    def begin():
        return start_new_version(goal=draft.goal, **WHO)

    assert len(refusals(beside(begin, begin))) == 1
