"""REFI-QDA: what is written comes back, in the schema's order and byte for byte the same; what is read is told."""

from __future__ import annotations

import io
import random
import unicodedata
import zipfile
from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.analysis.refi import (
    BadProject,
    Code,
    Note,
    Project,
    Selection,
    Source,
    User,
    normalised,
    stable_guid,
)
from goals.analysis.refi_read import MAX_DESCRIPTION, MAX_NAME, read_qdc, read_qdpx
from goals.analysis.refi_write import write_qdc, write_qdpx
from goals.models.coding import Code as KeptCode
from hlab.core.xmltree import Unreadable

AT = datetime.fromisoformat("2026-09-18T10:30:00+02:00")
G = {key: stable_guid("test", key) for key in "gap wait odd eva ali story other part both memo loose".split()}
TEXT = normalised("Jag va\u0308ntade 👩\u200d🦽 i två år.\r\nSen <ringde> de & sa ”nej”.")
WAITED = TEXT.index("väntade 👩\u200d🦽 i två år")
PROJECT = Project(
    name="Mellanrummet",
    codes=(
        Code(G["gap"], "Mellanrum", "Det som ligger emellan.", is_codable=False, colour="#AA3300"),
        Code(G["odd"], "Å ena <sidan> & ”andra”"),
        Code(G["wait"], "Väntan", parent=G["gap"]),
    ),
    users=(User(G["eva"], "Kodare 1"), User(G["ali"], "Kodare 2")),
    sources=(Source(G["story"], "Berättelse 1", TEXT, AT), Source(G["other"], "Berättelse 2", "Kort.")),
    selections=(
        Selection(G["part"], G["story"], WAITED, WAITED + 20, (G["wait"],), G["eva"], created=AT),
        Selection(G["both"], G["story"], 0, len(TEXT), (G["odd"], G["wait"]), G["ali"], "Allt"),
    ),
    notes=(
        Note(G["memo"], "Fråga", "Vem ringde?", (G["part"], G["gap"], G["story"])),
        Note(G["loose"], "Utan samtycke", "3 st."),
    ),
    description="Nio berättelser.",
    created=AT,
)
# REFI-QDA 1.5: the order of elements, and the attributes that must be there.
ORDER = {
    "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef",
    "Users": "User",
    "User": "",
    "CodeBook": "Codes Sets",
    "Codes": "Code",
    "Code": "Description NoteRef Code",
    "Sources": "TextSource",
    "TextSource": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
    "PlainTextSelection": "Description Coding NoteRef",
    "Coding": "CodeRef NoteRef",
    "Notes": "Note",
    "Note": "Description PlainTextContent PlainTextSelection Coding NoteRef VariableValue",
}
NEEDED = {
    "Project": "name",
    "User": "guid",
    "Code": "guid name isCodable",
    "TextSource": "guid",
    "PlainTextSelection": "guid startPosition endPosition",
    "Coding": "guid",
    "CodeRef": "targetGUID",
    "NoteRef": "targetGUID",
    "Note": "guid",
}


def members(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def in_order(project: Project) -> Project:
    return replace(
        project,
        users=tuple(sorted(project.users, key=lambda one: one.guid)),
        selections=tuple(
            replace(one, codes=tuple(sorted(one.codes)))
            for one in sorted(project.selections, key=lambda one: (one.source, one.start, one.end, one.guid))
        ),
        notes=tuple(replace(one, about=tuple(sorted(one.about))) for one in project.notes),
    )


def test_a_project_comes_back_as_it_was():
    read, findings = read_qdpx(write_qdpx(PROJECT))
    assert findings == ()
    wanted = replace(PROJECT, codes=(PROJECT.codes[0], PROJECT.codes[2], PROJECT.codes[1]))  # what is above comes first
    wanted = replace(wanted, codes=(replace(wanted.codes[0], colour="#aa3300"), *wanted.codes[1:]))
    assert in_order(read) == in_order(wanted)
    (part,) = [one for one in read.selections if one.guid == G["part"]]
    assert read.sources[0].text[part.start : part.end].startswith("väntade 👩\u200d🦽 i två")


def test_elements_stand_in_the_order_of_the_schema():
    files = members(write_qdpx(PROJECT))
    assert list(files) == ["project.qde", *sorted(f"Sources/{G[key]}.txt" for key in ("story", "other"))]
    assert files[f"Sources/{G['story']}.txt"].decode() == TEXT
    space = "{urn:QDA-XML:project:1.0}"
    seen = set()
    for element in ET.fromstring(files["project.qde"]).iter():
        name = element.tag.removeprefix(space)
        seen.add(name)
        order = ORDER.get(name, "").split()
        places = [order.index(child.tag.removeprefix(space)) for child in element]
        assert places == sorted(places), name
        assert set(NEEDED.get(name, "").split()) <= set(element.attrib), name
        assert "" not in element.attrib.values()
    assert {"Coding", "NoteRef", "Note", "Description"} <= seen
    source = ET.fromstring(files["project.qde"]).find(f".//{space}TextSource")
    assert source.get("plainTextPath") == f"internal://{G['story']}.txt"
    assert source.get("creationDateTime") == "2026-09-18T08:30:00Z"


def test_the_same_content_gives_the_same_bytes():
    turned = replace(
        PROJECT,
        **{key: tuple(reversed(getattr(PROJECT, key))) for key in ("users", "sources", "selections", "notes")},
    )
    assert write_qdpx(turned) == write_qdpx(PROJECT)
    with zipfile.ZipFile(io.BytesIO(write_qdpx(PROJECT))) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}
    assert write_qdpx(replace(PROJECT, name="Annat")) != write_qdpx(PROJECT)
    assert stable_guid("code", 7) == stable_guid("code", 7) != stable_guid("source", 7)


