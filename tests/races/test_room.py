"""Coming in, being done and laying dots at the same moment."""

from __future__ import annotations

import pytest

from hlab.core.models import AuditEvent
from hlab.live.models import Event
from tests import factories
from tests.races.meet import MEETING, at_once, beside, refusals
from workshops.actions import pacing
from workshops.actions.clustering import create_cluster, remove_cluster
from workshops.actions.joining import join, set_ready
from workshops.actions.voting import place_dots
from workshops.models import Cluster, Exercise, Participation, Ready, Vote, Workshop
from workshops.wire import room

pytestmark = MEETING
NOON = factories.NOON


@pytest.fixture
def workshop():
    return factories.make_open_workshop()


def coming_in(workshop, receipt):
    seen = Workshop.objects.get(pk=workshop.pk)
    return lambda: join(site=seen.site, receipt=receipt, perspective="lived", by=receipt, at=NOON)


def done(step, place):
    seen = Exercise.objects.select_related("workshop").get(pk=step.pk)
    return lambda: set_ready(exercise=seen, participation=place, ready=True, by=place, at=NOON)


def test_the_same_person_gets_one_place(workshop):
    one = coming_in(workshop, factories.make_receipt()[0])
    places = [*beside(one, one), *at_once(one, one, one)]
    assert {place.pk for place in places} == {Participation.objects.get().pk}
    assert AuditEvent.objects.filter(act="workshop.joined").count() == 1


def test_nobody_comes_in_beside_the_end(workshop):
    said = beside(
        lambda: pacing.close_workshop(workshop=workshop, by=None, at=NOON),
        coming_in(workshop, factories.make_receipt()[0]),
    )
    assert len(refusals(said)) == 1
    assert not Participation.objects.exists()


def test_the_last_number_is_how_many_are_done(workshop):
    people = [factories.make_participation(workshop=workshop) for _ in range(6)]
    beside(*(done(workshop.site.current, place) for place in people[:2]))
    at_once(*(done(workshop.site.current, place) for place in people[2:]))
    numbers = Event.objects.filter(channel_id=room(workshop.site.pk), kind="ready").order_by("seq")
    assert [row.data["ready"] for row in numbers] == [1, 2, 3, 4, 5, 6]


def test_done_twice_is_once(workshop):
    one = done(workshop.site.current, factories.make_participation(workshop=workshop))
    beside(one, one)
    assert Ready.objects.count() == 1


def test_nobody_becomes_done_beside_closing(workshop):
    step, place = workshop.site.current, factories.make_participation(workshop=workshop)
    said = beside(lambda: pacing.close_writing(exercise=step, by=None, at=NOON), done(step, place))
    assert len(refusals(said)) == 1
    assert not Ready.objects.exists()


# --- Dots -----------------------------------------------------------------------------------------


@pytest.fixture
def ballot():
    """ballot(theme's number, dots) → the act of one person who lays them."""
    workshop, _step, _notes = factories.make_room(people=1)
    sort, dots = workshop.exercises.get(position=2), workshop.exercises.get(position=3)
    themes = [create_cluster(exercise=sort, title=title, by=None, at=NOON) for title in ("Ett", "Två")]
    workshop = factories.advance(workshop, 3)
    place = factories.make_participation(workshop=workshop)

    def make(number, many=3):
        return lambda: place_dots(
            exercise=Exercise.objects.get(pk=dots.pk), participation=place, dots={themes[number].pk: many}, by=place,
            at=NOON,
        )  # fmt: skip

    make.themes = themes
    return make


@pytest.mark.parametrize("second", [0, 1])
def test_two_ballots_of_one_person_are_the_latter(ballot, second):
    beside(ballot(0), ballot(second))
    assert list(Vote.objects.values_list("cluster_id", "dots")) == [(ballot.themes[second].pk, 3)]


def test_no_dots_on_a_theme_that_is_being_removed(ballot):
    theme = ballot.themes[0]
    assert len(refusals(beside(lambda: remove_cluster(cluster=theme, by=None, at=NOON), ballot(0)))) == 1
    assert not Vote.objects.exists()


def test_a_theme_that_just_got_dots_stays(ballot):
    theme = Cluster.objects.get(pk=ballot.themes[0].pk)
    assert len(refusals(beside(ballot(0), lambda: remove_cluster(cluster=theme, by=None, at=NOON)))) == 1
    assert Vote.objects.get().cluster == theme
