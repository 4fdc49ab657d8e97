"""Coming in by a code that somebody said over the phone."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.accounts.receipts import COOKIE
from hlab.core.errors import RuleBroken
from hlab.core.text import fold
from tests import factories
from workshops.actions.joining import join
from workshops.actions.pacing import close_workshop, open_workshop
from workshops.entrance import entrance
from workshops.models import Participation, Ready, Site

pytestmark = pytest.mark.django_db
ANSWER = {"perspective": "relative"}


@pytest.mark.parametrize("typed", ["{}", " {} ", "{lower}", "{plain}", "{nospace}"])
def test_a_code_is_forgiven_case_spaces_and_dots(client, typed):
    workshop = factories.make_open_workshop()
    code = workshop.site.join_code
    plain = code.translate(str.maketrans("ÅÄÖ", "AAO"))
    text = typed.format(code, lower=code.lower(), plain=plain, nospace=code.replace(" ", ""))
    response = client.post("/ga-med/", {"kod": text})
    assert response.status_code == 302
    assert response.url == reverse("workshops:door", args=[workshop.site.join_key])


def test_wrong_code_is_a_sentence_and_404(client):
    response = client.post("/ga-med/", {"kod": "BJÖRK 72"})
    assert response.status_code == 404
    assert "finns inte, eller så är tillfället stängt" in response.content.decode()


def test_a_closed_session_has_no_working_code(client):
    workshop = factories.make_open_workshop()
    code = workshop.site.join_code
    close_workshop(workshop=workshop, by=None, at=factories.NOON)
    assert client.post("/ga-med/", {"kod": code}).status_code == 404
    workshop.refresh_from_db()
    assert workshop.site.join_key == ""


def test_guesses_are_limited_but_right_codes_are_not(client):
    workshop = factories.make_open_workshop()
    for _ in range(40):
        assert client.post("/ga-med/", {"kod": workshop.site.join_code}).status_code == 302
    answers = [client.post("/ga-med/", {"kod": f"fel {n}"}).status_code for n in range(61)]
    assert answers[:60] == [404] * 60
    assert answers[60] == 429
    assert client.post("/ga-med/", {"kod": workshop.site.join_code}).status_code == 429
    assert client.get(reverse("workshops:door", args=[workshop.site.join_key])).status_code == 429


def test_the_link_and_the_qr_code_let_people_in_whatever_others_have_typed(client):
    workshop = factories.make_open_workshop()
    for n in range(60):
        client.get(f"/ga-med/fel{n}/")
    assert client.get(entrance(workshop.site)).status_code == 200
    assert client.get(entrance(workshop.site).replace("?s=", "?s=x")).status_code == 429
    assert client.post(entrance(workshop.site), ANSWER).status_code == 302


def test_pictures_on_somebody_elses_page_close_no_door(client):
    workshop = factories.make_open_workshop()
    for n in range(61):
        client.get(f"/ga-med/fel{n}/", headers={"Sec-Fetch-Dest": "image"})
    assert client.post("/ga-med/", {"kod": workshop.site.join_code}).status_code == 302


def test_the_door_tells_what_is_open_and_decided_before_it_asks(client):
    workshop = factories.make_open_workshop()
    page = client.get(reverse("workshops:door", args=[workshop.site.join_key])).content.decode()
    assert workshop.declaration.open_scope in page
    assert workshop.declaration.closed_scope in page
    assert page.index(workshop.declaration.open_scope) < page.index('name="perspective"')


def test_joining_gives_a_place_a_cookie_and_no_stored_code(client):
    workshop = factories.make_open_workshop()
    response = client.post(reverse("workshops:door", args=[workshop.site.join_key]), ANSWER)
    assert response.status_code == 302
    cookie = response.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    place = Participation.objects.get(workshop=workshop)
    assert place.perspective == "relative"
    code = cookie.value.split(":")[0].strip('"')
    assert fold(code) not in fold(place.receipt.code_hash)
    assert client.get(reverse("workshops:take_part", args=[workshop.pk])).status_code == 200


def test_joining_twice_is_one_place(phone):
    workshop = factories.make_open_workshop()
    client, place = phone(workshop)
    again = join(site=workshop.site, receipt=place.receipt, perspective="staff", by=None, at=factories.NOON)
    assert again.pk == place.pk
    door = reverse("workshops:door", args=[workshop.site.join_key])
    assert client.post(door, ANSWER).url == reverse("workshops:take_part", args=[workshop.pk])
    assert Participation.objects.filter(workshop=workshop).count() == 1


def test_the_next_person_on_the_same_device_sees_nothing_of_the_first(phone):
    workshop = factories.make_open_workshop()
    client, place = phone(workshop)
    note = factories.make_note(exercise=workshop.site.current, participation=place, text="Bara jag vet det här")
    door = reverse("workshops:door", args=[workshop.site.join_key])
    page = client.get(door).content.decode()
    assert "Någon är redan med från den här enheten" in page
    assert note.text not in page
    fresh = client.get(door, {"ny": "1"}).content.decode()
    assert "same_receipt" not in fresh
    client.post(f"{door}?ny=1", ANSWER)
    assert note.text not in client.get(reverse("workshops:take_part", args=[workshop.pk])).content.decode()
    assert Participation.objects.filter(workshop=workshop).count() == 2


def test_who_comes_back_to_another_session_keeps_the_code_unless_they_choose_otherwise(phone):
    client, place = phone(factories.make_open_workshop())
    door = reverse("workshops:door", args=[factories.make_open_workshop().site.join_key])
    page = client.get(door).content.decode()
    assert 'name="same_receipt"' in page
    assert "checked" in page[page.index('name="same_receipt"') :][:200]
    client.post(door, ANSWER | {"same_receipt": "on"})
    assert place.receipt.participations.count() == 2


def test_no_perspective_is_named_at_the_field(client):
    workshop = factories.make_open_workshop()
    response = client.post(reverse("workshops:door", args=[workshop.site.join_key]), {})
    assert response.status_code == 422
    assert "Välj ett av alternativen" in response.content.decode()
    assert not Participation.objects.exists()


def test_nobody_joins_a_session_that_is_not_open():
    workshop = factories.make_workshop()
    receipt, _code = factories.make_receipt()
    with pytest.raises(RuleBroken):
        join(site=workshop.site, receipt=receipt, perspective="lived", by=None, at=factories.NOON)


def test_two_open_sessions_never_share_a_code():
    first, second = factories.make_open_workshop(), factories.make_open_workshop()
    assert first.site.join_key != second.site.join_key
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.filter(workshop=second).update(join_key=first.site.join_key)


def test_a_key_outside_an_open_session_is_impossible():
    workshop = factories.make_workshop()
    with pytest.raises(IntegrityError), transaction.atomic():
        Site.objects.filter(workshop=workshop).update(join_key="bjork27")


def test_a_session_cannot_open_before_open_and_decided_are_written():
    workshop = factories.make_workshop(lab=factories.make_lab(open_scope=""))
    with pytest.raises(RuleBroken):
        open_workshop(workshop=workshop, by=None, at=factories.NOON)
    workshop.refresh_from_db()
    assert workshop.state == "planned"


def test_nobody_comes_in_or_becomes_done_by_a_page_that_is_old(phone):
    workshop = factories.make_open_workshop()
    step, (client, _place) = workshop.site.current, phone(workshop)
    close_workshop(workshop=workshop, by=None, at=factories.NOON)
    with pytest.raises(RuleBroken):
        factories.make_participation(workshop=workshop)
    said = client.post(reverse("workshops:ready", args=[workshop.pk, step.pk]), {"klar": "1"}, follow=True)
    assert "Steget är stängt." in said.content.decode()
    assert not Ready.objects.exists()


def test_a_forged_receipt_is_no_place(client):
    workshop = factories.make_open_workshop()
    client.cookies[COOKIE] = "LÖNN SJÖ 4827:forged:signature"
    response = client.get(reverse("workshops:take_part", args=[workshop.pk]))
    assert response.status_code == 302
    assert response.url == "/ga-med/"
    step = workshop.site.current
    posted = client.post(reverse("workshops:act", args=[workshop.pk, step.pk, "lamna"]), {"text": "hej"})
    assert posted.status_code == 403
