"""Several who sort at the same moment, and paper that is read in twice."""

from __future__ import annotations

import pytest

from tests import factories
from tests.races.meet import MEETING, at_once, beside, refusals
from workshops.actions.clustering import create_cluster, merge_clusters, move_notes, remove_cluster, rename_cluster
from workshops.actions.imports import draft_import, run_import
from workshops.actions.undoing import reverse_act
from workshops.actions.voting import place_dots
from workshops.models import Contribution, Exercise, ImportBatch, Participation, Placement, SortingAct, Vote
from workshops.queries.sorting import latest

pytestmark = MEETING
NOON = factories.NOON
WHO = {"by": None, "at": NOON}


@pytest.fixture
def notes():
    return factories.make_room(people=3)[2]


@pytest.fixture
def sort(notes):
    return factories.advance(notes[0].exercise.workshop, 2).site.current


@pytest.fixture
def themes(sort):
    return [create_cluster(exercise=sort, title=title, **WHO) for title in ("Ett", "Två")]


def moving(sort, notes, theme):
    step = Exercise.objects.select_related("source").get(pk=sort.pk)
    return lambda: move_notes(exercise=step, note_ids=[note.pk for note in notes], cluster=theme, **WHO)


def test_the_same_theme_twice_is_one(sort):
    def make():
        return create_cluster(exercise=sort, title="Samma", **WHO).pk

    assert len({*beside(make, make), *at_once(make, make)}) == 1


def test_two_themes_have_each_their_place(sort):
    beside(*(lambda title=title: create_cluster(exercise=sort, title=title, **WHO) for title in ("Ett", "Två")))
    assert list(sort.clusters.values_list("title", "position")) == [("Ett", 1), ("Två", 2)]


def test_two_themes_do_not_get_the_same_name(themes):
    said = beside(*(lambda one=one: rename_cluster(cluster=one, title="Samma", row_version=1, **WHO) for one in themes))
    assert len(refusals(said)) == 1


def test_notes_moved_twice_lie_in_one_place(sort, notes, themes):
    assert refusals(beside(moving(sort, notes, themes[0]), moving(sort, notes, themes[0]))) == []
    assert refusals(beside(moving(sort, notes, themes[0]), moving(sort, notes, themes[1]))) == []
    assert set(Placement.objects.values_list("cluster_id", flat=True)) == {themes[1].pk}
    assert Placement.objects.count() == 3


def test_no_notes_vanish_with_a_theme(sort, notes, themes):
    removing = [lambda one=one: remove_cluster(cluster=one, **WHO) for one in themes]
    assert len(refusals(beside(moving(sort, notes, themes[0]), removing[0]))) == 1
    assert Placement.objects.count() == 3
    assert len(refusals(beside(removing[1], moving(sort, notes, themes[1])))) == 1
    assert Placement.objects.filter(cluster=themes[0]).count() == 3


def test_two_who_move_the_same_note_come_after_each_other_and_the_second_is_told(sort, notes, themes):
    step = Exercise.objects.select_related("source").get(pk=sort.pk)
    seen = latest(step).number

    def moving_from_what_was_seen(theme):
        who = {"by": factories.make_member(lab=step.workshop.lab, role="facilitator"), "at": NOON}
        return lambda: move_notes(exercise=step, note_ids=[notes[0].pk], cluster=theme, seen=seen, **who)

    said = beside(*(moving_from_what_was_seen(theme) for theme in themes))
    assert "ligger nu i ”Ett”." in refusals(said)[0]
    assert Placement.objects.get().cluster == themes[0]
    assert list(SortingAct.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_an_act_is_undone_once_by_two(sort, notes, themes):
    moving(sort, notes, themes[0])()
    act = latest(sort).undo
    undoing = [lambda: reverse_act(act=act, **WHO)] * 2
    assert len(refusals(beside(*undoing))) == 1
    assert not Placement.objects.exists()


def test_undoing_beside_a_move_of_the_same_notes_is_one_or_the_other(sort, notes, themes):
    moving(sort, notes, themes[0])()
    act = latest(sort).undo
    said = beside(moving(sort, notes, themes[1]), lambda: reverse_act(act=act, **WHO))
    assert "samma lappar" in refusals(said)[0]
    assert set(Placement.objects.values_list("cluster_id", flat=True)) == {themes[1].pk}


def test_a_merge_waits_for_dots_that_are_being_laid(sort, themes):
    dots = factories.advance(sort.workshop, 3).site.current
    person = sort.workshop.participations.first()
    ballot = {"exercise": dots, "participation": person, "dots": {themes[0].pk: 1}, "by": person, "at": NOON}
    merging = lambda: merge_clusters(cluster=themes[0], into=themes[1], **WHO)  # noqa: E731
    assert len(refusals(beside(lambda: place_dots(**ballot), merging))) == 1
    assert Vote.objects.get().cluster == themes[0]


# --- Paper ----------------------------------------------------------------------------------------

FILE = "text;person\nNågon som ringer;1\nEn plan på papper;1\nSamma namn i luren;2\n".encode()


@pytest.fixture
def file():
    step = factories.make_open_workshop().site.current
    return lambda step=step: draft_import(exercise=step, filename="papper.csv", raw=FILE, **WHO)


def reading(batch):
    return lambda: run_import(batch=ImportBatch.objects.get(pk=batch.pk), **WHO).added


def test_a_file_read_in_twice_is_there_once(file):
    batch = file()
    assert beside(reading(batch), reading(batch)) == [3, 3]  # what it gave, told to both
    assert Contribution.objects.count() == 3


def test_two_files_with_the_same_notes_and_people_add_them_once(file):
    assert beside(reading(file()), reading(file())) == [3, 0]
    assert (Contribution.objects.count(), Participation.objects.count()) == (3, 2)
