"""Så här står dina ord: a person approves, corrects or refuses, without an account; and is asked when it is tried."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from goals.actions.representing import reply_to_view, say_own_view
from goals.actions.status import publish
from goals.actions.versions import change_draft, create_goal, start_new_version
from goals.models import ChangeCause, Representation
from goals.queries import public_voices, shown_voices
from goals.queries.represented import asked_of_those_behind
from goals.queries.trials import steps_that_try
from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from tests.factories import NOON
from workshops.actions.pacing import open_workshop
from workshops.actions.planning import add_exercise

pytestmark = pytest.mark.django_db
RECEIPT = reverse("followup:receipt")
LATER = NOON + timedelta(days=1)


@pytest.fixture
def world(lab, lead):
    """Six people who may be quoted, in a published målbild; the first has the code of this device."""
    workshop = factories.make_open_workshop(lab=lab)
    step = workshop.exercises.get(position=1)
    receipt, code = factories.make_receipt()
    notes = []
    for number in range(6):
        place = factories.make_participation(
            workshop=workshop, consent_quote=True, **({} if number else {"receipt": receipt})
        )
        notes.append(factories.make_note(exercise=step, participation=place, text=f"Ord nummer {number}."))
    version = create_goal(
        lab=lab, title="Jag berättar en gång", statement="När jag orkar.", contribution_ids=[n.pk for n in notes],
        quotes=[n.pk for n in notes], by=lead, at=NOON,
    )  # fmt: skip
    version = publish(version=version, by=lead, at=NOON)
    voice = version.evidence.get(contribution=notes[0])
    return {
        "version": version,
        "voice": voice,
        "client": factories.carry(Client(), code),
        "receipt": receipt,
        "lead": lead,
    }


def view_url(voice):
    return reverse("followup:own_view", args=[voice.pk])


def next_version(world):
    new = start_new_version(goal=world["version"].goal, by=world["lead"], at=LATER)
    change_draft(version=new, row_version=1, what_changed="x", why_changed="y", by=world["lead"], at=LATER)
    ChangeCause.objects.create(version=new, text="x")
    return new


def test_a_person_corrects_on_the_receipt_and_reads_the_answer_there(world, client_of):
    client, voice, lead = world["client"], world["voice"], client_of(world["lead"])
    page = client.get(RECEIPT).content.decode()
    assert "Så här står dina ord i målbilden ”Jag berättar en gång”" in page and view_url(voice) in page
    assert "Orden kan stå ordagrant" in client.get(view_url(voice)).content.decode()
    assert client.post(view_url(voice), {"answer": "correct", "words": ""}).status_code == 422
    sent = {"answer": "correct", "words": "Det var på natten."}
    for _ in range(2):
        assert client.post(view_url(voice), sent).status_code == 302
    view = Representation.objects.get()
    assert (view.answer, view.words, view.row_version) == ("correct", "Det var på natten.", 1)
    assert client.post(view_url(voice), {"answer": "right"}).status_code == 409  # from an old page
    trials = lead.get(reverse("goals:trials", args=[world["version"].pk])).content.decode()
    assert "Det var på natten." in trials and "Väntar på svar" in trials
    reply = reverse("goals:reply_to_view", args=[view.pk])
    assert lead.get(reply).status_code == 200
    assert lead.post(reply, {"reply": " "}).status_code == 422
    assert lead.post(reply, {"reply": "Vi skriver om det i nästa version."}).status_code == 302
    for there in (RECEIPT, view_url(voice)):
        assert "Vi skriver om det i nästa version." in client.get(there).content.decode()
    assert "Väntar på svar" not in lead.get(reverse("goals:trials", args=[world["version"].pk])).content.decode()
    view.refresh_from_db()
    replied = view.replied_at
    reply_to_view(view=view, reply="Vi skriver om det i nästa version.", by=world["lead"], at=LATER + timedelta(9))
    view.refresh_from_db()
    assert view.replied_at == replied  # the same again is nothing new


def test_who_refuses_is_not_read_and_is_left_out_of_the_next_version(world):
    version, voice, lead = world["version"], world["voice"], world["lead"]
    begun = next_version(world)  # before the person says no
    assert shown_voices(version).count() == 6
    world["client"].post(view_url(voice), {"answer": "refuse", "words": "Inte så."})
    assert voice not in shown_voices(version) and shown_voices(version).count() == 5
    assert voice not in public_voices()
    publish(version=begun, by=lead, at=LATER)
    assert begun.evidence.count() == 5 and not begun.evidence.filter(contribution=voice.contribution).exists()
    assert voice not in public_voices()  # nor in the version that is replaced
    with pytest.raises(RuleBroken, match="senare version"):
        say_own_view(evidence=voice, answer="right", by=None, at=LATER)
    assert world["client"].get(view_url(voice)).url == RECEIPT


def test_who_changes_their_mind_is_read_again(world):
    voice = world["voice"]
    say_own_view(evidence=voice, answer="refuse", by=None, at=LATER)
    with pytest.raises(StaleEdit):
        say_own_view(evidence=voice, answer="right", by=None, at=LATER)
    say_own_view(evidence=voice, answer="right", words="glöms", row_version=1, by=None, at=LATER)
    assert voice in shown_voices(world["version"])
    assert Representation.objects.get().words == ""
    for wrong in ({"answer": "banan"}, {"answer": "correct", "words": "x" * 601}):
        with pytest.raises(RuleBroken):
            say_own_view(evidence=voice, row_version=2, by=None, at=LATER, **wrong)


def test_nobody_answers_for_another(world, client_of, lab):
    voice = world["voice"]
    other = factories.carry(Client(), factories.make_receipt()[1])
    for client in (other, Client(), client_of(world["lead"])):
        assert client.get(view_url(voice)).url == RECEIPT
        assert client.post(view_url(voice), {"answer": "refuse"}).status_code == 403
    assert not Representation.objects.exists()


def test_the_database_wants_words_for_a_correction_and_whole_replies(world):
    for fields in ({"answer": "correct"}, {"answer": "right", "reply": "x"}, {"answer": "banan"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Representation.objects.create(evidence=world["voice"], at=NOON, **fields)


def test_those_who_said_it_are_asked_when_it_is_tried_over_time(world, lab, freeze):
    freeze(LATER)
    version, client = world["version"], world["client"]
    assert asked_of_those_behind(version, steps_that_try(version)) == {
        "people": 6, "answered": 0, "asked": 0, "not_asked": 6, "unreachable": 0,
    }  # fmt: skip
    workshop = factories.make_workshop(lab=lab, with_programme=False)
    add_exercise(
        workshop=workshop, kind="validate_goals", title="Stämmer den?", minutes=9, by=None, at=NOON,
        open_until=LATER + timedelta(days=9), settings={"versions": [version.pk]},
    )  # fmt: skip
    assert "Din målbild prövas nu" not in client.get(RECEIPT).content.decode()
    open_workshop(workshop=workshop, by=None, at=NOON)
    workshop = factories.advance(workshop, 1)
    page = client.get(RECEIPT).content.decode()
    assert "Din målbild prövas nu" in page and "till och med 4 december 2026" in page
    assert reverse("workshops:door", args=[workshop.site.join_key]) in page
    stranger = factories.carry(Client(), factories.make_receipt()[1])
    assert "Din målbild prövas nu" not in stranger.get(RECEIPT).content.decode()
    factories.make_participation(workshop=workshop, receipt=world["receipt"])
    assert asked_of_those_behind(version, steps_that_try(version))["not_asked"] == 5
    assert reverse("workshops:take_part", args=[workshop.pk]) in client.get(RECEIPT).content.decode()
