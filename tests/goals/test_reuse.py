"""A målbild used in another lab: its words follow, its voices do not, and both pages tell of both lives."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from goals.actions.evidence import put_voices, sort_voices
from goals.actions.hiding import hide_version
from goals.actions.reuse import reuse_goal
from goals.actions.status import publish
from goals.actions.versions import change_draft, start_new_version
from goals.models import Goal, GoalVersion
from goals.queries import goals_of, page_data
from hlab.core.errors import RuleBroken
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from tests.goals.test_pages import url
from workshops.actions.contributions import change_consent


@pytest.fixture
def other(db):
    return factories.make_lab(name="Labbet i söder")


@pytest.fixture
def source(draft, notes, lead):
    """Public in the first lab, with a quote that may be used elsewhere too as far as its owner is concerned."""
    for use in ("quote", "reuse"):
        change_consent(contribution=notes[0], use=use, granted=True, by=None, at=NOON)
    ids = [note.pk for note in notes]
    sort_voices(version=draft, seen=ids, keep=ids, quotes=ids[:1], by=lead, at=NOON)
    words = {"easy_read": "Jag säger det en gång.", "level": "micro", "shifts": ["relation"]}
    return publish(version=change_draft(version=draft, row_version=1, by=lead, at=NOON, **words), by=lead, at=NOON)


def shown(goal):
    return render_to_string("goals/_public.html", page_data(goal))


def test_both_pages_show_both_lives_and_the_voices_stay_where_they_were_given(source, other, lead, notes):
    new = reuse_goal(version=source, lab=other, by=lead, at=LATER)
    assert (new.title, new.easy_read, new.level, new.shifts) == (
        source.title, source.easy_read, "micro", ["relation"],
    )  # fmt: skip
    assert not new.evidence.exists() and new.goal.slug != source.goal.slug
    assert "Används också" not in shown(source.goal)  # not before it is public there
    public = publish(version=new, by=lead, at=LATER)
    assert public.people_count == 0 and public.lacks_lived_voice
    there, here = shown(public.goal), shown(source.goal)
    assert "Saknar egen röst i det här labbet" in there and source.goal.lab.name in there
    assert source.address in there and "Bygger på berättelser från 6 personer." in there
    assert notes[0].text not in there and notes[0].text in here
    assert "Används också i andra labb" in here and "Labbet i söder" in here and public.goal.address in here
    assert "Utkast" in here.split("Används också i andra labb")[1]


def test_a_newer_version_in_the_first_lab_is_told_of_in_the_other(source, other, lead, client_of):
    public = publish(version=reuse_goal(version=source, lab=other, by=lead, at=LATER), by=lead, at=LATER)
    words = {"title": "Jag berättar", "what_changed": "Rubriken.", "why_changed": "Kortare."}
    new = start_new_version(goal=source.goal, by=lead, at=LATER)
    factories.make_cause(version=new)
    assert not goals_of(other)[0].newer
    publish(version=change_draft(version=new, row_version=1, by=lead, at=LATER, **words), by=lead, at=LATER)
    page = shown(public.goal)
    assert "nyare version, nummer 2" in page and reverse("goals:changes", args=[source.goal.slug, 1, 2]) in page
    assert goals_of(other)[0].newer == 2
    colleague = factories.make_member(lab=other, role="editor")
    assert "Där finns nu version 2." in client_of(colleague).get(url("list", other)).content.decode()
    assert "nummer 2" in client_of(colleague).get(url("version", public)).content.decode()
    hide_version(version=source, reason="En person kunde kännas igen.", by=lead, at=LATER)
    page = shown(public.goal)
    assert f">{source.title}</a>" not in page and "Dold version" in page and "från 6 personer" not in page


def test_it_gets_voices_of_its_own_and_may_lose_them_again(source, other, lead):
    new = reuse_goal(version=source, lab=other, by=lead, at=LATER)
    own = factories.make_room(people=6, lab=other)[2]
    put_voices(version=new, contribution_ids=[note.pk for note in own], by=lead, at=LATER)
    sort_voices(version=new, seen=[note.pk for note in own], keep=[], quotes=[], by=lead, at=LATER)
    put_voices(version=new, contribution_ids=[note.pk for note in own], by=lead, at=LATER)
    public = publish(version=new, by=lead, at=LATER)
    assert (public.people_count, public.is_borrowed) == (6, False)
    assert "Saknar egen röst" not in shown(public.goal)


def test_what_cannot_be_reused(source, other, lead, notes):
    hidden = factories.make_published_goal(lab=source.goal.lab, notes=notes)
    hide_version(version=hidden, reason="x", by=lead, at=LATER)
    hidden.refresh_from_db()
    reuse_goal(version=source, lab=other, by=lead, at=LATER)
    unpublished = factories.make_goal_version(goal=factories.make_goal(lab=source.goal.lab), frozen_at=NOON)
    for version, lab in ((source, other), (source, source.goal.lab), (hidden, other), (unpublished, other)):
        with pytest.raises(RuleBroken):
            reuse_goal(version=version, lab=lab, by=lead, at=LATER)


def test_example_content_stays_so_wherever_it_is_used(other, lead):
    demo = factories.make_lab(is_demo=True)
    goal = factories.make_goal(lab=demo, is_demo=True, origin="public_theme")
    notes = factories.make_room(people=6, lab=demo)[2]
    version = publish(version=factories.make_goal_version(goal=goal, notes=notes), by=lead, at=NOON)
    made = reuse_goal(version=version, lab=other, by=lead, at=LATER).goal
    assert (made.is_demo, made.origin) == (True, "public_theme")


def test_only_a_lab_where_one_writes_can_be_chosen(source, other, lead, client_of, client):
    there = reverse("goals:reuse", args=[source.goal.slug, 1])
    assert client.get(there)["Location"].startswith("/konto/login/")
    page = client_of(lead).get(there).content.decode()
    assert "Du skriver inte målbilder i något annat labb" in page
    assert client_of(lead).post(there, {"lab": other.pk}).status_code == 422
    factories.make_member(lab=other, role="listener", user=lead)
    assert client_of(lead).post(there, {"lab": other.pk}).status_code == 422
    assert Goal.objects.filter(lab=other).count() == 0
    factories.make_member(lab=other, role="editor", user=lead)
    page = client_of(lead).get(there).content.decode()
    assert "Bygger på berättelser från 6 personer. 1 röst får läsas av alla." in page
    made = client_of(lead).post(there, {"lab": other.pk})
    assert made.url == url("edit", GoalVersion.objects.get(goal__lab=other))
    assert "Orden kommer från ett annat labb" in client_of(lead).get(made.url).content.decode()
    again = client_of(lead).post(there, {"lab": other.pk})
    assert again.status_code == 422 and "använder redan" in again.content.decode()
    assert client_of(lead).get(reverse("goals:reuse", args=[source.goal.slug, 9])).status_code == 404
