"""The suite's own safety nets: they must be able to catch."""

from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from hlab.core.actions.audit import record
from hlab.core.models import AuditEvent
from tests import factories, once, reading

TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO labs_lab (name) VALUES ('x')",
        'UPDATE "workshops_participation" SET "perspective" = %s, "last_seen_at" = %s WHERE id = 1',
        'DELETE FROM "workshops_vote"',
    ],
)
def test_a_page_that_writes_is_caught(sql):
    with pytest.raises(reading.PageWrote):
        reading.refuse_writes(None, sql, (), False, {})


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT * FROM "labs_lab"',
        'INSERT INTO "django_session" ("session_key") VALUES (%s)',
        'UPDATE "workshops_participation" SET "last_seen_at" = %s WHERE "workshops_participation"."id" = %s',
        "SAVEPOINT x",
    ],
)
def test_reading_sessions_and_presence_pass(sql):
    assert reading.refuse_writes(lambda *args: "ran", sql, (), False, {}) == "ran"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_once", [1, 2])
def test_append_only_rows_do_not_stop_the_cleaning(_once):
    """Runs twice: the second time finds an empty audit log and the triggers back in their place."""
    assert AuditEvent.objects.count() == 0
    record(act="test", subject="x", by=None, at=factories.NOON)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_auditevent")


@pytest.mark.django_db(transaction=True)
def test_what_migrations_left_is_still_there():
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import Page

    assert ContentType.objects.exists()
    assert Page.objects.filter(depth=1).exists()


@pytest.mark.django_db
def test_a_whole_session_can_be_built():
    workshop, step, notes = factories.make_room(people=3)
    version = factories.make_published_goal(lab=workshop.lab, notes=notes)
    assert step.revealed_at is not None
    assert version.evidence.count() == 3


# --- What PostgreSQL is asked again -----------------------------------------------------------


def test_a_new_folder_is_tried_on_both():
    assert not once.named("new_room/test_writing.py")
    assert not once.named("new_room/queries/test_lists.py")


def test_what_a_database_decides_is_tried_on_both():
    for folder in ("accounts", "api", "core", "faults", "goals", "labs", "live", "ops", "races", "workshops"):
        files = [str(file.relative_to(TESTS)) for file in (TESTS / folder).rglob("test_*.py")]
        assert sum(not once.named(file) for file in files) >= len(files) / 2, folder
    for file in (
        "core/test_append_only.py", "core/test_jobs.py", "core/test_access.py", "cms/test_search.py",
        "ops/test_backup.py", "goals/test_frozen.py", "feedback/test_frozen.py", "followup/test_frozen.py",
        "workshops/test_kept.py", "followup/importing/test_importing.py", "races/test_order.py",
        "accounts/test_receipts.py",
    ):  # fmt: skip
        assert (TESTS / file).exists()
        assert not once.named(file), file


def test_nothing_is_left_out_that_is_not_there():
    files = [str(file.relative_to(TESTS)) for file in TESTS.rglob("test_*.py")]
    for pattern in once.FILES:
        assert any(fnmatch(file, pattern) for file in files), pattern


def test_without_a_database_is_seen_from_what_a_test_asks_for(request):
    assert once.is_enough("new_room/test_anything.py", request.node)


@pytest.mark.parametrize("_lab", [1])
def test_with_a_database_is_seen_too(request, lab, _lab):
    assert not once.is_enough("new_room/test_anything.py", request.node)
    assert once.is_enough("new_room/test_pages.py", request.node)


def test_processes_of_their_own_are_started_on_both(request):
    assert not once.is_enough("live/test_anything.py", request.node)


@pytest.mark.django_db
def test_no_two_tables_begin_with_the_same_number():
    """On PostgreSQL a table has counted on since the test before; on SQLite each begins somewhere else."""
    if connection.vendor != "sqlite":
        pytest.skip("gäller bara SQLite")
    lab = factories.make_lab()
    ids = {lab.pk, lab.actors.get().pk, lab.principals.first().pk, factories.make_member(lab=lab).pk}
    assert len(ids) == 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq / 1000 FROM sqlite_sequence")
        starts = [number for (number,) in cursor.fetchall()]
    assert len(starts) == len(set(starts)) > 100
