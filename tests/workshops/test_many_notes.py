"""One note, twenty, two thousand: pages cost the same, stay light, and every note can be reached and found."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from workshops.actions import clustering
from workshops.actions.pacing import close_writing, reveal

pytestmark = pytest.mark.django_db
NOON = factories.NOON
WHO = {"by": None, "at": NOON}
MOST_QUERIES, MOST_BYTES = 15, 300_000
LONG = "Lapp nummer {n} om väntan. " + "Det tog för lång tid, och ingen sa varför det gjorde det. " * 3


def room(number: int, *, step: int = 2, themes: int = 0, in_themes: int = 0):
    """A session whose first step has this many shown notes, of which some lie in themes, standing at a step."""
    workshop, write, notes = factories.make_room(people=1, reveal=False)
    place = notes[0].participation
    notes += factories.make_many_notes(step=write, participation=place, number=number - 1, text=LONG)
    close_writing(exercise=write, **WHO)
    reveal(exercise=write, **WHO)
    sort = workshop.exercises.get(position=2)
    made = [clustering.create_cluster(exercise=sort, title=f"Tema {n}", **WHO) for n in range(themes)]
    for at, theme in enumerate(made):
        ids = [note.pk for note in notes[at:in_themes:themes]]
        if ids:
            clustering.move_notes(exercise=sort, note_ids=ids, cluster=theme, **WHO)
    return factories.advance(workshop, step), made, notes


def cost(client, url) -> tuple[int, str]:
    """(queries, page) once sessions and caches are warm. The page is light."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
    assert answer.status_code == 200
    assert len(answer.content) <= MOST_BYTES
    return len(seen), answer.content.decode()


def same(costs) -> bool:
    return len(set(costs)) == 1 and costs[0] <= MOST_QUERIES


@pytest.fixture
def leader(client_of):
    return lambda workshop: client_of(factories.make_member(lab=workshop.lab, role="facilitator"))


