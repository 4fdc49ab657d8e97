"""The facilitator's page: what it says, what it asks first, what it never shows to whom."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hlab.live.models import Event
from tests import factories
from workshops import registry
from workshops.actions import contributions as acts
from workshops.actions import pacing
from workshops.actions.clustering import create_cluster, move_notes
from workshops.console_acts import next_acts
from workshops.models import Contribution
from workshops.queries import steps_at
from workshops.wire import desk, room

pytestmark = pytest.mark.django_db
NOON = factories.NOON


def page(client, workshop, name="console") -> str:
    return client.get(reverse(f"workshops:{name}", args=[factories.key_for(name, workshop)])).content.decode()


def kinds(channel: str) -> list[str]:
    return list(Event.objects.filter(channel=channel).order_by("seq").values_list("kind", flat=True))


@pytest.fixture
def leader(client_of):
    """leader(workshop) → a client who leads it."""
    return lambda workshop: client_of(factories.make_member(lab=workshop.lab, role="facilitator"))


def press(client, workshop, act, **data):
    return client.post(reverse("workshops:pace", args=[workshop.site.pk, act]), data, follow=True).content.decode()


# --- Who reads what -----------------------------------------------------------------------------


def test_a_table_host_reads_notes_when_they_are_shown_and_never_the_held(client_of):
    workshop, step, notes = factories.make_room(people=2, reveal=False)
    acts.hold_note(contribution=notes[0], reason="personal", by=None, at=NOON)
    host = client_of(factories.make_member(lab=workshop.lab, role="table_host"))
    before = page(host, workshop)
    assert all(note.text not in before for note in notes)
    pacing.close_writing(exercise=step, by=None, at=NOON)
    pacing.reveal(exercise=step, by=None, at=NOON)
    after = page(host, workshop)
    assert notes[0].text not in after
    assert notes[1].text in after


def test_the_big_screen_has_no_note_before_it_is_shown(leader):
    workshop, step, (note,) = factories.make_room(people=1, reveal=False)
    client = leader(workshop)
    assert note.text not in page(client, workshop, "stage")
    assert registry.get("brainstorm").stage(exercise=step)["shown_notes"] == []
    pacing.close_writing(exercise=step, by=None, at=NOON)
    assert note.text not in page(client, workshop, "stage")
    pacing.reveal(exercise=step, by=None, at=NOON)
    assert note.text in page(client, workshop, "stage")


def test_what_is_shown_no_longer_leaves_the_big_screen_and_the_themes_too(leader, phone):
    workshop, step, notes = factories.make_room(people=1)
    client, _place = phone(workshop)
    sort = workshop.exercises.get(position=2)
    theme = create_cluster(exercise=sort, title="Någon som håller i", by=None, at=NOON)
    move_notes(exercise=sort, note_ids=[notes[0].pk], cluster=theme, by=None, at=NOON)
    factories.advance(workshop, 2)
    screens = [(leader(workshop), "stage"), (client, "take_part"), (leader(workshop), "console")]
    assert all(notes[0].text in page(who, workshop, name) for who, name in screens)
    factories.advance(workshop, 1)
    pacing.hide(exercise=step, by=None, at=NOON)
    factories.advance(workshop, 2)
    assert not any(notes[0].text in page(who, workshop, name) for who, name in screens)
    assert "gone" in kinds(room(workshop.site.pk))


# --- What is asked first ------------------------------------------------------------------------


def test_going_on_asks_when_someone_is_still_writing_or_nothing_was_shown(leader):
    workshop, step, _notes = factories.make_room(people=1, reveal=False)
    workshop.refresh_from_db()
    client = leader(workshop)
    asked = client.get(reverse("workshops:pace", args=[workshop.site.pk, "nasta"]))
    assert asked.status_code == 200
    assert "stängs för alla" in asked.content.decode()
    assert "har inte visats" in asked.content.decode()
    pacing.close_writing(exercise=step, by=None, at=NOON)
    pacing.reveal(exercise=step, by=None, at=NOON)
    assert client.get(reverse("workshops:pace", args=[workshop.site.pk, "nasta"])).status_code == 302
    workshop.refresh_from_db()
    assert not next(act for act in next_acts(workshop.site, steps_at(workshop.site)) if act.name == "nasta").asks


def test_a_question_is_a_page_and_with_script_a_dialog(leader):
    workshop, _step, _notes = factories.make_room(people=1, reveal=False)
    client, url = leader(workshop), reverse("workshops:pace", args=[workshop.site.pk, "stang"])
    assert "<h1>Stänga skrivandet?</h1>" in client.get(url).content.decode()
    dialog = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert dialog.strip().startswith("<dialog")
    assert 'name="sett"' in dialog
    assert "<html" not in dialog


def test_opening_shows_the_words_that_it_freezes(leader):
    workshop = factories.make_workshop()
    asked = leader(workshop).get(reverse("workshops:pace", args=[workshop.site.pk, "oppna"])).content.decode()
    assert workshop.lab.open_scope in asked
    assert workshop.lab.closed_scope in asked


def test_every_act_says_what_happened(leader):
    workshop, _step, _notes = factories.make_room(people=1, reveal=False)
    client = leader(workshop)
    assert "Skrivandet är stängt. Inget visas ännu." in press(client, workshop, "stang")
    assert "Skrivandet är öppet igen." in press(client, workshop, "oppna-igen")
    press(client, workshop, "stang")
    assert "Lapparna visas för alla i rummet." in press(client, workshop, "visa")
    assert f"Nu: {workshop.exercises.get(position=2).title}" in press(client, workshop, "nasta")


def test_dots_are_not_called_writing(leader):
    workshop, _step, _notes = factories.make_room(people=1)
    factories.advance(workshop, 3)
    shown = page(leader(workshop), workshop)
    assert "Stäng omröstningen" in shown
    assert "skrivandet" not in shown.lower()


# --- Ending, and opening again ------------------------------------------------------------------


def test_an_ended_session_says_so_and_can_be_opened_again(leader, phone):
    workshop, _step, notes = factories.make_room(people=1)
    client, _place = phone(workshop)
    sort = workshop.exercises.get(position=2)
    theme = create_cluster(exercise=sort, title="Någon som håller i", by=None, at=NOON)
    move_notes(exercise=sort, note_ids=[notes[0].pk], cluster=theme, by=None, at=NOON)
    factories.advance(workshop, 2)
    former = workshop.site.join_code
    ended = press(leader(workshop), workshop, "avsluta")
    assert "Verkstaden är avslutad" in ended
    assert "Nu:" not in ended
    assert "Öppna verkstaden igen" in ended
    goodbye = client.get(reverse("workshops:take_part", args=[workshop.pk])).content.decode()
    assert sort.title in goodbye
    sorted_page = client.get(reverse("workshops:earlier", args=[workshop.pk, sort.pk])).content.decode()
    assert "Någon som håller i" in sorted_page
    press(leader(workshop), workshop, "oppna")
    workshop.refresh_from_db()
    assert workshop.state == "open"
    assert workshop.site.join_code != former


# --- Inside a step --------------------------------------------------------------------------------


def sort_act(client, workshop, act, **data):
    sort = workshop.exercises.get(position=2)
    return client.post(reverse("workshops:host_act", args=[workshop.site.pk, sort.pk, act]), data)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Välj minst en lapp, och ett tema eller en ny rubrik."),
        ({"notes": "one"}, "Skriv en rubrik för temat."),
        ({"cluster": "none"}, "Välj minst en lapp att flytta."),
    ],
)
def test_a_move_that_lacks_something_says_what_and_keeps_the_marks(leader, sent, says):
    workshop, _step, notes = factories.make_room(people=2)
    factories.advance(workshop, 2)
    if "notes" in sent:
        sent = sent | {"notes": str(notes[0].pk)}
    answer = sort_act(leader(workshop), workshop, "flytta", **sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert says in text
    assert (f'value="{notes[0].pk}" checked' in text) == ("notes" in sent)


def test_a_move_says_where_the_notes_went(leader):
    workshop, _step, notes = factories.make_room(people=2)
    factories.advance(workshop, 2)
    client = leader(workshop)
    sort_act(client, workshop, "flytta", notes=[str(note.pk) for note in notes], title="Hålla i")
    assert "2 lappar är flyttade till ”Hålla i”." in page(client, workshop)


@pytest.mark.parametrize("number", ["²", "9" * 30, "-1", "x"])
def test_numbers_that_are_none_are_a_sentence_never_a_fault(leader, phone, number):
    workshop, _step, notes = factories.make_room(people=1)
    factories.advance(workshop, 2)
    client = leader(workshop)
    assert sort_act(client, workshop, "flytta", notes=str(notes[0].pk), cluster=number).status_code == 404
    for act, data in (("mer-tid", {"minuter": number}), ("nasta", {"sett": number})):
        assert client.post(reverse("workshops:pace", args=[workshop.site.pk, act]), data).status_code == 302
    factories.advance(workshop, 3)
    voter, _place = phone(workshop)
    dots = workshop.exercises.get(position=3)
    url = reverse("workshops:act", args=[workshop.pk, dots.pk, "lagg"])
    assert voter.post(url, {f"dots-{number}": "1"}).status_code in (409, 422)
    assert voter.post(url, {"dots-1": number}).status_code in (409, 422)


# --- What the wire tells --------------------------------------------------------------------------


def test_added_time_is_told_as_time_and_not_as_going_on(leader):
    workshop, _step, _notes = factories.make_room(people=1, reveal=False)
    before = len(kinds(room(workshop.site.pk)))
    press(leader(workshop), workshop, "mer-tid", minuter="2")
    assert kinds(room(workshop.site.pk))[before:] == ["time"]


def test_the_room_hears_of_what_it_may_see_and_the_desk_of_the_rest(phone):
    workshop, _step, notes = factories.make_room(people=1)
    note, start = notes[0], len(kinds(room(workshop.site.pk)))
    at_desk = len(kinds(desk(workshop.site.pk)))
    acts.hold_note(contribution=note, reason="personal", by=None, at=NOON)
    acts.hold_note(contribution=note, reason="other", by=None, at=NOON)
    acts.release_note(contribution=note, by=None, at=NOON)
    acts.release_note(contribution=note, by=None, at=NOON)
    acts.withdraw(contribution=note, by=note.participation, at=NOON)
    assert kinds(room(workshop.site.pk))[start:] == ["gone", "notes", "gone"]
    assert kinds(desk(workshop.site.pk))[at_desk:].count("held") == 1


# --- Asking for other words -----------------------------------------------------------------------


def test_an_author_who_is_asked_writes_anew_also_when_the_writing_is_closed(phone, leader):
    workshop, step, _notes = factories.make_room(people=1, reveal=False)
    client, place = phone(workshop)
    note = factories.make_note(exercise=step, participation=place, text="Doktor Berglind lyssnade inte")
    other = factories.make_note(exercise=step, participation=place, text="En till")
    pacing.close_writing(exercise=step, by=None, at=NOON)
    client_of_leader = leader(workshop)
    client_of_leader.post(reverse("workshops:moderate", args=[workshop.site.pk, note.pk]), {"skal": "reword"})
    assert "asked" in kinds(room(workshop.site.pk))
    shown = page(client, workshop, "take_part")
    assert "ber dig skriva om lappen" in shown
    change = reverse("workshops:change_note", args=[workshop.pk, note.pk])
    assert change in shown
    client.post(change, {"text": "Läkaren lyssnade inte", "row_version": note.row_version})
    note.refresh_from_db()
    assert (note.text, note.hold) == ("Läkaren lyssnade inte", "personal")
    answer = client.post(
        reverse("workshops:change_note", args=[workshop.pk, other.pk]), {"text": "Ny", "row_version": other.row_version}
    )
    assert answer.status_code == 409


def test_who_may_be_unwell_is_shown_whom_to_turn_to(phone):
    workshop, step, _notes = factories.make_room(people=1, reveal=False)
    client, place = phone(workshop)
    note = factories.make_note(exercise=step, participation=place, text="Jag orkar inte")
    acts.hold_note(contribution=note, reason="distress", by=None, at=NOON)
    shown = page(client, workshop, "take_part")
    assert f"Du kan vända dig till {workshop.support_person}" in shown


# --- Nothing said is lost -------------------------------------------------------------------------


def test_words_sent_too_late_come_back(phone):
    workshop, step, _notes = factories.make_room(people=1, reveal=False)
    client, place = phone(workshop)
    url = reverse("workshops:act", args=[workshop.pk, step.pk, "lamna"])
    kept = {"text": "I tid", "key": "7f0f6f0e-1111-4222-8333-444455556666"}
    assert client.post(url, kept).status_code == 302
    pacing.close_writing(exercise=step, by=None, at=NOON)
    late = client.post(url, {"text": "Mina halva ord", "key": "7f0f6f0e-1111-4222-8333-444455556667"})
    assert late.status_code == 409
    assert "Mina halva ord" in late.content.decode()
    assert "inte är sparad" in late.content.decode()
    assert client.post(url, kept).status_code == 302  # the answer to a note that was kept in time
    assert Contribution.objects.filter(participation=place).count() == 1


def test_a_question_can_be_skipped(phone):
    workshop, step, _notes = factories.make_room(people=1, reveal=False)
    client, _place = phone(workshop)
    assert "Hoppa över frågan" in page(client, workshop, "take_part")
    url = reverse("workshops:ready", args=[workshop.pk, step.pk])
    said = client.post(url, {"klar": "1", "hoppa": "1"}, follow=True).content.decode()
    assert "Du har hoppat över frågan" in said
    assert "Hoppa över frågan" not in said


def test_a_refused_ballot_comes_back_as_it_was_filled_in(phone):
    workshop, _step, _notes = factories.make_room(people=1)
    sort = workshop.exercises.get(position=2)
    themes = [create_cluster(exercise=sort, title=title, by=None, at=NOON) for title in ("Ett", "Två")]
    factories.advance(workshop, 3)
    client, _place = phone(workshop)
    step = workshop.exercises.get(position=3)
    url = reverse("workshops:act", args=[workshop.pk, step.pk, "lagg"])
    answer = client.post(url, {f"dots-{theme.pk}": "3" for theme in themes})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert text.count('<option value="3" selected>') == 2
    assert "<title>Fel: " in text
