"""What is handed in: every format says the same, nobody is exposed, and a missing picture is its words."""

from __future__ import annotations

import io
import json
import uuid
import zipfile
from datetime import timedelta

import docx
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from feedback.actions import reports
from feedback.enums import Dimension, Effect, Part, RoundState, Stance, Target
from feedback.exports import pdf, tables, word
from feedback.exports.blocks import Shown
from feedback.exports.report_blocks import paper
from feedback.models import Change, Picture
from feedback.queries.report import OTHERS, report_of
from hlab.core.models import Job
from hlab.labs.enums import Perspective
from tests.factories import NOON, make_member, make_participation, make_published_goal
from tests.feedback.counted import answer, count_it
from tests.feedback.sample import make_answer, make_proposal, make_remark, make_response, make_round, make_version

pytestmark = pytest.mark.django_db
SAID = "Ingen svarar på natten, och då är det för sent."


def made(*, lived=6, relatives=0, quote=True):
    """A counted round where so many said the same thing, which has been answered."""
    version = make_version(proposal=make_proposal(), published=True)
    row = make_round(versions=[version])
    remarks = []
    for who, n in ((Perspective.LIVED, lived), (Perspective.RELATIVE, relatives)):
        for _i in range(n):
            place = make_participation(workshop=row.workshop, perspective=who)
            response = make_response(round=row, participation=place)
            remark = make_remark(response=response, text=SAID, part=Part.RETHINK, shown_at=NOON)
            remark.contribution.consent_quote = quote
            remark.contribution.save()
            remarks.append(remark)
    make_answer(remarks=remarks, changed_in=version)
    count_it(row)
    return row


def words(row) -> str:
    """Everything the document for Word says, tables too."""
    doc = docx.Document(io.BytesIO(word.document(paper(report_of(row, now=NOON)))))
    cells = [cell.text for table in doc.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(paragraph.text for paragraph in doc.paragraphs), *cells])


def test_every_format_tells_the_remark_and_its_answer():
    row = made()
    report = report_of(row, now=NOON)
    told = json.loads(tables.as_json(report))
    assert told["versions"][0]["people"] == 6
    assert told["versions"][0]["said"][0] == {
        "perspective": "lived", "part": "Tänk om", "about": "Hela förslaget", "dimension": None, "concerns": None,
        "stance": None, "words": SAID, "answer": 1,
    }  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(tables.as_csv(report))) as folder:
        assert SAID in folder.read("synpunkter.csv").decode()
        assert "Vi skriver in en jour." in folder.read("svar.csv").decode()
    text = words(row)
    for said in (SAID, "Vi skriver in en jour.", "F1.1", "Grupper med färre än 5", "inget urval"):
        assert said in text


def test_the_document_is_made_to_be_listened_to():
    doc = docx.Document(io.BytesIO(word.document(paper(report_of(made(), now=NOON)))))
    assert [p.text for p in doc.paragraphs if p.style.name == "Heading 1"][:2] == [
        "Sammanfattning", "Förslagen mot målbilderna",
    ]  # fmt: skip
    assert doc.core_properties.language == "sv-SE"
    assert all(shape._inline.docPr.get("descr") for shape in doc.inline_shapes)
    assert len(doc.inline_shapes) == 2
    assert "tblHeader" in doc.tables[0]._tbl.xml


def test_words_without_consent_are_counted_and_not_told():
    row = made(quote=False)
    assert SAID not in words(row)
    assert json.loads(tables.as_json(report_of(row, now=NOON)))["versions"][0]["remarks_at_least"] == 5


def test_how_many_remarks_there_are_is_told_in_broad_steps():
    """Four remarks are from four people at most, and none of how they answered is told either."""
    few, many = made(lived=4), made(lived=23)
    remark = many.responses.first().remarks.first()
    type(remark).objects.filter(pk=remark.pk).update(state="read", answer=None)
    few_told, many_told = (json.loads(tables.as_json(report_of(row, now=NOON))) for row in (few, many))
    assert few_told["versions"][0]["remarks_at_least"] is None and few_told["round"]["all_answered"]
    assert "färre än fem, eller ingen" in words(few)
    assert many_told["versions"][0]["remarks_at_least"] == 20 and "minst 20" in words(many)
    assert many_told["round"]["unanswered_at_least"] is None and not many_told["round"]["all_answered"]
    assert "Färre än fem synpunkter saknar svar." in words(many)


