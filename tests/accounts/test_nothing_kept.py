"""A borrowed device: no cache keeps what somebody saw, and who leaves takes it along."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hlab.accounts.receipts import COOKIE
from hlab.cms.actions.site import ensure_site
from tests import factories

pytestmark = pytest.mark.django_db
KEPT_NOWHERE = "private, no-store"


def test_every_page_of_somebody_who_is_known_is_kept_nowhere(client_of, lead, lab, phone):
    ensure_site(at=factories.NOON)
    workshop = factories.make_open_workshop(lab=lab, step=1)
    person, _place = phone(workshop)
    for client, addresses in (
        (person, [f"/delta/{workshop.pk}/", "/kvitto/", "/kvitto/skriv-ut/", "/ga-med/", "/", "/finns-inte/", "/sok/"]),
        (
            client_of(lead),
            [f"/led/{workshop.site.pk}/", f"/arbete/{lab.pk}/", "/arbete/", "/mitt/", "/konto/email/", "/"],
        ),
    ):
        for address in addresses:
            response = client.get(address)
            assert "no-store" in response["Cache-Control"], address
            assert "private" in response["Cache-Control"], address
            if response.status_code == 200:
                assert "<body data-known>" in response.content.decode(), address


def test_public_pages_may_be_kept_for_strangers(client):
    for address in ("/ga-med/", "/kvitto/", "/sok/", "/robots.txt"):
        response = client.get(address)
        assert "Cache-Control" not in response, address
        assert "data-known" not in response.content.decode(), address


def test_what_is_not_public_is_kept_nowhere_even_for_strangers(client, lab):
    assert client.get(f"/arbete/{lab.pk}/")["Cache-Control"] == KEPT_NOWHERE


def test_the_answer_that_hands_out_a_code_or_a_log_in_is_kept_nowhere(client, outsider):
    _receipt, code = factories.make_receipt()
    assert client.post("/kvitto/", {"kod": code})["Cache-Control"] == KEPT_NOWHERE
    answer = Client().post(reverse("account_login"), {"login": outsider.email, "password": factories.PASSWORD})
    assert answer.status_code == 302 and "no-store" in answer["Cache-Control"]


def test_what_says_how_it_may_be_kept_is_left_alone(client_of, outsider):
    assert "max-age=0" in client_of(outsider).get("/healthz")["Cache-Control"]


def test_who_leaves_takes_along_what_the_browser_kept(client_of, outsider, phone):
    person, _place = phone()
    forgets = person.post(reverse("followup:forget"))
    assert forgets["Clear-Site-Data"] == '"cache"' and not forgets.cookies[COOKIE].value
    client = client_of(outsider)
    assert "Clear-Site-Data" not in client.get(reverse("account_logout"))
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache"'
    assert client_of(outsider).post(reverse("accounts:leave"))["Clear-Site-Data"] == '"cache"'


def test_to_know_who_it_is_costs_no_query(phone, django_assert_num_queries):
    person, _place = phone()
    with django_assert_num_queries(0):
        assert person.get("/healthz").status_code == 200
        assert person.get("/robots.txt")["Cache-Control"] == KEPT_NOWHERE
