"""Keeping versions of a map, publishing one, taking it down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from hlab.core.models import AuditEvent
from journeys.actions.editing import changing
from journeys.actions.journeys import take_out_again
from journeys.actions.versions import keep_version, publish_map, say_of_map, take_down
from journeys.enums import EditAct
from journeys.models import Gap, Journey, JourneyVersion, Step
from journeys.queries.document import document
from journeys.queries.shown import agrees, hindrances, published, shown_version
from tests import factories
from tests.factories import NOON, make_journey
from tests.journeys.told import make_own, make_told, publish
from workshops.actions.contributions import change_consent, hold_note, withdraw
from workshops.models import Contribution

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


def retitle(journey, title="Annat", at=LATER):
    with changing(journey, EditAct.STEP_CHANGED, by=None, at=at) as change:
        step = change.open(Step, journey.steps.get(title="Ringer vårdcentralen").pk)
        step.title = title
        change.save(step)


def in_the_way(journey):
    return " ".join(hindrances(journey, document(journey)))


def reword(note):
    """As `change_note` does while the step is open."""
    Contribution.objects.filter(pk=note.pk).update(text="Något annat.", row_version=2)


# --- Versions ---------------------------------------------------------------------------------


def test_a_version_keeps_the_map_and_nobodys_words():
    journey, notes = make_told()
    journey.voices.update(words="Ord nummer")
    version = keep_version(journey=journey, note="Den första", by=None, at=NOON)
    assert (version.number, version.note) == (1, "Den första")
    held = str(version.content)
    assert "Ringer vårdcentralen" in held and str(notes[0].pk) in held
    assert "Ord nummer" not in held and "om tystnad" not in held


def test_the_same_map_is_kept_once_and_a_changed_one_again():
    journey = make_journey()
    first = keep_version(journey=journey, by=None, at=NOON)
    assert keep_version(journey=journey, by=None, at=NOON) == first
    retitle(journey)
    assert keep_version(journey=journey, by=None, at=LATER).number == 2
    assert first.content != journey.versions.get(number=2).content


def test_the_same_form_twice_keeps_one():
    journey = make_journey()
    keep_version(journey=journey, by=None, at=NOON)
    for _n in range(2):
        keep_version(journey=journey, seen=1, by=None, at=NOON)
    assert journey.versions.count() == 2


@pytest.mark.parametrize("act", ["update", "delete"])
def test_a_version_is_never_changed(act):
    keep_version(journey=make_journey(), by=None, at=NOON)
    rows = JourneyVersion.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(note="x") if act == "update" else rows.delete()


# --- Publishing -------------------------------------------------------------------------------


def test_what_is_changed_after_publishing_is_not_public():
    journey, _notes = make_told()
    publish(journey)
    retitle(journey, "Ännu inte läst av någon")
    told = shown_version(published().get()).document
    assert "Ringer vårdcentralen" in [step.title for step in told.steps]
    assert "Ännu inte läst av någon" not in str(told)


def test_nobody_publishes_what_they_have_not_read():
    journey, _notes = make_told()
    seen = journey.edits
    retitle(journey)
    with pytest.raises(RuleBroken, match="har ändrats"):
        publish_map(journey=journey, edits=seen, by=None, at=LATER)
    assert not published().exists()


def test_the_same_publishing_twice_is_one():
    journey, _notes = make_told()
    for _n in range(2):
        publish_map(journey=journey, edits=journey.edits, seen=0, by=None, at=NOON)
    assert journey.versions.count() == 1
    assert AuditEvent.objects.filter(act="journey.published").count() == 1


def test_taken_down_at_once_and_twice_is_once():
    journey, _notes = make_told()
    publish(journey)
    for _n in range(2):
        take_down(journey=journey, by=None, at=LATER)
    assert not published().exists() and journey.versions.count() == 1
    assert AuditEvent.objects.filter(act="journey.taken_down").count() == 1


def test_a_map_that_is_laid_aside_is_not_published():
    journey = make_journey()
    Journey.objects.filter(pk=journey.pk).update(archived_at=NOON)
    with pytest.raises(RuleBroken, match="åt sidan"):
        publish(journey)


def test_an_empty_map_is_not_published():
    journey = make_journey()
    journey.gaps.update(gone_at=NOON)
    journey.steps.update(gone_at=NOON)
    assert "inga steg" in in_the_way(journey)


@pytest.mark.parametrize(("n", "says"), [(None, "saknas hur många"), (4, "färre än 5"), (5, "")])
def test_a_measured_time_tells_of_enough_people(n, says):
    journey = make_journey()
    Gap.objects.filter(journey=journey, days_measured__isnull=False).update(measured_n=n)
    assert says in in_the_way(journey) and bool(says) == bool(in_the_way(journey))


# --- Words and people -------------------------------------------------------------------------


def quoted(journey):
    return [words for _about, words in shown_version(journey).voices]


def test_quotes_are_shown_from_five_people_on_and_without_a_way_to_the_note():
    journey, notes = make_told()
    publish(journey)
    told = shown_version(journey)
    assert len(told.voices) == 7 and told.people == "Bygger på berättelser från minst 5 personer."
    assert not any(str(note.pk) in str(told.document) or str(note.participation_id) in str(told) for note in notes)
    few, _notes = make_told(people=4)
    publish(few)
    told = shown_version(few)
    assert told.voices == [] and told.few and told.people == "Bygger på berättelser från färre än 5 personer."


@pytest.mark.parametrize(
    "act",
    [
        lambda note: withdraw(contribution=note, by=None, at=LATER),
        lambda note: change_consent(contribution=note, use="quote", granted=False, by=None, at=LATER),
        lambda note: change_consent(contribution=note, use="analysis", granted=False, by=None, at=LATER),
        lambda note: hold_note(contribution=note, reason="personal", by=None, at=LATER),
        lambda note: reword(note),
        lambda note: note.journey_voices.update(gone_at=LATER),
        lambda note: note.journey_voices.update(quote=False, quoted_version=None),
    ],
    ids=["withdrawn", "no quote", "no analysis", "held", "reworded", "untied", "unchosen"],
)
def test_a_quote_goes_at_once_when_the_person_or_the_lab_lets_it_go(act):
    journey, notes = make_told()
    publish(journey)
    assert notes[0].text in quoted(journey)
    notes[0].refresh_from_db()
    act(notes[0])
    assert notes[0].text not in quoted(journey) and notes[1].text in quoted(journey)


def test_one_persons_stories_are_not_told_as_an_invented_persons():
    journey, _notes = make_told(people=1)
    assert "en enda persons berättelser" in in_the_way(journey)


def test_words_of_somebody_who_may_not_be_quoted_are_not_the_labs():
    journey, notes = make_told(consent_quote=False)
    assert in_the_way(journey) == ""
    retitle(journey, f"  {notes[0].text.upper()} ")
    assert "egna ord" in in_the_way(journey)


def test_words_in_a_step_are_veiled_when_whose_they_are_takes_them_back():
    journey, notes = make_told()
    retitle(journey, notes[0].text, at=NOON)
    publish(journey)
    assert notes[0].text in str(shown_version(journey).document)
    withdraw(contribution=notes[0], by=None, at=LATER)
    told = shown_version(journey)
    assert notes[0].text not in str(told.document) and told.document.steps[0].title == "Återtaget"
    assert told.document.steps[0].cells == {} and told.empty_chair


# --- One person's own way ---------------------------------------------------------------------


def says(journey, answer, at=NOON, **more):
    journey.refresh_from_db()
    say_of_map(journey=journey, answer=answer, edits=journey.edits, by=journey.teller, at=at, **more)
    journey.refresh_from_db()


def test_nothing_of_a_person_is_public_before_they_have_said_yes_to_just_that():
    journey, _notes, _code = make_own()
    with pytest.raises(RuleBroken, match="inte läst kartan"):
        publish(journey)
    says(journey, "yes")
    retitle(journey)
    assert not agrees(Journey.objects.get(pk=journey.pk))
    with pytest.raises(RuleBroken, match="ändrats sedan personen"):
        publish(journey, at=LATER)
    says(journey, "yes", at=LATER)
    assert publish(journey, at=LATER).number == 1


def test_the_person_says_yes_only_to_what_they_have_read():
    journey, _notes, _code = make_own()
    seen = journey.edits
    retitle(journey)
    with pytest.raises(RuleBroken, match="har ändrats"):
        say_of_map(journey=journey, answer="yes", edits=seen, by=journey.teller, at=LATER)


@pytest.mark.parametrize(("answer", "words"), [("change", "Det var på natten."), ("no", "")])
def test_a_persons_change_or_no_takes_the_public_page_down_at_once(answer, words):
    journey, _notes, _code = make_own()
    says(journey, "yes")
    publish(journey)
    says(journey, answer, at=LATER, words=words)
    assert journey.public_version is None and not published().exists()
    assert (journey.archived_at is not None) == (answer == "no")
    with pytest.raises(RuleBroken):
        publish(journey, at=LATER)


def test_what_a_person_said_no_to_is_not_taken_out_again():
    journey, _notes, _code = make_own()
    says(journey, "no")
    with pytest.raises(RuleBroken, match="inte får användas"):
        take_out_again(journey=journey, by=None, at=LATER)
    says(journey, "change", words="Ta bort namnet på orten.", at=LATER)
    take_out_again(journey=journey, by=None, at=LATER)
    assert Journey.objects.get(pk=journey.pk).archived_at is None


def test_a_change_needs_words_and_the_same_again_is_once():
    journey, _notes, _code = make_own()
    with pytest.raises(RuleBroken, match="vad som behöver ändras"):
        says(journey, "change")
    for _n in range(2):
        says(journey, "yes")
    assert AuditEvent.objects.filter(act="journey.teller_said").count() == 1
    with pytest.raises(RuleBroken, match="ett av svaren"):
        says(journey, "maybe")


def test_what_a_person_takes_back_goes_from_their_own_way_with_the_step_and_the_time_after():
    journey, notes, _code = make_own()
    says(journey, "yes")
    publish(journey)
    assert len(shown_version(journey).voices) == 3
    withdraw(contribution=notes[0], by=None, at=LATER)
    told = shown_version(journey).document
    assert told.steps[0].title == "Återtaget" and told.gaps[0].title == "Återtaget"
    assert "Tar mod till sig." not in str(told) and notes[0].text not in str(told)
    assert "tagit tillbaka" in in_the_way(journey)
    withdraw(contribution=notes[1], by=None, at=LATER)
    assert not published().exists()  # nothing of theirs is left


def test_the_database_lets_no_way_out_without_the_persons_yes():
    journey, _notes, _code = make_own()
    version = keep_version(journey=journey, by=None, at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Journey.objects.filter(pk=journey.pk).update(public_version=version)


# --- Pages ------------------------------------------------------------------------------------


def test_an_editor_publishes_reads_and_takes_down(client_of, editor, lab):
    client = client_of(editor)
    journey, _notes = make_told(lab=lab)
    there = reverse("journeys:publish_journey", args=[journey.pk])
    page = client.get(there).content.decode()
    assert "minst 5 personer" in page and "7 röster visas ordagrant" in page and "/resor/alex-vag-till-hjalp/" in page
    assert client.post(there, {"edits": 0, "seen": 0}).status_code == 409
    assert client.post(there, {"edits": journey.edits, "seen": 0, "note": "Först"}).status_code == 302
    here = client.get(reverse("journeys:journey", args=[journey.pk])).content.decode()
    assert "Alla kan läsa version 1" in here and journey.address in here
    kept = client.get(reverse("journeys:journey_versions", args=[journey.pk])).content.decode()
    assert "Version 1" in kept and "Först" in kept
    assert client.get(reverse("journeys:journey_version", args=[journey.versions.get().pk])).status_code == 200
    down = reverse("journeys:take_down_journey", args=[journey.pk])
    assert client.get(down).status_code == 200
    assert published().exists()  # asking takes nothing down
    assert client.post(down).status_code == 302
    assert not published().exists()


def test_what_stands_in_the_way_is_said_before_and_the_form_is_not_there(client_of, editor, lab):
    journey, _notes, _code = make_own(lab=lab)
    there = reverse("journeys:publish_journey", args=[journey.pk])
    page = client_of(editor).get(there).content.decode()
    assert "inte läst kartan" in page and 'name="edits"' not in page
    answer = client_of(editor).post(there, {"edits": journey.edits, "seen": 0})
    assert answer.status_code == 409 and not published().exists()


def test_an_analyst_keeps_versions_but_does_not_publish(client_of, analyst, lab):
    client, journey = client_of(analyst), make_journey(lab=lab)
    assert client.get(reverse("journeys:publish_journey", args=[journey.pk])).status_code == 403
    assert client.get(reverse("journeys:take_down_journey", args=[journey.pk])).status_code == 403
    there = reverse("journeys:journey_versions", args=[journey.pk])
    assert client.post(there, {"seen": 0}).status_code == 302 and journey.versions.count() == 1
    listener = client_of(factories.make_member(lab=lab, role="listener"))
    assert listener.get(there).status_code == 200
    assert listener.post(there, {"seen": 1}).status_code == 403 and journey.versions.count() == 1


@pytest.mark.parametrize("people", [1, 20])
def test_publishing_costs_the_same(client_of, editor, lab, people, django_assert_max_num_queries):
    journey, _notes = make_told(lab=lab, people=people)
    client = client_of(editor)
    client.get("/")
    with django_assert_max_num_queries(24):
        client.get(reverse("journeys:publish_journey", args=[journey.pk]))
