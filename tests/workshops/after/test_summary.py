"""What people said goes back to them, they say what is wrong, and somebody answers."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from tests.workshops.after.world import closed, held, logged_in
from tests.workshops.sites.world import NOON, go, person
from workshops.actions.contributions import change_consent, hold_note, withdraw
from workshops.actions.summing_up import answer_correction, correct, send_summary
from workshops.models import Correction, Summary
from workshops.queries.after import latest_summary, summaries_for
from workshops.summing_up import opened, parts_of

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def sent(site, *, changes="", at=NOON, **fields):
    return send_summary(
        site=site, intro="Det här sa ni.", changes=changes, correct_by=TODAY + timedelta(days=7), key=uuid.uuid4(),
        by=None, at=at, **fields,
    )  # fmt: skip


@pytest.fixture
def world(freeze):
    freeze(NOON)
    return held()


def words(parts):
    return [note.text for part in parts for pile in part["piles"] for note in pile["notes"]]


def chairs(parts):
    return sum(len(pile["taken_back"]) for part in parts for pile in part["piles"])


# --- Sending ----------------------------------------------------------------------------------


def test_only_what_was_shown_is_sent(freeze):
    freeze(NOON)
    world = held(close=False)
    step = go(world.a, 2)
    factories.make_note(exercise=step, participation=world.people[0], text="Aldrig visad")
    hold_note(contribution=world.notes[0], reason="other", by=None, at=NOON)
    withdraw(contribution=world.notes[1], by=world.people[1], at=NOON)
    change_consent(contribution=world.notes[2], use="analysis", granted=False, by=world.people[2], at=NOON)
    closed(world)
    assert words(opened(sent(world.a))) == ["Ord nummer 3", "Ord nummer 4", "Ord nummer 5"]
    ids = str(latest_summary(world.a).parts)
    assert not any(str(note.pk) in ids for note in world.notes[:3])


def test_it_waits_until_the_site_is_closed(freeze):
    freeze(NOON)
    world = held(close=False)
    with pytest.raises(RuleBroken, match="Stäng verkstaden"):
        sent(world.a)


def test_a_site_where_nothing_was_shown_has_nothing_to_sum_up(world):
    with pytest.raises(RuleBroken, match="Inget har visats"):
        sent(world.b)


def test_bad_words_around_it(world):
    for fields in ({"intro": " "}, {"intro": "x" * 2001}, {"correct_by": TODAY - timedelta(days=1)}):
        fields = {"intro": "Så här", "correct_by": TODAY} | fields
        with pytest.raises(RuleBroken):
            send_summary(site=world.a, key=uuid.uuid4(), by=None, at=NOON, **fields)


def test_sent_twice_is_one_version_and_the_next_says_what_changed(world):
    key = uuid.uuid4()
    for _twice in range(2):
        send_summary(site=world.a, intro="Hej", correct_by=TODAY, key=key, by=None, at=NOON)
    assert Summary.objects.count() == 1
    with pytest.raises(RuleBroken, match="vad som är ändrat"):
        sent(world.a)
    assert sent(world.a, changes="Ett tema bytte namn.").number == 2


def test_a_version_stays_as_it_was_sent(world):
    summary = sent(world.a)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Summary.objects.filter(pk=summary.pk).update(intro="Något annat")


def test_themes_follow_with_their_notes(freeze):
    freeze(NOON)
    workshop, _step, notes = factories.make_room(people=6)
    from workshops.actions.clustering import create_cluster, move_notes
    from workshops.queries import step_at

    factories.advance(workshop, 2)
    sorting = step_at(workshop.site.pk, workshop.exercises.get(position=2).pk)
    theme = create_cluster(exercise=sorting, title="Väntan", by=None, at=NOON)
    move_notes(exercise=sorting, note_ids=[note.pk for note in notes[:2]], cluster=theme, by=None, at=NOON)
    from workshops.actions.pacing import close_workshop

    close_workshop(workshop=workshop, by=None, at=NOON)
    site = workshop.sites.get()
    parts = opened(Summary(site=site, parts=parts_of(site)))
    assert [(pile["title"], len(pile["notes"])) for part in parts for pile in part["piles"]] == [("Väntan", 2), ("", 4)]


# --- Reading ----------------------------------------------------------------------------------


def page(client, world):
    return client.get(reverse("workshops:summary", args=[world.workshop.pk]))


def test_those_who_took_part_read_it_with_their_code_after_the_session(world, client):
    assert page(client, world)["Location"] == reverse("followup:receipt")
    factories.carry(client, world.code)
    assert page(client, world).status_code == 404
    sent(world.a)
    text = page(client, world).content.decode()
    assert "Ord nummer 5" in text and "Din lapp" in text
    address = reverse("workshops:summary", args=[world.workshop.pk])
    for other in (reverse("workshops:take_part", args=[world.workshop.pk]), reverse("followup:receipt")):
        assert address in client.get(other).content.decode()


def test_another_site_and_another_session_do_not_read_it(freeze, client):
    freeze(NOON)
    world = held(close=False)
    receipt, code = factories.make_receipt()
    person(world.b, receipt=receipt)
    _stranger, strange = factories.make_receipt()
    closed(world)
    sent(world.a)
    assert page(factories.carry(client, code), world).status_code == 404
    assert page(factories.carry(client, strange), world).status_code == 302
    assert summaries_for(receipt) == []


def test_a_note_taken_back_later_leaves_an_empty_chair(world, client):
    summary = sent(world.a)
    withdraw(contribution=world.notes[0], by=world.people[0], at=NOON)
    hold_note(contribution=world.notes[1], reason="other", by=None, at=NOON)
    parts = opened(summary)
    assert words(parts) == [f"Ord nummer {n}" for n in (2, 3, 4, 5)] and chairs(parts) == 1
    text = page(factories.carry(client, world.code), world).content.decode()
    assert "Ord nummer 0" not in text and "Ord nummer 1" not in text and "En lapp är återtagen" in text


@pytest.mark.parametrize("number", [1, 80])
def test_the_pages_ask_few_questions(world, client, number, django_assert_max_num_queries):
    factories.make_many_notes(step=world.step, participation=world.people[0], number=number)
    sent(world.a)
    factories.carry(client, world.code)
    with django_assert_max_num_queries(15):
        assert page(client, world).status_code == 200


@pytest.mark.parametrize("number", [1, 6])
def test_the_facilitators_page_asks_few_questions(world, client, number, django_assert_max_num_queries):
    summary = sent(world.a)
    for place, note in list(zip(world.people, world.notes, strict=True))[:number]:
        for about in (None, note):
            said = {"contribution": about, "agrees": False, "text": "Fel"}
            correct(summary=summary, participation=place, by=place, at=NOON, **said)
    logged_in(client, world, "facilitator")
    with django_assert_max_num_queries(15):
        assert client.get(reverse("workshops:sum_up", args=[world.a.pk])).status_code == 200


def test_few_are_not_counted(freeze):
    freeze(NOON)
    from workshops.results import Result

    assert Result(None, ("a",)).as_dict()["n"] is None
    world = held(people=3)
    assert all(part["result"] is None or part["result"]["n"] is None for part in parts_of(world.a))


# --- Correcting -------------------------------------------------------------------------------


def test_a_person_says_that_it_is_right_or_what_is_wrong(world, client):
    sent(world.a)
    factories.carry(client, world.code)
    address = reverse("workshops:summary", args=[world.workshop.pk])
    mine = {"version": 1, "lapp": world.notes[0].pk}
    assert client.post(address, {**mine, "vad": "fel", "text": " "}).status_code == 422
    for _twice in range(2):
        assert client.post(address, {**mine, "vad": "fel", "text": "Jag menade kvällen"}).status_code == 302
    assert client.post(address, {"version": 1, "lapp": "", "vad": "stammer"}).status_code == 302
    rows = {row.contribution_id: (row.agrees, row.text) for row in Correction.objects.all()}
    assert rows == {None: (True, ""), world.notes[0].pk: (False, "Jag menade kvällen")}


def test_only_ones_own_notes_can_be_corrected(world, client):
    sent(world.a)
    factories.carry(client, world.code)
    address = reverse("workshops:summary", args=[world.workshop.pk])
    sent_in = {"version": 1, "lapp": world.notes[1].pk, "vad": "fel", "text": "Fel"}
    assert client.post(address, sent_in).status_code == 404
    assert client.post(address, sent_in | {"lapp": "inte-en-nyckel"}).status_code == 404
    summary = latest_summary(world.a)
    with pytest.raises(RuleBroken, match="inte din"):
        correct(
            summary=summary, participation=world.people[0], contribution=world.notes[1], agrees=True,
            by=world.people[0], at=NOON,
        )  # fmt: skip


def test_what_was_said_without_connection_is_nobodys_own(freeze, client):
    freeze(NOON)
    world = held(anonymity="anonymous")
    summary = sent(world.a)
    assert "Ord nummer 0" in words(opened(summary))
    text = page(factories.carry(client, world.code), world).content.decode()
    assert "Ord nummer 0" in text and "Din lapp" not in text


def test_after_the_last_day_and_for_an_older_version_it_is_too_late(world, freeze):
    summary, place = sent(world.a), world.people[0]
    with pytest.raises(RuleBroken, match="Sista dagen"):
        correct(summary=summary, participation=place, agrees=True, by=place, at=NOON + timedelta(days=8))
    sent(world.a, changes="Nytt")
    with pytest.raises(RuleBroken, match="nyare version"):
        correct(summary=summary, participation=place, agrees=True, by=place, at=NOON)


def test_a_facilitator_answers_and_the_writer_reads_it(world, client):
    summary, place = sent(world.a), world.people[0]
    row = correct(summary=summary, participation=place, agrees=False, text="Fel ort", by=place, at=NOON)
    logged_in(client, world, "facilitator")
    page_of_leader = client.get(reverse("workshops:sum_up", args=[world.a.pk])).content.decode()
    assert "Fel ort" in page_of_leader
    there = reverse("workshops:answer_correction", args=[world.a.pk, row.pk])
    client.post(there, {"answer": "unchanged", "answer_text": ""})
    row.refresh_from_db()
    assert row.answer == ""
    client.post(there, {"answer": "unchanged", "answer_text": "Orten stämmer med inbjudan."})
    row.refresh_from_db()
    assert row.answer == "unchanged"
    client.logout()
    assert "Orten stämmer med inbjudan." in page(factories.carry(client, world.code), world).content.decode()
    with pytest.raises(RuleBroken, match="redan besvarad"):
        correct(summary=summary, participation=place, agrees=True, by=place, at=NOON)
    with pytest.raises(RuleBroken, match="redan besvarad"):
        answer_correction(correction=row, answer="changed", by=None, at=NOON)


def test_one_persons_correction_is_not_read_by_another(freeze, client):
    freeze(NOON)
    world = held(close=False)
    receipt, code = factories.make_receipt()
    person(world.a, receipt=receipt)
    closed(world)
    place = world.people[0]
    row = correct(summary=sent(world.a), participation=place, agrees=False, text="Hemligt", by=place, at=NOON)
    answer_correction(correction=row, answer="changed", text="Klart svar", by=None, at=NOON)
    text = page(factories.carry(client, code), world).content.decode()
    assert "Hemligt" not in text and "Klart svar" not in text


def test_a_correction_of_another_site_is_not_answered_from_here(world, client):
    place = world.people[0]
    row = correct(summary=sent(world.a), participation=place, agrees=False, text="Fel", by=place, at=NOON)
    logged_in(client, world, "facilitator")
    there = reverse("workshops:answer_correction", args=[world.b.pk, row.pk])
    assert client.post(there, {"answer": "changed"}).status_code == 404


@pytest.mark.parametrize("role", ["listener", "table_host", "analyst", "editor", "researcher"])
def test_others_do_not_send_it(world, client, role):
    logged_in(client, world, role)
    assert client.get(reverse("workshops:sum_up", args=[world.a.pk])).status_code == 403


def test_a_facilitator_sends_it_from_the_page(world, client):
    logged_in(client, world, "facilitator")
    console = client.get(reverse("workshops:console", args=[world.a.pk])).content.decode()
    address = reverse("workshops:sum_up", args=[world.a.pk])
    assert "Efter verkstaden" in console and address in console
    there = client.post(address, {"intro": "", "correct_by": "2026-12-24", "key": uuid.uuid4()})
    assert there.status_code == 422
    there = client.post(address, {"intro": "Tack för i dag", "correct_by": "2026-12-24", "key": uuid.uuid4()})
    assert there.status_code == 302 and latest_summary(world.a).intro == "Tack för i dag"


def test_no_words_lie_in_the_trail_or_on_the_wire(world):
    from hlab.core.models import AuditEvent
    from hlab.live.models import Event

    place = world.people[0]
    correct(summary=sent(world.a), participation=place, agrees=False, text="Hemliga ord", by=place, at=NOON)
    told = [str(row.facts) for row in AuditEvent.objects.all()] + [str(row.data) for row in Event.objects.all()]
    assert not any("Hemliga" in text or "Ord nummer" in text for text in told)