def test_an_empty_project_has_no_empty_lists():
    root = ET.fromstring(members(write_qdpx(Project("Tomt")))["project.qde"])
    assert list(root) == []
    assert read_qdpx(write_qdpx(Project("Tomt"))) == (Project("Tomt"), ())


def test_what_no_xml_can_hold_is_gone_before_letters_are_composed():
    assert normalised("\ufeffa\x00\u030a\r\rb\ud800\uffff") == "å\n\nb"


@given(st.text(max_size=40), st.data())
def test_positions_hold_whatever_people_write(raw, data):
    text = normalised(raw)
    assert normalised(text) == text
    assert "\r" not in text and unicodedata.is_normalized("NFC", text)
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    project = Project(
        normalised("x" + raw),
        codes=(Code(G["gap"], "a" + raw, raw),),
        sources=(Source(G["story"], text, text),),
        selections=(Selection(G["part"], G["story"], start, end, (G["gap"],), name=text),),
    )
    read, findings = read_qdpx(write_qdpx(project))
    assert findings == ()
    (selection,) = read.selections
    assert read.sources[0].text[selection.start : selection.end] == text[start:end]
    assert read.sources[0].name == text
    assert read.codes[0].description == text.strip()


def test_a_codebook_comes_back_as_it_was():
    raw = write_qdc(PROJECT.codes)
    assert b'xmlns="urn:QDA-XML:codebook:1.0"' in raw
    codes, findings = read_qdc(raw)
    assert findings == ()
    assert {code.name: code.parent for code in codes} == {code.name: code.parent for code in PROJECT.codes}
    assert write_qdc(codes) == raw
    assert read_qdc(raw.decode().replace("utf-8", "utf-16").encode("utf-16"))[0] == codes
    assert read_qdc(members(write_qdpx(PROJECT))["project.qde"])[0] == codes


DEEP = tuple(Code(stable_guid("d", n), "a", parent=stable_guid("d", n + 1) if n < 30 else "") for n in range(31))


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ((), "no_codes"),
        ((Code("7", "a"),), "bad_guid"),
        ((Code(G["gap"], "a"), Code("{" + G["gap"].upper() + "}", "b")), "double_guid"),
        ((Code(G["gap"], " \x00"),), "no_name"),
        ((Code(G["gap"], "a", parent=G["odd"]),), "unknown_parent"),
        ((Code(G["gap"], "a", parent=G["odd"]), Code(G["odd"], "b", parent=G["gap"])), "cycle"),
        ((Code(G["gap"], "a", parent=G["gap"]),), "cycle"),
        ((Code(G["gap"], "a", colour="röd"),), "bad_colour"),
        (DEEP, "too_deep"),
    ],
)  # fmt: skip
def test_a_codebook_that_does_not_hold_together_is_not_written(codes, code):
    with pytest.raises(BadProject) as told:
        write_qdc(codes)
    assert told.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sources": (Source(G["story"], "x", "a\r\nb"),), "selections": (), "notes": ()}, "not_normalised"),
        ({"sources": (Source(G["story"], "x", "a\u030a"),), "selections": (), "notes": ()}, "not_normalised"),
        ({"selections": (replace(PROJECT.selections[0], end=len(TEXT) + 1),)}, "outside_text"),
        ({"selections": (replace(PROJECT.selections[0], end=WAITED),)}, "outside_text"),
        ({"selections": (replace(PROJECT.selections[0], start=-1),)}, "outside_text"),
        ({"selections": (replace(PROJECT.selections[0], source=G["eva"]),)}, "unknown_source"),
        ({"selections": (replace(PROJECT.selections[0], codes=(G["eva"],)),)}, "unknown_code"),
        ({"selections": (replace(PROJECT.selections[0], coder=G["gap"]),)}, "unknown_user"),
        ({"selections": (replace(PROJECT.selections[0], guid=G["gap"]),)}, "double_guid"),
        ({"selections": (replace(PROJECT.selections[0], codes=(G["gap"], G["gap"])),)}, "double_guid"),
        ({"notes": (Note(G["memo"], "x", "y", (G["loose"],)),)}, "unknown_target"),
        ({"created": datetime(2026, 1, 1)}, "no_time_zone"),
        ({"name": "\n"}, "no_name"),
    ],
)
def test_a_project_that_does_not_hold_together_is_not_written(change, code):
    with pytest.raises(BadProject) as told:
        write_qdpx(replace(PROJECT, **change))
    assert told.value.code == code


