"""The database of one worker of the suite, on SQLite and on PostgreSQL: a copy of `tests.template`.

SQLite lies in a file, not in memory: then two threads meet the same locks as in the embedded site.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from django.db import connections

from tests import template

PATIENCE = 20.0  # seconds for connections that a test has left to let go of the file


def use_a_copy(path: Path, worker: str) -> None:
    """Let Django use a migrated database that is this worker's own.

    path: where it lies on SQLite. On PostgreSQL it stands beside the database of DATABASE_URL.
    """
    connection = connections["default"]
    connection.close()
    settings = connection.settings_dict  # the same in every thread
    settings["NAME"] = str(path) if connection.vendor == "sqlite" else f"test_{settings['NAME']}_{worker}"
    template.database(path, _address(connection))


def clear_away() -> None:
    """The copy is not needed any more."""
    connections.close_all()
    if url := _address(connections["default"]):
        template.drop(url)


def make_fresh(_test=None) -> None:
    """The database is again as migrations left it, whatever has been committed: rows, keys, triggers."""
    connection = connections["default"]
    if url := _address(connection):
        connection.close()
        template.database(Path(), url)
        return
    connection.ensure_connection()
    deadline = time.monotonic() + PATIENCE

    def give_up(status, remaining, total):
        assert not remaining or time.monotonic() < deadline, "a connection that a test left holds the database"

    with closing(sqlite3.connect(template.sqlite_file())) as origin:
        origin.backup(connection.connection, progress=give_up, sleep=0.05)


def _address(connection) -> str:
    """Of the database on PostgreSQL; blank on SQLite."""
    if connection.vendor == "sqlite":
        return ""
    return template.address(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
