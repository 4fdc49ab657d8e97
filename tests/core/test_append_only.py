"""What happened is never rewritten: the database itself refuses."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from hlab.core.actions.audit import record
from hlab.core.actors import actor_ref, user_of
from hlab.core.models import AuditEvent
from hlab.core.triggers import Frozen, NoWayAround
from tests import database, factories


@pytest.fixture
def event(db):
    return record(act="prov.gjort", subject="job:1", by=None, at=factories.NOON, antal=3)


@pytest.mark.parametrize(
    "change",
    [
        lambda event: AuditEvent.objects.filter(pk=event.pk).update(act="annat"),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.all()._raw_delete("default"),
        lambda event: AuditEvent(pk=event.pk, at=event.at, actor="x", act="x", subject="x").save(force_update=True),
        lambda event: connection.cursor().execute("UPDATE core_auditevent SET facts = '{}'"),
        lambda event: connection.cursor().execute("DELETE FROM core_auditevent"),
    ],
    ids=["update", "delete", "raw delete", "save", "sql update", "sql delete"],
)
def test_an_event_cannot_be_changed_or_removed(event, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(event)
    kept = AuditEvent.objects.get(pk=event.pk)
    assert (kept.act, kept.facts, kept.actor) == ("prov.gjort", {"antal": 3}, "system")


FORGED = "(id, at, actor, act, subject, facts) VALUES (%s, '2026-11-24', 'x', 'x', 'x', '{}')"


@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT OR REPLACE INTO core_auditevent {FORGED}",
        f"REPLACE INTO core_auditevent {FORGED}",
        f"INSERT INTO core_auditevent {FORGED} ON CONFLICT (id) DO UPDATE SET act = excluded.act",
    ],
    ids=["or replace", "replace", "upsert"],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_nor_is_another_put_in_its_place(event, statement, recursive):
    if connection.vendor != "sqlite" and not statement.endswith("excluded.act"):
        pytest.skip("bara SQLite har REPLACE")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA recursive_triggers={recursive}")
        try:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                cursor.execute(statement, [event.pk])
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA recursive_triggers=ON")
    assert AuditEvent.objects.get(pk=event.pk).act == "prov.gjort"


def test_our_connections_let_replace_meet_the_triggers(db):
    if connection.vendor != "sqlite":
        pytest.skip("gäller bara SQLite")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)


@pytest.mark.postgres
@pytest.mark.parametrize("statement", ["TRUNCATE core_auditevent", "TRUNCATE core_job, core_auditevent CASCADE"])
def test_nor_are_all_of_them_cut_off_at_once(event, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEvent.objects.filter(pk=event.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_a_test_database_is_made_fresh_all_the_same():
    record(act="prov.gjort", subject="job:1", by=None, at=factories.NOON)
    database.make_fresh()
    assert not AuditEvent.objects.exists()
    record(act="prov.igen", subject="job:1", by=None, at=factories.NOON)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("DELETE FROM core_auditevent")


def test_events_can_be_added(event):
    record(act="prov.igen", subject="job:1", by=None, at=factories.NOON)
    assert AuditEvent.objects.filter(subject="job:1").count() == 2


def test_an_actor_is_a_reference_and_never_a_name(db):
    user = factories.make_user(first_name="Anna", last_name="Ek", email="anna@example.se")
    event = record(act="prov.gjort", subject=user, by=user, at=factories.NOON)
    assert event.actor == event.subject == f"user:{user.pk}"
    assert actor_ref(None) == "system"


def test_only_a_log_in_is_written_down_as_one(db):
    user, receipt = factories.make_user(), factories.make_receipt()[0]
    assert [user_of(by) for by in (user, receipt, "job:1", None)] == [user, None, None, None]


def _run(statement, params=None):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def table(db):
    """A small table of its own, with one row: (frozen, words)."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE prov (id integer, frozen integer, words varchar(20))")
        cursor.execute("INSERT INTO prov VALUES (1, 0, 'ett')")
    return "prov"


def test_columns_are_frozen_once_the_condition_holds_and_can_be_thawed(table):
    frozen = Frozen(table, ["words"], when="OLD.frozen = 1", deletes=False)
    with connection.cursor() as cursor:
        for statement in frozen.create_sql(connection.vendor):
            cursor.execute(statement)
        cursor.execute("UPDATE prov SET words = 'två'")
        cursor.execute("UPDATE prov SET frozen = 1")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute("UPDATE prov SET words = 'tre'")
        cursor.execute("UPDATE prov SET id = 2")
        frozen.database_backwards("core", SimpleNamespace(connection=connection, execute=_run), None, None)
        cursor.execute("UPDATE prov SET words = 'fyra'")
        cursor.execute("DELETE FROM prov")


def test_ways_around_can_be_closed_and_opened(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE prov (id integer PRIMARY KEY, words varchar(20))")
        closed = NoWayAround("prov")
        editor = SimpleNamespace(connection=connection, execute=_run)
        closed.database_forwards("core", editor, None, None)
        cursor.execute("INSERT INTO prov VALUES (1, 'ett')")
        cursor.execute("INSERT INTO prov VALUES (2, 'två')")
        around = "REPLACE INTO prov VALUES (1, 'tre')" if connection.vendor == "sqlite" else "TRUNCATE prov"
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(around)
        closed.database_backwards("core", editor, None, None)
        cursor.execute(around)
    name, args, kwargs = closed.deconstruct()
    assert (name, NoWayAround(*args, **kwargs).create_sql("sqlite")) == ("NoWayAround", closed.create_sql("sqlite"))


def test_the_operation_can_be_written_into_a_migration():
    name, args, kwargs = Frozen("prov", ["words"], when="OLD.frozen = 1").deconstruct()
    again = Frozen(*args, **kwargs)
    assert name == "Frozen"
    assert again.create_sql("sqlite") == Frozen("prov", ["words"], when="OLD.frozen = 1").create_sql("sqlite")
