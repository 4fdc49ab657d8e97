"""Somebody maps their own way on a phone: one question at a time, changed, moved and taken back."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from hlab.core.errors import RuleBroken, StaleEdit
from journeys.actions.cards import MOST_CARDS, change_cards, move_card, name_phases, save_card
from journeys.models import MapCard, PhaseNames
from journeys.queries.cards import own_cards
from tests import factories
from tests.factories import NOON
from tests.journeys.mapping import call, mapping, say, told
from workshops.actions.contributions import change_note, hold_note, withdraw
from workshops.models import Contribution

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(lab):
    return mapping(lab)


def order(room, place):
    return [(note.card.phase, note.text.partition("\n")[0]) for note in own_cards(room.step, place)]


def test_the_questions_come_in_order_and_each_leads_to_the_next(room, phone):
    client, place = phone(site=room.site)
    start = room.read(client)
    for question in ("det första tecknet", "Vilka delar har vägen", "Vad hände sedan", "Vilken stund var bäst",
                     "Vilka mer var med", "Hur länge dröjde det emellan"):  # fmt: skip
        assert question in start
    assert "Bara du, tills steget stängs" in start
    after = room.send(client, sida="forsta", fraga="i=delar", text="Slutade sova", feeling="-1", word="tired")
    assert after.url == f"{room.page}?i=delar"
    names = {f"name_{n}": name for n, name in enumerate(["Före", "Mitt i", "Efter", "", ""], 1)}
    assert room.send(client, "delar", sida="delar", fraga="i=hande", row_version="0", **names).url.endswith("?i=hande")
    assert "Mitt i" in room.read(client, "hande")
    room.send(client, sida="hande", fraga="i=hande", text="Ringde vårdcentralen", phase="2", feeling="")
    first, second = own_cards(room.step, place)
    chosen = {"best": second.card.pk, "worst": first.card.pk}
    assert room.send(client, "stunder", sida="stunder", fraga="i=vilka", **chosen).url.endswith("?i=vilka")
    each = {f"k{n.card.pk}-row_version": MapCard.objects.get(pk=n.card.pk).row_version for n in (first, second)}
    sent = each | {f"k{second.card.pk}-who": "Vårdcentralen", f"k{second.card.pk}-who_kind": "region"}
    assert room.send(client, "om-alla", sida="vilka", fraga="i=vantan", **sent).url.endswith("?i=vantan")
    each = {f"k{n.card.pk}-row_version": MapCard.objects.get(pk=n.card.pk).row_version for n in (first, second)}
    sent = each | {f"k{first.card.pk}-gap_words": "tre veckor", f"k{first.card.pk}-gap_kind": "wait"}
    assert room.send(client, "om-alla", sida="vantan", fraga="", **sent).url == room.page
    one, two = MapCard.objects.order_by("pk")
    assert (one.phase, one.feeling, one.word, one.moment) == (1, -1, "tired", "worst")
    assert (one.gap_words, one.gap_days, one.gap_kind) == ("tre veckor", 21, "wait")
    assert (two.phase, two.feeling, two.moment, two.who, two.who_kind) == (2, None, "best", "Vårdcentralen", "region")
    whole = room.read(client)
    for words in ("Slutade sova", "Tungt, trött · Svåraste stunden", "Tre veckor, ungefär 21 dagar. Väntan.",
                  "med Vårdcentralen (region)", "Flytta upp", "Flytta ner", "Ta tillbaka"):  # fmt: skip
        assert words in whole


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"text": " "}, "Skriv vad som hände"),
        ({"text": "x" * 401}, "1 tecken för lång"),
        ({"text": "A", "phase": "9"}, "9"),
        ({"text": "A", "feeling": "7"}, "7"),
        ({"text": "A", "word": "magic"}, "magic"),
    ],
)
def test_what_is_nothing_that_happened_is_refused_and_nothing_is_kept(room, phone, sent, says):
    client, _place = phone(site=room.site)
    response = room.send(client, sida="hande", fraga="i=hande", **sent)
    assert response.status_code == 422 and says in response.content.decode()
    assert sent["text"].strip() in response.content.decode()
    assert not MapCard.objects.exists() and not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("page", "field", "value", "says"),
    [
        ("vantan", "gap_words", "-3 dagar", "mindre än noll dagar"),
        ("vantan", "gap_words", "x" * 61, "60"),
        ("vantan", "gap_kind", "magic", "magic"),
        ("vilka", "who", "Ring 070-123 45 67", "peka ut någon"),
        ("vilka", "who_kind", "magic", "magic"),
    ],
)
def test_what_cannot_be_said_of_something_is_refused_at_its_own_field(room, phone, page, field, value, says):
    client, place = phone(site=room.site)
    _one, other = say(room, place, "Ett"), say(room, place, "Två")
    sent = {f"k{card.pk}-row_version": card.row_version for card in (_one, other)}
    response = room.send(client, "om-alla", sida=page, **sent, **{f"k{other.pk}-{field}": value})
    body = response.content.decode()
    assert response.status_code == 422 and says in body
    assert f'id="id_k{other.pk}-{field}_error"' in body and f'id="id_k{_one.pk}-{field}_error"' not in body
    assert not MapCard.objects.exclude(gap_words="", who="").exists()


def test_the_same_sent_twice_is_once_and_a_personal_detail_waits(room, phone):
    client, _place = phone(site=room.site)
    key = str(uuid.uuid4())
    for _ in range(2):
        room.send(client, key=key, text="Ringde", sida="hande", phase="2")
    assert MapCard.objects.get().phase == 2
    assert "Titta en gång till" in room.send(client, text="Ring 070-123 45 67", sida="hande").content.decode()
    room.send(client, text="Ring 070-123 45 67", sida="hande", confirmed="1")
    assert Contribution.objects.get(hold="personal").map_card


def test_two_phones_see_both_texts_and_nothing_is_lost(room, phone):
    client, place = phone(site=room.site)
    card = say(room, place, "Ringde", {"feeling": 1})
    sent = {"sida": f"k{card.pk}", "card": card.pk, "row_version": card.row_version, "phase": "1", "feeling": "1"}
    assert "Ringde" in room.read(client, f"k{card.pk}")
    assert room.send(client, **sent, text="Ringde vårdcentralen").status_code == 302
    stale = room.send(client, **sent | {"feeling": "-2"}, text="Ringde 1177")
    body = stale.content.decode()
    assert stale.status_code == 409 and "Ringde 1177" in body and "Ringde vårdcentralen" in body
    fresh = MapCard.objects.get()
    assert fresh.contribution.text == "Ringde vårdcentralen" and f'value="{fresh.row_version}"' in body
    assert room.send(client, **sent | {"row_version": fresh.row_version}, text="Ringde 1177").status_code == 302
    assert [row.text for row in fresh.contribution.revisions.all()] == ["Ringde", "Ringde vårdcentralen"]
    other, _place = phone(site=room.site)
    assert room.send(other, **sent, text="Min").status_code == 404


def test_one_question_of_all_changes_only_what_was_changed(room):
    place, cards = told(room)
    base = {"exercise": room.step, "participation": place, "by": place, "at": NOON}
    same = {c.pk: {"row_version": 1, "gap_words": c.gap_words} for c in cards}
    assert change_cards(changes=same, **base) == 0
    with pytest.raises(StaleEdit) as stale:
        change_cards(changes={cards[0].pk: {"row_version": 1, "gap_words": "ett år"}}, **base)
    assert "Ett år" in stale.value.yours and "Tre veckor" in stale.value.theirs
    now = MapCard.objects.get(pk=cards[0].pk).row_version
    assert change_cards(changes={cards[0].pk: {"row_version": now, "gap_words": "ett år"}}, **base) == 1
    assert MapCard.objects.get(pk=cards[0].pk).gap_days == 365
    stranger = factories.make_participation(site=room.site)
    with pytest.raises(RuleBroken) as broken:
        change_cards(changes={cards[0].pk: {"row_version": now, "gap_words": ""}}, **base | {"participation": stranger})
    assert broken.value.status == 404


def test_things_are_moved_up_and_down_and_over_into_the_next_part(room):
    place, _cards = told(room, way=[(text, {"phase": n}) for text, n in (("A", 1), ("B", 1), ("C", 2))])
    cards = {note.text: note.card for note in own_cards(room.step, place)}

    def move(text, up):
        return move_card(
            exercise=room.step, participation=place, card=cards[text].pk, up=up,
            row_version=MapCard.objects.get(pk=cards[text].pk).row_version, by=place, at=NOON,
        )  # fmt: skip

    assert move("B", True) and order(room, place) == [(1, "B"), (1, "A"), (2, "C")]
    assert move("A", False) and order(room, place) == [(1, "B"), (2, "A"), (2, "C")]
    assert move("C", True) and order(room, place) == [(1, "B"), (2, "C"), (2, "A")]
    assert move("C", True) and order(room, place) == [(1, "B"), (1, "C"), (2, "A")]
    assert not move("B", True)
    say(room, place, "D", {"phase": 1})
    assert order(room, place) == [(1, "B"), (1, "C"), (1, "D"), (2, "A")]


def test_the_same_press_twice_moves_once(room, phone):
    client, place = phone(site=room.site)
    _one, two = say(room, place, "A"), say(room, place, "B")
    sent = {"card": two.pk, "row_version": two.row_version, "vart": "upp"}
    for _ in range(2):
        assert room.send(client, "flytta", **sent).status_code == 302
    assert order(room, place) == [(1, "B"), (1, "A")]
    other, _place = phone(site=room.site)
    assert room.send(other, "flytta", **sent).status_code == 404


def test_parts_are_three_to_five_and_what_lay_in_one_that_is_gone_lies_in_the_last(room, phone):
    client, place = phone(site=room.site)
    say(room, place, "Sist", {"phase": 4})
    for names in (["A", "B"], ["A", "B", "C" * 81]):
        sent = {f"name_{n}": name for n, name in enumerate(names, 1)}
        response = room.send(client, "delar", sida="delar", row_version="0", **sent)
        assert response.status_code == 422 and names[0] in response.content.decode()
    call(room, place, "A", "B", "C")
    assert order(room, place) == [(3, "Sist")]
    call(room, place, "A", "B", "C")  # the same again is nothing new
    with pytest.raises(StaleEdit) as stale:
        call(room, place, "A", "B", "D")
    assert (stale.value.yours, stale.value.theirs) == ("A\nB\nD", "A\nB\nC")
    sent = {"name_1": "X", "name_2": "Y", "name_3": "Z", "sida": "delar", "row_version": "0"}
    both = room.send(client, "delar", **sent)
    assert both.status_code == 409 and "X" in both.content.decode() and "Någon hann före dig" in both.content.decode()
    assert PhaseNames.objects.get().names == ["A", "B", "C"]


def test_best_and_hardest_are_two_of_one_s_own(room, phone):
    client, place = phone(site=room.site)
    card, strange = say(room, place, "A"), say(room, factories.make_participation(site=room.site), "B")
    for best, worst, status in ((card.pk, card.pk, 422), (strange.pk, "", 404)):
        assert room.send(client, "stunder", sida="stunder", best=best, worst=worst).status_code == status
    room.send(client, "stunder", sida="stunder", best=card.pk, worst="")
    assert MapCard.objects.get(pk=card.pk).moment == "best"
    room.send(client, "stunder", sida="stunder", best="", worst="")
    assert MapCard.objects.get(pk=card.pk).moment == ""


def test_what_is_taken_back_is_gone_from_the_way_and_its_row_stays(room, phone):
    client, place = phone(site=room.site)
    card = say(room, place, "Det här ångrar jag")
    back = reverse("workshops:take_back", args=[room.workshop.pk, card.contribution_id])
    assert back in room.read(client)
    client.post(back)
    assert "Det här ångrar jag" not in room.read(client)
    assert MapCard.objects.get().contribution.withdrawn_at is not None


def test_when_it_is_closed_nothing_changes_but_what_somebody_asked_for(room, phone):
    client, place = phone(site=room.site)
    card, asked = say(room, place, "Ett"), say(room, place, "Det här pekar ut någon")
    hold_note(contribution=asked.contribution, reason="reword", by=None, at=NOON)
    room.close()
    page = room.read(client)
    assert f"?i=k{card.pk}" not in page and f"?i=k{asked.pk}" in page and "Kartläggningen är stängd" in page
    assert "går inte att ändra" in room.read(client, f"k{card.pk}")
    late = room.send(client, text="För sent", sida="hande")
    assert late.status_code == 409
    base = {"sida": f"k{asked.pk}", "card": asked.pk, "row_version": asked.row_version}
    assert room.send(client, **base, text="Nu utan namn").status_code == 302
    for act in (move_card, name_phases):
        more = {"card": card.pk, "up": True} if act is move_card else {"names": ["A", "B", "C"]}
        with pytest.raises(RuleBroken) as broken:
            act(exercise=room.step, participation=place, row_version=1, by=place, at=NOON, **more)
        assert broken.value.code == "closed"


def test_nobody_tells_more_than_a_map_holds(room):
    place = factories.make_participation(site=room.site)
    factories.make_many_notes(step=room.step, participation=place, number=MOST_CARDS)
    with pytest.raises(RuleBroken) as broken:
        say(room, place, "En till")
    assert broken.value.field == "text"


def test_nobody_else_in_the_room_reads_it(room, phone):
    told(room)
    other, _place = phone(site=room.site)
    assert "Slutade sova" not in room.read(other)
    room.close()
    assert "Slutade sova" not in room.read(other)
    assert other.get(reverse("workshops:earlier", args=[room.workshop.pk, room.step.pk])).status_code == 404


def test_a_step_asks_for_what_was_chosen(lab, phone):
    room = mapping(lab, settings={"phases": ["Ett", "Två", "Tre"], "ask": ["gaps"]})
    client, place = phone(site=room.site)
    page = room.read(client)
    assert "Vilka mer var med" not in page and "Hur länge dröjde det emellan" in page
    card = say(room, place, "A")
    assert "gap_words" in room.read(client, f"k{card.pk}") and "who_kind" not in room.read(client, f"k{card.pk}")
    assert "Två" in room.read(client, "delar")


@pytest.mark.parametrize(
    ("settings", "field"),
    [({"phases": ["A", "B"]}, "phases"), ({"ask": ["x"]}, "ask"), ({"question": "x" * 301}, "question")],
)
def test_settings_that_cannot_be_are_refused_at_their_field(lab, settings, field):
    with pytest.raises(RuleBroken) as broken:
        mapping(lab, settings=settings)
    assert broken.value.field == field


def test_a_page_takes_as_many_queries_however_long_the_way(room, phone, django_assert_max_num_queries):
    client, place = phone(site=room.site)
    say(room, place, "A")
    room.read(client)
    for _ in range(20):
        say(room, place, "B", {"phase": 2, "gap_words": "tre veckor"})
    for where in ("", "hande", "stunder", "vilka", "vantan", "delar"):
        with django_assert_max_num_queries(15):
            room.read(client, where)


def test_new_words_from_another_page_are_seen_on_an_open_card(room):
    place = factories.make_participation(site=room.site)
    card = say(room, place, "A")
    change_note(contribution=card.contribution, text="B", row_version=1, by=None, at=NOON)
    with pytest.raises(StaleEdit):
        save_card(
            exercise=room.step, participation=place, card=card.pk, text="C", marks={}, client_key=uuid.uuid4(),
            row_version=card.row_version, by=place, at=NOON,
        )  # fmt: skip
    withdraw(contribution=card.contribution, by=place, at=NOON)
    assert own_cards(room.step, place) == []
