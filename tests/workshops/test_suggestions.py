"""What the computer proposes is a theme only when a person has read it and said so."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from tests import factories
from workshops.actions.clustering import create_cluster, move_notes
from workshops.actions.contributions import change_consent, hold_note, withdraw
from workshops.actions.suggesting import accept_suggestion, dismiss_suggestion
from workshops.actions.undoing import reverse_act
from workshops.kinds.suggestions import suggestions
from workshops.models import Cluster, DismissedSuggestion, Exercise, SortingAct
from workshops.queries.sorting import latest

pytestmark = pytest.mark.django_db
NOON = factories.NOON
SAID = [
    "Väntetiden på remissen var åtta månader.",
    "Remissen kom bort, och väntetiderna blev längre.",
    "Remisser tar för lång väntetid.",
    "Telefonen ringer, men ingen svarar.",
    "Ingen svarade i telefonen på mottagningen.",
    "Barnen såg allt som hände hemma.",
    "Min syster fick åka buss genom hela länet.",
]


@pytest.fixture
def sort():
    workshop, write, _none = factories.make_room(people=0, reveal=False)
    notes = [factories.make_note(exercise=write, text=text) for text in SAID]
    from workshops.actions.pacing import close_writing, reveal

    close_writing(exercise=write, by=None, at=NOON)
    reveal(exercise=write, by=None, at=NOON)
    step = factories.advance(workshop, 2).site.current
    step = Exercise.objects.select_related("source", "workshop").get(pk=step.pk)
    step.notes = notes
    return step


@pytest.fixture
def host(sort):
    return factories.make_member(lab=sort.workshop.lab, role="facilitator", first_name="Amina", last_name="Lind")


def proposed(step) -> list[set]:
    return [{note.text for note in row["notes"]} for row in suggestions(step)]


def test_notes_that_share_words_are_proposed_and_nothing_is_stored(sort):
    assert proposed(sort) == [set(SAID[:3]), set(SAID[3:5])]
    assert not Cluster.every.exists()
    assert not SortingAct.objects.exists()


def test_only_notes_that_are_shown_and_may_be_used_are_compared(sort):
    held, back, kept = sort.notes[0], sort.notes[1], sort.notes[3]
    hold_note(contribution=held, reason="other", by=None, at=NOON)
    withdraw(contribution=back, by=back.participation, at=NOON)
    change_consent(contribution=kept, use="analysis", granted=False, by=kept.participation, at=NOON)
    assert not {held.text, back.text, kept.text} & set().union(*proposed(sort))


def test_notes_in_a_theme_are_not_proposed_again(sort):
    theme = create_cluster(exercise=sort, title="A", by=None, at=NOON)
    move_notes(exercise=sort, note_ids=[note.pk for note in sort.notes[3:5]], cluster=theme, by=None, at=NOON)
    assert proposed(sort) == [set(SAID[:3])]


def test_a_person_makes_it_a_theme_and_is_named(sort, host):
    ids = [note.pk for note in sort.notes[:2]]
    theme = accept_suggestion(exercise=sort, title="Väntan", note_ids=ids, by=host, at=NOON)
    assert (theme.origin, theme.accepted_by) == ("suggested", host)
    assert SortingAct.objects.get().kind == "accept"
    reverse_act(act=latest(sort).undo, by=host, at=NOON)
    assert not Cluster.objects.exists()
    assert proposed(sort)[0] == set(SAID[:3])


def test_nobody_in_particular_accepts_nothing(sort):
    with pytest.raises(RuleBroken):
        accept_suggestion(exercise=sort, title="A", note_ids=[sort.notes[0].pk], by=None, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cluster.objects.create(site=sort.site, exercise=sort, title="A", origin="suggested", created_at=NOON)


def test_a_note_that_lies_in_a_theme_by_now_or_a_heading_that_is_taken_refuses_it_all(sort, host):
    theme = create_cluster(exercise=sort, title="Tagen", by=None, at=NOON)
    move_notes(exercise=sort, note_ids=[sort.notes[0].pk], cluster=theme, by=None, at=NOON)
    for title, notes, status in (("Ny", sort.notes[:2], 409), ("Tagen", sort.notes[1:3], 422)):
        with pytest.raises(RuleBroken) as refused:
            accept_suggestion(exercise=sort, title=title, note_ids=[n.pk for n in notes], by=host, at=NOON)
        assert refused.value.status == status
    assert Cluster.every.count() == 1


def test_a_no_stays_a_no_also_when_a_note_is_added_but_only_in_that_step(sort, host):
    ids = [note.pk for note in sort.notes[:3]]
    for _twice in range(2):
        dismiss_suggestion(exercise=sort, note_ids=ids, by=host, at=NOON)
    assert DismissedSuggestion.objects.count() == 1
    assert proposed(sort) == [set(SAID[3:5])]
    theme = create_cluster(exercise=sort, title="A", by=None, at=NOON)
    move_notes(exercise=sort, note_ids=ids[:1], cluster=theme, by=None, at=NOON)
    assert proposed(sort) == [set(SAID[3:5])]


def test_a_stranger_is_not_dismissed(sort, host):
    with pytest.raises(RuleBroken):
        dismiss_suggestion(exercise=sort, note_ids=[factories.make_note().pk], by=host, at=NOON)


# --- On the page ----------------------------------------------------------------------------------


def test_the_page_tells_why_and_takes_a_yes_or_a_no(sort, host, client_of):
    client, console = client_of(host), reverse("workshops:console", args=[sort.here.site_id])
    shown = client.get(console + "?i=forslag").content.decode()
    assert "Förslag från datorn" in shown
    assert "3 lappar: delar orden" in shown
    assert "remissen" in shown
    assert shown.count(" checked") == 5
    first = [str(note.pk) for note in sort.notes[:2]]
    url = reverse("workshops:host_act", args=[sort.here.site_id, sort.pk, "gor-till-tema"])
    client.post(url, {"notes": first, "title": "Väntan", "seen": "0", "fraga": "i=forslag"})
    assert "Datorns förslag, granskat av Amina Lind" in client.get(console).content.decode()
    url = reverse("workshops:host_act", args=[sort.here.site_id, sort.pk, "avfarda"])
    said = client.post(url, {"all": [str(n.pk) for n in sort.notes[3:5]], "fraga": "i=forslag"}, follow=True)
    assert "Inga förslag" in said.content.decode()


def test_a_refused_yes_keeps_what_was_left_out_and_the_heading(sort, host, client_of):
    url = reverse("workshops:host_act", args=[sort.here.site_id, sort.pk, "gor-till-tema"])
    key = suggestions(sort)[0]["key"]
    data = {"notes": [str(sort.notes[0].pk)], "title": "x" * 90, "key": key, "fraga": "i=forslag"}
    answer = client_of(host).post(url, data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "x" * 90 in text
    assert f'value="{sort.notes[0].pk}" checked' in text
    assert f'value="{sort.notes[1].pk}">' in text


def test_participants_are_told_that_a_theme_began_as_a_suggestion_but_not_by_whom_it_was_read(sort, host, phone):
    accept_suggestion(exercise=sort, title="Väntan", note_ids=[n.pk for n in sort.notes[:2]], by=host, at=NOON)
    client, _place = phone(sort.workshop)
    shown = client.get(reverse("workshops:take_part", args=[sort.workshop_id])).content.decode()
    assert "Datorn föreslog temat. En processledare har granskat det." in shown
    assert "Amina" not in shown
