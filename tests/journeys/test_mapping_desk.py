"""Tables, paper, the wall, a rehearsal and the report of a step where people map their way."""

from __future__ import annotations

import uuid

import pytest
from django.urls import reverse

from hlab.core.errors import RuleBroken
from journeys.actions.cards import change_written
from journeys.models import Journey, MapCard, PhaseNames
from journeys.queries.cards import KIND
from tests import factories
from tests.factories import NOON
from tests.journeys.mapping import mapping, say, told
from workshops import registry
from workshops.actions.groups import add_group
from workshops.actions.pacing import reveal
from workshops.actions.planning import add_exercise
from workshops.actions.rehearsal import end_rehearsal, let_them_answer, start_rehearsal
from workshops.queries import step_at
from workshops.report import report_of

pytestmark = pytest.mark.django_db


def test_a_table_s_way_is_written_down_and_filled_in_later(lab, table_host, client_of, phone):
    room = mapping(lab, in_groups=True)
    group = add_group(site=room.site, name="Bord 1", by=None, at=NOON)
    host = client_of(table_host)
    at_table = reverse("workshops:table", args=[room.site.pk, group.pk])
    assert "Hur länge dröjde det till nästa?" in host.get(at_table).content.decode()
    write = reverse("workshops:table_act", args=[room.site.pk, group.pk, "anteckna"])
    sent = {"sett": room.step.pk, "key": str(uuid.uuid4()), "text": "Kim ringde", "phase": "2", "gap_words": "-3 dagar"}
    assert "mindre än noll" in host.post(write, sent).content.decode() and not MapCard.objects.exists()
    assert host.post(write, sent | {"gap_words": "tre veckor"}).status_code == 302
    card = MapCard.objects.get()
    assert (card.phase, card.gap_days, card.contribution.group) == (2, 21, group)
    fill = reverse("journeys:map_card", args=[card.contribution_id])
    assert fill in host.get(at_table).content.decode() and host.get(fill).status_code == 200
    filled = {"text": "Kim ringde", "row_version": card.row_version, "phase": "3", "who": "1177", "who_kind": "region"}
    assert host.post(fill, filled).url == at_table
    stale = host.post(fill, filled | {"who": "Kommunen"})
    assert stale.status_code == 409 and "Kommunen" in stale.content.decode() and "1177" in stale.content.decode()
    card.refresh_from_db()
    assert (card.phase, card.who, card.gap_words) == (3, "1177", "")
    assert client_of(factories.make_member(lab=lab, role="listener")).get(fill).status_code in (403, 404)
    assert client_of(factories.make_member(lab=factories.make_lab(), role="lead")).get(fill).status_code == 404


def test_nobody_fills_in_a_person_s_own_card(lab, lead, client_of):
    room = mapping(lab)
    card = say(room, factories.make_participation(site=room.site), "Mitt eget")
    assert client_of(lead).get(reverse("journeys:map_card", args=[card.contribution_id])).status_code == 404
    with pytest.raises(RuleBroken) as broken:
        change_written(note=card.contribution, text="Annat", marks={}, row_version=1, by=lead, at=NOON)
    assert broken.value.status == 409


def test_the_desk_writes_for_the_room_and_reads_nobody_s_words(lab, lead, client_of):
    room = mapping(lab)
    told(room)
    signed = client_of(lead)
    write = reverse("workshops:host_act", args=[room.site.pk, room.step.pk, "anteckna"])
    refused = signed.post(write, {"key": str(uuid.uuid4()), "text": "Tappa inte det här", "gap_words": "-1 dag"})
    assert refused.status_code == 422 and "Tappa inte det här" in refused.content.decode()
    sent = {"key": str(uuid.uuid4()), "text": "Sagt av alla", "phase": "2", "gap_words": "ett år"}
    for _ in range(2):
        assert signed.post(write, sent).status_code == 302
    assert MapCard.objects.get(phase=2, gap_days=365).contribution.text == "Sagt av alla"
    console = signed.get(reverse("workshops:console", args=[room.site.pk])).content.decode()
    assert "1 person har berättat något. 1 bord eller rum också. Det är 4 händelser." in console
    assert "Slutade sova" not in console and reverse("journeys:told_ways", args=[room.site.pk]) in console
    stage = signed.get(reverse("workshops:stage", args=[room.site.pk])).content.decode()
    assert "Slutade sova" not in stage and "Det första tecknet" in stage
    room.close()
    with pytest.raises(RuleBroken):
        reveal(exercise=room.step, by=None, at=NOON)


