"""A view that was not adopted stays by the målbild, version after version, until one says how it is met."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from goals.actions.checks import record_check
from goals.actions.dissents import meet_dissent, write_dissent
from goals.actions.status import freeze, publish
from goals.actions.versions import change_draft, discard_draft, start_new_version
from goals.models import ChangeCause, Dissent, GoalVersion
from goals.queries.trials import dissents_by, public_validation
from hlab.core.errors import RuleBroken
from tests.factories import NOON
from tests.goals.conftest import LATER
from tests.goals.validation.conftest import say, show
from workshops.actions.contributions import change_consent, withdraw

pytestmark = pytest.mark.django_db
TEXT = "Jag vill inte att allt ska följa med."


def refused(act):
    try:
        with transaction.atomic():
            act()
    except (DatabaseError, IntegrityError):
        return True
    return False


def frozen_next(version, by):
    """The next version, frozen; what changed is editorial."""
    new = start_new_version(goal=version.goal, by=by, at=LATER)
    change_draft(version=new, row_version=1, what_changed="Ett ord.", why_changed="Läsbarhet.", by=by, at=LATER)
    ChangeCause.objects.create(version=new, text="Ett ord.")
    return new


def test_it_is_written_once_stands_and_is_shown(public, lead):
    made = [
        write_dissent(version=public, text=f" {TEXT} ", group="Några med egen erfarenhet", by=lead, at=LATER)
        for _ in range(2)
    ]
    assert made[0] == made[1] == Dissent.objects.get()
    assert refused(lambda: Dissent.objects.update(text="Annat"))
    assert refused(lambda: Dissent.objects.update(met="Bemött"))
    assert refused(lambda: Dissent.objects.all().delete())
    page = render_to_string("goals/_public_validation.html", public_validation(public.goal, public))
    assert f"”{TEXT}”" in page and "Några med egen erfarenhet" in page and 'class="dissent"' in page
    GoalVersion.objects.filter(pk=public.pk).update(hidden_at=LATER, hidden_reason="Någon kunde kännas igen.")
    public.refresh_from_db()
    assert TEXT not in render_to_string("goals/_public_validation.html", public_validation(public.goal, public))


@pytest.mark.parametrize(
    "sent",
    [{"text": " "}, {"text": "x" * 601}, {"group": "x" * 161}, {"text": "Ring 070-123 45 67"}, {"group": "a@b.se"}],
)
def test_what_is_empty_too_long_or_looks_personal_is_asked_about(public, lead, sent):
    with pytest.raises(RuleBroken):
        write_dissent(version=public, by=lead, at=LATER, **{"text": TEXT} | sent)
    assert not Dissent.objects.exists()


def test_not_on_a_draft_nor_from_a_note_about_something_else(draft, public, notes, lead):
    with pytest.raises(RuleBroken, match="handlar inte om"):
        write_dissent(version=public, text=TEXT, note=notes[0], by=lead, at=LATER)
    new = start_new_version(goal=public.goal, by=lead, at=LATER)
    with pytest.raises(RuleBroken, match="Lås orden"):
        write_dissent(version=new, text=TEXT, by=lead, at=LATER)


def test_it_goes_on_from_version_to_version_also_what_is_written_meanwhile(public, lead, check):
    write_dissent(version=public, text=TEXT, by=lead, at=LATER)
    record_check(version=public, by=lead, at=LATER, **check | {"dissent": "Jag vill välja själv."})
    new = frozen_next(public, lead)
    assert [row.text for row in new.dissents.all()] == [TEXT, "Jag vill välja själv."]
    write_dissent(version=public, text="Kom till sent.", by=lead, at=LATER)
    publish(version=new, by=lead, at=LATER)
    rows = dissents_by(new)
    assert [(row["text"], row["from"]) for row in rows] == [
        (TEXT, 1), ("Jag vill välja själv.", 1), ("Kom till sent.", 1),
    ]  # fmt: skip
    assert [row["text"] for row in dissents_by(public)].count("Jag vill välja själv.") == 1
    third = start_new_version(goal=new.goal, by=lead, at=LATER)
    assert {(row["text"], row["from"]) for row in dissents_by(third)} == {(row["text"], 1) for row in rows}


def test_a_draft_says_how_it_is_met_and_can_change_its_mind_until_the_words_stand(public, lead):
    write_dissent(version=public, text=TEXT, by=lead, at=LATER)
    new = frozen_next(public, lead)
    row = new.dissents.get()
    for met in ("Man får välja själv.", "", "Man får själv välja vad som följer med."):
        meet_dissent(dissent=row, met=met, by=lead, at=LATER)
    with pytest.raises(RuleBroken):
        meet_dissent(dissent=row, met="Ring 070-123 45 67", by=lead, at=LATER)
    freeze(version=new, by=lead, at=LATER)
    with pytest.raises(RuleBroken):
        meet_dissent(dissent=row, met="Något annat.", by=lead, at=LATER)
    assert refused(lambda: Dissent.objects.filter(pk=row.pk).update(met="Annat"))
    assert refused(lambda: Dissent.objects.create(version=new, text="x", met="y", at=LATER))
    new.refresh_from_db()
    page = render_to_string("goals/_public_validation.html", public_validation(new.goal, new))
    assert "Invändning som är bemött" in page and "Man får själv välja" in page
    assert not start_new_version(goal=new.goal, by=lead, at=LATER).dissents.exists()


def test_a_draft_that_is_thrown_away_takes_only_its_own_along(public, lead):
    write_dissent(version=public, text=TEXT, by=lead, at=LATER)
    discard_draft(version=start_new_version(goal=public.goal, by=lead, at=LATER), by=lead, at=LATER)
    assert Dissent.objects.get().version == public
    assert start_new_version(goal=public.goal, by=lead, at=LATER).dissents.count() == 1


def test_the_pages_from_a_remark_to_how_it_is_met(stand, versions, client_of, lead, lab):
    here, (one, _two) = stand(), versions
    note = say(here, one, "not_recognise", missing=TEXT).missing
    show(here)
    client = client_of(lead)
    url = reverse("goals:write_dissent", args=[one.pk])
    assert client.get(url, {"lapp": note.pk}).content.decode().count(TEXT) == 1  # to read: not theirs to quote
    for text in (TEXT, TEXT.upper()):
        assert client.post(url, {"text": text, "lapp": note.pk}).status_code == 422
    change_consent(contribution=note, use="quote", granted=True, by=None, at=LATER)
    assert f"?lapp={note.pk}" in client.get(reverse("goals:trials", args=[one.pk])).content.decode()
    assert client.get(url, {"lapp": note.pk}).content.decode().count(TEXT) == 2  # the remark, and the field
    assert client.post(url, {"text": "", "lapp": note.pk}).status_code == 422
    asked = client.post(url, {"text": "Ring 070-123 45 67"})
    assert asked.status_code == 422 and 'type="checkbox" name="confirmed"' in asked.content.decode()
    assert client.post(url, {"text": TEXT, "group": "Några", "lapp": note.pk}).status_code == 302
    assert Dissent.objects.get().note == note
    new = start_new_version(goal=one.goal, by=lead, at=LATER)
    carried = reverse("goals:carried_dissents", args=[new.pk])
    assert TEXT in client.get(carried).content.decode()
    assert "goals:carried" not in render_to_string("goals/_dissents_to_carry.html", {"version": new, "carried": [1]})
    meet = reverse("goals:meet_dissent", args=[new.pk, new.dissents.get().pk])
    assert client.post(meet, {"met": "Ring 070-123 45 67"}).status_code == 422
    assert client.post(meet, {"met": "Man får välja."}).url == carried
    assert new.dissents.get().met == "Man får välja."
    assert "Man får välja." in client.get(carried).content.decode()
    assert client.post(reverse("goals:meet_dissent", args=[one.pk, Dissent.objects.first().pk]), {}).status_code == 404
    assert NOON < LATER
    assert dissents_by(one)[0]["text"] == TEXT and client.get(url, {"lapp": "x"}).status_code == 200
    withdraw(contribution=note, by=None, at=LATER)
    assert [row["text"] for row in (*dissents_by(one), *dissents_by(new))] == ["(återtaget)"] * 2
