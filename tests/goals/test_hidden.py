"""A published version that is taken down: no words of it anywhere, a reason in their place, and a way back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goals.actions.checks import record_check
from goals.actions.evidence import sort_voices
from goals.actions.hiding import hide_version, unhide_version
from goals.actions.versions import change_draft, start_new_version
from goals.models import GoalVersion
from goals.queries import goals_resting_on, page_data, published_version, veiled, voices_data, voices_of
from hlab.cms.actions import publishing
from hlab.cms.actions.site import ensure_site
from hlab.cms.models import GoalPage
from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from tests.goals.test_frozen import refused
from workshops.actions.contributions import change_consent

WHY = "En person kunde kännas igen."
NEXT = {"title": "Jag blir trodd", "what_changed": "Rubriken.", "why_changed": "En invändning."}


@pytest.fixture
def shown(draft, notes, lead, check):
    """Published with its page; quoted, tried and objected to."""
    ensure_site(at=NOON)
    ids = [note.pk for note in notes]
    for note in notes:
        change_consent(contribution=note, use="quote", granted=True, by=None, at=NOON)
    sort_voices(version=draft, seen=ids, keep=ids, quotes=ids, by=lead, at=NOON)
    publishing.publish_goal(version=draft, by=lead, at=NOON)
    record_check(version=draft, by=lead, at=LATER, **check, dissent="Den glömmer barnen.")
    return GoalVersion.objects.get(pk=draft.pk)


def second(version, lead):
    new = start_new_version(goal=version.goal, by=lead, at=LATER)
    factories.make_cause(version=new)
    new = change_draft(version=new, row_version=1, by=lead, at=LATER, **NEXT)
    publishing.publish_goal(version=new, by=lead, at=LATER)
    return GoalVersion.objects.get(pk=new.pk)


def hide(version, lead):
    return publishing.hide_goal(version=version, reason=WHY, by=lead, at=LATER)


def words(version, notes):
    return [version.title, version.statement, "Den glömmer barnen.", *(note.text for note in notes)]


def test_nothing_of_a_hidden_version_is_read_anywhere(client, shown, notes, lead):
    goal = shown.goal
    before = client.get(goal.address).content.decode()
    assert all(text in before for text in words(shown, notes))
    hide(shown, lead)
    for address in (goal.address, shown.address):
        answer = client.get(address)
        page = answer.content.decode()
        assert answer.status_code == 410
        assert f"Den här versionen är dold sedan 25 november 2026. Skälet: {WHY}" in page
        assert not any(text in page for text in words(shown, notes)), address
    voices = client.get(reverse("goals:public_voices", args=[goal.slug, 1]))
    assert voices.status_code == 302 and voices.url == shown.address
    for address in ("/", "/malbilder/", f"/labb/{goal.lab.slug}/", "/sok/?q=berätta", "/sitemap.xml", "/api/v1/goals/"):
        answer = client.get(address)
        assert not any(text in answer.content.decode() for text in words(shown, notes)), address
        assert f"{goal.address}<" not in answer.content.decode(), address
    assert shown.title not in GoalPage.objects.get(goal=goal).title
    assert not voices_of([str(note.pk) for note in notes])
    assert published_version(goal) is None


def test_the_receipt_follows_the_note_without_the_words(shown, notes, lead):
    hide(shown, lead)
    (version,) = goals_resting_on([notes[0].pk])[notes[0].pk]
    assert (version.title, version.number, version.is_current) == ("Dold version", 1, True)
    assert shown.statement not in version.statement


def test_an_earlier_version_is_hidden_and_the_later_one_stays(client, shown, notes, lead):
    new = second(shown, lead)
    hide(shown, lead)
    answer = client.get(shown.goal.address)
    page = answer.content.decode()
    assert answer.status_code == 200 and new.title in page
    assert shown.title not in page and "Dold version" in page
    assert client.get(shown.address).status_code == 410
    (row,) = [row for row in client.get("/api/v1/goals/").json()["results"] if row["slug"] == shown.goal.slug]
    assert [one["title"] for one in row["versions"]] == [new.title, "Dold version"]
    assert WHY in row["versions"][1]["statement"]
    assert "Jag blir trodd" in client.get("/malbilder/").content.decode()


def test_a_new_version_brings_the_malbild_back(client, shown, lead):
    hide(shown, lead)
    new = second(shown, lead)
    assert new.title in client.get("/malbilder/").content.decode()
    assert client.get(shown.goal.address).status_code == 200
    assert client.get(shown.address).status_code == 410


def test_shown_again_it_is_as_it_was(client, shown, notes, lead):
    hide(shown, lead)
    publishing.unhide_goal(version=shown, by=lead, at=LATER)
    page = client.get(shown.goal.address)
    assert page.status_code == 200
    assert all(text in page.content.decode() for text in words(shown, notes))
    assert shown.title in client.get("/malbilder/").content.decode()
    written = AuditEvent.objects.filter(act__in=["goal.hidden", "goal.unhidden"]).order_by("pk")
    assert [*written.values_list("act", "facts")] == [("goal.hidden", {"number": 1}), ("goal.unhidden", {"number": 1})]


def test_what_cannot_be_hidden(draft, lead):
    with pytest.raises(RuleBroken) as broken:
        hide_version(version=draft, reason=WHY, by=lead, at=LATER)
    assert broken.value.status == 409
    with pytest.raises(RuleBroken):
        unhide_version(version=draft, by=lead, at=LATER)


@pytest.mark.parametrize("reason", ["", "  ", "a" * 301])
def test_a_reason_is_needed(public, lead, reason):
    with pytest.raises(RuleBroken) as broken:
        hide_version(version=public, reason=reason, by=lead, at=LATER)
    assert broken.value.field == "reason"
    assert refused(lambda: GoalVersion.objects.filter(pk=public.pk).update(hidden_at=LATER))


def test_a_hidden_version_keeps_its_words_for_the_lab(client_of, facilitator, shown, lead):
    hide(shown, lead)
    page = client_of(facilitator).get(reverse("goals:version", args=[shown.pk])).content.decode()
    assert shown.statement in page and WHY in page
    assert "Visa den igen" not in page  # whoever leads the lab decides
    assert veiled(shown) is shown


def test_asked_first_and_told_what_happens(client_of, site_editor, shown):
    client, address = client_of(site_editor), reverse("cms:hide_goal", args=[shown.pk])
    page = client.get(address).content.decode()
    assert "försvinner därför ur listor och sökning" in page
    wrong = client.post(address, {"reason": ""})
    assert wrong.status_code == 422 and "Skriv varför versionen döljs" in wrong.content.decode()
    assert client.post(address, {"reason": WHY}).url == shown.address
    assert GoalVersion.objects.get(pk=shown.pk).hidden_reason == WHY
    assert client.get(address).url == reverse("cms:unhide_goal", args=[shown.pk])
    assert client.post(reverse("cms:unhide_goal", args=[shown.pk])).url == shown.address
    assert not GoalVersion.objects.get(pk=shown.pk).is_hidden


def test_the_editors_room_offers_to_hide_and_not_to_unpublish(client_of, administrator, shown):
    page = GoalPage.objects.get()
    client = client_of(administrator)
    listing = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).content.decode()
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    assert unpublish not in listing and reverse("cms:hide_goal", args=[shown.pk]) in listing
    assert "Ja, avpublicera" not in client.get(unpublish, follow=True).content.decode()
    told = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True).content.decode()
    assert "döljer du versionen" in told
    page.refresh_from_db()
    assert page.live


def test_data_of_a_hidden_version_has_no_words(shown, notes, lead):
    hide(shown, lead)
    for data in (page_data(shown.goal), page_data(shown.goal, 1), voices_data(shown.goal, 1)):
        assert data["version"].title == "Dold version"
        assert not data.get("voices") and "checks" not in data and "trail" not in data
