"""The step where people say what stands in the way: cards that are notes, and everything that may happen to a note."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from goals.actions.barrier_cards import save_card
from goals.actions.barriers import change_barrier
from goals.analysis.cards import joined, parted
from goals.models import Barrier, BarrierEvent
from goals.queries.barriers import KIND, barriers
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.models import AuditEvent
from tests import factories
from tests.factories import NOON
from tests.goals.barriers.conftest import WORDS, url
from workshops import registry
from workshops.actions.contributions import change_note, withdraw
from workshops.actions.groups import add_group, confirm, sit_at, take_back_confirmation
from workshops.actions.pacing import close_writing
from workshops.actions.planning import add_exercise
from workshops.actions.rehearsal import end_rehearsal, let_them_answer, start_rehearsal
from workshops.models import Contribution
from workshops.queries import step_at
from workshops.report import report_of

pytestmark = pytest.mark.django_db


def test_words_are_one_text_and_come_back_as_they_were():
    for title, example in (("Två journaler", ""), ("Två journaler", "En gång.\nOch en gång till.")):
        card = parted(joined(title, example))
        assert (card.title, card.example, card.text) == (title, example, "")
    long = parted("ord " * 60)
    assert len(long.title) <= 160 and long.title.endswith("ord…") and long.text == ("ord " * 60).strip()
    assert parted("Hinder\n" + "x" * 700).text.startswith("Hinder")


def test_only_what_stands_in_the_way_is_needed_and_all_the_rest_is_kept(room, phone, frozen):
    client, place = phone(site=room.site)
    page = client.get(reverse("workshops:take_part", args=[room.workshop.pk])).content.decode()
    assert frozen.statement in page and "Vad för slags hinder är det?" in page
    assert room.send(client, title="Ingen vet vem").status_code == 302
    marks = {"kinds": ["law", "information"], "layer": "back", "level": "macro", "decided": "national",
             "goals": [frozen.goal_id], "who_can_act": "Den som skriver lagen"}  # fmt: skip
    assert room.send(client, **WORDS, **marks).status_code == 302
    bare, full = Barrier.objects.order_by("pk")
    assert (bare.title, bare.state, bare.lab, bare.exercise_id) == (
        "Ingen vet vem",
        "new",
        room.workshop.lab,
        room.step.pk,
    )
    assert bare.contribution.participation_id == place.pk and not bare.tags.exists()
    assert full.contribution.text == joined(**WORDS)
    assert {tag.kind for tag in full.tags.all()} == {"law", "information"} and full.goals.get() == frozen.goal
    assert [event.act for event in full.events.order_by("pk")] == ["made", "changed"]
    own = client.get(reverse("workshops:take_part", args=[room.workshop.pk])).content.decode()
    assert "Lag, IT och information. Bakom scenen." in own and "Den som skriver lagen." in own


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"title": ""}, "Skriv vad som står i vägen"),
        ({"title": "x" * 161}, "Det är 1 tecken för långt"),
        ({"title": "A", "example": "x" * 601}, "Exemplet är för långt"),
        ({"title": "A", "kinds": ["magic"]}, "magic"),
        ({"title": "A", "level": "giga"}, "giga"),
        ({"title": "A", "goals": ["999999"]}, "999999"),
        ({"title": "A", "who_can_act": "Ring 070-123 45 67"}, "Ta bort det"),
    ],
)
def test_what_is_no_card_is_refused_at_its_field_and_nothing_is_kept(room, phone, sent, says):
    client, _place = phone(site=room.site)
    response = room.send(client, **sent)
    assert response.status_code == 422 and says in response.content.decode()
    assert sent["title"] in response.content.decode()
    assert not Barrier.objects.exists() and not Contribution.objects.exists()


def test_a_malbild_of_another_lab_can_neither_be_shown_nor_chosen(room, lab):
    other = factories.make_goal_version(frozen_at=NOON)
    for wrong in ([other.pk], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], ["x"]):
        with pytest.raises(RuleBroken) as broken:
            add_exercise(
                workshop=factories.make_workshop(lab=lab, with_programme=False), kind=KIND, title="A", minutes=5,
                settings={"versions": wrong}, by=None, at=NOON,
            )  # fmt: skip
        assert broken.value.field == "versions"
    card = room.card()
    with pytest.raises(RuleBroken) as broken:
        change_barrier(barrier=card, row_version=card.row_version, goals=[other.goal_id], by=None, at=NOON)
    assert broken.value.field == "goals"


def test_the_same_sent_twice_is_one_card_and_a_personal_detail_waits(room, phone):
    client, _place = phone(site=room.site)
    key = str(uuid.uuid4())
    for _ in range(2):
        room.send(client, key=key, **WORDS)
    assert Barrier.objects.count() == 1
    warned = room.send(client, title="Ring Eva 070-123 45 67")
    assert "Titta en gång till" in warned.content.decode() and Barrier.objects.count() == 1
    room.send(client, title="Ring Eva 070-123 45 67", confirmed="1")
    assert Contribution.objects.get(hold="personal").barrier.title.startswith("Ring Eva")
    assert "Ring Eva" not in client.get(url("barriers", room.workshop.lab_id)).content.decode()


def test_one_s_own_card_is_changed_and_somebody_else_s_change_is_not_lost(room, phone, lead):
    client, _place = phone(site=room.site)
    room.send(client, title="Två journaler", kinds=["law"])
    card = Barrier.objects.get()
    page = client.get(reverse("workshops:take_part", args=[room.workshop.pk]) + f"?i={card.pk}").content.decode()
    assert "Ändra ditt kort" in page and f'name="card" value="{card.pk}"' in page
    sent = {"card": card.pk, "row_version": card.row_version, "title": "Tre journaler", "kinds": ["law", "culture"]}
    assert room.send(client, **sent).status_code == 302
    card.refresh_from_db()
    assert card.title == card.contribution.text == "Tre journaler"
    assert card.contribution.revisions.get().text == "Två journaler"
    stale = room.send(client, **sent | {"title": "Fyra journaler"})
    assert stale.status_code == 409
    assert "Fyra journaler" in stale.content.decode() and "Tre journaler" in stale.content.decode()
    other, _place = phone(site=room.site)
    assert room.send(other, **sent).status_code == 404
    close_writing(exercise=room.step, by=None, at=NOON)
    late = room.send(client, **sent | {"row_version": card.row_version, "title": "För sent"})
    assert late.status_code == 409


def test_new_words_from_whoever_said_it_do_not_undo_what_the_lab_wrote(room, lead):
    card = room.card(text="Två journaler")
    written = change_barrier(barrier=card, row_version=card.row_version, title="Journalerna", by=lead, at=NOON)
    note = change_note(contribution=card.contribution, text="Tre journaler", row_version=1, by=None, at=NOON)
    card.refresh_from_db()
    assert (card.title, note.text, card.row_version) == ("Journalerna", "Tre journaler", written.row_version + 1)
    assert card.events.filter(act="reworded").count() == 1


def test_a_card_is_taken_back_as_a_note_is(room, client_of, lead):
    card = room.card(text="Det här ångrar jag")
    room.show()
    signed = client_of(lead)
    assert "Det här ångrar jag" in signed.get(url("barrier", card.pk)).content.decode()
    withdraw(contribution=card.contribution, by=None, at=NOON)
    for name, pk in (("barrier", card.pk), ("barriers", room.workshop.lab_id), ("barriers_csv", room.workshop.lab_id)):
        answer = signed.get(url(name, pk))
        body = b"".join(answer).decode()
        assert answer.status_code == 200 and "Det här ångrar jag" not in body
    assert "har tagit tillbaka det" in signed.get(url("barrier", card.pk)).content.decode()
    assert signed.get(url("barrier_edit", card.pk)).status_code == 404


def test_a_table_s_card_is_confirmed_when_the_table_says_so_and_not_before(rooms, lead, client_of, table_host):
    room = rooms(names=("",), in_groups=True)[0]
    group = add_group(site=room.site, name="Bord 1", by=None, at=NOON)
    host = client_of(table_host)
    at_table = reverse("workshops:table", args=[room.site.pk, group.pk])
    assert "Vad för slags hinder är det?" in host.get(at_table).content.decode()
    sent = {"sett": room.step.pk, "key": str(uuid.uuid4()), "text": "Två journaler\n\nVarje gång.", "kinds": ["law"]}
    write = reverse("workshops:table_act", args=[room.site.pk, group.pk, "anteckna"])
    refused = host.post(write, sent | {"kinds": ["magic"]})
    assert "magic" in refused.content.decode() and not Barrier.objects.exists()
    assert host.post(write, sent).status_code == 302
    card = Barrier.objects.get()
    assert (card.title, card.example, card.tags.get().kind) == ("Två journaler", "Varje gång.", "law")
    assert card.contribution.group == group and card.created_by == table_host
    assert url("barrier_of_note", card.contribution_id) in host.get(at_table).content.decode()
    edit = host.get(url("barrier_of_note", card.contribution_id)).url
    assert host.get(edit).status_code == 200
    filled = {"title": card.title, "row_version": card.row_version, "variety": "unclear", "level": "meso"}
    assert host.post(edit, filled).status_code == 302
    assert barriers().get().stands == "new" and barriers().get().level == "meso"
    place = factories.make_participation(site=room.site)
    sit_at(participation=place, group=group, by=place, at=NOON)
    confirm(exercise=room.step, group=group, by=place, at=NOON)
    assert barriers().get().stands == "confirmed"
    take_back_confirmation(exercise=room.step, group=group, by=place, at=NOON)
    assert barriers().get().stands == "new"
    stranger = client_of(factories.make_member(lab=factories.make_lab(), role="table_host"))
    assert stranger.get(edit).status_code == 404


def test_a_person_s_card_is_confirmed_when_the_room_has_shown_it(room, phone):
    card = room.card(text="Två journaler\n\nVarje gång.")
    other, _place = phone(site=room.site)
    here = reverse("workshops:take_part", args=[room.workshop.pk])
    assert "Varje gång." not in other.get(here).content.decode()
    assert barriers().get(pk=card.pk).stands == "new"
    room.show()
    assert barriers().get(pk=card.pk).stands == "confirmed"
    assert "Varje gång." in other.get(here).content.decode()
    assert (
        "Varje gång." in other.get(reverse("workshops:earlier", args=[room.workshop.pk, room.step.pk])).content.decode()
    )


def test_the_desk_and_the_wall_show_cards_in_their_time(room, lead, client_of):
    signed, site = client_of(lead), room.site.pk
    write = reverse("workshops:host_act", args=[site, room.step.pk, "anteckna"])
    console = signed.post(write, {"key": str(uuid.uuid4()), "title": " ", "example": "Tappa inte det här."})
    assert console.status_code == 422 and "Tappa inte det här." in console.content.decode()
    assert signed.post(write, {"key": str(uuid.uuid4()), "title": "Sagt i rummet"}).status_code == 302
    assert "Sagt i rummet" in signed.get(reverse("workshops:console", args=[site])).content.decode()
    stage = reverse("workshops:stage", args=[site])
    assert "Sagt i rummet" not in signed.get(stage).content.decode()
    room.show()
    assert "Sagt i rummet" in signed.get(stage).content.decode()


def test_an_anonymous_card_leads_to_nobody(rooms, phone):
    room = rooms(names=("",), anonymity="anonymous")[0]
    client, place = phone(site=room.site)
    room.send(client, **WORDS)
    card = Barrier.objects.get()
    assert card.contribution.participation_id != place.pk and card.created_by is None
    assert "Ändra" in client.get(reverse("workshops:take_part", args=[room.workshop.pk])).content.decode()
    sent = {"card": card.pk, "row_version": card.row_version, "title": "Tre journaler"}
    assert room.send(client, **sent).status_code == 302
    room.show()
    assert f"?i={card.pk}" not in client.get(reverse("workshops:take_part", args=[room.workshop.pk])).content.decode()


def test_paper_is_printed_and_written_in_for_somebody(room, lead, client_of, frozen):
    signed = client_of(lead)
    for what in ("lappar-4", "blankett"):
        page = signed.get(reverse("workshops:print_sheets", args=[room.site.pk, what])).content.decode()
        assert "Ersättning" in page and frozen.title in page
    write = reverse("workshops:write_in_answer", args=[room.site.pk, room.step.pk])
    sent = {"number": "7", "perspective": "lived", "channel": "paper", "language": "sv", "key": str(uuid.uuid4()),
            "consent_quote": "on", **WORDS, "kinds": ["culture"], "goals": [frozen.goal_id]}  # fmt: skip
    room.show()
    for _ in range(2):
        assert signed.post(write, sent).status_code == 302
    card = Barrier.objects.get()
    assert (card.title, card.tags.get().kind, card.contribution.consent_quote) == ("Två journaler", "culture", True)
    assert (card.contribution.channel, card.contribution.transcribed_by) == ("paper", lead)
    assert signed.post(write, sent | {"key": str(uuid.uuid4()), "title": ""}).status_code == 422


def test_a_rehearsal_leaves_nothing_behind_and_no_trace_in_the_lab_s_history(lab, lead, frozen, client_of):
    planned = factories.make_workshop(lab=lab, with_programme=False)
    settings = {"versions": [frozen.pk]}
    add_exercise(workshop=planned, kind=KIND, title="A", minutes=5, settings=settings, by=None, at=NOON)
    practice = factories.advance(start_rehearsal(workshop=planned, by=lead, at=NOON), 1)
    step = step_at(practice.site.pk, practice.exercises.get().pk)
    before = AuditEvent.objects.filter(lab_id=lab.pk).count()
    assert [let_them_answer(exercise=step, by=lead, at=NOON)[0] for _ in range(2)] == [12, 0]
    assert Barrier.objects.count() == 12 and not barriers().exists()
    assert "Två journaler" not in client_of(lead).get(url("barriers", lab.pk)).content.decode()
    assert AuditEvent.objects.filter(lab_id=lab.pk).count() == before
    end_rehearsal(rehearsal=practice, by=lead, at=NOON)
    assert not Barrier.objects.exists() and not BarrierEvent.objects.exists()


def test_the_report_tells_what_stands_on_the_card(room):
    card = room.card(text="Två journaler")
    change_barrier(barrier=card, row_version=1, kinds=["law"], decided="national", by=None, at=NOON)
    room.show()
    (row,) = report_of(room.workshop, in_full=[], now=NOON).steps[0].rows
    assert row.text == "Två journaler\nLag. Kan ändras av staten."


def test_notes_read_from_a_file_become_cards_at_once(room, django_assert_max_num_queries):
    place = factories.make_participation(site=room.site)
    notes = factories.make_many_notes(step=room.step, participation=place, number=20)
    with django_assert_max_num_queries(8):
        registry.get(KIND).kept(notes=notes, at=NOON)
        registry.get(KIND).kept(notes=[], at=NOON)
    assert Barrier.objects.count() == BarrierEvent.objects.count() == 20


def test_a_stale_card_says_both_at_the_action_too(room):
    place = factories.make_participation(site=room.site)
    base = {"exercise": room.step, "participation": place, "marks": {}, "client_key": uuid.uuid4(), "by": place,
            "at": NOON}  # fmt: skip
    save_card(card=0, title="Ett", example="", row_version=0, **base)
    card = Barrier.objects.get()
    with pytest.raises(StaleEdit) as stale:
        save_card(card=card.pk, title="Två", example="", row_version=card.row_version - 1, **base)
    assert "Två" in stale.value.yours and "Ett" in stale.value.theirs
