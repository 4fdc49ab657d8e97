"""Paper in: forgiving about form, strict about content, whole or not at all."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from hlab.core import jobs, sheets
from tests import factories
from workshops.analysis import paper
from workshops.models import Contribution, ImportBatch, Participation

GOOD = "text;person;perspektiv;citat\nAtt någon ringde;1;Närstående;ja\nTid att läsa;1;Närstående;nej\nÖppet;2;staff;\n"


def upload(client, workshop, raw: bytes, step=None):
    step = step or workshop.exercises.get(position=1)
    url = reverse("workshops:import", args=[workshop.site.pk])
    return client.post(url, {"step": step.pk, "file": SimpleUploadedFile("lappar.csv", raw)})


@pytest.fixture
def desk(db, client_of, facilitator, lab):
    return client_of(facilitator), factories.make_open_workshop(lab=lab)


def test_what_may_point_somebody_out_waits_for_the_facilitator(desk):
    client, workshop = desk
    client.post(upload(client, workshop, b"text;person\nRing 070-123 45 67;1\nEn plan;1\n").url)
    assert set(Contribution.objects.values_list("text", "hold")) == {
        ("Ring 070-123 45 67", "personal"),
        ("En plan", ""),
    }


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("cp1252"),
        GOOD.encode("utf-16"),
        GOOD.replace(";", ",").encode(),
        GOOD.replace(";", "\t").replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "mark", "windows-1252", "utf-16", "comma", "tab and crlf"],
)
def test_the_same_file_in_many_forms_gives_the_same_notes(desk, raw):
    client, workshop = desk
    response = upload(client, workshop, raw)
    assert response.status_code == 302
    page = client.get(response.url).content.decode()
    assert "3 nya lappar från 2 personer" in page
    assert not Contribution.objects.exists()
    client.post(response.url)
    texts = set(Contribution.objects.values_list("text", flat=True))
    assert texts == {"Att någon ringde", "Tid att läsa", "Öppet"}
    note = Contribution.objects.get(text="Att någon ringde")
    assert (note.channel, note.consent_quote, note.participation.perspective) == ("paper", True, "relative")
    assert note.transcribed_by is not None
    assert Participation.objects.filter(receipt=None).count() == 2


def test_the_same_file_twice_adds_nothing(desk):
    client, workshop = desk
    for _ in range(2):
        client.post(upload(client, workshop, GOOD.encode()).url)
    longer = GOOD + "En till;3;lived;\n"
    client.post(upload(client, workshop, longer.encode()).url)
    assert Contribution.objects.count() == 4
    assert list(ImportBatch.objects.order_by("created_at").values_list("added", flat=True)) == [3, 0, 1]
    assert not ImportBatch.objects.exclude(content="").exists()


def test_one_fault_keeps_everything_out_and_names_its_row(desk):
    client, workshop = desk
    raw = GOOD + ";9;lived;ja\nHej;9;läkare;kanske\n" + "x" * 1001 + ";9;lived;\n"
    url = upload(client, workshop, raw.encode()).url
    page = client.post(url).content.decode()
    for words in ("Rad 5", "Rad 6", "läkare", "kanske", "Rad 7", "1 tecken för lång"):
        assert words in page
    assert not Contribution.objects.exists()
    assert not Participation.objects.exists()


def test_a_missing_column_can_be_pointed_out(desk):
    client, workshop = desk
    url = upload(client, workshop, b"Vad sa ni;Vem\nHej;1\n").url
    assert "Välj vilken kolumn" in client.get(url).content.decode()
    assert client.post(url).status_code == 422
    client.post(url, {"mapping": "1", "text": "Vad sa ni", "person": "Vem"})
    client.post(url)
    assert Contribution.objects.get().text == "Hej"


@pytest.mark.parametrize(
    ("raw", "status", "says"),
    [
        (b"x" * 2_000_001, 413, "för stor"),
        (b"PK\x03\x04\x00\x00", 422, "inte en textfil"),
        (b"", 422, ""),
        (b"text\n", 422, "saknar rader"),
        (b"text\n" + b"hej\n" * 5001, 422, "5 000 rader"),
        (b"text\nhej\n" + b"x" * 200_000, 422, "Rad 3: texten är längre än en cell kan vara"),
        (b"text\n" + b"hej\n" * 2000 + b"h\x00j\n", 422, "Rad 2002 innehåller ett tecken som inte är text"),
        ("text\nhej\nh\x00j\nhej\n\x00\n".encode("utf-16"), 422, "Rad 3, 5 innehåller tecken som inte är text"),
        (b"\xff\xfe\x00\xd8", 422, "inte en textfil"),
    ],
    ids=[
        "too large",
        "a workbook",
        "empty",
        "only headings",
        "too many rows",
        "a cell too long",
        "a NUL far down",
        "NUL in utf-16",
        "half a character",
    ],
)
def test_unreadable_files_get_a_sentence(desk, raw, status, says):
    client, workshop = desk
    response = upload(client, workshop, raw)
    assert response.status_code == status
    assert says in response.content.decode().replace("\xa0", " ")
    assert not ImportBatch.objects.exists()


def test_a_file_of_fifty_megabytes_is_told_to_be_too_large_on_the_page_and_in_the_terminal(desk, tmp_path):
    client, workshop = desk
    response = upload(client, workshop, bytes(50_000_000))
    assert response.status_code == 413
    assert "är för stort, och inget är sparat" in response.content.decode()  # no view is asked above 25 MB
    file = tmp_path / "stor.csv"
    with file.open("wb") as sparse:
        sparse.truncate(50_000_000)
    with pytest.raises(CommandError, match="Filen är för stor"):
        call_command("importcontributions", str(file), step=workshop.exercises.get(position=1).pk)
    assert not ImportBatch.objects.exists()


def test_rows_are_numbered_as_the_spreadsheet_does_with_blank_lines_first(desk):
    client, workshop = desk
    page = client.get(upload(client, workshop, b"\n\ntext;perspektiv\nHej;kung\n").url).content.decode()
    assert "Rad 4: ”kung”" in page


def test_a_name_of_a_file_may_hold_anything(desk):
    client, workshop = desk
    file = SimpleUploadedFile("x.csv", GOOD.encode())
    file.name = "lap\x00par.csv"
    url = reverse("workshops:import", args=[workshop.site.pk])
    client.post(url, {"step": workshop.exercises.get(position=1).pk, "file": file})
    assert "\x00" not in ImportBatch.objects.get().filename


def test_the_preview_speaks_in_words_and_counts_the_new_people_only(desk):
    client, workshop = desk
    page = client.get(upload(client, workshop, GOOD.encode()).url).content.decode()
    assert "<td>Närstående</td>" in page
    assert "<td>Svenska</td>" in page
    for code in ("relative", "paper", "<td>sv</td>"):
        assert code not in page
    client.post(upload(client, workshop, GOOD.encode()).url)
    longer = upload(client, workshop, (GOOD + "En till;3;lived;\n").encode())
    assert "1 ny lapp från 1 person läses in." in client.get(longer.url).content.decode()


def test_a_file_that_is_in_already_offers_nothing_to_press(desk):
    client, workshop = desk
    client.post(upload(client, workshop, GOOD.encode()).url)
    page = client.get(upload(client, workshop, GOOD.encode()).url).content.decode()
    assert "Allt i filen är redan inläst" in page
    assert "Läs in lapparna" not in page
    assert 'class="btn"' not in page


def test_a_column_that_is_not_chosen_is_asked_for_and_the_rest_stays_chosen(desk):
    client, workshop = desk
    url = upload(client, workshop, b"Vad sa ni;Vem\nHej;1\n").url
    response = client.post(url, {"mapping": "1", "text": "", "person": "Vem"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Välj kolumnen med lapparnas text." in page
    assert '<option value="Vem" selected>' in page


def test_a_file_for_another_labs_step_is_refused(desk):
    client, workshop = desk
    elsewhere = factories.make_open_workshop().exercises.get(position=1)
    assert upload(client, workshop, GOOD.encode(), step=elsewhere).status_code == 422
    batch_url = upload(client, workshop, GOOD.encode()).url
    stranger = batch_url.replace(f"/led/{workshop.site.pk}/", f"/led/{elsewhere.site.pk}/")
    assert client.get(stranger).status_code == 404


@pytest.mark.parametrize("who", ["listener", "table_host", "editor"])
def test_who_may_not_read_in_paper(desk, client_of, lab, who):
    _client, workshop = desk
    client = client_of(factories.make_member(lab=lab, role=who))
    assert upload(client, workshop, GOOD.encode()).status_code == 403


@pytest.fixture
def command(db, tmp_path):
    """command(content, **options) → what it said, or CommandError."""
    step = factories.make_open_workshop().exercises.get(position=1)

    def run(content: bytes = GOOD.encode(), **options) -> str:
        file, out = tmp_path / "lappar.csv", io.StringIO()
        file.write_bytes(content)
        call_command("importcontributions", str(file), stdout=out, **({"step": step.pk} | options))
        return out.getvalue()

    return run


def test_the_command_does_the_same(command):
    assert "3 nya lappar från 2 personer läses in." in command(GOOD.encode("cp1252"), dry_run=True)
    assert not Contribution.objects.exists()
    assert not ImportBatch.objects.exists()
    assert "3 lappar är inlästa." in command(GOOD.encode("cp1252"))
    assert "3 fanns redan" in command(GOOD.encode("cp1252"))
    assert Contribution.objects.count() == 3


def test_the_command_names_every_row_at_fault_and_ends_with_one(command):
    with pytest.raises(CommandError, match=r"Inget är inläst.*\n.*Rad 2: ”kung”.*\n.*Rad 4") as told:
        command(b"text;perspektiv;citat\nHej;kung;\nHej;;\n;;ja\n")
    assert told.value.returncode == 1
    assert not Contribution.objects.exists()


def test_the_command_tells_which_steps_there_are(command):
    for step in (None, 0):
        with pytest.raises(CommandError, match=r"De senaste skrivstegen:\n.*Vad skulle ha hjälpt dig"):
            command(step=step)


def test_the_command_takes_other_headings(command):
    assert "1 lapp är inläst." in command(b"Vad sa ni;Vem\nHej;1\n", map=["text=Vad sa ni", "person=Vem"])
    for wrong in ("text", "lapp=Vem", "text="):
        with pytest.raises(CommandError, match="skriv FÄLT=RUBRIK"):
            command(map=[wrong])


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(raw):
    try:
        table = paper.read_table(sheets.decode(raw))
    except ValueError:
        return
    paper.check(table, paper.guess_mapping(table.headings), limit=100, codes={"perspective": {}, "language": {},
                "channel": {}}, channel="paper")  # fmt: skip


def test_quoted_cells_may_hold_lines_and_separators():
    table = paper.read_table('text;person\n"En rad\noch en; till";1\n')
    assert table.rows == [["En rad\noch en; till", "1"]]


# --- Large files -----------------------------------------------------------------------------------


def large(client, workshop, rows):
    lines = "text;person\n" + "".join(f"Lapp nummer {n};{n}\n" for n in range(rows))
    file = SimpleUploadedFile("hog.csv", lines.encode())
    step = workshop.exercises.get(position=1)
    sent = client.post(reverse("workshops:import", args=[workshop.site.pk]), {"step": step.pk, "file": file})
    return sent.url


def test_a_large_file_is_read_in_while_one_does_other_things(client_of, django_capture_on_commit_callbacks):
    workshop = factories.make_open_workshop()
    client = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
    look = large(client, workshop, 501)
    with django_capture_on_commit_callbacks() as begins:
        assert client.post(look).url == look
    assert client.post(look).status_code == 200  # pressed twice: on its way once
    page = client.get(look).content.decode()
    assert "Läser in lappar" in page
    assert "Väntar" in page
    assert not Contribution.objects.exists()
    for begin in begins:
        begin()
    assert Contribution.objects.count() == 501
    assert client.get(look).url == reverse("workshops:notes", args=[workshop.pk])
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.added, batch.job.state) == ("done", 501, "done")
    jobs.run(batch.job_id)
    assert Contribution.objects.count() == 501


def test_a_large_file_that_fails_says_so_and_can_be_tried_again(
    client_of, monkeypatch, django_capture_on_commit_callbacks
):
    workshop = factories.make_open_workshop()
    client = client_of(factories.make_member(lab=workshop.lab, role="facilitator"))
    look = large(client, workshop, 501)
    with monkeypatch.context() as broken:
        broken.setattr("workshops.actions.imports._people", lambda *args: 1 / 0)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(look)
    page = client.get(look).content.decode()
    assert "Filen blev inte inläst" in page
    assert not Contribution.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(look)
    assert Contribution.objects.count() == 501
