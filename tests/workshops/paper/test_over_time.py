"""A step that is open for weeks: no ticking clock, closed by itself, one reminder that nothing is tied to."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from hlab.core import housekeeping
from hlab.core.errors import RuleBroken
from hlab.core.mail import can_send
from hlab.core.models import AuditEvent
from tests import factories
from tests.workshops.sites.world import NOON, again, go, three_sites
from workshops.actions import over_time, pacing, planning
from workshops.actions.contributions import leave_note
from workshops.models import Participation, ReminderAddress

pytestmark = pytest.mark.django_db
END = NOON + timedelta(days=20)


@pytest.fixture
def world():
    found = three_sites(opened=False)
    first = found.workshop.exercises.get(position=1)
    planning.change_exercise(exercise=first, open_until=END, by=None, at=NOON)
    pacing.open_workshop(workshop=found.workshop, by=None, at=NOON)
    found.a.refresh_from_db()
    found.step = go(found.a)
    return found


@pytest.fixture
def asked(world):
    over_time.ask_for_reminder(exercise=world.step, email="Kim@Exempel.se", by=None, at=NOON)
    return ReminderAddress.objects.get()


def page(client, world):
    return client.get(reverse("workshops:take_part", args=[world.workshop.pk])).content.decode()


def test_the_pages_say_the_date_and_no_clock_ticks(world, phone, client_of, freeze):
    freeze(NOON)
    client, _place = phone(world.workshop)
    leader = client_of(factories.make_member(lab=world.lab, role="facilitator"))
    for answer in (
        page(client, world),
        leader.get(reverse("workshops:console", args=[world.a.pk])).content.decode(),
        leader.get(reverse("workshops:stage", args=[world.a.pk])).content.decode(),
    ):
        assert "Öppet till 14 december klockan 12.00" in answer
        assert "data-ends=" not in answer


def test_the_clock_ticks_the_last_two_hours(world, phone, freeze):
    client, _place = phone(world.workshop)
    freeze(END - timedelta(minutes=119))
    assert "data-ends=" in page(client, world)


def test_who_joins_now_takes_part_over_time(world, client, freeze):
    from workshops.entrance import entrance

    freeze(NOON)
    client.post(entrance(world.a), {"perspective": "lived"})
    assert Participation.objects.get().channel == "online"


def test_the_date_is_set_in_the_form_of_the_step(client_of, freeze):
    freeze(NOON)
    workshop = factories.make_workshop()
    client = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
    url = reverse("workshops:change_step", args=[workshop.pk, workshop.exercises.get(position=1).pk])
    data = {"title": "Vad hjälpte?", "minutes": 10, "max_length": 240, "row_version": 1}
    refused = client.post(url, data | {"open_until": "2026-11-01T12:00"})
    assert "Tiden har redan varit" in refused.content.decode()
    assert "Skriv dag och tid" in client.post(url, data | {"open_until": "snart"}).content.decode()
    assert client.post(url, data | {"open_until": "2026-12-14T12:00"}).status_code == 302
    assert workshop.exercises.get(position=1).open_until == END
    assert 'value="2026-12-14T12:00"' in client.get(url).content.decode()


def test_a_pause_is_not_open_over_time():
    workshop = factories.make_workshop()
    with pytest.raises(RuleBroken, match="svarar man inte"):
        planning.add_exercise(
            workshop=workshop, kind="pause", title="Rast", minutes=5, open_until=END, by=None, at=NOON
        )


def test_the_step_closes_when_the_time_is_out_and_only_once(world):
    assert housekeeping.run_often(END - timedelta(seconds=1))["steps"] == 0
    assert housekeeping.run_often(END)["steps"] == 1
    assert housekeeping.run_often(END + timedelta(minutes=1))["steps"] == 0
    step = again(world.step)
    assert (step.state, step.revealed_at) == ("closed", None)
    assert AuditEvent.objects.filter(act="step.time_out").count() == 1


def test_a_step_with_minutes_is_not_closed_by_the_clock():
    world = three_sites()
    step = go(world.a)
    assert over_time.close_what_is_out(NOON + timedelta(days=9)) == 0
    assert again(step).state == "open"


def test_what_comes_after_is_told_that_it_is_closed(world, phone):
    client, place = phone(world.workshop)
    over_time.close_what_is_out(END)
    with pytest.raises(RuleBroken, match="Steget är stängt"):
        leave_note(
            exercise=again(world.step), participation=place, text="Sent", client_key=uuid.uuid4(), by=place, at=END
        )
    answer = client.post(reverse("workshops:act", args=[world.workshop.pk, world.step.pk, "lamna"]), {
        "text": "Sent", "key": str(uuid.uuid4())})  # fmt: skip
    assert answer.status_code == 409
    assert "Steget är stängt" in answer.content.decode()


# --- The reminder -----------------------------------------------------------------------------


def test_one_letter_three_days_before_that_says_nothing_of_what_it_is_about(world, asked):
    assert over_time.send_reminders(now=END - timedelta(days=3, minutes=1)) == 0
    assert over_time.send_reminders(now=END - timedelta(days=3)) == 1
    assert over_time.send_reminders(now=END - timedelta(days=1)) == 0
    letter = mail.outbox[0]
    assert letter.to == ["kim@exempel.se"]
    assert letter.subject == "Påminnelse från Hälsolabb"
    assert "14 december klockan 12.00" in letter.body
    for told in (world.workshop.title, world.lab.name, world.step.title):
        assert told not in letter.subject + letter.body
    assert asked.token in letter.body


def test_a_short_step_is_reminded_of_the_day_before():
    found = three_sites(opened=False)
    first = found.workshop.exercises.get(position=1)
    planning.change_exercise(exercise=first, open_until=NOON + timedelta(days=4), by=None, at=NOON)
    pacing.open_workshop(workshop=found.workshop, by=None, at=NOON)
    found.a.refresh_from_db()
    over_time.ask_for_reminder(exercise=go(found.a), email="a@exempel.se", by=None, at=NOON)
    assert over_time.send_reminders(now=NOON + timedelta(days=2)) == 0
    assert over_time.send_reminders(now=NOON + timedelta(days=3)) == 1


def test_the_job_is_asked_for_by_the_chores(asked, django_capture_on_commit_callbacks, settings, freeze):
    settings.JOBS_WORKERS, settings.CELERY_BROKER_URL = 0, ""
    at = END - timedelta(days=2)
    freeze(at)
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            housekeeping.run_often(at)
    assert len(mail.outbox) == 1


def test_a_letter_that_the_post_refuses_is_tried_again(asked, monkeypatch):
    def refuse(self):
        raise ConnectionRefusedError

    with monkeypatch.context() as broken:
        broken.setattr("workshops.actions.over_time.EmailMessage.send", refuse)
        assert over_time.send_reminders(now=END - timedelta(days=2)) == 0
    assert over_time.send_reminders(now=END - timedelta(days=2)) == 1


def test_the_same_address_is_once_and_nothing_is_written_in_the_trail(world, asked):
    before = AuditEvent.objects.count()
    over_time.ask_for_reminder(exercise=world.step, email=" kim@exempel.se", by=None, at=NOON)
    assert ReminderAddress.objects.count() == 1
    assert AuditEvent.objects.count() == before


def test_nothing_leads_from_an_address_to_a_person():
    kept = {field.name for field in ReminderAddress._meta.get_fields()}
    assert kept == {"id", "exercise", "site", "email", "token", "asked_on", "sent_at"}


def test_addresses_go_when_the_step_has_closed(asked):
    assert over_time.forget_useless_addresses(NOON) == 0
    over_time.close_what_is_out(END)
    assert over_time.forget_useless_addresses(END) == 1
    assert over_time.forget_useless_addresses(END) == 0


def test_the_link_in_the_letter_asks_first(asked, client):
    url = reverse("workshops:no_reminder", args=[asked.token])
    assert "Ta bort min adress" in client.get(url).content.decode()
    assert ReminderAddress.objects.exists()
    for _twice in range(2):
        assert "Adressen är borttagen" in client.post(url).content.decode()
    assert not ReminderAddress.objects.exists()


def test_a_participant_leaves_an_address_and_strangers_do_not(world, phone, client, freeze):
    freeze(NOON)
    mine, _place = phone(world.workshop)
    url = reverse("workshops:remind_me", args=[world.workshop.pk])
    assert url in page(mine, world)
    assert "Skriv en e-postadress" in mine.post(url, {"email": "kim"}).content.decode()
    assert mine.post(url, {"email": "kim@exempel.se"}).status_code == 302
    assert ReminderAddress.objects.get().email == "kim@exempel.se"
    assert client.get(url).status_code == 302
    assert client.post(url, {"email": "x@exempel.se"}).status_code == 403
    assert ReminderAddress.objects.count() == 1


def test_one_place_leaves_only_so_many(world, phone, freeze):
    freeze(NOON)
    mine, _place = phone(world.workshop)
    url = reverse("workshops:remind_me", args=[world.workshop.pk])
    for number in range(20):
        mine.post(url, {"email": f"p{number}@exempel.se"})
    assert mine.post(url, {"email": "en-till@exempel.se"}).status_code == 429
    assert ReminderAddress.objects.count() == 20


def test_without_post_nobody_is_offered_a_letter_and_staff_are_told(world, phone, client_of, settings, freeze):
    freeze(NOON)
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert not can_send()
    mine, _place = phone(world.workshop)
    url = reverse("workshops:remind_me", args=[world.workshop.pk])
    assert url not in page(mine, world)
    assert mine.post(url, {"email": "kim@exempel.se"}).status_code == 302
    assert not ReminderAddress.objects.exists()
    leader = client_of(factories.make_member(lab=world.lab, role="facilitator"))
    assert (
        "Inga påminnelser kan skickas" in leader.get(reverse("workshops:console", args=[world.a.pk])).content.decode()
    )


def test_a_step_that_is_closed_takes_no_address(world):
    over_time.close_what_is_out(END)
    with pytest.raises(RuleBroken, match="inte öppet längre"):
        over_time.ask_for_reminder(exercise=again(world.step), email="a@exempel.se", by=None, at=END)
