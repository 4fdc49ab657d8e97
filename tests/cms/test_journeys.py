"""What anyone may read of journeys: list, page, differences, file, search, sitemap."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.actions.map_links import link_map
from journeys.actions.editing import changing
from journeys.actions.versions import say_of_map, take_down
from journeys.enums import EditAct
from journeys.models import Journey, Step
from tests import factories
from tests.factories import NOON, make_journey
from tests.journeys.sample import DOCUMENT, large
from tests.journeys.told import make_own, make_told, publish
from workshops.actions.contributions import withdraw

LATER = NOON + timedelta(days=1)
MOST = 15


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def public(lab, tree):
    """A published map of a persona, with its notes."""
    journey, notes = make_told(lab=lab)
    publish(journey)
    return journey, notes


def pair(lab):
    """(how it is, how it could be), both published."""
    one = make_journey(lab=lab, document=replace(DOCUMENT, title="Så är det"))
    other = make_journey(lab=lab, document=replace(DOCUMENT, title="Så kan det bli", kind="to_be", gaps=()), as_is=one)
    publish(one)
    publish(other)
    return one, other


# --- Page and list ----------------------------------------------------------------------------


def test_the_page_shows_the_map_the_voices_and_where_it_comes_from(anyone, public, lab):
    journey, notes = public
    told = page(anyone, journey.address)
    for words in (journey.title, journey.question, "Ringer vårdcentralen", "Ingen hör av sig", notes[0].text, lab.name,
                  "minst 5 personer", "version 1", "/resor/alex-vag-till-hjalp/"):  # fmt: skip
        assert words in told
    assert not any(str(note.pk) in told or str(note.participation_id) in told for note in notes)
    listed = page(anyone, "/resor/")
    assert journey.title in listed and journey.address in listed and "minst 5 personer" in listed
    assert 'href="/resor/"' in page(anyone, "/malbilder/")


def test_what_is_not_published_does_not_exist(anyone, lab, public):
    hidden = make_journey(lab=lab, document=replace(DOCUMENT, title="Ännu inte"))
    for rest in ("", "skillnader/", "resa.json"):
        page(anyone, hidden.address + rest, 404)
        page(anyone, "/resor/finns-inte/" + rest, 404)
    assert "Ännu inte" not in page(anyone, "/resor/") + page(anyone, "/sok/?q=ännu") + page(anyone, "/sitemap.xml")


def test_a_journey_that_is_taken_down_is_gone_everywhere(anyone, public):
    journey, _notes = public
    take_down(journey=journey, by=None, at=LATER)
    page(anyone, journey.address, 404)
    page(anyone, f"/api/v1/journeys/{journey.slug}/", 404)
    everywhere = page(anyone, "/resor/") + page(anyone, "/sok/?q=alex") + page(anyone, "/sitemap.xml")
    assert journey.title not in everywhere and journey.slug not in everywhere


def test_later_words_wait_for_the_next_publishing_everywhere(anyone, public):
    journey, _notes = public
    with changing(journey, EditAct.CHANGED, by=None, at=LATER) as change:
        change.journey.title = "Hemligt namn"
        change.journey.save()
    told = "".join(page(anyone, at) for at in (
        journey.address, "/resor/", "/sok/?q=hemligt", journey.address + "resa.json", "/api/v1/journeys/",
    ))  # fmt: skip
    assert "Hemligt namn" not in told and "Alex väg till hjälp" in told


def test_a_withdrawn_quote_is_gone_from_every_public_place_at_once(anyone, public):
    journey, notes = public
    assert notes[0].text in page(anyone, journey.address)
    withdraw(contribution=notes[0], by=None, at=LATER)
    for at in (journey.address, journey.address + "resa.json", f"/api/v1/journeys/{journey.slug}/"):
        assert notes[0].text not in page(anyone, at)
    assert "Stolen står tom" in page(anyone, journey.address)


def test_one_persons_own_way_goes_with_their_notes(anyone, lab, tree):
    journey, notes, _code = make_own(lab=lab)
    say_of_map(journey=journey, answer="yes", edits=journey.edits, by=journey.teller, at=NOON)
    publish(journey)
    assert "sagt att den stämmer" in page(anyone, journey.address)
    withdraw(contribution=notes[0], by=None, at=LATER)
    for at in (journey.address, journey.address + "resa.json", f"/api/v1/journeys/{journey.slug}/"):
        assert "Tar mod till sig" not in page(anyone, at) and "Återtaget" in page(anyone, at)
    withdraw(contribution=notes[1], by=None, at=LATER)
    page(anyone, journey.address, 404)


def test_filters_of_the_list(anyone, lab, tree):
    other_lab = factories.make_lab()
    for where, title, kind, county in (
        (lab, "Värmlands väg", "told", "17"),
        (other_lab, "Skånes väg", "planned", "12"),
    ):
        publish(make_journey(lab=where, document=replace(DOCUMENT, title=title, kind=kind, county=county)))

    def titles(query):
        return [row.told_title for row in anyone.get(f"/resor/?{query}").context["journeys"]]

    assert len(titles("")) == 2
    for query in (f"labb={lab.pk}", "slag=told", "lan=17", "sok=värmland"):
        assert titles(query) == ["Värmlands väg"], query
    assert titles("sok=finnsinte") == titles("sok=värmland+skåne") == []
    assert len(titles("slag=nej&lan=99&labb=x&page=99")) == 2  # what does not exist is no choice


# --- Beside one another -----------------------------------------------------------------------


def test_how_it_is_and_how_it_could_be_stand_beside_each_other(anyone, lab, tree):
    one, other = pair(lab)
    told = page(anyone, one.address)
    assert other.address in told and "Så skulle det kunna bli" in told and "Skillnader" in told
    for at in (one, other):
        both = page(anyone, at.address + "skillnader/")
        assert "Det som skiljer" in both and "”Så är det” har 2 mellanrum, ”Så kan det bli” har 0" in both
    take_down(journey=one, by=None, at=LATER)
    assert one.address not in page(anyone, other.address)


def test_any_two_public_journeys_are_compared_and_no_others(anyone, lab, public):
    journey, _notes = public
    other = make_journey(document=replace(DOCUMENT, title="Ett annat län", county="12"))
    publish(other)
    hidden = make_journey(lab=lab, document=replace(DOCUMENT, title="Dold väg"))
    there = journey.address + "skillnader/"
    assert "Ett annat län" in page(anyone, there) and "Dold väg" not in page(anyone, there)
    assert "Det som skiljer" in page(anyone, f"{there}?med={other.slug}")
    for slug in (hidden.slug, "finns-inte"):
        assert "Dold väg" not in page(anyone, f"{there}?med={slug}", 422)


def test_what_a_journey_touches_and_the_way_back(anyone, publish_goal_page, lab, tree):
    goal_page = publish_goal_page(lab=lab, slug="ringa")
    journey, _notes = make_told(lab=lab)
    gap = journey.gaps.get(title="Ingen hör av sig")
    link_map(part=gap, goal=goal_page.goal, reason="Sju veckor av tystnad.", by=None, at=NOON)
    publish(journey)
    told = page(anyone, journey.address)
    assert "Sju veckor av tystnad." in told and "/malbilder/ringa/" in told
    told = page(anyone, "/malbilder/ringa/")
    assert "Sju veckor av tystnad." in told and f"{journey.address}#mellanrum-{gap.pk}" in told


@pytest.fixture
def publish_goal_page(publish):
    return publish


# --- File, search, sitemap --------------------------------------------------------------------


def test_the_file_is_ours_and_holds_nobody(anyone, public):
    journey, notes = public
    data = json.loads(page(anyone, journey.address + "resa.json"))
    assert (data["format"], data["version"]) == ("halsolabb-resa", 1)
    assert data["source"].endswith(journey.address) and data["journey"]["title"] == journey.title
    told = json.dumps(data)
    assert "voices" not in told and not any(str(note.pk) in told for note in notes)
    Journey.objects.filter(pk=journey.pk).update(is_demo=True)
    assert "Exempelinnehåll" in json.loads(page(anyone, journey.address + "resa.json"))["source"]


def hits(client, query):
    answer = client.get("/sok/", {"q": query})
    return [row.title for row in answer.context["page"].object_list] if "page" in answer.context else []


def test_search_finds_journeys_among_pages(anyone, public, publish_goal_page):
    journey, _notes = public
    goal = publish_goal_page(slug="kedja", title="Kedjan håller", statement="Ingen blir tyst.")
    assert hits(anyone, "alex") == [journey.title]
    assert hits(anyone, "kedjan tyst") == [goal.title, journey.title]
    assert hits(anyone, "alex finnsinte") == [journey.title]  # some of the words, where nothing has all
    assert journey.address in page(anyone, "/sok/?q=alex")
    page(anyone, "/sok/?q=alex&page=9")


def test_the_sitemap_lists_them(anyone, public):
    told = page(anyone, "/sitemap.xml")
    assert f"http://testserver{public[0].address}" in told and "http://testserver/resor/" in told


@pytest.mark.parametrize("count", [1, 20])
def test_pages_cost_the_same_however_much_they_show(anyone, lab, tree, count):
    first, _notes = make_told(lab=lab, people=max(5, count))
    goal = factories.make_published_goal(lab=lab)
    for part in [*first.steps.all(), *first.gaps.all()][:count]:
        link_map(part=part, goal=goal.goal, reason="Det syns här.", by=None, at=NOON)
    publish(first)
    for _n in range(count):
        publish(make_journey(lab=lab, document=large(3, 2 * count + 3, count)))
    answer = make_journey(lab=lab, as_is=first)
    publish(answer)
    anyone.get("/")
    beside = [answer.address + "skillnader/", first.address + "resa.json"]
    for at in ("/resor/", "/resor/?sok=alex", first.address, *beside, "/sok/?q=alex", "/sitemap.xml"):
        with CaptureQueriesContext(connection) as queries:
            page(anyone, at)
        assert len(queries) <= MOST, (at, len(queries), [query["sql"][:150] for query in queries])


def test_a_step_changed_after_publishing_keeps_its_place(anyone, public):
    journey, _notes = public
    with changing(journey, EditAct.STEP_REMOVED, by=None, at=LATER) as change:
        change.remove(change.open(Step, journey.steps.get(title="SIP-möte").pk))
    assert "SIP-möte" in page(anyone, journey.address)
