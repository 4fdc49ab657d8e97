"""A session that stands at the step where målbilder are tried."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

import pytest
from django.urls import reverse

from goals.actions.judging import judge
from tests import factories
from tests.factories import NOON
from workshops.actions.pacing import close_writing, open_workshop, reveal
from workshops.actions.planning import add_exercise
from workshops.queries import step_at

GROUPS = {"lived": (12, 5, 0, 0), "relative": (6, 0, 0, 0), "staff": (9, 5, 0, 0)}
ANSWERS = ("recognise", "partly", "not_recognise", "unknown")


@pytest.fixture
def versions(lab):
    """Two wordings of the lab that stand, resting on two notes each."""
    notes = factories.make_room(people=2, lab=lab)[2]
    made = [
        factories.make_goal_version(
            goal=factories.make_goal(lab=lab), notes=notes, frozen_at=NOON, title=title, easy_read="Kort sagt."
        )
        for title in ("Jag berättar en gång", "Jag vet vem jag ringer")
    ]
    for version in made:
        version.goal.lab = lab
    return made


@pytest.fixture
def stand(lab, versions):
    """stand(**fields of the step) → .workshop .step: an open session at the step that asks about both."""

    def make(**fields):
        workshop = factories.make_workshop(lab=lab, with_programme=False)
        fields = {"settings": {"versions": [version.pk for version in versions]}} | fields
        add_exercise(
            workshop=workshop, kind="validate_goals", title="Känner du igen dig?", minutes=20, by=None, at=NOON, **fields
        )
        open_workshop(workshop=workshop, by=None, at=NOON)
        workshop = factories.advance(workshop, 1)
        return SimpleNamespace(workshop=workshop, step=step_at(workshop.site.pk, workshop.site.current_id))

    return make


def again(here):
    here.step = step_at(here.step.here.site_id, here.step.pk)
    return here.step


def show(here):
    close_writing(exercise=here.step, by=None, at=NOON)
    reveal(exercise=again(here), by=None, at=NOON)
    return again(here)


def say(here, version, answer, place=None, **more):
    """One person's answer; a new person unless given."""
    perspective = more.pop("perspective", "lived")
    place = place or factories.make_participation(workshop=here.workshop, perspective=perspective)
    fields = {"client_key": uuid.uuid4(), "by": place, "at": NOON} | more
    return judge(exercise=here.step, participation=place, version=version, answer=answer, **fields)


def crowd(here, version, groups=None):
    """{perspective: how many said each of ANSWERS}."""
    for perspective, counts in (groups or GROUPS).items():
        for answer, n in zip(ANSWERS, counts, strict=True):
            for _ in range(n):
                say(here, version, answer, perspective=perspective)


def act_url(here):
    return reverse("workshops:act", args=[here.workshop.pk, here.step.pk, "svara"])


def page_url(here):
    return reverse("workshops:take_part", args=[here.workshop.pk])
