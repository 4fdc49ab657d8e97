"""Remarks and wordings are read by no more people here than where they were left."""

from __future__ import annotations

import pytest
from django.urls import reverse

from goals.actions.hiding import hide_version
from goals.actions.representing import say_own_view
from goals.actions.status import publish
from goals.actions.versions import create_goal, start_new_version
from goals.queries.judged import result_of, tried_in
from goals.queries.remarks import judgement_remarks, remark_keys
from goals.queries.trials import remark
from tests import factories
from tests.factories import NOON
from tests.goals.conftest import LATER
from tests.goals.validation.conftest import page_url, say, show
from workshops.actions import rehearsal
from workshops.actions.contributions import withdraw
from workshops.actions.planning import add_exercise
from workshops.models import SiteHost

pytestmark = pytest.mark.django_db
WORDS = "Att någon ringer mig sent."


def test_a_remark_waits_for_whoever_leads_elsewhere(stand, versions, client_of, lab, lead):
    """As in the room: a facilitator reads what is hidden only where nobody else is named to lead."""
    here, (one, _two) = stand(), versions
    said = say(here, one, "partly", missing=WORDS)
    new = start_new_version(goal=one.goal, by=lead, at=LATER)
    host = factories.make_member(lab=lab, role="facilitator")
    other = factories.make_member(lab=lab, role="facilitator")
    SiteHost.objects.create(site=here.workshop.site, user=host)
    pages = [
        reverse("goals:trials", args=[one.pk]),
        reverse("goals:write_dissent", args=[one.pk]) + f"?lapp={said.missing_id}",
        reverse("goals:causes", args=[new.pk]),
    ]
    for user, reads in ((host, True), (lead, True), (other, False)):
        client = client_of(user)
        assert [WORDS in client.get(page).content.decode() for page in pages] == [reads] * 3
    assert remark(one, said.missing_id, everything=True, but_shown_at=[here.workshop.site.pk]) is None
    show(here)
    client = client_of(other)
    assert all(WORDS in client.get(page).content.decode() for page in pages)


def test_what_invented_people_say_causes_nothing(stand, versions, lab, lead):
    here, (one, _two) = stand(), versions
    workshop = factories.make_workshop(lab=lab, with_programme=False)
    add_exercise(workshop=workshop, kind="validate_goals", title="Stämmer den?", minutes=9, by=None, at=NOON)
    practice = factories.advance(rehearsal.start_rehearsal(workshop=workshop, by=None, at=NOON), 1)
    rehearsal.let_them_answer(exercise=practice.exercises.get(), by=None, at=NOON)
    real = say(here, one, "partly", missing=WORDS)
    assert [row.pk for row in judgement_remarks(one, everything=True)] == [real.pk]
    new = start_new_version(goal=one.goal, by=lead, at=LATER)
    keys = [f"answer-{pk}" for pk in one.judgements.values_list("pk", flat=True)]
    assert len(keys) > 1 and remark_keys(new, keys) == {f"answer-{real.pk}"}


def test_a_hidden_wording_is_hidden_in_the_room_too(stand, versions, lead, phone):
    here, (one, two) = stand(), versions
    for _ in range(5):
        say(here, one, "recognise", missing=WORDS)
    publish(version=one, by=lead, at=LATER)
    hide_version(version=one, reason="Någon kunde kännas igen.", by=lead, at=LATER)
    assert tried_in(here.step) == [two]
    client, _place = phone(here.workshop)
    assert one.title not in client.get(page_url(here)).content.decode()
    told = result_of(show(here))
    assert [version.title for version, _table in told] == [two.title, "Dold version"]
    page = client.get(page_url(here)).content.decode()
    assert WORDS in page and "Dold version" in page and one.title not in page


def test_a_note_that_is_taken_back_is_not_read_where_its_owner_is_answered(lab, lead, client_of):
    notes = factories.make_room(people=5, lab=lab)[2]
    version = create_goal(
        lab=lab, title="Jag", statement="Ord.", contribution_ids=[n.pk for n in notes], by=lead, at=NOON
    )
    voice = publish(version=version, by=lead, at=NOON).evidence.get(contribution=notes[0])
    view = say_own_view(evidence=voice, answer="correct", words="Inte så.", by=None, at=LATER)
    url, client = reverse("goals:reply_to_view", args=[view.pk]), client_of(lead)
    assert notes[0].text in client.get(url).content.decode()
    withdraw(contribution=notes[0], by=None, at=LATER)
    page = client.get(url).content.decode()
    assert "Inte så." in page and notes[0].text not in page
