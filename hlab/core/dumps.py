"""The database as a file, and a file as the database: SQLite by its own copying, PostgreSQL by its own tools."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection, transaction

_SSL = ("sslmode", "sslrootcert", "sslcert", "sslkey")


def dump(target: Path) -> dict[str, int]:
    """Write everything, as it was at one moment, to the file. Returns {table: rows} at that moment."""
    return _dump_sqlite(target) if connection.vendor == "sqlite" else _dump_postgresql(target)


def load(source: Path) -> None:
    """Put what the file holds in the place of everything, in one transaction. Raises CommandError when it cannot."""
    return _load_sqlite(source) if connection.vendor == "sqlite" else _load_postgresql(source)


def row_counts() -> dict[str, int]:
    """{table: rows} of every table."""
    counts = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


# --- SQLite -------------------------------------------------------------------------------------


def _dump_sqlite(target: Path) -> dict[str, int]:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        tables = sorted(name for (name,) in copy.execute(names))
        return {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608
    finally:
        copy.close()


def _load_sqlite(source: Path) -> None:
    file = sqlite3.connect(source)
    try:
        file.execute("SELECT count(*) FROM sqlite_master")
        connection.ensure_connection()
        file.backup(connection.connection)
    except sqlite3.DatabaseError as error:
        raise CommandError("Databasen i säkerhetskopian går inte att läsa.") from error
    finally:
        file.close()


# --- PostgreSQL ---------------------------------------------------------------------------------


def _dump_postgresql(target: Path) -> dict[str, int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = f"--snapshot={cursor.fetchone()[0]}"
        _tool("pg_dump", "--format=custom", "--no-owner", snapshot, f"--file={target}", _database())
        return row_counts()


def _load_postgresql(source: Path) -> None:
    """As one script in one transaction, after everything that was there: a table that the backup does not know
    would otherwise be in the way of the migration that makes it."""
    script, body = source.with_suffix(".sql"), source.with_suffix(".body")
    _tool("pg_restore", "--no-owner", f"--file={body}", str(source))
    with body.open("rb") as lines, script.open("wb") as out:
        out.write(b"SET lock_timeout = '30s';\nDROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n")
        head = True
        for line in lines:
            head = head and not line.startswith(b"CREATE TABLE")
            if not (head and line.startswith(b"CREATE SCHEMA public")):
                out.write(line)
    connection.close()
    quiet = ["--no-psqlrc", "--quiet", "--output", os.devnull]
    _tool("psql", "--single-transaction", "--set=ON_ERROR_STOP=1", *quiet, f"--file={script}", _database())


def _database() -> str:
    return f"--dbname={connection.settings_dict['NAME']}"


def _tool(*command: str) -> None:
    target = connection.settings_dict
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD"}
    ours = {variable: str(target[name]) for name, variable in names.items() if target.get(name)}
    ours |= {f"PG{name.upper()}": str(value) for name, value in target["OPTIONS"].items() if name in _SSL}
    try:
        subprocess.run(command, env=os.environ | ours, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise CommandError(f"{command[0]} finns inte på maskinen. Installera PostgreSQL:s klientprogram.") from error
    except subprocess.CalledProcessError as error:
        # Only the error's own line: what comes after it may repeat what somebody wrote.
        said = next((line for line in error.stderr.splitlines() if "error:" in line.lower()), "")
        raise CommandError(f"{command[0]} gick inte: {said.strip() or error.returncode}") from None
