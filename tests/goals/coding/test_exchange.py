"""A codebook in from another program, and codebook, project and table out."""

from __future__ import annotations

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest

from goals.actions.codebook import add_code, change_code, retire_code
from goals.actions.codeimport import look_at, read_in
from goals.actions.coding import write_memo
from goals.analysis.refi_read import read_qdpx
from goals.exports.coding import codebook_file, project_file, table_lines
from goals.models import Code, CodeEvent, Memo
from goals.queries.codebook import tree_of
from hlab.core.errors import RuleBroken
from tests import factories
from tests.factories import NOON
from tests.goals.coding.conftest import SOON, TEXT
from workshops.actions.contributions import withdraw
from workshops.models import Contribution
from workshops.queries import usable_contributions

pytestmark = pytest.mark.django_db
GUID = "11111111-1111-4111-8111-11111111111{}"


def qdc(inner: str, space: str = "urn:QDA-XML:codebook:1.0", before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<CodeBook xmlns="{space}"><Codes>{inner}</Codes></CodeBook>'.encode()


def code(n, name: str, inner: str = "", guid: str = "") -> str:
    return f'<Code guid="{guid or GUID.format(n)}" name="{name}" isCodable="true">{inner}</Code>'


TWO_LEVELS = qdc(
    code(1, "Väntan", "<Description>Tid.\n\nHit hör: kö\n\nExempel: veckor</Description>" + code(2, "Positivt"))
    + code(3, "Svar", code(4, "Positivt"))
)


def read(lab, raw, by):
    return read_in(lab=lab, raw=raw, by=by, at=NOON)


def test_read_in_once_and_again_changes_nothing(lab, lead):
    seen = look_at(lab=lab, raw=TWO_LEVELS)
    assert len(seen.new) == 4 and not Code.objects.exists() and any("ser annorlunda ut" in one for one in seen.remarks)
    read(lab, TWO_LEVELS, lead)
    paths = [place.path for place in tree_of(lab)]
    assert paths == ["Svar", "Svar / Positivt (Svar)", "Väntan", "Väntan / Positivt"]
    waiting = Code.objects.get(name="Väntan")
    assert (waiting.definition, waiting.include, waiting.example) == ("Tid.", "kö", "veckor")
    assert waiting.origin == "imported" and str(waiting.guid) == GUID.format(1)
    change_code(code=waiting, row_version=1, parent=None, name="Vår väntan", by=lead, at=SOON)
    n = CodeEvent.objects.count()
    assert read(lab, TWO_LEVELS, lead).new == [] and CodeEvent.objects.count() == n
    assert Code.objects.get(pk=waiting.pk).name == "Vår väntan"


def test_the_same_code_by_guid_then_by_name_and_another_labs_stays_there(lab, lead):
    ours = add_code(lab=lab, name="VÄNTAN", by=lead, at=NOON)
    read(lab, TWO_LEVELS, lead)
    assert Code.objects.filter(lab=lab).count() == 4 and Code.objects.filter(parent=ours).count() == 1
    other = factories.make_lab()
    for _twice in range(2):
        read(other, TWO_LEVELS, lead)
    assert Code.objects.filter(lab=other).count() == 4
    assert not set(Code.objects.filter(lab=other, name="Svar").values_list("guid")) & set(
        Code.objects.filter(lab=lab).values_list("guid")
    )
    retire_code(code=ours, by=lead, at=SOON)
    assert len(read(lab, TWO_LEVELS, lead).new) == 1  # out of use, so its name is free


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "tom"), (b"<CodeBook", "går inte att läsa"), (qdc(""), "inga koder"),
        (qdc(code(1, "A"), before='<!DOCTYPE x [<!ENTITY a "b">]>'), "DOCTYPE"),
        (qdc(code(1, "A"), space="urn:something"), "ingen kodbok"),
        (qdc("".join(code(0, f"K{n}", guid=f"{n:08x}{GUID.format(1)[8:]}") for n in range(10_000))), "för många"),
        (b"x" * 2_000_001, "för stor"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read_say_why(lab, raw, words):
    with pytest.raises(RuleBroken, match=words) as broken:
        look_at(lab=lab, raw=raw)
    assert broken.value.field == "file"


def test_odd_files_are_read_and_told_of(lab, lead):
    raw = qdc(
        code(1, "A", code(1, "A igen") + code(2, "")) + code(3, "B") + code(3, "B en gång till")
        + code(0, "C", guid="{" + GUID.format(4).upper() + "}") + code(0, "D", guid="inget"),
        space="urn:QDA-XML:codebook:0:4",
    )  # fmt: skip
    seen = read(lab, raw, lead)
    assert [line.name for line in seen.new] == ["A", "B", "C", "D"] and len(seen.remarks) == 4
    assert read(lab, raw, lead).new == []
    long = qdc(code(5, "E", f"<Description>{'x' * 700}</Description>") + code(6, "y" * 150))
    assert len(read(lab, long, lead).new) == 2
    assert Memo.objects.get().text == "x" * 100 and Code.objects.filter(name__startswith="y" * 119).exists()
    deep = "".join(f'<Code guid="{n:08x}-1111-4111-8111-111111111111" name="N{n}">' for n in range(25)) + "</Code>" * 25
    assert len(read(lab, qdc(deep), lead).new) == 25
    assert max(place.depth for place in tree_of(lab)) == 19
    assert codebook_file(lab)


def test_the_codebook_comes_back_as_it_went(lab, lead, waiting):
    add_code(lab=lab, name="Ö & <å>", parent=waiting, definition="Ett\ntvå", exclude="Inte det", by=lead, at=NOON)
    raw = codebook_file(lab)
    assert raw == codebook_file(lab) and read(lab, raw, lead).new == []
    other = factories.make_lab()
    read(other, raw, lead)
    kept = Code.objects.get(lab=other, name="Ö & <å>")
    assert (kept.parent.name, kept.definition, kept.exclude) == ("Att vänta", "Ett\ntvå", "Inte det")


def test_what_leaves_the_house(lab, lead, analyst, notes, waiting, alone, put):
    Contribution.objects.filter(pk__in=[note.pk for note in notes[:3]]).update(consent_quote=True)
    put(notes[0], waiting, alone, by=lead, span=(0, 22))
    put(notes[0], waiting, by=analyst, span=(0, 22))
    put(notes[1], waiting, by=lead)
    put(notes[2], waiting, by=lead)
    put(notes[3], waiting, by=lead)  # may not be quoted
    withdraw(contribution=notes[1], by=None, at=SOON)
    Contribution.objects.filter(pk=notes[2].pk).update(text="=cmd", row_version=2)
    write_memo(lab=lab, note=notes[0], text="Om den första", by=lead, at=NOON)
    write_memo(lab=lab, note=notes[3], text="Om den hemliga", by=lead, at=NOON)
    left = usable_contributions(lab)
    raw = project_file(lab, left)
    assert raw == project_file(lab, left)
    project, findings = read_qdpx(raw)
    assert findings == () and [source.text for source in project.sources] == [TEXT]
    assert sorted(user.name for user in project.users) == ["Kodare 1", "Kodare 2"]
    assert {(row.start, row.end, len(row.codes)) for row in project.selections} == {(0, 22, 2), (0, 22, 1)}
    told = " ".join(note.text for note in project.notes)
    assert "1 kodad lapp är inte med" in told and "1 utdrag är inte med" in told and "hemliga" not in told
    assert lead.last_name.encode() not in zipfile.ZipFile(io.BytesIO(raw)).read("project.qde")
    ET.fromstring(zipfile.ZipFile(io.BytesIO(raw)).read("project.qde"))
    head, *rows = csv.reader(io.StringIO("".join(table_lines(lab, left)).lstrip("\ufeff")), delimiter=";")
    assert len(head) == 7 and len(rows) == 3 + 2
    assert {(row[0], row[2], row[3], row[4]) for row in rows[:3]} == {
        ("Att vänta", "0", "22", TEXT[:22]), ("Att vara ensam", "0", "22", TEXT[:22]),
    }  # fmt: skip
    assert {row[5] for row in rows[:3]} == {"Kodare 1 (Labbansvarig)", "Kodare 2 (Analytiker)"}
    assert {row[6] for row in rows[:3]} == {"Om den första", ""}


def test_nothing_to_write_is_said(lab):
    for make in (codebook_file, lambda lab: project_file(lab, usable_contributions(lab))):
        with pytest.raises(RuleBroken, match="ingen kod"):
            make(lab)
