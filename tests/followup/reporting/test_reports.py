"""What is owed to those who contributed: planned by itself, written, told, corrected, and nothing finished before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from followup.actions.finishing import finish
from followup.actions.reacting import react
from followup.actions.reporting import (
    MOST,
    change_duty,
    discard_draft,
    lacking,
    plan_reports,
    publish_report,
    tell_why_not,
    write_report,
)
from followup.models import ReportBack, ReportReaction, ReportVersion
from followup.queries.reports import heard, reports, state_of, words_on
from followup.queries.reports_public import moved_days
from hlab.core import trail
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests import factories
from tests.factories import NOON
from tests.feedback.sample import make_round
from tests.followup.reporting.conftest import LATER, WORDS, tell
from tests.followup.sample import make_indicator, make_indicator_version
from workshops.actions.finishing import finish_workshop
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def state(report, today=None):
    return state_of(reports().get(pk=report.pk), today or LATER.date())


# --- Owed -------------------------------------------------------------------------------------


def test_a_session_that_is_over_owes_one_report_however_often_it_is_asked(report, lead):
    assert plan_reports(LATER) == 0
    assert ReportBack.objects.count() == 1
    assert report.owner == lead
    assert report.owner_name == "Labbansvarig"


def test_a_session_that_goes_on_or_is_only_rehearsed_owes_nothing(person, lab):
    planned = factories.make_workshop(lab=lab)
    rehearsed = Workshop.objects.create(
        lab=lab, title="Övning", starts_at=NOON, created_at=NOON, rehearsal_of=planned, state="closed", opened_at=NOON,
        closed_at=NOON,
    )  # fmt: skip
    assert plan_reports(LATER) == 0
    with pytest.raises(RuleBroken, match="övning"):
        finish_workshop(workshop=rehearsed, by=None, at=LATER)


def test_the_day_is_the_one_people_were_told_else_a_month_later():
    def due(**fields):
        workshop = factories.make_open_workshop(lab=factories.make_lab(**fields))
        Workshop.objects.filter(pk=workshop.pk).update(state="closed", closed_at=NOON)
        plan_reports(LATER)
        return ReportBack.objects.get(workshop=workshop).due_on - NOON.date()

    assert due(decision_by=NOON.date() + timedelta(days=90)).days == 90
    assert due(decision_by=NOON.date() - timedelta(days=1)).days == 30
    assert due(decision_by=None).days == 30


def test_a_round_owes_one_for_itself_and_none_for_its_session():
    counted, going = make_round(state="counted"), make_round()
    Workshop.objects.update(state="closed", closed_at=NOON)
    assert plan_reports(LATER) == 1
    made = ReportBack.objects.get()
    assert (made.round, made.due_on) == (counted, counted.answer_by)
    assert going.state == "open"


def test_states_in_time(report):
    assert state(report) == "planned"
    assert state(report, report.due_on) == "planned"
    assert state(report, report.due_on + timedelta(days=1)) == "late"
    tell(report)
    assert state(report, report.due_on + timedelta(days=1)) == "told"
    tell(report, what_changed="Ett årtal.")
    assert state(report) == "corrected"


def test_a_day_that_is_moved_is_told(report, lead):
    before, after = report.due_on, report.due_on + timedelta(days=14)
    facts = {"owner": lead, "owner_name": "Verksamhetschefen", "by": lead, "at": LATER}
    row = change_duty(report=report, row_version=1, due_on=after, **facts)
    assert moved_days(row) == [(before, after, LATER.date())]
    assert change_duty(report=report, row_version=1, due_on=after, **facts).row_version == 2
    with pytest.raises(StaleEdit):
        change_duty(report=report, row_version=1, due_on=before, **facts)


def test_the_duty_is_a_role_of_somebody_in_the_lab_and_a_day_ahead(report, outsider, lead):
    def change(**facts):
        usual = {"due_on": report.due_on, "owner": lead, "owner_name": "Labbansvarig"}
        with pytest.raises(RuleBroken) as broken:
            change_duty(report=report, row_version=1, by=lead, at=LATER, **(usual | facts))
        return broken.value.field

    assert change(owner=outsider) == "owner"
    assert change(owner_name="  ") == "owner_name"
    assert change(owner_name="x" * 161) == "owner_name"
    assert change(due_on=NOON.date() - timedelta(days=1)) == "due_on"
    tell(report)
    assert change(due_on=date(2027, 5, 1)) == "due_on"


# --- Written and told -------------------------------------------------------------------------


def test_what_is_written_is_told_whole_and_stands(report):
    draft = write_report(report=report, row_version=0, goals=(), indicators=(), by=None, at=LATER, said="Något.")
    with pytest.raises(RuleBroken) as broken:
        publish_report(version=draft, row_version=draft.row_version, by=None, at=LATER)
    assert len(lacking(draft)) == 4
    assert "vad ni gjorde" in str(broken.value)
    again = write_report(report=report, row_version=1, goals=(), indicators=(), by=None, at=LATER, **WORDS)
    told = publish_report(version=again, row_version=2, by=None, at=LATER)
    assert publish_report(version=again, row_version=1, by=None, at=LATER).published_at == told.published_at
    assert state(report) == "told"


def test_what_was_read_is_what_is_told(report):
    draft = write_report(report=report, row_version=0, goals=(), indicators=(), by=None, at=LATER, **WORDS)
    write_report(report=report, row_version=1, goals=(), indicators=(), by=None, at=LATER, **(WORDS | {"did": "Nytt."}))
    with pytest.raises(StaleEdit):
        publish_report(version=draft, row_version=1, by=None, at=LATER)
    with pytest.raises(StaleEdit):
        write_report(report=report, row_version=1, goals=(), indicators=(), by=None, at=LATER, **WORDS)


def test_two_who_begin_at_once_write_one_draft(report):
    write_report(report=report, row_version=0, goals=(), indicators=(), by=None, at=LATER, **WORDS)
    with pytest.raises(StaleEdit):
        write_report(report=report, row_version=0, goals=(), indicators=(), by=None, at=LATER, said="En annan.")
    assert ReportVersion.objects.count() == 1


def test_a_correction_is_a_version_that_says_what_it_corrects(report):
    tell(report)
    draft = write_report(report=report, row_version=0, goals=(), indicators=(), by=None, at=LATER, **WORDS)
    with pytest.raises(RuleBroken, match="rättat"):
        publish_report(version=draft, row_version=1, by=None, at=LATER)
    discard_draft(report=report, by=None, at=LATER)
    discard_draft(report=report, by=None, at=LATER)
    assert [row.number for row in report.versions.all()] == [1]
    assert tell(report, what_changed="Ett årtal.").number == 2


def test_words_that_may_point_at_somebody_are_read_again(report):
    words = WORDS | {"did": "Ring Kim på 070-123 45 67."}
    draft = write_report(report=report, row_version=0, goals=(), indicators=(), by=None, at=LATER, **words)
    with pytest.raises(RuleBroken) as broken:
        publish_report(version=draft, row_version=1, by=None, at=LATER)
    assert broken.value.field == "read_again"
    publish_report(version=draft, row_version=1, by=None, at=LATER, read_again=True)


def test_only_what_anyone_may_see_of_the_own_lab_is_pointed_at(report, lab):
    mine = make_indicator_version(indicator=make_indicator(lab=lab)).indicator
    goal = factories.make_published_goal(lab=lab).goal
    draft = make_indicator_version(indicator=make_indicator(lab=lab, key="utkast"), published=False).indicator
    others = make_indicator_version(indicator=make_indicator(key="annat-labb")).indicator
    facts = {"report": report, "row_version": 0, "by": None, "at": LATER}
    for wrong in ([draft.pk], [others.pk], [0], range(MOST + 1)):
        with pytest.raises(RuleBroken) as broken:
            write_report(goals=(), indicators=wrong, **facts)
        assert broken.value.field == "indicators"
    with pytest.raises(RuleBroken):
        write_report(goals=[factories.make_published_goal().goal_id], indicators=(), **facts)
    version = write_report(goals=[goal.pk], indicators=[mine.pk], **facts)
    assert list(version.goals.all()) == [goal]


def test_too_long_names_the_field(report):
    with pytest.raises(RuleBroken) as broken:
        write_report(
            report=report, row_version=0, goals=(), indicators=(), by=None, at=LATER, because="x" * 2001
        )  # fmt: skip
    assert broken.value.field == "because"


def test_a_reason_why_none_stands_and_can_be_followed_by_a_report(report):
    with pytest.raises(RuleBroken):
        tell_why_not(report=report, reason="  ", by=None, at=LATER)
    tell_why_not(report=report, reason="Verkstaden slogs ihop.", by=None, at=LATER)
    tell_why_not(report=report, reason="Verkstaden slogs ihop.", by=None, at=LATER)
    with pytest.raises(RuleBroken, match="redan publicerat"):
        tell_why_not(report=report, reason="Något annat.", by=None, at=LATER)
    assert state(report) == "none"
    tell(report)
    assert state(report) == "told"


def test_what_is_told_is_corrected_rather_than_taken_away(report):
    tell(report)
    with pytest.raises(RuleBroken, match="Rätta"):
        tell_why_not(report=report, reason="Ångrade oss.", by=None, at=LATER)


# --- Finished ---------------------------------------------------------------------------------


def test_a_session_is_finished_when_people_have_been_told(report, workshop):
    with pytest.raises(RuleBroken, match="har inte fått veta"):
        finish(report=report, by=None, at=LATER)
    tell(report)
    finish(report=report, by=None, at=LATER)
    finish(report=report, by=None, at=LATER + timedelta(days=1))
    workshop.refresh_from_db()
    assert workshop.finished_at == LATER
    assert AuditEvent.objects.filter(act="workshop.finished").count() == 1


def test_a_session_with_no_report_planned_or_that_goes_on_is_not_finished(person, workshop):
    with pytest.raises(RuleBroken, match="har inte fått veta"):
        finish_workshop(workshop=workshop, by=None, at=LATER)
    with pytest.raises(RuleBroken, match="Stäng verkstaden"):
        finish_workshop(workshop=factories.make_open_workshop(), by=None, at=LATER)


def test_a_round_is_finished_when_it_is_answered_and_told(lead):
    round = make_round(state="counted")
    plan_reports(LATER)
    report = ReportBack.objects.get(round=round)
    tell_why_not(report=report, reason="Rundan slogs ihop.", by=None, at=LATER)
    with pytest.raises(RuleBroken, match="besvarad först"):
        finish(report=report, by=None, at=LATER)
    round.state, round.answered_at = "answered", LATER
    round.save()
    finish(report=report, by=None, at=LATER)
    round.refresh_from_db()
    assert round.finished_at == LATER


def test_an_answered_round_is_not_finished_untold(lead):
    round = make_round(state="answered")
    plan_reports(LATER)
    with pytest.raises(RuleBroken, match="har inte fått veta"):
        finish(report=ReportBack.objects.get(round=round), by=None, at=LATER)


# --- Right or not -----------------------------------------------------------------------------


def test_the_last_answer_of_one_who_was_there_counts(report, person):
    version, receipt = tell(report), person[1]
    react(version=version, agrees=False, words="Vi sa något annat.", by=receipt, at=LATER)
    assert words_on(version) == ["Vi sa något annat."]
    react(version=version, agrees=True, words="Glöm det.", by=receipt, at=LATER)
    assert words_on(version) == []
    assert ReportReaction.objects.get().agrees
    events = AuditEvent.objects.filter(act="report.heard")
    react(version=version, agrees=True, words="", by=receipt, at=LATER)
    assert {event.actor for event in events} == {"system"}
    assert events.count() == 2


def test_only_those_who_were_there_answer_and_on_what_is_told_now(report, person):
    version, receipt = tell(report), person[1]
    with pytest.raises(RuleBroken):
        react(version=version, agrees=True, words="", by=factories.make_receipt()[0], at=LATER)
    with pytest.raises(RuleBroken) as broken:
        react(version=version, agrees=False, words="x" * 601, by=receipt, at=LATER)
    assert broken.value.field == "words"
    tell(report, what_changed="Ett årtal.")
    with pytest.raises(RuleBroken, match="rättats"):
        react(version=version, agrees=True, words="", by=receipt, at=LATER)


@pytest.mark.parametrize(
    ("yes", "no", "told"),
    [(4, 0, (0, 0, 0)), (3, 2, (5, 0, 0)), (6, 1, (5, 5, 0)), (12, 7, (10, 10, 5)), (10, 10, (20, 10, 10))],
)
def test_counts_are_told_from_five_people_and_in_broad_steps(report, yes, no, told):
    version = tell(report)
    for number in range(yes + no):
        ReportReaction.objects.create(
            version=version, receipt=factories.make_receipt()[0], agrees=number < yes, at=LATER
        )  # fmt: skip
    found = heard(version)
    assert (found.people, found.agree, found.disagree) == told


def test_every_act_has_its_words(report, lead):
    change_duty(
        report=report, row_version=1, due_on=report.due_on + timedelta(days=1), owner=None, owner_name="Chefen",
        by=lead, at=LATER,
    )  # fmt: skip
    write_report(report=report, row_version=0, goals=(), indicators=(), by=None, at=LATER, said="Något.")
    write_report(report=report, row_version=1, goals=(), indicators=(), by=None, at=LATER, said="Något mer.")
    discard_draft(report=report, by=None, at=LATER)
    tell_why_not(report=report, reason="Slogs ihop.", by=None, at=LATER)
    tell(report)
    tell(report, what_changed="Ett årtal.")
    finish(report=report, by=None, at=LATER)
    for event in AuditEvent.objects.filter(act__startswith="report."):
        assert "Annan händelse" not in trail.sentence(event.act, event.facts)
    assert AuditEvent.objects.filter(act__startswith="report.").values("act").distinct().count() == 9
