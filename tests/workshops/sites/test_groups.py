"""Tables: who sits where, what a table host writes down, and anonymous steps."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hlab.core.errors import RuleBroken
from hlab.labs.enums import Perspective
from tests import factories
from tests.workshops.sites.world import NOON, again, go, person, shown, three_sites, two_tables
from workshops.actions import groups, pacing
from workshops.actions.contributions import change_note
from workshops.actions.sites import name_host
from workshops.analysis.grouping import evenly, mixed
from workshops.models import Contribution, Pace, Participation
from workshops.queries import note_counts, own_notes, people_behind, place_for, shown_notes

pytestmark = pytest.mark.django_db


@given(st.lists(st.sampled_from("abcd"), max_size=60), st.integers(1, 12), st.integers())
def test_tables_are_even_and_perspectives_spread(spoken, tables, seed):
    people = dict(enumerate(spoken))
    for seated in (mixed(people, tables, seed=seed), evenly(list(people), tables, seed=seed)):
        assert set(seated) == set(people)
        sizes = Counter(seated.values())
        assert max(sizes.values(), default=0) - min((sizes.get(n, 0) for n in range(tables)), default=0) <= 1
    spread = mixed(people, tables, seed=seed)
    for perspective in set(spoken):
        at = Counter(spread[one] for one, which in people.items() if which == perspective)
        many = spoken.count(perspective)
        assert all(many // tables <= at.get(n, 0) <= -(-many // tables) for n in range(tables))
    assert spread == mixed(people, tables, seed=seed)


def test_everybody_at_the_site_and_nobody_else_is_seated():
    world = three_sites()
    here = [person(world.a, perspective=Perspective.values[n % 3]) for n in range(7)]
    there = person(world.b)
    made = groups.make_groups(site=world.a, number=3, way="mixed", by=None, at=NOON)
    for place in (*here, there):
        place.refresh_from_db()
    assert {place.group for place in here} == set(made)
    assert there.group is None
    assert groups.make_groups(site=world.a, number=3, way="by_hand", by=None, at=NOON) == made


@pytest.mark.parametrize("number", [0, 41])
def test_a_number_of_groups_that_cannot_be_is_refused(number):
    with pytest.raises(RuleBroken, match="mellan 1 och 40"):
        groups.make_groups(site=three_sites().a, number=number, way="evenly", by=None, at=NOON)


def test_a_table_of_another_site_cannot_be_sat_at():
    world = three_sites()
    (table, _other), place = two_tables(world.a), person(world.b)
    with pytest.raises(RuleBroken, match="annan ort"):
        groups.sit_at(participation=place, group=table, by=place, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.filter(pk=place.pk).update(group=table)


def test_a_table_where_something_was_said_stays():
    world = three_sites(in_groups=True)
    one, two = two_tables(world.a)
    factories.make_note(exercise=go(world.a), participation=person(world.a, one))
    with pytest.raises(RuleBroken, match="kan inte tas bort"):
        groups.remove_group(group=one, by=None, at=NOON)
    groups.remove_group(group=two, by=None, at=NOON)
    assert list(world.a.groups.all()) == [one]


def test_what_a_table_says_is_no_persons_and_leaves_it_when_confirmed():
    world = three_sites(in_groups=True)
    one, _two = two_tables(world.a)
    step, host = go(world.a), factories.make_member(lab=world.lab, role="table_host")
    key = uuid.uuid4()
    said = {"exercise": step, "group": one, "text": "Vi väntar på varandra", "client_key": key, "by": host, "at": NOON}
    note = groups.record_for_group(**said)
    assert groups.record_for_group(**said) == note
    assert (note.transcribed_by, note.group, note.participation.voice) == (host, one, "group")
    assert people_behind(Contribution.objects.all()) == (0, {})
    assert note_counts(again(step)) == {"notes": 1, "people": 0, "held": 0}
    groups.confirm(exercise=step, group=one, by=host, at=NOON)
    assert list(shown_notes(shown(step))) == [note]


def test_a_table_host_sees_their_own_table_and_not_what_single_people_wrote(client):
    world = three_sites(in_groups=True)
    one, two = two_tables(world.a)
    step, host = go(world.a), factories.make_member(lab=world.lab, role="table_host")
    name_host(site=world.a, user=host, group=one, by=None, at=NOON)
    factories.make_note(exercise=step, participation=person(world.a, one), text="Bara för bordet")
    client.force_login(host)
    mine = reverse("workshops:table", args=[world.a.pk, one.pk])
    assert client.get(reverse("workshops:table", args=[world.a.pk, two.pk])).status_code == 404
    page = client.get(mine).content.decode()
    assert "Bara för bordet" not in page and "1 lapp från enskilda i gruppen är dold" in page
    client.post(reverse("workshops:table_act", args=[world.a.pk, one.pk, "visa"]), {"sett": step.pk})
    assert "Bara för bordet" in client.get(mine).content.decode()


def test_who_leads_another_site_neither_leads_nor_reads_here(client):
    world = three_sites()
    here, there = (factories.make_member(lab=world.lab, role="facilitator") for _ in range(2))
    name_host(site=world.a, user=here, by=None, at=NOON)
    name_host(site=world.b, user=there, by=None, at=NOON)
    factories.make_note(exercise=go(world.a), participation=person(world.a), text="Från Norrdal")
    client.force_login(there)
    assert client.get(reverse("workshops:console", args=[world.a.pk])).status_code == 403
    assert client.get(reverse("workshops:console", args=[world.b.pk])).status_code == 200
    assert "Från Norrdal" not in client.get(reverse("workshops:notes", args=[world.workshop.pk])).content.decode()
    client.force_login(here)
    assert "Från Norrdal" in client.get(reverse("workshops:notes", args=[world.workshop.pk])).content.decode()


def test_only_those_with_a_role_can_be_named():
    world = three_sites()
    for user in (factories.make_user(), factories.make_member(lab=world.lab, role="listener")):
        with pytest.raises(RuleBroken, match="ingen roll"):
            name_host(site=world.a, user=user, by=None, at=NOON)


# --- Anonymous steps ----------------------------------------------------------------------------


def test_an_anonymous_answer_has_no_way_back_once_the_step_is_closed():
    world = three_sites(anonymity="anonymous")
    step, place = go(world.a), person(world.a, perspective="elected")
    note = factories.make_note(exercise=step, participation=place, text="Ingen vet att det var jag")
    factories.make_note(exercise=step, participation=place, text="Och det här också")
    assert note.participation != place and note.participation.perspective == "unsaid"
    assert note_counts(again(step))["people"] == 1
    mine = place_for(again(step), place)
    assert own_notes(step, mine).count() == 2
    change_note(contribution=note, text="Ändrat av mig", row_version=1, by=mine, at=NOON)
    pacing.close_writing(exercise=step, by=None, at=NOON)
    assert Pace.objects.get(pk=step.here.pk).secret == ""
    assert own_notes(step, place_for(again(step), place)).count() == 0
    assert not Contribution.objects.filter(participation__receipt=place.receipt).exists()


def test_two_people_in_an_anonymous_step_are_two_and_the_same_tap_is_one_note():
    world = three_sites(anonymity="anonymous")
    step, key = go(world.a), uuid.uuid4()
    one, two = person(world.a), person(world.a)
    for _twice in range(2):
        factories.make_note(exercise=step, participation=one, client_key=key, text="Samma")
    factories.make_note(exercise=step, participation=two, text="En annan")
    assert note_counts(again(step)) == {"notes": 2, "people": 2, "held": 0}


def test_a_secret_cannot_outlive_its_step():
    step = go(three_sites(anonymity="anonymous").a)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pace.objects.filter(pk=step.here.pk).update(state="closed", closed_at=NOON)