def test_a_sheet_is_printed_and_written_in_whole_or_not_at_all(lab, lead, client_of):
    room = mapping(lab)
    signed = client_of(lead)
    paper = signed.get(reverse("workshops:print_sheets", args=[room.site.pk, "blankett"])).content.decode()
    assert "Vad var det första tecknet?" in paper and "Livet i dag" in paper
    write = reverse("workshops:write_in_answer", args=[room.site.pk, room.step.pk])
    assert "Händelse 6: vad hände?" in signed.get(write).content.decode()
    room.close()
    sent = {
        "number": "7", "perspective": "lived", "channel": "paper", "language": "sv", "key": str(uuid.uuid4()),
        "names": "Före\nUnder\nEfter", "h1_text": "Slutade sova", "h1_phase": "1", "h1_feeling": "-2",
        "h1_gap_words": "tre veckor", "h2_text": "Ringde", "h2_phase": "5", "h2_who": "Vårdcentralen",
    }  # fmt: skip
    wrong = signed.post(write, sent | {"h2_gap_words": "-2 dagar"})
    assert wrong.status_code == 422 and "Händelse 2: Det kan inte ha gått mindre" in wrong.content.decode()
    assert not MapCard.objects.exists() and not PhaseNames.objects.exists()
    for _ in range(2):
        assert signed.post(write, sent).status_code == 302
    one, two = MapCard.objects.order_by("pk")
    assert (one.feeling, one.gap_days, two.phase, two.who) == (-2, 21, 3, "Vårdcentralen")
    assert one.contribution.transcribed_by == lead and one.contribution.channel == "paper"
    assert PhaseNames.objects.get().names == ["Före", "Under", "Efter"]
    more = {"key": str(uuid.uuid4()), "names": "", "h1_text": "Kom dit", "h2_text": ""}
    assert signed.post(write, sent | more).status_code == 302
    assert MapCard.objects.count() == 3
    assert signed.post(write, sent | {"key": str(uuid.uuid4()), "h1_text": "", "h2_text": ""}).status_code == 422


def test_a_rehearsal_leaves_nothing_behind(lab, lead):
    planned = factories.make_workshop(lab=lab, with_programme=False)
    add_exercise(workshop=planned, kind=KIND, title="A", minutes=5, settings={}, by=None, at=NOON)
    practice = factories.advance(start_rehearsal(workshop=planned, by=lead, at=NOON), 1)
    step = step_at(practice.site.pk, practice.exercises.get().pk)
    assert [let_them_answer(exercise=step, by=lead, at=NOON)[0] for _ in range(2)] == [12, 0]
    assert MapCard.objects.count() == 36
    end_rehearsal(rehearsal=practice, by=lead, at=NOON)
    assert not MapCard.objects.exists() and not Journey.objects.exists()


def test_the_report_tells_how_much_and_few_people_are_hidden(lab):
    room = mapping(lab)
    for _ in range(4):
        told(room)
    ((_site, few),) = report_of(room.workshop, in_full=[], now=NOON).steps[0].results
    assert few.n is None and few.rows == ()
    told(room)
    step = report_of(room.workshop, in_full=[room.site.pk], now=NOON).steps[0]
    ((_site, result),) = step.results
    assert result.n == 5 and [row[1] for row in result.rows] == ["15", "10"]
    assert any("Med: Vårdcentralen (region). Sedan: Ett halvår" in row.text for row in step.rows)
    assert report_of(room.workshop, in_full=[], now=NOON).steps[0].said == 0


def test_cards_of_many_notes_at_once(lab, django_assert_max_num_queries):
    room = mapping(lab)
    place = factories.make_participation(site=room.site)
    notes = factories.make_many_notes(step=room.step, participation=place, number=20)
    with django_assert_max_num_queries(6):
        registry.get(KIND).kept(notes=notes, at=NOON)
        registry.get(KIND).kept(notes=[], at=NOON)
    places = list(MapCard.objects.order_by("pk").values_list("place", flat=True))
    assert len(set(places)) == 20 and places == sorted(places)
