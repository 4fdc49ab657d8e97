"""A map is made of what somebody told, once; it follows what is told later, and what is taken back is gone at once."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from hlab.core.errors import RuleBroken
from journeys.actions.editing import changing, undo
from journeys.actions.telling import make_told, tell_again
from journeys.enums import EditAct
from journeys.models import Cell, Gap, Journey, MapCard, Step, Voice
from journeys.queries.document import document
from tests import factories
from tests.factories import NOON
from tests.journeys.mapping import call, mapping, say, told
from workshops.actions.contributions import change_consent, change_note, hold_note, withdraw
from workshops.actions.groups import add_group, confirm, record_for_group
from workshops.actions.pacing import reopen_writing

pytestmark = pytest.mark.django_db
AS = {"title": "Alex väg", "question": "Var blir det tyst?", "person": "Alex"}


@pytest.fixture
def room(lab):
    return mapping(lab)


def make(room, place, by=None) -> Journey:
    return make_told(exercise=room.step, participation=place, by=by, at=NOON, **AS)


def again(room, place, journey) -> bool:
    journey.refresh_from_db()
    return tell_again(journey=journey, exercise=room.step, participation=place, by=None, at=NOON)


def reopened(room):
    reopen_writing(exercise=room.step, by=None, at=NOON)


def edit(journey, act, row, **fields):
    with changing(journey, act, by=None, at=NOON) as change:
        opened = change.open(type(row), row.pk)
        for name, value in fields.items():
            setattr(opened, name, value)
        change.save(opened)


def titles(journey):
    return [step.title for step in document(journey).steps]


def test_one_person_s_way_becomes_their_map_with_their_voices_and_gaps(room, lead):
    place, cards = told(room)
    call(room, place, "Tecken", "Söka", "Få")
    room.close()
    journey = make(room, place, by=lead)
    found = document(journey)
    assert (journey.teller, journey.person_kind, journey.kind) == (place, "teller", "told")
    assert (journey.owner, journey.exercise, journey.public_version) == (lead, room.step, None)
    assert [phase.title for phase in found.phases] == ["Tecken", "Söka", "Få"]
    assert [step.title for step in found.steps] == ["Slutade sova", "Ringde vårdcentralen", "Möte på socialkontoret"]
    assert found.steps[1].cells == {"person": "Ringde vårdcentralen.\nDe lyssnade och skrev en remiss."}
    assert all(step.grade == "told" for step in found.steps)
    wait, handover = found.gaps
    assert (wait.kind, wait.days_told, wait.told_words, wait.grade) == ("wait", 21, "tre veckor", "told")
    assert (handover.kind, handover.days_told, handover.carried_by) == ("handover", 183, "relative")
    names = {actor.key: actor.name for actor in found.actors}
    assert (names[handover.from_actor], names[handover.to_actor]) == ("Vårdcentralen", "Socialkontoret")
    assert handover.days_planned is None and handover.days_measured is None
    assert [voice.contribution for step in found.steps for voice in step.voices] == [
        str(c.contribution_id) for c in cards
    ]
    assert not Voice.objects.filter(quote=True).exists()


def test_nothing_is_made_before_the_step_is_closed_nor_of_what_may_not_be_used(room):
    place, cards = told(room)
    with pytest.raises(RuleBroken, match="inte stängt"):
        make(room, place)
    change_consent(contribution=cards[0].contribution, use="analysis", granted=False, by=place, at=NOON)
    hold_note(contribution=cards[1].contribution, reason="personal", by=None, at=NOON)
    room.close()
    assert titles(make(room, place)) == ["Möte på socialkontoret"]
    other, own = told(mapping(room.workshop.lab))
    silent = factories.make_participation(site=room.site)
    with pytest.raises(RuleBroken, match="Inget av det som sagts"):
        make(room, silent)
    assert Journey.objects.count() == 1 and other and own


def test_it_is_made_once_for_a_person_and_step(room):
    place, _cards = told(room)
    room.close()
    assert make(room, place) == make(room, place)
    assert Journey.objects.count() == 1


def test_a_table_with_one_voice_makes_a_persona_map_when_it_has_said_yes(lab):
    room = mapping(lab, in_groups=True)
    group = add_group(site=room.site, name="Bord 1", by=None, at=NOON)
    for text in ("Kim ringde", "Kim väntade"):
        note = record_for_group(exercise=room.step, group=group, text=text, client_key=uuid.uuid4(), by=None, at=NOON)
    room.close()
    with pytest.raises(RuleBroken, match="Bordet har inte sagt"):
        make(room, note.participation)
    confirm(exercise=room.step, group=group, by=None, at=NOON)
    journey = make(room, note.participation)
    assert (journey.person_kind, journey.teller) == ("persona", None)
    assert make(room, note.participation) == journey and Journey.objects.count() == 1
    assert again(room, note.participation, journey) is False


def test_the_map_follows_what_is_told_later_and_nothing_is_there_twice(room):
    place, cards = told(room)
    room.close()
    journey = make(room, place)
    assert again(room, place, journey) is False
    reopened(room)
    say(room, place, "Någon ringde tillbaka", {"phase": 1, "who": "1177", "feeling": 2})
    change_note(contribution=cards[2].contribution, text="Mötet blev av", row_version=1, by=None, at=NOON)
    MapCard.objects.filter(pk=cards[0].pk).update(gap_words="ett år", gap_days=365)
    MapCard.objects.filter(pk=cards[1].pk).update(gap_words="", gap_days=None, gap_kind="", gap_carried="")
    call(room, place, "Tecken", "Söka", "Få", "I dag")
    room.close()
    assert again(room, place, journey) is True
    found = document(journey)
    assert titles(journey) == ["Slutade sova", "Någon ringde tillbaka", "Ringde vårdcentralen", "Mötet blev av"]
    assert [phase.title for phase in found.phases] == ["Tecken", "Söka", "Få", "I dag"]
    assert [(gap.days_told, gap.before) for gap in found.gaps] == [(365, found.steps[1].key)]
    assert journey.history.order_by("number").last().act == EditAct.TOLD_AGAIN
    assert again(room, place, journey) is False
    undo(journey=journey, number=journey.edits, by=None, at=NOON)
    assert titles(journey) == ["Slutade sova", "Ringde vårdcentralen", "Möte på socialkontoret"]
    assert again(room, place, journey) is False or "Någon ringde tillbaka" not in titles(journey)


def test_what_the_lab_has_written_moved_or_removed_stays_as_the_lab_left_it(room):
    place, cards = told(room)
    room.close()
    journey = make(room, place)
    one, two, three = (Step.objects.get(voices__contribution=card.contribution_id) for card in cards)
    edit(journey, EditAct.STEP_CHANGED, two, title="Första samtalet")
    edit(journey, EditAct.GAP_CHANGED, Gap.objects.get(after=one), kind="access")
    with changing(journey, EditAct.CELL_WRITTEN, by=None, at=NOON) as change:
        change.add(Cell(step=two, lane="back", text="Remissen låg i en korg."))
    with changing(journey, EditAct.STEP_REMOVED, by=None, at=NOON) as change:
        change.remove(change.open(Step, three.pk))
    reopened(room)
    for card in cards:
        text = f"Annat {card.pk}"
        change_note(contribution=card.contribution, text=text, row_version=1, by=None, at=NOON)
    MapCard.objects.filter(pk=cards[0].pk).update(gap_kind="burden", gap_words="ett år", gap_days=365)
    room.close()
    assert again(room, place, journey) is True
    assert titles(journey) == [f"Annat {cards[0].pk}", "Första samtalet"]
    found = document(journey)
    assert found.steps[1].cells["back"] == "Remissen låg i en korg."
    assert (found.gaps[0].kind, found.gaps[0].days_told) == ("access", 365)


def test_what_is_taken_back_is_gone_from_the_map_at_once(room, lead, client_of):
    place, cards = told(room)
    room.close()
    journey = make(room, place)
    page = reverse("journeys:journey", args=[journey.pk])
    withdraw(contribution=cards[1].contribution, by=place, at=NOON)
    found = document(journey)
    assert [step.title for step in found.steps][1] == "Det här får inte användas längre"
    assert "remiss" not in repr(found) and "Ringde" not in repr(found)
    assert [gap.told_words for gap in found.gaps] == ["tre veckor"]
    assert "Ringde" not in client_of(lead).get(page).content.decode()
    assert again(room, place, journey) is False
    change_consent(contribution=cards[0].contribution, use="analysis", granted=False, by=place, at=NOON)
    assert "Slutade sova" not in repr(document(journey))
    change_consent(contribution=cards[0].contribution, use="analysis", granted=True, by=place, at=NOON)
    assert "Slutade sova" in repr(document(journey))


def test_a_map_that_the_lab_made_itself_keeps_its_words_without_a_voice(room):
    _place, cards = told(room)
    journey = factories.make_journey(lab=room.workshop.lab)
    step = journey.steps.first()
    Voice.objects.create(journey=journey, step=step, contribution=cards[0].contribution, added_at=NOON)
    withdraw(contribution=cards[0].contribution, by=None, at=NOON)
    assert document(journey).step(str(step.pk)).title == step.title


def test_whoever_reads_everything_at_the_site_makes_the_map_and_nobody_else(room, lead, analyst, table_host, client_of):
    place, _cards = told(room)
    listed = reverse("journeys:told_ways", args=[room.site.pk])
    one = reverse("journeys:told_way", args=[room.site.pk, room.step.pk, place.pk])
    signed = client_of(analyst)
    assert "Steget är inte stängt" in signed.get(listed).content.decode()
    assert signed.post(one, AS).status_code == 409 and not Journey.objects.exists()
    room.close()
    for stranger in (table_host, factories.make_member(lab=room.workshop.lab, role="editor")):
        assert client_of(stranger).get(listed).status_code == client_of(stranger).post(one, AS).status_code == 403
    page = signed.get(one).content.decode()
    assert "De lyssnade och skrev en remiss." in page and 'value="Person 1"' in page
    assert signed.post(one, AS | {"title": ""}).status_code == 422
    made = signed.post(one, AS)
    journey = Journey.objects.get()
    assert made.url == reverse("journeys:journey", args=[journey.pk]) and journey.owner == analyst
    assert "Alex väg" in signed.get(listed).content.decode()
    assert signed.post(one).url == made.url and Journey.objects.count() == 1
    stranger = factories.make_participation(site=room.site)
    assert signed.get(reverse("journeys:told_way", args=[room.site.pk, room.step.pk, stranger.pk])).status_code == 404


def test_the_pages_take_as_many_queries_however_many_have_told(room, lead, client_of, django_assert_max_num_queries):
    place, _cards = told(room)
    signed = client_of(lead)
    pages = [reverse("journeys:told_ways", args=[room.site.pk]),
             reverse("journeys:told_way", args=[room.site.pk, room.step.pk, place.pk])]  # fmt: skip
    for many in (0, 8):
        for _ in range(many):
            told(room)
        for page in pages:
            with django_assert_max_num_queries(15):
                signed.get(page)
