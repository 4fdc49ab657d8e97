"""What somebody told and takes back is gone wherever the lab reads its map, and nobody reads what is hidden in the room
by way of a map that was made of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from journeys.actions.joining import split_step
from journeys.actions.steps import change_step
from journeys.actions.telling import make_told
from journeys.actions.voices import remove_voice
from journeys.analysis.document import as_data, from_data
from journeys.analysis.shown import kept
from journeys.models import JourneyVersion, Step
from journeys.queries.document import document
from journeys.queries.shown import shown_as
from journeys.queries.voices import voices
from tests import factories
from tests.factories import NOON
from tests.journeys.mapping import mapping, told
from tests.journeys.told import make_told as make_told_map
from workshops.actions.contributions import withdraw
from workshops.models import Pace

pytestmark = pytest.mark.django_db
LONG = "Ringde vårdcentralen"


@pytest.fixture
def room(lab):
    return mapping(lab)


@pytest.fixture
def made(room):
    """(the map of what somebody told, their cards)."""
    place, cards = told(room)
    room.close()
    journey = make_told(exercise=room.step, participation=place, title="En väg", question="Var?", person="Person 1",
                        by=None, at=NOON)  # fmt: skip
    return journey, cards


def of(card) -> Step:
    return Step.objects.get(voices__contribution=card.contribution, voices__gap=None)


def take_back(card):
    withdraw(contribution=card.contribution, by=None, at=NOON)


def test_the_history_never_holds_the_words_of_a_part(made):
    journey, cards = made
    step = of(cards[0])
    change_step(step=step, row_version=step.row_version, feeling=0, by=None, at=NOON)
    assert {edit.about for edit in journey.history.all()} == {""}
    own = factories.make_journey()
    step = own.steps.get(title="SIP-möte")
    change_step(step=step, row_version=step.row_version, feeling=1, by=None, at=NOON)
    assert own.history.order_by("-number")[0].about == step.title


def test_words_go_also_where_the_lab_has_taken_the_voice_out(made):
    journey, cards = made
    remove_voice(voice=voices().get(contribution=cards[1].contribution, gap=None), by=None, at=NOON)
    assert LONG in repr(document(journey))
    version = JourneyVersion.objects.create(
        journey=journey, number=1, content=as_data(kept(document(journey))), by=None, at=NOON
    )
    take_back(cards[1])
    assert "Vårdcentralen" not in repr(document(journey))  # whom only this step named
    assert LONG not in repr(document(journey)) and "remiss" not in repr(document(journey))
    assert LONG not in repr(shown_as([(journey, from_data(version.content))])[journey.pk].document)


def test_words_go_from_both_halves_of_a_divided_step(made):
    journey, cards = made
    split_step(step=of(cards[1]), title="Ringde", second_title="De lyssnade", moved=["person"], by=None, at=NOON)
    assert "remiss" in repr(document(journey))
    take_back(cards[1])
    found = repr(document(journey))
    assert "remiss" not in found and "De lyssnade" not in found


def test_no_page_of_the_editor_nor_a_search_tells_what_was_taken_back(made, lead, client_of):
    journey, cards = made
    step, other, client = of(cards[1]), of(cards[0]), client_of(lead)
    search = reverse("journeys:list", args=[journey.lab_id])
    assert "En väg" in client.get(search, {"sok": LONG}).content.decode()
    take_back(cards[1])
    for name in ("step", "split_step", "merge_step", "remove_step", "move_step"):
        answer = client.get(reverse(f"journeys:{name}", args=[step.pk]))
        assert LONG not in answer.content.decode() and "remiss" not in answer.content.decode(), name
    assert client.post(reverse("journeys:step", args=[step.pk]), {"title": "x"}).status_code == 410
    pages = [reverse("journeys:choose_voices", args=[journey.pk, step.pk])]
    pages += [reverse(f"journeys:{name}", args=[journey.pk]) for name in ("add_step", "add_gap", "map_history")]
    pages += [reverse("journeys:move_step", args=[other.pk]), reverse("journeys:outline", args=[journey.pk])]
    pages += [
        reverse("journeys:export_journey", args=[journey.pk, form]) for form in ("json", "csv", "cjml", "mermaid")
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200 and LONG not in answer.content.decode(), page
    assert client.post(reverse("journeys:remove_step", args=[step.pk]), {"confirm": "1"}).status_code == 302
    step.refresh_from_db()
    assert step.gone_at is not None and step.title == LONG  # nothing is written over


@pytest.mark.parametrize("role", ["table_host", "listener", "editor"])
def test_what_is_hidden_in_the_room_is_not_read_by_way_of_its_map(made, lead, client_of, role):
    journey, _cards = made
    lab = journey.lab
    client = client_of(factories.make_member(lab=lab, role=role))
    other = factories.make_journey(lab=lab)
    pages = [
        reverse(f"journeys:{name}", args=[journey.pk]) for name in ("journey", "outline", "map_history", "map_svg")
    ]
    pages += [reverse("journeys:export_journey", args=[journey.pk, "json"])]
    pages += [reverse("journeys:step", args=[journey.steps.first().pk])]
    assert all(client.get(page).status_code == 404 for page in pages)
    pair = {"a": journey.pk, "b": other.pk}
    compared = client.get(reverse("journeys:compare_journeys", args=[lab.pk]), pair)
    assert "Slutade sova" not in compared.content.decode()
    assert "En väg" not in client.get(reverse("journeys:list", args=[lab.pk])).content.decode()
    assert client_of(lead).get(pages[0]).status_code == 200
    Pace.objects.filter(exercise=journey.exercise).update(revealed_at=NOON)
    assert client.get(pages[0]).status_code == 200


def test_who_reads_no_voices_ties_and_quotes_none_by_way_of_the_history(lab, lead, table_host, client_of):
    journey, _notes = make_told_map(lab=lab)
    remove_voice(voice=voices().filter(journey=journey).first(), by=lead, at=NOON)
    journey.refresh_from_db()
    url = reverse("journeys:undo_edit", args=[journey.pk, journey.edits])
    assert client_of(table_host).post(url, {"confirm": "1"}).status_code == 403
    assert url not in client_of(table_host).get(reverse("journeys:map_history", args=[journey.pk])).content.decode()
    assert client_of(lead).post(url, {"confirm": "1"}).status_code == 302
