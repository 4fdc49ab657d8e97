"""The big screen, and what pages for the room say of how many: never who, never what is hidden, never the few."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories
from workshops.actions.clustering import create_cluster, move_notes
from workshops.actions.pacing import close_workshop, close_writing, reveal
from workshops.actions.voting import place_dots

pytestmark = pytest.mark.django_db
NOON = factories.NOON


def parsed(client, name: str, workshop) -> BeautifulSoup:
    workshop.refresh_from_db()
    return BeautifulSoup(
        client.get(reverse(f"workshops:{name}", args=[factories.key_for(name, workshop)])).content.decode(),
        "html.parser",
    )


def words(node) -> str:
    return " ".join(node.get_text(" ").split())


@pytest.fixture
def wall(client_of):
    """wall(workshop) → the words of the big screen."""

    def read(workshop) -> str:
        client = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
        return words(parsed(client, "stage", workshop).main)

    return read


def theme(workshop, title: str, notes):
    """The notes under a heading, in the step that sorts."""
    sort = workshop.exercises.get(position=2)
    made = create_cluster(exercise=sort, title=title, by=None, at=NOON)
    move_notes(exercise=sort, note_ids=[note.pk for note in notes], cluster=made, by=None, at=NOON)
    return made


def test_the_wall_shows_neither_names_nor_what_is_hidden(wall):
    workshop, _step, notes = factories.make_room(people=3, reveal=False)
    assert notes[0].text not in wall(workshop)
    assert workshop.site.join_code in wall(workshop)


def test_the_wall_shows_the_latest_notes_and_how_many_there_are(wall):
    workshop, _step, notes = factories.make_room(people=8)
    said = wall(workshop)
    assert "Visar 6 av 8 lappar – de senaste" in said
    assert [note.text in said for note in notes] == [False, False, *[True] * 6]


def test_the_wall_before_the_first_step_says_when_and_how_many_have_come(wall, freeze):
    freeze()
    for minutes, said in ((40, "Vi börjar klockan 12.40."), (-5, "Vi börjar strax."), (3000, "Vi börjar 26 november")):
        workshop = factories.make_open_workshop(step=None, starts_at=NOON + timedelta(minutes=minutes))
        factories.make_participation(workshop=workshop)
        assert said in wall(workshop)
        assert "1 har gått med" in wall(workshop)


def test_the_wall_has_no_code_before_the_doors_open_and_after_they_close(wall):
    workshop = factories.make_workshop()
    assert "Koden visas här när verkstaden öppnar." in wall(workshop)
    workshop = factories.make_open_workshop()
    close_workshop(workshop=workshop, by=None, at=NOON)
    assert "Tack för att ni var med." in wall(workshop)
    assert "Gå med" not in wall(workshop)


@pytest.mark.parametrize(
    ("people", "each", "says"), [(1, 2, "2 lappar"), (4, 1, "4 lappar"), (5, 1, "5 lappar från 5 personer")]
)
def test_few_people_behind_a_theme_are_not_told_to_the_room(wall, phone, people, each, says):
    workshop, _step, notes = factories.make_room(people=people, notes_each=each)
    workshop = factories.advance(workshop, 2)
    theme(workshop, "Att bli sedd", notes)
    client, _place = phone(workshop)
    assert words(parsed(client, "take_part", workshop).select_one(".cluster > p")) == says
    assert says in wall(workshop)
    assert ("från" in wall(workshop)) is (people >= 5)


def test_many_themes_are_headings_with_numbers(wall):
    workshop, _step, notes = factories.make_room(people=10)
    workshop = factories.advance(workshop, 2)
    for number, note in enumerate(notes):
        theme(workshop, f"Tema nummer {number}", [note])
    said = wall(workshop)
    assert "Visar 9 av 10 teman" in said
    assert said.count("1 lapp") == 9
    assert notes[0].text not in said


def test_the_result_has_a_bar_for_each_theme_and_tells_only_of_many_people(wall, phone):
    workshop, _step, notes = factories.make_room(people=5)
    workshop = factories.advance(workshop, 2)
    first, second = theme(workshop, "Det ena", notes[:3]), theme(workshop, "Det andra", notes[3:])
    workshop = factories.advance(workshop, 3)
    vote = workshop.exercises.get(position=3)
    for number, place in enumerate(workshop.participations.all()):
        dots = {first.pk: 2, second.pk: 1} if number < 2 else {first.pk: 2}
        place_dots(exercise=vote, participation=place, dots=dots, by=place, at=NOON)
    close_writing(exercise=vote, by=None, at=NOON)
    reveal(exercise=vote, by=None, at=NOON)
    said = wall(workshop)
    assert "Det ena från 5 personer 10" in said
    assert "Det andra 2" in said
    client, _place = phone(workshop)
    assert [bar["width"] for bar in parsed(client, "take_part", workshop).select("table.dots rect")] == ["100", "20"]
