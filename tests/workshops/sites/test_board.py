"""The board where the sites' results meet: notes and counts of what is let out, at the same cost however much."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.workshops.sites.world import NOON, go, person, shown
from workshops.actions import clustering, pacing, planning, voting
from workshops.actions.sites import add_site, release
from workshops.queries.board import NOTES_PER_SITE

pytestmark = pytest.mark.django_db


def a_session(steps: int, kinds=("brainstorm",)):
    workshop = factories.make_workshop(with_programme=False)
    before = None
    for number in range(steps):
        kind = kinds[number % len(kinds)]
        before = planning.add_exercise(
            workshop=workshop, kind=kind, title=f"Steg {number}", minutes=5, by=None, at=NOON,
            source=before if kind != "brainstorm" else None,
        )  # fmt: skip
    workshop.site.name = "Norrdal"
    workshop.site.save()
    other = add_site(workshop=workshop, name="Västmark", by=None, at=NOON)
    pacing.open_workshop(workshop=workshop, by=None, at=NOON)
    workshop.site.refresh_from_db()
    other.refresh_from_db()
    return workshop, workshop.site, other


def cost(client, workshop) -> tuple[int, str]:
    board = reverse("workshops:board", args=[workshop.pk])
    client.get(board)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(board)
    return len(seen), page.content.decode()


def test_the_board_costs_the_same_for_one_step_and_for_twenty(client):
    costs = []
    for steps in (1, 20):
        workshop, site, _other = a_session(steps)
        for position in range(1, steps + 1):
            step = go(site, position)
            factories.make_note(exercise=step, participation=person(site), text=f"Sagt {position}")
            release(exercise=shown(step), by=None, at=NOON)
        client.force_login(factories.make_member(lab=workshop.lab, role="listener"))
        queries, page = cost(client, workshop)
        assert f"Sagt {steps}" in page
        costs.append(queries)
    assert costs[0] == costs[1] <= 15


def test_many_notes_are_counted_and_the_first_are_read(client):
    workshop, site, _other = a_session(1)
    step, place = go(site), person(site)
    factories.make_many_notes(step=step, participation=place, number=NOTES_PER_SITE + 5)
    release(exercise=shown(step), by=None, at=NOON)
    client.force_login(factories.make_member(lab=workshop.lab, role="listener"))
    page = cost(client, workshop)[1]
    assert f"{NOTES_PER_SITE + 5} lappar" in page and "och 5 till" in page


def test_dots_meet_on_the_board_when_they_are_let_out(client):
    workshop, site, _other = a_session(3, kinds=("brainstorm", "cluster", "dot_vote"))
    people = [person(site) for _ in range(6)]
    write = go(site, 1)
    note = factories.make_note(exercise=write, participation=people[0])
    shown(write)
    sort = go(site, 2)
    theme = clustering.create_cluster(exercise=sort, title="Väntan", by=None, at=NOON)
    clustering.move_notes(exercise=sort, note_ids=[note.pk], cluster=theme, by=None, at=NOON)
    vote = go(site, 3)
    for place in people:
        voting.place_dots(exercise=vote, participation=place, dots={theme.pk: 2}, by=place, at=NOON)
    vote = shown(vote)
    client.force_login(factories.make_member(lab=workshop.lab, role="listener"))
    assert "Antal prickar" not in cost(client, workshop)[1]
    release(exercise=vote, by=None, at=NOON)
    queries, page = cost(client, workshop)
    assert "Antal prickar" in page and "Väntan" in page and ">12<" in page
    assert queries <= 15