# --- What others write ------------------------------------------------------------------------


def book(inside: str, space: str = "urn:QDA-XML:codebook:1.0", head: str = "") -> bytes:
    return f'<?xml version="1.0"?>\n{head}<CodeBook xmlns="{space}">\n<Codes>\n{inside}\n</Codes></CodeBook>'.encode()


@pytest.mark.parametrize("ending", ["codebook:1.0", "codebook:1:0", "codebook:0:4", "project:1.0"])
def test_the_namespaces_and_guids_in_use_are_all_read(ending):
    raw = book(f'<Code guid="{{{G["gap"].upper()}}}" name="Väntan" color="#F0a"/>', f"urn:QDA-XML:{ending}")
    (code,), findings = read_qdc(raw)
    assert (code.guid, code.name, code.colour, code.is_codable, findings) == (G["gap"], "Väntan", "#ff00aa", True, ())


def test_what_is_odd_is_told_with_its_line_and_nothing_hangs_loose():
    raw = book(
        f'<Code guid="{G["gap"]}" name="A" isCodable="false">\n'
        f'<Code guid="{G["gap"]}" name="Sig själv"><Code guid="{G["wait"]}" name="B" color="blå"/></Code>\n'
        "</Code>\n"
        f'<Code guid="{G["wait"]}" name="B igen">\n<Code guid="{G["odd"]}" name="C"/></Code>\n'
        f'<Code guid="{G["eva"]}" name=" "><Code guid="7" name="a"/></Code>\n'
        f'<Code guid="{G["ali"]}" name="{"x" * (MAX_NAME + 1)}"/>'
    )
    codes, findings = read_qdc(raw)
    assert [(one.line, one.code) for one in findings] == [
        (5, "cycle"), (5, "bad_colour"), (7, "double_guid"), (9, "no_name"), (9, "no_guid"), (9, "same_name"),
        (10, "name_too_long"),
    ]  # fmt: skip
    by_name = {code.name: code for code in codes}
    assert by_name["B"].parent == G["gap"]
    assert by_name["C"].parent == G["wait"]
    assert by_name["a"].parent == ""
    assert len(codes[-1].name) == MAX_NAME
    assert len({code.guid for code in codes}) == len(codes) == 5
    assert write_qdc(codes)  # what was read can be written
    assert read_qdc(raw) == (codes, findings)


def test_a_name_too_long_for_a_code_is_cut_and_told():
    assert KeptCode._meta.get_field("name").max_length == MAX_NAME
    assert KeptCode._meta.get_field("definition").max_length == MAX_DESCRIPTION
    raw = book(f'<Code guid="{G["gap"]}" name="Väntan"><Description>{"y" * 601}</Description></Code>')
    (code,), (met,) = read_qdc(raw)
    assert (len(code.description), met.code) == (MAX_DESCRIPTION, "description_too_long")
    assert read_qdc(raw, longest_name=3, longest_description=700)[0][0].name == "Vä…"


def test_codes_too_far_down_move_up():
    raw = book("".join(f'<Code guid="{stable_guid("d", n)}" name="n{n}">' for n in range(40)) + "</Code>" * 40)
    codes, findings = read_qdc(raw)
    assert (len(codes), {one.code for one in findings}, len(findings)) == (40, {"too_deep"}, 10)
    assert read_qdc(write_qdc(codes))[1] == ()


BOMB = '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n'


