"""One programme at several sites: each at its own pace, with its own code, clock and people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.live.models import Event
from tests import factories
from tests.workshops.sites.world import NOON, again, go, person, three_sites
from workshops.actions import joining, pacing, planning
from workshops.actions.contributions import leave_note
from workshops.actions.sites import add_site, change_site, remove_site
from workshops.models import Pace, Participation, Site
from workshops.queries import presence, steps_at

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=7)


def test_each_site_has_its_own_code_and_a_code_leads_to_its_site(client):
    world = three_sites()
    codes = {site.join_code for site in (world.a, world.b, world.c)}
    assert len(codes) == 3
    page = client.post("/ga-med/", {"kod": world.b.join_code}, follow=True).content.decode()
    assert world.workshop.title in page
    client.post(f"/ga-med/{world.b.join_key}/", {"perspective": "lived"})
    assert Participation.objects.get().site == world.b


def test_a_site_goes_on_while_the_others_stand():
    world = three_sites()
    go(world.a, 1)
    go(world.a, 2, at=LATER)
    assert [step.state for step in steps_at(world.a)] == ["closed", "open"]
    assert [step.state for step in steps_at(world.b)] == ["pending", "pending"]
    world.b.refresh_from_db()
    assert world.b.current is None


def test_time_added_at_one_site_is_not_added_at_another():
    world = three_sites()
    here, there = go(world.a), go(world.b)
    pacing.extend_time(exercise=here, minutes=5, by=None, at=NOON)
    assert again(here).ends_at - again(there).ends_at == timedelta(minutes=5)


def test_time_can_be_taken_away_but_never_so_that_it_was_up_before_now():
    step = go(three_sites().a)
    pacing.extend_time(exercise=step, minutes=-4, by=None, at=NOON)
    assert again(step).ends_at == NOON + timedelta(minutes=6)
    pacing.extend_time(exercise=step, minutes=-60, by=None, at=LATER - timedelta(minutes=6))
    assert again(step).ends_at == NOON + timedelta(minutes=1)


def test_a_late_site_opens_and_begins_when_it_comes_and_nobody_waits():
    world = three_sites(opened=False)
    pacing.open_site(site=world.a, by=None, at=NOON)
    go(world.a, 1)
    late = add_site(workshop=world.workshop, name="Åsele", by=None, at=LATER)
    pacing.open_site(site=late, by=None, at=LATER)
    step = go(late, 1, at=LATER)
    assert step.state == "open" and step.opened_at == LATER


def test_the_session_is_over_when_the_last_site_is():
    world = three_sites()
    for site, state in ((world.a, "open"), (world.b, "open"), (world.c, "closed")):
        pacing.close_site(site=site, by=None, at=LATER)
        world.workshop.refresh_from_db()
        assert world.workshop.state == state


def test_the_questions_are_frozen_once_a_site_has_opened_and_a_site_may_add_its_own():
    world = three_sites()
    step = world.workshop.exercises.get(position=2)
    for act in (
        lambda: planning.change_exercise(exercise=step, title="Annat", by=None, at=NOON),
        lambda: planning.remove_exercise(exercise=step, by=None, at=NOON),
        lambda: planning.move_exercise(exercise=step, up=True, by=None, at=NOON),
        lambda: planning.add_exercise(
            workshop=world.workshop, kind="brainstorm", title="Ny", minutes=5, by=None, at=NOON
        ),
    ):
        with pytest.raises(RuleBroken, match="frysta"):
            act()
    planning.add_exercise(
        workshop=world.workshop, kind="brainstorm", title="Vår egen", minutes=5, only_at=world.b, by=None, at=NOON
    )
    assert [step.title for step in steps_at(world.b)] == ["Fråga 1", "Fråga 2", "Vår egen"]
    assert [step.title for step in steps_at(world.a)] == ["Fråga 1", "Fråga 2"]


def test_one_room_can_still_be_changed_while_it_goes_on():
    workshop = factories.make_open_workshop()
    step = workshop.exercises.get(position=2)
    assert planning.change_exercise(exercise=step, title="Annat", by=None, at=NOON).title == "Annat"


# --- Waiting for each other ---------------------------------------------------------------------


def test_sites_wait_for_each_other_at_a_step_that_says_so_and_begin_together(client):
    world = three_sites(sync=True)
    _place, code = factories.make_receipt()
    place = person(world.a, receipt=_place)
    first = go(world.a)
    assert first.state == "pending" and first.here.arrived_at == NOON
    page = factories.carry(client, code).get(f"/delta/{world.workshop.pk}/").content.decode()
    assert "Vi väntar in de andra orterna" in page and "Västmark" in page
    go(world.b, at=LATER)
    assert again(first).state == "pending"
    go(world.c, at=LATER)
    assert [again(first).state, again(first).opened_at] == ["open", LATER]
    assert {pace.state for pace in Pace.objects.filter(exercise=first.pk)} == {"open"}
    assert Event.objects.filter(channel_id=f"site:{world.a.pk}", kind="pace", at=LATER).exists()
    assert place.site == world.a


def test_a_site_may_begin_alone_and_closed_sites_are_not_waited_for():
    world = three_sites(sync=True)
    pacing.close_site(site=world.c, by=None, at=NOON)
    first = go(world.a)
    pacing.begin_alone(exercise=first, by=None, at=NOON)
    assert again(first).state == "open"
    assert go(world.b, at=LATER).state == "open"


def test_what_is_sent_while_a_site_waits_is_refused_in_plain_words():
    world = three_sites(sync=True)
    place, step = person(world.a), go(world.a)
    with pytest.raises(RuleBroken, match="Steget är stängt"):
        factories.make_note(exercise=step, participation=place)


# --- People -------------------------------------------------------------------------------------


def test_nobody_sits_at_two_sites(client):
    world = three_sites()
    receipt, code = factories.make_receipt()
    place = person(world.a, receipt=receipt)
    factories.carry(client, code)
    there = f"/ga-med/{world.b.join_key}/"
    page = client.get(there).content.decode()
    assert "Du är redan med i Norrdal" in page and "Byt till Västmark" in page
    client.post(there, {"perspective": "lived"})
    place.refresh_from_db()
    assert place.site == world.a
    client.post(there, {"byt": "1"})
    place.refresh_from_db()
    assert place.site == world.b and Participation.objects.filter(receipt=receipt).count() == 1


def test_what_was_said_stays_where_it_was_said():
    world = three_sites()
    step, place = go(world.a), person(world.a)
    note = factories.make_note(exercise=step, participation=place)
    joining.move_to_site(participation=place, site=world.b, by=place, at=NOON)
    note.refresh_from_db()
    assert note.site == world.a


def test_a_closed_site_and_another_sessions_site_cannot_be_moved_to():
    world, other = three_sites(), three_sites()
    place = person(world.a)
    pacing.close_site(site=world.b, by=None, at=NOON)
    for site, words in ((world.b, "inte öppen"), (other.a, "en annan verkstad")):
        with pytest.raises(RuleBroken, match=words):
            joining.move_to_site(participation=place, site=site, by=place, at=NOON)


def test_who_has_gone_is_not_waited_for_until_they_are_back():
    world = three_sites()
    step, place = go(world.a), person(world.a)
    person(world.a)
    assert presence(world.a, step, NOON)["total"] == 2
    joining.leave(participation=place, by=place, at=NOON)
    assert presence(world.a, step, NOON) == {"joined": 2, "ready": 0, "total": 1, "away": 1}
    joining.come_back(participation=place, by=place, at=NOON)
    assert presence(world.a, step, NOON)["total"] == 2


def test_the_same_key_at_the_same_step_is_one_note_also_from_another_site():
    world = three_sites()
    step, place = go(world.a), person(world.a)
    key = factories.uuid.uuid4()
    words = {"participation": place, "text": "Samma", "client_key": key, "by": place, "at": NOON}
    assert leave_note(exercise=step, **words) == leave_note(exercise=step, **words)


# --- The sites themselves -----------------------------------------------------------------------


def test_sites_have_names_of_their_own():
    world = three_sites(opened=False)
    with pytest.raises(RuleBroken, match="heter så"):
        add_site(workshop=world.workshop, name=" Västmark ", by=None, at=NOON)
    with pytest.raises(RuleBroken, match="vad orten heter"):
        add_site(workshop=world.workshop, name="  ", by=None, at=NOON)
    Site.objects.filter(pk=world.a.pk).update(name="")
    with pytest.raises(RuleBroken, match="Ge varje ort ett namn"):
        pacing.open_workshop(workshop=world.workshop, by=None, at=NOON)


def test_a_stale_change_of_a_site_gives_both():
    world = three_sites(opened=False)
    change_site(site=world.b, row_version=1, name="Västmark stad", by=None, at=NOON)
    with pytest.raises(StaleEdit) as both:
        change_site(site=world.b, row_version=1, name="Västmark norra", by=None, at=NOON)
    assert (both.value.yours, both.value.theirs) == ("Västmark norra", "Västmark stad")


def test_only_a_site_that_never_opened_can_go_and_never_the_last():
    world = three_sites(opened=False)
    remove_site(site=world.c, by=None, at=NOON)
    pacing.open_site(site=world.b, by=None, at=NOON)
    with pytest.raises(RuleBroken, match="varit öppen"):
        remove_site(site=world.b, by=None, at=NOON)
    remove_site(site=world.a, by=None, at=NOON)
    assert list(world.workshop.sites.all()) == [world.b]
    lonely = factories.make_workshop()
    with pytest.raises(RuleBroken, match="minst en ort"):
        remove_site(site=lonely.site, by=None, at=NOON)
