"""A round from plan to end, and everything that it refuses."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from feedback.actions import round_chores
from feedback.actions.rounds import change_round, close_round, count_round, end_round, open_round, plan_round
from feedback.enums import ProposalStatus, RoundState
from feedback.models import Proposal, Round, RoundRelease
from feedback.queries.rounds import facts_of, open_round_for, step_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent, Job
from hlab.core.trail import sentence
from tests import factories
from tests.factories import NOON
from tests.feedback import sample
from tests.feedback.rounds.conftest import AFTER_PAPER, DAYS, WORDS, say
from workshops.actions.contributions import change_consent, withdraw
from workshops.enums import ExerciseState, WorkshopState
from workshops.models import Message, Workshop

SUPPORT = {"support_person": "Robin Ek, 010-000 00 00"}


def plan(lab, versions=(), **fields):
    return plan_round(lab=lab, versions=versions, **({"by": None, "at": NOON} | WORDS | DAYS | fields))


def open_it(round, at=NOON):
    return open_round(round=round, by=None, at=at, **SUPPORT)


def change(round, at=NOON, **fields):
    return change_round(round=round, row_version=fields.pop("row_version", round.row_version), by=None, at=at, **fields)


def remark_in(round, version, **fields):
    place = factories.make_participation(workshop=round.workshop)
    return sample.make_remark(response=say(round, version, place), **fields)


# --- Planning ---------------------------------------------------------------------------------


def test_the_same_form_sent_twice_is_one_round(lab, version):
    key = uuid.uuid4()
    first, again = plan(lab, [version], key=key), plan(lab, [version], key=key)
    assert first.pk == again.pk
    assert plan(lab, [version], key=key, title="En annan").pk != first.pk


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "  "),
        ("title", "x" * 101),
        ("open_scope", "ord " * 149),
        ("k", 4),
        ("stage", "later"),
        ("influence", ""),
        ("form", "long"),
        ("closes_at", NOON),
        ("opens_on", date(2027, 1, 1)),
        ("paper_until", date(2026, 12, 7)),
        ("answer_by", date(2026, 12, 15)),
    ],
)
def test_what_cannot_be_is_said_at_its_field(lab, version, field, value):
    with pytest.raises(RuleBroken) as broken:
        plan(lab, [version], **{field: value})
    assert broken.value.field == field
    assert not Round.objects.exists()


def test_a_version_of_another_lab_or_a_replaced_one_cannot_be_asked_about(lab, version):
    strange = sample.make_version(published=True)
    with pytest.raises(RuleBroken) as broken:
        plan(lab, [strange])
    assert broken.value.field == "versions"
    version.replaced_at = NOON
    version.save(update_fields=["replaced_at"])
    sample.make_version(proposal=version.proposal, number=2, published=True)
    with pytest.raises(RuleBroken, match="nyare version"):
        plan(lab, [version])


def test_everything_can_change_before_it_opens_and_two_do_not_overwrite_each_other(planned, lab):
    other = sample.make_version(proposal=sample.make_proposal(lab=lab, number="F2"))
    changed = change(planned, title="Ett nytt namn", versions=[other])
    assert [row.version_id for row in changed.asks.all()] == [other.pk]
    with pytest.raises(StaleEdit) as stale:
        change(planned, title="Ett tredje namn", row_version=1)
    assert "Ett tredje namn" in stale.value.yours
    assert "Ett nytt namn" in stale.value.theirs
    assert change(changed, title="Ett nytt namn").row_version == changed.row_version


# --- Opening ----------------------------------------------------------------------------------


def test_it_opens_with_a_session_of_its_own_that_says_the_rounds_own_words(planned, version):
    opened = open_it(planned)
    step = step_of(opened)
    assert step.settings["round"] == opened.pk
    assert (step.state, step.ends_at) == (ExerciseState.OPEN, opened.closes_at)
    assert step.site.current_id == step.pk
    declaration = opened.workshop.declaration
    assert (declaration.open_scope, declaration.decider) == (WORDS["open_scope"], "Utredningen")
    assert declaration.decision_by == DAYS["answer_by"]
    assert opened.workshop.support_person == SUPPORT["support_person"]
    assert open_round_for(version) == opened
    assert Proposal.objects.get().status == ProposalStatus.OPEN


def test_opening_twice_is_once(planned):
    assert open_it(planned).workshop_id == open_it(planned).workshop_id
    assert Workshop.objects.count() == 1


def test_it_opens_on_the_day_it_opens(planned):
    assert open_it(planned, at=NOON + timedelta(days=2)).opens_on == NOON.date() + timedelta(days=2)


def refused(round, at=NOON) -> str:
    with pytest.raises(RuleBroken) as broken:
        open_it(round, at)
    round.refresh_from_db()
    assert round.state == RoundState.PLANNED
    assert not Workshop.objects.exists()
    return broken.value.message


def test_it_does_not_open_without_somebody_to_talk_to(planned):
    with pytest.raises(RuleBroken) as broken:
        open_round(round=planned, support_person="  ", by=None, at=NOON)
    assert broken.value.field == "support_person"


def test_it_does_not_open_about_nothing_or_about_what_nobody_can_read(lab):
    assert "minst ett förslag" in refused(plan(lab))
    draft = sample.make_version(proposal=sample.make_proposal(lab=lab))
    assert "Publicera F1.1" in refused(plan(lab, [draft]))
    frozen = sample.make_version(proposal=sample.make_proposal(lab=lab, number="F2"), frozen=True)
    assert "Publicera F2.1" in refused(plan(lab, [frozen]))


def test_it_does_not_open_in_a_lab_that_is_not_ready(db):
    bare = factories.make_lab(complete=False)
    version = sample.make_version(proposal=sample.make_proposal(lab=bare), published=True)
    assert "aktörskartan" in refused(plan(bare, [version]))


def test_it_does_not_open_when_its_time_is_out(planned):
    assert "redan varit" in refused(planned, at=planned.closes_at)


def test_a_version_is_asked_about_in_one_round_only(opened, lab, version):
    second = plan(lab, [version], title="Samma en gång till")
    with pytest.raises(RuleBroken, match="har redan varit ute i rundan ”Synpunkter på planen”"):
        open_it(second)


def test_what_was_open_does_not_open_again(closed):
    with pytest.raises(RuleBroken, match="kan inte öppnas igen"):
        open_it(closed)


# --- While it goes on -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"), [("title", "Nytt"), ("open_scope", "Allt"), ("k", 10), ("decider", "Någon"), ("form", "short")]
)
def test_what_people_have_read_stands(opened, field, value):
    with pytest.raises(RuleBroken, match="Bara dagarna") as broken:
        change(opened, **{field: value})
    assert broken.value.field == field


def test_other_versions_cannot_be_put_in(opened, lab):
    other = sample.make_version(proposal=sample.make_proposal(lab=lab, number="F2"), published=True)
    with pytest.raises(RuleBroken) as broken:
        change(opened, versions=[other])
    assert broken.value.field == "versions"


def test_another_last_day_moves_the_step_and_is_told(opened):
    later = opened.closes_at + timedelta(days=3)
    moved = change(opened, closes_at=later, paper_until=date(2026, 12, 20))
    step = step_of(moved)
    assert (step.open_until, step.ends_at) == (later, later)
    message = Message.objects.get()
    assert "8 december 2026" in message.text
    assert "11 december 2026" in message.text
    told = facts_of(moved, NOON).moved
    assert [what for what, *_days in told] == ["Sista dag för papper", "Sista tiden att svara"]
    assert told[1][1:3] == ("8 december 2026 12.00", "11 december 2026 12.00")
    event = AuditEvent.objects.filter(act="round.moved").last()
    assert "Sista tiden att svara" in sentence(event.act, event.facts)


@pytest.mark.parametrize(
    ("field", "value"),
    [("closes_at", NOON), ("paper_until", date(2026, 12, 1)), ("answer_by", date(2026, 12, 1))],
)
def test_a_day_is_not_moved_to_where_it_cannot_be(opened, field, value):
    with pytest.raises(RuleBroken) as broken:
        change(opened, **{field: value})
    assert broken.value.field == field


def test_a_day_that_has_been_cannot_be_moved(closed):
    with pytest.raises(RuleBroken, match="har passerat"):
        change(closed, at=closed.closed_at, closes_at=closed.closes_at + timedelta(days=1))
    assert change(closed, at=closed.closed_at, paper_until=date(2026, 12, 20)).paper_until == date(2026, 12, 20)


# --- Closing ----------------------------------------------------------------------------------


def test_closing_ends_the_session_and_the_proposal_is_reworked(opened, version):
    for _twice in range(2):
        closed = close_round(round=opened, by=None, at=NOON)
    assert (closed.state, closed.closed_at) == (RoundState.CLOSED, NOON)
    assert Workshop.objects.get().state == WorkshopState.CLOSED
    assert step_of(closed).state == ExerciseState.CLOSED
    assert open_round_for(version) is None
    assert Proposal.objects.get().status == ProposalStatus.REWORKED


def test_a_proposal_stays_open_as_long_as_one_round_about_it_is(opened, lab, version):
    version.replaced_at = NOON
    version.save(update_fields=["replaced_at"])
    second = sample.make_version(proposal=version.proposal, number=2, published=True)
    open_it(plan(lab, [second], title="Andra rundan"))
    close_round(round=opened, by=None, at=NOON)
    assert Proposal.objects.get().status == ProposalStatus.OPEN


def test_what_has_not_opened_does_not_close(planned):
    with pytest.raises(RuleBroken, match="inte öppnat"):
        close_round(round=planned, by=None, at=NOON)


def test_it_closes_by_itself_when_its_time_is_out(opened):
    assert round_chores.close_what_is_out(opened.closes_at - timedelta(seconds=1)) == 0
    assert round_chores.close_what_is_out(opened.closes_at) == 1
    assert round_chores.close_what_is_out(opened.closes_at) == 0
    opened.refresh_from_db()
    assert opened.state == RoundState.CLOSED


# --- Counting ---------------------------------------------------------------------------------


def test_it_is_counted_once_and_only_when_no_more_paper_comes(opened):
    with pytest.raises(RuleBroken, match="Stäng rundan först"):
        count_round(round=opened, by=None, at=AFTER_PAPER)
    closed = close_round(round=opened, by=None, at=opened.closes_at)
    with pytest.raises(RuleBroken, match="Papper kan komma"):
        count_round(round=closed, by=None, at=NOON + timedelta(days=21))
    first = count_round(round=closed, by=None, at=AFTER_PAPER)
    assert count_round(round=closed, by=None, at=AFTER_PAPER).pk == first.pk
    assert RoundRelease.objects.count() == 1


def test_it_is_counted_by_itself(closed, django_capture_on_commit_callbacks, freeze):
    freeze(AFTER_PAPER)
    assert round_chores.queue_counting(NOON + timedelta(days=21)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert round_chores.queue_counting(AFTER_PAPER) == 1
    closed.refresh_from_db()
    assert closed.state == RoundState.COUNTED
    assert round_chores.queue_counting(AFTER_PAPER) == 0
    assert Job.objects.filter(name=round_chores.JOB).count() == 1


def test_a_job_that_waits_is_not_asked_for_again(closed):
    for _twice in range(2):
        round_chores.queue_counting(AFTER_PAPER)
    assert Job.objects.filter(name=round_chores.JOB).count() == 1


# --- Ending -----------------------------------------------------------------------------------


@pytest.fixture
def counted(opened, version):
    opened.said = remark_in(opened, version)
    close_round(round=opened, by=None, at=opened.closes_at)
    count_round(round=opened, by=None, at=AFTER_PAPER)
    return opened


def end(round, **fields):
    return end_round(round=round, by=None, at=AFTER_PAPER, **fields)


def test_a_round_with_unanswered_remarks_does_not_end_without_a_reason(counted):
    with pytest.raises(RuleBroken) as broken:
        end(counted)
    assert broken.value.field == "unanswered_reason"
    ended = end(counted, unanswered_reason="Utredningen fick nya direktiv.")
    assert (ended.state, ended.answered_at) == (RoundState.ANSWERED, AFTER_PAPER)
    assert ended.unanswered_reason == "Utredningen fick nya direktiv."
    assert Proposal.objects.get().status == ProposalStatus.DECIDED


def test_an_answer_that_nobody_has_read_is_none(counted):
    sample.make_answer(remarks=[counted.said], published=False)
    with pytest.raises(RuleBroken):
        end(counted)


def test_when_all_are_answered_no_reason_is_kept(counted):
    sample.make_answer(remarks=[counted.said])
    assert end(counted, unanswered_reason="Behövs inte").unanswered_reason == ""
    assert end(counted).state == RoundState.ANSWERED


def test_what_may_not_be_used_waits_for_nothing(counted):
    """It cannot be read or answered at the desk, and so cannot keep the round from being over."""
    note = counted.said.contribution
    change_consent(contribution=note, use="analysis", granted=False, by=note.participation.receipt, at=NOON)
    assert end(counted).state == RoundState.ANSWERED


def test_what_was_taken_back_waits_for_nothing(counted):
    note = counted.said.contribution
    withdraw(contribution=note, by=note.participation.receipt, at=NOON)
    assert end(counted).state == RoundState.ANSWERED


def test_a_reason_has_an_end(counted):
    with pytest.raises(RuleBroken, match="för lång"):
        end(counted, unanswered_reason="x" * 601)


def test_a_round_that_is_not_counted_does_not_end(closed):
    with pytest.raises(RuleBroken, match="räknat"):
        end(closed)
