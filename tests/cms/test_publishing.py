"""A målbild becomes public together with its page, or not at all."""

import pytest
from django.urls import reverse

from goals.actions.checks import record_check
from goals.actions.status import adopt, validate
from goals.actions.versions import change_draft, start_new_version
from goals.models import GoalVersion
from hlab.cms.actions import publishing
from hlab.cms.models import GoalPage
from tests import factories


@pytest.fixture
def draft(tree, lab):
    """A draft that rests on six people's notes."""
    _workshop, _step, notes = factories.make_room(people=6, lab=lab)
    goal = factories.make_goal(lab=lab, slug="vem-jag-ska-ringa")
    return factories.make_goal_version(goal=goal, notes=notes)


@pytest.fixture
def address(draft):
    return reverse("cms:publish_goal", args=[draft.pk])


def test_asked_first_then_public(client_of, lead, draft, address):
    client = client_of(lead)
    asked = client.get(address)
    text = asked.content.decode()
    assert asked.status_code == 200 and "Orden kan inte ändras efteråt" in text and "6 personer" in text
    assert GoalVersion.objects.get(pk=draft.pk).published_at is None
    done = client.post(address, {"confirm": "1"})
    assert done.status_code == 302 and done["Location"] == "/malbilder/vem-jag-ska-ringa/"
    shown = client_of().get(done["Location"])
    assert shown.status_code == 200 and draft.title in shown.content.decode()
    page = GoalPage.objects.get(goal=draft.goal)
    assert page.live and page.search_description.startswith("Jag har en person")


def test_twice_is_once(client_of, lead, draft, address):
    client = client_of(lead)
    client.post(address)
    assert client.post(address).status_code == 302
    assert client.get(address)["Location"] == "/malbilder/vem-jag-ska-ringa/"
    assert GoalPage.objects.count() == 1


@pytest.mark.parametrize("role", ["lead", "facilitator", "editor"])
def test_those_who_may(request, client_of, address, role):
    assert client_of(request.getfixturevalue(role)).post(address).status_code == 302


@pytest.mark.parametrize(
    ("role", "status"),
    [("analyst", 403), ("table_host", 403), ("listener", 403), ("outsider", 404), ("site_editor", 404)],
)
def test_those_who_may_not(request, client_of, draft, address, role, status):
    client = client_of(request.getfixturevalue(role))
    assert client.get(address).status_code == status
    assert client.post(address).status_code == status
    assert GoalVersion.objects.get(pk=draft.pk).published_at is None


def test_nobody_is_asked_to_log_in(client_of, address):
    assert client_of().post(address)["Location"].startswith("/konto/login/")


def test_a_rule_that_is_broken_is_told_and_nothing_is_saved(client_of, tree, lab, lead):
    lonely = factories.make_goal_version(goal=factories.make_goal(lab=lab))
    answer = client_of(lead).post(reverse("cms:publish_goal", args=[lonely.pk]))
    assert answer.status_code == 422 and "minst en röst" in answer.content.decode()
    assert not GoalPage.objects.exists()


def test_page_and_version_stand_or_fall_together(lead, draft, monkeypatch):
    def broken(**_kwargs):
        raise RuntimeError

    monkeypatch.setattr(publishing, "put_goal_page", broken)
    with pytest.raises(RuntimeError):
        publishing.publish_goal(version=draft, by=lead, at=factories.NOON)
    assert GoalVersion.objects.get(pk=draft.pk).published_at is None


