"""Stämmer kartan? A person reads the map of their own way and says so, without an account."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from journeys.actions.editing import changing
from journeys.enums import EditAct
from journeys.models import Step
from tests import factories
from tests.factories import NOON
from tests.journeys.told import make_own, make_told, publish

pytestmark = pytest.mark.django_db
RECEIPT = reverse("followup:receipt")


@pytest.fixture
def world(lab):
    journey, notes, code = make_own(lab=lab)
    return {"journey": journey, "notes": notes, "client": factories.carry(Client(), code)}


def address(journey):
    return reverse("followup:own_journey", args=[journey.pk])


def answer(world, answer, **more):
    journey = world["journey"]
    journey.refresh_from_db()
    sent = {"answer": answer, "words": "", "edits": journey.edits} | more
    response = world["client"].post(address(journey), sent)
    journey.refresh_from_db()
    return response


def test_a_person_reads_the_map_says_yes_and_it_is_published(world):
    client, journey = world["client"], world["journey"]
    page = client.get(RECEIPT).content.decode()
    assert journey.title in page and address(journey) in page
    page = client.get(address(journey)).content.decode()
    assert "Ringer vårdcentralen" in page and "Stämmer kartan?" in page
    assert answer(world, "").status_code == 422
    for _twice in range(2):
        assert answer(world, "yes").status_code == 302
    assert journey.teller_says == "yes"
    publish(journey)
    assert "Kartan är publik" in client.get(address(journey)).content.decode()
    assert answer(world, "change").status_code == 422  # needs words
    assert journey.public_version is not None
    assert answer(world, "change", words="Det var på natten.").status_code == 302
    assert journey.public_version is None
    assert "Det var på natten." in client.get(RECEIPT).content.decode()


def test_no_takes_it_down_and_lays_it_aside(world):
    answer(world, "yes")
    publish(world["journey"])
    assert answer(world, "no").status_code == 302
    journey = world["journey"]
    assert journey.public_version is None and journey.archived_at is not None
    assert "inte får användas" in world["client"].get(RECEIPT).content.decode()
    assert world["client"].get(address(journey)).status_code == 200  # and they can still read it


def test_a_map_that_was_changed_meanwhile_is_shown_again_and_not_agreed_to(world):
    journey = world["journey"]
    seen = journey.edits
    with changing(journey, EditAct.STEP_CHANGED, by=None, at=NOON) as change:
        step = change.open(Step, journey.steps.get(title="SIP-möte").pk)
        step.title = "Ett annat möte"
        change.save(step)
    response = answer(world, "yes", edits=seen)
    page = response.content.decode()
    assert response.status_code == 409 and "Ett annat möte" in page and journey.teller_says == ""
    assert f'name="edits" value="{journey.edits}"' in page  # what is said next is said of this


def test_the_lab_reads_what_the_person_says(world, client_of, lead):
    answer(world, "change", words="Det var på natten.")
    there = reverse("journeys:journey", args=[world["journey"].pk])
    assert "Det var på natten." in client_of(lead).get(there).content.decode()


def test_nobody_else_comes_near(world, client_of, lead, lab):
    there = address(world["journey"])
    _other, other_code = factories.make_receipt()
    for client in (Client(), factories.carry(Client(), other_code), client_of(lead)):
        assert client.get(there).status_code == 302
        assert client.post(there, {"answer": "yes", "edits": 1}).status_code == 403
    persona, _notes = make_told(lab=lab)
    assert world["client"].get(address(persona)).status_code == 302
    assert persona.title not in factories.carry(Client(), other_code).get(RECEIPT).content.decode()
