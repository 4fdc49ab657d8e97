"""The pages where figures are read in, and where what was known before is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from followup.actions import importing
from followup.models import ColumnMapping, ImportBatch, Observation
from hlab.core import jobs
from hlab.core.models import Job
from hlab.labs.enums import LabRole
from tests.factories import NOON, make_lab, make_member
from tests.followup.importing.sample import KPI, csv_of, figure, kolada_page, kolada_row, make_followed, read
from tests.followup.sample import make_batch, make_observations, make_unit

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=30)
KEY = "slapper-beratta-igen"


@pytest.fixture
def version():
    return make_followed(revision_policy="", register_owner="Ägaren av enkäten")


@pytest.fixture
def lab(version):
    return version.indicator.lab


@pytest.fixture
def staff(lab):
    return signed_in(lab)


def signed_in(lab, role=LabRole.ANALYST):
    client = Client()
    client.force_login(make_member(lab=lab, role=role))
    return client


def at(name, *args, **query):
    return reverse(f"followup:{name}", args=args, query=query or None)


def send(client, lab, raw: bytes, name="varden.csv", **data):
    return client.post(at("new_import", lab.pk), {"file": SimpleUploadedFile(name, raw)} | data, follow=True)


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_from_file_to_figures(staff, lab, django_capture_on_commit_callbacks):
    page = send(
        staff, lab, csv_of(("Mått", "Enhetskod", "År", "Värde"), (KEY, "X1", 2024, "41,2"), (KEY, "X1", 2023, ""))
    )
    assert "Inget är inläst ännu" in page.text and "2 nya värden" in page.text
    assert not Observation.objects.exists()
    batch = ImportBatch.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(at("read_in", batch.pk))
    page = staff.get(at("import_batch", batch.pk))
    assert "Inläst: varden.csv" in page.text
    assert sorted(Observation.objects.order_by("pk").values_list("status", "value")) == [
        ("missing", None),
        ("ok", 41.2),
    ]
    assert "Allt i filen finns redan" in send(staff, lab, csv_of(
        ("Mått", "Enhetskod", "År", "Värde"), (KEY, "X1", 2024, "41,2"), (KEY, "X1", 2023, ""))).text  # fmt: skip


def test_the_job_twice_reads_in_once(staff, lab, django_capture_on_commit_callbacks):
    send(staff, lab, kolada_page(kolada_row(figure(1))), "sida.json")
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(at("read_in", ImportBatch.objects.get().pk))
    Job.objects.update(state="queued", ended_at=None)
    jobs.run(Job.objects.get().pk)
    assert Observation.objects.count() == 1 and Job.objects.get().state == "done"


def test_faults_are_told_by_row_and_stop_it_all(staff, lab, django_capture_on_commit_callbacks):
    page = send(staff, lab, kolada_page(kolada_row(figure(1)), kolada_row(figure(2), unit="0014")), "sida.json")
    assert "Rad 2: enheten 0014 finns inte" in page.text and "Rätta:" in page.text
    batch = ImportBatch.objects.get()
    refused = staff.post(at("read_in", batch.pk))
    assert refused.status_code == 422 and "Inget är inläst" in refused.text
    with django_capture_on_commit_callbacks(execute=True):
        staff.post(at("read_in", batch.pk), {"only_good": "on"})
    assert Observation.objects.count() == 1


def test_columns_are_told_and_saved(staff, lab):
    page = send(staff, lab, csv_of(("Var", "När", "Svar"), ("X1", 2024, "41")))
    assert "Välj var detta står" in page.text and "Var (X1)" in page.text
    batch = ImportBatch.objects.get()
    sent = {"header": 1, "unit": "Var", "period": "När", "value": "Svar", "indicator_fixed": KEY, "save_as": "Enkäten"}
    page = staff.post(at("import_columns", batch.pk), sent, follow=True)
    assert "1 nytt värde" in page.text
    saved = ColumnMapping.objects.get()
    assert saved.name == "Enkäten" and "Enkäten" in staff.get(at("imports", lab.pk)).text
    staff.post(at("forget_mapping", saved.pk))
    assert not ColumnMapping.objects.exists()


def test_one_column_cannot_be_two_things(staff, lab):
    send(staff, lab, csv_of(("Var", "När", "Svar"), ("X1", 2024, "41")))
    sent = {"header": 1, "unit": "Var", "period": "Var", "value": "Svar", "indicator_fixed": KEY}
    page = staff.post(at("import_columns", ImportBatch.objects.get().pk), sent)
    assert page.status_code == 422 and "redan vald" in page.text


def test_shares_of_one_are_asked_about_on_the_page(staff, lab):
    page = send(staff, lab, csv_of(("Mått", "Enhetskod", "År", "Värde"), (KEY, "X1", 2024, "0,41")))
    assert "Vad betyder 0,41?" in page.text
    batch = ImportBatch.objects.get()
    sent = {
        "header": 1,
        "indicator": "Mått",
        "unit": "Enhetskod",
        "period": "År",
        "value": "Värde",
        "scale": "fraction",
    }
    assert "1 nytt värde" in staff.post(at("import_columns", batch.pk), sent, follow=True).text


def test_what_is_no_table_is_said_at_the_field(staff, lab):
    for raw in (b"<html>", b"PK\x03\x04"):
        page = send(staff, lab, raw)
        assert page.status_code == 422 and not ImportBatch.objects.exists()
    assert "Välj en fil" in staff.post(at("new_import", lab.pk)).text


def test_discarding_is_asked_about_first(staff, lab):
    send(staff, lab, kolada_page(kolada_row(figure(1))))
    batch = ImportBatch.objects.get()
    assert "Kasta filen?" in staff.get(at("discard_import", batch.pk)).text
    staff.post(at("discard_import", batch.pk))
    assert not ImportBatch.objects.exists()


def test_an_import_is_taken_back(staff, lab):
    done = read(lab, kolada_page(kolada_row(figure(1))))
    assert "Ta tillbaka" in staff.get(at("import_batch", done.pk)).text
    page = staff.post(at("undo_import", done.pk), follow=True)
    assert "tillbakatagen" in page.text and "Tillbaka: fil" in page.text
    assert "inget att ta tillbaka" in staff.post(at("undo_import", done.pk)).text


def test_what_was_known_then(staff, lab, version):
    read(lab, kolada_page(kolada_row(figure(41.2))))
    read(lab, kolada_page(kolada_row(figure(43))), at=LATER)
    changed = staff.get(at("history", version.indicator.pk)).text
    assert "41,2" in changed and "43" in changed
    then = staff.get(at("history", version.indicator.pk, den=NOON.date().isoformat())).text
    assert "41,2" in then and "Det vi visste den 24 november 2026" in then
    later = staff.get(at("history", version.indicator.pk, den=LATER.date().isoformat())).text
    assert "41,2" not in later and ">43<" in later
    before = staff.get(at("history", version.indicator.pk, den="2020-01-01")).text
    assert "Inget var känt då" in before
    assert "Inget har ändrats" in staff.get(at("history", version.indicator.pk, enhet="Finns inte")).text
    assert "Skriv dagen som" in staff.get(at("history", version.indicator.pk, den="i går")).text


def test_missing_series_say_who_answers(staff, lab, version):
    page = staff.get(at("missing_series", lab.pk)).text
    assert "Inget värde har kommit" in page and "Analytikern i labbet" in page and "Ägaren av enkäten" in page
    read(lab, kolada_page(kolada_row(figure(1), period=2024), kolada_row(figure(1), unit="X2", period=2023)))
    with time_machine.travel(NOON):
        assert "1 januari 2026" in staff.get(at("missing_series", lab.pk)).text
    read(lab, kolada_page(kolada_row(figure(1), period=2025)))
    with time_machine.travel(NOON):
        page = staff.get(at("missing_series", lab.pk)).text
    assert "1 enhet saknar värde för 2025: Exempelby kommun" in " ".join(page.split())
    version.indicator.ended_on, version.indicator.ended_reason = date(2026, 1, 1), "Slut"
    version.indicator.save()
    assert "Inget saknas" in staff.get(at("missing_series", lab.pk)).text


def test_fetching_needs_codes_and_a_real_lab(staff, lab):
    assert "Inget mått har Koladas kod" not in staff.get(at("fetch_kolada", lab.pk)).text
    refused = staff.post(at("fetch_kolada", lab.pk), {"kpis": [KPI], "first": 2020, "last": 2024})
    assert refused.status_code == 422 and "påhittade värden" in refused.text
    wrong = staff.post(at("fetch_kolada", lab.pk), {"kpis": [KPI], "first": 2024, "last": 2020})
    assert "före från år" in wrong.text


def test_a_large_file_is_looked_at_in_the_background(staff, lab, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(importing, "AT_ONCE_BYTES", 10)
    with django_capture_on_commit_callbacks() as waiting:
        page = send(staff, lab, kolada_page(kolada_row(figure(1))))
        assert "Arbetet fortsätter" in page.text
    batch = ImportBatch.objects.get()
    refused = staff.post(at("read_in", batch.pk))
    assert refused.status_code == 409 and not Observation.objects.exists()
    for run in waiting:
        run()
    assert "1 nytt värde" in staff.get(at("import_batch", batch.pk)).text


def test_as_many_queries_for_many_rows(staff, lab, version):
    counts = []
    for n in (1, 20):
        for year in range(n):
            unit = make_unit(code=f"Y{n}{year}", name=f"Enhet {n} {year}")
            batch = make_batch(lab=lab)
            make_observations(version=version, unit=unit, figures=[("2024", 40)], batch=batch)
            Observation.objects.filter(unit=unit).update(replaced_at=LATER)
            make_observations(version=version, unit=unit, figures=[("2024", 41)], batch=batch, at=LATER)
        send(staff, lab, csv_of(("Mått", "Enhetskod", "År", "Värde"), *[(KEY, f"Z{m}", 2024, m) for m in range(n)]))
        waiting = ImportBatch.objects.filter(state="draft").order_by("-pk").first()
        pages = [at("imports", lab.pk), at("import_batch", waiting.pk), at("history", version.indicator.pk),
                 at("missing_series", lab.pk), at("new_import", lab.pk)]  # fmt: skip
        for url in pages:
            staff.get(url)
        counts.append([queries(staff, url) for url in pages])
    assert counts[0] == counts[1] and max(counts[1]) <= 15


def test_only_those_who_write_see_figures(lab, version):
    for role, status in ((LabRole.LISTENER, 403), (LabRole.EDITOR, 200)):
        assert signed_in(lab, role).get(at("imports", lab.pk)).status_code == status
    assert signed_in(make_lab()).get(at("imports", lab.pk)).status_code == 404
