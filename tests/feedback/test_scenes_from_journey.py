"""Scenes from a journey with one press: the map's words, nobody's own."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from django.urls import reverse

from feedback.actions.scenes import scenes_from_journey
from feedback.analysis.drafts import drafts
from feedback.models import Scene, SceneLink
from feedback.queries.journey_words import open_words
from feedback.queries.scenes import scenes_on, tell_ties, unwritten
from hlab.cms.actions.site import ensure_site
from hlab.core.errors import RuleBroken
from journeys.analysis.document import Phase, Step
from journeys.models import Step as StepRow
from tests import factories
from tests.factories import NOON
from tests.feedback.sample import make_proposal, make_version
from tests.journeys.sample import DOCUMENT
from tests.journeys.told import make_own, make_told, publish
from workshops.actions.contributions import withdraw

pytestmark = pytest.mark.django_db
KEY = uuid.UUID("3f2504e0-4f89-41d3-9a0c-0305e82c3303")
BETTER = replace(
    DOCUMENT,
    title="Så kunde det bli", kind="to_be", gaps=(), links=(),
    phases=(
        Phase("f1", "Söker hjälp", (
            Step("s1", "Ringer vårdcentralen", ("a1", "a2"), cells={"front": "Någon svarar samma dag."}),
            Step("s2", "Får ett namn att ringa", ("a1",), channel="phone", cells={"back": "En jour finns"}),
        )),
    ),
)  # fmt: skip


@pytest.fixture
def version(lab):
    return make_version(proposal=make_proposal(lab=lab), scenes=0)


def draw(version, as_is=None, to_be=None, **more):
    return scenes_from_journey(
        **({"version": version, "as_is": as_is, "to_be": to_be, "who": "relative", "key": KEY, "by": None, "at": NOON}
           | more)
    )  # fmt: skip


# --- Computed ---------------------------------------------------------------------------------


def test_each_step_that_hurts_is_a_scene_with_its_space():
    made = drafts({"today": DOCUMENT}, ())
    assert [draft.title for draft in made] == ["Ringer vårdcentralen", "Första besöket"]
    first = made[0].halves["today"]
    assert first.text.startswith("Ringer vårdcentralen. Tar mod till sig. En sjuksköterska lyssnar. Ingen hör av sig.")
    assert first.back == "Remiss skrivs." and first.drawing == "night"
    assert made[0].parts == (("today", False, "s1"), ("today", True, "m1"))
    assert made[0].halves["proposed"].text == ""


def test_where_nothing_hurts_every_step_is_drawn():
    calm = replace(DOCUMENT, gaps=(), phases=(Phase("f1", "Allt", (Step("s1", "Ett"), Step("s2", "Två"))),))
    assert [draft.title for draft in drafts({"today": calm}, ())] == ["Ett", "Två"]


def test_two_maps_meet_step_by_step():
    made = drafts({"today": DOCUMENT, "proposed": BETTER}, ())
    assert made[0].halves["proposed"].text == "Ringer vårdcentralen. Någon svarar samma dag."
    new = next(draft for draft in made if draft.title == "Får ett namn att ringa")
    assert new.halves["today"].text == "" and new.halves["proposed"].back == "En jour finns."
    assert new.halves["proposed"].drawing == "phone"


def test_what_is_veiled_is_told_nowhere_and_long_words_end_at_a_word():
    made = drafts({"today": DOCUMENT}, {"s1", "m2"})
    assert [draft.title for draft in made] == ["Första besöket"]
    assert "Ingen tar över" not in made[0].halves["today"].text
    long = replace(
        DOCUMENT, gaps=(), phases=(Phase("f", "Fas", (Step("s1", "Långt", cells={"person": "väntan " * 300}),)),)
    )
    text = drafts({"today": long}, ())[0].halves["today"].text
    assert len(text) <= 1200 and text.endswith("väntan …")


# --- Made -------------------------------------------------------------------------------------


def test_one_press_makes_them_once_and_ties_them(version, lab):
    as_is = factories.make_journey(lab=lab)
    to_be = factories.make_journey(lab=lab, document=BETTER)
    for _twice in range(2):
        made, left_out = draw(version, as_is, to_be)
    assert left_out == 0 and version.scenes.count() == len(made) == 3
    first = version.scenes.first()
    assert first.who == "relative" and "Någon svarar samma dag." in first.proposed_text
    assert first.today_drawing == "night" and first.today_alt == "En person ensam på natten."
    assert {link.side for link in first.links.all()} == {"today", "proposed"}
    waiting = unwritten(version)
    assert waiting and all(scene.today_text.startswith("Att skriva") or scene.proposed_text.startswith("Att skriva")
                           for scene in waiting)  # fmt: skip


def test_what_is_refused(version, lab):
    own = make_own(lab=lab)[0]
    for as_is, status in ((None, 422), (own, 422), (factories.make_journey(), 409)):
        with pytest.raises(RuleBroken) as broken:
            draw(version, as_is)
        assert broken.value.status == status and broken.value.field == "as_is"
    frozen = make_version(proposal=make_proposal(lab=lab, number="F2"), frozen=True)
    with pytest.raises(RuleBroken):
        draw(frozen, factories.make_journey(lab=lab))
    assert not Scene.objects.filter(version=version).exists()


@pytest.mark.parametrize("count", [1, 20])
def test_pages_of_ties_ask_as_much_however_many(client_of, editor, lab, count, django_assert_max_num_queries):
    journey, client = factories.make_journey(lab=lab), client_of(editor)
    for n in range(count):
        draw(make_version(proposal=make_proposal(lab=lab, number=f"G{n}"), scenes=0), journey, key=uuid.uuid4())
    for name, of in (
        ("journey_scenes", journey),
        ("scenes_from_journey", make_version(proposal=make_proposal(lab=lab))),
    ):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(f"feedback:{name}", args=[of.pk])).status_code == 200


@pytest.mark.parametrize("consent", [True, False])
def test_nobodys_own_words_come_along(version, lab, consent):
    """Also where somebody agreed to be quoted on the page of the journey: a proposal is another place."""
    journey, notes = make_told(lab=lab, consent_quote=consent)
    first = journey.steps.order_by("phase__place", "place").first()
    first.title = notes[0].text[:120]
    first.save()
    assert str(first.pk) in open_words(journey).veiled
    made, left_out = draw(version, journey)
    assert left_out == 1 and all(notes[0].text not in scene.today_text + scene.title for scene in made)
    assert all(note.text not in scene.today_text for scene in made for note in notes)


def test_what_has_been_taken_back_does_not_come_along(version, lab):
    journey, notes = make_told(lab=lab, consent_quote=False)
    StepRow.objects.filter(pk=journey.steps.first().pk).update(title=notes[0].text)
    withdraw(contribution=notes[0], by=None, at=NOON)
    made, _left_out = draw(version, journey)
    assert all(notes[0].text not in scene.today_text for scene in made)


def test_on_the_page(client_of, editor, version, lab):
    journey, own = factories.make_journey(lab=lab), make_own(lab=lab)[0]
    client, there = client_of(editor), reverse("feedback:scenes_from_journey", args=[version.pk])
    page = client.get(there).content.decode()
    assert f'value="{journey.pk}"' in page and f'value="{own.pk}"' not in page
    assert client.post(there, {"who": "lived", "key": str(KEY)}).status_code == 422
    answer = client.post(there, {"as_is": journey.pk, "who": "lived", "key": str(KEY)}, follow=True)
    assert "2 scener är gjorda ur resan" in answer.content.decode()
    assert "väntar på sina ord" in answer.content.decode()


def test_a_lab_without_journeys_is_told_what_to_do(client_of, editor, version):
    page = client_of(editor).get(reverse("feedback:scenes_from_journey", args=[version.pk])).content.decode()
    assert "Ingen resa att rita av" in page


# --- Told of from both ends -------------------------------------------------------------------


def test_anyone_reads_of_a_tie_only_where_both_ends_are_public(version, lab, client_of, editor):
    journey = factories.make_journey(lab=lab)
    made, _left_out = draw(version, journey)
    tell_ties(made, public=True)
    assert all(scene.ties == {"today": [], "proposed": []} for scene in made)
    publish(journey)
    made = list(Scene.objects.filter(version=version).prefetch_related("links"))
    tell_ties(made, public=True)
    tie = made[0].ties["today"][0]
    assert tie.title and tie.url.startswith(journey.address)
    assert scenes_on(journey, public=True) == []
    client, there = client_of(editor), reverse("feedback:journey_scenes", args=[journey.pk])
    assert there in client.get(reverse("journeys:journey", args=[journey.pk])).content.decode()
    assert made[0].title in client.get(there).content.decode()
    other = reverse("feedback:journey_scenes", args=[factories.make_journey(lab=lab).pk])
    assert "Ingen scen ännu" in client.get(other).content.decode()
    ensure_site()
    anyone = client_of(None)
    assert "Förslag som bygger på resan" not in anyone.get(journey.address).content.decode()
    version.frozen_at = version.published_at = NOON
    version.save()
    page = anyone.get(journey.address)
    assert page.status_code == 200 and "Förslag som bygger på resan" in page.content.decode()
    assert f"{version.proposal.address}#scen-{made[0].anchor}" in page.content.decode()


def test_of_each_proposal_the_latest_version_is_told(version, lab):
    journey = factories.make_journey(lab=lab)
    draw(version, journey)
    version.frozen_at = version.published_at = NOON
    version.save()
    later = make_version(proposal=version.proposal, number=2, scenes=0)
    assert {link.scene.version_id for link in scenes_on(journey, public=False)} == {version.pk}
    draw(later, journey)
    assert {link.scene.version_id for link in scenes_on(journey, public=False)} == {later.pk}
    assert {link.scene.version_id for link in scenes_on(journey, public=True)} == {version.pk}
    assert SceneLink.objects.filter(scene__version=later).exists()
