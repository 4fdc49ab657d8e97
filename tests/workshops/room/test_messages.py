"""A message reaches those it is for, stays until they put it away, and is kept in a list."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from hlab.live.models import Event
from tests import factories
from tests.workshops.sites.world import person, three_sites, two_tables
from workshops.actions import messages as acts
from workshops.models import Message
from workshops.queries.room import message_on_stage, messages_for
from workshops.wire import room, table

pytestmark = pytest.mark.django_db
NOON = factories.NOON


@pytest.fixture
def world():
    world = three_sites()
    world.one, world.two = two_tables(world.a)
    world.ann, world.bo, world.cleo = person(world.a, world.one), person(world.a, world.two), person(world.b)
    return world


def send(site, text="Vi börjar om fem minuter", **fields):
    fields = {"key": uuid.uuid4(), "by": None, "at": NOON} | fields
    return acts.send_message(site=site, text=text, **fields)


def read(*places):
    return [[message.text for message in messages_for(place)] for place in places]


def test_to_all_at_one_site_and_to_nobody_else(world):
    send(world.a)
    assert read(world.ann, world.bo, world.cleo) == [["Vi börjar om fem minuter"], ["Vi börjar om fem minuter"], []]
    assert Event.objects.filter(channel=room(world.a.pk), kind="told").exists()
    assert "fem minuter" not in str(list(Event.objects.values_list("data", flat=True)))


def test_to_one_table(world):
    send(world.a, group=world.one)
    assert read(world.ann, world.bo) == [["Vi börjar om fem minuter"], []]
    assert Event.objects.filter(channel=table(world.one.pk), kind="told").exists()
    assert not Event.objects.filter(channel=room(world.a.pk), kind="told").exists()


def test_put_away_by_one_and_taken_away_for_all(world):
    message = send(world.a)
    for _ in range(2):
        acts.put_away(message=message, participation=world.ann, by=world.ann, at=NOON)
    assert read(world.ann, world.bo) == [[], ["Vi börjar om fem minuter"]]
    acts.end_message(message=message, by=None, at=NOON)
    assert read(world.bo) == [[]]
    assert Message.objects.count() == 1


def test_the_latest_is_first_and_the_same_key_is_one(world):
    key = uuid.uuid4()
    send(world.a, "Först", key=key)
    send(world.a, "Först", key=key)
    send(world.a, "Sedan")
    assert read(world.ann) == [["Sedan", "Först"]]


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "x" * 301])
def test_what_is_empty_or_too_long_is_refused(world, text):
    with pytest.raises(RuleBroken):
        send(world.a, text)


def test_another_sites_table_is_refused_by_the_act_and_by_the_database(world):
    with pytest.raises(RuleBroken):
        send(world.b, group=world.one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(site=world.b, group=world.one, text="x", sent_at=NOON, key=uuid.uuid4())


def test_the_big_screen_shows_only_what_is_for_all_and_chosen(world, client_of):
    send(world.a, "Bara på telefonerna")
    assert message_on_stage(world.a) is None
    send(world.a, "Samling i stora salen", on_stage=True)
    client = client_of(factories.make_member(lab=world.lab, role="lead"))
    stage = client.get(reverse("workshops:stage", args=[world.a.pk])).content.decode()
    assert "Samling i stora salen" in stage
    assert "Bara på telefonerna" not in stage
    with pytest.raises(RuleBroken):
        send(world.a, group=world.one, on_stage=True)


def test_only_those_who_lead_may_write_to_the_room(world, client_of):
    url = reverse("workshops:room_act", args=[world.a.pk, "skicka"])
    data = {"text": "Hej", "key": str(uuid.uuid4())}
    host = client_of(factories.make_member(lab=world.lab, role="table_host"))
    assert host.post(url, data).status_code == 403
    leader = client_of(factories.make_member(lab=world.lab, role="facilitator"))
    assert leader.post(url, data).status_code == 302
    assert Message.objects.count() == 1
    too_long = leader.post(url, {"text": "x" * 301, "key": str(uuid.uuid4())})
    assert too_long.status_code == 400 or too_long.status_code == 422
    assert "x" * 301 in too_long.content.decode()


def test_on_the_page_without_script_and_put_away_there(phone):
    workshop = factories.make_open_workshop()
    client, _place = phone(workshop)
    send(workshop.site, "Kaffet är serverat <b>nu</b>")
    url = reverse("workshops:take_part", args=[workshop.pk])
    page = client.get(url).content.decode()
    assert "Kaffet är serverat &lt;b&gt;nu&lt;/b&gt;" in page
    assert "autofocus" not in page
    client.post(reverse("workshops:around_act", args=[workshop.pk, "last"]), {"rad": Message.objects.get().pk})
    assert "Kaffet är serverat" not in client.get(url).content.decode()
