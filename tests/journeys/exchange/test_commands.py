"""`importjourney` and `exportjourney`: the same as the pages do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from journeys.analysis import native
from journeys.analysis.document import numbered
from journeys.exports.files import FORMS, content
from journeys.models import Journey, JourneyUpload
from journeys.queries.document import document
from tests import factories
from tests.journeys.exchange.test_cjml import SHEET
from tests.journeys.sample import DOCUMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def write(raw: bytes, name="resa.json"):
        path = tmp_path / name
        path.write_bytes(raw)
        return path

    return write


def test_a_file_is_read_in_once(lab, file, capsys):
    path = file(native.write(DOCUMENT))
    call_command("importjourney", path, lab=lab.slug)
    journey = Journey.objects.get()
    assert numbered(document(journey)) == numbered(DOCUMENT)
    assert f"{journey.pk}  Alex väg till hjälp" in capsys.readouterr().out
    call_command("importjourney", path, lab=lab.slug)
    assert Journey.objects.count() == 1 and "redan inläst" in capsys.readouterr().out
    call_command("importjourney", path, lab=factories.make_lab().slug)
    assert Journey.objects.count() == 2


def test_a_dry_run_tells_the_losses_and_changes_nothing(lab, file, capsys):
    call_command("importjourney", file(SHEET.encode(), "x.xml"), lab=lab.slug, question="Var?", dry_run=True)
    told = capsys.readouterr().out
    assert "presenteras inte" in told and "Torrkörning" in told
    assert not Journey.objects.exists() and not JourneyUpload.objects.exists()


@pytest.mark.parametrize(
    ("raw", "options", "words"),
    [
        (b"<x", {}, "inte hel XML"),
        (native.write(DOCUMENT), {"format": "cjml"}, "inte hel XML"),
        (SHEET.encode(), {}, "Skriv vad kartan ska svara på"),
        (json.dumps(json.loads(native.write(DOCUMENT)) | {"version": 2}).encode(), {}, "nyare"),
        (native.write(DOCUMENT).replace(b'"days_planned": 14', b'"days_planned": -3'), {}, "Mellanrum 1"),
    ],
)
def test_what_cannot_be_read_ends_with_an_error_and_nothing_changed(lab, file, raw, options, words):
    with pytest.raises(CommandError, match=words) as broken:
        call_command("importjourney", file(raw), lab=lab.slug, **options)
    assert broken.value.returncode == 1
    assert not Journey.objects.exists() and not JourneyUpload.objects.exists()


def test_a_file_or_a_lab_that_is_not_there(lab, file, tmp_path):
    with pytest.raises(CommandError, match="finns inte"):
        call_command("importjourney", tmp_path / "saknas.json", lab=lab.slug)
    with pytest.raises(CommandError, match=lab.slug):
        call_command("importjourney", file(b"{}"), lab="fel")


@pytest.mark.parametrize("form", FORMS)
def test_the_command_writes_what_the_page_gives(tmp_path, form):
    journey = factories.make_journey()
    out = tmp_path / "ut"
    call_command("exportjourney", str(journey.pk), format=form, output=out)
    if form != "xlsx":  # a workbook says when it was made
        assert out.read_bytes() == content(journey, form, voices=True)
    assert out.stat().st_size > 300


def test_on_the_screen_and_by_name(capsys):
    journey = factories.make_journey()
    call_command("exportjourney", journey.slug, format="mermaid")
    assert capsys.readouterr().out.startswith("journey\n")
    with pytest.raises(CommandError, match="--output"):
        call_command("exportjourney", journey.slug, format="xlsx")
    with pytest.raises(CommandError, match=journey.slug):
        call_command("exportjourney", "0", format="json")
    with pytest.raises(CommandError, match="går inte att skriva"):
        call_command("exportjourney", journey.slug, format="json", output=Path("/finns/inte/ut"))
