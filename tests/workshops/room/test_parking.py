"""The parking: what a participant puts there is read before the room sees it, and gets an answer."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from workshops.actions import parking as acts
from workshops.models import Parked
from workshops.queries.room import parked_for

pytestmark = pytest.mark.django_db
NOON = factories.NOON


@pytest.fixture
def workshop():
    return factories.make_open_workshop()


def put(workshop, text="Vem betalar?", place=None, **fields):
    fields = {"key": uuid.uuid4(), "by": None, "at": NOON} | fields
    return acts.park(site=workshop.site, text=text, participation=place, **fields)


def test_a_participants_is_hidden_until_it_is_accepted(workshop, phone):
    (_c, ann), (_d, bo) = phone(workshop), phone(workshop)
    row = put(workshop, place=ann)
    assert [len(parked_for(place)) for place in (ann, bo)] == [1, 0]
    acts.accept(parked=row, by=None, at=NOON)
    assert [len(parked_for(place)) for place in (ann, bo)] == [1, 1]


def test_what_is_not_taken_up_is_seen_by_who_wrote_it_only(workshop, phone):
    (_c, ann), (_d, bo) = phone(workshop), phone(workshop)
    row = put(workshop, place=ann)
    acts.decline(parked=row, by=None, at=NOON)
    assert [len(parked_for(place)) for place in (ann, bo)] == [1, 0]


def test_the_facilitators_own_is_seen_at_once_and_the_same_key_is_one(workshop, phone):
    _client, bo = phone(workshop)
    key = uuid.uuid4()
    put(workshop, key=key)
    put(workshop, key=key)
    assert len(parked_for(bo)) == 1


def test_an_answer_closes_it_and_it_can_be_opened_again(workshop):
    row = put(workshop)
    acts.answer(parked=row, text="Vi frågar styrgruppen.", by=None, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.done_at) == ("done", NOON)
    acts.reopen(parked=row, by=None, at=NOON)
    row.refresh_from_db()
    assert (row.state, row.answer, row.done_at) == ("open", "Vi frågar styrgruppen.", None)


@pytest.mark.parametrize("text", ["", " ", "x" * 301])
def test_empty_or_too_long(workshop, text):
    with pytest.raises(RuleBroken):
        put(workshop, text)


def test_nobody_sees_who_put_it_there(workshop, phone, client_of):
    client, ann = phone(workshop, perspective="relative")
    url = reverse("workshops:around_act", args=[workshop.pk, "parkera"])
    client.post(url, {"text": "Vad händer med journalen?", "key": str(uuid.uuid4()), "fran": "rummet"})
    leader = client_of(factories.make_member(lab=workshop.lab, role="lead"))
    page = leader.get(reverse("workshops:room", args=[workshop.site.pk])).content.decode()
    assert "Vad händer med journalen?" in page
    assert str(ann.pk) not in page
    other, _bo = phone(workshop)
    around = reverse("workshops:around", args=[workshop.pk])
    assert "journalen" not in other.get(around).content.decode()
    row = Parked.objects.get()
    leader.post(reverse("workshops:room_act", args=[workshop.site.pk, "slapp-fram"]), {"rad": row.pk})
    assert "journalen" in other.get(around).content.decode()
    leader.post(
        reverse("workshops:room_act", args=[workshop.site.pk, "besvara"]), {"rad": row.pk, "answer": "Vi återkommer."}
    )
    printed = leader.get(reverse("workshops:parking", args=[workshop.site.pk])).content.decode()
    assert "Vi återkommer." in printed


def test_a_text_that_is_too_long_comes_back(workshop, phone):
    client, _ann = phone(workshop)
    url = reverse("workshops:around_act", args=[workshop.pk, "parkera"])
    answer = client.post(url, {"text": "å" * 301, "key": str(uuid.uuid4())})
    assert "å" * 301 in answer.content.decode()
    assert Parked.objects.count() == 0


def test_a_table_host_reads_and_parks_but_does_not_decide(workshop, phone, client_of):
    _client, ann = phone(workshop)
    row = put(workshop, place=ann)
    host = client_of(factories.make_member(lab=workshop.lab, role="table_host"))
    assert (
        host.post(reverse("workshops:room_act", args=[workshop.site.pk, "slapp-fram"]), {"rad": row.pk}).status_code
        == 403
    )
