"""Scenes of a version: written, moved, taken out; and what is refused."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from feedback.actions.mockups import add_mockup, change_mockup, remove_mockup
from feedback.actions.scene_links import link_scene, unlink_scene
from feedback.actions.scenes import MOST_SCENES, add_scene, change_scene, move_scene, remove_scene
from feedback.models import Mockup, Scene, SceneLink
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests import factories
from tests.factories import NOON
from tests.feedback.sample import make_proposal, make_version

pytestmark = pytest.mark.django_db
KEY = uuid.UUID("3f2504e0-4f89-41d3-9a0c-0305e82c3301")
WORDS = {"title": "Första mötet", "who": "lived", "today_text": "Du söker på tre ställen.",
         "proposed_text": "Du gör en plan med en person."}  # fmt: skip
NOW = {"by": None, "at": NOON}
MOCKUP = {"side": "proposed", "kind": "form", "title": "Min plan", "body": "Fyll i det du vill.", "fields": ["Vad?"]}


@pytest.fixture
def version(lab):
    return make_version(proposal=make_proposal(lab=lab), scenes=3)


def order(version):
    return list(Scene.objects.filter(version=version).order_by("place").values_list("title", flat=True))


def url(name, *args):
    return reverse(f"feedback:{name}", args=args)


# --- Written ----------------------------------------------------------------------------------


def test_the_same_form_twice_is_one_scene(version):
    first = add_scene(version=version, key=KEY, **NOW, **WORDS)
    assert add_scene(version=version, key=KEY, **NOW, **WORDS).pk == first.pk
    assert order(version)[-1] == "Första mötet" and version.scenes.count() == 4
    assert AuditEvent.objects.filter(act="scene.added").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", " "), ("today_text", ""), ("proposed_text", "\n"), ("title", "x" * 121), ("today_back", "x" * 801),
     ("who", "national"), ("today_drawing", "castle")],
)  # fmt: skip
def test_what_is_missing_or_too_much_is_said_at_its_field(version, field, value):
    with pytest.raises(RuleBroken) as broken:
        add_scene(version=version, key=KEY, **NOW, **(WORDS | {field: value}))
    assert broken.value.field == field and version.scenes.count() == 3


def test_a_drawing_tells_what_it_shows_until_somebody_says_it_better(version):
    scene = add_scene(version=version, key=KEY, **NOW, **WORDS, today_drawing="night")
    assert scene.today_alt == "En person ensam på natten."
    scene = change_scene(scene=scene, row_version=1, **NOW, today_drawing="phone", today_alt=scene.today_alt)
    assert scene.today_alt == "En person med en telefon."
    scene = change_scene(scene=scene, row_version=2, **NOW, today_drawing="group", today_alt="Alla ringer.")
    assert scene.today_alt == "Alla ringer."


def test_two_who_write_at_once_both_see_both(version):
    scene = version.scenes.first()
    change_scene(scene=scene, row_version=1, **NOW, title="Den andras")
    with pytest.raises(StaleEdit) as stale:
        change_scene(scene=scene, row_version=1, **NOW, title="Min")
    assert "Min" in stale.value.yours and "Den andras" in stale.value.theirs and stale.value.row_version == 2


def test_a_version_is_full_at_last(version):
    for n in range(MOST_SCENES - 3):
        add_scene(version=version, key=uuid.uuid5(KEY, str(n)), **NOW, **WORDS)
    with pytest.raises(RuleBroken):
        add_scene(version=version, key=KEY, **NOW, **WORDS)


def test_moving_twice_is_moving_once(version):
    first, second, third = version.scenes.all()
    for _twice in range(2):
        move_scene(scene=third, before=first, **NOW)
        assert order(version) == [third.title, first.title, second.title]
    move_scene(scene=third, before=None, **NOW)
    assert order(version) == [first.title, second.title, third.title]
    assert AuditEvent.objects.filter(act="scene.moved").count() == 2
    elsewhere = make_version(proposal=make_proposal(lab=version.proposal.lab, number="F2")).scenes.get()
    with pytest.raises(RuleBroken):
        move_scene(scene=third, before=elsewhere, **NOW)


def test_a_scene_goes_with_all_it_has(version, lab):
    scene = version.scenes.first()
    add_mockup(scene=scene, **NOW, **MOCKUP)
    link_scene(scene=scene, side="today", part=factories.make_journey(lab=lab).steps.first(), reason="Här.", **NOW)
    for _twice in range(2):
        remove_scene(scene=scene, **NOW)
    assert version.scenes.count() == 2 and not Mockup.objects.exists() and not SceneLink.objects.exists()
    with pytest.raises(RuleBroken) as broken:
        change_scene(scene=scene, row_version=1, **NOW, title="Borta")
    assert broken.value.status == 404


def test_a_locked_version_stands(lab):
    version = make_version(proposal=make_proposal(lab=lab), frozen=True, scenes=2)
    scene, other = version.scenes.all()
    step = factories.make_journey(lab=lab).steps.first()
    for act in (
        lambda: add_scene(version=version, key=KEY, **NOW, **WORDS),
        lambda: change_scene(scene=scene, row_version=1, **NOW, title="Ny"),
        lambda: move_scene(scene=other, before=scene, **NOW),
        lambda: remove_scene(scene=scene, **NOW),
        lambda: add_mockup(scene=scene, **NOW, **MOCKUP),
        lambda: link_scene(scene=scene, side="today", part=step, reason="Här.", **NOW),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.status == 409 and "låst" in broken.value.message


# --- Things to try ----------------------------------------------------------------------------


def test_a_mockup_is_added_once_and_changed(version):
    scene = version.scenes.first()
    made = add_mockup(scene=scene, **NOW, **MOCKUP)
    assert add_mockup(scene=scene, **NOW, **MOCKUP).pk == made.pk
    changed = change_mockup(mockup=made, row_version=1, **NOW, **(MOCKUP | {"kind": "letter"}))
    assert changed.fields == []  # a letter is not filled in
    with pytest.raises(StaleEdit):
        change_mockup(mockup=made, row_version=1, **NOW, **(MOCKUP | {"title": "Annat"}))
    for _twice in range(2):
        remove_mockup(mockup=made, **NOW)
    assert not Mockup.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("body", ""), ("kind", "film"), ("side", "never"), ("fields", [" "]), ("fields", ["x"] * 13),
     ("fields", ["x" * 121])],
)  # fmt: skip
def test_what_a_mockup_needs(version, field, value):
    with pytest.raises(RuleBroken) as broken:
        add_mockup(scene=version.scenes.first(), **NOW, **(MOCKUP | {field: value}))
    assert broken.value.field == field


# --- Tied to journeys -------------------------------------------------------------------------


def test_a_tie_is_made_once_for_a_reason_within_a_lab(version, lab):
    scene, journey = version.scenes.first(), factories.make_journey(lab=lab)
    gap = journey.gaps.first()
    first = link_scene(scene=scene, side="today", part=gap, reason="Ingen ringer.", **NOW)
    again = link_scene(scene=scene, side="today", part=gap, reason="Annat.", **NOW)
    assert again.pk == first.pk and again.reason == "Ingen ringer."
    with pytest.raises(RuleBroken):
        link_scene(scene=scene, side="today", part=journey.steps.first(), reason=" ", **NOW)
    with pytest.raises(RuleBroken) as broken:
        link_scene(scene=scene, side="today", part=factories.make_journey().steps.first(), reason="Så.", **NOW)
    assert broken.value.status == 409
    gap.gone_at = NOON
    gap.save()
    with pytest.raises(RuleBroken):
        link_scene(scene=scene, side="proposed", part=gap, reason="Så.", **NOW)
    for _twice in range(2):
        unlink_scene(link=first, **NOW)
    assert not SceneLink.objects.exists()


# --- Pages ------------------------------------------------------------------------------------


def test_a_scene_is_written_moved_and_taken_out_on_the_pages(client_of, editor, version):
    client = client_of(editor)
    there = url("add_scene", version.pk)
    assert client.get(there).status_code == 200
    for _twice in range(2):
        assert client.post(there, WORDS | {"key": str(KEY)}).status_code == 302
    made = version.scenes.get(anchor=KEY)
    page = client.get(url("scenes", version.pk)).content.decode()
    assert "Scen 4. Första mötet" in page and "inte ett beslut" in page and made.get_who_display() in page
    client.post(url("move_scene", made.pk), {"before": str(version.scenes.first().pk)})
    assert order(version)[0] == "Första mötet"
    sent = WORDS | {"title": "Det andra mötet", "row_version": "1"}
    assert client.post(url("change_scene", made.pk), sent).status_code == 302
    stale = client.post(url("change_scene", made.pk), sent | {"title": "Det tredje"})
    assert stale.status_code == 409 and "Det andra mötet" in stale.content.decode()
    assert "kan inte" not in client.get(url("remove_scene", made.pk)).content.decode()
    assert version.scenes.count() == 4  # asking does nothing
    client.post(url("remove_scene", made.pk), {"confirm": "1"})
    assert version.scenes.count() == 3


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(client_of, editor, version):
    answer = client_of(editor).post(
        url("add_scene", version.pk), WORDS | {"today_text": "", "today_back": "Två system"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "Skriv vad som händer i dag." in page and "Två system" in page


def test_scenes_of_one_kind_of_person_keep_their_numbers(client_of, listener, version):
    Scene.objects.filter(pk=version.scenes.last().pk).update(who="relative")
    client = client_of(listener)
    page = client.get(url("scenes", version.pk), {"vem": "relative"}).content.decode()
    assert "Scen 3. Scen 3." in page and "Scen 1." not in page
    assert "Lägg till en scen" not in page  # who only looks on
    everybody = client.get(url("scenes", version.pk), {"vem": "nobody"}).content.decode()
    assert "Scen 1. Scen 1." in everybody


def test_an_empty_version_says_how_to_begin_and_a_locked_one_that_it_stands(client_of, editor, lab):
    client, proposal = client_of(editor), make_proposal(lab=lab)
    bare = make_version(proposal=proposal, scenes=0)
    assert "Inga scener ännu" in client.get(url("scenes", bare.pk)).content.decode()
    bare.frozen_at = NOON
    bare.save()
    page = client.get(url("scenes", bare.pk)).content.decode()
    assert "är låst" in page and "Lägg till en scen" not in page
    assert client.get(url("add_scene", bare.pk)).status_code == 302
    refused = client.post(url("add_scene", bare.pk), WORDS | {"key": str(KEY)})
    assert refused.status_code == 409 and "är låst" in refused.content.decode()


def test_a_form_to_try_keeps_nothing(client_of, editor, version):
    scene, client = version.scenes.first(), client_of(editor)
    said = {name: MOCKUP[name] for name in ("side", "kind", "title", "body")} | {"fields_text": "Vad?\n\nNär?"}
    assert client.post(url("add_mockup", scene.pk), said).status_code == 302
    mockup = Mockup.objects.get()
    assert mockup.fields == ["Vad?", "När?"]
    page = client.get(url("scenes", version.pk)).content.decode()
    field = f'<input type="text" id="prov-{mockup.pk}-1" autocomplete="off">'  # no name: no form would send it
    assert field in page and "skickas inte och sparas inte" in page
    assert client.post(url("change_mockup", mockup.pk), said | {"title": "Plan", "row_version": "1"}).status_code == 302
    client.post(url("remove_mockup", mockup.pk), {"confirm": "1"})
    assert not Mockup.objects.exists()


def test_a_journey_is_chosen_and_tied(client_of, editor, version, lab):
    scene, client = version.scenes.first(), client_of(editor)
    journey = factories.make_journey(lab=lab)
    there = url("link_scene", scene.pk)
    assert f"?resa={journey.pk}" in client.get(there, {"sok": "alex"}).content.decode()
    assert journey.title not in client.get(there, {"sok": "zzz"}).content.decode()
    gap = journey.gaps.first()
    sent = {"side": "today", "part": f"m:{gap.pk}", "reason": "Ingen ringer."}
    assert client.post(f"{there}?resa={journey.pk}", sent).status_code == 302
    page = client.get(url("scenes", version.pk)).content.decode()
    assert gap.title in page and "Ingen ringer." in page
    other = factories.make_journey()
    assert "Välj resan först" in client.get(there, {"resa": other.pk}).content.decode()
    client.post(url("unlink_scene", SceneLink.objects.get().pk), {"confirm": "1"})
    assert not SceneLink.objects.exists()


@pytest.mark.parametrize("count", [1, 20])
def test_the_page_asks_as_much_however_many_scenes(client_of, editor, lab, count, django_assert_max_num_queries):
    version = make_version(proposal=make_proposal(lab=lab), scenes=count)
    journey = factories.make_journey(lab=lab)
    for scene in version.scenes.all():
        add_mockup(scene=scene, **NOW, **MOCKUP)
        link_scene(scene=scene, side="today", part=journey.steps.first(), reason="Här.", **NOW)
    client = client_of(editor)
    for name, args in (("scenes", ()), ("storyboard", ()), ("big_screen", (1,))):
        with django_assert_max_num_queries(15):
            assert client.get(url(name, version.pk, *args)).status_code == 200
