"""A session that is over, of a lab that anyone may see, with somebody who was there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from followup.actions.reporting import plan_reports, publish_report, write_report
from followup.models import ReportBack
from tests import factories
from tests.factories import NOON
from workshops.actions.pacing import close_workshop

LATER = NOON + timedelta(days=1)
WORDS = {
    "said": "Ni vill bara berätta en gång.",
    "did": "Vi prövar en gemensam plan.",
    "did_not": "Vi bytte inte journalsystem.",
    "because": "Det avgörs av regionen 2027.",
    "follows": "Vi frågar varje månad om du slapp berätta igen.",
}


@pytest.fixture
def lab(db):
    return factories.make_lab(is_public=True)


@pytest.fixture
def person(lab):
    """(client with the code, receipt, session) of somebody who was there."""
    workshop = factories.make_open_workshop(lab=lab, title="Kvällen i Ekby")
    receipt, code = factories.make_receipt()
    factories.make_participation(workshop=workshop, receipt=receipt)
    return factories.carry(Client(), code), receipt, workshop


@pytest.fixture
def workshop(person):
    return close_workshop(workshop=person[2], by=None, at=NOON)


@pytest.fixture
def report(workshop, lead):
    plan_reports(LATER)
    return ReportBack.objects.get(workshop=workshop)


def tell(report, *, at=LATER, by=None, **words):
    """Write it and publish it."""
    draft = write_report(
        report=report, row_version=0, goals=words.pop("goals", ()), indicators=words.pop("indicators", ()), by=by,
        at=at, **(WORDS | words),
    )  # fmt: skip
    return publish_report(version=draft, row_version=draft.row_version, by=by, at=at)
