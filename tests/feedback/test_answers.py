"""Every remark gets an answer: read, owned, answered once for many, published, put right, and never edited away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from feedback.actions.answering import (
    answer_remarks,
    change_answer,
    mark_read,
    publish_answers,
    set_state,
    take_on,
)
from feedback.actions.correcting import add_remarks, discard_answer, remove_remarks, replace_answer
from feedback.actions.replies import remove_reply, reply, say_own_view
from feedback.actions.showing import hide_remark, show_remark, words_of
from feedback.enums import OwnView, Part, RemarkState, RoundState
from feedback.models import Answer, Change, Remark, Reply
from feedback.queries.answers import answers_of, counts_of, said_of
from feedback.queries.remarks import how_far, readable_by, remarks_of, unanswered
from feedback.queries.responses import shown_remarks
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests.factories import NOON, make_member, make_note
from tests.feedback.sample import make_answer, make_proposal, make_remark, make_response, make_round, make_version
from workshops.actions.contributions import change_consent, hold_note, release_note, withdraw
from workshops.models import Contribution

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=30)
WORDS = {
    "title": "Vem som svarar på natten", "verdict": "partly", "reason": "Vi skriver in en jour.",
    "decider": "Särskild utredare", "decided_on": date(2026, 1, 2),
}  # fmt: skip
EVERYTHING = {"everything": True, "held": True}


@pytest.fixture
def over(lab):
    """A round that has closed."""
    return make_round(lab=lab, state=RoundState.COUNTED)


def said(round, n=1, **fields):
    return [make_remark(response=make_response(round=round), **fields) for _n in range(n)]


def answered(round, rows, by=None, **words):
    return answer_remarks(round=round, remarks=rows, by=by, at=NOON, **(WORDS | words))


def states(rows):
    for row in rows:
        row.refresh_from_db()
    return {str(row.state) for row in rows}


def test_read_then_considered_then_answered(over, lead):
    rows = said(over, 3)
    assert mark_read(round=over, remarks=rows[:2], by=lead, at=NOON) == 2
    assert mark_read(round=over, remarks=rows[:2], by=lead, at=NOON) == 0
    assert set_state(round=over, remarks=rows, state="considered", by=lead, at=NOON) == 3
    assert set_state(round=over, remarks=rows[:1], state="read", by=lead, at=NOON) == 1
    with pytest.raises(RuleBroken, match="svar"):
        set_state(round=over, remarks=rows, state="adopted", by=lead, at=NOON)
    answer = answered(over, rows, lead)
    assert states(rows) == {"partly"} and answer.remarks.count() == 3
    assert set_state(round=over, remarks=rows, state="read", by=lead, at=NOON) == 0
    assert states(rows) == {"partly"}
    acts = list(AuditEvent.objects.filter(lab_id=over.lab_id, act__startswith="remark.").values_list("act", "facts"))
    assert ("remark.read", {"n": 2}) in acts


def test_someone_answers_for_them(over, lead, listener, outsider):
    rows = said(over, 2)
    assert take_on(round=over, remarks=rows, owner=lead, by=lead, at=NOON) == 2
    for stranger in (listener, outsider):
        with pytest.raises(RuleBroken):
            take_on(round=over, remarks=rows, owner=stranger, by=lead, at=NOON)
    assert take_on(round=over, remarks=rows[:1], owner=None, by=lead, at=NOON) == 1
    rows[1].refresh_from_db()
    assert rows[1].owner == lead


def test_the_same_answer_twice_is_one_and_another_is_refused(over, lead):
    rows = said(over, 2)
    first = answered(over, rows, lead)
    assert answered(over, rows, lead) == first and Answer.objects.count() == 1
    with pytest.raises(RuleBroken) as broken:
        answered(over, rows, lead, verdict="adopted")
    assert broken.value.status == 409
    other = make_remark(response=make_response(round=make_round()))
    with pytest.raises(RuleBroken, match="minst en"):
        answered(over, [other], lead)


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", " "), ("reason", ""), ("decider", "\u200b"), ("verdict", "read"), ("title", "x" * 161),
     ("reason", "x" * 2001), ("decided_on", date(2126, 1, 1)), ("decided_on", None), ("reason", "Ring 070-123 45 67")],
)  # fmt: skip
def test_an_answer_says_what_why_and_who(over, lead, field, value):
    rows = said(over)
    with pytest.raises(RuleBroken) as broken:
        answered(over, rows, lead, **{field: value})
    assert broken.value.field == field and states(rows) == {"received"} and not Answer.objects.exists()


def test_what_looks_personal_is_saved_by_who_has_looked_again(over):
    assert answered(over, said(over), reason="Ring 070-123 45 67", confirmed=True).pk


def test_changed_in_is_a_later_version_of_what_was_asked(over):
    asked = over.asks.get().version
    later = make_version(proposal=asked.proposal, number=2)
    rows = said(over, 2)
    for version in (asked, make_version(proposal=make_proposal(lab=over.lab, number="F9"), number=2)):
        with pytest.raises(RuleBroken) as broken:
            answered(over, rows, changed_in=version)
        assert broken.value.field == "changed_in"
    with pytest.raises(RuleBroken, match="Inte beaktat"):
        answered(over, rows, changed_in=later, verdict="not_adopted")
    assert answered(over, rows, changed_in=later).changed_in == later


def test_a_draft_is_changed_by_one_at_a_time(over, lead):
    rows = said(over, 2)
    answer = answered(over, rows, lead)
    changed = change_answer(answer=answer, row_version=1, verdict="not_adopted", by=lead, at=NOON)
    assert changed.row_version == 2 and states(rows) == {"not_adopted"}
    with pytest.raises(StaleEdit) as stale:
        change_answer(answer=answer, row_version=1, reason="Nej.", by=lead, at=NOON)
    assert "Nej." in stale.value.yours and stale.value.row_version == 2
    assert remove_remarks(answer=answer, remarks=rows[:1], by=lead, at=NOON) == 1
    rows[0].refresh_from_db()
    assert rows[0].state == RemarkState.CONSIDERED and rows[0].answer is None
    assert add_remarks(answer=answer, remarks=rows, by=lead, at=NOON) == 1


def test_a_draft_is_thrown_away_and_nothing_is_lost(over, lead):
    rows = said(over, 2)
    answer = answered(over, rows, lead)
    version = make_version(proposal=over.asks.get().version.proposal, number=2)
    change = Change.objects.create(version=version, place=1, what="En jour", why="Ingen svarade", answer=answer)
    with pytest.raises(RuleBroken, match="hänvisar"):
        discard_answer(answer=answer, by=lead, at=NOON)
    change.delete()
    discard_answer(answer=answer, by=lead, at=NOON)
    assert states(rows) == {"considered"} and not Answer.objects.exists()


def test_answers_are_published_once_and_stand(over, lead):
    rows = said(over, 2)
    answer = answered(over, rows[:1], lead)
    make_answer(remarks=rows[1:], published=False, title="Utan synpunkt").remarks.update(answer=None, state="read")
    assert unanswered(over) == 2
    assert publish_answers(round=over, by=lead, at=LATER) == [answer]
    assert publish_answers(round=over, by=lead, at=LATER + timedelta(days=1)) == []
    answer.refresh_from_db()
    assert answer.published_at == LATER and unanswered(over) == 1
    for act in (
        lambda: change_answer(answer=answer, row_version=1, reason="annat", by=lead, at=LATER),
        lambda: remove_remarks(answer=answer, remarks=rows, by=lead, at=LATER),
        lambda: discard_answer(answer=answer, by=lead, at=LATER),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.status == 409
    assert add_remarks(answer=answer, remarks=rows[1:], by=lead, at=LATER) == 1  # came late, on paper
    assert unanswered(over) == 0


@pytest.mark.parametrize("state", [RoundState.OPEN])
def test_not_while_people_can_still_change_what_they_said(lab, state):
    round = make_round(lab=lab, state=state)
    answer = answered(round, said(round))
    with pytest.raises(RuleBroken, match="öppen"):
        publish_answers(round=round, by=None, at=LATER)
    answer.refresh_from_db()
    assert answer.published_at is None


def test_a_published_answer_is_put_right_by_a_new_one(over, lead):
    rows = said(over, 2)
    old = answered(over, rows, lead)
    with pytest.raises(RuleBroken, match="inte publicerat"):
        replace_answer(answer=old, reason="annat", by=lead, at=NOON)
    publish_answers(round=over, by=lead, at=NOON)
    say_own_view(remark=rows[0], view=OwnView.MISSES, words="Jag sa natt.", row_version=2, by=None, at=NOON)
    with pytest.raises(RuleBroken, match="samma sak"):
        replace_answer(answer=old, by=lead, at=NOON)
    new = replace_answer(answer=old, reason="Vi hade fel.", verdict="adopted", by=lead, at=NOON)
    assert replace_answer(answer=old, reason="Vi hade fel.", verdict="adopted", by=lead, at=NOON) == new
    assert states(rows) == {"partly"}  # the old one stands until the new one is out
    assert publish_answers(round=over, by=lead, at=LATER) == [new]
    assert states(rows) == {"adopted"} and new.remarks.count() == 2
    assert (rows[0].own_view, rows[0].own_words) == ("", "")  # it was said of another answer
    version = over.asks.get().version
    assert list(answers_of(version)) == [new]
    with pytest.raises(RuleBroken, match="redan ersatt"):
        replace_answer(answer=old, reason="igen", by=lead, at=LATER)
    with pytest.raises(RuleBroken, match="rättat"):
        add_remarks(answer=old, remarks=said(over), by=lead, at=LATER)


def test_what_is_taken_back_is_nowhere(over, lead):
    rows = said(over, 3)
    withdraw(contribution=rows[0].contribution, by=None, at=NOON)
    change_consent(contribution=rows[1].contribution, use="analysis", granted=False, by=None, at=NOON)
    assert how_far(over)["remarks"] == 1 and list(remarks_of(over, **EVERYTHING)) == rows[2:]
    assert mark_read(round=over, remarks=rows, by=lead, at=NOON) == 1
    answer = answered(over, rows, lead)
    assert list(answer.remarks.all()) == rows[2:] and unanswered(over) == 1
    with pytest.raises(RuleBroken, match="återtagen"):
        reply(remark=rows[0], text="Hej", by=lead, at=NOON)


def test_held_words_are_for_those_who_lead(over):
    rows = said(over, 2)
    hold_note(contribution=rows[0].contribution, reason="personal", by=None, at=NOON)
    seen = {
        (everything, held): len(remarks_of(over, everything=everything, held=held))
        for everything in (True, False) for held in (True, False)
    }  # fmt: skip
    assert seen == {(True, True): 2, (True, False): 1, (False, True): 0, (False, False): 0}
    site = rows[0].contribution.site_id
    assert not remarks_of(over, everything=True, but_shown_at=[site], held=True).exists()
    assert readable_by(everything=False)  # only what is shown in the room


def test_words_are_shown_openly_only_as_agreed(over, lead):
    silent, held, fine = said(over, 3)
    for remark in (held, fine):
        change_consent(contribution=remark.contribution, use="quote", granted=True, by=None, at=NOON)
    hold_note(contribution=held.contribution, reason="personal", by=None, at=NOON)
    for remark in (silent, held):
        remark.contribution.refresh_from_db()
        with pytest.raises(RuleBroken) as broken:
            show_remark(remark=remark, by=lead, at=NOON)
        assert broken.value.status == 409
    assert show_remark(remark=fine, by=lead, at=NOON).shown_at == NOON and states([fine]) == {"read"}
    answered(over, [fine, silent], lead)
    publish_answers(round=over, by=lead, at=NOON)
    (one,) = said_of(over.asks.get().version.proposal)
    assert [row.pk for row in one.groups[0][1][0].examples] == [fine.pk]
    change_consent(contribution=fine.contribution, use="quote", granted=False, by=None, at=NOON)
    (one,) = said_of(over.asks.get().version.proposal)
    assert one.groups[0][1][0].examples == []
    assert hide_remark(remark=fine, by=lead, at=NOON).shown_at is None


def test_words_with_a_number_are_looked_at_twice(over, lead):
    response = make_response(round=over)
    note = make_note(
        exercise=response.exercise, participation=response.participation, text="Ring 070-123 45 67", confirmed=True
    )
    remark = Remark.objects.create(response=response, contribution=note, part=Part.OTHER, at=NOON)
    release_note(contribution=note, by=lead, at=NOON)
    change_consent(contribution=note, use="quote", granted=True, by=None, at=NOON)
    with pytest.raises(RuleBroken) as broken:
        show_remark(remark=remark, by=lead, at=NOON)
    assert broken.value.code == "looks_personal"
    assert show_remark(remark=remark, by=lead, at=NOON, confirmed=True).shown_at


def test_a_thread(over, lead):
    (remark,) = said(over)
    with pytest.raises(RuleBroken):
        reply(remark=remark, text=" ", by=lead, at=NOON)
    first = reply(remark=remark, text="Menar du hela natten?", by=lead, at=NOON)
    assert reply(remark=remark, text="Menar du hela natten?", by=lead, at=NOON) == first
    with pytest.raises(RuleBroken) as broken:
        reply(remark=remark, text="Skriv till a@b.se", by=lead, at=NOON)
    assert broken.value.code == "looks_personal"
    remove_reply(reply=first, by=lead, at=NOON)
    assert Reply.objects.get().gone_at == NOON and states([remark]) == {"received"}


def test_own_view_waits_for_an_answer_and_is_said_anew(over, lead):
    (remark,) = said(over)
    answered(over, [remark], lead)
    with pytest.raises(RuleBroken, match="inget svar"):
        say_own_view(remark=remark, view="fits", row_version=2, by=None, at=NOON)
    publish_answers(round=over, by=lead, at=NOON)
    with pytest.raises(RuleBroken, match="Välj"):
        say_own_view(remark=remark, view="x", row_version=2, by=None, at=NOON)
    row = say_own_view(remark=remark, view="misses", words="Natten.", row_version=2, by=None, at=NOON)
    assert (row.own_view, row.own_words, how_far(over)["missed"]) == ("misses", "Natten.", 1)
    assert say_own_view(remark=remark, view="misses", words="Natten.", row_version=2, by=None, at=NOON) == row
    with pytest.raises(StaleEdit) as stale:
        say_own_view(remark=remark, view="fits", row_version=2, by=None, at=NOON)
    assert "Natten." in stale.value.theirs
    row = say_own_view(remark=remark, view="fits", words="glöms", row_version=3, by=None, at=NOON)
    assert (row.own_view, row.own_words) == ("fits", "")


def test_what_anyone_may_count(over, lead):
    rows = said(over, 12) + said(over, 5, text="Brevet är svårt.")
    staffs = make_remark(response=make_response(round=over, counted=False), part=Part.WISHES)
    answered(over, rows[:12], lead)
    answered(over, rows[12:14], lead, title="Brevet", verdict="not_adopted")
    publish_answers(round=over, by=lead, at=NOON)
    assert counts_of(over) == {"all": 10, "answered": 10, "unanswered": 0}
    assert counts_of(make_round()) == {"all": 0, "answered": 0, "unanswered": 0}
    (one,) = said_of(over.asks.get().version.proposal)
    assert one.counts == {"adopted": 0, "partly": 10, "not_adopted": 0, "unanswered": 0} and one.n == 10
    assert [(str(verdict), [told.n for told in rows]) for verdict, rows in one.groups] == [
        ("partly", [10]), ("not_adopted", [0]),
    ]  # fmt: skip
    assert staffs.pk and one.n == 10


def test_a_small_number_cannot_be_worked_out_from_the_others(over, lead):
    """Where 14 remarks and 12 answered were told, whoever sees that there is no other answer knows that two wait. Nor
    does one that comes on paper, or is taken back, show as a difference."""
    rows = said(over, 14)
    answered(over, rows[:12], lead)
    publish_answers(round=over, by=lead, at=NOON)

    def told():
        (one,) = said_of(over.asks.get().version.proposal)
        return one.n, one.counts

    before = told()
    assert before == (10, {"adopted": 0, "partly": 10, "not_adopted": 0, "unanswered": 0})
    said(over)
    withdraw(contribution=rows[0].contribution, by=None, at=NOON)
    assert told() == before


def test_an_example_that_has_other_words_waits_to_be_read(over, lead):
    (remark,) = said(over)
    change_consent(contribution=remark.contribution, use="quote", granted=True, by=None, at=NOON)
    show_remark(remark=remark, by=lead, at=NOON)
    answered(over, [remark], lead)
    publish_answers(round=over, by=lead, at=NOON)
    Contribution.objects.filter(pk=remark.contribution_id).update(changed_at=NOON + timedelta(days=1))
    (one,) = said_of(over.asks.get().version.proposal)
    assert one.groups[0][1][0].examples == []
    assert not shown_remarks(over.asks.get().version.proposal).exists()


def test_words_are_shown_as_they_were_read(over, lead):
    (remark,) = said(over)
    change_consent(contribution=remark.contribution, use="quote", granted=True, by=None, at=NOON)
    remark.contribution.refresh_from_db()
    seen = words_of(remark)
    Contribution.objects.filter(pk=remark.contribution_id).update(text="Grannen heter Kim.", row_version=2)
    with pytest.raises(RuleBroken, match="ändrade"):
        show_remark(remark=remark, by=lead, at=NOON, seen=seen)
    remark.contribution.refresh_from_db()
    assert show_remark(remark=remark, by=lead, at=NOON, seen=words_of(remark), confirmed=True).shown_at == NOON


def test_while_it_is_open_only_that_there_are_many(lab):
    round = make_round(lab=lab)
    said(round, 6)
    (one,) = said_of(round.asks.get().version.proposal)
    assert one.counts is None and one.n == 5 and one.table == []
    assert said_of(round.asks.get().version.proposal, 7) == []


def test_who_answers_needs_no_more_than_a_role_in_the_lab(over, lab):
    editor = make_member(lab=lab, role="editor")
    assert take_on(round=over, remarks=said(over), owner=editor, by=editor, at=NOON) == 1
