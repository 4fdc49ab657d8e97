"""The frames: gallery, log-in, errors. Nothing inline, nothing from elsewhere, one way on."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory

PAGES = [
    "/stil/", "/stil/telefon/", "/stil/storbild/", "/konto/login/", "/konto/signup/", "/konto/password/reset/",
    "/konto/password/reset/done/", "/konto/inactive/", "/konto/3rdparty/login/cancelled/", "/finns-inte-alls/",
]  # fmt: skip
STAFF_PAGES = [
    "/konto/email/", "/konto/password/change/", "/konto/2fa/", "/konto/2fa/webauthn/", "/konto/logout/",
    "/konto/3rdparty/", "/konto/reauthenticate/",
]  # fmt: skip


def parsed(response) -> BeautifulSoup:
    return BeautifulSoup(response.content.decode(), "html.parser")


def check(page: BeautifulSoup, path: str) -> None:
    assert len(page.find_all("h1")) == 1, path
    assert page.html["lang"] == "sv"
    assert page.find("main", id="innehall")
    assert page.title.get_text().endswith("– Hälsolabb") and not page.title.get_text().startswith(" –")
    assert not page.select("[style], style"), "styles belong in the style sheet"
    for script in page.find_all("script"):
        assert script.get("src", "").startswith("/static/") or script.get("type") == "application/json", script
    for element in page.find_all(True):
        handlers = [name for name in element.attrs if re.match(r"on[a-z]+$", name)]
        assert not handlers, (element.name, handlers)
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
    for link in page.select("link[href], img[src]"):
        address = link.get("href") or link.get("src")
        assert address.startswith(("/", "data:")), "no other host"


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_pages_for_everyone_are_clean(client, path):
    response = client.get(path)
    assert response.status_code == (404 if "finns-inte" in path else 200)
    check(parsed(response), path)


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_pages_of_the_account_are_clean(client, lead, path):
    client.force_login(lead)
    response = client.get(path)
    assert response.status_code == 200
    check(parsed(response), path)


@pytest.mark.django_db
def test_the_gallery_is_only_for_those_who_build(client, settings):
    settings.GALLERY = False
    assert client.get("/stil/").status_code == 404
    assert client.get("/stil/telefon/").status_code == 404


@pytest.mark.django_db
def test_the_gallery_has_no_other_parts(client):
    assert client.get("/stil/nagot/").status_code == 404


@pytest.mark.django_db
def test_the_policy_of_the_site_lets_nothing_inline_run(client):
    policy = client.get("/konto/login/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


@pytest.mark.django_db
def test_nobody_makes_an_account_for_themselves(client):
    response = client.get("/konto/signup/")
    assert "Konton skapas av en förvaltare" in response.content.decode()
    client.post(
        "/konto/signup/", {"email": "ny@exempel.example", "password1": "längd-nog-1", "password2": "längd-nog-1"}
    )
    from hlab.accounts.models import User

    assert not User.objects.filter(email="ny@exempel.example").exists()


@pytest.mark.django_db
def test_a_wrong_password_keeps_the_address_and_says_so_first(client):
    response = client.post("/konto/login/", {"login": "a@exempel.example", "password": "fel"})
    page = parsed(response)
    assert page.title.get_text().startswith("Fel: ")
    assert page.find(id="fel")
    assert page.find("input", {"name": "login"})["value"] == "a@exempel.example"


@pytest.mark.django_db
def test_an_outer_log_in_shows_only_when_there_is_one(client, settings):
    assert "Fortsätt med" not in client.get("/konto/login/").content.decode()
    apps = [{"provider_id": "oidc", "name": "Regionens inloggning", "client_id": "x", "secret": "y",
             "settings": {"server_url": "https://idp.example"}}]  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    assert "Fortsätt med Regionens inloggning" in client.get("/konto/login/").content.decode()


@pytest.mark.django_db
def test_the_page_follows_the_language(client):
    client.cookies["django_language"] = "en"
    page = parsed(client.get("/stil/"))
    assert page.html["lang"] == "en"
    assert page.select_one(".languages [aria-current]")["value"] == "en"


@pytest.mark.django_db
def test_the_menu_names_the_page_one_is_on(client):
    assert not parsed(client.get("/stil/")).select(".menu [aria-current]")
    current = parsed(client.get("/kvitto/")).select(".menu [aria-current]")
    assert [link["href"] for link in current] in ([], ["/kvitto/"])


def test_example_data_is_marked_in_every_frame(client, db):
    for path in ("/stil/", "/stil/telefon/", "/stil/storbild/"):
        assert "Exempeldata" in client.get(path).content.decode()


def test_error_pages_can_do_without_a_request():
    out = render_to_string("errors/page.html", {"title": "Något gick fel", "message": "Försök igen."})
    assert "Till startsidan" in out and 'action="/sprak/"' not in out


def test_two_texts_stand_side_by_side_and_neither_is_lost():
    request = RequestFactory().get("/")
    context = {
        "message": "Någon ändrade.", "yours": "Min <b>text</b>", "theirs": "Hennes", "action": "/lapp/1/",
        "fields": [("text", "Min <b>text</b>"), ("row_version", 4)], "back_url": "/lapp/1/",
    }  # fmt: skip
    page = BeautifulSoup(render_to_string("errors/stale.html", context, request=request), "html.parser")
    assert [card.p.get_text() for card in page.select(".card")] == ["Min <b>text</b>", "Hennes"]
    form = page.select_one("main form")
    assert form["action"] == "/lapp/1/"
    assert form.find("input", {"name": "text"})["value"] == "Min <b>text</b>"
    assert form.find("input", {"name": "row_version"})["value"] == "4"


def test_a_confirmation_page_does_what_the_dialog_does():
    request = RequestFactory().get("/")
    context = {
        "title": "Stänga?",
        "body": "Du kan öppna igen.",
        "action": "/stang/",
        "submit": "Stäng",
        "cancel_url": "/",
    }
    page = BeautifulSoup(render_to_string("confirm.html", context, request=request), "html.parser")
    form = page.select_one("main form")
    assert form["action"] == "/stang/" and form.find("input", {"name": "confirm"})["value"] == "1"
    assert page.select_one("main form a")["href"] == "/"