def test_an_answer_that_is_not_published_is_not_handed_in():
    row = made()
    version = row.asks.get().version
    draft = make_answer(
        remarks=[make_remark(response=row.responses.first(), part=Part.OTHER)], published=False, title="Ännu hemligt"
    )
    later = make_version(proposal=version.proposal, number=2)
    Change.objects.create(version=later, place=1, what="En jour.", why="Någon måste svara.", answer=draft)
    type(version).objects.filter(pk=version.pk).update(replaced_at=NOON)
    type(version).objects.filter(pk=later.pk).update(frozen_at=NOON, published_at=NOON)
    assert "En jour." in words(row) and "Ännu hemligt" not in words(row)


def test_what_changed_is_told_through_every_version_since():
    row = made()
    version = row.asks.get().version
    for number, what in ((2, "En jour."), (3, "Två jourer.")):
        later = make_version(proposal=version.proposal, number=number)
        Change.objects.create(version=later, place=1, what=what, why="Någon måste svara.")
        type(version).objects.filter(proposal=version.proposal, number__lt=number).update(replaced_at=NOON)
        type(version).objects.filter(pk=later.pk).update(frozen_at=NOON, published_at=NOON)
    text = words(row)
    assert text.index("Ändrat i F1.2: En jour.") < text.index("Ändrat i F1.3: Två jourer.")


def test_words_that_were_changed_after_they_were_read_wait():
    row = made()
    remark = row.responses.first().remarks.first()
    assert words(row).count(SAID) == 6
    type(remark.contribution).objects.filter(pk=remark.contribution_id).update(changed_at=NOON + timedelta(days=1))
    assert words(row).count(SAID) == 5


def test_few_of_a_role_do_not_stand_by_themselves():
    row = made(lived=9, relatives=3)
    (tried,) = report_of(row, now=NOON).tried
    assert "relative" not in tried.said
    assert OTHERS in tried.said
    assert '"relative"' not in tables.as_json(report_of(row, now=NOON)).decode()


def test_what_is_taken_back_is_gone_from_the_next_one():
    row = made()
    remark = row.responses.first().remarks.first()
    remark.contribution.withdrawn_at = NOON
    remark.contribution.save()
    (tried,) = report_of(row, now=NOON).tried
    assert sum(map(len, tried.said.values())) == 5


def test_a_picture_whose_file_is_gone_is_its_words():
    row = made()
    version = row.asks.get().version
    later = make_version(proposal=version.proposal, number=2, scenes=1)
    picture = Picture.objects.create(
        lab=row.lab, file="scenes/borta.jpg", width=9, height=9, create_key=uuid.uuid4(), created_at=NOON
    )
    later.scenes.update(today_drawing="", today_picture=picture)
    asked = make_round(versions=[later], state=RoundState.OPEN)
    count_it(asked)
    found = paper(report_of(asked, now=NOON))
    assert next(block.png for block in found.blocks if isinstance(block, Shown)) is None
    assert "Bilder som saknas" in words(asked)


def test_as_many_queries_for_many_remarks():
    cost = []
    for row in (made(lived=1), made(lived=20)):
        report_of(row, now=NOON)
        fresh = type(row).objects.select_related("lab", "release").get(pk=row.pk)
        with CaptureQueriesContext(connection) as queries:
            report_of(fresh, now=NOON)
        cost.append(len(queries))
    assert cost[0] == cost[1] <= 15


def test_a_remark_tells_what_it_is_about_and_what_became_of_it():
    """A consequence without for whom and which way it speaks says nothing, and a number alone is nowhere to go."""
    row = made()
    mine = row.responses.first()
    told = (
        make_remark(response=mine, text="Det blir dyrt för kommunen.", part=Part.CONSEQUENCE, dimension=Dimension.COST,
                    concerns=Perspective.ELECTED, stance=Stance.AGAINST, shown_at=NOON),
        make_remark(response=mine, text="Tio dagar är för kort.", part=Part.WISHES, target=Target.PARAGRAPH,
                    anchor="p2", shown_at=NOON),
    )  # fmt: skip
    for remark in told:
        remark.contribution.consent_quote = True
        remark.contribution.save()
    text = words(row)
    assert "Konsekvens: Kostnad och vem som bär den. För: Förtroendevald. Talar emot." in text
    assert "2 §" in text and "Hela förslaget" in text
    assert "1. Vem som svarar på natten (Delvis beaktat)" in text and "Inget svar" in text
    report = report_of(row, now=NOON)
    found = {line["words"]: line for line in json.loads(tables.as_json(report))["versions"][0]["said"]}
    assert found["Tio dagar är för kort."]["about"] == "2 §"
    cost = found["Det blir dyrt för kommunen."]
    assert (cost["dimension"], cost["concerns"], cost["stance"]) == ("cost", "elected", "against")
    with zipfile.ZipFile(io.BytesIO(tables.as_csv(report))) as folder:
        assert '"cost";"elected";"against";"Det blir dyrt för kommunen."' in folder.read("synpunkter.csv").decode()


