"""Sorting together, and dots."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from workshops.actions import clustering
from workshops.actions.contributions import hold_note
from workshops.actions.pacing import close_writing, reveal
from workshops.actions.voting import place_dots
from workshops.models import Cluster, Placement, Vote
from workshops.queries import clusters_of, dot_results, unsorted_notes

pytestmark = pytest.mark.django_db
NOON = factories.NOON


@pytest.fixture
def sorting():
    workshop, _step, notes = factories.make_room(people=4)
    factories.advance(workshop, 2)
    workshop.refresh_from_db()
    return workshop, workshop.site.current, notes


def test_notes_lie_in_one_theme_at_a_time(sorting):
    _workshop, step, notes = sorting
    first = clustering.create_cluster(exercise=step, title="  En  person ", by=None, at=NOON)
    assert first.title == "En person"
    assert clustering.create_cluster(exercise=step, title="En person", by=None, at=NOON) == first
    second = clustering.create_cluster(exercise=step, title="Bli insläppt", by=None, at=NOON)
    ids = [note.pk for note in notes[:3]]
    clustering.move_notes(exercise=step, note_ids=ids, cluster=first, by=None, at=NOON)
    clustering.move_notes(exercise=step, note_ids=ids[:1], cluster=second, by=None, at=NOON)
    clustering.move_notes(exercise=step, note_ids=ids[:1], cluster=second, by=None, at=NOON)
    assert Placement.objects.count() == 3
    assert [(theme.title, len(theme.placed), theme.people) for theme in clusters_of(step)] == [
        ("En person", 2, 2),
        ("Bli insläppt", 1, 1),
    ]
    assert unsorted_notes(step).count() == 1
    clustering.move_notes(exercise=step, note_ids=ids, cluster=None, by=None, at=NOON)
    assert unsorted_notes(step).count() == 4
    Placement.objects.create(exercise=step, cluster=first, contribution=notes[0], at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(exercise=step, cluster=second, contribution=notes[0], at=NOON)


def test_a_note_that_is_held_leaves_its_theme(sorting):
    _workshop, step, notes = sorting
    theme = clustering.create_cluster(exercise=step, title="Tema", by=None, at=NOON)
    ids = [note.pk for note in notes[:2]]
    clustering.move_notes(exercise=step, note_ids=ids, cluster=theme, by=None, at=NOON)
    hold_note(contribution=notes[0], reason="other", by=None, at=NOON)
    (shown,) = clusters_of(step)
    assert ([place.contribution_id for place in shown.placed], shown.people) == ([notes[1].pk], 1)


def test_a_note_that_is_not_shown_refuses_the_whole_move(sorting):
    _workshop, step, notes = sorting
    theme = clustering.create_cluster(exercise=step, title="Tema", by=None, at=NOON)
    stranger = factories.make_note()
    with pytest.raises(RuleBroken):
        clustering.move_notes(exercise=step, note_ids=[notes[0].pk, stranger.pk], cluster=theme, by=None, at=NOON)
    assert not Placement.objects.exists()


def test_two_who_rename_see_both_titles(sorting, client_of):
    workshop, step, _notes = sorting
    theme = clustering.create_cluster(exercise=step, title="Gammal", by=None, at=NOON)
    clustering.rename_cluster(cluster=theme, title="Min rubrik", row_version=1, by=None, at=NOON)
    with pytest.raises(StaleEdit):
        clustering.rename_cluster(cluster=theme, title="Din rubrik", row_version=1, by=None, at=NOON)
    client = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
    url = reverse("workshops:host_act", args=[workshop.site.pk, step.pk, "byt-namn"])
    response = client.post(url, {"cluster": theme.pk, "title": "Din rubrik", "row_version": 1})
    assert response.status_code == 409
    assert "Min rubrik" in response.content.decode()
    assert "Din rubrik" in response.content.decode()


def test_only_an_empty_theme_can_go(sorting):
    _workshop, step, notes = sorting
    theme = clustering.create_cluster(exercise=step, title="Tema", by=None, at=NOON)
    clustering.move_notes(exercise=step, note_ids=[notes[0].pk], cluster=theme, by=None, at=NOON)
    with pytest.raises(RuleBroken):
        clustering.remove_cluster(cluster=theme, by=None, at=NOON)
    clustering.move_notes(exercise=step, note_ids=[notes[0].pk], cluster=None, by=None, at=NOON)
    clustering.remove_cluster(cluster=theme, by=None, at=NOON)
    assert not Cluster.objects.exists()


@pytest.mark.parametrize("title", ["", "   ", "x" * 81])
def test_a_theme_needs_a_title_of_decent_length(sorting, title):
    with pytest.raises(RuleBroken):
        clustering.create_cluster(exercise=sorting[1], title=title, by=None, at=NOON)


@pytest.mark.parametrize(("who", "allowed"), [("table_host", True), ("listener", False), ("analyst", False)])
def test_who_may_sort(sorting, client_of, who, allowed):
    workshop, step, notes = sorting
    client = client_of(factories.make_member(lab=workshop.lab, role=who))
    url = reverse("workshops:host_act", args=[workshop.site.pk, step.pk, "flytta"])
    response = client.post(url, {"notes": [str(notes[0].pk)], "title": "Nytt tema", "cluster": ""})
    assert (response.status_code == 302) is allowed
    assert Placement.objects.exists() is allowed


@pytest.fixture
def voting(sorting):
    workshop, step, notes = sorting
    themes = [clustering.create_cluster(exercise=step, title=name, by=None, at=NOON) for name in ("A", "B")]
    factories.advance(workshop, 3)
    workshop.refresh_from_db()
    return workshop, workshop.site.current, themes, notes[0].participation


def test_a_ballot_replaces_the_former(voting):
    _workshop, step, (one, two), person = voting
    place_dots(exercise=step, participation=person, dots={one.pk: 3}, by=person, at=NOON)
    place_dots(exercise=step, participation=person, dots={one.pk: 1, two.pk: 2}, by=person, at=NOON)
    assert dot_results(step) == {one.pk: {"dots": 1, "people": 1}, two.pk: {"dots": 2, "people": 1}}


def test_more_dots_than_given_keeps_the_former_ballot(voting):
    _workshop, step, (one, two), person = voting
    place_dots(exercise=step, participation=person, dots={one.pk: 1}, by=person, at=NOON)
    for dots in ({one.pk: 2, two.pk: 2}, {one.pk: -1}, {999_999: 1}):
        with pytest.raises(RuleBroken):
            place_dots(exercise=step, participation=person, dots=dots, by=person, at=NOON)
    assert Vote.objects.get().dots == 1


def test_dots_are_shown_only_after_reveal(voting, phone):
    workshop, step, (one, _two), person = voting
    client, _place = phone(workshop)
    place_dots(exercise=step, participation=person, dots={one.pk: 3}, by=person, at=NOON)
    url = reverse("workshops:take_part", args=[workshop.pk])
    assert "Antal prickar per tema" not in client.get(url).content.decode()
    close_writing(exercise=step, by=None, at=NOON)
    reveal(exercise=step, by=None, at=NOON)
    assert "Antal prickar per tema" in client.get(url).content.decode()
    with pytest.raises(RuleBroken):
        place_dots(exercise=step, participation=person, dots={}, by=person, at=NOON)


def test_a_vote_lies_on_exactly_one_thing(voting):
    _workshop, step, _themes, person = voting
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(exercise=step, participation=person, dots=1, at=NOON)
