"""What must be true: written down, made of remarks that the reader may read, followed, and shown to anyone."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from feedback.actions.assumptions import add_assumption, change_assumption, remove_assumption, tie_remarks, untie_remark
from feedback.enums import AssumptionStatus, Part
from feedback.models import Assumption
from feedback.queries.assumptions import assumptions_of, conditions_said, open_assumptions, remarks_behind
from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from tests.factories import NOON
from tests.feedback import sample
from tests.feedback.rounds.conftest import say
from workshops.actions.contributions import withdraw
from workshops.enums import HoldReason
from workshops.models import Contribution

ALL = {"everything": True}


@pytest.fixture
def proposal(version):
    return version.proposal


def add(proposal, text="Någon svarar på kvällen", **fields):
    return add_assumption(proposal=proposal, text=text, by=None, at=NOON, **fields)


def change(row, **fields):
    version = fields.pop("row_version", row.row_version)
    return change_assumption(assumption=row, row_version=version, by=None, at=NOON, **fields)


@pytest.fixture
def remarks(opened, version):
    """Three people's answers to what must be true, and one to another question."""
    made = []
    for text in ("Någon svarar på kvällen", "Att det finns personal", "Att journalerna hänger ihop"):
        place = factories.make_participation(workshop=opened.workshop)
        response = say(opened, version, place)
        made.append(sample.make_remark(response=response, text=text, part=Part.MUST_HOLD))
    made.append(sample.make_remark(response=response, text="Det blir dyrt", part=Part.RETHINK))
    return made


def said(proposal, **reads):
    return conditions_said(proposal, **(reads or ALL))


# --- Writing down -----------------------------------------------------------------------------