def test_what_is_not_told_is_a_row_that_says_so():
    """And not a group that is not there, nor one that is zero."""
    row = make_round()
    version = row.asks.get().version
    answer(row, effects={Effect.BETTER: 9, Effect.WORSE: 2})
    answer(row, perspective=Perspective.RELATIVE, effects={Effect.BETTER: 9})
    count_it(row)
    report = report_of(row, now=NOON)
    told = json.loads(tables.as_json(report))["versions"][0]
    lived = told["distribution"]["perspective"][0]
    assert lived == {"group": "lived", "people": 11, "told": False, "answers": {}}
    assert told["for_somebody_else"] is None and told["kind"] == "proposal"
    with zipfile.ZipFile(io.BytesIO(tables.as_csv(report))) as folder:
        lines = folder.read("fordelning.csv").decode().splitlines()
    assert f'"{version.citation}";"perspective";"lived";"11";"";"";"nej, för få"' in lines
    assert f'"{version.citation}";"at_nagon_annan";"";"";"";"";"nej, för få"' in lines
    assert "Svarade åt någon annan (räknas för sig)" in words(row)


def test_a_provotype_is_marked_and_never_held_against_a_goal():
    version = make_version(proposal=make_proposal(kind="provotype"), published=True)
    row = make_round(versions=[version])
    count_it(row)
    make_published_goal(lab=row.lab)
    report = report_of(row, now=NOON)
    assert report.matrix.versions == () and report.matrix.missing == []
    text = words(row)
    assert "Redovisningen är inte hel" not in text
    assert text.count("(tankeväckare, inte ett förslag)") == 3  # in the summary, over the remarks and in the appendix


# --- The pages --------------------------------------------------------------------------------


def test_before_it_is_counted_there_is_nothing_to_hand_in(client):
    row = make_round()
    client.force_login(make_member(lab=row.lab, role="analyst"))
    assert "inte räknat ännu" in client.get(reverse("feedback:report", args=[row.pk])).text
    assert client.get(reverse("feedback:report_file", args=[row.pk, "docx"])).status_code == 409
    assert client.post(reverse("feedback:ask_for_pdf", args=[row.pk]), {"key": uuid.uuid4()}).status_code == 409


def test_the_files(client):
    row = made()
    client.force_login(make_member(lab=row.lab, role="analyst"))
    assert SAID in client.get(reverse("feedback:report", args=[row.pk])).text
    for form, start in (("docx", b"PK"), ("csv", b"PK"), ("json", b"{")):
        answer = client.get(reverse("feedback:report_file", args=[row.pk, form]))
        assert answer.content.startswith(start) and "attachment" in answer["Content-Disposition"]
    assert client.get(reverse("feedback:report_file", args=[row.pk, "exe"])).status_code == 404


def test_the_pdf_is_made_once_by_a_job_and_goes_after_a_day(client, django_capture_on_commit_callbacks):
    if not pdf.can_make():
        pytest.skip("Pango saknas: sidan skrivs ut i stället")
    row = made()
    client.force_login(make_member(lab=row.lab, role="analyst"))
    key = uuid.uuid4()
    for _twice in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            to = client.post(reverse("feedback:ask_for_pdf", args=[row.pk]), {"key": key})["Location"]
    assert Job.objects.filter(name=reports.JOB).count() == 1
    assert "Hämta PDF-filen" in client.get(to).text
    content = b"".join(client.get(reverse("feedback:report_pdf", args=[row.pk, key])).streaming_content)
    assert content.startswith(b"%PDF-")
    assert client.get(reverse("feedback:report_pdf", args=[row.pk, uuid.uuid4()])).status_code == 404
    name = reports.name_of(row, str(key))
    assert reports.forget_old(timezone.now()) == 0 or default_storage.exists(name)
    reports.forget_old(timezone.now() + reports.KEPT_FOR + timedelta(minutes=1))
    assert not default_storage.exists(name)
