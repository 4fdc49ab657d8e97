"""Pages: few queries however many rows, the right words for the right people."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from workshops.actions.contributions import hold_note
from workshops.actions.pacing import close_writing, reveal

pytestmark = pytest.mark.django_db
LIMIT = 15


def queries(client, url, count) -> int:
    client.get(url)  # sessions and caches warm
    with count() as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.fixture
def count(django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize("page", ["console", "notes", "stage", "programme"])
def test_staff_pages_cost_the_same_at_1_and_20_rows(client_of, count, page):
    costs = []
    for people in (1, 20):
        workshop, _step, _notes = factories.make_room(people=people)
        client = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
        costs.append(queries(client, reverse(f"workshops:{page}", args=[factories.key_for(page, workshop)]), count))
    assert costs[0] == costs[1] <= LIMIT


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_participants_page_costs_the_same_at_1_and_20_rows(phone, count, step):
    from workshops.actions.clustering import create_cluster, move_notes

    costs = []
    for people in (1, 20):
        workshop, _first, notes = factories.make_room(people=people)
        sort = workshop.exercises.get(position=2)
        for number, note in enumerate(notes):
            theme = create_cluster(exercise=sort, title=f"Tema {number}", by=None, at=factories.NOON)
            move_notes(exercise=sort, note_ids=[note.pk], cluster=theme, by=None, at=factories.NOON)
        for position in range(2, step + 1):
            factories.advance(workshop, position)
            workshop.refresh_from_db()
        client, _place = phone(workshop)
        costs.append(queries(client, reverse("workshops:take_part", args=[workshop.pk]), count))
    assert costs[0] == costs[1] <= LIMIT


def test_a_listener_reads_only_what_has_been_shown(client_of):
    workshop, step, notes = factories.make_room(people=3, reveal=False)
    client = client_of(factories.make_member(lab=workshop.lab, role="listener"))
    url = reverse("workshops:notes", args=[workshop.pk])
    assert notes[0].text not in client.get(url).content.decode()
    close_writing(exercise=step, by=None, at=factories.NOON)
    reveal(exercise=step, by=None, at=factories.NOON)
    hold_note(contribution=notes[1], reason="other", by=None, at=factories.NOON)
    page = client.get(url).content.decode()
    assert notes[0].text in page
    assert notes[1].text not in page


def test_notes_can_be_filtered_and_paged(client_of):
    workshop, step, notes = factories.make_room(people=6, notes_each=12)
    client = client_of(factories.make_member(lab=workshop.lab, role="analyst"))
    url = reverse("workshops:notes", args=[workshop.pk])
    page = client.get(url).content.decode()
    assert page.count('class="note"') == 50
    assert client.get(url, {"page": "2"}).content.decode().count('class="note"') == 22
    found = client.get(url, {"sok": notes[0].text, "steg": step.pk}).content.decode()
    assert found.count('class="note"') == 1
    assert "1 lapp från 1 person i urvalet" in " ".join(found.split())
    assert f'href="{url}">Visa alla lappar' in found
    assert "Inga lappar passar urvalet" in client.get(url, {"sok": "finns ingenstans"}).content.decode()
    assert client.get(url, {"page": "femtioelva", "steg": "x"}).status_code == 200


def test_the_list_of_notes_leads_back_to_where_one_works(client_of):
    workshop, _step, _notes = factories.make_room(people=1, reveal=False)
    url = reverse("workshops:notes", args=[workshop.pk])
    console = reverse("workshops:console", args=[workshop.site.pk])
    for role, leads_back in (("facilitator", True), ("table_host", True), ("listener", False), ("analyst", False)):
        page = client_of(factories.make_member(lab=workshop.lab, role=role)).get(url).content.decode()
        assert (f'href="{console}"' in page) is leads_back, role


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        (["listener"], "Som lyssnare läser du lapparna"),
        (["editor"], "Som redaktör läser du lapparna"),
        (["table_host", "editor"], "Som samtalsledare och redaktör läser du lapparna"),
        (["listener", "analyst"], None),
    ],
)
def test_those_who_read_what_has_been_shown_are_told_by_their_own_role(client_of, roles, said):
    workshop, _step, _notes = factories.make_room(people=1, reveal=False)
    user = factories.make_member(lab=workshop.lab, role=roles[0])
    for role in roles[1:]:
        factories.make_member(lab=workshop.lab, role=role, user=user)
    page = " ".join(client_of(user).get(reverse("workshops:notes", args=[workshop.pk])).content.decode().split())
    if said is None:
        assert "Du ser det som har visats" not in page
    else:
        assert said in page
        assert "Lapparna kommer hit när de har visats för alla i rummet." in page
