"""The whole site in one file, and back again. The copy is taken while the site is in use."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader


def backup(folder: Path, now: datetime) -> Path:
    """Write `halsolabb-<time>.tar.gz` with database, media and manifest into the folder; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"halsolabb-{now:%Y%m%d-%H%M%S}.tar.gz"
    with tempfile.TemporaryDirectory() as scratch:
        dump = Path(scratch) / "database"
        _dump_sqlite(dump) if connection.vendor == "sqlite" else _dump_postgresql(dump)
        manifest = {
            "format": 1,
            "vendor": connection.vendor,
            "taken_at": now.isoformat(),
            "sha256": _digest(dump),
            "migrations": sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations),
            "rows": row_counts(),
        }
        (Path(scratch) / "manifest.json").write_text(json.dumps(manifest))
        part = target.with_suffix(".part")
        with tarfile.open(part, "w:gz") as archive:
            archive.add(Path(scratch) / "manifest.json", "manifest.json")
            archive.add(dump, "database")
            if Path(settings.MEDIA_ROOT).is_dir():
                archive.add(settings.MEDIA_ROOT, "media")
        part.rename(target)
    return target


def row_counts() -> dict[str, int]:
    """{table: rows} of every table."""
    counts = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts


def restore(file: Path) -> dict:
    """Put a backup in the place of what is there now. Returns its manifest.

    Raises CommandError in plain words, before anything is touched, for a file that is no backup, is damaged, is of
    another kind of database or is from a newer version of the site.
    """
    with tempfile.TemporaryDirectory() as scratch:
        manifest = _opened(file, Path(scratch))
        dump = Path(scratch) / "database"
        _restore_sqlite(dump) if connection.vendor == "sqlite" else _restore_postgresql(dump)
        media = Path(scratch) / "media"
        if media.is_dir():
            shutil.copytree(media, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return manifest


def _opened(file: Path, scratch: Path) -> dict:
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(scratch, filter="data")
        manifest = json.loads((scratch / "manifest.json").read_text())
        digest = _digest(scratch / "database")
    except (OSError, tarfile.TarError, ValueError, EOFError) as error:
        raise CommandError(f"{file} är ingen hel säkerhetskopia från Hälsolabb.") from error
    if digest != manifest.get("sha256"):
        raise CommandError(f"{file} är skadad: innehållet stämmer inte med det som skrevs.")
    if manifest["vendor"] != connection.vendor:
        raise CommandError(
            f"Säkerhetskopian är från {manifest['vendor']} men databasen här är {connection.vendor}. "
            "Återställ till samma slags databas."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(connection, ignore_no_migrations=True).disk_migrations}
    newer = set(manifest["migrations"]) - known
    if newer:
        raise CommandError("Säkerhetskopian är från en nyare version av Hälsolabb. Uppdatera koden först.")
    return manifest


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _dump_sqlite(target: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    with copy:
        connection.connection.backup(copy)
    copy.close()


def _restore_sqlite(dump: Path) -> None:
    connection.ensure_connection()
    source = sqlite3.connect(dump)
    source.backup(connection.connection)
    source.close()


def _postgresql(*command: str) -> None:
    target = connection.settings_dict
    environment = {"PATH": "/usr/bin:/usr/local/bin:/bin"}
    for name, variable in (("HOST", "PGHOST"), ("PORT", "PGPORT"), ("USER", "PGUSER"), ("PASSWORD", "PGPASSWORD")):
        if target.get(name):
            environment[variable] = str(target[name])
    try:
        subprocess.run(
            [*command, "--dbname", target["NAME"]], env=environment, check=True, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise CommandError(f"{command[0]} finns inte på maskinen. Installera PostgreSQL:s klientprogram.") from error
    except subprocess.CalledProcessError as error:
        raise CommandError(f"{command[0]} misslyckades: {error.stderr.strip().splitlines()[-1]}") from error


def _dump_postgresql(target: Path) -> None:
    _postgresql("pg_dump", "--format=custom", "--no-owner", "--file", str(target))


def _restore_postgresql(dump: Path) -> None:
    connection.close()
    _postgresql("pg_restore", str(dump), "--clean", "--if-exists", "--no-owner", "--single-transaction")
