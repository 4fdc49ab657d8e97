"""What anyone may read of proposals: list, page, versions, differences, paragraphs, search, sitemap."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from feedback.enums import ProposalKind, ProposalStatus, RoundState
from feedback.models import Assumption, ProposalVersion, Scene, SceneLink
from hlab.cms.actions.site import ensure_site
from hlab.labs.enums import Perspective
from tests import factories
from tests.factories import NOON
from tests.feedback.counted import count_it
from tests.feedback.openly import LATER, judge, page, replaced, say, two_versions
from tests.feedback.sample import (
    make_alternative,
    make_answer,
    make_proposal,
    make_response,
    make_round,
    make_version,
)
from tests.journeys.told import make_told, publish

MOST = 15
TRIAL = "Detta är en prövning, inte ett beslut"


@pytest.fixture
def anyone(db) -> Client:
    ensure_site(at=NOON)
    return Client()


# --- Page and list ----------------------------------------------------------------------------


def test_the_page_tells_the_whole_of_a_proposal(anyone):
    version = make_version(published=True, easy_read="En plan. En person håller i den.")
    Assumption.objects.create(
        lab=version.proposal.lab, proposal=version.proposal, text="Att någon svarar på kvällen", created_at=NOON
    )
    version.proposal.status = ProposalStatus.OPEN
    version.proposal.save()
    told = page(anyone, version.proposal.address)
    for words in (TRIAL, "inte som ett remissvar", version.title, version.summary, version.problem, "Vad det kostar",
                  "1 §", "De ska göra en plan ihop.", 'id="p1"', "Scen 1", "Du söker hjälp på tre ställen.",
                  "Att någon svarar på kvällen", "Att inget göra", "lattlast/", "F1.1", version.proposal.lab.name,
                  "driver det här labbet"):  # fmt: skip
        assert words in told, words
    assert told.count("<h1") == 1 and "inte ett förslag" not in told
    listed = page(anyone, "/forslag/")
    assert version.proposal.address in listed and version.title in listed and TRIAL in listed
    assert 'href="/forslag/"' in page(anyone, "/malbilder/")


def test_what_is_not_published_does_not_exist(anyone):
    draft = make_version(title="Ännu hemligt")
    frozen = make_version(title="Ännu hemligt", frozen=True, proposal=make_proposal(number="F2"))
    for version in (draft, frozen):
        for rest in ("", "v/1/", "lattlast/", "paragraf/p1/", "andringar/1-2/"):
            page(anyone, version.proposal.address + rest, 404)
    everywhere = page(anyone, "/forslag/") + page(anyone, "/sok/?q=hemligt") + page(anyone, "/sitemap.xml")
    assert "Ännu hemligt" not in everywhere and draft.proposal.slug not in everywhere
    page(anyone, "/forslag/finns-inte/", 404)


def test_words_written_on_after_publishing_wait(anyone):
    version = make_version(published=True)
    make_version(proposal=version.proposal, number=2, title="Ännu hemligt")
    everywhere = "".join(
        page(anyone, at)
        for at in (version.proposal.address, "/forslag/", f"/api/v1/proposals/{version.proposal.slug}/")
    )
    assert "Ännu hemligt" not in everywhere and version.title in everywhere
    page(anyone, version.proposal.address + "v/2/", 404)
    page(anyone, version.proposal.address + "andringar/1-2/", 404)


def test_an_older_version_stays_and_leads_to_the_current_one(anyone):
    first, second = two_versions()
    old = page(anyone, first.address)
    assert "tidigare version" in old and first.title in old and second.proposal.address in old
    now = page(anyone, second.proposal.address)
    assert second.title in now and first.address in now and "Version 2, nu" in now
    assert "Ändrat sedan version 1:" in now and "Många närstående bad om det." in now
    assert "Ändrat sedan" not in old and "tidigare version" not in now
    page(anyone, second.proposal.address + "v/9/", 404)


def test_a_provotype_carries_its_mark_on_every_page(anyone):
    version = make_version(proposal=make_proposal(kind=ProposalKind.PROVOTYPE), published=True)
    for rest in ("", "v/1/", "lattlast/", "paragraf/p1/"):
        told = page(anyone, version.proposal.address + rest)
        assert 'class="watermark" aria-hidden="true"' in told and "inte ett förslag" in told and TRIAL in told
    assert "inte ett förslag" in page(anyone, "/forslag/") and "inte ett förslag" in page(anyone, "/sok/?q=plan")


def test_other_ways_stand_beside_each_other(anyone):
    version = make_version(published=True)
    nothing = make_alternative(to=version.proposal)
    other = make_alternative(to=version.proposal, number="F1b", is_nothing=False)
    hidden = make_alternative(to=version.proposal, number="F1c")
    make_version(proposal=nothing, published=True, title="Allt blir som förut", paragraphs=0, scenes=0)
    make_version(proposal=other, published=True, title="En gemensam mottagning")
    make_version(proposal=hidden, title="Ännu hemligt")
    told = page(anyone, version.proposal.address)
    assert told.index("En gemensam mottagning") < told.index("Allt blir som förut") and "Ännu hemligt" not in told
    beside = page(anyone, nothing.address)
    assert version.title in beside and "En gemensam mottagning" in beside and "Inga scener ännu" in beside


def test_scenes_can_be_read_for_one_person(anyone):
    version = make_version(scenes=1)
    Scene.objects.create(
        version=version, anchor="7d2f0f3c-0f55-4b0b-9a56-9d8c1b0a9a11", place=9000, who=Perspective.MANAGER,
        title="Chefens kväll", today_text="Jag letar.", proposed_text="Jag vet.",
    )  # fmt: skip
    ProposalVersion.objects.filter(pk=version.pk).update(frozen_at=NOON, published_at=NOON)
    there = version.proposal.address
    assert "Chefens kväll" in page(anyone, there) and "Första mötet" in page(anyone, there)
    one = page(anyone, there + "?vem=manager")
    assert "Chefens kväll" in one and "Första mötet" not in one
    assert "Första mötet" in page(anyone, there + "?vem=finns-inte")


def test_a_scene_tells_of_published_journeys_only(anyone):
    version = make_version()
    open_one, _notes = make_told(lab=version.proposal.lab)
    publish(open_one)
    hidden = factories.make_journey(lab=version.proposal.lab)
    for journey, reason in ((open_one, "Det här är samma natt."), (hidden, "Ännu hemligt skäl.")):
        SceneLink.objects.create(
            scene=version.scenes.get(), side="today", journey=journey, step=journey.steps.first(), reason=reason
        )
    ProposalVersion.objects.filter(pk=version.pk).update(frozen_at=NOON, published_at=NOON)
    (scene,) = anyone.get(version.proposal.address).context["scenes"]
    (tie,) = scene.ties["today"]
    assert (
        tie.reason == "Det här är samma natt."
        and tie.url.startswith(open_one.address + "#steg-")
        and scene.ties["proposed"] == []
    )


def test_filters_of_the_list(anyone):
    lab = factories.make_lab()
    one = make_version(proposal=make_proposal(lab=lab, number="F1"), published=True, title="Planen följer med")
    other = make_version(
        proposal=make_proposal(number="F2", kind=ProposalKind.PROVOTYPE, status=ProposalStatus.OPEN),
        published=True, title="Ingen lämnar över",
    )  # fmt: skip

    def found(query):
        return {row.pk for row in anyone.get(f"/forslag/?{query}").context["page"]}

    assert found("") == {one.pk, other.pk}
    assert found(f"labb={lab.pk}") == found("sok=följer") == found("sok=F1") == {one.pk}
    assert found("slag=provotype") == found("lage=open") == found("sok=lämna") == {other.pk}
    assert found("sok=följer+lämnar") == found("sok=och") == set()
    assert found("labb=x&slag=nej&lage=draft&page=99") == {one.pk, other.pk}  # what does not exist is no choice
    assert "Inget förslag passar urvalet" in page(anyone, "/forslag/?sok=xyz")


# --- Differences and paragraphs ---------------------------------------------------------------


def test_two_versions_word_by_word(anyone):
    first, _second = two_versions()
    told = page(anyone, first.proposal.address + "andringar/1-2/")
    assert (
        TRIAL in told and "Borttaget</span>" in told and "Ändrat</span>" in told and "Du väljer vad som delas." in told
    )
    assert "och kommunen" in told and "Borttaget:" in told and "<del>" in told
    for rest in ("andringar/2-1/", "andringar/1-1/", "andringar/1-9/", "andringar/0-1/"):
        page(anyone, first.proposal.address + rest, 404)


def test_a_paragraph_that_is_gone_says_where_it_last_stood(anyone):
    first, _second = two_versions()
    gone = page(anyone, first.proposal.address + "paragraf/p2/")
    assert "Paragrafen finns inte längre" in gone and "Den stod senast i version 1." in gone and TRIAL in gone
    assert "gemensamt upprätta en plan (2)" in gone and "Lämna en synpunkt på den här" not in gone
    here = page(anyone, first.proposal.address + "paragraf/p1/")
    assert "Regionen ska upprätta en plan (1)." in here and "gemensamt upprätta en plan (1)" in here
    assert "Paragrafen finns inte längre" not in here
    page(anyone, first.proposal.address + "paragraf/p9/", 404)


def test_easy_read_or_what_to_do_instead(anyone):
    version = make_version(published=True, easy_read="En plan. En person håller i den.")
    assert "En person håller i den." in page(anyone, version.proposal.address + "lattlast/")
    without = make_version(proposal=make_proposal(number="F2"), published=True)
    told = page(anyone, without.proposal.address + "lattlast/")
    assert "Det finns ingen lättläst text ännu" in told and TRIAL in told
    assert "lattlast/" not in page(anyone, without.proposal.address)


# --- What has been said -----------------------------------------------------------------------


@pytest.fixture
def asked(db):
    """A round that is open about one public version."""
    return make_round(versions=[make_version(published=True)])


def thread_of(client, asked):
    return page(client, asked.asks.get().version.proposal.address + "paragraf/p1/")


def test_only_what_is_chosen_and_agreed_to_is_read(anyone, asked):
    say(asked, "Ingen svarar på natten.")
    hidden = [
        say(asked, "Får inte citeras.", quote=False),
        say(asked, "Inte läst av någon.", shown=False),
        say(asked, "Pekar ut någon."),
        say(asked, "Tagen tillbaka."),
        say(asked, "Omskriven efteråt."),
        say(asked, "Får inte användas."),
        say(asked, "Hela svaret är återtaget."),
    ]
    for remark, fields in ((hidden[2], {"hold": "personal"}), (hidden[3], {"withdrawn_at": LATER}),
                           (hidden[4], {"changed_at": LATER}), (hidden[5], {"consent_analysis": False})):  # fmt: skip
        type(remark.contribution).objects.filter(pk=remark.contribution_id).update(**fields)
    hidden[6].response.withdrawn_at = LATER
    hidden[6].response.save()
    told = thread_of(anyone, asked)
    assert "Ingen svarar på natten." in told
    assert not [remark for remark in hidden if remark.contribution.text in told]


def test_an_answer_and_a_reply_stand_with_the_remark(anyone, asked):
    from feedback.models import Reply

    first, second = say(asked, "Ingen svarar på natten."), say(asked, "Vem betalar?")
    Reply.objects.create(remark=first, text="Vi frågar regionerna.", at=NOON)
    Reply.objects.create(remark=first, text="Tagen bort.", at=NOON, gone_at=LATER)
    make_answer(remarks=[first])
    make_answer(remarks=[second], published=False, reason="Ännu hemligt skäl.")
    told = thread_of(anyone, asked)
    assert "Vi frågar regionerna." in told and "Vi skriver in en jour." in told and "Delvis beaktat" in told
    assert "Tagen bort." not in told and "Ännu hemligt skäl." not in told and "Inte besvarad ännu" in told


def test_an_empty_chair_where_somebody_went_on(anyone, asked):
    first = say(asked, "Ingen svarar på natten.")
    say(asked, "Hos oss svarar de.", parent=first)
    type(first.contribution).objects.filter(pk=first.contribution_id).update(withdrawn_at=LATER)
    told = thread_of(anyone, asked)
    assert "Stolen står tom" in told and "Hos oss svarar de." in told and "Ingen svarar på natten." not in told


@pytest.mark.parametrize(
    ("managers", "relatives", "named"),
    [(4, 8, False), (8, 0, True), (8, 8, True), (7, 3, False)],
)
def test_a_perspective_is_told_where_the_counted_result_tells_of_it(anyone, asked, managers, relatives, named):
    """Seven managers beside three relatives are told of together: to name one of them would narrow down the three."""
    first, *_rest = [make_response(round=asked, perspective=Perspective.MANAGER) for _n in range(managers)]
    for _n in range(relatives):
        make_response(round=asked, perspective=Perspective.RELATIVE)
    say(asked, "Ingen svarar på natten.", response=first)
    assert "Chef." not in thread_of(anyone, asked)  # while the round goes on it would tell that they have become many
    count_it(asked)
    told = thread_of(anyone, asked)
    assert "Ingen svarar på natten." in told and ("Chef." in told) is named


def test_the_thread_is_paged(anyone, asked):
    for n in range(22):
        say(asked, f"Synpunkt nummer {n}.", at=NOON + timedelta(seconds=n))
    there = asked.asks.get().version.proposal.address + "paragraf/p1/"
    assert "Synpunkt nummer 21." not in page(anyone, there) and "Sida 1 av 2" in page(anyone, there)
    assert "Synpunkt nummer 21." in page(anyone, there + "?page=2")
    page(anyone, there + "?page=x"), page(anyone, there + "?page=99")


def test_how_many_are_answered_is_told_in_broad_steps_once_the_round_has_closed(anyone, asked):
    remarks = [say(asked, f"Synpunkt {n}.", shown=False) for n in range(4)]
    address = asked.asks.get().version.proposal.address
    assert "Vad som händer med synpunkterna" not in page(anyone, address)
    asked.state = RoundState.CLOSED
    asked.save()
    assert "Färre än fem synpunkter" in page(anyone, address)
    remarks += [say(asked, f"Synpunkt {n}.", shown=False) for n in range(4, 12)]
    make_answer(remarks=remarks[:6])
    told = page(anyone, address)
    assert "minst 10" in told and "minst 5" in told and "12" not in told.split("svarslaget")[1].split("</section>")[0]


def test_a_round_that_is_planned_is_not_told_of(anyone):
    version = make_version(published=True)
    make_round(versions=[version], state=RoundState.PLANNED, title="Ännu hemlig runda")
    told = page(anyone, version.proposal.address)
    assert "Ännu hemlig runda" not in told and "Det går inte att lämna synpunkter" in told


# --- Målbilder --------------------------------------------------------------------------------


def test_a_malbild_and_a_proposal_lead_to_each_other(anyone, publish_goal):
    goal = publish_goal(slug="ringa")
    version = make_version(published=True)
    told = page(anyone, "/malbilder/ringa/")
    assert "Inget förslag har prövats mot den här målbilden ännu." in told and "knot knot--open" in told
    judge(version, goal)
    judge(version, goal, "partly", Perspective.RELATIVE, "Bara om den svarar på natten.")
    judge(make_version(proposal=make_proposal(number="F2"), title="Ännu hemligt"), goal, reason="Hemligt.")
    told = page(anyone, "/malbilder/ringa/")
    assert version.title in told and "Planen gör att någon håller i." in told and "Bidrar tydligt" in told
    assert "Bara om den svarar på natten." in told and "Hemligt." not in told and "Ännu hemligt" not in told
    there = page(anyone, version.proposal.address)
    assert "/malbilder/ringa/" in there and "Utredningens egen bedömning" in there and "Närstående" in there


def test_a_hidden_wording_is_not_told_of(anyone, publish_goal):
    goal = publish_goal(slug="ringa", title="Någon ringer")
    version = make_version(published=True)
    judge(version, goal, reason="Planen gör att någon håller i.")
    type(goal).objects.filter(pk=goal.pk).update(hidden_at=NOON, hidden_reason="Pekar ut någon.")
    assert "håller i." not in page(anyone, version.proposal.address)
    page(anyone, f"/api/v1/proposals/{version.proposal.slug}/")
    assert anyone.get(f"/api/v1/proposals/{version.proposal.slug}/").json()["serves"] == []


@pytest.fixture
def publish_goal(lead):
    """publish_goal(**fields) → the published wording of a new målbild, with its page."""
    from hlab.cms.actions.publishing import publish_goal as publish

    def make(slug, **fields):
        goal = factories.make_goal(lab=lead.memberships.first().lab, slug=slug)
        notes = factories.make_room(people=6, lab=goal.lab)[2]
        version = factories.make_goal_version(goal=goal, notes=notes, **fields)
        publish(version=version, by=lead, at=NOON)
        version.refresh_from_db()
        return version

    return make


# --- Search, sitemap, cost --------------------------------------------------------------------


def test_search_and_sitemap_know_of_proposals(anyone):
    version = make_version(published=True, title="Bron över Kvarnlunden", summary="x " * 900)
    (hit,) = anyone.get("/sok/", {"q": "kvarnlunden"}).context["page"].object_list
    assert (hit.title, hit.href, hit.kind_name) == (version.title, version.proposal.address, "Förslag")
    assert len(hit.search_description) < 200
    assert [row.title for row in anyone.get("/sok/?q=kvarnlunden+finnsinte").context["page"].object_list] == [
        version.title
    ]
    told = page(anyone, "/sitemap.xml")
    assert f"http://testserver{version.proposal.address}" in told and "http://testserver/forslag/" in told


@pytest.mark.parametrize("count", [1, 20])
def test_pages_cost_the_same_however_much_they_show(anyone, publish_goal, count):
    goal = publish_goal(slug="ringa")
    first = make_version(paragraphs=count, scenes=count)
    for n in range(count):
        make_version(proposal=make_alternative(to=first.proposal, number=f"A{n}"), published=True)
        Assumption.objects.create(
            lab=first.proposal.lab, proposal=first.proposal, text=f"Antagande {n}", created_at=NOON
        )
    journey, _notes = make_told(lab=first.proposal.lab)
    publish(journey)
    for scene in first.scenes.all():
        SceneLink.objects.create(scene=scene, side="today", journey=journey, step=journey.steps.first())
    ProposalVersion.objects.filter(pk=first.pk).update(frozen_at=NOON, published_at=NOON)
    first.refresh_from_db()
    second = replaced(first, paragraphs=count, scenes=count)
    for perspective in list(Perspective)[: min(count, 8)]:
        judge(second, goal, perspective=perspective)
    asked = make_round(versions=[second], closes_at=timezone.now() + timedelta(days=9))
    remarks = [say(asked, f"Synpunkt {n}.") for n in range(count)]
    make_answer(remarks=remarks)
    anyone.get("/")
    there = second.proposal.address
    paths = ("", "v/1/", "lattlast/", "paragraf/p1/", "andringar/1-2/")
    for at in ["/forslag/", "/forslag/?sok=plan", "/sok/?q=plan", "/sitemap.xml", "/malbilder/ringa/"] + [
        there + rest for rest in paths
    ]:
        with CaptureQueriesContext(connection) as queries:
            page(anyone, at)
        assert len(queries) <= MOST, (at, len(queries), [query["sql"][:150] for query in queries])
