"""An outer log-in opens an account that exists, makes none, and leaves nothing but a hash behind."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.sessions.models import Session
from django.urls import reverse

from hlab.accounts.actions.leaving import erase_user
from hlab.accounts.actions.users import deactivate_user
from hlab.accounts.models import User
from tests.factories import NOON, PASSWORD, make_user

pytestmark = pytest.mark.django_db

PERSONNUMMER = "19121212-1212"
PROVIDER = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": "Region Exempels inloggning",
                "client_id": "hlab",
                "secret": "x",
                "settings": {"server_url": "https://idp.example"},
            }
        ]
    }
}


@pytest.fixture
def provider(settings):
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER


@pytest.fixture
def outer_login(provider, monkeypatch):
    """outer_login(client, **claims): the whole round trip with a service that answers with these claims."""
    config = {
        "authorization_endpoint": "https://idp.example/authorize",
        "token_endpoint": "https://idp.example/token",
        "userinfo_endpoint": "https://idp.example/userinfo",
    }
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", config)
    monkeypatch.setattr(
        OpenIDConnectOAuth2Adapter,
        "get_access_token_data",
        lambda self, *args, **kwargs: {"access_token": "secret-access", "refresh_token": "secret-refresh"},
    )

    def go(client, process="login", **claims):
        monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda self, token: claims)
        away = client.post(reverse("openid_connect_login", args=["oidc"]) + f"?process={process}")
        state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
        return client.get(reverse("openid_connect_callback", args=["oidc"]), {"code": "abc", "state": state})

    return go


def claims_of(email: str, **more) -> dict:
    return {
        "sub": PERSONNUMMER, "email": email, "email_verified": True, "name": "Robin Ek",
        "personalIdentityNumber": PERSONNUMMER, "birthdate": "1912-12-12",
    } | more  # fmt: skip


def test_the_log_in_page_offers_it_only_when_the_environment_has_set_it(client, settings):
    assert "Region Exempels inloggning" not in client.get(reverse("account_login")).content.decode()
    assert client.post("/konto/oidc/oidc/login/").status_code == 404
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER
    assert "Region Exempels inloggning" in client.get(reverse("account_login")).content.decode()


def test_a_known_address_is_let_in_and_comes_back(client, outer_login):
    user = make_user(email="robin@example.se")
    first = outer_login(client, **claims_of("Robin@example.se"))
    assert first.status_code == 302 and first["Location"] == reverse("labs:mine")
    assert client.get("/mitt/").status_code == 200
    client.logout()
    again = outer_login(client, **claims_of("nytt-namn@example.se"))
    assert again.status_code == 302
    assert SocialAccount.objects.get().user == user
    assert User.objects.get(pk=user.pk).has_usable_password()


def test_nothing_of_what_the_service_tells_is_kept(client, outer_login):
    user = make_user(email="robin@example.se", first_name="Kim")
    outer_login(client, **claims_of("robin@example.se"))
    outer_login(client, **claims_of("robin@example.se"))
    account = SocialAccount.objects.get()
    assert account.extra_data == {} and len(account.uid) == 64
    assert not SocialToken.objects.exists()
    user.refresh_from_db()
    kept = json.dumps(
        [list(SocialAccount.objects.values_list("uid", "extra_data")), list(User.objects.values_list()),
         [session.get_decoded() for session in Session.objects.all()]],
        default=str,
    )  # fmt: skip
    for secret in (PERSONNUMMER, PERSONNUMMER.replace("-", ""), "1912-12-12", "secret-access", "secret-refresh"):
        assert secret not in kept
    assert user.first_name == "Kim"


@pytest.mark.parametrize("email", ["okand@example.se", ""])
def test_somebody_unknown_gets_a_plain_page_and_no_account(client, outer_login, email):
    make_user(email="robin@example.se")
    answer = outer_login(client, **claims_of(email))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Vi hittar inget konto för dig" in page and "okand@example.se" not in page
    assert User.objects.count() == 1 and not SocialAccount.objects.exists()
    assert client.get("/mitt/").status_code == 302


@pytest.mark.parametrize("claim", [False, None, "", "false", "False", "0", "no", 0, 1, "yes", ["true"]])
def test_an_address_the_service_has_not_checked_opens_nothing(client, outer_login, claim):
    make_user(email="robin@example.se")
    answer = outer_login(client, **claims_of("robin@example.se", email_verified=claim))
    assert answer.status_code == 403 and not SocialAccount.objects.exists()


def test_a_service_that_says_it_has_checked_in_text_is_believed(client, outer_login):
    make_user(email="robin@example.se")
    assert outer_login(client, **claims_of("robin@example.se", email_verified="true")).status_code == 302


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_an_account_with_power_over_the_whole_site_is_connected_from_within(client, outer_login, role):
    user = make_user(email="robin@example.se", site_role=role)
    answer = outer_login(client, **claims_of("robin@example.se"))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Anslut inloggningen först" in page and "Region Exempels inloggning" in page
    assert not SocialAccount.objects.exists() and client.get("/mitt/").status_code == 302

    client.post(reverse("account_login"), {"login": "robin@example.se", "password": PASSWORD})
    assert reverse("socialaccount_connections") in client.get("/mitt/").content.decode()
    shelf = client.get(reverse("socialaccount_connections")).content.decode()
    assert "Anslut Region Exempels inloggning" in shelf and "Ingen är ansluten" in shelf
    connected = outer_login(client, process="connect", **claims_of("robin@example.se"))
    assert connected.status_code == 302
    assert SocialAccount.objects.get().user == user
    assert "Anslutna till ditt konto" in client.get(reverse("socialaccount_connections")).content.decode()
    client.logout()
    assert outer_login(client, **claims_of("robin@example.se")).status_code == 302
    assert client.get("/mitt/").status_code == 200


def test_a_closed_account_with_a_role_on_the_site_is_unknown(client, outer_login):
    make_user(site_role="administrator")
    user = make_user(email="robin@example.se", site_role="administrator")
    deactivate_user(user=user, by=None, at=NOON)
    assert "Vi hittar inget konto" in outer_login(client, **claims_of("robin@example.se")).content.decode()


def test_a_closed_account_stays_closed(client, outer_login):
    user = make_user(email="robin@example.se")
    deactivate_user(user=user, by=None, at=NOON)
    assert outer_login(client, **claims_of("robin@example.se")).status_code == 403
    assert not SocialAccount.objects.exists()
    assert client.get("/mitt/").status_code == 302


def test_a_closed_account_that_was_connected_stays_closed(client, outer_login):
    user = make_user(email="robin@example.se")
    outer_login(client, **claims_of("robin@example.se"))
    client.logout()
    deactivate_user(user=user, by=None, at=NOON)
    assert outer_login(client, **claims_of("robin@example.se")).status_code == 403
    assert client.get("/mitt/").status_code == 302


def test_an_erased_person_is_unknown(client, outer_login):
    user = make_user(email="robin@example.se")
    outer_login(client, **claims_of("robin@example.se"))
    client.logout()
    erase_user(user=user, by=None, at=NOON)
    assert outer_login(client, **claims_of("robin@example.se")).status_code == 403
    assert not SocialAccount.objects.exists()


def test_nobody_makes_an_account_of_their_own(client, provider):
    answer = client.post(
        reverse("account_signup"), {"email": "ny@example.se", "password1": "lång-nog-7", "password2": "lång-nog-7"}
    )
    assert not User.objects.exists()
    assert answer.status_code in (200, 302, 403)
