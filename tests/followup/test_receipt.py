"""Det här sa du – det här hände: from a code to what became of each note, and what one may do about it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from followup.queries.receipt import receipt_page
from goals.actions.status import publish, validate
from goals.actions.versions import change_draft, start_new_version
from goals.models import MemberCheck
from hlab.accounts import guesses
from hlab.accounts.receipts import COOKIE
from hlab.core.ratelimit import Limit
from hlab.core.text import fold
from tests import factories
from tests.factories import NOON
from workshops.actions.clustering import create_cluster, move_notes
from workshops.actions.contributions import change_consent, hold_note, withdraw
from workshops.actions.pacing import close_workshop, close_writing, reveal
from workshops.models import Contribution

RECEIPT = reverse("followup:receipt")
LATER = NOON + timedelta(days=1)


@pytest.fixture
def someone(lab):
    """(client with the code, code, place, note) of a participant in an open session."""
    workshop = factories.make_open_workshop(lab=lab, title="Första verkstaden")
    receipt, code = factories.make_receipt()
    place = factories.make_participation(workshop=workshop, receipt=receipt)
    step = workshop.exercises.get(position=1)
    note = factories.make_note(exercise=step, participation=place, text="Någon som ringer tillbaka samma dag.")
    return factories.carry(Client(), code), code, place, note


def show(note):
    close_writing(exercise=note.exercise, by=None, at=NOON)
    reveal(exercise=note.exercise, by=None, at=NOON)


def goal_of(note, **fields):
    version = factories.make_goal_version(
        goal=factories.make_goal(lab=note.exercise.workshop.lab), notes=[note], **fields
    )
    return publish(version=version, by=None, at=LATER)


def story(place):
    """[(chip words, [trail texts])] of each note."""
    groups = receipt_page(place.receipt)["groups"]
    return [
        (str(said.chip[1]), [str(item["text"]) for item in said.trail]) for _workshop, notes in groups for said in notes
    ]


# --- Coming in --------------------------------------------------------------------------------


def test_the_code_opens_the_page_by_way_of_a_cookie_and_never_stands_in_the_address(someone):
    _client, code, _place, note = someone
    fresh = Client()
    assert "Kvittokod" in fresh.get(RECEIPT).content.decode()
    response = fresh.post(RECEIPT, {"kod": code.lower().replace("ö", "o")})
    assert response.url == RECEIPT
    assert response.cookies[COOKIE]["httponly"]
    assert note.text in fresh.get(RECEIPT).content.decode()


@pytest.mark.parametrize("code", ["LÖNN SJÖ 0000", "x", "1" * 5000, "' OR 1=1 --", "🙂", "a\x00b", "🌲" * 300])
def test_unknown_and_malformed_get_the_same_plain_sentence(db, client, code):
    response = client.post(RECEIPT, {"kod": code})
    assert response.status_code == 404
    assert "Koden stämmer inte. Kontrollera orden och siffrorna" in response.content.decode()
    assert COOKIE not in response.cookies


@pytest.mark.parametrize("code", ["", "   ", "\u200b"])
def test_nothing_typed_is_said(db, client, code):
    response = client.post(RECEIPT, {"kod": code})
    assert response.status_code == 422
    assert "Koden stämmer inte" not in response.content.decode()


def test_guesses_are_limited_also_for_a_right_one(someone, client):
    code = someone[1]
    for _ in range(10):
        assert client.post(RECEIPT, {"kod": "LÖNN SJÖ 0000"}).status_code == 404
    response = client.post(RECEIPT, {"kod": code})
    assert response.status_code == 429
    assert "Vänta tio minuter" in response.content.decode()


def test_a_right_code_is_let_in_though_a_neighbour_at_the_same_address_guesses(someone, client):
    for _ in range(10):
        client.post(RECEIPT, {"kod": "LÖNN SJÖ 0000"})
    assert Client().post(RECEIPT, {"kod": someone[1]}).url == RECEIPT


def test_whoever_throws_the_cookie_away_comes_to_the_roof_of_the_address(someone):
    for _ in range(guesses.ADDRESS.limit):
        assert Client().post(RECEIPT, {"kod": "LÖNN SJÖ 0000"}).status_code == 404
    assert Client().post(RECEIPT, {"kod": someone[1]}).status_code == 429


def test_the_roof_of_a_day_says_tomorrow(someone, client, monkeypatch):
    monkeypatch.setattr(guesses, "DAY", Limit("receipt-day", limit=1, seconds=86_400))
    client.post(RECEIPT, {"kod": "LÖNN SJÖ 0000"})
    assert "i morgon" in Client().post(RECEIPT, {"kod": someone[1]}).content.decode()


def test_the_code_is_shown_and_printed_as_it_was_handed_out(someone):
    _client, code, *_rest = someone
    fresh = Client()
    fresh.post(RECEIPT, {"kod": fold(code)})
    for there in (RECEIPT, reverse("followup:receipt_print"), reverse("followup:forget")):
        assert code in fresh.get(there).content.decode()


def test_a_forged_cookie_is_no_receipt(db):
    client = Client()
    client.cookies[COOKIE] = "LÖNN SJÖ 4827:forged"
    assert "Skriv kvittokoden" in client.get(RECEIPT).content.decode()


def test_the_device_forgets_and_the_code_still_works(someone):
    client, code, _place, note = someone
    client.post(reverse("followup:forget"))
    assert note.text not in client.get(RECEIPT).content.decode()
    client.post(RECEIPT, {"kod": code})
    assert note.text in client.get(RECEIPT).content.decode()


def test_forgetting_asks_first_with_the_code_in_sight(someone):
    client, code, _place, note = someone
    page = client.get(reverse("followup:forget")).content.decode()
    assert code in page and "Skriv av koden först" in page
    assert note.text in client.get(RECEIPT).content.decode()
    assert Client().get(reverse("followup:forget")).url == RECEIPT


def test_the_receipt_on_paper_is_only_for_the_device_that_has_the_code(someone):
    client, code, *_ = someone
    there = reverse("followup:receipt_print")
    assert code in client.get(there).content.decode()
    assert Client().get(there).url == RECEIPT


def test_without_a_single_note_the_page_says_so(lab):
    _receipt, code = factories.make_receipt()
    page = factories.carry(Client(), code).get(RECEIPT).content.decode()
    assert "Du har inte lämnat någon lapp ännu" in page


# --- What became of it ------------------------------------------------------------------------


def test_received_and_not_yet_shown(someone):
    (chip, trail), *rest = story(someone[2])
    assert (chip, rest) == ("Mottaget", [])
    assert trail[0].startswith("Mottaget.")
    assert "visas för gruppen när" in trail[-1]


def test_held_waits_for_a_person(someone):
    _client, _code, place, note = someone
    show(note)
    hold_note(contribution=note, reason="other", by=None, at=NOON)
    chip, trail = story(place)[0]
    assert chip == "Mottaget"
    assert "Läst av gruppen." not in trail
    assert "Väntar på att processledaren" in trail[-1]


def test_read_by_the_group_and_put_in_a_theme_with_others(someone):
    _client, _code, place, note = someone
    step = note.exercise
    at = note.created_at
    others = [factories.make_note(exercise=step, participation=place, at=at + timedelta(seconds=n)) for n in (1, 2)]
    show(note)
    assert story(place)[0][0] == "Läst av gruppen"
    sorting = step.workshop.exercises.get(position=2)
    factories.advance(step.workshop, 2)
    sorting.refresh_from_db()
    theme = create_cluster(exercise=sorting, title="En person som håller i", by=None, at=NOON)
    move_notes(exercise=sorting, note_ids=[note.pk, *[n.pk for n in others]], cluster=theme, by=None, at=LATER)
    chip, trail = story(place)[0]
    assert chip == "Ligger i ett tema"
    assert "Lades i temat ”En person som håller i”, med 2 andra lappar." in trail
    assert "Labbet läser vidare" in trail[-1]
    withdraw(contribution=others[0], by=None, at=LATER)
    assert "Lades i temat ”En person som håller i”, med 1 annan lapp." in story(place)[0][1]


def test_part_of_a_published_malbild_with_link_version_and_status(someone):
    client, _code, place, note = someone
    version = goal_of(note)
    chip, trail = story(place)[0]
    assert chip == "Del av en målbild"
    assert f'<a href="{version.goal.address}">{version.title}</a>, version 1. Den är nu: utkast.' in trail[-2]
    assert "ska prövas" in trail[-1]
    page = client.get(RECEIPT).content.decode()
    assert f'href="{version.goal.address}"' in page
    assert "1 är del av en målbild" in page


def test_a_draft_of_the_lab_is_nobodys_business_yet(someone):
    _client, _code, place, note = someone
    factories.make_goal_version(goal=factories.make_goal(lab=note.exercise.workshop.lab), notes=[note])
    assert story(place)[0][0] == "Mottaget"


def test_who_decides_next_is_named_when_it_is_known(someone):
    _client, _code, place, note = someone
    version = goal_of(note)
    MemberCheck.objects.create(
        version=version, held_on=NOON, how="Verkstad", recognise=5, lived_experience=5, recorded_at=LATER
    )
    validate(version=version, by=None, at=LATER)
    assert "Styrgruppen i länet avgör om målbilden ska antas" in story(place)[0][1][-1]


def test_a_replaced_version_leads_to_its_own_words(someone):
    _client, _code, place, note = someone
    version = goal_of(note)
    second = start_new_version(goal=version.goal, by=None, at=LATER)
    factories.make_cause(version=second)
    change_draft(
        version=second, row_version=1, title="Kortare", what_changed="Kortare.", why_changed="Fler bad.", by=None,
        at=LATER,
    )  # fmt: skip
    publish(version=second, by=None, at=LATER + timedelta(days=1))
    trail = story(place)[0][1]
    assert f'href="{version.address}"' in trail[1]
    assert "Den är nu" not in trail[1]
    assert f'href="{version.goal.address}"' in trail[2]
    assert trail[2].startswith("Målbilden skrevs om och din lapp följde med:")


def test_taken_back_before_and_after_something_was_published(someone):
    _client, _code, place, note = someone
    step = note.exercise
    other = factories.make_note(exercise=step, participation=place, at=NOON + timedelta(seconds=1))
    goal_of(note)
    for each in (note, other):
        withdraw(contribution=each, by=None, at=LATER + timedelta(days=1))
    (first, published), (second, plain) = story(place)
    assert first == second == "Återtaget"
    assert "Du räknas kvar i den version som redan är publicerad" in published[-1]
    assert plain[-1] == "Du tog tillbaka lappen. Vi slutade använda och visa den."


def test_no_to_analysis_after_publishing_says_in_which_version_the_voice_is_counted(someone):
    client, _code, place, note = someone
    goal_of(note)
    change_consent(contribution=note, use="analysis", granted=False, by=None, at=LATER)
    chip, trail = story(place)[0]
    assert chip == "Räknas kvar i version 1, men inte i nästa"
    assert "Den räknas kvar i version 1, men inte i nästa version." in trail[-1]
    assert "I det som redan är publicerat räknas den kvar." in client.get(RECEIPT).content.decode()


def test_an_old_note_that_nobody_used_says_when_who_and_what_next(someone):
    _client, _code, place, note = someone
    show(note)
    close_workshop(workshop=note.exercise.workshop, by=None, at=NOON)
    lab = note.exercise.workshop.lab
    words = story(place)[0][1][-1]
    assert words.startswith("Verkstaden hölls 24 november 2026, och ingen målbild bygger på din lapp ännu.")
    assert f'<a href="/labb/{lab.slug}/">{lab.name}</a> ansvarar' in words
    assert "Labbet har inte satt något datum." in words
    type(lab).objects.filter(pk=lab.pk).update(decision_by="2027-02-15", is_public=False)
    words = story(place)[0][1][-1]
    assert "Beslut ska fattas senast 15 februari 2027." in words and "<a" not in words


# --- What one may do --------------------------------------------------------------------------


def act(name, note):
    return reverse(f"followup:{name}", args=[note.pk])


def test_taking_back_tells_which_of_the_three_states_applies(someone):
    client, _code, _place, note = someone
    page = client.get(act("take_back", note)).content.decode()
    assert "den är skickad, men ingår inte i något publicerat" in page
    assert all(
        words in page for words in ("Innan du skickar", "När du har skickat", "När det ingår i något publicerat")
    )
    goal_of(note)
    assert (
        "Det här gäller din lapp: den ingår i något publicerat" in client.get(act("take_back", note)).content.decode()
    )
    note.refresh_from_db()
    assert note.withdrawn_at is None
    assert client.post(act("take_back", note)).url == RECEIPT
    note.refresh_from_db()
    assert note.withdrawn_at is not None
    assert client.post(act("take_back", note)).url == RECEIPT


@pytest.mark.parametrize("use", ["analysis", "quote", "reuse"])
def test_consent_is_changed_per_use_and_per_note(someone, use):
    client, _code, _place, note = someone
    for granted in (True, False, True):
        client.post(act("consent", note), {"use": use, "granted": "1" if granted else "0"})
        note.refresh_from_db()
        assert getattr(note, f"consent_{use}") is granted


def test_a_choice_leads_back_to_its_note_with_the_choices_in_sight_and_says_which_note(someone):
    client, _code, place, note = someone
    other = factories.make_note(exercise=note.exercise, participation=place, at=NOON + timedelta(seconds=1))
    there = client.post(act("consent", note), {"use": "quote", "granted": "1"}).url
    assert there == f"{RECEIPT}?lapp={note.pk}#val-{note.pk}"
    page = client.get(there.partition("#")[0]).content.decode()
    panel = page.partition(f'<details id="val-{note.pk}" open>')[2].partition("</details>")[0]
    assert "Sparat. Lappen ”Någon som ringer tillbaka samma dag.” får citeras." in panel
    assert page.count("Sparat.") == 1
    assert f'<details id="val-{other.pk}">' in page
    assert " open>" not in client.get(RECEIPT, {"lapp": "annat"}).content.decode()


def test_a_use_that_does_not_exist_changes_nothing(someone):
    client, _code, _place, note = someone
    assert client.post(act("consent", note), {"use": "sell", "granted": "1"}).status_code == 404
    assert client.get(act("consent", note)).status_code == 405


def test_no_to_analysis_is_said_where_one_waits_for_an_answer(someone):
    _client, _code, place, note = someone
    change_consent(contribution=note, use="analysis", granted=False, by=None, at=NOON)
    assert "eftersom du har valt det" in story(place)[0][1][-1]


def test_own_words_can_be_changed_while_the_step_is_open_only(someone):
    client, _code, _place, note = someone
    change = reverse("workshops:change_note", args=[note.exercise.workshop_id, note.pk])
    assert change in client.get(RECEIPT).content.decode()
    close_workshop(workshop=note.exercise.workshop, by=None, at=NOON)
    assert change not in client.get(RECEIPT).content.decode()


def test_somebody_elses_note_is_out_of_reach(someone):
    client = someone[0]
    other = factories.make_note()
    for name, data in (("take_back", {}), ("consent", {"use": "analysis", "granted": "0"})):
        assert client.post(act(name, other), data).status_code in (403, 404)
        assert Client().post(act(name, other), data).status_code in (403, 404)
    assert client.get(act("take_back", other)).url == RECEIPT
    assert Client().get(act("take_back", other)).url == RECEIPT
    assert client.get(reverse("followup:take_back", args=[uuid.uuid4()])).url == RECEIPT
    other.refresh_from_db()
    assert (other.withdrawn_at, other.consent_analysis) == (None, True)


def test_markup_and_right_to_left_are_text(someone):
    client, _code, _place, note = someone
    Contribution.objects.filter(pk=note.pk).update(text="<script>x</script> مرحبا", row_version=2, language="ar")
    page = client.get(RECEIPT).content.decode()
    assert "<script>x" not in page
    assert '<blockquote dir="auto" lang="ar">&lt;script&gt;x&lt;/script&gt; مرحبا' in page


def test_example_content_says_so(lab):
    demo = factories.make_lab(is_demo=True)
    workshop = factories.make_open_workshop(lab=demo)
    type(workshop).objects.filter(pk=workshop.pk).update(is_demo=True)
    receipt, code = factories.make_receipt()
    place = factories.make_participation(workshop=workshop, receipt=receipt)
    note = factories.make_note(exercise=workshop.exercises.get(position=1), participation=place)
    client = factories.carry(Client(), code)
    for there in (RECEIPT, act("take_back", note), reverse("followup:receipt_print"), reverse("followup:forget")):
        assert "Exempeldata." in client.get(there).content.decode()


@pytest.mark.parametrize("many", [1, 20])
def test_the_page_costs_the_same_for_one_note_and_for_twenty(someone, many, django_assert_num_queries):
    client, _code, place, note = someone
    notes = [note] + [factories.make_note(exercise=note.exercise, participation=place) for _ in range(many - 1)]
    show(note)
    sorting = note.exercise.workshop.exercises.get(position=2)
    factories.advance(note.exercise.workshop, 2)
    theme = create_cluster(exercise=sorting, title="Tema", by=None, at=NOON)
    move_notes(exercise=sorting, note_ids=[n.pk for n in notes], cluster=theme, by=None, at=NOON)
    version = factories.make_goal_version(goal=factories.make_goal(lab=note.exercise.workshop.lab), notes=notes)
    publish(version=version, by=None, at=LATER)
    client.get(RECEIPT)
    with django_assert_num_queries(13):
        assert client.get(RECEIPT).status_code == 200
