"""Language, and leaving quickly."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_language_is_remembered(language):
    client = Client()
    response = client.post("/sprak/", {"language": language, "next": "/ga-med/?x=1"})
    assert (response.status_code, response["Location"]) == (302, "/ga-med/?x=1")
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (language, True, "Lax")
    page = client.get("/ga-med/")
    assert page["Content-Language"] == language
    assert f'<html lang="{language}">' in page.content.decode()


@pytest.mark.parametrize("language", ["de", "", "../../etc", "sv\r\nX: y"])
def test_a_language_we_do_not_have_changes_nothing(language):
    response = Client().post("/sprak/", {"language": language, "next": "/"})
    assert response.status_code == 302
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil", ""])
def test_one_is_never_sent_to_another_site(there):
    assert Client().post("/sprak/", {"language": "en", "next": there})["Location"] == "/"


def test_it_takes_a_form():
    assert Client().get("/sprak/").status_code == 405


def test_the_browsers_own_language_is_not_a_choice():
    page = Client(headers={"Accept-Language": "en"}).get("/ga-med/")
    assert page["Content-Language"] == "sv"


def test_leaving_quickly_tells_nothing_of_where_one_was():
    response = Client().get("/lamna/")
    assert response.status_code == 200
    assert "Hälsolabb" not in response.content.decode()
    assert response["Clear-Site-Data"] == '"cache"'
