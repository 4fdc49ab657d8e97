"""What every answer tells the browser not to allow, and production settings that pass Django's own checks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tests import factories

ROOT = Path(__file__).resolve().parents[2]


def policy_of(response) -> dict[str, list[str]]:
    parts = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {part[0]: sorted(part[1:]) for part in parts if part}


STRICT = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "media-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/ga-med/", "/konto/login/", "/finns/inte/", "/healthz", "/sprak/", "/kvitto/"]
)
def test_every_page_of_ours_has_the_strict_policy(address):
    response = Client().get(address, secure=True)
    assert policy_of(response) == STRICT
    assert "Content-Security-Policy-Report-Only" not in response
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "max-age=31536000" in response["Strict-Transport-Security"]
    for what in ("camera=()", "microphone=()", "geolocation=()", "publickey-credentials-get=(self)"):
        assert what in response["Permissions-Policy"]


@pytest.mark.django_db
@pytest.mark.urls("tests.core.broken")
@pytest.mark.parametrize("how", ["value", "denied", "missing", "suspicious", "rule", "stale"])
def test_error_pages_too(how):
    response = Client(raise_request_exception=False).get(f"/fel/{how}/", secure=True)
    assert policy_of(response) == STRICT
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_pages_hold_nothing_inline(client):
    for address in ("/", "/ga-med/", "/konto/login/", "/finns/inte/"):
        html = client.get(address).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert " onclick=" not in html
        scripts = [tag.split(">")[0] for tag in html.split("<script")[1:]]
        assert all('src="' in tag or 'type="application/json"' in tag for tag in scripts), scripts


@pytest.mark.django_db
def test_the_editors_pages_are_wider_but_no_more_than_needed(client_of):
    response = client_of(factories.make_user(site_role="administrator")).get("/redaktion/")
    wider = {
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "blob:", "data:"],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
    assert response.status_code == 200
    assert policy_of(response) == STRICT | wider
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.django_db
def test_a_preview_of_our_page_stays_strict_and_is_framed_by_the_editor_only(settings, rf):
    from django.http import HttpResponse

    from hlab.core.middleware import AdminPolicy

    def inner(request):
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    response = AdminPolicy(inner)(rf.get("/redaktion/pages/3/edit/preview/"))
    assert response._csp_replace == {"frame-ancestors": ["'self'"]}
    assert "Content-Security-Policy" not in response  # the outer middleware writes it anew
    outside = AdminPolicy(inner)(rf.get("/redaktionen/"))
    assert not hasattr(outside, "_csp_replace")


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_wagtails_own_log_in_is_not_a_way_around_ours(client, method):
    response = getattr(client, method)("/redaktion/login/?next=/redaktion/pages/")
    assert (response.status_code, response["Location"]) == (302, "/konto/login/?next=/redaktion/pages/")
    away = getattr(client, method)("/redaktion/login/?next=https://evil.example/")
    assert away["Location"] == "/konto/login/?next=/redaktion/"


def test_plain_http_is_sent_to_https_but_health_answers(settings, db):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    assert client.get("/ga-med/")["Location"] == "https://testserver/ga-med/"
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_behind_the_proxy_its_word_on_https_is_taken(settings, db):
    settings.SECURE_SSL_REDIRECT = True
    forwarded = {"X-Forwarded-Proto": "https"}
    assert Client(headers=forwarded).get("/ga-med/").status_code == 301
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert Client(headers=forwarded).get("/ga-med/").status_code == 200


def test_cookies_are_for_https_and_not_for_scripts():
    said = production("shell", "-c", "from django.conf import settings as s; print([s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.RECEIPT_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY, "
        "s.SECURE_SSL_REDIRECT, not s.DEBUG, not s.GALLERY])")  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert said.stdout.strip().endswith(str([True] * 8))


# --- Production settings --------------------------------------------------------------------------


def production(*args, **changes):
    """Run manage.py under production settings with a made-up environment. A value of None leaves a variable out."""
    base = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DEBUG")}
    env = base | {
        "DJANGO_SETTINGS_MODULE": "hlab.settings.base",
        "SECRET_KEY": "".join(chr(97 + n % 26) + str(n % 10) for n in range(40)),
        "RECEIPT_KEY": "".join(chr(122 - n % 26) + str(n % 10) for n in range(40)),
        "ALLOWED_HOSTS": "halsolabb.example",
        "SITE_URL": "https://halsolabb.example",
        "LOG_LEVEL": "ERROR",
        **changes,
    }
    env = {name: value for name, value in env.items() if value is not None}
    command = [sys.executable, "-W", "ignore", "manage.py", *args]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=600)


DEPLOY = ("check", "--deploy", "--fail-level", "WARNING")
SERVERS = {
    "DATABASE_URL": "postgresql://hlab@db.invalid/hlab",
    "REDIS_URL": "redis://cache.invalid/0",
    "BEHIND_PROXY": "1",
    "EMAIL_URL": "smtp+tls://user:pass@mail.invalid:587",
    "OIDC_NAME": "Inloggning",
    "OIDC_CLIENT_ID": "x",
    "OIDC_CLIENT_SECRET": "y",
    "OIDC_SERVER_URL": "https://id.invalid",
}


@pytest.mark.parametrize("servers", [{}, SERVERS], ids=["embedded", "with servers"])
def test_production_settings_pass_the_deploy_check(servers):
    said = production(*DEPLOY, **servers)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"SECRET_KEY": None, "RECEIPT_KEY": "x" * 50}, "hlab.E001"),
        ({"ALLOWED_HOSTS": None}, "hlab.E002"),
        ({"SECRET_KEY": "kort"}, "security.W009"),
        ({"SECURE_SSL_REDIRECT": "0"}, "security.W008"),
        ({"SECURE_HSTS_SECONDS": "0"}, "security.W004"),
    ],
)
def test_what_is_missing_is_found_before_the_site_meets_people(changes, number):
    said = production(*DEPLOY, "--tag", "security", **changes)
    assert said.returncode != 0
    assert number in said.stderr + said.stdout or "SECRET_KEY" in said.stderr
