"""The pages where staff write a proposal."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.actions import changes, paragraphs, versions
from feedback.models import Paragraph, Proposal, ProposalVersion, Scene
from hlab.labs.enums import Perspective
from tests import factories
from tests.factories import NOON
from tests.feedback.sample import make_alternative, make_answer, make_proposal, make_remark, make_version

pytestmark = pytest.mark.django_db
BY = {"by": None, "at": NOON}
NEW = {"number": "F1", "kind": "proposal", "title": "En plan", "summary": "Tänk om.", "problem": ""}
NOT_YET = "Detta är en prövning, inte ett beslut."
PROVOKES = "Det är inte ett förslag."


@pytest.fixture
def version(lab):
    return make_version(proposal=make_proposal(lab=lab))


@pytest.fixture
def staff(client_of, analyst):
    return client_of(analyst)


def at(name, *args, **query):
    return reverse(f"feedback:{name}", args=args, query=query or None)


def queries(client, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_a_proposal_is_begun_on_a_page(staff, lab):
    key = str(uuid.uuid4())
    for _twice in range(2):
        answer = staff.post(at("new_proposal", lab.pk), NEW | {"key": key})
    version = ProposalVersion.objects.get()
    assert answer["Location"] == at("version", version.pk)
    page = staff.get(at("version", version.pk))
    assert NOT_YET in page.text and "Det här fattas innan versionen kan låsas" in page.text


def test_what_is_wrong_is_said_at_the_field(staff, lab):
    make_proposal(lab=lab, number="F1")
    page = staff.post(at("new_proposal", lab.pk), NEW | {"title": ""})
    assert page.status_code == 422 and page.context["form"].errors.keys() == {"title"}
    page = staff.post(at("new_proposal", lab.pk), NEW)
    assert page.context["form"].errors.keys() == {"number"}
    assert Proposal.objects.count() == 1


def test_an_alternative_is_begun_from_its_proposal(staff, version):
    lab = version.proposal.lab
    page = staff.get(at("new_proposal", lab.pk, till=version.proposal_id))
    assert page.context["form"].initial == {"kind": "alternative", "alternative_to": version.proposal_id}
    staff.post(
        at("new_proposal", lab.pk),
        NEW | {"number": "F1a", "kind": "alternative", "alternative_to": version.proposal_id, "is_nothing": "on"},
    )
    page = staff.get(at("proposal", version.proposal_id))
    assert "F1a" in page.text and "Att inget göra" in page.text and f"<h1>{version.title}</h1>" in page.text
    assert at("version", version.pk) in page.text


def test_the_list_is_searched_and_says_what_to_do_when_it_is_empty(staff, lab):
    assert "Inget förslag ännu" in staff.get(at("list", lab.pk)).text
    for n in range(1, 4):
        make_version(proposal=make_proposal(lab=lab, number=f"F{n}"), title=f"Förslaget om {n}")
    page = staff.get(at("list", lab.pk, sok="om 2"))
    assert [row.number for row in page.context["page"]] == ["F2"]
    assert "Inget förslag passar urvalet" in staff.get(at("list", lab.pk, slag="provotype")).text


def test_words_are_written_and_two_who_write_meet(staff, version):
    words = {
        "title": "En plan", "summary": "Tänk om.", "problem": "Ett.", "unknowns": "Ett\nTvå", "alternatives": "Inget.",
        "easy_read": "", "fidelity": "3", "row_version": "1",
    }  # fmt: skip
    assert staff.post(at("change_version", version.pk), words).status_code == 302
    page = staff.post(at("change_version", version.pk), words | {"title": "En annan plan"})
    assert page.status_code == 409 and "Någon hann före dig" in page.text
    assert page.context["form"]["row_version"].value() == 2
    version.refresh_from_db()
    assert (version.title, version.unknowns, version.fidelity) == ("En plan", ["Ett", "Två"], 3)


def test_paragraphs_are_added_moved_removed_and_brought_back(staff, version):
    staff.post(at("add_paragraph", version.pk), {"label": "3 §", "legal": "Så.", "plain": "", "after": ""})
    row = version.paragraphs.get(anchor="p3")
    staff.post(at("move_paragraph", row.pk), {"vart": "upp"})
    assert list(version.paragraphs.values_list("anchor", flat=True)) == ["p1", "p3", "p2"]
    staff.post(at("change_paragraph", row.pk), {"label": "3 §", "legal": "Så här.", "plain": "Så.", "row_version": "1"})
    stale = staff.post(
        at("change_paragraph", row.pk), {"label": "3 §", "legal": "Annat.", "plain": "Så.", "row_version": "1"}
    )
    assert stale.status_code == 409
    versions.freeze(version=version, **BY)
    second = versions.new_version(proposal=version.proposal, **BY)
    gone = second.paragraphs.get(anchor="p3")
    assert "Ta bort 3 §?" in staff.get(at("remove_paragraph", gone.pk)).text
    staff.post(at("remove_paragraph", gone.pk))
    assert "Stod i förra versionen men inte i den här" in staff.get(at("version", second.pk)).text
    staff.post(at("bring_back_paragraph", second.pk, "p3"))
    assert list(second.paragraphs.values_list("anchor", flat=True)) == ["p1", "p3", "p2"]


def test_a_locked_version_leads_back_to_itself(staff, version):
    versions.freeze(version=version, **BY)
    row = version.paragraphs.first()
    for name, key in (
        ("change_version", version.pk), ("add_paragraph", version.pk), ("change_paragraph", row.pk),
        ("remove_paragraph", row.pk), ("discard_version", version.pk),
    ):  # fmt: skip
        assert staff.get(at(name, key))["Location"] == at("version", version.pk)
    staff.post(at("move_paragraph", row.pk), {"vart": "ner"})
    assert version.paragraphs.first() == row
    assert "Ändra" not in re.sub(r"<script.*?</script>", "", staff.get(at("version", version.pk)).text)


def test_locking_and_publishing_ask_first_and_say_what_is_missing(client_of, editor, lab):
    client = client_of(editor)
    bare = make_version(proposal=make_proposal(lab=lab), problem="")
    page = client.get(at("freeze_version", bare.pk))
    assert "Skriv vilket problem" in page.text and "<button" not in page.text.split("<main")[1].split("</main>")[0]
    mark = page.context["form"]["seen"].value()
    assert client.post(at("freeze_version", bare.pk), {"seen": mark}).status_code == 422
    whole = make_version(proposal=make_proposal(lab=lab, number="F2"))
    assert "Låsa version 1?" in client.get(at("freeze_version", whole.pk)).text
    page = client.get(at("publish_version", whole.pk))
    assert "går inte att ta tillbaka" in page.text and NOT_YET in page.text
    old = page.context["form"]["seen"].value()
    paragraphs.add_paragraph(version=whole, label="9 §", legal="Ny.", **BY)
    page = client.post(at("publish_version", whole.pk), {"seen": old})
    assert page.status_code == 409 and page.context["form"]["seen"].value() != old
    client.post(at("publish_version", whole.pk), {"seen": page.context["form"]["seen"].value()})
    whole.refresh_from_db()
    assert whole.is_current
    assert client.get(at("publish_version", whole.pk))["Location"] == at("version", whole.pk)


def test_who_writes_does_not_publish(staff, version):
    for name in ("freeze_version", "publish_version"):
        assert staff.get(at(name, version.pk)).status_code == 403
        assert staff.post(at(name, version.pk)).status_code == 403
    page = staff.get(at("version", version.pk)).text
    assert at("publish_version", version.pk) not in page and "kan låsa och publicera" in page


def test_a_new_version_is_asked_for_and_tells_what_changed(staff, lab):
    remark = make_remark()
    answer = make_answer(remarks=[remark])
    first, lab = remark.response.version, remark.response.version.proposal.lab
    from hlab.labs.models import Membership

    Membership.objects.create(lab=lab, user_id=staff.session["_auth_user_id"], role="analyst", added_at=NOON)
    assert "Börja på en ny version?" in staff.get(at("new_version", first.proposal_id)).text
    answer_ = staff.post(at("new_version", first.proposal_id))
    second = first.proposal.versions.get(number=2)
    assert answer_["Location"] == at("version", second.pk)
    told = {"what": "Tio dagar.", "why": "Skyndsamt.", "part": "paragraph:p2", "answer": answer.pk}
    for _twice in range(2):
        staff.post(at("changes", second.pk), told)
    change = second.changes.get()
    page = staff.get(at("changes", second.pk)).text
    assert "Tio dagar." in page and answer.title in page and "2 §" in page
    staff.post(at("change", change.pk), told | {"what": "Inom tio dagar.", "row_version": "1"})
    assert staff.post(at("change", change.pk), told | {"row_version": "1"}).status_code == 409
    assert staff.post(at("changes", second.pk), told | {"what": "", "part": "paragraph:p99"}).status_code == 422
    staff.post(at("remove_change", change.pk))
    assert not second.changes.exists()


def test_who_only_reads_tells_no_change(client_of, listener, lab):
    first = make_version(proposal=make_proposal(lab=lab), frozen=True)
    second = versions.new_version(proposal=first.proposal, **BY)
    client = client_of(listener)
    page = client.get(at("changes", second.pk))
    assert page.status_code == 200 and "Lägg till en ändring" not in page.text
    assert client.post(at("changes", second.pk), {"what": "x", "why": "y"}).status_code == 403


def test_two_versions_are_compared_in_words_not_by_colour_alone(staff, version):
    versions.freeze(version=version, **BY)
    second = versions.new_version(proposal=version.proposal, **BY)
    row = second.paragraphs.get(anchor="p1")
    paragraphs.change_paragraph(paragraph=row, row_version=1, legal="Regionen ska upprätta en plan (1).", **BY)
    paragraphs.remove_paragraph(paragraph=second.paragraphs.get(anchor="p2"), **BY)
    paragraphs.add_paragraph(version=second, label="3 §", legal="Ny.", **BY)
    Scene.objects.filter(version=second).update(who=Perspective.STAFF)
    page = staff.get(at("diff", version.proposal_id, 1, 2)).text
    for words in ("Borttaget:", "Tillagt:", "Ändrat", "Medarbetare", NOT_YET):
        assert words in page
    assert staff.get(at("diff", version.proposal_id, 2, 1))["Location"] == at("diff", version.proposal_id, 1, 2)
    assert staff.get(at("diff", version.proposal_id, 1, 9)).status_code == 404


def test_a_provotype_says_so_on_every_page(staff, lab):
    version = make_version(proposal=make_proposal(lab=lab, number="T1", kind="provotype"))
    proposal = version.proposal
    for url in (
        at("proposal", proposal.pk), at("version", version.pk), at("change_version", version.pk),
        at("changes", version.pk), at("change_proposal", proposal.pk),
    ):  # fmt: skip
        page = staff.get(url).text
        assert PROVOKES in page and "watermark" in page, url


def test_a_draft_is_thrown_away_after_a_question(staff, version):
    assert "försvinner" in staff.get(at("discard_version", version.pk)).text
    assert staff.post(at("discard_version", version.pk))["Location"] == at("list", version.proposal.lab_id)
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("name", ["list", "proposal", "version", "change_version", "changes", "diff", "labs"])
def test_as_many_queries_with_one_as_with_twenty(staff, lab, name):
    proposal = make_proposal(lab=lab)
    make_version(proposal=make_alternative(to=proposal))
    first = make_version(proposal=proposal, frozen=True, paragraphs=1, scenes=1)
    second = versions.new_version(proposal=proposal, **BY)
    changes.add_change(version=second, what="Ett ord.", why="Det saknades.", **BY)
    url = {
        "list": at("list", lab.pk), "proposal": at("proposal", proposal.pk), "version": at("version", second.pk),
        "change_version": at("change_version", second.pk), "changes": at("changes", second.pk),
        "diff": at("diff", proposal.pk, 1, 2), "labs": reverse("labs:detail", args=[lab.pk]),
    }[name]  # fmt: skip
    queries(staff, url)
    one = queries(staff, url)
    for n in range(2, 21):
        other = make_alternative(to=proposal, number=f"F1-{n}")
        make_version(proposal=other)
        Paragraph.objects.create(version=second, anchor=f"q{n}", place=n * 1000, label=f"{n} §", legal="Så.")
        Scene.objects.create(
            version=second, place=n * 1000, who="lived", title=f"Scen {n}", today_text="a", proposed_text="b"
        )
        changes.add_change(version=second, what=f"Ord {n}.", why="Det saknades.", **BY)
    twenty = queries(staff, url)
    assert twenty <= one
    assert first.proposal_id and (name == "labs" or twenty <= 15)


def test_the_lab_tells_of_its_proposals(staff, version):
    page = staff.get(reverse("labs:detail", args=[version.proposal.lab_id])).text
    assert f"F1 {version.title}" in page and at("new_proposal", version.proposal.lab_id) in page
    assert "1 förslag, publika: 0." in staff.get(reverse("labs:mine")).text


def test_a_lab_of_others_is_not_there(client_of, version):
    other = client_of(factories.make_member(lab=factories.make_lab(), role="lead"))
    assert other.get(at("proposal", version.proposal_id)).status_code == 404
    assert other.post(at("new_version", version.proposal_id)).status_code == 404
