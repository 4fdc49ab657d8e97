"""What is told of the people behind a målbild when it is told again, and of those who are quoted."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from goals.actions.evidence import put_voices, sort_voices
from goals.actions.status import freeze, publish
from goals.actions.versions import change_draft, start_new_version
from goals.models import GoalVersion
from goals.queries import page_data, shown_people, voices_data
from hlab.cms.api.serializers import VersionSerializer
from hlab.labs.enums import Perspective
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from workshops.actions.contributions import change_consent, change_note, withdraw
from workshops.actions.joining import change_perspective
from workshops.models import Pace

WORDS = {"what_changed": "Ett ord.", "why_changed": "Någon bad om det."}


def room(lab, **people):
    """Notes by so many people of each perspective, shown to all and free to quote."""
    workshop, step, _notes = factories.make_room(people=0, lab=lab, reveal=False)
    notes = []
    for perspective, n in people.items():
        for _ in range(n):
            place = factories.make_participation(workshop=workshop, perspective=perspective, consent_quote=True)
            notes.append(factories.make_note(exercise=step, participation=place))
    Pace.objects.filter(exercise=step).update(state="closed", closed_at=NOON, revealed_at=NOON)
    return notes


def first(lab, lead, notes):
    """A published version that rests on the notes and quotes them all."""
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab))
    put_voices(version=version, contribution_ids=[n.pk for n in notes], quotes=[n.pk for n in notes], by=lead, at=NOON)
    return publish(version=version, by=lead, at=NOON)


def following(before, lead, more=()):
    """The next published version: the same voices that may still be used, and some more."""
    version = start_new_version(goal=before.goal, by=lead, at=LATER)
    factories.make_cause(version=version)
    put_voices(version=version, contribution_ids=[n.pk for n in more], quotes=[n.pk for n in more], by=lead, at=LATER)
    change_draft(version=version, row_version=1, by=lead, at=LATER, **WORDS)
    return publish(version=version, by=lead, at=LATER)


def labels(version):
    return {voice["by"] for voice in page_data(version.goal, version.number)["voices"]}


def everywhere(version):
    """What the page, a list row and the API say of how many there are."""
    page = render_to_string("goals/_public.html", page_data(version.goal, version.number))
    version.people = shown_people(version)
    rows = render_to_string("cms/_goal_rows.html", {"versions": [version]})
    return page, rows, VersionSerializer(version).data["people"]


# --- From one version to the next -------------------------------------------------------------


def test_one_new_person_is_not_told_on_the_page_in_lists_or_in_the_api(lab, lead):
    old = first(lab, lead, room(lab, lived=10, relative=10))
    new = following(old, lead, room(lab, staff=1))
    page, rows, api = everywhere(new)
    for text in (page, rows):
        assert "minst 16 personer" in text
        assert "21 personer" not in text
    assert "talen ligger nära dem som redan" in page
    assert "Egen erfarenhet" not in page
    assert (api["total"], api["at_least"], api["by_perspective"], api["hides"]) == (None, 16, [], True)
    old.refresh_from_db()
    assert shown_people(old)["line"] == "Bygger på berättelser från 20 personer."
    assert [part["value"] for part in shown_people(old)["parts"]] == [10, 10]


def test_five_new_people_are_told_as_they_are(lab, lead):
    new = following(first(lab, lead, room(lab, lived=10, relative=10)), lead, room(lab, staff=5))
    assert [part["value"] for part in shown_people(new)["parts"]] == [10, 10, 5]
    assert everywhere(new)[2]["total"] == 25


def test_somebody_who_left_is_not_told_either(lab, lead):
    notes = room(lab, lived=10, relative=10)
    old = first(lab, lead, notes)
    withdraw(contribution=notes[0], by=None, at=LATER)
    assert shown_people(following(old, lead))["at_least"] == 16


def test_somebody_who_speaks_as_another_now_hides_the_two_groups(lab, lead):
    notes = room(lab, lived=10, relative=10)
    old = first(lab, lead, notes)
    change_perspective(participation=notes[0].participation, perspective="relative", by=None, at=LATER)
    people = shown_people(following(old, lead))
    assert people["total"] == 20
    assert [(part["label"], part["value"]) for part in people["parts"]] == [("Egen erfarenhet eller närstående", 20)]


def test_what_is_shown_is_chosen_once_and_stays(lab, lead, django_assert_num_queries):
    old = first(lab, lead, room(lab, lived=10, relative=10))
    chosen = GoalVersion.objects.get(pk=old.pk).shown
    new = following(old, lead, room(lab, staff=1))
    assert GoalVersion.objects.get(pk=old.pk).shown == chosen
    with django_assert_num_queries(0):
        shown_people(new)


def test_before_it_is_public_it_is_told_what_will_be_shown(lab, lead):
    old = first(lab, lead, room(lab, lived=10, relative=10))
    version = start_new_version(goal=old.goal, by=lead, at=LATER)
    factories.make_cause(version=version)
    more = room(lab, staff=1)
    put_voices(version=version, contribution_ids=[more[0].pk], by=lead, at=LATER)
    change_draft(version=version, row_version=1, by=lead, at=LATER, **WORDS)
    version = freeze(version=version, by=lead, at=LATER)
    assert version.shown is None
    assert shown_people(version)["at_least"] == 16
    assert shown_people(publish(version=version, by=lead, at=LATER))["at_least"] == 16


# --- Whose words they are ---------------------------------------------------------------------


def test_words_are_labelled_only_as_far_as_their_group_is_counted(lab, lead):
    assert labels(first(lab, lead, room(lab, lived=6, staff=5))) == {"Egen erfarenhet", "Medarbetare"}
    wide = first(lab, lead, room(lab, lived=4, relative=4, staff=3, elected=2))
    assert labels(wide) == {"Egen erfarenhet eller närstående", "Övriga perspektiv"}
    assert labels(first(lab, lead, room(lab, lived=12, relative=9, elected=1))) == {"Egen erfarenhet", ""}
    assert labels(first(lab, lead, room(lab, lived=20, elected=1))) == {""}


def test_the_one_politician_is_named_nowhere(lab, lead):
    version = first(lab, lead, room(lab, lived=6, elected=1))
    page = everywhere(version)[0]
    assert str(Perspective.ELECTED.label) not in page
    assert str(Perspective.ELECTED.label) not in str(voices_data(version.goal, 1)["voices"])
    assert len(voices_data(version.goal, 1)["voices"]) == 7


def test_after_a_version_with_hidden_counts_nobody_is_labelled(lab, lead):
    new = following(first(lab, lead, room(lab, lived=10, relative=10)), lead, room(lab, staff=1))
    assert labels(new) == {""}


@pytest.mark.parametrize("people", [1, 4])
def test_too_few_to_count_are_not_quoted_and_the_page_says_why(lab, lead, client, people):
    notes = room(lab, lived=people)
    version = first(lab, lead, notes)
    page = everywhere(version)[0]
    there = reverse("goals:public_voices", args=[version.goal.slug, 1])
    for text in (page, client.get(there).content.decode()):
        assert "eftersom de är så få" in text
        assert notes[0].text not in text


def test_five_are_quoted(lab, lead):
    assert len(page_data(first(lab, lead, room(lab, lived=5)).goal)["voices"]) == 5


def test_a_voice_is_labelled_as_it_spoke_when_the_words_were_frozen(lab, lead):
    notes = room(lab, lived=5, staff=5)  # six are on the page, so both are, in whatever order
    version = first(lab, lead, notes)
    for note in notes:
        change_perspective(participation=note.participation, perspective="elected", by=None, at=LATER)
    assert labels(version) == {"Egen erfarenhet", "Medarbetare"}


# --- What was read ----------------------------------------------------------------------------


def reword(note, text="Helt andra ord", at=LATER):
    Pace.objects.filter(exercise=note.exercise_id).update(state="open", closed_at=None)
    note.refresh_from_db()
    change_note(contribution=note, text=text, row_version=note.row_version, by=None, at=at)


def test_words_changed_between_the_choice_and_the_freezing_are_shown_when_chosen_again(lab, lead):
    notes = room(lab, lived=6)
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab))
    ids = [note.pk for note in notes]
    put_voices(version=version, contribution_ids=ids, quotes=ids, by=lead, at=NOON)
    reword(notes[0])
    publish(version=version, by=lead, at=LATER)
    texts = {voice["text"] for voice in page_data(version.goal)["voices"]}
    assert texts == {note.text for note in notes[1:]}

    new = start_new_version(goal=version.goal, by=lead, at=LATER)
    factories.make_cause(version=new)
    sort_voices(version=new, seen=ids, keep=ids, quotes=ids, by=lead, at=LATER)
    change_draft(version=new, row_version=1, by=lead, at=LATER, **WORDS)
    publish(version=new, by=lead, at=LATER)
    assert "Helt andra ord" in {voice["text"] for voice in page_data(new.goal)["voices"]}


def test_words_changed_while_the_page_lay_open_are_not_taken_for_read(lab, lead):
    notes = room(lab, lived=6)
    version = factories.make_goal_version(goal=factories.make_goal(lab=lab))
    ids = [note.pk for note in notes]
    put_voices(version=version, contribution_ids=ids, by=lead, at=NOON)
    on_the_page = {note.pk: note.row_version for note in notes}
    reword(notes[0])
    sort_voices(version=version, seen=ids, keep=ids, quotes=on_the_page, by=lead, at=LATER)
    publish(version=version, by=lead, at=LATER)
    assert {voice["text"] for voice in page_data(version.goal)["voices"]} == {note.text for note in notes[1:]}


def test_a_choice_goes_along_to_the_next_version_with_what_was_read(lab, lead):
    notes = room(lab, lived=6)
    old = first(lab, lead, notes)
    reword(notes[0])
    new = following(old, lead)
    assert {voice["text"] for voice in page_data(new.goal)["voices"]} == {note.text for note in notes[1:]}


def test_a_withdrawn_consent_and_a_new_one_leave_the_choice_as_it_was(lab, lead):
    notes = room(lab, lived=6)
    version = first(lab, lead, notes)
    for granted in (False, True):
        change_consent(contribution=notes[0], use="quote", granted=granted, by=None, at=LATER)
    assert len(page_data(version.goal)["voices"]) == 6
