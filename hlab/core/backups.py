"""The whole site in one file, and back again. The copy is taken while the site is in use.

The file is a .tar.gz: `manifest.json` (what, when, how many rows, checksums), `database` (a SQLite file or
pg_dump's custom format) and `media/`. The keys of the site are not in it; the manifest knows only whether they match.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
import tarfile
import tempfile
import zlib
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from hlab.core import dumps
from hlab.core.models import AuditEvent

FORMAT = 1


def backup(folder: Path, now: datetime) -> Path:
    """Write `halsolabb-<time>.tar.gz` into the folder, both readable by their owner only; returns its path."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"halsolabb-{now:%Y%m%d-%H%M%S}.tar.gz"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".tas-") as scratch:
        dump, part = Path(scratch) / "database", Path(scratch) / "part"
        rows = dumps.dump(dump)
        part.touch(mode=0o600)
        with tarfile.open(part, "w:gz") as archive:
            archive.add(dump, "database")
            manifest = {
                "format": FORMAT,
                "vendor": connection.vendor,
                "taken_at": now.isoformat(),
                "sha256": _digest(dump),
                "migrations": sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations),
                "rows": rows,
                "receipt_key": _key_mark(),
                "media": _add_media(archive),
            }
            description = Path(scratch) / "manifest.json"
            description.write_text(json.dumps(manifest, indent=1))
            archive.add(description, "manifest.json")
        part.rename(target)
    return target


def _add_media(archive: tarfile.TarFile) -> dict[str, str]:
    """{path: sha256} of each file that was added. One that is removed meanwhile is left out."""
    root, added = Path(settings.MEDIA_ROOT), {}
    for file in sorted(root.rglob("*")) if root.is_dir() else ():
        if file.is_symlink() or not file.is_file():
            continue
        name = file.relative_to(root).as_posix()
        try:
            added[name] = _digest(file)
            archive.add(file, f"media/{name}")
        except FileNotFoundError:
            added.pop(name, None)
    return added


def is_empty() -> bool:
    """Whether nobody has used the database: no person, and nothing that has happened."""
    tables = connection.introspection.table_names()
    return not any(
        model._meta.db_table in tables and model._default_manager.exists() for model in (get_user_model(), AuditEvent)
    )


def restore(file: Path) -> dict:
    """Put a backup in the place of what is there now. Returns its manifest, with "same_keys".

    Raises CommandError in plain words, before anything is touched, for a file that is no backup, is damaged, is of
    another kind of database or is from a newer version of the site. The database is replaced in one transaction.
    """
    home = Path(settings.MEDIA_ROOT).parent
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".aterstaller-") as scratch:
        manifest = _opened(file, Path(scratch))
        dumps.load(Path(scratch) / "database")
        _put_media(Path(scratch) / "media", Path(scratch) / "before")
    return manifest | {"same_keys": hmac.compare_digest(str(manifest.get("receipt_key")), _key_mark())}


def _put_media(new: Path, before: Path) -> None:
    """The files of the backup instead of those that are there; those that are there go when that is done."""
    place = Path(settings.MEDIA_ROOT)
    new.mkdir(exist_ok=True)
    try:
        if place.exists():
            place.rename(before)
        new.rename(place)
    except OSError:  # a mounted folder cannot be renamed: empty and fill it
        place.mkdir(parents=True, exist_ok=True)
        for old in place.iterdir():
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
        shutil.copytree(new, place, dirs_exist_ok=True)


def _opened(file: Path, scratch: Path) -> dict:
    """Unpack and try everything that can be tried without touching what is there. Returns the manifest."""
    try:
        with tarfile.open(file, "r:gz") as archive:
            _unpack(archive, scratch)
        manifest = json.loads((scratch / "manifest.json").read_text())
        whole = (manifest["format"], manifest["sha256"]) == (FORMAT, _digest(scratch / "database"))
        whole &= all(_digest(scratch / "media" / name) == digest for name, digest in manifest["media"].items())
        vendor, migrations = manifest["vendor"], set(manifest["migrations"])
    except FileNotFoundError as error:
        if not file.exists():
            raise CommandError(f"{file} finns inte.") from error
        raise CommandError(f"{file} är ingen hel säkerhetskopia från Hälsolabb.") from error
    except (OSError, tarfile.TarError, zlib.error, ValueError, EOFError, KeyError, TypeError, AttributeError) as error:
        raise CommandError(f"{file} är ingen hel säkerhetskopia från Hälsolabb.") from error
    if not whole:
        raise CommandError(f"{file} är skadad: innehållet stämmer inte med det som skrevs.")
    if vendor != connection.vendor:
        raise CommandError(
            f"Säkerhetskopian är från {vendor} men databasen här är {connection.vendor}. "
            "Återställ till samma slags databas."
        )
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    known |= {f"{app}.{name}" for migration in loader.disk_migrations.values() for app, name in migration.replaces}
    if migrations - known:
        raise CommandError("Säkerhetskopian är från en nyare version av Hälsolabb. Uppdatera koden först.")
    return manifest


def _unpack(archive: tarfile.TarFile, into: Path) -> None:
    """Every file of a backup, without owner or links. The check is our own: `extractall(filter=)` is not in the first
    releases of Python 3.11. Raises tarfile.TarError for a member that no backup has."""
    for member in archive:
        path = PurePosixPath(member.name)
        if not member.isfile() or not _is_ours(path):
            raise tarfile.TarError(f"{member.name!r} does not belong in a backup")
        stream, target = archive.extractfile(member), into / path
        if stream is None:
            raise tarfile.TarError(f"{member.name!r} cannot be read")
        target.parent.mkdir(parents=True, exist_ok=True)
        with stream, target.open("xb") as file:  # the same name twice is refused too
            shutil.copyfileobj(stream, file)
        target.chmod(0o600 | member.mode & 0o644)  # read by whom it was, changed by its owner, run by nobody


def _is_ours(path: PurePosixPath) -> bool:
    """The dump, the manifest, and what lies below media/."""
    if path.is_absolute() or ".." in path.parts:
        return False
    return path.parts in (("database",), ("manifest.json",)) or (path.parts[:1] == ("media",) and len(path.parts) > 1)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _key_mark() -> str:
    """Tells two receipt keys apart without giving either away."""
    return hmac.new(settings.RECEIPT_KEY.encode(), b"hlab backup", hashlib.sha256).hexdigest()[:16]
