"""What a participant has said in an article: by reference, for as long as the person wants it to be read."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from goals.models import Evidence
from goals.queries import voice_choices, voices_of
from hlab.cms.models import ArticleIndexPage, ArticlePage
from tests import factories
from tests.factories import NOON
from workshops.actions.contributions import change_consent, hold_note, withdraw
from workshops.models import Contribution

GONE = "Här stod en röst som inte visas längre."


@pytest.fixture
def notes(publish, lab):
    """Six notes, all agreed to be quoted and chosen as quotes, behind a published målbild."""
    notes = factories.make_room(people=6, lab=lab, text="Pelikanen ringde tillbaka.")[2]
    Contribution.objects.update(consent_quote=True)
    goal = factories.make_goal(lab=lab, slug="ringa")
    version = factories.make_goal_version(goal=goal, notes=notes)
    Evidence.objects.filter(version=version).update(quote=True, quoted_version=1)
    from hlab.cms.actions.publishing import publish_goal

    publish_goal(version=version, by=None, at=NOON)
    return notes


def article(*voices) -> str:
    """The address of an article with these voices."""
    page = ArticlePage(title=f"Artikel {factories.serial()}", published_on=date(2026, 11, 24))
    page.body = [("voice", str(voice)) for voice in voices]
    ArticleIndexPage.objects.get().add_child(instance=page)
    return f"/artiklar/{page.slug}/"


def test_a_voice_is_told_with_its_malbild(anyone, notes):
    text = anyone.get(article(notes[0].pk)).content.decode()
    assert notes[0].text in text and 'Ur målbilden <a href="/malbilder/ringa/">' in text and GONE not in text


@pytest.mark.parametrize("how", ["withdrawn", "quote", "analysis", "held", "changed"])
def test_it_is_gone_from_the_article_in_the_same_moment_as_from_the_malbild(anyone, notes, how):
    note, address = notes[0], article(notes[0].pk, notes[1].pk)
    assert note.text in anyone.get(address).content.decode()
    if how == "withdrawn":
        withdraw(contribution=note, by=None, at=NOON)
    elif how == "held":
        hold_note(contribution=note, reason="other", by=None, at=NOON)
    elif how == "changed":
        Contribution.objects.filter(pk=note.pk).update(text="Andra ord", row_version=2, changed_at=NOON)
    else:
        change_consent(contribution=note, use=how, granted=False, by=None, at=NOON)
    text = anyone.get(address).content.decode()
    assert note.text not in text and "Andra ord" not in text
    assert text.count(GONE) == 1 and notes[1].text in text


def test_what_no_published_malbild_shows_cannot_be_pointed_at(anyone, notes, lab):
    other = factories.make_room(people=1, lab=lab)[2][0]
    Contribution.objects.filter(pk=other.pk).update(consent_quote=True)
    factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=[other])
    assert voices_of([other.pk, uuid.uuid4(), "", "inte ett id"]) == {}
    assert other.text not in anyone.get(article(other.pk, "inte ett id")).content.decode()
    assert str(other.pk) not in str(voice_choices())


def test_the_words_are_not_in_the_search_index(anyone, notes):
    article(notes[0].pk)
    assert "page" in (found := anyone.get("/sok/", {"q": "pelikan"}).context) and not list(found["page"])


@pytest.mark.parametrize("many", [1, 6])
def test_voices_cost_one_query_however_many(anyone, notes, many):
    address = article(*[note.pk for note in notes[:many]])
    anyone.get("/")
    with CaptureQueriesContext(connection) as queries:
        anyone.get(address)
    assert sum("goals_evidence" in query["sql"] for query in queries) == 1 and len(queries) <= 15


def test_an_editor_chooses_among_them_and_cannot_write_one(client_of, tree, site_editor, notes):
    client, shelf = client_of(site_editor), ArticleIndexPage.objects.get()
    there = reverse("wagtailadmin_pages:add", args=["cms", "articlepage", shelf.pk])
    page = client.get(there).content.decode()
    assert str(notes[0].pk) in page

    def send(value):
        return client.post(there, nested_form_data({
            "title": "Vad vi hörde", "slug": f"hort-{factories.serial()}", "intro": "", "published_on": "2026-11-24",
            "body": streamfield([("voice", value)]), "action-publish": "action-publish", "search_description": "",
            "seo_title": "", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "comments-MIN_NUM_FORMS": 0,
            "comments-MAX_NUM_FORMS": "",
        }))  # fmt: skip

    assert send(str(uuid.uuid4())).status_code == send("Fri text").status_code == 200
    assert not ArticlePage.objects.exists()
    assert send(str(notes[0].pk)).status_code == 302
    assert notes[0].text not in str(ArticlePage.objects.get().body.raw_data)
    latest = ArticlePage.objects.get().get_latest_revision()
    assert notes[0].text not in str(latest.content)
