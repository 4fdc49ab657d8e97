"""What has been published, decided or told stands, whoever asks the database; and nothing is finished untold."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from feedback.models import Round
from followup.analysis.cells import Cell
from followup.enums import Logic, Polarity, WhyUnknown
from followup.models import (
    FollowLink,
    IndicatorVersion,
    Observation,
    Published,
    Release,
    ReportBack,
    ReportVersion,
    Target,
    Unit,
    Verdict,
)
from goals.models import Goal
from tests.factories import NOON, make_lab, make_open_workshop
from tests.feedback.sample import make_round
from tests.followup.sample import (
    make_indicator,
    make_indicator_version,
    make_link,
    make_observations,
    make_release,
    make_report,
    make_target,
    make_unit,
    make_verdict,
)
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused():
    def check(act):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()

    return check


def test_a_published_version_stands(refused):
    version = make_indicator_version()
    rows = IndicatorVersion.objects.filter(pk=version.pk)
    refused(lambda: rows.update(title="Något annat"))
    refused(lambda: rows.update(polarity=Polarity.LOWER))
    refused(rows.delete)
    rows.update(valid_to="2026-01-01", limitations="Säger inget om den som inte svarar.")


def test_a_draft_can_be_changed():
    version = make_indicator_version(published=False)
    IndicatorVersion.objects.filter(pk=version.pk).update(title="Ett annat namn")


def test_a_figure_is_replaced_once_and_never_changed(refused):
    (row,) = make_observations(version=make_indicator_version(), figures=[("2024-01", 41.0)])
    rows = Observation.objects.filter(pk=row.pk)
    refused(lambda: rows.update(value=42.0))
    refused(rows.delete)
    rows.update(replaced_at=NOON)
    refused(lambda: rows.update(replaced_at=None))
    refused(lambda: rows.update(replaced_at=NOON + timedelta(days=1)))


def test_one_figure_a_cell_at_a_time(refused):
    version = make_indicator_version()
    make_observations(version=version, figures=[("2024-01", 41.0)])
    refused(lambda: make_observations(version=version, figures=[("2024-01", 42.0)]))


def test_missing_is_never_a_number(refused):
    version = make_indicator_version()
    (row,) = make_observations(version=version, figures=[("2024-01", None)])
    row.pk, row.period, row.value = None, "2024-02", 0.0
    refused(row.save)


def test_a_release_is_counted_once(refused):
    unit, version = make_unit(), make_indicator_version()
    release = make_release(version=version, figures={unit: [Cell("2024", "shown", 41.0)]})
    make_verdict(release=release, unit=unit)
    for rows in (Release.objects.all(), Published.objects.all(), Verdict.objects.all()):
        refused(rows.delete)
    refused(lambda: Published.objects.update(cells=[]))
    refused(lambda: Verdict.objects.update(position="reached"))
    refused(lambda: Release.objects.update(k=6))


def test_what_cannot_be_told_says_why(refused):
    unit = make_unit()
    release = make_release(version=make_indicator_version(), figures={unit: []})
    refused(lambda: make_verdict(release=release, unit=unit, heading_why=WhyUnknown.NONE))


def test_production_has_no_direction(refused):
    refused(lambda: make_indicator_version(logic=Logic.PRODUCTION, polarity=Polarity.HIGHER))


def test_a_target_stands_and_is_taken_back_once(refused):
    target = make_target(indicator=make_indicator())
    rows = Target.objects.filter(pk=target.pk)
    refused(lambda: rows.update(value=90))
    refused(rows.delete)
    rows.update(withdrawn_at=NOON)
    refused(lambda: rows.update(withdrawn_at=None))


def test_a_link_is_by_one_thing_and_of_something(refused):
    lab = make_lab()
    indicator = make_indicator(lab=lab)
    refused(lambda: make_link(lab=lab, indicator=indicator))
    goal = _goal(lab)
    refused(lambda: make_link(lab=lab, goal=goal))
    refused(lambda: make_link(lab=lab, goal=goal, indicator=indicator, dimension="respect"))
    make_link(lab=lab, goal=goal, indicator=indicator)
    refused(lambda: make_link(lab=lab, goal=goal, indicator=indicator))
    FollowLink.objects.update(gone_at=NOON)
    make_link(lab=lab, goal=goal, indicator=indicator)


def test_an_invented_unit_never_has_a_national_code(refused):
    refused(lambda: make_unit(code="0114"))
    Unit.objects.create(kind="municipality", code="0114", name="En kommun")


def test_a_session_is_not_finished_untold(refused):
    workshop = make_open_workshop()
    Workshop.objects.filter(pk=workshop.pk).update(state="closed", closed_at=NOON)
    rows = Workshop.objects.filter(pk=workshop.pk)
    refused(lambda: rows.update(finished_at=NOON))
    report = make_report(workshop=workshop, published=False)
    refused(lambda: rows.update(finished_at=NOON))
    ReportVersion.objects.filter(report=report).update(published_at=NOON)
    rows.update(finished_at=NOON)
    refused(lambda: rows.update(finished_at=None))


def test_an_open_session_is_not_finished(refused):
    workshop = make_open_workshop()
    make_report(workshop=workshop)
    refused(lambda: Workshop.objects.filter(pk=workshop.pk).update(finished_at=NOON))


def test_a_round_is_finished_with_a_reason(refused):
    round = make_round(state="counted")
    rows = Round.objects.filter(pk=round.pk)
    refused(lambda: rows.update(finished_at=NOON))
    make_report(round=round, published=False)
    ReportBack.objects.update(no_report="Rundan slogs ihop med en annan.", no_report_at=NOON)
    rows.update(finished_at=NOON)


def test_what_has_been_told_stands(refused):
    make_report()
    refused(lambda: ReportVersion.objects.update(did="Något annat."))
    refused(ReportVersion.objects.all().delete)


def _goal(lab):
    return Goal.objects.create(lab=lab, slug="bara-beratta-en-gang", created_at=NOON)
