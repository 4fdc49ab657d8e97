"""Talk: the host writes down what the room or a table comes to; the table reads first and stands by it."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from tests import factories
from tests.workshops.sites.world import NOON, again, go, person, shown, three_sites, two_tables
from workshops.actions import groups, pacing, planning
from workshops.models import Contribution
from workshops.queries import own_notes, people_behind, shown_notes

pytestmark = pytest.mark.django_db


def talk(workshop, **fields):
    return planning.add_exercise(
        workshop=workshop, kind="discussion", title="Vad behöver vi?", minutes=20, by=None, at=NOON, **fields
    )


@pytest.fixture
def world():
    """One site with two tables, at a talk done at the tables."""
    world = three_sites(opened=False)
    talk(world.workshop, in_groups=True)
    pacing.open_workshop(workshop=world.workshop, by=None, at=NOON)
    world.one, world.two = two_tables(world.a)
    world.receipt, world.code = factories.make_receipt()
    world.ann, world.bo = person(world.a, world.one, receipt=world.receipt), person(world.a, world.two)
    world.step = go(world.a, 3)
    return world


def send(client, site, step, **data):
    url = reverse("workshops:host_act", args=[site.pk, step.pk, "anteckna"])
    return client.post(url, {"key": str(uuid.uuid4()), "text": "En väg in", **data})


def test_a_note_of_the_room_is_nobodys_and_is_shown_when_revealed(client_of, phone):
    workshop = factories.make_workshop(with_programme=False)
    talk(workshop)
    pacing.open_workshop(workshop=workshop, by=None, at=NOON)
    workshop = factories.advance(workshop, 1)
    client, place = phone(workshop)
    leader = client_of(factories.make_member(lab=workshop.lab))
    assert send(leader, workshop.site, workshop.site.current).status_code == 302
    note = Contribution.objects.get()
    assert (note.participation.voice, note.group) == ("group", None)
    url = reverse("workshops:take_part", args=[workshop.pk])
    before = client.get(url).content.decode()
    assert "En väg in" not in before
    assert "Den som leder skriver ner" in before
    pacing.close_writing(exercise=go(workshop.site), by=None, at=NOON)
    step = again(go(workshop.site))
    pacing.reveal(exercise=step, by=None, at=NOON)
    page = client.get(url).content.decode()
    assert "En väg in" in page
    assert "Hela rummet" in page
    assert not own_notes(step, place).exists()
    assert people_behind(Contribution.objects.all()) == (0, {})


def test_a_tables_note_is_read_by_the_table_first(world, client_of, client):
    leader = client_of(factories.make_member(lab=world.lab))
    send(leader, world.a, world.step, group=world.one.pk)
    assert Contribution.objects.get().group == world.one
    phone = factories.carry(client, world.code)
    url = reverse("workshops:take_part", args=[world.workshop.pk])
    assert "En väg in" not in phone.get(url).content.decode()
    groups.show_to_group(exercise=world.step, group=world.one, shown=True, by=None, at=NOON)
    page = phone.get(url).content.decode()
    assert "Så här har vi skrivit" in page
    assert "En väg in" in page
    step = shown(world.step)
    assert not shown_notes(step).exists()
    groups.confirm(exercise=step, group=world.one, by=world.ann, at=NOON)
    assert [note.text for note in shown_notes(step)] == ["En väg in"]


def test_what_looks_personal_is_asked_about_and_the_words_stay(world, client_of):
    leader = client_of(factories.make_member(lab=world.lab))
    answer = send(leader, world.a, world.step, text="Ring 070-123 45 67")
    assert answer.status_code == 422 or answer.status_code == 400
    assert "Ring 070-123 45 67" in answer.content.decode()
    assert Contribution.objects.count() == 0
    send(leader, world.a, world.step, text="Ring 070-123 45 67", confirmed="1")
    assert Contribution.objects.get().hold == "personal"


@pytest.mark.parametrize("data", [{"text": ""}, {"text": "x" * 2000}, {"group": "999999"}, {"key": "inte en nyckel"}])
def test_bad_input_keeps_nothing(world, client_of, data):
    leader = client_of(factories.make_member(lab=world.lab))
    assert send(leader, world.a, world.step, **data).status_code in (400, 404, 409, 422)
    assert Contribution.objects.count() == 0


def test_twice_is_once_and_nothing_after_the_talk_is_over(world, client_of):
    leader, key = client_of(factories.make_member(lab=world.lab)), str(uuid.uuid4())
    for _ in range(2):
        send(leader, world.a, world.step, key=key)
    assert Contribution.objects.count() == 1
    pacing.close_writing(exercise=world.step, by=None, at=NOON)
    assert send(leader, world.a, world.step, text="För sent").status_code == 409
    assert Contribution.objects.count() == 1


def test_a_participant_cannot_write_in_it(world, client):
    phone = factories.carry(client, world.code)
    url = reverse("workshops:act", args=[world.workshop.pk, world.step.pk, "anteckna"])
    assert phone.post(url, {"text": "x", "key": str(uuid.uuid4())}).status_code == 404


def test_what_was_said_can_be_sorted():
    workshop = factories.make_workshop(with_programme=False)
    step = talk(workshop)
    planning.add_exercise(workshop=workshop, kind="cluster", title="Sortera", minutes=5, source=step, by=None, at=NOON)
    assert workshop.exercises.count() == 2


def test_every_page_of_it_opens(world, client_of, client):
    leader, phone = client_of(factories.make_member(lab=world.lab)), factories.carry(client, world.code)
    send(leader, world.a, world.step)
    shown(world.step)
    for who, name, args in (
        (leader, "console", [world.a.pk]), (leader, "stage", [world.a.pk]),
        (phone, "earlier", [world.workshop.pk, world.step.pk]), (phone, "take_part", [world.workshop.pk]),
        (leader, "table", [world.a.pk, world.one.pk]),
    ):  # fmt: skip
        assert who.get(reverse(f"workshops:{name}", args=args)).status_code == 200
