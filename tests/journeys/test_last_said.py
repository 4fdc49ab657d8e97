"""How old the latest of what a map rests on is: on its page and in the list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from journeys.analysis.document import Voice
from journeys.models import Journey
from journeys.queries.journeys import with_last_said
from tests.factories import NOON, make_journey, make_note, make_open_workshop, make_participation
from tests.journeys.sample import DOCUMENT
from workshops.actions.contributions import withdraw

pytestmark = pytest.mark.django_db
OLD, NEW = NOON - timedelta(days=400), NOON - timedelta(days=20)


@pytest.fixture
def notes(lab):
    """An old note and a newer one, of two people."""
    step = make_open_workshop(lab=lab).exercises.get(position=1)
    found = []
    for at in (OLD, NEW):
        place = make_participation(workshop=step.workshop)
        found.append(make_note(exercise=step, participation=place, at=at))
    return found


@pytest.fixture
def voiced(lab, notes):
    """A map whose first step rests on the old note, and whose first gap on the newer one."""
    first, gap = DOCUMENT.phases[0].steps[0], DOCUMENT.gaps[0]
    return make_journey(lab=lab, document=replace(
        DOCUMENT,
        phases=(
            replace(DOCUMENT.phases[0], steps=(replace(first, voices=(Voice(str(notes[0].pk)),)),)),
            *DOCUMENT.phases[1:],
        ),
        gaps=(replace(gap, voices=(Voice(str(notes[1].pk)),)), *DOCUMENT.gaps[1:]),
    ))  # fmt: skip


def last_said(journey):
    return with_last_said(Journey.objects.all()).get(pk=journey.pk).last_said


def test_the_latest_voice_that_may_be_used_counts(voiced, notes):
    assert last_said(voiced) == NEW
    withdraw(contribution=notes[1], by=notes[1].participation.receipt, at=NOON)
    assert last_said(voiced) == OLD
    voiced.voices.update(gone_at=NOON)
    assert last_said(voiced) is None


def test_the_page_and_the_list_tell_it(voiced, lab, lead, client_of):
    client = client_of(lead)
    page = client.get(reverse("journeys:journey", args=[voiced.pk])).content.decode()
    day = f"{NEW.day} "
    assert "Senaste underlag" in page and f"En röst från {day}" in page
    bare = make_journey(lab=lab, document=replace(DOCUMENT, title="Utan röster"))
    assert "Ingen röst är kopplad" in client.get(reverse("journeys:journey", args=[bare.pk])).content.decode()
    rows = client.get(f"{reverse('journeys:list', args=[lab.pk])}?ordning=underlag").content.decode()
    assert f"Senaste underlag: {day}" in rows and "Ingen röst bakom ännu." in rows
    assert rows.index("Utan röster") < rows.index(DOCUMENT.title), "what rests on nothing is oldest"


def test_how_it_was_planned_stands_beside_under_its_own_name(lab, lead, client_of):
    today = make_journey(lab=lab)
    plan = make_journey(lab=lab, document=replace(DOCUMENT, title="Planen", kind="planned"), as_is=today)
    tabs = client_of(lead).get(reverse("journeys:journey", args=[plan.pk])).content.decode()
    assert "Så var det planerat" in tabs and "Så skulle det kunna bli</a>" not in tabs
