"""The report: what each reader gets, the same on page, as sheet and as document, and nobody pointed out."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from hlab.core.cells import safe
from hlab.stats.suppression import DEFAULT_K
from tests import factories
from tests.workshops.after.world import closed, held, logged_in
from tests.workshops.sites.world import NOON, go, person, shown, two_tables
from workshops.actions.contributions import change_consent, hold_note, withdraw
from workshops.analysis.report import everybody, minutes_late, people
from workshops.models import Contribution, Participation

pytestmark = pytest.mark.django_db
FEW = "Visas inte – för få personer"


def get(client, world, name):
    return client.get(reverse(f"workshops:{name}", args=[world.workshop.pk]))


def page(client, world):
    answer = get(client, world, "report")
    assert answer.status_code == 200
    return answer.content.decode()


def sheet(client, world):
    """The rows of the file, as a spreadsheet reads them."""
    body = b"".join(get(client, world, "report_csv").streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))


def word(client, world):
    return Document(io.BytesIO(get(client, world, "report_docx").content))


def texts_of(doc):
    cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in doc.paragraphs] + cells)


def everywhere(client, world):
    """The three faces as text."""
    rows = "\n".join(";".join(row.values()) for row in sheet(client, world))
    return {"page": page(client, world), "csv": rows, "docx": texts_of(word(client, world))}


@pytest.fixture
def world():
    return held()


# --- The same everywhere ----------------------------------------------------------------------


def test_page_sheet_and_document_tell_the_same(world, client):
    logged_in(client, world, "facilitator")
    for face, text in everywhere(client, world).items():
        for note in world.notes:
            assert note.text in text, face
        assert "Egen erfarenhet" in text and "Norrdal" in text, face
    assert len(sheet(client, world)) == 6


def test_a_row_of_the_sheet(world, client):
    logged_in(client, world, "analyst")
    assert sheet(client, world)[0] == {
        "Steg": "1", "Fråga": "Fråga 1", "Ort": "Norrdal", "Grupp": "", "Perspektiv": "Egen erfarenhet",
        "Kanal": "På plats eller i mötet", "Språk": "Svenska", "Tema": "", "Text": "Ord nummer 0",
        "Dag": "2026-11-24", "Renskriven": "nej",
    }  # fmt: skip


def test_groups_and_what_was_written_for_a_table(client):
    from tests.workshops.sites.world import three_sites
    from workshops.actions import groups

    world = three_sites(in_groups=True)
    one, _two = two_tables(world.a)
    step = go(world.a)
    person(world.a, one)
    import uuid

    groups.record_for_group(exercise=step, group=one, text="Bordets ord", client_key=uuid.uuid4(), by=None, at=NOON)
    groups.confirm(exercise=step, group=one, by=None, at=NOON)
    shown(step)
    closed_world(world)
    logged_in(client, world, "facilitator")
    row = sheet(client, world)[0]
    assert (row["Text"], row["Grupp"], row["Perspektiv"]) == ("Bordets ord", one.name, "Gruppen tillsammans")


def closed_world(world):
    from workshops.actions.pacing import close_workshop

    close_workshop(workshop=world.workshop, by=None, at=NOON)


def test_the_declaration_the_programme_and_the_times_are_told(world, client):
    logged_in(client, world, "lead")
    for face in (page(client, world), texts_of(word(client, world))):
        for words in ("Hur vi tar emot den som söker hjälp.", "Styrgruppen i länet", "Fråga 2", "min före plan"):
            assert words in face


def test_a_question_of_one_site_is_not_compared(client):
    world = held(close=False)
    from workshops.actions.planning import add_exercise

    add_exercise(
        workshop=world.workshop, kind="brainstorm", title="Ortens egen", minutes=5, only_at=world.b, by=None, at=NOON
    )  # fmt: skip
    closed(world)
    logged_in(client, world, "lead")
    assert "Bara i Västmark, jämförs inte" in page(client, world)
    assert "(bara i Västmark, jämförs inte)" in texts_of(word(client, world))


@pytest.mark.parametrize("number", [1, 60])
@pytest.mark.parametrize("name", ["report", "report_csv", "report_docx"])
def test_few_questions_to_the_database(world, client, name, number, django_assert_max_num_queries):
    factories.make_many_notes(step=world.step, participation=world.people[0], number=number)
    logged_in(client, world, "facilitator")
    with django_assert_max_num_queries(20):
        answer = get(client, world, name)
        assert b"".join(answer.streaming_content) if answer.streaming else answer.content


# --- Who reads what ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["report", "report_csv", "report_docx"])
@pytest.mark.parametrize("role", ["listener", "table_host", "editor"])
def test_others_get_no_report(world, client, name, role):
    logged_in(client, world, role)
    assert get(client, world, name).status_code == 403


def test_participants_get_no_report(world, client):
    factories.carry(client, world.code)
    assert "/konto/login/" in get(client, world, "report")["Location"]


def test_a_researcher_reads_only_what_was_shown_and_agreed(client):
    world = held(close=False)
    there = go(world.b)
    factories.make_note(exercise=there, participation=person(world.b), text="Inte visad")
    change_consent(contribution=world.notes[0], use="analysis", granted=False, by=world.people[0], at=NOON)
    closed(world)
    logged_in(client, world, "researcher")
    for face, text in everywhere(client, world).items():
        assert "Inte visad" not in text and "Ord nummer 0" not in text and "Ord nummer 1" in text, face
    for face in (page(client, world), texts_of(word(client, world))):
        assert "1 lapp är utelämnad" in face and "Lappar som inte har visats i rummet är inte med." in face
    notes = client.get(reverse("workshops:notes", args=[world.workshop.pk])).content.decode()
    assert "Ord nummer 0" not in notes and "Inte visad" not in notes and "Ord nummer 1" in notes
    assert client.get(reverse("workshops:stage", args=[world.a.pk])).status_code == 403


def test_the_board_shows_a_researcher_only_what_is_agreed(client):
    from workshops.actions.sites import release

    world = held(close=False)
    release(exercise=world.step, by=None, at=NOON)
    change_consent(contribution=world.notes[0], use="analysis", granted=False, by=world.people[0], at=NOON)
    logged_in(client, world, "researcher")
    board = client.get(reverse("workshops:board", args=[world.workshop.pk])).content.decode()
    assert "Ord nummer 0" not in board and "Ord nummer 1" in board


def test_an_analyst_reads_also_what_was_not_shown(client):
    world = held(close=False)
    factories.make_note(exercise=go(world.b), participation=person(world.b), text="Inte visad")
    closed(world)
    logged_in(client, world, "analyst")
    assert all("Inte visad" in text for text in everywhere(client, world).values())


def test_a_facilitator_of_one_site_reads_the_others_when_shown(client):
    from workshops.actions.sites import name_host

    world = held(close=False)
    other = factories.make_member(lab=world.lab, role="facilitator")
    name_host(site=world.b, user=other, by=None, at=NOON)
    name_host(site=world.a, user=factories.make_member(lab=world.lab), by=None, at=NOON)
    factories.make_note(exercise=go(world.a, 2), participation=world.people[0], text="Inte visad i Norrdal")
    closed(world)
    client.force_login(other)
    for text in everywhere(client, world).values():
        assert "Inte visad i Norrdal" not in text and "Ord nummer 0" in text


# --- What is left out -------------------------------------------------------------------------


def test_what_is_held_taken_back_or_not_agreed_is_left_out_and_counted(world, client):
    hold_note(contribution=world.notes[0], reason="other", by=None, at=NOON)
    withdraw(contribution=world.notes[1], by=world.people[1], at=NOON)
    change_consent(contribution=world.notes[2], use="analysis", granted=False, by=world.people[2], at=NOON)
    logged_in(client, world, "facilitator")
    for face, text in everywhere(client, world).items():
        assert not any(f"Ord nummer {n}" in text for n in range(3)), face
        assert "Ord nummer 3" in text, face
    text = page(client, world)
    for words in ("1 lapp hålls kvar", "1 lapp är återtagen", "1 lapp är utelämnad", "En lapp är återtagen"):
        assert words in text
    chair = [row for row in sheet(client, world) if row["Text"] == "(återtagen)"]
    assert [(row["Perspektiv"], row["Kanal"], row["Dag"], row["Ort"]) for row in chair] == [("", "", "", "Norrdal")]


def test_taken_back_after_an_export_is_gone_from_the_next(world, client):
    logged_in(client, world, "facilitator")
    assert "Ord nummer 0" in str(sheet(client, world))
    withdraw(contribution=world.notes[0], by=world.people[0], at=NOON)
    assert all("Ord nummer 0" not in text for text in everywhere(client, world).values())


def test_the_log_is_not_in_the_report(world, client):
    import uuid

    from workshops.actions.reflecting import reflect

    user = logged_in(client, world, "lead")
    reflect(workshop=world.workshop, key=uuid.uuid4(), day=NOON.date(), happened="Bara i loggen", by=user, at=NOON)
    assert all("Bara i loggen" not in text for text in everywhere(client, world).values())


# --- Nobody is pointed out --------------------------------------------------------------------


def test_a_perspective_that_few_share_at_the_site_is_not_told_beside_words(client):
    world = held(people=7, close=False)
    lone = person(world.a, perspective="elected")
    factories.make_note(exercise=go(world.a, 2), participation=lone, text="Ensam politiker")
    closed(world)
    logged_in(client, world, "facilitator")
    row = next(row for row in sheet(client, world) if row["Text"] == "Ensam politiker")
    assert row["Perspektiv"] == FEW
    assert all("Förtroendevald" not in line for line in (row["Perspektiv"],))
    assert "Ensam politiker" in page(client, world)


def test_the_hidden_one_cannot_be_worked_out_from_those_who_are_told():
    told = people({"lived": 7, "elected": 1})
    assert told.n == 8 and not told.may_tell("elected") and not told.may_tell("lived")
    told = people({"lived": 7, "staff": 6, "elected": 4})
    assert not told.may_tell("elected") and told.n == 17
    assert people({"lived": 4}).n is None and people({}).n is None and people({"lived": DEFAULT_K}).may_tell("lived")


def test_a_small_site_is_not_worked_out_from_the_sum():
    assert everybody([7, 6, 0]) == 13 and everybody([7, 3]) is None


def test_few_people_are_not_counted_on_page_or_in_document(client):
    world = held(people=3)
    logged_in(client, world, "facilitator")
    for face in (page(client, world), texts_of(word(client, world))):
        assert FEW in face and "3 personer" not in face


def test_an_anonymous_step_tells_neither_perspective_nor_channel_nor_day(client):
    world = held(anonymity="anonymous")
    logged_in(client, world, "analyst")
    rows = sheet(client, world)
    told = {(row["Perspektiv"], row["Kanal"], row["Dag"]) for row in rows}
    assert told == {("Helt utan koppling till person", "", "")}


def test_minutes_late():
    assert minutes_late(NOON, [10, 20], NOON + timedelta(minutes=36)) == 6
    assert minutes_late(NOON, [10], NOON + timedelta(minutes=5)) == -5 and minutes_late(NOON, [10], None) is None


# --- The files --------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", " =", "＝"])
def test_nothing_in_the_sheet_is_taken_for_a_formula(start):
    assert safe(f"{start}HYPERLINK(1)").startswith("'") and safe("Vanlig text") == "Vanlig text"


def test_a_formula_somebody_wrote_arrives_as_words(client):
    world = held(close=False)
    place = world.people[0]
    text = '=cmd|"/c calc"!A1;"\nny rad'
    factories.make_many_notes(step=world.step, participation=place, number=1, text=text.replace("{", "{{"))
    closed(world)
    logged_in(client, world, "facilitator")
    row = next(row for row in sheet(client, world) if "calc" in row["Text"])
    assert row["Text"] == f"'{text}" and row["Renskriven"] == "nej"


def test_what_was_written_down_for_somebody_says_so(world, client):
    user = logged_in(client, world, "analyst")
    Contribution.objects.filter(pk=world.notes[0].pk).update(transcribed_by=user, channel="paper")
    row = sheet(client, world)[0]
    assert (row["Renskriven"], row["Kanal"]) == ("ja", "På papper")


def test_the_document_has_headings_language_and_table_heads(world, client):
    logged_in(client, world, "facilitator")
    answer = get(client, world, "report_docx")
    assert "wordprocessingml" in answer["Content-Type"] and ".docx" in answer["Content-Disposition"]
    doc = word(client, world)
    headings = [p.text for p in doc.paragraphs if p.style.name.startswith("Heading 1")]
    assert headings[:3] == ["Öppet och bestämt", "Orter och människor", "Programmet"]
    assert next(p for p in doc.paragraphs if p.style.name == "Title").text == world.workshop.title
    languages = {mark.get(qn("w:val")) for mark in doc.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"} and doc.core_properties.language == "sv-SE"
    assert doc.tables
    for table in doc.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


def test_signs_that_no_document_can_hold_do_no_harm(client):
    world = held(close=False)
    factories.make_many_notes(step=world.step, participation=world.people[0], number=1, text="Före\x0befter")
    closed(world)
    logged_in(client, world, "facilitator")
    assert "Föreefter" in texts_of(word(client, world))


def test_results_are_the_same_on_page_and_in_document_and_hidden_when_few(client):
    from tests.workshops.after.results import with_scale

    for people_there, seen in ((6, True), (3, False)):
        world = with_scale(people_there)
        logged_in(client, world, "facilitator")
        for face in (page(client, world), texts_of(word(client, world))):
            assert ("För få svar för att visa" in face) is not seen
            assert ("6 personer har svarat." in face) is seen


def test_dots_and_orders_are_told_with_how_many_answered(client):
    from tests.workshops.after.results import with_dots

    world = with_dots(6)
    logged_in(client, world, "facilitator")
    for face in (page(client, world), texts_of(word(client, world))):
        assert "Antal prickar" in face and "6 personer har svarat." in face and "Väntan" in face


def test_a_large_session_still_fits(client, world):
    place = Participation.objects.filter(site=world.a).first()
    factories.make_many_notes(step=world.step, participation=place, number=2100)
    logged_in(client, world, "facilitator")
    assert len(sheet(client, world)) == 2106
    text = page(client, world)
    assert "Visa alla lappar, för utskrift" in text and len(text) < 400_000
    assert len(client.get(reverse("workshops:report", args=[world.workshop.pk]) + "?allt=1").content) > len(text)
