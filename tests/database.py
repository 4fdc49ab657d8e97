"""What the suite needs from its database, on SQLite and on PostgreSQL.

SQLite lies in a file, not in memory: then two threads meet the same locks as in the embedded site.
"""

from __future__ import annotations

from contextlib import contextmanager

from django.db import connections


def use_a_file(path) -> None:
    """Let the SQLite test database lie at this path. Other vendors are left as they are."""
    settings = connections["default"].settings_dict
    if settings["ENGINE"].endswith("sqlite3"):
        settings["TEST"]["NAME"] = str(path)


@contextmanager
def append_only_lifted(connection):
    """The triggers that refuse DELETE (SQLite) or TRUNCATE (PostgreSQL) are away while a test database is emptied.

    Only who owns the tables can do that, and nothing in the site does.
    """
    if connection.vendor != "sqlite":
        with truncate_allowed(connection):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\\_no\\_%' ESCAPE '\\'"
        )
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _name, sql in triggers:
                cursor.execute(sql)


@contextmanager
def truncate_allowed(connection):
    """PostgreSQL: triggers named `…_no_truncate` rest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE '%\\_no\\_truncate'")
        found = cursor.fetchall()
        for table, name in found:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table, name in found:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")


def empty_and_restore(original, snapshot):
    """Wrap TransactionTestCase._fixture_teardown: empty the tables, then put back what migrations had put there.

    snapshot: function that gives the serialised rows of a freshly migrated database. Without them the tests
    that come after would lack Wagtail's root page and every content type.
    """

    def teardown(self):
        connection = connections["default"]
        connection._test_serialized_contents = snapshot()
        self.serialized_rollback = True  # keeps flush from making content types anew, with other keys
        try:
            with append_only_lifted(connection):
                original(self)
                connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
        finally:
            del connection._test_serialized_contents

    return teardown
