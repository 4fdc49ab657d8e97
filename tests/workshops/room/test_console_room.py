"""What the console says of the room, at the same cost for one person and for two hundred."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.workshops.sites.world import go, person, three_sites, two_tables
from workshops.actions import messages, parking
from workshops.actions import room as acts
from workshops.actions.moderation import report_note
from workshops.actions.sites import name_host
from workshops.models import HelpRequest, Participation, Turn

pytestmark = pytest.mark.django_db
NOON = factories.NOON
MOST_QUERIES = 15


def cost(client, url, **headers) -> int:
    client.get(url, **headers)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url, **headers)
    assert answer.status_code == 200
    return len(seen)


def busy(number: int):
    """A site with two tables and this many people who all want something, among three sites."""
    world = three_sites(in_groups=True)
    tables = two_tables(world.a)
    step = go(world.a)
    first = person(world.a, tables[0])
    others = Participation.objects.bulk_create(
        Participation(
            workshop=world.workshop, site=world.a, group=tables[n % 2], receipt=factories.make_receipt()[0],
            joined_at=NOON + timedelta(seconds=n), last_seen_at=NOON,
        )
        for n in range(1, number)
    )  # fmt: skip
    places = [first, *others]
    HelpRequest.objects.bulk_create(
        HelpRequest(site=world.a, participation=place, reason="tech", asked_at=NOON) for place in places
    )
    Turn.objects.bulk_create(Turn(site=world.a, participation=place, asked_at=NOON) for place in places)
    note = factories.make_note(exercise=step, participation=first)
    for place in places[: min(number, 20)]:
        report_note(contribution=note, participation=place, reason="other", by=place, at=NOON)
        parking.park(site=world.a, text="Sedan", key=uuid.uuid4(), participation=place, by=place, at=NOON)
        messages.send_message(site=world.a, text="Hej", key=uuid.uuid4(), by=None, at=NOON)
    return world


@pytest.mark.parametrize("name", ["console", "room", "stage", "parking"])
def test_the_same_cost_for_one_twenty_and_two_hundred(client_of, name):
    costs = []
    for number in (1, 20, 200):
        world = busy(number)
        for _ in range(number % 7):
            factories.make_member(lab=world.lab)
        client = client_of(factories.make_member(lab=world.lab, role="lead"))
        costs.append(cost(client, reverse(f"workshops:{name}", args=[world.a.pk])))
        if name == "console":
            assert cost(client, reverse("workshops:console", args=[world.a.pk]) + "?del=orter") <= MOST_QUERIES
    assert len(set(costs)) == 1, costs
    assert costs[0] <= MOST_QUERIES, costs


def test_a_participants_page_costs_the_same(phone):
    costs = []
    for number in (1, 20):
        workshop = factories.make_open_workshop()
        client, place = phone(workshop)
        acts.ask_for_help(participation=place, reason="tech", by=place, at=NOON)
        for n in range(number):
            messages.send_message(site=workshop.site, text=f"Hej {n}", key=uuid.uuid4(), by=None, at=NOON)
            parking.park(site=workshop.site, text="Sedan", key=uuid.uuid4(), by=None, at=NOON)
        costs.append(
            tuple(cost(client, reverse(f"workshops:{name}", args=[workshop.pk])) for name in ("take_part", "around"))
        )
    assert costs[0] == costs[1]
    assert max(costs[0]) <= MOST_QUERIES


# --- Who has gone -------------------------------------------------------------------------------


def test_a_number_that_has_gone_is_not_waited_for_and_can_come_back(client_of):
    workshop = factories.make_open_workshop()
    places = [factories.make_participation(workshop=workshop, at=NOON + timedelta(seconds=n)) for n in range(2)]
    host = client_of(factories.make_member(lab=workshop.lab, role="table_host"))
    act = "workshops:room_act"
    host.post(reverse(act, args=[workshop.site.pk, "gatt"]), {"nummer": "2"})
    places[1].refresh_from_db()
    assert places[1].left_at is not None
    page = host.get(reverse("workshops:console", args=[workshop.site.pk])).content.decode()
    assert "1 har gått" in page
    host.post(reverse(act, args=[workshop.site.pk, "tillbaka"]), {"nummer": "2"})
    places[1].refresh_from_db()
    assert places[1].left_at is None


@pytest.mark.parametrize("number", ["", "0", "3", "-1", "ett", "9" * 40])
def test_a_number_that_nobody_has(client_of, number):
    workshop = factories.make_open_workshop()
    factories.make_participation(workshop=workshop)
    host = client_of(factories.make_member(lab=workshop.lab))
    answer = host.post(reverse("workshops:room_act", args=[workshop.site.pk, "gatt"]), {"nummer": number})
    assert answer.status_code == 422 or answer.status_code == 400
    assert not Participation.objects.filter(left_at__isnull=False).exists()


def test_i_must_go_stands_on_the_participants_page(phone):
    workshop = factories.make_open_workshop()
    client, place = phone(workshop)
    url = reverse("workshops:take_part", args=[workshop.pk])
    assert "Jag måste gå" in client.get(url).content.decode()
    client.post(reverse("workshops:go", args=[workshop.pk]))
    place.refresh_from_db()
    assert place.left_at is not None
    assert "Jag är tillbaka" in client.get(url).content.decode()


# --- Those who lead together --------------------------------------------------------------------


def test_the_console_says_with_whom_one_leads(client_of):
    world = three_sites()
    me, other, elsewhere = (
        factories.make_member(lab=world.lab, first_name=name, last_name="Ek") for name in ("Ann", "Bo", "Cleo")
    )
    url = reverse("workshops:console", args=[world.a.pk])
    page = client_of(me).get(url).content.decode()
    assert "Du leder tillsammans med" in page
    assert "Bo Ek, Cleo Ek" in page
    for user in (me, other):
        name_host(site=world.a, user=user, group=None, by=None, at=NOON)
    name_host(site=world.b, user=elsewhere, group=None, by=None, at=NOON)
    page = client_of(me).get(url).content.decode()
    assert "Bo Ek" in page
    assert "Cleo Ek" not in page


# --- Time ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "after"), [("2", 2), ("-2", -2), ("25", 25), ("-7", -7)])
def test_minutes_more_and_less(client_of, minutes, after):
    from django.utils import timezone

    from workshops.queries import step_at

    workshop = factories.make_open_workshop(at=timezone.now())
    client = client_of(factories.make_member(lab=workshop.lab))
    site = workshop.site
    before = step_at(site.pk, site.current_id).ends_at
    client.post(
        reverse("workshops:pace", args=[site.pk, "mer-tid"]), {"minuter": minutes, "sett": str(site.current_id)}
    )
    assert step_at(site.pk, site.current_id).ends_at - before == timedelta(minutes=after)


def test_the_fragment_and_the_page_are_the_same_but_for_the_frame(client_of):
    workshop = factories.make_open_workshop()
    client = client_of(factories.make_member(lab=workshop.lab))
    url = reverse("workshops:room", args=[workshop.site.pk])
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Talarlista" in fragment
    assert "<html" in client.get(url).content.decode()


def test_an_act_that_does_not_exist(client_of, phone):
    workshop = factories.make_open_workshop()
    host = client_of(factories.make_member(lab=workshop.lab))
    assert host.post(reverse("workshops:room_act", args=[workshop.site.pk, "radera"])).status_code == 404
    client, _place = phone(workshop)
    assert client.post(reverse("workshops:around_act", args=[workshop.pk, "radera"])).status_code == 404
    assert client.get(reverse("workshops:around_act", args=[workshop.pk, "ordet"])).status_code == 405
