"""How far a long import has come is told while its figures are written."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from followup.actions import importing, looking, observing
from followup.models import ImportBatch, Observation
from hlab.core import jobs
from hlab.core.models import Job
from hlab.labs.enums import LabRole
from tests.factories import NOON, make_member
from tests.followup.importing.sample import csv_of, make_followed

pytestmark = pytest.mark.django_db
ROWS = [("slapper-beratta-igen", "X1", 2010 + n, 40 + n) for n in range(5)]


@pytest.fixture
def batch(monkeypatch):
    monkeypatch.setattr(observing, "_AT_ONCE", 2)
    raw = csv_of(("Mått", "Enhetskod", "År", "Värde"), *ROWS)
    return importing.take_in(lab=make_followed().indicator.lab, raw=raw, by=None, at=NOON, name="fil")


def test_the_writing_says_how_many_of_how_many(batch):
    told = []
    prepared = looking.prepare(batch, NOON)
    importing.read_in(batch=batch, prepared=prepared, by=None, at=NOON, progress=lambda *said: told.append(said))
    assert [said[:2] for said in told] == [(0, 5), (2, 5), (4, 5), (5, 5)]
    assert told[1][2] == "Skriver in värdena: 2 av 5"


def test_who_asked_sees_it_before_all_of_it_is_there(batch, monkeypatch):
    """The page is asked for within the import's own transaction: what it shows cannot have come by the row of the
    job, which that transaction has not touched."""
    analyst = make_member(lab=batch.lab, role=LabRole.ANALYST)
    client, pages, write = Client(), [], observing.write
    client.force_login(analyst)
    monkeypatch.setattr(jobs, "_EVERY", 0)

    def looked_at(*, tell, **rest):
        def and_look(done, of):
            tell(done, of)
            if done == 2:
                pages.append(client.get(reverse("followup:import_batch", args=[batch.pk])).content.decode())
                pages.append(client.get(reverse("core:job", args=[Job.objects.get().pk])).content.decode())

        write(tell=and_look, **rest)

    monkeypatch.setattr(observing, "write", looked_at)
    row = importing.queue(batch=batch, by=analyst, at=NOON).job
    jobs.run(row.pk)
    for page in pages:
        assert "Skriver in värdena: 2 av 5" in page and "58 av 100" in page
    assert len(pages) == 2
    assert Observation.objects.count() == 5 and ImportBatch.objects.get().done_at is not None
    row.refresh_from_db()
    assert (row.state, row.done, row.total) == (Job.State.DONE, 100, 100) and "5 nya värden" in row.message


def test_what_is_told_beside_the_row_ends_with_a_failed_transaction(batch, monkeypatch):
    def fails(*, tell, **rest):
        with transaction.atomic():
            tell(2, 5)
        raise ValueError

    monkeypatch.setattr(observing, "write", fails)
    row = importing.queue(batch=batch, by=None, at=NOON).job
    jobs.run(row.pk)
    row.refresh_from_db()
    assert jobs.as_far(row).state == Job.State.FAILED and "Skriver" not in jobs.as_far(row).message
