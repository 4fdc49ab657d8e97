"""What a later room needs in order to bring a kind of its own, and that the shell knows none by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from workshops import registry
from workshops.models import Vote
from workshops.queries import dot_results, voters_in
from workshops.registry import ExerciseKind, Phase, StepWords

pytestmark = pytest.mark.django_db
KEYS = [
    "voice", "brainstorm", "question", "story", "discussion", "cluster", "dot_vote", "scale", "rank",
    "opinion", "pause", "checkout",
]  # fmt: skip
KEYS += ["try_prototype"]  # of the room of trial
KEYS += ["validate_goals", "name_barriers"]  # of the room of målbilder
KEYS += ["map_journey"]  # of the room of journeys


def test_our_kinds_stand_in_the_order_of_a_day():
    assert [kind.key for kind in registry.every()] == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_every_kind_says_all_of_itself(key):
    kind = registry.get(key)
    for page in ("participant", "console", "stage", "earlier"):
        get_template(f"{kind.templates}/{page}.html")
    assert kind.clean_settings(kind.clean_settings({})) == kind.clean_settings({})
    assert set(kind.settings_form.base_fields) <= set(kind.clean_settings({}))
    assert set(kind.works_on) <= set(KEYS)
    assert str(kind.label)
    assert str(kind.explain).endswith(".")
    for word in ("close", "close_question", "reopen", "closed_now", "reopened_now", "undo_ready"):
        assert str(getattr(kind.words, word))


def test_the_shell_knows_no_kind_by_name():
    """Kinds are named by their own modules, by the usual programme and by the pages of one kind; nowhere else."""
    root = Path(settings.BASE_DIR)
    shell = [path for path in (root / "workshops").rglob("*.py") if not {"kinds", "migrations"} & set(path.parts)]
    shell += list((root / "templates/workshops").glob("*.html"))
    named = re.compile(r"kind(?:\.key)? *(?:==|!=|=) *[\"'](?:{})[\"']".format("|".join(KEYS)))
    found = {path.name for path in shell if named.search(path.read_text())}
    assert found <= {"planning.py", "voice.py"}


@pytest.fixture
def guest():
    """A kind that another room brings, with a field of its own."""

    class Fields(forms.Form):
        colour = forms.CharField(label="Färg")

    def clean(given: dict) -> dict:
        colour = given.get("colour", "blå")
        if colour == "osynlig":
            raise RuleBroken("Välj en färg som syns.", field="colour")
        return {"colour": colour}

    kind = ExerciseKind(
        key="guest", label="Gäst", explain="Från ett annat rum.", templates="workshops/kinds/pause",
        phases=(Phase("open", "Öppet"),), words=StepWords("Stäng", "Stänga?", "Öppna", "Stängt.", "Öppet."),
        participant=lambda **_: {"answered": True}, console=lambda **_: {}, stage=lambda **_: {},
        settings_form=Fields, clean_settings=clean,
    )  # fmt: skip
    registry.register(kind)
    yield kind
    registry._kinds.pop("guest")


def test_a_kind_of_another_room_brings_its_own_fields(guest, client_of):
    workshop = factories.make_workshop(with_programme=False)
    client = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
    url = reverse("workshops:add_step_of", args=[workshop.pk, "guest"])
    assert 'name="colour" value="blå"' in client.get(url).content.decode()
    sent = {"title": "Måla", "minutes": 5, "colour": "osynlig"}
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "Välj en färg som syns." in refused.content.decode()
    assert client.post(url, sent | {"colour": "röd"}).status_code == 302
    assert workshop.exercises.get().settings == {"colour": "röd"}


def test_kinds_are_found_by_what_they_do():
    assert registry.keys_where(takes_paper=True) == ["brainstorm", "question", "name_barriers"]
    assert registry.keys_where(collects_notes=True) == [
        "brainstorm", "question", "discussion", "scale", "opinion", "checkout", "try_prototype", "validate_goals",
        "name_barriers", "map_journey",
    ]  # fmt: skip
    assert registry.keys_where(takes_ready=False) == ["voice", "story", "discussion", "cluster", "pause"]


def test_staff_s_dots_are_kept_and_not_counted(colleague, phone):
    from workshops.actions.clustering import create_cluster

    workshop, _step, _notes = factories.make_room(people=2)
    theme = create_cluster(exercise=workshop.exercises.get(position=2), title="A", by=None, at=factories.NOON)
    factories.advance(workshop, 3)
    workshop.refresh_from_db()
    step = workshop.site.current

    class Here:
        pass

    here = Here()
    here.workshop = workshop
    client, _place = colleague(here)
    url = reverse("workshops:act", args=[workshop.pk, step.pk, "lagg"])
    assert "Ditt svar räknas inte" in client.get(reverse("workshops:take_part", args=[workshop.pk])).content.decode()
    assert client.post(url, {f"dots-{theme.pk}": "3"}).status_code == 302
    assert Vote.objects.get().counted is False
    assert (dot_results(step), voters_in(step)) == ({}, 0)
    other, _place = phone(workshop)
    other.post(url, {f"dots-{theme.pk}": "1"})
    assert dot_results(step) == {theme.pk: {"dots": 1, "people": 1}}
