"""Anyone who reads a note may say that it should perhaps not be shown; who leads decides, and it is written down."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.models import AuditEvent
from tests import factories
from workshops.actions.contributions import hold_note, release_note
from workshops.actions.moderation import keep_note, report_note
from workshops.models import Contribution, Moderation, NoteReport
from workshops.queries import held_notes, shown_notes, step_at

pytestmark = pytest.mark.django_db
NOON = factories.NOON


@pytest.fixture
def room():
    return factories.make_room(people=2)


def report(note, place, reason="personal", words=""):
    return report_note(contribution=note, participation=place, reason=reason, words=words, by=place, at=NOON)


def test_it_waits_with_its_reason_and_is_shown_until_decided(room, phone, client_of):
    workshop, step, (note, _other) = room
    client, _place = phone(workshop)
    url = reverse("workshops:report_note", args=[workshop.pk, note.pk])
    assert note.text in client.get(url).content.decode()
    client.post(url, {"reason": "hurts", "words": "Det är min granne"})
    leader = client_of(factories.make_member(lab=workshop.lab))
    page = leader.get(reverse("workshops:console", args=[workshop.site.pk])).content.decode()
    assert "Den kränker någon" in page
    assert "Det är min granne" in page
    assert note in shown_notes(step_at(workshop.site.pk, step.pk))


def test_twice_is_once_and_needs_a_reason(room, phone):
    workshop, _step, (note, _other) = room
    client, place = phone(workshop)
    report(note, place)
    report(note, place, "hurts")
    assert NoteReport.objects.get().reason == "personal"
    url = reverse("workshops:report_note", args=[workshop.pk, note.pk])
    assert client.post(url, {"reason": "vet inte"}).status_code == 422
    assert client.post(url, {"reason": "other", "words": "x" * 301}).status_code != 302


def test_keeping_it_is_written_down_and_it_waits_no_more(room, phone):
    workshop, _step, (note, _other) = room
    _client, place = phone(workshop)
    report(note, place)
    leader = factories.make_user()
    for _ in range(2):
        keep_note(contribution=note, by=leader, at=NOON)
    row = Moderation.objects.get()
    assert (row.act, row.reported_for, row.by) == ("kept", "personal", leader)
    assert list(held_notes(workshop.site)) == []
    report(note, place, "distress")
    assert [row.reported_for for row in held_notes(workshop.site)] == ["distress"]


def test_holding_it_answers_the_report(room, phone):
    workshop, step, (note, _other) = room
    _client, place = phone(workshop)
    report(note, place)
    hold_note(contribution=note, reason="personal", by=None, at=NOON)
    assert note not in shown_notes(step_at(workshop.site.pk, step.pk))
    release_note(contribution=note, by=None, at=NOON)
    assert list(Moderation.objects.values_list("act", "reported_for")) == [("released", ""), ("held", "personal")]


def test_the_log_holds_no_words_and_no_people(room, phone, client_of):
    workshop, _step, (note, _other) = room
    _client, place = phone(workshop)
    report(note, place, words="Hemliga ord")
    hold_note(contribution=note, reason="distress", by=None, at=NOON)
    leader = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
    page = leader.get(reverse("workshops:moderation", args=[workshop.pk])).content.decode()
    assert "Hölls kvar" in page
    assert "Den pekar ut någon" in page
    for secret in (note.text, "Hemliga ord", str(place.pk), str(note.participation_id)):
        assert secret not in page
    event = AuditEvent.objects.get(act="contribution.reported")
    assert event.actor in ("", "system", "None") or str(place.pk) not in event.actor
    assert "Hemliga" not in str(event.facts)


def test_the_log_cannot_be_rewritten(room):
    _workshop, _step, (note, _other) = room
    hold_note(contribution=note, reason="other", by=None, at=NOON)
    for change in (lambda: Moderation.objects.update(reason="reword"), lambda: Moderation.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_note_that_one_cannot_read_cannot_be_reported(phone, client_of):
    workshop, _step, (note,) = factories.make_room(people=1, reveal=False)
    client, _place = phone(workshop)
    url = reverse("workshops:report_note", args=[workshop.pk, note.pk])
    assert client.post(url, {"reason": "other"}).status_code == 404
    listener = client_of(factories.make_member(lab=workshop.lab, role="listener"))
    url = reverse("workshops:report_as_listener", args=[workshop.pk, note.pk])
    assert listener.post(url, {"reason": "other"}).status_code == 404
    assert NoteReport.objects.count() == 0


def test_a_listener_may_report(room, client_of):
    workshop, _step, (note, _other) = room
    user = factories.make_member(lab=workshop.lab, role="listener")
    client_of(user).post(reverse("workshops:report_as_listener", args=[workshop.pk, note.pk]), {"reason": "other"})
    assert NoteReport.objects.get().by == user


def test_a_withdrawn_note_waits_for_nobody(room, phone):
    workshop, _step, (note, _other) = room
    _client, place = phone(workshop)
    report(note, place)
    Contribution.objects.filter(pk=note.pk).update(withdrawn_at=NOON)
    assert list(held_notes(workshop.site)) == []


def test_somebody_of_another_session_cannot_report_in_the_database(room):
    _workshop, _step, (note, _other) = room
    stranger = factories.make_participation()
    with pytest.raises(IntegrityError), transaction.atomic():
        NoteReport.objects.create(contribution=note, participation=stranger, reason="other", at=NOON)


def test_keeping_from_the_console(room, phone, client_of):
    workshop, _step, (note, _other) = room
    _client, place = phone(workshop)
    report(note, place)
    leader = client_of(factories.make_member(lab=workshop.lab))
    leader.post(reverse("workshops:moderate", args=[workshop.site.pk, note.pk]), {"vad": "behall"})
    assert Moderation.objects.get().act == "kept"
