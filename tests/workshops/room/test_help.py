"""Help is asked for quietly, seen by who leads without a name, taken care of, and can be taken back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from hlab.live.models import Event
from tests import factories
from tests.workshops.sites.world import person, three_sites, two_tables
from workshops.actions import room as acts
from workshops.actions.joining import move_to_site
from workshops.actions.pacing import close_workshop
from workshops.models import HelpRequest
from workshops.queries import presence, steps_at
from workshops.queries.board import table_rows
from workshops.queries.room import counted_around, help_wanted, numbers_at
from workshops.wire import desk, room

pytestmark = pytest.mark.django_db
NOON = factories.NOON


@pytest.fixture
def workshop():
    return factories.make_open_workshop()


def ask(place, reason="tech"):
    return acts.ask_for_help(participation=place, reason=reason, by=place, at=NOON)


def test_twice_is_once_and_only_the_desk_hears(workshop, phone):
    _client, place = phone(workshop)
    first = ask(place)
    assert ask(place).pk == first.pk
    assert list(Event.objects.filter(kind="help").values_list("channel", flat=True)) == [desk(workshop.site.pk)]
    assert "tech" not in str(Event.objects.filter(kind="help").first().data)
    assert not Event.objects.filter(channel=room(workshop.site.pk), kind="help").exists()


def test_another_reason_takes_the_place_of_the_first(workshop, phone):
    _client, place = phone(workshop)
    ask(place)
    ask(place, "break")
    assert HelpRequest.objects.get(ended_at=None).reason == "break"


def test_the_database_keeps_one_request_of_a_person(workshop, phone):
    _client, place = phone(workshop)
    ask(place)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpRequest.objects.create(site=workshop.site, participation=place, reason="tech", asked_at=NOON)


@pytest.mark.parametrize("reason", ["", "annat", "tech "])
def test_an_unknown_reason_is_refused(workshop, phone, reason):
    _client, place = phone(workshop)
    with pytest.raises(RuleBroken):
        ask(place, reason)


def test_nobody_asks_after_the_session(workshop, phone):
    _client, place = phone(workshop)
    close_workshop(workshop=workshop, by=None, at=NOON)
    with pytest.raises(RuleBroken):
        ask(place)


def test_taken_care_of_leaves_the_list_and_the_person_can_ask_again(workshop, phone):
    _client, place = phone(workshop)
    host = factories.make_user()
    first = ask(place)
    acts.take_care(request=first, by=host, at=NOON)
    acts.take_care(request=first, by=factories.make_user(), at=NOON)
    assert HelpRequest.objects.get(pk=first.pk).taken_by == host
    assert help_wanted(workshop.site, {}) == []
    assert ask(place).pk != first.pk
    assert len(help_wanted(workshop.site, {})) == 1


def test_taking_it_back_twice_is_once(workshop, phone):
    _client, place = phone(workshop)
    ask(place)
    for _ in range(2):
        acts.need_no_help(participation=place, by=place, at=NOON)
    assert presence(workshop.site, None, NOON, **counted_around(workshop.site))["help"] == 0
    assert Event.objects.filter(kind="help").count() == 2


def test_the_table_of_who_asks_has_a_chip_and_the_others_have_not():
    world = three_sites(in_groups=True)
    one, _two = two_tables(world.a)
    ask(person(world.a, one))
    person(world.a)
    rows = table_rows(steps_at(world.a)[0], NOON)
    assert [row["asks_for_help"] for row in rows] == [True, False]


def test_who_moves_to_another_site_is_helped_there():
    world = three_sites()
    place = person(world.a)
    ask(place)
    move_to_site(participation=place, site=world.b, by=place, at=NOON)
    assert help_wanted(world.a, {}) == []
    assert [row["number"] for row in help_wanted(world.b, numbers_at(world.b))] == [1]


def test_the_whole_way_by_plain_forms(workshop, phone, client_of):
    client, _place = phone(workshop)
    page = client.post(
        reverse("workshops:around_act", args=[workshop.pk, "hjalp"]), {"skal": "question"}, follow=True
    ).content.decode()
    assert "Processledaren vet." in page
    host = client_of(factories.make_member(lab=workshop.lab, role="table_host"))
    console = host.get(reverse("workshops:console", args=[workshop.site.pk])).content.decode()
    assert "1 vill ha hjälp" in console
    around = host.get(reverse("workshops:room", args=[workshop.site.pk])).content.decode()
    assert "Jag förstår inte frågan" in around
    assert "nummer 1" in around
    asked = HelpRequest.objects.get()
    host.post(reverse("workshops:room_act", args=[workshop.site.pk, "ta-hand"]), {"rad": asked.pk})
    page = client.get(reverse("workshops:take_part", args=[workshop.pk])).content.decode()
    assert "och kommer" in page
    client.post(reverse("workshops:around_act", args=[workshop.pk, "hjalp-behovs-inte"]))
    assert HelpRequest.objects.get().ended_at is not None


def test_a_host_of_another_lab_cannot_take_care(workshop, phone, client_of):
    _client, place = phone(workshop)
    asked = ask(place)
    other = factories.make_open_workshop()
    host = client_of(factories.make_member(lab=other.lab))
    url = reverse("workshops:room_act", args=[other.site.pk, "ta-hand"])
    assert host.post(url, {"rad": asked.pk}).status_code == 404
    assert HelpRequest.objects.get(pk=asked.pk).taken_at is None
