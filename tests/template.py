"""A database in which every migration has run: made once, and copied by each worker and each site of the stories.

To migrate takes a minute. The template is what `manage.py migrate` has made, and its name holds a sum of all that it
rests on: with another model or migration the name is another too, and it is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "test"
CODE = ("hlab", "workshops", "journeys", "goals", "feedback", "followup")
# Folders and files of ours that say what a migrated database is: the migrations, what they use, and the models, of
# which Django writes down names when it has migrated.
PARTS = {"migrations", "models", "settings"}
FILES = {"models.py", "enums.py", "apps.py", "constraints.py", "triggers.py", "releases.py", "suppression.py"}
KEPT = 6  # templates of each kind: other runs may be on, and several copies of the repository share a PostgreSQL
LOCK = 20261126  # any number, the same in all of them
APART = 1_000  # rows of a table before it comes to the numbers of the next


def database(path: Path, url: str = "") -> None:
    """A migrated database at the address, or else as a SQLite file at the path, in place of what may be there."""
    if not url:
        shutil.copyfile(sqlite_file(), path)
        return
    with _server(url) as run:
        template = _database_to_copy(run, url)
        run(f"DROP DATABASE IF EXISTS {_for_tests(url)} WITH (FORCE)")
        run(f"CREATE DATABASE {_for_tests(url)} TEMPLATE {template}")


def prepare(url: str = "") -> None:
    """Make the template ahead of those who are to copy it."""
    if not url:
        sqlite_file()
        return
    with _server(url) as run:
        _database_to_copy(run, url)


@cache
def signature() -> str:
    """Sum of the list of packages and of our own code that migrates."""
    sums = hashlib.sha256(sys.version.encode() + (ROOT / "requirements.txt").read_bytes())
    ours = (file for folder in CODE for file in (ROOT / folder).rglob("*.py"))
    for file in sorted(file for file in ours if file.name in FILES or PARTS & set(file.relative_to(ROOT).parts)):
        sums.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return sums.hexdigest()[:16]


def _migrate(url: str) -> None:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "hlab.settings.test", "DATABASE_URL": url}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"], cwd=ROOT, env=env, check=True)


@cache
def sqlite_file() -> Path:
    """The template as a SQLite file. Not to be written in."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"migrated-{signature()}.sqlite3"
    with (FOLDER / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # who comes second finds what the first has made
        if not file.exists():
            made = sorted(FOLDER.glob("migrated-*.sqlite3"), key=lambda old: old.stat().st_mtime)
            for old in made[: 1 - KEPT]:
                old.unlink()
            unfinished = FOLDER / "unfinished.sqlite3"
            unfinished.unlink(missing_ok=True)
            _migrate(f"sqlite:///{unfinished}")
            unfinished.rename(file)
    return file


def spread_ids(connection: sqlite3.Connection) -> None:
    """Let every table of a copy count its rows from a number of its own, so that two rows of different kinds seldom
    have the same id, as on PostgreSQL, where each table has counted on since the test before.

    From one in every table, a test would not notice the id of a step where that of its place at a site is asked for.
    """
    counted = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' ORDER BY name"
    names = [name for (name,) in connection.execute(counted)]
    with connection:
        connection.execute("DELETE FROM sqlite_sequence")
        rows = [(name, place * APART) for place, name in enumerate(names, start=1)]
        connection.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", rows)


# --- PostgreSQL -------------------------------------------------------------------------------


def address(url: str, name: str) -> str:
    """The same server and options, another database."""
    base, mark, options = url.partition("?")
    return base.rpartition("/")[0] + f"/{name}" + mark + options


@contextmanager
def _server(url: str):
    """run(statement, *values) → rows, on the server of that address."""
    import psycopg

    with psycopg.connect(address(url, "postgres"), autocommit=True) as connection:

        def run(statement: str, *values) -> list:
            found = connection.execute(statement, values or None)
            return found.fetchall() if found.description else []

        yield run


def _database_to_copy(run, url: str) -> str:
    """Name of the template on that server."""
    template = f"hlab_migrated_{signature()}"
    run("SELECT pg_advisory_lock(%s)", LOCK)  # until the connection closes
    made = run("SELECT datname FROM pg_database WHERE datname LIKE 'hlab\\_migrated\\_%' ORDER BY oid")
    if (template,) not in made:
        for (old,) in made[: 1 - KEPT]:
            run(f"DROP DATABASE {old}")
        unfinished = "hlab_unfinished_test"
        run(f"DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")
        run(f"CREATE DATABASE {unfinished}")
        _migrate(address(url, unfinished))
        run(f"ALTER DATABASE {unfinished} RENAME TO {template}")
    return template


def fill(url: str, programs: str) -> None:
    """Put into an empty database on another server what is in the template of this pass's own.

    programs: folder of `pg_dump`. When it is older than the server, the other one migrates for itself.
    """
    here = os.environ["DATABASE_URL"]
    with _server(here) as run:
        template = address(here, _database_to_copy(run, here))
        dump = [f"{programs}/pg_dump", "--no-owner", "--no-privileges", template]
        done = subprocess.run(dump, capture_output=True)
    if done.returncode:
        _migrate(url)
        return
    restore = [f"{programs}/psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", url]
    subprocess.run(restore, input=done.stdout, stdout=subprocess.DEVNULL, check=True)


def drop(url: str) -> None:
    """Take away a database on PostgreSQL."""
    with _server(url) as run:
        run(f"DROP DATABASE IF EXISTS {_for_tests(url)} WITH (FORCE)")


def _for_tests(url: str) -> str:
    """The name in quotation marks, when it is one that may be dropped."""
    name = url.partition("?")[0].rpartition("/")[2]
    assert "test" in name, f"{name} does not look like a database for tests"
    return f'"{name}"'


if __name__ == "__main__":
    prepare(*sys.argv[1:])
