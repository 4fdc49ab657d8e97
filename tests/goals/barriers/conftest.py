"""A session at two places that stands at the step where people say what is in the way."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import pytest
from django.urls import reverse

from goals.models import Barrier
from goals.queries.barriers import KIND
from tests import factories
from tests.factories import NOON
from workshops.actions.pacing import close_writing, go_to, open_workshop, reveal
from workshops.actions.planning import add_exercise
from workshops.models import Exercise, Site, Workshop
from workshops.queries import step_at

WORDS = {"title": "Två journaler", "example": "Jag fick berätta allt två gånger."}


@dataclass
class Room:
    """A step at one of the places."""

    workshop: Workshop
    site: Site

    @property
    def step(self) -> Exercise:
        return step_at(self.site.pk, self.workshop.exercises.get(kind=KIND).pk)

    def url(self) -> str:
        return reverse("workshops:act", args=[self.workshop.pk, self.step.pk, "lamna"])

    def send(self, client, **data):
        return client.post(self.url(), {"key": str(uuid.uuid4()), **data})

    def card(self, **words) -> Barrier:
        """Somebody new has left a card here."""
        place = factories.make_participation(site=self.site, **words.pop("who", {}))
        text = words.pop("text", "") or f"Hinder {factories.serial()}"
        return factories.make_note(exercise=self.step, participation=place, text=text, **words).barrier

    def show(self):
        close_writing(exercise=self.step, by=None, at=NOON)
        reveal(exercise=self.step, by=None, at=NOON)


@pytest.fixture
def rooms(lab, frozen):
    """rooms(names, **fields of the step) → a Room for each place, all at the step."""

    def make(names=("Örebro", "Karlstad"), **fields):
        workshop = factories.make_workshop(lab=lab, with_programme=False)
        first = workshop.sites.get()
        Site.objects.filter(pk=first.pk).update(name=names[0] if len(names) > 1 else "")
        for n, name in enumerate(names[1:], 2):
            Site.objects.create(workshop=workshop, position=n, name=name, created_at=NOON)
        workshop.refresh_from_db()
        settings = fields.pop("settings", {"versions": [frozen.pk]})
        step = add_exercise(
            workshop=workshop, kind=KIND, title="Vad står i vägen?", minutes=20, settings=settings, by=None, at=NOON,
            **fields,
        )  # fmt: skip
        open_workshop(workshop=workshop, by=None, at=NOON)
        made = []
        for site in workshop.sites.order_by("position"):
            go_to(site=site, step=step_at(site.pk, step.pk), seen_step=None, by=None, at=NOON)
            made.append(Room(workshop, Site.objects.select_related("workshop__lab").get(pk=site.pk)))
        return made

    return make


@pytest.fixture
def frozen(lab):
    """A målbild whose words stand."""
    return factories.make_goal_version(goal=factories.make_goal(lab=lab), frozen_at=NOON)


@pytest.fixture
def room(rooms):
    """The step in a session in one room."""
    return rooms(names=("",))[0]


def url(name: str, *args) -> str:
    return reverse(f"goals:{name}", args=args)
