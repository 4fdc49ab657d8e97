"""A map comes in from a file: looked at first, then in whole or not at all."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from hlab.core.errors import RuleBroken
from journeys.actions import importing
from journeys.actions.importing import KEPT_FOR, forget_old, form_of, read_in, seen, take_in
from journeys.analysis import cjml_write, native
from journeys.analysis.document import numbered
from journeys.exchange_words import losses_told, table_words
from journeys.exports.files import FORMS, content
from journeys.models import Journey, JourneyUpload, Voice
from journeys.queries.document import document
from tests import factories
from tests.factories import NOON
from tests.journeys.exchange.conftest import QUOTED, take_back
from tests.journeys.exchange.test_cjml import DRAWN, actual, point, who
from tests.journeys.sample import DOCUMENT, large

pytestmark = pytest.mark.django_db
JSON = native.write(DOCUMENT)


def take(lab, raw=JSON, by=None, **more):
    return take_in(lab=lab, key=more.pop("key", uuid.uuid4()), raw=raw, by=by, at=NOON, **more)


def read(upload, by=None, **more):
    return read_in(upload=upload, by=by, at=NOON, **({"voices": True} | more))


def send(client, lab, raw: bytes, name="resa.json", follow=True, **more):
    return client.post(
        reverse("journeys:import_journey", args=[lab.pk]), {"file": SimpleUploadedFile(name, raw), **more},
        follow=follow,
    )  # fmt: skip


def losses(upload) -> str:
    return "\n".join(loss["text"] for entry in seen(upload, voices=True) for loss in losses_told(entry.found.losses))


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_out_and_in_gives_the_same_map_with_its_voices(lab, lead, voiced, form):
    (again,) = read(take(lab, content(voiced, form, voices=True), filename=f"resa.{form}"), by=lead)
    assert again.pk != voiced.pk and again.slug != voiced.slug
    first, second = numbered(document(voiced)), numbered(document(again))
    spoken = [[(voice.contribution, voice.quote) for voice in part.voices] for part in second.steps]
    assert [len(voices) for voices in spoken] == [3, 0, 0, 0]
    quotes = Voice.objects.filter(journey=again, quote=True)
    assert [voice.contribution.text for voice in quotes] == [QUOTED]  # the other never agreed
    bare = {"phases": (), "gaps": ()}
    assert first.__dict__ | bare == second.__dict__ | bare
    assert [step.__dict__ | {"voices": ()} for step in first.steps] == [
        step.__dict__ | {"voices": ()} for step in second.steps
    ]
    assert first.gaps == second.gaps
    assert (again.owner, again.history.get().act) == (lead, "read_in")


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_when_to_look_again_and_which_map_it_answers_come_along(lab, lead, form):
    today = factories.make_journey(lab=lab)
    wish = factories.make_journey(
        lab=lab, document=replace(DOCUMENT, title="Så kunde det bli", kind="to_be"), as_is=today,
        review_on=date(2027, 3, 1),
    )  # fmt: skip
    raw = content(wish, form, voices=True)
    (again,) = read(take(lab, raw), by=lead)
    assert (again.as_is, again.review_on, again.kind) == (today, date(2027, 3, 1), "to_be")
    (other,) = read(take(lab, raw), by=lead, review_on=date(2028, 1, 1))
    assert other.review_on == date(2028, 1, 1)
    elsewhere = take(factories.make_lab(), raw)
    assert "finns inte i det här labbet. Det följer inte med" in losses(elsewhere)
    assert read(elsewhere)[0].as_is is None


def test_a_table_made_by_hand_need_not_say_what_the_map_answers(lab, lead):
    rows = ("resa;fas;steg;slag;text;läge", ";;;vad personen kallas;Kim;", "Handgjord;Före;Ringer;steg;;Berättad")
    upload = take(lab, "\n".join((rows[0], f"Handgjord{rows[1]}", rows[2])).encode(), by=lead)
    assert not seen(upload, voices=True)[0].found.faults and seen(upload, voices=True)[0].lacks_question
    with pytest.raises(RuleBroken, match="Skriv vad kartan ska svara på"):
        read(upload, by=lead)
    (made,) = read(upload, by=lead, question="Var tar det stopp?")
    assert (made.title, made.question, made.person) == ("Handgjord", "Var tar det stopp?", "Kim")


def test_read_in_twice_is_once(lab, lead):
    key = uuid.uuid4()
    uploads = [take(lab, by=lead, key=key) for _twice in range(2)]
    made = [read(upload, by=lead, review_on=date(2027, 1, 1)) for upload in uploads]
    assert made[0] == made[1] and Journey.objects.count() == 1 and JourneyUpload.objects.count() == 1
    uploads[0].refresh_from_db()
    assert uploads[0].content is None and uploads[0].done_at == NOON and uploads[0].journey == made[0][0]
    assert made[0][0].review_on == date(2027, 1, 1)
    with pytest.raises(RuleBroken):
        take(factories.make_lab(), key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        JourneyUpload.objects.update(content=b"x")


def test_all_or_nothing(lab, monkeypatch):
    upload = take(lab, DRAWN.encode())
    made = []

    def breaks(**fields):
        if made:
            raise RuleBroken("stopp")
        made.append(factories.make_journey(lab=lab))
        return made[0]

    monkeypatch.setattr(importing, "make_journey", breaks)
    with pytest.raises(RuleBroken, match="stopp"):
        read(upload, question="Var tar det stopp?")
    upload.refresh_from_db()
    assert Journey.objects.count() == 0 and upload.done_at is None and upload.content is not None


def test_a_faulty_file_changes_nothing_and_the_page_says_where(client_of, lead, lab):
    wrong = json.loads(JSON)
    wrong["journey"]["gaps"][0]["days_planned"] = -3
    raw = json.dumps(wrong).encode()
    page = send(client_of(lead), lab, raw).content.decode()
    assert "Mellanrum 1 ”Ingen hör av sig”: dagar, planerat är −3" in page and "En sak behöver rättas" in page
    assert ">Läs in</button>" not in page
    with pytest.raises(RuleBroken, match="Inget är inläst"):
        read(take(lab, raw))
    assert not Journey.objects.exists()


@pytest.mark.parametrize(
    ("raw", "name", "words"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><CJML>&a;</CJML>', "x.xml", "DOCTYPE"),
        (b"<CJML><actualJourney>", "x.xml", "inte avslutat"),
        (b'{"format": "halsolabb-resa", "version": 7, "journey": {}}', "x.json", "nyare"),
        (b"%PDF-1.7", "x.pdf", "går inte att läsa"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.xls", ".xls"),
        (b"PK\x03\x04", "x.xlsx", "går inte att öppna"),
        (b"a;b\n1;2\n", "x.csv", "saknar kolumner"),
        (b"\x00\x01", "x.bin", "går inte att läsa"),
    ],
)
def test_what_holds_no_journey_is_refused_at_the_door(client_of, lead, lab, raw, name, words):
    page = send(client_of(lead), lab, raw, name, follow=False)
    assert page.status_code == 422 and words in page.content.decode()
    assert not JourneyUpload.objects.exists()


def test_a_file_that_is_too_large(client_of, lead, lab):
    page = send(client_of(lead), lab, b" " * (importing.MAX_BYTES + 1))
    assert page.status_code == 413 and "högst 5 MB" in page.content.decode()


def test_the_page_tells_what_is_lost_before_it_reads_in_what_was_chosen(client_of, lead, lab):
    client = client_of(lead)
    answer = send(client, lab, DRAWN.encode(), "rita.xml")
    page = answer.content.decode()
    assert "Filen har 2 resor" in page and "Allt hamnar i en" in page and "Inget är inläst ännu" in page
    assert not Journey.objects.exists()
    (address, _status) = answer.redirect_chain[-1]
    asked = client.post(address, {"chosen": ["1"]})
    assert asked.status_code == 422 and "Skriv vad kartan ska svara på" in asked.content.decode()
    client.post(address, {"chosen": ["1"], "question": "Var tar det stopp?", "review_on": "2027-02-01"})
    journey = Journey.objects.get()
    assert (journey.title, journey.question, journey.owner) == ("Så blev det", "Var tar det stopp?", lead)
    again = client.post(address, {"chosen": ["0", "1"], "question": "x"})
    assert again["Location"] == reverse("journeys:journey", args=[journey.pk]) and Journey.objects.count() == 1


def test_several_of_a_file_at_once_each_with_its_own_question(lab):
    made = read(take(lab, DRAWN.encode()), question="Var tar det stopp?")
    assert [(one.title, one.question) for one in made] == [
        ("Planen", "Hur ska det gå till?"), ("Så blev det", "Var tar det stopp?"),
    ]  # fmt: skip


def test_a_name_that_is_taken_is_told_and_the_other_map_stays(client_of, lead, lab):
    before = factories.make_journey(lab=lab)
    page = send(client_of(lead), lab, JSON).content.decode()
    assert reverse("journeys:journey", args=[before.pk]) in page
    read(take(lab))
    before.refresh_from_db()
    assert before.edits == 1 and Journey.objects.filter(title=before.title).count() == 2


def test_voices_of_another_lab_do_not_come_along(voiced):
    other = factories.make_lab()
    upload = take(other, content(voiced, "json", voices=True))
    assert "lappen finns inte i det här labbet" in losses(upload)
    (journey,) = read(upload)
    assert not Voice.objects.filter(journey=journey).exists()


def test_a_quote_taken_back_since_the_file_was_made_stays_out(lab, notes, voiced):
    raw = content(voiced, "json", voices=True)
    take_back(notes[0], "withdrawn")
    upload = take(lab, raw)
    assert "får inte användas längre" in losses(upload)
    (journey,) = read(upload)
    assert not Voice.objects.filter(journey=journey, quote=True).exists()


@pytest.mark.parametrize("how", ["other words", "no yes", "words made up"])
def test_a_quote_must_be_the_persons_words_and_agreed_to(lab, notes, voiced, how):
    data = json.loads(content(voiced, "json", voices=True))
    if how == "words made up":
        for voice in data["journey"]["phases"][0]["steps"][0]["voices"]:
            voice |= {"quote": True, "text": "Allt var bra.", "words": "Allt var bra."}
    else:
        take_back(notes[0], how)
    upload = take(lab, json.dumps(data).encode())
    assert "Ett citat följer inte med" in losses(upload)
    (journey,) = read(upload)
    assert not Voice.objects.filter(journey=journey, quote=True).exists()


def test_who_reads_no_voices_ties_none(lab, voiced):
    (journey,) = read(take(lab, content(voiced, "json", voices=True)), voices=False)
    assert not Voice.objects.filter(journey=journey).exists()


def test_ids_that_are_none_are_no_error(lab):
    data = json.loads(JSON)
    data["journey"]["gaps"][0]["voices"] = [{"contribution": "hej"}, {"contribution": str(uuid.uuid4())}]
    (journey,) = read(take(lab, json.dumps(data).encode()))
    assert not Voice.objects.filter(journey=journey).exists()


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_persons_own_way_comes_back_only_where_the_person_is(lab, form):
    place = factories.make_participation(workshop=factories.make_open_workshop(lab=lab))
    own = factories.make_journey(lab=lab, teller=place)
    raw = content(own, form, voices=True)
    (again,) = read(take(lab, raw))
    assert (again.teller, again.person_kind, again.teller_says) == (place, "teller", "")
    with pytest.raises(RuleBroken, match="en persons egen väg"):
        read(take(factories.make_lab(), raw))


def test_a_principal_that_is_not_known_is_told(lab):
    known = factories.make_organisation(name="Region Prov")
    data = json.loads(JSON)
    data["journey"]["actors"][1]["organisation"] = known.name
    data["journey"]["actors"][2]["organisation"] = "Region Okänd"
    upload = take(lab, json.dumps(data).encode())
    assert "”Region Okänd” finns inte här" in losses(upload) and "Region Prov" not in losses(upload)
    (journey,) = read(upload)
    assert [row.organisation for row in journey.actors.order_by("place")] == [None, known, None, None]


def test_four_hundred_steps_come_in_and_nine_hundred_do_not(lab):
    (journey,) = read(take(lab, native.write(large(12, 400, 30))))
    assert journey.steps.count() == 400
    with pytest.raises(RuleBroken, match="fler steg än en karta rymmer"):
        read(take(lab, native.write(large(40, 900, 0))))


def test_who_is_not_told_of_in_cjml_is_read_and_told(lab):
    upload = take(lab, actual(point(who("okänd"))).encode())
    assert "”okänd” presenteras inte" in losses(upload)
    (journey,) = read(upload, question="Var?")
    assert {row.name for row in journey.actors.all()} == {"Kim", "okänd"}


def test_files_that_nobody_went_on_with_are_forgotten(lab):
    done, left = take(lab), take(lab)
    read(done)
    assert forget_old(NOON + KEPT_FOR - timedelta(days=1)) == 0
    assert forget_old(NOON + KEPT_FOR + timedelta(days=1)) == 1
    assert list(JourneyUpload.objects.all()) == [done] and not JourneyUpload.objects.filter(pk=left.pk).exists()


def test_the_form_of_a_file_is_seen_in_it():
    mark = b"\xef\xbb\xbf"
    told = {JSON: "json", mark + JSON: "json", cjml_write.write(DOCUMENT, table_words()): "cjml", b"resa;fas": "table"}
    assert {form_of(raw) for raw in told} == {"json", "cjml", "table"}
    assert all(form_of(raw) == form for raw, form in told.items()) and set(importing.FORMS) <= {*FORMS, "table"}


@pytest.mark.parametrize("many", [1, 20])
def test_the_page_takes_as_many_questions_however_many_journeys(
    client_of, lead, lab, django_assert_max_num_queries, many
):
    one = actual(point(who("EU"))).removeprefix('<CJML version="2.0">').removesuffix("</CJML>")
    upload = take(lab, f"<CJML>{one * many}</CJML>".encode(), by=lead)
    client = client_of(lead)
    address = reverse("journeys:look_upload", args=[upload.pk])
    client.get(address)
    with django_assert_max_num_queries(15):
        assert client.get(address).status_code == 200
