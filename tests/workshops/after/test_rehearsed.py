"""What is written around a rehearsal goes when it ends."""

from __future__ import annotations

import uuid

import pytest

from tests import factories
from tests.workshops.sites.world import NOON, go, shown
from workshops.actions import pacing
from workshops.actions.listening import write_for_oneself
from workshops.actions.reflecting import reflect
from workshops.actions.rehearsal import end_rehearsal, invented_people, start_rehearsal
from workshops.actions.summing_up import correct, send_summary
from workshops.models import Correction, ListenerNote, Reflection, Summary

pytestmark = pytest.mark.django_db


def test_an_ended_rehearsal_takes_summaries_log_and_notes_along():
    practice = start_rehearsal(workshop=factories.make_workshop(), by=None, at=NOON)
    user = factories.make_member(lab=practice.lab, role="lead")
    site, place = practice.sites.get(), invented_people(practice)[0]
    step = go(site)
    note = factories.make_note(exercise=step, participation=place)
    shown(step)
    pacing.close_workshop(workshop=practice, by=None, at=NOON)
    summary = send_summary(site=site, intro="Hej", correct_by=NOON.date(), key=uuid.uuid4(), by=user, at=NOON)
    correct(summary=summary, participation=place, contribution=note, agrees=True, by=place, at=NOON)
    reflect(workshop=practice, key=uuid.uuid4(), day=NOON.date(), happened="Övat", by=user, at=NOON)
    write_for_oneself(workshop=practice, text="Övat", key=uuid.uuid4(), by=user, at=NOON)
    end_rehearsal(rehearsal=practice, by=user, at=NOON)
    assert not any(model.objects.exists() for model in (Summary, Correction, Reflection, ListenerNote))
