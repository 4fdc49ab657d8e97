"""Proposals in the open API."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from feedback.enums import ProposalKind, ProposalStatus
from feedback.models import Mockup, ProposalGoal, ProposalVersion
from tests import factories
from tests.factories import NOON
from tests.feedback.sample import make_alternative, make_proposal, make_version

MOST = 12


def rows(client, query=""):
    answer = client.get(f"/api/v1/proposals/{query}")
    assert answer.status_code == 200
    return answer.json()["results"]


def test_a_proposal_and_its_parts(anyone, lab):
    version = make_version(proposal=make_proposal(lab=lab), scenes=1)
    Mockup.objects.create(
        scene=version.scenes.get(), side="today", kind="form", title="Ansökan", body="Skriv här.", fields=["Namn"]
    )
    ProposalVersion.objects.filter(pk=version.pk).update(frozen_at=NOON, published_at=NOON)
    make_version(proposal=version.proposal, number=2, title="Ännu hemligt")
    goal = factories.make_published_goal(lab=lab)
    ProposalGoal.objects.create(
        version=version, goal_version=goal, perspective="national", leads="clear", reason="Det håller.", at=NOON
    )
    (row,) = rows(anyone)
    assert (row["citation"], row["version"], row["title"]) == ("F1.1", 1, version.title)
    assert row["notice"] == "Detta är en prövning, inte ett beslut." and row["label"] == "" and not row["demo"]
    assert row["url"] == f"http://testserver{version.proposal.address}" and row["alternative_to"] is None
    assert row["lab"] == {"name": lab.name, "slug": lab.slug} and "paragraphs" not in row
    assert row["serves"] == [
        {
            "goal": goal.citation, "goal_url": f"http://testserver{goal.address}", "perspective": "national",
            "leads": "clear", "reason": "Det håller.",
        }
    ]  # fmt: skip
    whole = anyone.get(f"/api/v1/proposals/{version.proposal.slug}/").json()
    assert row.items() <= whole.items() and whole["unknowns"] == ["Vad det kostar, och för vem"]
    assert [one["anchor"] for one in whole["paragraphs"]] == ["p1", "p2"]
    assert whole["paragraphs"][0]["url"] == f"{row['url']}paragraf/p1/"
    (scene,) = whole["scenes"]
    assert scene["mockups"][0]["fields_to_fill"] == ["Namn"] and scene["today_alt"]
    assert [one["citation"] for one in whole["versions"]] == ["F1.1"]
    assert "Ännu hemligt" not in str(whole)


def test_marks_that_follow_wherever_it_goes(anyone):
    version = make_version(proposal=make_proposal(kind=ProposalKind.PROVOTYPE, is_demo=True), published=True)
    (row,) = rows(anyone)
    assert "inte ett förslag" in row["notice"] and row["label"] == "Exempelinnehåll – påhittat" and row["demo"]
    assert version.title == row["title"]


def test_filters_and_what_does_not_exist(anyone, lab):
    one = make_proposal(lab=lab, number="F1", status=ProposalStatus.OPEN)
    make_version(proposal=one, published=True)
    make_version(proposal=make_alternative(to=one), published=True)
    make_version(proposal=make_proposal(lab=lab, number="F3"))
    assert [row["number"] for row in rows(anyone, "?status=open")] == ["F1"]
    (other,) = rows(anyone, "?kind=alternative")
    assert (other["alternative_to"], other["is_nothing"]) == (one.slug, True)
    assert len(rows(anyone, f"?lab={lab.slug}&demo=false")) == 2
    for query in ("?kind=nej", "?status=nej", "?lab=nej", "?demo=kanske", "?slag=proposal"):
        assert anyone.get(f"/api/v1/proposals/{query}").status_code == 400
    assert anyone.get("/api/v1/proposals/finns-inte/").status_code == 404
    assert anyone.post("/api/v1/proposals/", {}).status_code == 405
    assert "proposals" in anyone.get("/api/v1/").json()


def test_a_hidden_lab_is_named_without_address(anyone):
    hidden = factories.make_lab(is_public=False)
    make_version(proposal=make_proposal(lab=hidden), published=True)
    assert rows(anyone)[0]["lab"] == {"name": hidden.name, "slug": None}


@pytest.mark.parametrize("count", [1, 20])
def test_lists_cost_the_same_however_long(anyone, lab, count):
    goal = factories.make_published_goal(lab=lab)
    for n in range(count):
        version = make_version(proposal=make_proposal(lab=lab, number=f"F{n}"), published=True, scenes=3)
        ProposalGoal.objects.create(
            version=version, goal_version=goal, perspective="national", leads="clear", reason="Det håller.", at=NOON
        )
    for at in ("", f"{version.proposal.slug}/"):
        with CaptureQueriesContext(connection) as queries:
            assert anyone.get(f"/api/v1/proposals/{at}").status_code == 200
        assert len(queries) <= MOST, (at, len(queries), [query["sql"][:150] for query in queries])
