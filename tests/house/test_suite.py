"""The suite's own safety nets: they must be able to catch."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from hlab.core.actions.audit import record
from hlab.core.models import AuditEvent
from tests import factories, reading


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
