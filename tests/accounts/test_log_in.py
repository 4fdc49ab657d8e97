"""Logging in: how often it may go wrong from one place, and what letters about it say."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def limited(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    settings.BEHIND_PROXY = True


def log_in(place: str, password: str) -> int:
    """Status of a log-in from a place behind the proxy; a stranger's own claim about where they are comes first."""
    client = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"198.51.100.1, {place}"})
    data = {"login": "robin@example.se", "password": password}
    return client.post(reverse("account_login"), data).status_code


def test_behind_a_proxy_one_place_that_guesses_shuts_out_no_other(limited):
    make_user(email="robin@example.se")
    for guess in range(4):
        log_in("203.0.113.5", f"gissning {guess}")
    assert log_in("203.0.113.5", PASSWORD) != 302
    assert log_in("203.0.113.6", PASSWORD) == 302


def test_behind_a_proxy_a_made_up_address_is_no_way_around(limited):
    make_user(email="robin@example.se")
    for guess in range(4):
        client = Client(REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": f"198.51.100.{guess}, 203.0.113.5"})
        client.post(reverse("account_login"), {"login": "robin@example.se", "password": "gissning"})
    assert log_in("203.0.113.5", PASSWORD) != 302


def test_the_letter_comes_from_the_site_and_leads_to_its_public_address(settings):
    settings.SITE_URL = "https://halsolabb.example"
    settings.ALLOWED_HOSTS = ["inre.example"]
    make_user(email="robin@example.se")
    Client().post(reverse("account_reset_password"), {"email": "robin@example.se"}, headers={"Host": "inre.example"})
    (letter,) = mail.outbox
    said = letter.subject + letter.body
    assert "Hälsolabb" in letter.body and "https://halsolabb.example/konto/password/reset/key/" in letter.body
    assert "inre.example" not in said and "[" not in letter.subject
