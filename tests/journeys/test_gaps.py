"""Adding, changing and removing a gap, another way, and somebody who is there."""

from __future__ import annotations

import uuid

import pytest

from hlab.core.errors import RuleBroken, StaleEdit
from journeys.actions.actors import add_actor, change_actor, remove_actor
from journeys.actions.editing import undo
from journeys.actions.gaps import add_gap, change_gap, remove_gap
from journeys.actions.steps import FIRST, move_step, remove_step
from journeys.actions.ways import add_way, remove_way
from journeys.models import Gap, Link
from journeys.queries.document import document
from tests.factories import make_journey, make_organisation
from tests.journeys.editing import WHO, acts, as_it_is, step_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey():
    return make_journey()


def test_a_gap_says_what_it_says(journey):
    one, other = journey.actors.get(name="Socialkontoret"), journey.actors.get(name="Psykiatrin")
    add_gap(
        journey=journey, after=step_of(journey, "s3"), before=step_of(journey, "s4"), kind="handover", title="Nytt",
        days_planned=0, days_told=30, days_measured=40, measured_n=12, measured_source="Register", from_actor=one,
        to_actor=other, sip="unused", retold="yes", retold_times=2, **WHO,
    )  # fmt: skip
    told = document(journey).gaps[-1]
    assert (told.days_planned, told.days_told, told.days_measured, told.sip) == (0, 30, 40, "unused")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"days_planned": -3}, "days_planned"),
        ({"days_told": -1}, "days_told"),
        ({"days_measured": 4}, "measured_source"),
        ({"measured_n": 4}, "days_measured"),
        ({"retold_times": 2}, "retold_times"),
        ({"retold": "yes", "retold_times": 0}, "retold_times"),
        ({"kind": "paus"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"title": ""}, "title"),
        ({"sip": "kanske"}, "sip"),
    ],
)
def test_what_a_gap_cannot_be_names_its_field_and_changes_nothing(journey, fields, field):
    before = as_it_is(journey)
    with pytest.raises(RuleBroken) as broken:
        add_gap(journey=journey, after=step_of(journey, "s3"), **{"kind": "wait", "title": "x"} | fields, **WHO)
    assert broken.value.field == field
    assert (as_it_is(journey), acts(journey)) == (before, ["made"])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"days_measured": 4}, "measured_source"), ({"measured_n": 4}, "days_measured"),
        ({"retold_times": 2}, "retold_times"), ({"retold": "yes", "retold_times": 0}, "retold_times"),
        ({"days_told": -3}, "days_told"),
    ],
)  # fmt: skip
def test_nor_can_it_be_changed_into_that(journey, fields, field):
    gap, before = journey.gaps.get(title="Ingen tar över"), as_it_is(journey)
    with pytest.raises(RuleBroken) as broken:
        change_gap(gap=gap, row_version=gap.row_version, **fields, **WHO)
    assert broken.value.field == field
    assert (as_it_is(journey), acts(journey)) == (before, ["made"])


def test_a_gap_lies_between_two_different_steps_of_this_map(journey):
    here, elsewhere = step_of(journey, "s3"), step_of(make_journey(), "s4")
    for before, said in ((here, "annat steg"), (elsewhere, "den här kartan")):
        with pytest.raises(RuleBroken, match=said):
            add_gap(journey=journey, after=here, before=before, kind="wait", title="x", **WHO)


def test_a_gap_is_not_put_after_a_step_that_is_gone(journey):
    step = step_of(journey, "s3")
    remove_step(step=step, **WHO)
    with pytest.raises(RuleBroken, match="tagits bort"):
        add_gap(journey=journey, after=step, kind="wait", title="x", **WHO)


def test_two_editors_of_a_gap(journey):
    gap = journey.gaps.get(title="Ingen tar över")
    seen = {"days_told": 60, "life": ""}
    change_gap(gap=gap, row_version=1, seen=seen, days_told=55, **WHO)
    change_gap(gap=gap, row_version=1, seen=seen, life="Bor hos en vän.", **WHO)
    with pytest.raises(StaleEdit) as met:
        change_gap(gap=gap, row_version=1, seen=seen, days_told=70, **WHO)
    assert ("70" in met.value.yours, "55" in met.value.theirs) == (True, True)
    kept = Gap.objects.get(pk=gap.pk)
    assert (kept.days_told, kept.life) == (55, "Bor hos en vän.")


