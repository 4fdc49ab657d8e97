"""Steps and gaps of journeys stand behind målbilder and barriers, for a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from goals.actions.barriers import add_barrier, show_to_anyone
from goals.actions.hiding import hide_version
from goals.actions.map_links import link_map, unlink_map
from goals.models import MapLink
from goals.queries.map_links import public_journeys, public_links
from hlab.core.errors import RuleBroken
from journeys.actions.versions import take_down
from journeys.models import Journey, Step
from tests import factories
from tests.factories import NOON, make_journey
from tests.journeys.told import make_own, make_told, publish
from workshops.actions.contributions import withdraw

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
KEY = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
WHY = "Sju veckor utan att någon hör av sig."


@pytest.fixture
def journey(lab):
    return make_told(lab=lab)[0]


@pytest.fixture
def version(lab):
    return factories.make_published_goal(lab=lab)


@pytest.fixture
def barrier(lab, version):
    made = add_barrier(lab=lab, title="Två journaler", goals=[version.goal_id], by=None, at=NOON)
    return made


def gap_of(journey):
    return journey.gaps.get(title="Ingen hör av sig")


def link(journey, *, at=NOON, reason=WHY, part=None, **target):
    return link_map(part=part or gap_of(journey), reason=reason, by=None, at=at, **target)


def test_the_rollup_counts_the_parts_of_each_goal(client_of, lead, lab, journey, version, barrier):
    tie = link(journey, goal=version.goal)
    link(journey, goal=version.goal, part=journey.steps.first())
    link(journey, barrier=barrier)
    client, page = client_of(lead), reverse("journeys:rollup", args=[lab.pk])
    text = client.get(page).content.decode()
    assert "1 steg och 1 mellanrum. 1 av 1 berättelse" in text
    assert reverse("goals:version", args=[version.pk]) in text
    unlink_map(link=tie, by=None, at=NOON)
    assert "1 steg och 0 mellanrum. 1 av 1 berättelse" in client.get(page).content.decode()


# --- Making and taking away -------------------------------------------------------------------


def test_from_a_journey_to_a_malbild_and_back(client_of, editor, journey, version):
    client, gap = client_of(editor), gap_of(journey)
    there = reverse("goals:link_journey", args=[journey.pk])
    page = client.get(there, {"del": gap.pk, "malbild": version.goal_id}).content.decode()
    assert f'value="m:{gap.pk}" selected' in page and f'value="g:{version.goal_id}" selected' in page
    sent = {"part": f"m:{gap.pk}", "target": f"g:{version.goal_id}", "reason": WHY}
    for _twice in range(2):
        assert client.post(there, sent).status_code == 302
    row = MapLink.objects.get()
    here = client.get(reverse("journeys:journey", args=[journey.pk])).content.decode()
    assert version.title in here and WHY in here
    assert WHY in client.get(reverse("goals:goal_journeys", args=[version.pk])).content.decode()
    away = reverse("goals:unlink", args=[row.pk])
    assert WHY in client.get(away).content.decode() and MapLink.objects.get().gone_at is None
    assert client.post(away).status_code == 302
    unlink_map(link=row, by=None, at=LATER)  # again changes nothing
    assert WHY not in client.get(reverse("journeys:journey", args=[journey.pk])).content.decode()
    assert client.post(there, sent).status_code == 302  # and it can be made anew
    assert MapLink.objects.count() == 2


def test_from_a_malbild_or_a_barrier_one_chooses_a_journey(client_of, editor, journey, version, barrier):
    client = client_of(editor)
    for name, obj, code in (("goal_journeys", version, f"malbild={version.goal_id}"),
                            ("barrier_journeys", barrier, f"hinder={barrier.pk}")):  # fmt: skip
        page = client.get(reverse(f"goals:{name}", args=[obj.pk]), {"sok": "alex"}).content.decode()
        assert f"{reverse('goals:link_journey', args=[journey.pk])}?{code}" in page
        assert journey.title not in client.get(reverse(f"goals:{name}", args=[obj.pk]), {"sok": "zzz"}).content.decode()
    link(journey, barrier=barrier)
    assert WHY in client.get(reverse("goals:barrier", args=[barrier.pk])).content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"part": "", "target": "g", "reason": WHY}, "Välj ett steg eller ett mellanrum."),
        ({"part": "m", "target": "", "reason": WHY}, "Välj en målbild eller ett hinder."),
        ({"part": "m", "target": "g", "reason": " "}, "Skriv hur de hör ihop."),
        ({"part": "m", "target": "g:99999999", "reason": WHY}, "target"),
        ({"part": "s:finns-inte", "target": "g", "reason": WHY}, "part"),
    ],
)
def test_what_is_missing_or_unknown_is_said_at_its_field(client_of, editor, journey, version, sent, says):
    full = {"m": f"m:{gap_of(journey).pk}", "g": f"g:{version.goal_id}"}
    sent = {name: full.get(value, value) for name, value in sent.items()}
    answer = client_of(editor).post(reverse("goals:link_journey", args=[journey.pk]), sent)
    assert answer.status_code == 422 and says in answer.content.decode() and not MapLink.objects.exists()


def test_another_labs_malbild_and_a_removed_part_are_refused(journey, version):
    other = factories.make_goal()
    with pytest.raises(RuleBroken, match="olika labb"):
        link(journey, goal=other)
    Step.objects.filter(journey=journey).update(gone_at=NOON)
    with pytest.raises(RuleBroken, match="tagits bort"):
        link(journey, goal=version.goal, part=journey.steps.first())
    with pytest.raises(RuleBroken, match="Välj en målbild"):
        link(journey)


def test_the_database_takes_no_half_tie(journey, version, barrier):
    base = {"journey": journey, "created_at": NOON, "reason": WHY}
    gap, step = gap_of(journey), journey.steps.first()
    for fields in (
        {"gap": gap}, {"gap": gap, "goal": version.goal, "barrier": barrier}, {"goal": version.goal},
        {"goal": version.goal, "gap": gap, "step": step}, {"goal": version.goal, "gap": gap, "reason": ""},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            MapLink.objects.create(**base | fields)
    MapLink.objects.create(**base, goal=version.goal, gap=gap)
    with pytest.raises(IntegrityError), transaction.atomic():
        MapLink.objects.create(**base, goal=version.goal, gap=gap)


def test_a_barrier_that_is_still_hidden_in_its_room_is_not_told_of(client_of, editor, lead, journey, lab):
    note = factories.make_room(people=1, lab=lab, reveal=False)[2][0]
    hidden = add_barrier(lab=lab, title="Ännu hemligt", by=None, at=NOON)
    type(hidden).objects.filter(pk=hidden.pk).update(contribution=note, exercise=note.exercise)
    row = link(journey, barrier=hidden, reason="Också hemligt")
    here = reverse("journeys:journey", args=[journey.pk])
    page = client_of(editor).get(here).content.decode()
    assert "Ännu hemligt" not in page and "Också hemligt" not in page
    assert client_of(editor).get(reverse("goals:unlink", args=[row.pk])).status_code == 404
    assert (
        "Ännu hemligt" not in client_of(editor).get(reverse("goals:link_journey", args=[journey.pk])).content.decode()
    )


@pytest.mark.parametrize("role", ["table_host", "listener", "researcher"])
def test_those_who_do_not_write_malbilder_read_but_do_not_tie(client_of, lab, journey, version, role):
    client, row = client_of(factories.make_member(lab=lab, role=role)), link(journey, goal=version.goal)
    assert WHY in client.get(reverse("journeys:journey", args=[journey.pk])).content.decode()
    assert client.get(reverse("goals:link_journey", args=[journey.pk])).status_code == 403
    assert client.post(reverse("goals:unlink", args=[row.pk])).status_code == 403
    assert "Välj resan först" not in client.get(reverse("goals:goal_journeys", args=[version.pk])).content.decode()


# --- For anyone -------------------------------------------------------------------------------


def told(journey):
    """[(title, reason)] on the public page of a journey."""
    row = Journey.objects.select_related("public_version").get(pk=journey.pk)
    return [(row["title"], part["reason"]) for row in public_links(row) for part in row["parts"]]


def on_goal(version):
    return [part["reason"] for row in public_journeys(version.goal) or () for part in row["parts"]]


def test_a_tie_is_public_with_both_ends_and_told_on_both(journey, version):
    link(journey, goal=version.goal)
    assert public_journeys(version.goal) is None
    publish(journey)
    assert told(journey) == [(version.title, WHY)] and on_goal(version) == [WHY]
    take_down(journey=journey, by=None, at=LATER)
    assert on_goal(version) == []


def test_a_tie_made_after_publishing_waits_until_somebody_publishes_again(journey, version):
    publish(journey)
    link(journey, goal=version.goal, at=LATER)
    assert told(journey) == [] and on_goal(version) == []
    publish(journey, seen=1, at=LATER + timedelta(hours=1))
    assert told(journey) == [(version.title, WHY)] and on_goal(version) == [WHY]


def test_a_hidden_malbild_and_a_draft_are_not_named(journey, version, lab):
    draft = factories.make_goal_version(goal=factories.make_goal(lab=lab), title="Ännu ett utkast")
    link(journey, goal=version.goal)
    link(journey, goal=draft.goal, reason="Utkastets skäl")
    publish(journey)
    assert told(journey) == [(version.title, WHY)]
    hide_version(version=version, reason="En person kunde kännas igen.", by=None, at=LATER)
    assert told(journey) == []


def test_a_barrier_is_told_when_it_is_public_itself(journey, version, barrier):
    link(journey, barrier=barrier)
    publish(journey)
    assert told(journey) == [] and on_goal(version) == []
    show_to_anyone(barrier=barrier, by=None, at=LATER)
    assert told(journey) == [("Två journaler", WHY)] and on_goal(version) == [WHY]
    (row,) = public_journeys(version.goal)
    assert row["parts"][0]["barrier"] == "Två journaler" and row["address"] == journey.address


def test_what_a_person_takes_back_takes_its_tie_out_of_sight(lab, version):
    from journeys.actions.versions import say_of_map

    journey, notes, _code = make_own(lab=lab)
    link(journey, goal=version.goal, part=journey.steps.get(title="Ringer vårdcentralen"))
    say_of_map(journey=journey, answer="yes", edits=journey.edits, by=None, at=NOON)
    publish(journey)
    assert told(journey) == [(version.title, WHY)]
    withdraw(contribution=notes[0], by=None, at=LATER)
    assert told(journey) == [] and on_goal(version) == []


@pytest.mark.parametrize("count", [1, 20])
def test_a_malbilds_page_asks_as_much_however_many_journeys(lab, version, count, django_assert_max_num_queries):
    for _n in range(count):
        one = make_journey(lab=lab)
        link(one, goal=version.goal)
        publish(one)
    with django_assert_max_num_queries(5):
        assert len(public_journeys(version.goal)) == count


def test_a_journey_is_drawn_from_a_malbild(client_of, lab, version):
    client = client_of(factories.make_member(lab=lab, role="facilitator"))
    page = reverse("goals:draw_goal", args=[version.pk])
    sent = {"title": "Så skulle det kunna bli", "person": "Alex", "question": "Hur ser vägen ut?", "key": KEY}
    assert client.get(page).status_code == 200
    assert client.post(page, {**sent, "title": ""}).status_code == 422
    assert {client.post(page, sent).url for _twice in range(2)} == {
        reverse("journeys:journey", args=[Journey.objects.get(kind="to_be").pk])
    }
    steps = Step.objects.filter(journey__kind="to_be")
    assert steps and all(step.grade == "assumed" for step in steps)
    assert MapLink.objects.filter(goal=version.goal, step__in=steps).count() == steps.count()