@pytest.mark.parametrize("query", ["", "?i=alla", "?i=utan", "?i=tema", "?sok=väntan"])
def test_the_sorting_page_holds_many_notes(leader, query):
    costs = []
    for number in (2, 20, 2000):
        workshop, (theme,), _notes = room(number, themes=1, in_themes=number // 2)
        url = reverse("workshops:console", args=[workshop.site.pk]) + query.replace("tema", str(theme.pk))
        costs.append(cost(leader(workshop), url)[0])
    assert same(costs)


def test_the_next_page_costs_what_the_first_does(leader):
    workshop, _themes, _notes = room(2000)
    client, url = leader(workshop), reverse("workshops:console", args=[workshop.site.pk])
    assert cost(client, url)[0] == cost(client, f"{url}?sida=7")[0] <= MOST_QUERIES


def test_one_note_costs_no_more_than_many(leader):
    workshop, _themes, _notes = room(1)
    assert cost(leader(workshop), reverse("workshops:console", args=[workshop.site.pk]))[0] <= MOST_QUERIES


def test_the_suggestions_hold_many_notes(leader):
    costs = []
    for number in (20, 2000):
        workshop, _themes, _notes = room(number)
        costs.append(cost(leader(workshop), reverse("workshops:console", args=[workshop.site.pk]) + "?i=forslag")[0])
    assert same(costs)


def test_a_hundred_themes_with_two_thousand_notes_are_still_one_light_page(leader, phone):
    workshop, _themes, _notes = room(2000, themes=100, in_themes=2000)
    assert cost(leader(workshop), reverse("workshops:console", args=[workshop.site.pk]))[0] <= MOST_QUERIES
    client, _place = phone(workshop)
    assert cost(client, reverse("workshops:take_part", args=[workshop.pk]))[0] <= MOST_QUERIES


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_participants_page_holds_many_notes(phone, step):
    costs = []
    for number in (1, 20, 2000):
        workshop, _themes, _notes = room(number, step=step, themes=1, in_themes=number)
        costs.append(cost(phone(workshop)[0], reverse("workshops:take_part", args=[workshop.pk]))[0])
    assert same(costs)


def test_the_writing_step_holds_many_notes(leader):
    costs = []
    for number in (1, 20, 2000):
        workshop, _themes, _notes = room(number, step=1)
        costs.append(cost(leader(workshop), reverse("workshops:console", args=[workshop.site.pk]))[0])
    assert same(costs)


def reached(client, url, separator="?") -> set[int]:
    """Numbers of the notes on the page and on every page after it."""
    found, page = set(), 1
    while True:
        text = client.get(f"{url}{separator}sida={page}").content.decode()
        found |= {int(number) for number in re.findall(r"Lapp nummer (\d+) om", text)}
        if f"sida={page + 1}" not in text:
            return found
        page += 1


@pytest.mark.parametrize("who", ["leader", "participant", "afterwards"])
def test_every_note_of_the_writing_is_reached(leader, phone, who):
    workshop, _themes, _notes = room(250, step=2 if who == "afterwards" else 1)
    if who == "leader":
        client, url = leader(workshop), reverse("workshops:console", args=[workshop.site.pk])
    else:
        client, url = phone(workshop)[0], reverse("workshops:take_part", args=[workshop.pk])
    if who == "afterwards":
        url = reverse("workshops:earlier", args=[workshop.pk, workshop.exercises.get(position=1).pk])
    assert reached(client, url) == set(range(249))


@pytest.mark.parametrize("who", ["leader", "participant", "afterwards"])
def test_every_note_of_a_theme_is_reached(leader, phone, who):
    workshop, (theme,), _notes = room(150, themes=1, in_themes=150)
    client = leader(workshop) if who == "leader" else phone(workshop)[0]
    name = "console" if who == "leader" else "take_part"
    url = reverse(f"workshops:{name}", args=[factories.key_for(name, workshop)])
    if who == "afterwards":
        sort = workshop.site.current
        factories.advance(workshop, 3)
        url = reverse("workshops:earlier", args=[workshop.pk, sort.pk])
    assert f"?i={theme.pk}#" in client.get(url).content.decode()
    assert reached(client, f"{url}?i={theme.pk}", "&") == set(range(149))


def test_every_unsorted_note_is_reached(leader):
    workshop, _themes, _notes = room(150)
    assert reached(leader(workshop), reverse("workshops:console", args=[workshop.site.pk])) == set(range(149))


@pytest.mark.parametrize(("words", "finds"), [("ÅNGEST", True), ("ångest", True), ("äng", False), ("%", False)])
@pytest.mark.parametrize("step", [1, 2])
def test_notes_are_found_by_a_word(leader, words, finds, step):
    workshop, _write, notes = factories.make_room(people=2, text="Ångesten kom på natten")
    workshop = factories.advance(workshop, step)
    text = leader(workshop).get(reverse("workshops:console", args=[workshop.site.pk]), {"sok": words}).content.decode()
    assert ("Ångesten kom" in text) is finds
    assert notes[1].text not in text
    assert ("1 lapp innehåller" in text) is finds


@pytest.mark.parametrize(
    "query", ["sida=x", "sida=99999999999", "sida=-1", "i=9999", "i=%00", "sok=%00", "sok=" + "x" * 500]
)
@pytest.mark.parametrize("step", [1, 2])
def test_an_address_that_asks_for_nothing_sensible_is_answered(leader, phone, step, query):
    workshop, _themes, _notes = room(3, step=step, themes=1, in_themes=1)
    for client, name in ((leader(workshop), "console"), (phone(workshop)[0], "take_part")):
        assert (
            client.get(reverse(f"workshops:{name}", args=[factories.key_for(name, workshop)]) + f"?{query}").status_code
            == 200
        )


def test_a_move_comes_back_to_the_page_it_was_made_on(leader):
    workshop, (theme,), notes = room(120, themes=1)
    url = reverse("workshops:host_act", args=[workshop.site.pk, workshop.site.current_id, "flytta"])
    data = {"notes": [str(notes[60].pk)], "cluster": theme.pk, "fraga": "sok=lapp&sida=2&annat=%0d%0aX"}
    client = leader(workshop)
    assert client.post(url, data).url == reverse("workshops:console", args=[workshop.site.pk]) + "?sok=lapp&sida=2#steg"
    refused = client.post(url, data | {"cluster": "", "title": ""}).content.decode()
    assert f'value="{notes[60].pk}" checked' in refused