def test_a_gap_is_added_once_removed_once_and_comes_back(journey):
    key = uuid.uuid4()
    made = [
        add_gap(journey=journey, after=step_of(journey, "s3"), kind="wait", title="x", client_key=key, **WHO)
        for _n in "ab"
    ]
    before, key = as_it_is(journey), uuid.uuid4()
    for _n in "ab":
        remove_gap(gap=made[0], client_key=key, **WHO)
    assert acts(journey) == ["made", "gap_added", "gap_removed"]
    undo(journey=journey, number=3, **WHO)
    assert as_it_is(journey) == before


# --- Other ways -------------------------------------------------------------------------------


def test_a_way_back_is_a_loop_and_a_way_on_is_a_branch(journey):
    first, last = step_of(journey, "s1"), step_of(journey, "s4")
    add_way(journey=journey, source=last, target=first, kind="loop", words="Om det inte hjälper", **WHO)
    add_way(journey=journey, source=first, target=last, kind="branch", **WHO)
    for source, target, kind, said in (
        (last, step_of(journey, "s2"), "branch", "rundgång"),
        (first, step_of(journey, "s3"), "loop", "kommer senare"),
        (first, first, "branch", "annat steg"),
        (first, last, "branch", "redan"),
    ):
        with pytest.raises(RuleBroken, match=said):
            add_way(journey=journey, source=source, target=target, kind=kind, **WHO)
    assert Link.objects.filter(journey=journey, gone_at=None).count() == 3


def test_no_move_turns_a_branch_into_going_round(journey):
    first, last = step_of(journey, "s1"), step_of(journey, "s4")
    add_way(journey=journey, source=first, target=last, kind="branch", **WHO)
    before = as_it_is(journey)
    with pytest.raises(RuleBroken, match="rundgång"):
        move_step(step=last, phase=first.phase, after=FIRST, **WHO)
    assert as_it_is(journey) == before


def test_nor_does_an_undo(journey):
    first, last = step_of(journey, "s1"), step_of(journey, "s4")
    move_step(step=last, phase=first.phase, after=FIRST, **WHO)
    add_way(journey=journey, source=last, target=first, kind="branch", **WHO)
    with pytest.raises(RuleBroken, match="rundgång"):
        undo(journey=journey, number=2, **WHO)


def test_a_way_that_is_there_again_is_not_brought_back_twice(journey):
    link = journey.links.get()
    remove_way(link=link, **WHO)
    add_way(journey=journey, source=link.source, target=link.target, kind="loop", **WHO)
    with pytest.raises(RuleBroken, match="finns redan"):
        undo(journey=journey, number=2, **WHO)
    assert acts(journey) == ["made", "link_removed", "link_added"]


# --- Those who are there ----------------------------------------------------------------------


def test_an_actor_is_added_once_and_has_a_name_of_its_own(journey):
    region, key = make_organisation(kind="region"), uuid.uuid4()
    for _n in "ab":
        add_actor(journey=journey, name="Akuten", kind="region", organisation=region, client_key=key, **WHO)
    with pytest.raises(RuleBroken, match="redan någon") as broken:
        add_actor(journey=journey, name=" Akuten ", kind="region", **WHO)
    assert broken.value.field == "name"
    assert document(journey).actors[-1].organisation == region.name


def test_an_actor_changes_name_but_not_to_somebody_elses(journey):
    actor = journey.actors.get(name="Psykiatrin")
    change_actor(actor=actor, row_version=1, name="Öppenvården", **WHO)
    with pytest.raises(RuleBroken, match="redan någon"):
        change_actor(actor=actor, row_version=2, name="Alex", **WHO)
    with pytest.raises(StaleEdit):
        change_actor(actor=actor, row_version=1, name="Mottagningen", **WHO)


def test_a_removed_actor_leaves_steps_and_gaps_and_comes_back_there(journey):
    before = as_it_is(journey)
    remove_actor(actor=journey.actors.get(name="Psykiatrin"), **WHO)
    told = document(journey)
    assert "Psykiatrin" not in {actor.name for actor in told.actors}
    assert [(gap.from_actor != "", gap.to_actor != "") for gap in told.gaps] == [(True, False), (False, True)]
    undo(journey=journey, number=2, **WHO)
    assert as_it_is(journey) == before


def test_the_person_stays_on_their_way(journey):
    with pytest.raises(RuleBroken, match="personens resa"):
        remove_actor(actor=journey.actors.get(is_person=True), **WHO)


def test_a_removed_actor_whose_name_is_taken_is_not_brought_back(journey):
    remove_actor(actor=journey.actors.get(name="Psykiatrin"), **WHO)
    add_actor(journey=journey, name="Psykiatrin", kind="region", **WHO)
    with pytest.raises(RuleBroken, match="finns redan"):
        undo(journey=journey, number=2, **WHO)