def test_a_new_version_takes_over_and_the_old_keeps_its_address(client_of, lead, draft):
    publishing.publish_goal(version=draft, by=lead, at=factories.NOON)
    second = start_new_version(goal=draft.goal, by=lead, at=factories.NOON)
    factories.make_cause(version=second)
    change_draft(
        version=second, title="Jag vet vem som svarar", statement="Hon svarar.", what_changed="Rubriken.",
        why_changed="Tre bad om det.", row_version=second.row_version, by=lead, at=factories.NOON,
    )  # fmt: skip
    page = publishing.publish_goal(version=second, by=lead, at=factories.NOON)
    client = client_of()
    assert page.title == "Jag vet vem som svarar"
    assert "Jag vet vem som svarar" in client.get("/malbilder/vem-jag-ska-ringa/").content.decode()
    old = client.get("/malbilder/vem-jag-ska-ringa/v/1/").content.decode()
    assert f"{draft.title}</h1>" in old and "tidigare version" in old
    assert client.get("/malbilder/vem-jag-ska-ringa/v/3/").status_code == 404


def test_a_draft_is_nowhere(client_of, lead, publish, lab):
    page = publish(slug="oppen")
    draft = start_new_version(goal=page.goal, by=lead, at=factories.NOON)
    factories.make_cause(version=draft)
    change_draft(
        version=draft, title="Hemlig ordalydelse", statement="Zebra.", what_changed="x", why_changed="y",
        row_version=draft.row_version, by=lead, at=factories.NOON,
    )  # fmt: skip
    alone = factories.make_goal_version(goal=factories.make_goal(lab=lab, slug="bara-utkast"), title="Hemlig två")
    client = client_of()
    for address in (
        "/", "/malbilder/", "/malbilder/oppen/", "/sok/?q=hemlig", "/sok/?q=zebra", f"/labb/{lab.slug}/",
        "/api/v1/goals/", "/sitemap.xml", "/malbilder/?sok=zebra",
    ):  # fmt: skip
        text = client.get(address).content.decode()
        assert "Hemlig" not in text and "bara-utkast" not in text, address
    assert client.get("/malbilder/bara-utkast/").status_code == 404
    assert client.get("/malbilder/oppen/v/2/").status_code == 404
    assert client.get(f"/api/v1/goals/{alone.goal.slug}/").status_code == 404


def test_a_page_taken_down_leaves_every_list(client_of, publish):
    page = publish(slug="nedtagen", title="Nedtagen målbild")
    page.unpublish()
    client = client_of()
    for address in ("/", "/malbilder/", "/sok/?q=nedtagen", "/api/v1/goals/", "/sitemap.xml"):
        assert "Nedtagen" not in client.get(address).content.decode(), address
    assert client.get("/malbilder/nedtagen/").status_code == 404


def test_what_is_said_before_publishing_is_what_becomes_public(client_of, lead, lab):
    """Voices of few people are not quoted, and the page that asks does not promise it."""
    for people, words in ((4, "Inga röster visas ordagrant."), (5, "5 röster visas ordagrant.")):
        notes = factories.make_room(people=people, lab=lab)[2]
        type(notes[0]).objects.filter(pk__in=[note.pk for note in notes]).update(consent_quote=True)
        version = factories.make_goal_version(goal=factories.make_goal(lab=lab), notes=notes)
        version.evidence.update(quote=True, quoted_version=1)
        page = client_of(lead).get(f"/malbild/{version.pk}/publicera/").content.decode()
        assert words in page


def test_what_an_adopted_version_loses_is_said_first(client_of, lead, draft):
    """A new wording takes the place of one that has been tried, objected to and adopted."""
    publishing.publish_goal(version=draft, by=lead, at=factories.NOON)
    record_check(
        version=draft, held_on=factories.NOON.date(), how="Ett samtal", recognise=9, lived_experience=6,
        dissent="Den glömmer barnen.", by=lead, at=factories.NOON,
    )  # fmt: skip
    validate(version=draft, by=lead, at=factories.NOON)
    adopt(version=draft, decider="Styrgruppen", reason="Den bär.", by=lead, at=factories.NOON)
    new = start_new_version(goal=draft.goal, by=lead, at=factories.NOON)
    factories.make_cause(version=new)
    page = client_of(lead).get(f"/malbild/{new.pk}/publicera/").content.decode()
    assert "Version 1 (antagen av Styrgruppen) blir ersatt." in page
    assert "Prövningen stannar vid version 1. Version 2 är inte prövad av någon ännu." in page