@pytest.mark.parametrize(
    ("raw", "code", "line"),
    [
        (b"", "empty", 0),
        (b" \n", "empty", 0),
        (book("", head=BOMB), "doctype", 2),
        (book("", head='<!DOCTYPE CodeBook SYSTEM "file:///etc/passwd">'), "doctype", 2),
        (book("<Code>"), "not_xml", 5),
        (book('<Code name="a" name="b"/>'), "not_xml", 4),
        (book("&okänd;"), "not_xml", 4),
        (b"PK\x03\x04 zip", "not_xml", 1),
        (b'<?xml version="1.0" encoding="klingon"?><CodeBook/>', "not_xml", 1),
        (book("<Code>" * 200 + "</Code>" * 200), "too_deep", 4),
        (book("", space="urn:annat"), "not_a_codebook", 2),
        (b"<CodeBook><Codes/></CodeBook>", "not_a_codebook", 1),
        (book(""), "no_codes", 2),
        (book("".join(f'<Code guid="{stable_guid("n", n)}" name="n"/>\n' for n in range(5001))), "too_many_codes",
         5004),
        (b" " * 5_000_001, "too_large", 0),
    ],
)  # fmt: skip
def test_a_codebook_that_cannot_be_read_says_why_and_where(raw, code, line):
    with pytest.raises(Unreadable) as told:
        read_qdc(raw)
    assert (told.value.code, told.value.line) == (code, line)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_readers(raw):
    for read in (read_qdc, read_qdpx):
        for content in (raw, book("<Code/>")[: len(raw) % 90] + raw):
            with pytest.raises(Unreadable):
                read(content)


def packed(qde: str, **files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("project.qde", f'<Project xmlns="urn:QDA-XML:project:1.0" name="Annat">{qde}</Project>')
        for name, content in files.items():
            archive.writestr(f"sources/{name}.TXT", content)
    return out.getvalue()


def test_another_programs_project_is_read_with_its_positions_moved_along():
    coding = f'<Coding creatingUser="{{who}}"><CodeRef targetGUID="{G["gap"]}"/></Coding>'
    raw = packed(
        f'<CodeBook><Codes><Code guid="{G["gap"]}" name="A"/></Codes></CodeBook><Sources>'
        f'<TextSource guid="{G["story"]}" name="S" plainTextPath="internal://S.txt">'
        f'<PlainTextSelection guid="{G["part"]}" startPosition="6" endPosition="8">'
        f"{coding.format(who=G['eva'])}{coding.format(who=G['ali'])}</PlainTextSelection>"
        f'<PlainTextSelection guid="{G["both"]}" startPosition="6" endPosition="99"/>'
        f'<Coding guid="{G["loose"]}"><CodeRef targetGUID="{G["odd"]}"/></Coding></TextSource>'
        f'<TextSource guid="{G["other"]}" name="Borta" plainTextPath="internal://borta.txt"/>'
        '<PDFSource guid="x"/></Sources>',
        s="\ufeffå\r\nb\r\nda\u030a".encode(),
    )
    project, findings = read_qdpx(raw)
    assert [one.code for one in findings] == ["text_changed", "outside_text", "unknown_code", "no_text"]
    assert [source.text for source in project.sources] == ["å\nb\ndå"]
    assert [(one.coder, one.start, one.end) for one in project.selections] == [(G["eva"], 4, 6), (G["ali"], 4, 6)]
    assert len({one.guid for one in project.selections}) == 2


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"PK\x03\x04", "not_a_zip"),
        (write_qdc(PROJECT.codes), "not_a_zip"),
        (packed("").replace(b"project.qde", b"Project.abc"), "no_project"),
        (packed("<a>"), "not_xml"),
        (packed("", s=b"hej" * 100)[:-30], "not_a_zip"),
    ],
)
def test_a_project_that_cannot_be_read_says_why(raw, code):
    with pytest.raises(Unreadable) as told:
        read_qdpx(raw)
    assert told.value.code == code


def test_a_small_zip_that_unpacks_to_much_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("project.qde", "w") as member:
        for _ in range(101):
            member.write(bytes(1_000_000))
    assert len(out.getvalue()) < 200_000
    with pytest.raises(Unreadable, match="too_large"):
        read_qdpx(out.getvalue())


def test_a_large_project_takes_a_moment():
    rng = random.Random(1)
    codes = tuple(Code(stable_guid("c", n), f"Kod {n}") for n in range(200))
    sources = tuple(Source(stable_guid("s", n), f"S{n}", "Jag väntade. " * 40) for n in range(300))
    selections = tuple(
        Selection(stable_guid("x", n), rng.choice(sources).guid, n % 50, n % 50 + 12, (rng.choice(codes).guid,))
        for n in range(5000)
    )
    project, findings = read_qdpx(write_qdpx(Project("Stort", codes, sources=sources, selections=selections)))
    assert (len(project.selections), findings) == (5000, ())
