"""Whether the process answers, and whether it should be sent visitors."""

from __future__ import annotations

import json

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from hlab.core import health


@pytest.fixture
def client():
    return Client()


def test_healthz_asks_nothing_of_the_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-store" in response["Cache-Control"]


def test_readyz_tells_of_each_part(client, db):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert json.loads(response.content) == {"database": "ok", "migrations": "ok", "hub": "ok", "jobs": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.fixture
def checks(monkeypatch):
    monkeypatch.setattr(health, "_checks", dict(health._checks))
    return health.register


def _falls():
    raise DatabaseError("host=10.0.0.1 password=hemligt")


@pytest.mark.parametrize(
    ("check", "said"), [(lambda: False, "fel"), (lambda: "kön står still", "kön står still"), (_falls, "DatabaseError")]
)
def test_one_that_is_not_well_gives_503_and_no_secrets(client, db, checks, check, said):
    checks("prov", check)
    response = client.get("/readyz")
    assert response.status_code == 503
    states = json.loads(response.content)
    assert states["prov"] == said
    assert states["database"] == "ok"
    assert "hemligt" not in response.content.decode()


def test_waiting_migrations_are_noticed(client, db, monkeypatch):
    monkeypatch.setattr(health, "_migrated_at", -1e9)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core' AND name > '0002_append_only'")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "väntar" in json.loads(response.content)["migrations"]


def test_a_database_that_is_away_is_told_and_not_a_crash(client, monkeypatch, db):
    monkeypatch.setattr(health, "_migrated_at", -1e9)

    def away(*args, **kwargs):
        raise DatabaseError("hemligt")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", away)
        response = client.get("/readyz")
    states = json.loads(response.content)
    assert response.status_code == 503
    assert states["database"] == states["migrations"] == states["jobs"] == "DatabaseError"
