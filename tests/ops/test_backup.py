"""Backups are tried by putting them back: on SQLite in the first pass, on PostgreSQL in the other."""

from __future__ import annotations

import io
import json
import stat
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from hlab.core.dumps import row_counts
from hlab.core.models import AuditEvent
from tests import factories
from workshops.models import Contribution

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def media(settings, tmp_path):
    """A folder with files, as editors leave them."""
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    (settings.MEDIA_ROOT / "images").mkdir(parents=True)
    (settings.MEDIA_ROOT / "images" / "träd.png").write_bytes(b"\x89PNG" + bytes(range(256)))
    (settings.MEDIA_ROOT / "tom.txt").write_text("")
    return settings.MEDIA_ROOT


def files_in(folder: Path) -> dict:
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def everything() -> dict:
    """{table: all rows, as text} of the whole database."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def take(folder: Path) -> Path:
    out = io.StringIO()
    call_command("backup", to=folder, stdout=out)
    return Path(out.getvalue().strip())


def put_back(file: Path, *, yes=True) -> str:
    out = io.StringIO()
    call_command("restore", file, yes=yes, stdout=out)
    return out.getvalue()


def manifest_of(file: Path) -> dict:
    with tarfile.open(file) as archive:
        return json.load(archive.extractfile("manifest.json"))


def rewritten(file: Path, target: Path, **changes) -> Path:
    """The same backup with other words in its manifest, or other bytes in a member (`database=b"…"`)."""
    with tarfile.open(file) as old, tarfile.open(target, "w:gz") as new:
        for member in old.getmembers():
            body = old.extractfile(member).read()
            if member.name in changes:
                body = changes[member.name]
            elif member.name == "manifest.json":
                body = json.dumps(json.loads(body) | changes.get("manifest", {})).encode()
            member.size = len(body)
            new.addfile(member, io.BytesIO(body))
    return target


@pytest.fixture
def site(media):
    """A site that has been used, words in several scripts included."""
    factories.make_room(people=3, notes_each=2)
    note = Contribution.objects.first()
    Contribution.objects.filter(pk=note.pk).update(
        text="Åäö 👩‍👧 שלום \\ ' \" \t ; -- DROP TABLE\n\\N\n\\.", row_version=2
    )


def test_everything_comes_back_as_it_was(site, media, tmp_path):
    rows, files = everything(), files_in(media)
    file = take(tmp_path / "kopior")
    Contribution.objects.update(text="ändrat efteråt", row_version=3)
    factories.make_user()
    (media / "images" / "träd.png").write_bytes(b"annat")
    (media / "ny.txt").write_text("kom efteråt")
    assert everything() != rows

    said = put_back(file)

    assert everything() == rows
    assert files_in(media) == files
    assert f"{sum(len(table) for table in rows.values())} rader och 2 filer" in said
    assert "RECEIPT_KEY" not in said
    assert "migrate" not in said


def test_what_may_only_be_added_is_still_so(site, tmp_path):
    put_back(take(tmp_path))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(act="annat")


def test_new_rows_can_be_added_after_a_restore(site, tmp_path):
    before = AuditEvent.objects.count()
    put_back(take(tmp_path))
    factories.make_room(people=1, notes_each=1)
    assert AuditEvent.objects.count() > before


def test_what_the_backup_does_not_know_is_gone(site, tmp_path):
    """A table from a newer version would be in the way when that version is migrated to anew."""
    file = take(tmp_path)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE newer_thing (id integer)")
    put_back(file)
    assert "newer_thing" not in connection.introspection.table_names()


def test_the_manifest_counts_what_is_there(site, media, tmp_path):
    file = take(tmp_path)
    manifest = manifest_of(file)
    assert manifest["vendor"] == connection.vendor
    assert {table: n for table, n in manifest["rows"].items() if n} == {t: n for t, n in row_counts().items() if n}
    assert set(manifest["media"]) == {"images/träd.png", "tom.txt"}
    assert "core.0002_append_only" in manifest["migrations"]


def test_only_its_owner_can_read_it_and_nothing_is_left_beside_it(site, settings, tmp_path):
    file = take(tmp_path / "kopior")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list((tmp_path / "kopior").iterdir()) == [file]
    assert settings.SECRET_KEY.encode() not in file.read_bytes()
    assert settings.RECEIPT_KEY not in json.dumps(manifest_of(file))


def test_nothing_is_left_beside_the_media(site, media, tmp_path):
    put_back(take(tmp_path / "kopior"))
    assert [path.name for path in media.parent.iterdir()] == ["media"]


def test_a_site_without_files(site, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "finns" / "inte"
    assert "0 filer" in put_back(take(tmp_path / "kopior"))


# --- What is refused, with a sentence and before anything is touched -------------------------------


def refused(file: Path, words: str, *, yes=True):
    before = everything()
    with pytest.raises(CommandError, match=words) as error:
        put_back(file, yes=yes)
    assert str(error.value).endswith(".")
    assert everything() == before


def test_a_database_in_use_is_not_overwritten_by_mistake(site, tmp_path):
    refused(take(tmp_path), "--yes", yes=False)


def test_a_database_that_nobody_has_used_needs_no_yes(media, tmp_path):
    assert "Återställd" in put_back(take(tmp_path), yes=False)


def test_another_kind_of_database(site, tmp_path):
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    file = rewritten(take(tmp_path), tmp_path / "annan.tar.gz", manifest={"vendor": other})
    refused(file, f"från {other} men")


def test_a_newer_version(site, tmp_path):
    file = take(tmp_path)
    newer = [*manifest_of(file)["migrations"], "core.9999_future"]
    refused(rewritten(file, tmp_path / "nyare.tar.gz", manifest={"migrations": newer}), "nyare version")


@pytest.mark.parametrize("member", ["database", "media/images/träd.png"])
def test_changed_content(site, tmp_path, member):
    refused(rewritten(take(tmp_path), tmp_path / "andrad.tar.gz", **{member: b"SQLite format 3\0 annat"}), "är skadad")


@pytest.mark.parametrize("kept", [0, 100, 0.5, 0.99])
def test_a_file_that_was_cut_off(site, tmp_path, kept):
    whole = take(tmp_path).read_bytes()
    file = tmp_path / "halv.tar.gz"
    file.write_bytes(whole[: int(kept if kept > 1 else len(whole) * kept)])
    refused(file, "ingen hel säkerhetskopia")


def test_one_wrong_byte(site, tmp_path):
    whole = bytearray(take(tmp_path).read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file = tmp_path / "fel.tar.gz"
    file.write_bytes(whole)
    refused(file, "ingen hel säkerhetskopia|är skadad")


def test_something_else_altogether(site, tmp_path):
    refused(tmp_path / "finns-inte.tar.gz", "finns inte")
    (tmp_path / "brev.txt").write_text("Hej")
    refused(tmp_path / "brev.txt", "ingen hel säkerhetskopia")
    with tarfile.open(tmp_path / "annat.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "brev.txt", "brev.txt")
    refused(tmp_path / "annat.tar.gz", "ingen hel säkerhetskopia")
    refused(rewritten(take(tmp_path), tmp_path / "form.tar.gz", manifest={"format": 99}), "är skadad")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../../utanfor.txt", tarfile.REGTYPE), ("media/../../utanfor.txt", tarfile.REGTYPE),
        ("/utanfor.txt", tarfile.REGTYPE), ("utanfor.txt", tarfile.REGTYPE), ("media/l", tarfile.SYMTYPE),
        ("media/l", tarfile.LNKTYPE), ("media/l", tarfile.FIFOTYPE), ("media/l", tarfile.CHRTYPE),
        ("media", tarfile.DIRTYPE), ("database", tarfile.REGTYPE),
    ],
)  # fmt: skip
def test_a_member_that_no_backup_has(site, media, tmp_path, name, kind):
    """A path that leads out, a link, a device, or the same file twice: nothing is unpacked outside or replaced."""
    file, good, before = tmp_path / "ut.tar.gz", take(tmp_path / "kopior"), files_in(media)
    with tarfile.open(good) as old, tarfile.open(file, "w:gz") as new:
        for member in old.getmembers():
            new.addfile(member, old.extractfile(member))
        info = tarfile.TarInfo(name)
        info.type, info.linkname = kind, str(tmp_path / "mal") if kind == tarfile.SYMTYPE else "database"
        info.size = 3 if kind == tarfile.REGTYPE else 0
        new.addfile(info, io.BytesIO(b"hej"))
    refused(file, "ingen hel säkerhetskopia")
    assert not list(tmp_path.rglob("utanfor.txt")) and files_in(media) == before


def test_a_restore_needs_nothing_that_the_first_releases_of_python_3_11_lack(site, media, tmp_path, monkeypatch):
    """There `extractall` takes no filter, and there is none to take."""
    monkeypatch.delattr(tarfile, "data_filter", raising=False)
    monkeypatch.delattr(tarfile.TarFile, "extractall")
    files, file = files_in(media), take(tmp_path / "kopior")
    (media / "ny.txt").write_text("kom efteråt")
    put_back(file)
    assert files_in(media) == files


def test_it_is_said_when_the_keys_are_others(site, settings, tmp_path):
    file = take(tmp_path)
    settings.RECEIPT_KEY = "another"
    assert "RECEIPT_KEY" in put_back(file)


def test_it_is_said_when_the_backup_is_older(site, tmp_path, monkeypatch):
    file = take(tmp_path)
    monkeypatch.setattr("hlab.core.health.migrations", lambda: "1 väntar")
    assert "manage.py migrate" in put_back(file)


# --- PostgreSQL's tools ---------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.parametrize("command", ["backup", "restore"])
def test_missing_tools_are_named(site, tmp_path, monkeypatch, command):
    file = take(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match=r"finns inte på maskinen\. Installera"):
        take(tmp_path) if command == "backup" else put_back(file)


@pytest.mark.postgres
def test_a_restore_that_fails_half_way_changes_nothing(site, tmp_path, monkeypatch):
    from hlab.core import dumps

    file, before, original = take(tmp_path), everything(), dumps._tool

    def sabotaged(*command):
        script = next((part.removeprefix("--file=") for part in command if part.endswith(".sql")), None)
        if script:
            with open(script, "a") as end:
                end.write("\nINSERT INTO core_auditevent (act) VALUES ('Anna Ek');\n")
        original(*command)

    monkeypatch.setattr(dumps, "_tool", sabotaged)
    with pytest.raises(CommandError, match="psql gick inte") as error:
        put_back(file)
    assert "Anna" not in str(error.value)
    assert everything() == before
