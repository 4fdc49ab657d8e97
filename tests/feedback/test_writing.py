"""A proposal is written, in versions that are locked and published."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from feedback.actions import changes, paragraphs, proposals, versions
from feedback.enums import ProposalStatus
from feedback.models import Mockup, Paragraph, Proposal, ProposalVersion, SceneLink
from feedback.queries.document import seen
from feedback.queries.proposals import (
    cautions,
    hindrances,
    left_out,
    proposals_of,
    public_proposals,
    version_with_parts,
)
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests import factories
from tests.factories import NOON
from tests.feedback.sample import make_alternative, make_answer, make_proposal, make_remark, make_round, make_version

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
BY = {"by": None, "at": NOON}
WORDS = {"title": "En plan som följer med dig", "summary": "Tänk om alla hade samma plan."}


def make(lab=None, number="F1", **more) -> Proposal:
    return proposals.make_proposal(
        lab=lab or factories.make_lab(), number=number, **({"kind": "proposal"} | WORDS | BY | more)
    )


def broken(act, field="", **how):
    with pytest.raises(RuleBroken) as caught:
        act(**how, **BY)
    assert caught.value.field == field
    return str(caught.value)


# --- Proposals --------------------------------------------------------------------------------


def test_a_proposal_begins_with_a_version_to_write_on(lab, lead):
    proposal = make(lab, by=lead, problem="Ingen håller ihop det.", unknowns=["Kostnad", " Kostnad ", "", "Tid"])
    version = proposal.versions.get()
    assert (version.number, version.is_open, version.title) == (1, True, WORDS["title"])
    assert version.unknowns == ["Kostnad", "Tid"]
    assert (proposal.slug, proposal.status, proposal.created_by) == (
        "en-plan-som-foljer-med-dig",
        ProposalStatus.DRAFT,
        lead,
    )
    assert AuditEvent.objects.filter(act="proposal.made", lab_id=lab.pk).count() == 1


def test_the_same_form_twice_is_one_proposal(lab):
    key = uuid.uuid4()
    assert make(lab, key=key) == make(lab, key=key)
    assert Proposal.objects.count() == ProposalVersion.objects.count() == 1


def test_two_with_the_same_title_have_addresses_of_their_own(lab):
    assert [make(lab, f"F{n}").slug for n in (1, 2)] == ["en-plan-som-foljer-med-dig", "en-plan-som-foljer-med-dig-2"]


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("number", {"number": "  "}),
        ("number", {"number": "F" * 17}),
        ("title", {"title": ""}),
        ("title", {"title": "x" * 121}),
        ("summary", {"summary": "\n"}),
        ("kind", {"kind": "law"}),
        ("kind", {"is_nothing": True}),
        ("alternative_to", {"kind": "alternative"}),
        ("fidelity", {"fidelity": 5}),
        ("unknowns", {"unknowns": "x" * 301}),
        ("unknowns", {"unknowns": [str(n) for n in range(21)]}),
    ],
)
def test_what_a_proposal_cannot_be(lab, field, more):
    broken(proposals.make_proposal, field, **({"lab": lab, "number": "F1", "kind": "proposal"} | WORDS | more))
    assert not Proposal.objects.exists()


def test_a_number_is_used_once_in_a_lab(lab):
    make(lab)
    assert "F1" in broken(proposals.make_proposal, "number", lab=lab, number="F1", kind="proposal", **WORDS)
    assert make(factories.make_lab()).number == "F1"


def test_an_alternative_is_to_a_proposal_of_the_same_lab(lab):
    first = make(lab)
    nothing = make(lab, "F1a", kind="alternative", alternative_to=first, is_nothing=True)
    assert list(first.alternatives.all()) == [nothing]
    for wrong in (nothing, make(factories.make_lab(), "F9"), make(lab, "T1", kind="provotype")):
        how = {"lab": lab, "number": "F1b", "kind": "alternative", "alternative_to": wrong}
        broken(proposals.make_proposal, "alternative_to", **how, **WORDS)
    broken(proposals.change_proposal, "kind", proposal=first, row_version=1, kind="provotype")
    other = make(lab, "F2")
    broken(proposals.change_proposal, "kind", proposal=first, row_version=1, kind="alternative", alternative_to=other)


def test_what_has_been_cited_or_answered_stands(lab):
    proposal = make_version(proposal=make_proposal(lab=lab), frozen=True).proposal
    broken(proposals.change_proposal, "number", proposal=proposal, row_version=1, number="F7")
    changed = proposals.change_proposal(proposal=proposal, row_version=1, kind="provotype", **BY)
    versions.publish(version=proposal.versions.get(), **BY)
    broken(proposals.change_proposal, "kind", proposal=changed, row_version=2, kind="proposal")


def test_status_follows_what_is_public(lab):
    version = make_version(proposal=make_proposal(lab=lab), frozen=True)
    for status in ("open", "reworked", "decided", "handed_over"):
        broken(proposals.change_proposal, "status", proposal=version.proposal, row_version=1, status=status)
    versions.publish(version=version, **BY)
    moved = proposals.set_status(proposal=version.proposal, status="open", **BY)
    assert proposals.set_status(proposal=moved, status="open", **BY).row_version == moved.row_version == 2
    broken(proposals.change_proposal, "status", proposal=moved, row_version=2, status="draft")


def test_two_who_change_the_facts_meet(lab):
    proposal = make(lab)
    proposals.change_proposal(proposal=proposal, row_version=1, number="F2", **BY)
    with pytest.raises(StaleEdit) as stale:
        proposals.change_proposal(proposal=proposal, row_version=1, number="F3", **BY)
    assert (stale.value.yours, stale.value.theirs, stale.value.row_version) == ("Nummer: F3", "Nummer: F2", 2)
    same = proposals.change_proposal(proposal=proposal, row_version=1, number="F2", **BY)
    assert same.row_version == 2


# --- Words ------------------------------------------------------------------------------------


def test_words_are_changed_until_they_are_locked(lab):
    version = make(lab).versions.get()
    changed = versions.change_words(version=version, row_version=1, title="En plan", unknowns="Ett\n\nTvå", **BY)
    assert (changed.title, changed.unknowns, changed.row_version) == ("En plan", ["Ett", "Två"], 2)
    with pytest.raises(StaleEdit) as stale:
        versions.change_words(version=version, row_version=1, unknowns="Tre", **BY)
    assert "Ett; Två" in stale.value.theirs and "Tre" in stale.value.yours
    frozen = make_version(frozen=True)
    with pytest.raises(RuleBroken) as caught:
        versions.change_words(version=frozen, row_version=1, title="Annat", **BY)
    assert caught.value.status == 409


def test_what_must_be_there_before_words_are_locked(lab):
    version = make(lab).versions.get()
    assert len(hindrances(version)) == 4
    with pytest.raises(RuleBroken) as caught:
        versions.freeze(version=version, **BY)
    assert caught.value.code == "missing" and "problem" in str(caught.value)
    whole = make_version(proposal=make_proposal(lab=lab, number="F2"))
    assert hindrances(whole) == []
    assert len(cautions(whole)) == 3  # easy to read, doing nothing, målbilder
    make_alternative(to=whole.proposal)
    assert len(cautions(whole)) == 2


def test_doing_nothing_has_nothing_to_show(lab):
    nothing = make_alternative(to=make_proposal(lab=lab))
    version = make_version(proposal=nothing, paragraphs=0, scenes=0, problem="", unknowns=[], alternatives="")
    assert versions.freeze(version=version, **BY).frozen_at == NOON


def test_locked_once_and_what_was_read_is_what_is_locked(lab):
    version = make_version(proposal=make_proposal(lab=lab))
    mark = seen(version_with_parts(version))
    paragraphs.add_paragraph(version=version, label="9 §", legal="Ny.", **BY)
    with pytest.raises(RuleBroken) as caught:
        versions.freeze(version=version, seen=mark, **BY)
    assert caught.value.status == 409
    versions.freeze(version=version, seen=seen(version_with_parts(version)), **BY)
    assert versions.freeze(version=version, by=None, at=LATER).frozen_at == NOON
    assert AuditEvent.objects.filter(act="proposal.frozen").count() == 1


def test_a_published_version_replaces_the_one_before(lab):
    first = versions.publish(version=make_version(proposal=make_proposal(lab=lab)), **BY)
    assert list(public_proposals()) == [first]
    second = versions.new_version(proposal=first.proposal, **BY)
    assert second.is_open and list(public_proposals()) == [first]
    changes.add_change(version=second, what="Tio dagar.", why="Skyndsamt säger inget.", **BY)
    second = versions.publish(version=second, by=None, at=LATER)
    first.refresh_from_db()
    assert (first.replaced_at, list(public_proposals())) == (LATER, [second])
    assert versions.publish(version=second, by=None, at=LATER).published_at == LATER
    with pytest.raises(RuleBroken):
        versions.publish(version=first, **BY)
    assert AuditEvent.objects.filter(act="proposal.published").count() == 2


def test_a_later_version_says_what_changed(lab):
    first = make_version(proposal=make_proposal(lab=lab), frozen=True)
    second = versions.new_version(proposal=first.proposal, **BY)
    assert "ändrats" in broken(versions.freeze, version=second)
    changes.add_change(version=second, what="Ett ord.", why="Det saknades.", **BY)
    assert not versions.freeze(version=second, **BY).is_open


def test_a_new_version_begins_as_the_latest_with_the_same_anchors(lab):
    old = make_version(proposal=make_proposal(lab=lab), paragraphs=3, scenes=2)
    scene, journey = old.scenes.first(), factories.make_journey(lab=lab)
    Mockup.objects.create(scene=scene, side="today", kind="form", title="Ansökan", body="Fyll i", fields=["Namn"])
    SceneLink.objects.create(scene=scene, side="today", journey=journey, step=journey.steps.first(), reason="Väntan")
    versions.freeze(version=old, **BY)
    new = version_with_parts(versions.new_version(proposal=old.proposal, by=None, at=LATER))
    old = version_with_parts(old)
    assert (new.number, new.title, new.unknowns, new.changes.count()) == (2, old.title, old.unknowns, 0)
    for name in ("paragraphs", "scenes"):
        here, there = getattr(new, name).all(), getattr(old, name).all()
        assert [(row.anchor, row.place) for row in here] == [(row.anchor, row.place) for row in there]
        assert not {row.pk for row in here} & {row.pk for row in there}
    mockup, link = new.scenes.all()[0].mockups.get(), new.scenes.all()[0].links.get()
    assert (mockup.title, mockup.fields, link.step, link.reason) == (
        "Ansökan",
        ["Namn"],
        journey.steps.first(),
        "Väntan",
    )
    broken(versions.new_version, proposal=old.proposal)


def test_a_draft_can_be_thrown_away(lab):
    first = make_version(proposal=make_proposal(lab=lab), frozen=True)
    broken(versions.discard, version=first)
    second = versions.new_version(proposal=first.proposal, **BY)
    changes.add_change(version=second, what="Ett ord.", why="Det saknades.", **BY)
    versions.discard(version=second, **BY)
    assert list(first.proposal.versions.all()) == [first]
    broken(versions.discard, version=second)
    alone = make(lab, "F5").versions.get()
    versions.discard(version=alone, **BY)
    assert not Proposal.objects.filter(number="F5").exists()
    held = make(lab, "F6")
    make(lab, "F6a", kind="alternative", alternative_to=held)
    broken(versions.discard, version=held.versions.get())


# --- Paragraphs -------------------------------------------------------------------------------


@pytest.fixture
def version(lab):
    return make_version(proposal=make_proposal(lab=lab), paragraphs=3)


def anchors(version):
    return list(version.paragraphs.values_list("anchor", flat=True))


@pytest.mark.parametrize(
    ("label", "anchor"),
    [("4 §", "p4"), ("4 a §", "p4-a"), ("Ikraftträdande", "ikrafttradande"), ("§", "p"), ("1 §.", "p1-2")],
)
def test_an_anchor_is_made_of_the_label_and_never_used_twice(version, label, anchor):
    assert paragraphs.add_paragraph(version=version, label=label, legal="Så.", **BY).anchor == anchor


def test_the_anchor_of_a_paragraph_that_is_gone_is_left_to_what_was_said_of_it(version):
    versions.freeze(version=version, **BY)
    second = versions.new_version(proposal=version.proposal, **BY)
    paragraphs.remove_paragraph(paragraph=second.paragraphs.get(anchor="p2"), **BY)
    assert [row.anchor for row in left_out(second)] == ["p2"]
    new = paragraphs.add_paragraph(version=second, label="2 §", legal="Något helt annat.", **BY)
    assert new.anchor == "p2-2"
    broken(paragraphs.bring_back, "label", version=second, anchor="p2")  # two cannot be called the same
    paragraphs.change_paragraph(paragraph=new, row_version=1, label="2 a §", **BY)
    back = paragraphs.bring_back(version=second, anchor="p2", **BY)
    assert (back, anchors(second)) == (paragraphs.bring_back(version=second, anchor="p2", **BY), anchors(second))
    assert anchors(second) == ["p1", "p2", "p3", "p2-2"]
    broken(paragraphs.bring_back, version=second, anchor="p99")


def test_a_paragraph_sent_twice_is_there_once(version):
    one = {"label": "4 §", "legal": "Så skulle det stå."}
    assert paragraphs.add_paragraph(version=version, **one, **BY) == paragraphs.add_paragraph(
        version=version, **one, **BY
    )
    broken(paragraphs.add_paragraph, "label", version=version, label="4 §", legal="Annat.")


def test_a_paragraph_comes_after_another_however_close_they_lie(version):
    first = version.paragraphs.get(anchor="p1")
    for n in range(14):
        first.refresh_from_db()
        paragraphs.add_paragraph(version=version, label=f"1 {n} §", legal="Så.", after=first, **BY)
    assert anchors(version) == ["p1", *[f"p1-{n}" for n in reversed(range(14))], "p2", "p3"]


def test_a_paragraph_keeps_its_anchor_when_it_is_renumbered_and_moved(version):
    second = version.paragraphs.get(anchor="p2")
    paragraphs.change_paragraph(paragraph=second, row_version=1, label="7 §", **BY)
    with pytest.raises(StaleEdit):
        paragraphs.change_paragraph(paragraph=second, row_version=1, legal="Annat.", **BY)
    broken(paragraphs.change_paragraph, "label", paragraph=second, row_version=2, label="1 §")
    for up, order in ((True, ["p2", "p1", "p3"]), (True, ["p2", "p1", "p3"]), (False, ["p1", "p2", "p3"])):
        paragraphs.move_paragraph(paragraph=second, up=up, **BY)
        assert anchors(version) == order
    last = version.paragraphs.get(anchor="p3")
    paragraphs.move_paragraph(paragraph=last, up=False, **BY)
    assert anchors(version) == ["p1", "p2", "p3"]


def test_nothing_is_done_to_the_paragraphs_of_a_locked_version(version):
    versions.freeze(version=version, **BY)
    row = version.paragraphs.first()
    acts = (
        lambda: paragraphs.add_paragraph(version=version, label="9 §", legal="Ny.", **BY),
        lambda: paragraphs.change_paragraph(paragraph=row, row_version=1, legal="Annat.", **BY),
        lambda: paragraphs.move_paragraph(paragraph=row, up=False, **BY),
        lambda: paragraphs.remove_paragraph(paragraph=row, **BY),
    )
    for act in acts:
        with pytest.raises(RuleBroken) as caught:
            act()
        assert caught.value.status == 409
    assert Paragraph.objects.filter(version=version).count() == 3


def test_a_paragraph_that_somebody_else_removed(version):
    row = version.paragraphs.first()
    paragraphs.remove_paragraph(paragraph=row, **BY)
    broken(paragraphs.change_paragraph, paragraph=row, row_version=1, legal="Annat.")


# --- Changes ----------------------------------------------------------------------------------


def test_a_change_says_which_part_and_because_of_which_answer(lab):
    remark = make_remark()
    answer = make_answer(remarks=[remark])
    first = remark.response.version
    second = versions.new_version(proposal=first.proposal, **BY)
    fields = {"what": "Tio dagar.", "why": "Skyndsamt.", "target": "paragraph", "anchor": "p2", "answer": answer}
    change = changes.add_change(version=second, **fields, **BY)
    assert changes.add_change(version=second, **fields, **BY) == change
    elsewhere = make_answer(remarks=[make_remark()])
    broken(changes.add_change, "answer", version=second, what="x", why="y", answer=elsewhere)
    for target, anchor in (("paragraph", "p99"), ("paragraph", ""), ("", "p1"), ("scene", "p1")):
        broken(changes.add_change, "part", version=second, what="x", why="y", target=target, anchor=anchor)
    for name in ("what", "why"):
        broken(changes.add_change, name, version=second, **({"what": "x", "why": "y"} | {name: " "}))
    changed = changes.change_change(change=change, row_version=1, why="Det säger ingenting.", **BY)
    with pytest.raises(StaleEdit):
        changes.change_change(change=changed, row_version=1, why="Annat.", **BY)
    changes.remove_change(change=change, **BY)
    broken(changes.remove_change, change=change)
    broken(changes.add_change, version=first, what="x", why="y")


def test_a_part_that_is_gone_can_still_be_told_of(lab):
    first = make_version(proposal=make_proposal(lab=lab), frozen=True)
    second = versions.new_version(proposal=first.proposal, **BY)
    paragraphs.remove_paragraph(paragraph=second.paragraphs.get(anchor="p2"), **BY)
    told = changes.add_change(
        version=second, what="Borttagen.", why="Täcks av 1 §.", target="paragraph", anchor="p2", **BY
    )
    assert told.anchor == "p2"


def test_the_first_version_changes_nothing(version):
    broken(changes.add_change, version=version, what="x", why="y")


# --- The list ---------------------------------------------------------------------------------


def test_proposals_in_the_order_of_their_numbers_with_other_ways_after(lab):
    ten, two = (make(lab, number) for number in ("F10", "F2"))
    way = make(lab, "A1", kind="alternative", alternative_to=two)
    make(factories.make_lab())
    assert [row.pk for row in proposals_of(lab)] == [two.pk, way.pk, ten.pk]


def test_a_round_lies_around_its_proposal(lab):
    from feedback.queries.proposals import rounds_about

    versions_ = [make_version(proposal=make_proposal(lab=lab), published=True)]
    round = make_round(versions=versions_)
    (found,) = rounds_about(versions_[0].proposal)
    assert (found, found.numbers) == (round, [1])
