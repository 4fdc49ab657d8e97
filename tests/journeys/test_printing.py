"""A map is taken out on paper, as pictures and as slides."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from django.urls import reverse
from PIL import Image
from pptx import Presentation
from pptx.oxml.ns import qn

from journeys.analysis.document import Document, Phase, Voice
from journeys.models import Voice as VoiceRow
from tests.factories import NOON, make_journey, make_lab, make_member, make_room
from tests.journeys.sample import DOCUMENT, large

pytestmark = pytest.mark.django_db
PAGES = ("print_journey", "poster", "poster_tiles", "outline", "map_svg", "map_png", "map_pptx")
STAMP = "Exempeldata. Alla personer, orter, citat och siffror är påhittade."
WORDS = "Jag sa samma sak nio gånger."
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def lab():
    return make_lab()


@pytest.fixture
def staff(client, lab):
    user = make_member(lab=lab, role="lead")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def get(client, journey, name, query=""):
    return client.get(reverse(f"journeys:{name}", args=[journey.pk]) + query)


def slides_of(response):
    return Presentation(io.BytesIO(response.content)).slides


def text_of(slide) -> str:
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            said += [cell.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(said)


def words_of(response, name) -> str:
    """Everything that a page or a file says."""
    if name == "map_pptx":
        return "\n".join(text_of(one) + one.notes_slide.notes_text_frame.text for one in slides_of(response))
    return " ".join(response.content.decode().split())


def quote(journey, consent=True):
    """A quote at the first step, of somebody who agrees to be quoted."""
    note = make_room(people=1, lab=journey.lab, text=WORDS)[2][0]
    type(note).objects.filter(pk=note.pk).update(consent_quote=consent, consent_analysis=True)
    note.refresh_from_db()
    VoiceRow.objects.create(journey=journey, step=journey.steps.first(), contribution=note, quote=True,
                            quoted_version=note.row_version, added_at=NOON)  # fmt: skip
    return note


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("document", [DOCUMENT, large(12, 60, 30)], ids=["small", "large"])
def test_every_page_asks_at_most_fifteen_questions(staff, lab, document, name, django_assert_max_num_queries):
    journey = make_journey(lab=lab, document=document)
    with django_assert_max_num_queries(15):
        assert get(staff, journey, name).status_code == 200


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("phases", [(), (Phase("f1", "Före"), Phase("f2", "Efter"))], ids=["nothing", "no steps"])
def test_a_map_without_steps_can_be_printed_too(staff, lab, phases, name):
    journey = make_journey(lab=lab, document=Document("Ny karta", "Vad händer?", "planned", "Kim", phases=phases))
    assert get(staff, journey, name).status_code == 200


@pytest.mark.parametrize("name", ["poster", "poster_tiles", "outline", "map_svg", "map_pptx"])
def test_the_label_of_example_content_follows(staff, lab, name):
    journey = make_journey(lab=lab)
    assert STAMP not in words_of(get(staff, journey, name), name)
    type(journey).objects.filter(pk=journey.pk).update(is_demo=True)
    assert STAMP in words_of(get(staff, journey, name), name)


@pytest.mark.parametrize("name", ["poster", "outline", "map_svg", "map_pptx"])
def test_a_quote_is_told_until_it_is_taken_back(staff, lab, name):
    journey = make_journey(lab=lab)
    note = quote(journey)
    # Lines are broken where there is room: the first words tell.
    assert "Jag sa samma" in words_of(get(staff, journey, name), name)
    type(note).objects.filter(pk=note.pk).update(withdrawn_at=NOON)
    assert "Jag sa samma" not in words_of(get(staff, journey, name), name)


@pytest.mark.parametrize("name", ["poster", "outline", "map_svg", "map_pptx"])
def test_words_that_nobody_agreed_to_show_are_not_on_paper(staff, lab, name):
    journey = make_journey(lab=lab)
    quote(journey, consent=False)
    assert "Jag sa samma" not in words_of(get(staff, journey, name), name)


def test_someone_who_reads_no_voices_gets_no_quotes(client, lab):
    journey = make_journey(lab=lab)
    quote(journey)
    user = make_member(lab=lab, role="researcher")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Jag sa samma" not in words_of(get(client, journey, "outline"), "outline")


def test_the_outline_says_everything_in_headings(staff, lab):
    page = words_of(get(staff, make_journey(lab=lab), "outline"), "outline")
    for words in ("Steg 4: SIP-möte", "Mellanrum: väntan. Ingen hör av sig", "Tar mod till sig.", "två månader",
                  "Tillbaka till steg 1", "Över en gräns mellan huvudmän", "Bor hos sin syster."):  # fmt: skip
        assert words in page
    assert page.count("<h1>") == 1


def test_the_poster_is_made_without_styles_in_the_page(staff, lab):
    page = get(staff, make_journey(lab=lab), "poster").content.decode()
    assert page.count('role="img"') == 1 and "<title>Alex väg till hjälp, blad 1 av 1</title>" in page
    assert "style=" not in page.replace("font-style=", "") and "<style" not in page


@pytest.mark.parametrize(("ark", "pages"), [("", 10), ("?ark=a4", 22)])
def test_tiles_come_with_a_page_that_tells_how_they_go_together(staff, lab, ark, pages):
    response = get(staff, make_journey(lab=lab), "poster_tiles", ark)
    assert response.content.decode().count('<section class="leaf') == pages
    assert "A1 överst till vänster" in response.content.decode()


def test_the_drawing_is_whole_and_says_what_it_is(staff, lab):
    journey = make_journey(lab=lab, document=replace(DOCUMENT, title="Alex <väg> & hjälp"))
    response = get(staff, journey, "map_svg")
    root = ET.fromstring(response.content)  # our own file
    assert root.find(f"{SVG}title").text == journey.title
    assert response["Content-Disposition"] == 'attachment; filename="alex-vag-hjalp.svg"'
    large_one = ET.fromstring(get(staff, journey, "map_svg", "?papper=a0&blad=9").content)
    assert large_one.get("width") == "1189mm" and large_one.get("height") == "841mm"


def test_the_picture_is_sharp_and_has_words_on_it(staff, lab):
    image = Image.open(io.BytesIO(get(staff, make_journey(lab=lab), "map_png").content)).convert("L")
    assert image.width > 2000 and image.width > image.height
    assert image.width * image.height < 13_000_000
    dark = sum(image.histogram()[:90])
    assert dark > 10_000  # letters, lines and rings: more than an empty sheet has


def test_one_phase_a_slide_with_titles_tables_and_notes(staff, lab):
    slides = list(slides_of(get(staff, make_journey(lab=lab), "map_pptx")))
    assert [slide.shapes.title.text_frame.text for slide in slides] == [
        "Alex väg till hjälp", "1. Söker hjälp", "2. Faller emellan", "3. Någon håller ihop", "Mellanrummen",
    ]  # fmt: skip
    assert "Bor hos sin syster." in slides[1].notes_slide.notes_text_frame.text
    tables = [shape for slide in slides[1:] for shape in slide.shapes if shape.has_table]
    assert len(tables) == 4
    assert all(table._element.nvGraphicFramePr.cNvPr.get("descr") and table.table.first_row for table in tables)


def test_every_word_of_the_slides_is_told_in_swedish(staff, lab):
    for slide in slides_of(get(staff, make_journey(lab=lab), "map_pptx")):
        for run in (*slide._element.iter(qn("a:r")), *slide.notes_slide._element.iter(qn("a:r"))):
            assert run.find(qn("a:rPr")).get("lang") == "sv-SE"


def test_a_phase_with_many_steps_goes_on_on_the_next_slide(staff, lab):
    journey = make_journey(lab=lab, document=large(1, 20, 0))
    slides = list(slides_of(get(staff, journey, "map_pptx")))[1:]
    assert [slide.shapes.title.text_frame.text for slide in slides] == [f"1. Fas 1 ({n} av 4)" for n in range(1, 5)]
    assert sum(text_of(slide).count(" på vägen") for slide in slides) == 20


def test_a_gap_in_numbers_stands_with_planned_told_and_measured_apart(staff, lab):
    last = list(slides_of(get(staff, make_journey(lab=lab), "map_pptx")))[-1]
    table = next(shape.table for shape in last.shapes if shape.has_table)
    assert [cell.text for cell in table.rows[1].cells][2:] == [
        "14\u00a0dagar", "”några veckor”", "47\u00a0dagar (n = 212)",
    ]  # fmt: skip


def test_signs_that_no_file_can_hold_are_left_out(staff, lab):
    odd = replace(DOCUMENT, question="Var\x0b blir\x1f det\ufffe tyst?")
    journey = make_journey(lab=lab, document=odd)
    for name in ("map_svg", "map_png", "map_pptx"):
        assert get(staff, journey, name).status_code == 200


def test_a_teller_is_told_of_before_the_map_is_hung_up(staff, lab):
    place = make_room(people=1, lab=lab)[2][0].participation
    theirs = make_journey(lab=lab, teller=place)
    assert "En enda persons väg" in get(staff, theirs, "print_journey").content.decode()
    assert "En enda persons väg" not in get(staff, make_journey(lab=lab), "print_journey").content.decode()


def test_voices_that_are_no_quotes_are_not_drawn():
    from journeys.exports.told import quoted

    assert quoted((Voice("1", text="tyst"), Voice("2", quote=True), Voice("3", quote=True, text="sagt"))) == ["sagt"]
