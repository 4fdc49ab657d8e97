"""The speaking queue: by arrival, by perspective and number, one at a time; new voices first when a site says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests import factories
from workshops.actions import room as acts
from workshops.models import Turn
from workshops.queries.room import ahead_of, numbers_at, speaking_queue, talk_by_perspective

pytestmark = pytest.mark.django_db
NOON = factories.NOON


def minute(n):
    return NOON + timedelta(minutes=n)


@pytest.fixture
def site():
    return factories.make_open_workshop().site


def people(site, *perspectives):
    return [
        factories.make_participation(site=site, perspective=who, at=minute(n)) for n, who in enumerate(perspectives)
    ]


def speak(place, at):
    return acts.ask_to_speak(participation=place, by=place, at=at)


def order(site):
    return [row["number"] for row in speaking_queue(site, numbers_at(site))["waiting"]]


def test_by_arrival_and_twice_is_once(site):
    ann, bo = people(site, "lived", "staff")
    speak(bo, minute(10))
    speak(ann, minute(11))
    assert speak(bo, minute(12)).asked_at == minute(10)
    assert order(site) == [2, 1]
    assert ahead_of(site, ann) == 1


def test_one_speaks_at_a_time(site):
    ann, bo = people(site, "lived", "staff")
    first, second = speak(ann, minute(1)), speak(bo, minute(2))
    acts.give_the_floor(turn=first, by=None, at=minute(3))
    acts.give_the_floor(turn=second, by=None, at=minute(4))
    now = speaking_queue(site, {})
    assert now["now"]["turn"].pk == second.pk
    assert now["waiting"] == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(site=site, participation=ann, asked_at=NOON, given_at=NOON)


def test_a_turn_that_was_taken_back_is_not_given(site):
    (ann,) = people(site, "lived")
    turn = speak(ann, minute(1))
    acts.do_not_speak(participation=ann, by=ann, at=minute(2))
    acts.give_the_floor(turn=turn, by=None, at=minute(3))
    assert speaking_queue(site, {}) == {"now": None, "waiting": []}
    assert talk_by_perspective(site) == []


def test_those_who_have_not_spoken_may_come_first(site):
    ann, bo, cleo = people(site, "lived", "staff", "staff")
    acts.give_the_floor(turn=speak(ann, minute(1)), by=None, at=minute(2))
    acts.do_not_speak(participation=ann, by=ann, at=minute(3))
    speak(ann, minute(4))
    speak(bo, minute(5))
    speak(cleo, minute(6))
    assert order(site) == [1, 2, 3]
    acts.put_new_voices_first(site=site, first=True, by=None, at=minute(7))
    site.refresh_from_db()
    assert order(site) == [2, 3, 1]


def test_the_balance_is_counted_in_turns(site):
    ann, bo = people(site, "lived", "staff")
    for n in range(2):
        acts.give_the_floor(turn=speak(bo, minute(n)), by=None, at=minute(n))
        acts.do_not_speak(participation=bo, by=bo, at=minute(n))
    acts.give_the_floor(turn=speak(ann, minute(5)), by=None, at=minute(5))
    assert [n for _who, n in talk_by_perspective(site)] == [2, 1]


def test_the_balance_is_for_those_who_lead(site, client_of, phone):
    (ann,) = people(site, "lived")
    acts.give_the_floor(turn=speak(ann, minute(1)), by=None, at=minute(2))
    url = reverse("workshops:room", args=[site.pk])
    leader, host = (client_of(factories.make_member(lab=site.workshop.lab, role=r)) for r in ("lead", "table_host"))
    assert "haft ordet" in leader.get(url).content.decode()
    assert "haft ordet" not in host.get(url).content.decode()
    client, _place = phone(site.workshop)
    page = client.get(reverse("workshops:around", args=[site.workshop_id])).content.decode()
    assert "haft ordet" not in page


def test_from_the_phone_and_back_again(site, phone):
    client, place = phone(site.workshop)
    url = reverse("workshops:around_act", args=[site.workshop_id, "ordet"])
    page = client.post(url, {"fran": "rummet"}, follow=True).content.decode()
    assert "Du står först på talarlistan." in page
    client.post(reverse("workshops:around_act", args=[site.workshop_id, "inte-ordet"]))
    assert not Turn.objects.filter(participation=place, ended_at=None).exists()


def test_each_site_has_its_own_queue(site):
    other = factories.make_open_workshop().site
    (ann,) = people(other, "lived")
    speak(ann, minute(1))
    assert order(site) == []