def test_the_same_words_are_one(proposal):
    assert add(proposal).pk == add(proposal, text=" Någon  svarar på kvällen ").pk
    assert Assumption.objects.get().status == AssumptionStatus.UNTRIED


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"text": "Ring 19121212-1212"}, "text"),
        ({"who_knows": "kim@exempel.se"}, "who_knows"),
        ({"risk": "huge"}, "risk"),
        ({"status": "maybe"}, "status"),
        ({"status": "holds"}, "learned"),
        ({"status": "fails", "learned": "  "}, "learned"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(proposal, fields, field):
    with pytest.raises(RuleBroken) as broken:
        add(proposal, **({"text": "Ett"} | fields))
    assert broken.value.field == field
    assert not Assumption.objects.exists()


def test_it_is_followed_and_two_do_not_overwrite_each_other(proposal):
    row = add(proposal)
    changed = change(row, status="partly", learned="Till klockan 21, inte på natten.", risk="high")
    assert (changed.status, changed.row_version) == ("partly", 2)
    with pytest.raises(StaleEdit) as stale:
        change(row, who_knows="Jourverksamheten", row_version=1)
    assert "Jourverksamheten" in stale.value.yours
    assert change(changed, risk="high").row_version == 2


def test_two_in_the_list_do_not_say_the_same(proposal):
    add(proposal)
    other = add(proposal, text="Ett annat")
    with pytest.raises(RuleBroken, match="finns redan"):
        change(other, text="Någon svarar på kvällen")


def test_what_is_removed_is_out_of_the_list_and_cannot_be_written_in(proposal):
    row = add(proposal)
    for _twice in range(2):
        remove_assumption(assumption=row, by=None, at=NOON)
    assert list(assumptions_of(proposal)) == []
    assert open_assumptions(proposal) == []
    with pytest.raises(RuleBroken, match="borttaget"):
        change(row, risk="low")
    assert add(proposal).pk != row.pk


# --- Out of remarks ---------------------------------------------------------------------------


def test_remarks_that_say_the_same_become_one(proposal, remarks):
    row = add(proposal, remarks=[remarks[0].pk, remarks[1].pk], readable=said(proposal))
    assert assumptions_of(proposal).get().said == 2
    tie_remarks(assumption=row, remarks=[remarks[2].pk, remarks[0].pk], readable=said(proposal), by=None, at=NOON)
    assert set(remarks_behind(row, **ALL)) == set(remarks[:3])
    assert list(conditions_said(proposal, only_new=True, **ALL)) == []
    untie_remark(assumption=row, remark=remarks[2], by=None, at=NOON)
    assert list(conditions_said(proposal, only_new=True, **ALL)) == [remarks[2]]


def test_only_what_the_reader_may_read_can_be_chosen(proposal, remarks):
    for ids in ([remarks[3].pk], [uuid.uuid4()], [remarks[0].pk, remarks[3].pk]):
        with pytest.raises(RuleBroken, match="går inte att använda"):
            add(proposal, remarks=ids, readable=said(proposal))
    with pytest.raises(RuleBroken):
        add(proposal, remarks=[remarks[0].pk], readable=said(proposal, everything=False))
    assert not Assumption.objects.exists()


def test_a_remark_about_another_proposal_cannot_be_tied(proposal, remarks, lab):
    other = add(sample.make_proposal(lab=lab, number="F9"), text="Ett annat")
    with pytest.raises(RuleBroken):
        tie_remarks(assumption=other, remarks=[remarks[0].pk], readable=said(proposal), by=None, at=NOON)


def test_what_is_held_taken_back_or_not_to_be_used_is_not_read(proposal, remarks):
    row = add(proposal, remarks=[r.pk for r in remarks[:3]], readable=said(proposal))
    notes = [remark.contribution for remark in remarks[:3]]
    withdraw(contribution=notes[0], by=notes[0].participation.receipt, at=NOON)
    Contribution.objects.filter(pk=notes[1].pk).update(hold=HoldReason.PERSONAL)
    Contribution.objects.filter(pk=notes[2].pk).update(consent_analysis=False)
    assert list(said(proposal)) == []
    assert list(remarks_behind(row, **ALL)) == []
    assert assumptions_of(proposal).get().said == 2  # an empty chair is no remark


def test_what_others_lead_is_read_when_it_has_been_shown(proposal, remarks, opened):
    site = opened.workshop.site
    assert list(conditions_said(proposal, everything=True, but_shown_at=[site.pk])) == []
    assert len(conditions_said(proposal, everything=True, but_shown_at=[])) == 3
    assert list(conditions_said(proposal, everything=False)) == []


# --- Pages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["add_assumption", "assumptions_from_remarks", "change_assumption", "remove_assumption"]
)
@pytest.mark.parametrize("role", ["table_host", "listener"])
def test_those_who_do_not_work_with_proposals_only_read(lab, proposal, client_of, name, role):
    row = add(proposal)
    client = client_of(factories.make_member(lab=lab, role=role))
    key = row.pk if name.startswith(("change", "remove")) else proposal.pk
    assert client.get(reverse(f"feedback:{name}", args=[key])).status_code == 403
    assert client.post(reverse(f"feedback:{name}", args=[key]), {"confirm": "1", "text": "X"}).status_code == 403
    page = client.get(reverse("feedback:assumptions", args=[proposal.pk])).content.decode()
    assert "Någon svarar på kvällen" in page
    assert reverse("feedback:add_assumption", args=[proposal.pk]) not in page
    assert Assumption.objects.get().gone_at is None


