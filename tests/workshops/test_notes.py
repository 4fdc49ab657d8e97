"""What people say: kept once, changed openly, taken back honestly."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests import factories
from workshops.actions import contributions as acts
from workshops.actions.pacing import close_writing, go_to, reveal
from workshops.models import Contribution
from workshops.queries import people_behind, shown_notes, usable_contributions

pytestmark = pytest.mark.django_db
NOON = factories.NOON


@pytest.fixture
def room(phone):
    workshop = factories.make_open_workshop()
    client, place = phone(workshop)
    step = workshop.exercises.get(position=1)
    return workshop, step, client, place


def send(client, workshop, step, **data):
    url = reverse("workshops:act", args=[workshop.pk, step.pk, "lamna"])
    return client.post(url, {"key": str(uuid.uuid4())} | data)


def test_a_note_is_kept_as_written(room):
    workshop, step, client, _place = room
    words = "Att någon ringde 😀\nسلام <script>alert(1)</script>"
    assert send(client, workshop, step, text=words).status_code == 302
    note = Contribution.objects.get()
    assert note.text == words
    page = client.get(reverse("workshops:take_part", args=[workshop.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(("text", "says"), [("", "tom"), ("   \n ", "tom"), ("å" * 10_000, "9760 tecken för lång")])
def test_empty_and_endless_notes_get_a_sentence_and_keep_the_words(room, text, says):
    workshop, step, client, _place = room
    response = send(client, workshop, step, text=text)
    assert response.status_code == 422
    page = response.content.decode()
    assert says in page.replace("\xa0", "")
    assert 'aria-invalid="true"' in page
    assert text.strip() in page
    assert not Contribution.objects.exists()


def test_a_double_tap_is_one_note(room):
    workshop, step, client, _place = room
    key = str(uuid.uuid4())
    for _ in range(3):
        send(client, workshop, step, text="En gång räcker", key=key)
    assert Contribution.objects.count() == 1


def test_an_old_form_with_new_words_is_a_new_note(room):
    workshop, step, client, _place = room
    key = str(uuid.uuid4())
    for words in ("Första", "Andra", "Andra", "Första"):
        send(client, workshop, step, text=words, key=key)
    assert sorted(Contribution.objects.values_list("text", flat=True)) == ["Andra", "Första"]


def test_another_persons_key_does_not_swallow_my_words(room, phone):
    workshop, step, client, _place = room
    other, _ = phone(workshop)
    key = str(uuid.uuid4())
    send(client, workshop, step, text="Samma ord", key=key)
    send(other, workshop, step, text="Samma ord", key=key)
    assert Contribution.objects.count() == 2


def test_a_broken_key_is_said_and_nothing_saved(room):
    workshop, step, client, _place = room
    response = send(client, workshop, step, text="Hej", key="inte-en-nyckel")
    assert response.status_code == 400
    assert "Hej" in response.content.decode()
    assert not Contribution.objects.exists()


def test_personal_details_warn_once_then_wait_for_the_facilitator(room):
    workshop, step, client, _place = room
    words = "Ring mig på 070-123 45 67"
    first = send(client, workshop, step, text=words)
    assert first.status_code == 422
    assert "telefonnummer" in first.content.decode()
    assert words in first.content.decode()
    assert send(client, workshop, step, text=words, confirmed="1").status_code == 302
    note = Contribution.objects.get()
    assert note.hold == "personal"
    close_writing(exercise=step, by=None, at=NOON)
    reveal(exercise=step, by=None, at=NOON)
    step.refresh_from_db()
    assert not shown_notes(step).exists()
    acts.release_note(contribution=note, by=None, at=NOON)
    assert shown_notes(step).count() == 1


def test_others_notes_are_hidden_until_shown(room, phone):
    workshop, step, client, _place = room
    other, _ = phone(workshop)
    send(other, workshop, step, text="Hemligt tills det visas")
    url = reverse("workshops:take_part", args=[workshop.pk])
    earlier = reverse("workshops:earlier", args=[workshop.pk, step.pk])
    assert "Hemligt tills" not in client.get(url).content.decode()
    assert client.get(earlier).status_code == 404
    close_writing(exercise=step, by=None, at=NOON)
    assert "Hemligt tills" not in client.get(url).content.decode()
    reveal(exercise=step, by=None, at=NOON)
    assert "Hemligt tills" in client.get(url).content.decode()
    assert "Hemligt tills" in client.get(earlier).content.decode()


def test_after_closing_nothing_more_comes_in_and_the_words_come_back(room):
    workshop, step, client, _place = room
    close_writing(exercise=step, by=None, at=NOON)
    response = send(client, workshop, step, text="För sent")
    assert response.status_code == 409
    go_to(site=workshop.site, step=workshop.exercises.get(position=2), seen_step=step.pk, by=None, at=NOON)
    response = send(client, workshop, step, text="Mycket för sent")
    assert response.status_code == 409
    assert "Mycket för sent" in response.content.decode()
    assert not Contribution.objects.exists()


def test_a_change_keeps_the_former_words(room):
    workshop, step, client, place = room
    note = factories.make_note(exercise=step, participation=place, text="Före")
    url = reverse("workshops:change_note", args=[workshop.pk, note.pk])
    assert client.post(url, {"text": "Efter", "row_version": 1}).status_code == 302
    note.refresh_from_db()
    assert note.text == "Efter"
    assert [row.text for row in note.revisions.all()] == ["Före"]


def test_other_words_never_let_a_held_note_through(room):
    _workshop, step, _client, place = room
    note = factories.make_note(exercise=step, participation=place, text="Före")
    acts.hold_note(contribution=note, reason="other", by=None, at=NOON)
    acts.change_note(contribution=note, text="Efter", row_version=1, by=place, at=NOON)
    note.refresh_from_db()
    assert (note.text, note.hold) == ("Efter", "other")


def test_one_person_in_two_sessions_is_one_person_who_speaks_as_they_last_did():
    receipt, _code = factories.make_receipt()
    for day, perspective in enumerate(("staff", "lived")):
        at = NOON + timedelta(days=day)
        place = factories.make_participation(receipt=receipt, perspective=perspective, at=at)
        factories.make_note(participation=place, at=at)
    factories.make_note(at=NOON)
    assert people_behind(Contribution.objects.all()) == (2, {"lived": 2})


def test_a_stale_change_is_409_with_both_texts(room):
    workshop, step, client, place = room
    note = factories.make_note(exercise=step, participation=place, text="Före")
    acts.change_note(contribution=note, text="Från telefonen", row_version=1, by=place, at=NOON)
    url = reverse("workshops:change_note", args=[workshop.pk, note.pk])
    response = client.post(url, {"text": "Från datorn", "row_version": 1})
    assert response.status_code == 409
    page = response.content.decode()
    assert "Från telefonen" in page
    assert "Från datorn" in page
    with pytest.raises(StaleEdit):
        acts.change_note(contribution=note, text="Igen", row_version=1, by=place, at=NOON)
    note.refresh_from_db()
    assert note.text == "Från telefonen"


def test_nobody_changes_or_withdraws_anothers_note(room, phone):
    workshop, step, _client, place = room
    note = factories.make_note(exercise=step, participation=place)
    other, _ = phone(workshop)
    for name in ("workshops:change_note", "workshops:take_back"):
        url = reverse(name, args=[workshop.pk, note.pk])
        assert other.get(url).status_code == 404
        assert other.post(url, {"text": "kapad", "row_version": 1}).status_code == 404
    note.refresh_from_db()
    assert note.withdrawn_at is None
    assert note.row_version == 1


def test_a_note_of_another_session_is_not_found(room, phone):
    workshop, _step, client, _place = room
    elsewhere = factories.make_note()
    assert client.get(reverse("workshops:change_note", args=[workshop.pk, elsewhere.pk])).status_code == 404


def test_withdrawing_leaves_an_empty_chair(room):
    workshop, step, client, place = room
    note = factories.make_note(exercise=step, participation=place, text="Ångrar mig")
    url = reverse("workshops:take_back", args=[workshop.pk, note.pk])
    page = client.get(url).content.decode()
    assert "Innan du skickar" in page
    assert "publicerat" in page
    client.post(url)
    client.post(url)
    note.refresh_from_db()
    assert note.withdrawn_at
    written_down = AuditEvent.objects.get(act="contribution.withdrawn")
    assert (written_down.subject, written_down.actor) == (f"contribution:{note.pk}", f"participation:{place.pk}")
    assert note.text == "Ångrar mig"
    assert not usable_contributions(workshop.lab).exists()
    with pytest.raises(RuleBroken):
        acts.change_note(contribution=note, text="ny", row_version=1, by=place, at=NOON)


def test_consent_is_per_use_and_can_change(room):
    _workshop, step, _client, place = room
    note = factories.make_note(exercise=step, participation=place)
    assert note.consent_analysis
    assert not note.consent_quote
    acts.change_consent(contribution=note, use="quote", granted=True, by=place, at=NOON)
    acts.change_consent(contribution=note, use="analysis", granted=False, by=place, at=NOON)
    note.refresh_from_db()
    assert note.consent_quote
    assert not usable_contributions(note.exercise.workshop.lab).exists()
    with pytest.raises(RuleBroken):
        acts.change_consent(contribution=note, use="reklam", granted=True, by=place, at=NOON)


def test_the_database_refuses_a_second_note_with_the_same_key(room):
    _workshop, step, _client, place = room
    note = factories.make_note(exercise=step, participation=place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.create(
            exercise=step, participation=place, channel="live", text="x", client_key=note.client_key, created_at=NOON
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=note.pk).update(text="")
