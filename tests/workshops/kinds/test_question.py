"""An open question: one answer each, changed while it is open, seen by others when it is shown."""

from __future__ import annotations

import uuid

import pytest

from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from workshops.actions.own_words import say_once
from workshops.actions.planning import add_exercise
from workshops.models import Contribution
from workshops.queries import own_notes

pytestmark = pytest.mark.django_db


def test_the_second_answer_changes_the_first(at, phone):
    here = at("question")
    client, place = phone(here.workshop)
    assert here.send(client, "svara", text="Att någon ringer.").status_code == 302
    assert here.send(client, "svara", text="Att någon ringer igen.", row_version=1).status_code == 302
    (note,) = own_notes(here.step, place)
    assert (note.text, note.row_version) == ("Att någon ringer igen.", 2)
    assert [row.text for row in note.revisions.all()] == ["Att någon ringer."]


def test_the_same_sent_three_times_is_one_answer(at, phone):
    here = at("question")
    client, _place = phone(here.workshop)
    key = str(uuid.uuid4())
    for _ in range(3):
        assert here.send(client, "svara", text="En gång.", key=key).status_code == 302
    assert Contribution.objects.get().row_version == 1


def test_another_tab_gets_both_texts_and_then_decides(at, phone):
    here = at("question")
    client, place = phone(here.workshop)
    here.send(client, "svara", text="Från telefonen.")
    response = here.send(client, "svara", text="Från datorn.", row_version=0)
    said = response.content.decode()
    assert response.status_code == 409
    assert "Från telefonen." in said
    assert "Från datorn." in said
    assert 'name="row_version" value="1"' in said
    assert here.send(client, "svara", text="Från datorn.", row_version=1).status_code == 302
    assert own_notes(here.step, place).get().text == "Från datorn."


def test_two_first_answers_at_the_same_moment_are_not_two(at, monkeypatch):
    """The first look finds nothing; by the time it is this one's turn the other tab's answer is there."""
    here = at("question")
    place = factories.make_participation(workshop=here.workshop)
    other = factories.make_note(exercise=here.step, participation=place, text="Den andra fliken.")
    looks = iter([Contribution.objects.none(), own_notes(here.step, place)])
    monkeypatch.setattr("workshops.actions.own_words.own_notes", lambda *_: next(looks))
    with pytest.raises(StaleEdit) as stale:
        say_once(
            exercise=here.step, participation=place, text="Den här fliken.", client_key=uuid.uuid4(), row_version=0,
            by=place, at=factories.NOON,
        )  # fmt: skip
    assert (stale.value.yours, stale.value.theirs) == ("Den här fliken.", "Den andra fliken.")
    assert Contribution.objects.get() == other


@pytest.mark.parametrize(("text", "says"), [("", "är tom"), ("   ", "är tom"), ("x" * 201, "1 tecken för lång")])
def test_what_is_no_answer_is_refused_in_words_and_kept_in_the_form(at, phone, text, says):
    here = at("question", settings={"max_length": 200})
    client, _place = phone(here.workshop)
    response = here.send(client, "svara", text=text)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert text.strip() in response.content.decode()
    assert not Contribution.objects.exists()


def test_personal_details_are_warned_about_and_then_held(at, phone):
    here = at("question")
    client, _place = phone(here.workshop)
    response = here.send(client, "svara", text="Ring Eva 070-123 45 67")
    assert "Titta en gång till" in response.content.decode()
    assert not Contribution.objects.exists()
    here.send(client, "svara", text="Ring Eva 070-123 45 67", confirmed="1")
    assert Contribution.objects.get().hold == "personal"
    here.show()
    other, _place = phone(here.workshop)
    assert "070-123" not in here.words(other)


def test_others_read_only_after_reveal(at, phone, leader):
    here = at("question")
    client, _place = phone(here.workshop)
    other, _place = phone(here.workshop)
    host = leader(here)
    here.send(client, "svara", text="Bara mitt ännu.")
    assert "Bara mitt ännu." not in here.words(other)
    assert "Bara mitt ännu." not in here.words(host, "stage")
    assert "Bara mitt ännu." in here.words(host, "console")
    assert "Bara mitt ännu." not in here.words(leader(here, "table_host"), "console")
    here.show()
    assert "Bara mitt ännu." in here.words(other)
    assert "Bara mitt ännu." in here.words(host, "stage")
    assert "Bara mitt ännu." in here.words(other, "earlier")
    assert "Visa 1 svar för alla?" not in here.words(other)


def test_a_closed_question_takes_no_more_and_gives_the_words_back(at, phone):
    here = at("question")
    client, _place = phone(here.workshop)
    here.close()
    response = here.send(client, "svara", text="För sent.")
    assert response.status_code == 409
    assert "För sent." in response.content.decode()


def test_the_question_before_showing_speaks_of_answers(at, phone, leader):
    here = at("question")
    client, _place = phone(here.workshop)
    here.send(client, "svara", text="Ett svar.")
    here.close()
    assert "Visa 1 svar för alla?" in leader(here).get(here.url("console") + "gor/visa/").content.decode()


def test_answers_can_be_sorted_and_filtered_like_notes(at, leader):
    here = at("question")
    factories.make_note(exercise=here.step, text="Ett svar att sortera.")
    sort = add_exercise(workshop=here.workshop, kind="cluster", title="Sortera", minutes=5, source=here.step,
                        by=None, at=factories.NOON)  # fmt: skip
    assert sort.source == here.step
    page = here.page(leader(here), "notes")
    assert [option.get_text() for option in page.select("select[name=steg] option")] == ["Alla steg", here.step.title]


@pytest.mark.parametrize("length", [99, 1001, "tio"])
def test_a_length_that_cannot_be_is_refused(at, length):
    with pytest.raises(RuleBroken):
        at("question", settings={"max_length": length})
