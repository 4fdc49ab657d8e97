"""Proposals × målbilder: every account with its reason, empty told apart from "vet ej", and others' view beside."""

from __future__ import annotations

import pytest
from django.urls import reverse

from feedback.actions.matrix import account, take_back_account
from feedback.enums import ProposalKind
from feedback.models import ProposalGoal
from feedback.queries.matrix import accounts_of, matrix_of, served_by
from hlab.core.errors import RuleBroken, StaleEdit
from tests.factories import NOON, make_lab, make_member, make_published_goal
from tests.feedback.sample import make_proposal, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def lab():
    return make_lab()


@pytest.fixture
def version(lab):
    return make_version(proposal=make_proposal(lab=lab), published=True)


@pytest.fixture
def goal(lab):
    return make_published_goal(lab=lab)


def say(version, goal, **more):
    words = {"perspective": "national", "leads": "partly", "reason": "Planen samlar hjälpen."} | more
    return account(version=version, goal_version=goal, by=None, at=NOON, **words)


def test_a_pair_without_an_account_is_missing_and_unknown_is_an_answer(lab, version, goal):
    assert len(matrix_of(lab).missing) == 1
    say(version, goal, leads="unknown", reason="Det har inte prövats.")
    found = matrix_of(lab)
    assert not found.missing
    assert found.lines[0].cells[0].own.leads == "unknown"


def test_others_stand_beside_and_do_not_make_it_whole(lab, version, goal):
    say(version, goal, perspective="lived", leads="against")
    cell = matrix_of(lab).lines[0].cells[0]
    assert cell.own is None
    assert [row.perspective for row in cell.others] == ["lived"]
    assert matrix_of(lab).missing


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"reason": "  "}, "reason"), ({"leads": "bra"}, "leads"), ({"perspective": "unsaid"}, "perspective"),
     ({"reason": "x" * 2001}, "reason")],
)  # fmt: skip
def test_what_is_refused_changes_nothing(version, goal, wrong, field):
    with pytest.raises(RuleBroken) as broken:
        say(version, goal, **wrong)
    assert broken.value.field == field
    assert not ProposalGoal.objects.exists()


def test_two_who_write_see_both_texts(version, goal):
    row = say(version, goal)
    assert say(version, goal).row_version == row.row_version  # the same again
    say(version, goal, reason="Ett annat skäl.", row_version=1)
    with pytest.raises(StaleEdit) as stale:
        say(version, goal, reason="Ett tredje skäl.", row_version=1)
    assert "annat skäl" in str(stale.value.theirs)


def test_an_account_of_the_version_before_needs_a_look(lab, version, goal):
    say(version, goal)
    later = make_version(proposal=version.proposal, number=2, frozen=True)
    cell = matrix_of(lab).lines[0].cells[0]
    assert cell.version == later
    assert cell.own is None
    assert [row.version for row in cell.older] == [version]


def test_a_provotype_is_no_proposal(lab, goal):
    make_version(proposal=make_proposal(lab=lab, kind=ProposalKind.PROVOTYPE), published=True)
    assert matrix_of(lab).versions == ()


def test_a_malbild_finds_its_proposals(version, goal):
    say(version, goal)
    assert [cell.version for cell in served_by(goal.goal)] == [version]
    assert accounts_of(version)[0].goal == goal


def test_taking_back_twice_is_once(lab, version, goal):
    row = say(version, goal)
    take_back_account(row=row, by=None, at=NOON)
    take_back_account(row=row, by=None, at=NOON)
    assert matrix_of(lab).missing


def test_the_pages(client, lab, version, goal):
    client.force_login(make_member(lab=lab, role="analyst"))
    page = reverse("feedback:matrix", args=[lab.pk])
    assert "saknar utredningens redovisning" in client.get(page).text
    at = reverse("feedback:account", args=[version.pk, goal.pk])
    assert client.get(at).status_code == 200
    assert client.post(at, {"leads": "clear", "reason": ""}).status_code == 422
    assert client.post(at, {"leads": "clear", "reason": "Därför.", "row_version": "0"}).status_code == 302
    assert "Varje ruta har ett svar" in client.get(page).text
    gone = reverse("feedback:take_back_account", args=[ProposalGoal.objects.get().pk])
    assert client.get(gone).status_code == 200
    assert client.post(gone).status_code == 302
    assert client.get(reverse("feedback:account", args=[version.pk, 99999])).status_code == 404


def test_as_many_queries_for_many_rows(client, lab, goal, django_assert_max_num_queries):
    client.force_login(make_member(lab=lab, role="analyst"))
    for n in range(20):
        say(make_version(proposal=make_proposal(lab=lab, number=f"F{n}"), published=True), goal)
    with django_assert_max_num_queries(15):
        client.get(reverse("feedback:matrix", args=[lab.pk]))
