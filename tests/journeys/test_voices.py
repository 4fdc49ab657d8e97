"""Tying notes to steps and gaps, and choosing which are shown in the person's own words."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hlab.core.errors import RuleBroken, StaleEdit
from journeys.actions.editing import undo
from journeys.actions.voices import change_voice, remove_voice, tie_voices
from journeys.models import Voice
from journeys.queries.document import document
from tests import factories
from tests.factories import NOON, make_journey
from tests.journeys.told import make_own
from workshops.actions.contributions import change_consent, withdraw
from workshops.models import Contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def journey(lab):
    return make_journey(lab=lab)


@pytest.fixture
def notes(lab):
    found = factories.make_room(people=3, lab=lab, text="Jag väntade i sju veckor. Ingen ringde.")[2]
    change_consent(contribution=found[0], use="quote", granted=True, by=None, at=NOON)
    return found


def page(journey, part):
    return reverse("journeys:choose_voices", args=[journey.pk, part.pk])


def tied(journey, note, part=None):
    tie_voices(part=part or journey.steps.first(), notes=[note.pk], by=None, at=NOON)
    return Voice.objects.get(contribution=note)


def choose(voice, *, quote=True, words="", row_version=1, note_version=1):
    return change_voice(
        voice=voice, words=words, quote=quote, row_version=row_version, note_version=note_version, by=None, at=NOON
    )


def test_an_editor_ties_notes_to_a_step_and_to_a_gap_and_chooses_a_quote(client_of, editor, journey, notes):
    client = client_of(editor)
    for part in (journey.steps.first(), journey.gaps.first()):
        there = page(journey, part)
        assert notes[0].text in client.get(there).content.decode()
        for _twice in range(2):
            assert client.post(there, {"lapp": [notes[0].pk, notes[1].pk]}).status_code == 302
    assert Voice.objects.count() == 4
    voice = Voice.objects.get(contribution=notes[0], step__isnull=False)
    here = reverse("journeys:voice", args=[voice.pk])
    assert client.get(here).status_code == 200
    sent = {"words": "Ingen ringde.", "quote": "on", "row_version": 1, "note_version": 1}
    assert client.post(here, sent).status_code == 302
    voice.refresh_from_db()
    assert (voice.words, voice.quote, voice.quoted_version) == ("Ingen ringde.", True, 1)
    found = document(journey).step(str(voice.step_id)).voices
    assert {one.contribution for one in found} == {str(notes[0].pk), str(notes[1].pk)}


def test_a_search_narrows_the_notes(client_of, editor, journey, notes):
    answer = client_of(editor).get(page(journey, journey.steps.first()), {"sok": "sju veckor"})
    assert [note.pk for note in answer.context["page"]] == [notes[0].pk]


def test_a_quote_needs_the_persons_yes_and_a_stretch_stands_in_the_note(journey, notes):
    voice = tied(journey, notes[1])
    with pytest.raises(RuleBroken, match="inte sagt ja"):
        choose(voice)
    with pytest.raises(RuleBroken, match="ordagrant"):
        choose(tied(journey, notes[0]), words="Något helt annat")
    assert not Voice.objects.filter(quote=True).exists()


def test_nobody_quotes_words_they_have_not_read(journey, notes):
    voice = tied(journey, notes[0])
    Contribution.objects.filter(pk=notes[0].pk).update(text="Andra ord.", row_version=2)
    with pytest.raises(RuleBroken, match="ändrat sina ord"):
        choose(voice)


def test_two_who_choose_at_once_see_both(client_of, editor, journey, notes):
    voice = tied(journey, notes[0])
    choose(voice, words="Ingen ringde.")
    with pytest.raises(StaleEdit):
        choose(voice, words="Jag väntade", row_version=1)
    choose(voice, words="Ingen ringde.", row_version=1)  # the same again changes nothing
    sent = {"words": "Jag väntade", "quote": "on", "row_version": 1, "note_version": 1}
    answer = client_of(editor).post(reverse("journeys:voice", args=[voice.pk]), sent)
    assert answer.status_code == 409 and "Ingen ringde." in answer.content.decode()


def test_another_labs_note_and_one_that_was_taken_back_are_refused(client_of, editor, journey, notes):
    other = factories.make_room(people=1)[2][0]
    withdraw(contribution=notes[2], by=None, at=NOON)
    for note in (other, notes[2]):
        with pytest.raises(RuleBroken, match="går inte att använda"):
            tied(journey, note)
        client_of(editor).post(page(journey, journey.steps.first()), {"lapp": [note.pk]})
    assert not Voice.objects.exists()


def test_one_persons_own_way_takes_only_that_persons_notes(client_of, editor, lab):
    journey, own, _code = make_own(lab=lab)
    somebody = factories.make_room(people=1, lab=lab)[2][0]
    with pytest.raises(RuleBroken, match="går inte att använda"):
        tied(journey, somebody)
    shown = client_of(editor).get(page(journey, journey.steps.last())).context["page"]
    assert {note.pk for note in shown} == {note.pk for note in own}


def test_what_the_room_has_not_seen_is_not_here_for_those_who_may_not_read_it(client_of, editor, lead, lab, journey):
    hidden = factories.make_room(people=1, lab=lab, reveal=False, text="Ännu inte visad")[2][0]
    step = journey.steps.first()
    assert "Ännu inte visad" not in client_of(editor).get(page(journey, step)).content.decode()
    client_of(editor).post(page(journey, step), {"lapp": [hidden.pk]})
    assert not Voice.objects.exists()
    voice = tied(journey, hidden)
    answer = client_of(editor).get(page(journey, step)).content.decode()
    assert "Ännu inte visad" not in answer and "1 röst till är med" in answer
    assert client_of(editor).get(reverse("journeys:voice", args=[voice.pk])).status_code == 404


def test_a_voice_is_taken_out_and_comes_back(client_of, editor, journey, notes):
    voice = tied(journey, notes[0])
    there = reverse("journeys:remove_voice", args=[voice.pk])
    assert client_of(editor).get(there).status_code == 200 and Voice.objects.filter(gone_at=None).exists()
    assert client_of(editor).post(there).status_code == 302
    remove_voice(voice=voice, by=None, at=NOON)  # again changes nothing
    assert not Voice.objects.filter(gone_at=None).exists()
    journey.refresh_from_db()
    undo(journey=journey, number=journey.edits, by=None, at=NOON)
    assert Voice.objects.filter(gone_at=None).exists()


def test_the_history_of_one_persons_way_does_not_name_parts_in_their_words(lab):
    journey, own, _code = make_own(lab=lab)
    tied_to = journey.steps.last()
    tie_voices(part=tied_to, notes=[own[0].pk], by=None, at=NOON)
    assert journey.history.last().about == ""


@pytest.mark.parametrize("role", ["table_host", "listener", "researcher"])
def test_those_who_read_no_voices_are_turned_away(client_of, lab, journey, notes, role):
    client = client_of(factories.make_member(lab=lab, role=role))
    assert client.get(page(journey, journey.steps.first())).status_code == 403
    assert client.get(reverse("journeys:voice", args=[tied(journey, notes[0]).pk])).status_code == 403


@pytest.mark.parametrize("people", [1, 20])
def test_the_page_costs_the_same_however_many(client_of, editor, lab, journey, people, django_assert_max_num_queries):
    notes = factories.make_room(people=people, lab=lab)[2]
    tie_voices(part=journey.steps.first(), notes=[note.pk for note in notes[::2]], by=None, at=NOON)
    client = client_of(editor)
    client.get("/")
    with django_assert_max_num_queries(15):
        client.get(page(journey, journey.steps.first()))


@pytest.mark.parametrize("name", ["step", "gap"])
def test_the_way_there_is_on_the_page_of_the_part_for_those_who_read_voices(client_of, editor, lab, journey, name):
    part = journey.steps.first() if name == "step" else journey.gaps.first()
    there = reverse(f"journeys:{name}", args=[part.pk])
    told = client_of(editor).get(there).content.decode()
    assert page(journey, part) in told and f"?del={part.pk}" in told
    host = client_of(factories.make_member(lab=lab, role="table_host"))
    assert page(journey, part) not in host.get(there).content.decode()
