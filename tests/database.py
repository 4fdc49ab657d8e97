"""The database of one worker of the suite, on SQLite and on PostgreSQL: a copy of `tests.template`.

SQLite lies in a file, not in memory: then two threads meet the same locks as in the embedded site.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psycopg
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
    if url := _address(connection):
        global _rows
        _rows = Rows(url)
    else:
        with closing(sqlite3.connect(path)) as copy:
            template.spread_ids(copy)


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
        if not _rows.put_back():
            template.database(Path(), url)
        return
    connection.ensure_connection()
    deadline = time.monotonic() + PATIENCE

    def give_up(status, remaining, total):
        assert not remaining or time.monotonic() < deadline, "a connection that a test left holds the database"

    with closing(sqlite3.connect(f"file:{template.sqlite_file()}?mode=ro", uri=True)) as origin:
        origin.backup(connection.connection, progress=give_up, sleep=0.05)
    template.spread_ids(connection.connection)


class Rows:
    """What every table holds when migrations have run, on PostgreSQL, where a whole new database takes its time."""

    def __init__(self, url: str):
        self.url = url
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            each = (
                f"SELECT '{name}', md5(string_agg(t::text, '' ORDER BY t::text)) FROM \"{name}\" t" for (name,) in found
            )
            self.ask = " UNION ALL ".join(each)
            self.sums = dict(connection.execute(self.ask).fetchall())
            self.copies = {name: self._read(connection, name) for name, there in self.sums.items() if there}

    @staticmethod
    def _read(connection, table: str) -> bytes:
        with connection.cursor().copy(f'COPY "{table}" TO STDOUT') as out:
            return b"".join(out)

    def put_back(self) -> bool:
        """Tables that hold something else get their rows again. False when that could not be done.

        Keys and triggers rest meanwhile, which only a superuser may let them do, and a connection that a test has left
        may hold a table.
        """
        try:
            with psycopg.connect(self.url, options="-c synchronous_commit=off -c lock_timeout=500ms") as connection:
                connection.execute("SET session_replication_role = replica")
                now = connection.execute(self.ask).fetchall()
                for table in [name for name, found in now if found != self.sums[name]]:
                    connection.execute(f'DELETE FROM "{table}"')
                    if table in self.copies:
                        with connection.cursor().copy(f'COPY "{table}" FROM STDIN') as into:
                            into.write(self.copies[table])
        except psycopg.Error:
            return False
        return True


_rows: Rows | None = None  # of the copy on PostgreSQL


def _address(connection) -> str:
    """Of the database on PostgreSQL; blank on SQLite."""
    if connection.vendor == "sqlite":
        return ""
    return template.address(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
