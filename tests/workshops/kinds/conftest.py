"""A session that stands at one step of a chosen kind, and what people do there."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from workshops.actions.pacing import close_writing, open_workshop, reveal
from workshops.actions.planning import add_exercise
from workshops.models import Exercise, Workshop

NOON = factories.NOON


@dataclass
class Here:
    """workshop, step: as they are now."""

    workshop: Workshop
    step: Exercise

    def url(self, name: str = "take_part", *rest) -> str:
        first = () if name in ("take_part", "console", "stage", "notes", "programme") else (self.step.pk,)
        return reverse(f"workshops:{name}", args=[factories.key_for(name, self.workshop), *first, *rest])

    def send(self, client, act: str, **data):
        """What the form of the step sends, without following where it leads."""
        return client.post(self.url("act", act), {"key": str(uuid.uuid4()), **data})

    def page(self, client, name: str = "take_part", *rest) -> BeautifulSoup:
        response = client.get(self.url(name, *rest))
        assert response.status_code == 200
        return BeautifulSoup(response.content.decode(), "html.parser")

    def words(self, client, name: str = "take_part", *rest) -> str:
        return " ".join(self.page(client, name, *rest).get_text(" ").split())

    def close(self):
        close_writing(exercise=self.step, by=None, at=NOON)
        self.step.refresh_from_db()

    def show(self):
        self.close()
        reveal(exercise=self.step, by=None, at=NOON)
        self.step.refresh_from_db()


@pytest.fixture
def at(db):
    """at(kind, settings=…, source=…) → Here."""

    def make(kind: str, **fields) -> Here:
        workshop = factories.make_workshop(with_programme=False)
        fields = {"title": "Hur ser du på det?", "minutes": 10} | fields
        step = add_exercise(workshop=workshop, kind=kind, by=None, at=NOON, **fields)
        open_workshop(workshop=workshop, by=None, at=NOON)
        workshop = factories.advance(workshop, 1)
        step.refresh_from_db()
        return Here(workshop, step)

    return make


@pytest.fixture
def leader(client_of):
    """leader(here) → a client of a facilitator of that session."""
    return lambda here, role="facilitator": client_of(factories.make_member(lab=here.workshop.lab, role=role))


@pytest.fixture
def colleague(phone):
    """colleague(here) → a client with both a log-in in the lab and a receipt in the session."""

    def make(here: Here):
        client, place = phone(here.workshop)
        user = factories.make_member(lab=here.workshop.lab, role="facilitator")
        receipt = client.cookies.copy()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for name, morsel in receipt.items():
            client.cookies[name] = morsel.value
        return client, place

    return make


LATER = NOON + timedelta(minutes=5)