def test_from_remarks_to_a_list_by_plain_forms(lab, proposal, remarks, analyst, client_of):
    client = client_of(analyst)
    choose = reverse("feedback:assumptions_from_remarks", args=[proposal.pk])
    page = client.get(choose).content.decode()
    assert "Att det finns personal" in page
    assert "Det blir dyrt" not in page
    assert "Att det finns personal" not in client.get(choose, {"sok": "journal"}).content.decode()
    new = reverse("feedback:add_assumption", args=[proposal.pk])
    chosen = [str(remark.pk) for remark in remarks[:2]]
    assert "Så här har det sagts" in client.get(new, {"synpunkt": chosen}).content.decode()
    sent = {"synpunkt": chosen, "text": "Det finns folk på kvällen", "risk": "high", "status": "untried"}
    assert client.post(new, sent | {"text": ""}).status_code == 422
    client.post(new, sent)
    client.post(new, sent)
    row = Assumption.objects.get()
    assert row.remarks.count() == 2
    tie = {"till": row.pk, "synpunkt": [str(remarks[2].pk)]}
    assert client.post(choose, {"till": row.pk}).status_code == 422
    assert client.post(choose, tie).status_code == 302
    assert row.remarks.count() == 3
    untie = reverse("feedback:untie_remark", args=[row.pk, remarks[2].pk])
    client.get(untie)
    assert row.remarks.count() == 3
    client.post(untie)
    assert row.remarks.count() == 2
    edit = reverse("feedback:change_assumption", args=[row.pk])
    assert client.post(edit, sent | {"status": "holds", "row_version": 1}).status_code == 422
    assert client.post(edit, sent | {"status": "holds", "learned": "Ja", "row_version": 1}).status_code == 302
    remove = reverse("feedback:remove_assumption", args=[row.pk])
    client.post(remove)
    row.refresh_from_db()
    assert row.gone_at is None
    client.post(remove, {"confirm": "1"})
    assert client.get(edit).status_code == 404


def test_an_editor_does_not_read_what_has_not_been_shown(lab, proposal, remarks, editor, analyst, client_of):
    choose = reverse("feedback:assumptions_from_remarks", args=[proposal.pk])
    page = client_of(editor).get(choose).content.decode()
    assert "Att det finns personal" not in page
    assert "Du läser bara det som redan har visats" in page
    row = add(proposal, text="Folk", remarks=[remarks[1].pk], readable=said(proposal))
    edit = reverse("feedback:change_assumption", args=[row.pk])
    assert "Att det finns personal" not in client_of(editor).get(edit).content.decode()
    assert "Att det finns personal" in client_of(analyst).get(edit).content.decode()
    untie = reverse("feedback:untie_remark", args=[row.pk, remarks[1].pk])
    assert client_of(editor).post(untie).status_code == 404


def test_anyone_reads_it_once_the_proposal_is_public(lab, proposal):
    add(proposal)
    draft = sample.make_version(proposal=sample.make_proposal(lab=lab, number="F2")).proposal
    add(draft)
    assert [row.text for row in open_assumptions(proposal)] == ["Någon svarar på kvällen"]
    assert open_assumptions(draft) == []


def test_the_highest_risk_comes_first_and_the_list_can_be_narrowed(proposal):
    add(proposal, text="Låg", risk="low")
    add(proposal, text="Hög", risk="high", status="fails", learned="Nej")
    add(proposal, text="Vet inte")
    assert [row.text for row in assumptions_of(proposal)] == ["Hög", "Vet inte", "Låg"]
    assert [row.text for row in assumptions_of(proposal, status="fails")] == ["Hög"]
    assert [row.text for row in assumptions_of(proposal, words="vet")] == ["Vet inte"]


@pytest.mark.parametrize("n", [1, 20])
def test_the_pages_cost_the_same_however_many(
    lab, proposal, opened, version, lead, client_of, n, django_assert_max_num_queries
):
    rows = []
    for number in range(n):
        place = factories.make_participation(workshop=opened.workshop)
        remark = sample.make_remark(response=say(opened, version, place), text=f"Sak {number}", part=Part.MUST_HOLD)
        rows.append(add(proposal, text=f"Sak {number}", remarks=[remark.pk], readable=said(proposal)))
    client = client_of(lead)
    client.get("/arbete/")
    for url in (
        reverse("feedback:assumptions", args=[proposal.pk]),
        reverse("feedback:assumptions_from_remarks", args=[proposal.pk]),
        reverse("feedback:change_assumption", args=[rows[0].pk]),
    ):
        with django_assert_max_num_queries(15):
            assert client.get(url).status_code == 200
