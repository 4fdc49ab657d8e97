"""A map is taken along as a file, and no word in it that a person has not said yes to."""

from __future__ import annotations

import io
import json

import pytest
from django.urls import reverse
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from journeys.analysis import cjml_read, native, table_read
from journeys.analysis.document import numbered
from journeys.enums import JourneyKind
from journeys.exchange_words import table_words
from journeys.exports.files import FORMS, content, filename
from tests import factories
from tests.journeys.exchange.conftest import QUOTED, SECRET, UNASKED, take_back
from tests.journeys.sample import DOCUMENT, large

pytestmark = pytest.mark.django_db


def text_of(journey, form: str, *, voices: bool = True) -> str:
    raw = content(journey, form, voices=voices)
    if form != "xlsx":
        return raw.decode()
    sheet = load_workbook(io.BytesIO(raw)).active
    return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)


@pytest.mark.parametrize("form", FORMS)
def test_a_quote_is_there_only_where_it_is_chosen_and_agreed_to(voiced, notes, form):
    told = text_of(voiced, form)
    assert (QUOTED in told) == (form != "mermaid")
    assert UNASKED not in told and SECRET not in told
    without = text_of(voiced, form, voices=False)
    assert QUOTED not in without and not any(str(note.pk) in without for note in notes)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("what", ["withdrawn", "not agreed any more", "other words"])
def test_a_quote_that_is_taken_back_is_gone_from_the_next_file(voiced, notes, form, what):
    take_back(notes[0], what)
    assert QUOTED not in text_of(voiced, form)


def test_the_page_gives_each_file_under_its_name(client_of, lead, voiced):
    client = client_of(lead)
    page = client.get(reverse("journeys:journey_files", args=[voiced.pk])).content.decode()
    for form in FORMS:
        address = reverse("journeys:export_journey", args=[voiced.pk, form])
        assert address in page
        answer = client.get(address)
        assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
        assert answer["Content-Disposition"] == f'attachment; filename="{filename(voiced, form)}"'
    assert client.get(reverse("journeys:export_journey", args=[voiced.pk, "pdf"])).status_code == 404


def test_who_reads_no_voices_gets_none_in_the_file(client_of, lead, listener, voiced):
    address = reverse("journeys:export_journey", args=[voiced.pk, "json"])
    assert QUOTED in client_of(lead).get(address).content.decode()
    assert "contribution" not in client_of(listener).get(address).content.decode()


def test_rows_become_files_that_give_the_map_back():
    journey = factories.make_journey()
    assert native.read(content(journey, "json", voices=True)).document == numbered(DOCUMENT)
    from hlab.core.grids import grid_of_file

    for form in ("csv", "xlsx"):
        (found,) = table_read.read(grid_of_file(content(journey, form, voices=True)), table_words())
        assert found.document == numbered(DOCUMENT) and found.source == journey.slug


def test_how_it_was_planned_comes_along_in_cjml():
    journey = factories.make_journey()
    from dataclasses import replace

    plan = replace(DOCUMENT, kind=JourneyKind.PLANNED, title="Planen")
    factories.make_journey(lab=journey.lab, document=plan, as_is=journey)
    found = cjml_read.read(content(journey, "cjml", voices=True), table_words())
    assert [one.document.kind for one in found] == ["planned", "told"]


def test_the_published_schema_is_open_and_every_file_fits_it(client, voiced):
    answer = client.get(reverse("journeys:schema"))
    assert reverse("journeys:schema") == "/resor/format/resa-1.json"
    assert answer.status_code == 200 and answer["Content-Type"].startswith("application/schema+json")
    Draft202012Validator(json.loads(answer.content)).validate(json.loads(content(voiced, "json", voices=True)))


def test_example_content_says_so_in_the_name_of_the_file():
    lab = factories.make_lab(is_demo=True)
    assert filename(factories.make_journey(lab=lab), "csv").startswith("exempel-")


@pytest.mark.parametrize("steps", [4, 60])
@pytest.mark.parametrize("form", ["json", "cjml"])
def test_a_file_takes_as_many_questions_however_large(client_of, lead, lab, django_assert_max_num_queries, steps, form):
    journey = factories.make_journey(lab=lab, document=large(4, steps, 3))
    client = client_of(lead)
    address = reverse("journeys:export_journey", args=[journey.pk, form])
    client.get(address)
    with django_assert_max_num_queries(15):
        client.get(address)
