"""Plans of actions as people have them: files of many makes, guesses that are told, and what cannot be read."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.analysis.plan_sheet import FIELDS, LIMITS, read_plan
from goals.models.plan import ActionItem
from hlab.core.grids import MAX_BYTES, grid_of_file, grid_of_text
from hlab.core.sheets import Unreadable

GOOD = (
    "Nr;Åtgärd;Beskrivning;Ansvarig;Tidplan;Mål\n"
    "1;Fast kontakt;Samma person, hela vägen;Region Å;2026;En väg in\n"
    '2;Plan;"Skriven, ihop\nmed personen";Kommunen;hösten;\n'
)


def workbook(*rows, sheets=(), merged=(), **more) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Plan"
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    for title, content in sheets:
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append(row)
    for title, state in more.get("states", {}).items():
        book[title].sheet_state = state
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def codes(plan) -> list[tuple]:
    return [(one.row, one.column, one.code, one.detail) for one in plan.findings]


def titles(plan) -> list[str]:
    return [row.values["title"] for row in plan.rows]


@pytest.mark.parametrize(
    "raw",
    [
        GOOD.encode(),
        GOOD.encode("utf-8-sig"),
        GOOD.encode("cp1252"),
        GOOD.encode("utf-16"),
        GOOD.replace(";", "\t").replace("\n", "\r\n").encode(),
        GOOD.replace("Samma person, hela vägen", '"Samma person, hela vägen"').replace(";", ",").encode(),
        ("Handlingsplan 2026;;;;;\n\n" + GOOD).encode(),
    ],
    ids=["utf-8", "mark", "windows-1252", "utf-16", "tab and crlf", "comma", "a title above"],
)  # fmt: skip
def test_the_same_plan_in_many_forms_is_the_same_plan(raw):
    plan = read_plan(grid_of_file(raw))
    above = 2 if raw.startswith(b"Handl") else 0
    assert plan.header == 1 + above
    assert plan.mapping == {name: at for at, name in enumerate(FIELDS)}
    assert [row.row for row in plan.rows] == [2 + above, 3 + above]
    assert plan.rows[0].values == {
        "number": "1", "title": "Fast kontakt", "description": "Samma person, hela vägen", "responsible": "Region Å",
        "period": "2026", "target": "En väg in",
    }  # fmt: skip
    assert plan.rows[1].values["description"] == "Skriven, ihop\nmed personen"
    assert plan.findings == ()


def test_a_workbook_is_read_as_one_sees_it():
    raw = workbook(
        ["Handlingsplan för Exempellän"],
        [],
        ["#", "Aktivitet/insats", "Vem ansvarar?", "Klart när", "Kostnad", "Syfte"],
        [1, "Fast kontakt", "Region", datetime(2026, 9, 1), 10.5, "Trygghet"],
        [2.0, " Ny\r\nväg ", "Kommun", date(2027, 1, 31), True, None],
    )
    plan = read_plan(grid_of_file(raw))
    assert (plan.header, plan.sheet, plan.sheets) == (3, "Plan", ("Plan",))
    assert [(column.letter, column.field) for column in plan.columns] == [
        ("A", "number"), ("B", "title"), ("C", "responsible"), ("D", "period"), ("E", ""), ("F", "target"),
    ]  # fmt: skip
    assert [row.row for row in plan.rows] == [4, 5]
    assert [row.values["period"] for row in plan.rows] == ["2026-09-01", "2027-01-31"]
    assert (plan.rows[1].values["number"], plan.rows[1].values["title"]) == ("2", "Ny\nväg")
    money = read_plan(grid_of_file(raw), mapping={"title": 1, "description": 4})
    assert [row.values["description"] for row in money.rows] == ["10,5", "ja"]


def test_merged_cells_are_filled_and_a_row_across_names_what_comes_below():
    raw = workbook(
        ["Plan 2026", None, None],
        ["Insats", "Ansvarig", "När"],
        ["Område 1: Trygghet", None, None],
        ["Ring", "Region", "vår"],
        ["Skriv", None, "höst"],
        [None, None, None],
        ["Utbildning", "Utbildning", None],
        ["Insats", "Ansvarig", "När"],
        ["Möt", None, None],
        ["Bred", None, "vinter"],
        merged=["A1:C1", "A3:C3", "B4:B6", "C9:C9", "A10:B10", "A11:A1000"],
    )
    plan = read_plan(grid_of_file(raw))
    assert plan.header == 2
    assert titles(plan) == ["Ring", "Skriv", "Utbildning", "Möt", "Bred"]
    assert [row.values["responsible"] for row in plan.rows] == ["Region", "Region", "Utbildning", "", "Bred"]
    assert codes(plan) == [
        (3, "A", "heading_row", "Område 1: Trygghet"), (4, "B", "merged", "B4:B6"), (8, "A", "heading_row", "Insats"),
    ]  # fmt: skip


def test_the_first_visible_sheet_that_holds_something_is_read_or_the_one_named():
    raw = workbook(
        sheets=[("Dold", [["Insats"], ["Nej"]]), ("Insatser", [["Insats"], ["Ja"]]), ("Mer", [["Insats"], ["Mer"]])],
        states={"Dold": "hidden"},
    )
    plan = read_plan(grid_of_file(raw))
    assert (titles(plan), plan.sheet, plan.sheets) == (["Ja"], "Insatser", ("Plan", "Insatser", "Mer"))
    assert titles(read_plan(grid_of_file(raw, sheet=" mer "))) == ["Mer"]
    for name in ("Dold", "Borta"):
        with pytest.raises(Unreadable) as told:
            grid_of_file(raw, sheet=name)
        assert (told.value.code, told.value.names) == ("no_sheet", ("Plan", "Insatser", "Mer"))


def test_a_formula_is_the_value_that_was_saved_with_it():
    raw = workbook(["Insats", "Ansvarig"], ["=A1", '=HYPERLINK("http://x","y")'], ["Ring", "#REF!"])
    plan = read_plan(grid_of_file(raw))
    assert codes(plan) == [(2, "A", "no_value", ""), (2, "B", "no_value", ""), (3, "B", "error_value", "#REF!")]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b'<c r="A2"><f>A1</f><v />', b'<c r="A2" t="str"><f>A1</f><v>Sparad</v>')
                content = content.replace(b'<c r="A2"><f>A1</f><v></v>', b'<c r="A2" t="str"><f>A1</f><v>Sparad</v>')
            new.writestr(name, content)
    assert titles(read_plan(grid_of_file(out.getvalue()))) == ["Sparad", "Ring"]


def test_faults_and_things_to_look_at_have_row_and_column():
    text = "Nr;Insats;Ansvarig\n1;Ring;A\n;;B\n1;Skriv;C\n3; RING ;D\n4;" + "x" * 301 + ";E\n5;a;b;c\n"
    plan = read_plan(grid_of_file(text.encode()))
    assert codes(plan) == [
        (3, "B", "no_title", ""),
        (4, "A", "double_number", "2"),
        (5, "B", "double_title", "2"),
        (6, "B", "too_long", "1"),
        (7, "", "too_many_cells", "4"),
    ]
    assert [one.row for one in plan.faults] == [3, 6, 7]
    assert [row.row for row in plan.rows] == [2, 4, 5]
    short = read_plan(grid_of_file(text.encode()), limits={"title": 2})
    assert (2, "B", "too_long", "2") in codes(short)


def test_what_is_too_long_for_an_action_is_told_before_it_is_kept():
    assert {name: ActionItem._meta.get_field(name).max_length for name in FIELDS} == LIMITS


def test_columns_that_nobody_knows_can_be_pointed_out():
    grid = grid_of_file(b"Foo;Bar\nRing;2026\n")
    plan = read_plan(grid)
    assert codes(plan) == [(0, "", "no_title_column", "Foo; Bar")]
    assert (plan.rows, plan.header, plan.mapping) == ((), 1, {})
    assert titles(read_plan(grid, mapping={"title": 0, "period": 1})) == ["Ring"]
    assert titles(read_plan(grid, header=0, mapping={"title": 0})) == ["Foo", "Ring"]
    for wrong, code in (
        ({"mapping": {"title": 2}}, "no_column"),
        ({"mapping": {"titel": 0}}, "no_column"),
        ({"header": 9}, "no_header"),
        ({"header": 2}, "empty"),
    ):
        with pytest.raises(Unreadable) as told:
            read_plan(grid, **wrong)
        assert told.value.code == code


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        ("Åtgärd nr|Åtgärd|Ansvarig nämnd", "number title responsible"),
        ("Löpnummer|Insatser|Målgrupp|Måldatum|Effektmål", "number title - period target"),
        ("Vad|Hur|Vem|När|Varför", "title description responsible period target"),
        ("Insatsområde|Insats|Aktivitetsbeskrivning|Ansvarig organisation", "- title description responsible"),
        ("Nr.|AKTIVITET:|Tidsplan (start)|Ansvarsområde", "number title period -"),
        ("Mål|Aktiviteter|Huvudman|Start|Slut", "target title responsible period -"),
        ("Tidigare|Titeln", "- title"),
    ],
)
def test_headings_are_known_in_the_forms_they_have(headings, fields):
    names = headings.split("|")
    plan = read_plan(grid_of_file((";".join(names) + "\n" + ";".join("x" * len(names))).encode()))
    assert [column.field or "-" for column in plan.columns] == fields.split()


def test_what_is_pasted_is_a_list_or_a_table():
    listed = read_plan(grid_of_text("Insatser\n1. Ring, skriv; möt\n\n– Gå hem\n2.1) Vila\n• • \n2026 börjar vi\n"))
    assert [(row.row, row.values["number"], row.values["title"]) for row in listed.rows] == [
        (2, "1", "Ring, skriv; möt"), (4, "", "Gå hem"), (5, "2.1", "Vila"), (6, "", "•"), (7, "", "2026 börjar vi"),
    ]  # fmt: skip
    assert listed.header == 1
    assert titles(read_plan(grid_of_text("Ring varje dag\nSkriv"))) == ["Ring varje dag", "Skriv"]
    table = read_plan(grid_of_text('Insats\tAnsvarig\r\n"Ring\nsen"\tEva\r\nSkriv\t\r\n'))
    assert [(row.values["title"], row.values["responsible"]) for row in table.rows] == [
        ("Ring\nsen", "Eva"),
        ("Skriv", ""),
    ]
    assert titles(read_plan(grid_of_file(b"Ring, skriv\nGaa\n"))) == ["Ring, skriv", "Gaa"]


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def patched(raw: bytes, part: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert old in files[part]
    return zipped(**files | {part: files[part].replace(old, new)})


SHEET = "xl/worksheets/sheet1.xml"
SMALL = workbook(["Insats"], ["Ring"], merged=["A2:B2"])


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"\n ; \n", "empty"),
        (b"x" * (MAX_BYTES + 1), "too_large"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04", "broken_workbook"),
        (SMALL[:-200], "broken_workbook"),
        (zipped(content_xml=b"<a/>"), "other_workbook"),
        (zipped(xl__workbook_xml=b"<a/>"), "broken_workbook"),
        (patched(SMALL, SHEET, b"<sheetData>", b"<sheetData"), "broken_workbook"),
        (patched(SMALL, SHEET, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet'), "broken_workbook"),
        (patched(SMALL, SHEET, b"A2:B2", b"A2:XFD1048576"), "merged_too_wide"),
        (patched(SMALL, SHEET, b"A2:B2", b"&#65;2:XFD1048576"), "broken_workbook"),
        (zipped(xl__workbook_xml=b" " * 26_000_000), "too_large"),
        (workbook(), "empty"),
        (b"<html><table><tr><td>Insats</td></tr></table></html>", "markup"),
        (b"%PDF-1.7 \n", "binary"),
        (b"\x89PNG\x00", "binary"),
        (b"Insats\n" + b"Ring\n" * 5001, "too_many_rows"),
        (b"Insats;x\nRi\x00;y\n" + b"a;b\n" * 3000 + b"h\x00j;b\n", "binary"),
        (b"Insats;x\n" + b"a;b\n" * 3000 + b"h\x00j;b\n", "no_character"),
        (b'Insats\n"' + b"x" * 200_000, "long_cell"),
    ],
)
def test_what_cannot_be_read_says_why(raw, code):
    with pytest.raises(Unreadable) as told:
        read_plan(grid_of_file(raw))
    assert told.value.code == code


def test_five_thousand_actions_are_read_in_a_moment_and_one_more_is_refused():
    rows = [[n, f"Insats {n}", "Beskrivning " * 5, "Region", "2026", "Mål"] for n in range(5000)]
    head = ["Nr", "Insats", "Beskrivning", "Ansvarig", "När", "Mål"]
    book = workbook(head, *rows, merged=["D2:D5001"])
    lines = "\n".join(";".join(map(str, row)) for row in [head, *rows]).encode()
    begun = time.thread_time()
    for raw in (book, lines):
        plan = read_plan(grid_of_file(raw))
        assert (len(plan.rows), plan.faults) == (5000, ())
    assert time.thread_time() - begun < 8
    with pytest.raises(Unreadable, match="too_many_rows"):
        read_plan(grid_of_file(lines + b"\n5001;En till;;;;"))


def test_a_sheet_that_is_formatted_far_down_is_as_small_as_what_it_holds():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "Insats", "Ring"
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.active["ZZ3"] = "långt bort"
    out = io.BytesIO()
    book.save(out)
    plan = read_plan(grid_of_file(out.getvalue()))
    assert titles(plan) == ["Ring"]
    assert [one.code for one in plan.findings] == ["too_many_columns"]


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_no_bytes_crash_the_reader(raw):
    for make in (lambda: grid_of_file(raw), lambda: grid_of_text(raw.decode(errors="replace"))):
        try:
            plan = read_plan(make())
        except Unreadable:
            continue
        assert all(row.values["title"] and set(row.values) == set(FIELDS) for row in plan.rows)
