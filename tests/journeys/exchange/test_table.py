"""A journey as one flat table."""

from __future__ import annotations

import csv
import io
import random
from datetime import date

import pytest
from hypothesis import given, settings

from hlab.core.cells import csv_lines
from hlab.core.grids import grid_of_file
from hlab.core.text import fold
from journeys.analysis import table, table_read
from journeys.analysis.document import numbered
from journeys.analysis.findings import NoJourney
from journeys.exchange_words import file_sentence, finding_sentence, table_words
from journeys.exports.files import workbook
from tests.journeys.exchange.making import documents
from tests.journeys.sample import DOCUMENT, large

WORDS = table_words()


def as_csv(document, **beside) -> bytes:
    return "".join(csv_lines(table.rows(document, WORDS, **beside))).encode()


def read(raw: bytes):
    return table_read.read(grid_of_file(raw, most=20_000), WORDS)


def one(raw: bytes):
    (found,) = read(raw)
    return found


def changed(**by_kind) -> bytes:
    """The sample's table, where rows of a kind have other cells: slag={column: text}; None takes the row away."""
    rows = list(csv.reader(io.StringIO(as_csv(DOCUMENT).decode("utf-8-sig"), newline=""), delimiter=";"))
    head = rows[0]
    for row in rows[1:]:
        for kind, cells in by_kind.items():
            if row[head.index("slag")] == kind.replace("_", " "):
                for column, text in cells.items():
                    row[head.index(column)] = text
    return "".join(csv_lines(rows)).encode()


@settings(max_examples=60, deadline=None)
@given(documents())
def test_a_table_gives_back_the_journey(document):
    found = one(as_csv(document, source="en-resa"))
    assert found.document == document
    assert not found.faults and found.source == "en-resa"


@settings(max_examples=15, deadline=None)
@given(documents())
def test_a_workbook_gives_back_the_journey(document):
    found = one(workbook(table.rows(document, WORDS), title="Resa"))
    assert found.document == document and not found.faults


def test_what_is_told_of_a_map_beside_what_is_in_it():
    beside = {"source": "en-resa", "answers": "en-annan", "review_on": date(2027, 3, 1)}
    raw = as_csv(DOCUMENT, **beside)
    found = one(raw)
    assert {name: getattr(found, name) for name in beside} == beside and not found.faults
    (fault,) = one(raw.replace(b"2027-03-01", "i vår".encode())).faults
    assert fault.line and "ska vara en dag" in finding_sentence(fault)


def test_the_largest_map_fits():
    document = large(40, 800, 300)
    assert one(as_csv(document)).document == numbered(document)


def test_rows_may_stand_in_any_order():
    head, *rows = list(table.rows(large(4, 30, 6), WORDS))
    actors = [row for row in rows if row[4] == "aktör"]  # their order is that of the rows
    rest = [row for row in rows if row[4] != "aktör"]
    random.Random(4).shuffle(rest)
    raw = "".join(csv_lines([head, *actors, *rest])).encode()
    shuffled, found = numbered(large(4, 30, 6)), one(raw)
    assert not found.faults
    assert [step.title for step in found.document.steps] == [step.title for step in shuffled.steps]
    assert found.document.gaps == shuffled.gaps


def test_no_cell_is_a_formula_and_what_looks_like_one_comes_back():
    for text in ("=1+1", "'=1+1", "''=1", "'hej", "-3", "@a", "＝x", "'"):
        assert table.unguarded(next(_cells(text))) == text


def _cells(text):
    line = "".join(csv_lines([["x"], [table.guarded(text)]])).splitlines()[1]
    yield next(csv.reader([line], delimiter=";"))[0]


def test_kinds_of_rows_cannot_be_mistaken_for_each_other():
    names = [*table.NAMES[table.Document].values(), table.ACTOR, table.THE_PERSON, table.PHASE, table.STEP, table.GAP,
             table.THERE, table.VOICE, table.SOURCE, *WORDS[table.Step, "cells"].values(),
             *WORDS[table.Link, "kind"].values(),
             *{*table.NAMES[table.Step].values(), *table.NAMES[table.Gap].values()}]  # fmt: skip
    assert len({fold(name) for name in names}) == len(names)
    for said in WORDS.values():
        assert len({fold(word) for word in said.values()}) == len(said)


def test_a_table_made_by_hand_without_numbers_and_with_codes_and_english_headings():
    raw = (
        "kind,journey,phase,step,gap,actor,text,value,state\n"
        "fråga,Vägen,,,,,Var tar det stopp?,,told\n"
        "vad personen kallas,Vägen,,,,,Kim,,\n"
        "aktör,Vägen,,,,Kim,person,,\n"
        "aktör,Vägen,,,,Vårdcentralen,region,,\n"
        "steg,Vägen,Början,Ringer,,,,,\n"
        "med i steget,Vägen,Början,Ringer,,Vårdcentralen,,,\n"
        "känsla,Vägen,Början,Ringer,,,,-1,\n"
        "steg,Vägen,Början,Väntar,,,,,\n"
        "mellanrum,Vägen,Början,Ringer,Tystnad,,wait,,\n"
        "nästa steg,Vägen,Början,Ringer,Tystnad,,,Väntar,\n"
        '"dagar, berättat",Vägen,Början,Ringer,Tystnad,,,"12,0",\n'
    ).encode()
    found = one(raw)
    assert not found.faults
    first, second = found.document.steps
    assert (first.title, first.feeling, first.actors, second.title) == ("Ringer", -1, ("a2",), "Väntar")
    (gap,) = found.document.gaps
    assert (gap.after, gap.before, gap.kind, gap.days_told) == ("s1", "s2", "wait", 12)


def test_several_journeys_in_one_table():
    rows = [*table.rows(DOCUMENT, WORDS), *list(table.rows(large(2, 6, 2), WORDS))[1:]]
    found = read("".join(csv_lines(rows)).encode())
    assert [one.document for one in found] == [numbered(DOCUMENT), numbered(large(2, 6, 2))]


@pytest.mark.parametrize(
    ("kind", "cells", "words"),
    [
        ("dagar, planerat", {"värde": "−3"}, "är −3"),
        ("dagar, planerat", {"värde": "två veckor"}, "ska vara ett helt tal"),
        ("hur", {"text": "Rökpuff"}, "”Rökpuff” går inte att förstå"),
        ("På scenen", {"slag": "På taket"}, "”På taket” är inget slag"),
        ("nästa steg", {"värde": "99"}, "steget ”99” finns inte"),
        ("med i steget", {"aktör": "Moster"}, "aktören ”Moster” finns inte"),
        ("hur", {"steg": ""}, "kolumnen steg är tom"),
        ("steg", {"underlag": "Antagande"}, "ett annat än på rad"),
        ("till dag", {"värde": "3"}, "slutar innan det börjar"),
        ("Tillbaka till", {"slag": "Eller till"}, "rundgång"),
    ],
)
def test_each_fault_is_told_by_its_row(kind, cells, words):
    raw = changed(**{kind: cells})
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))
    at = [n for n, row in enumerate(rows, start=1) if row[4] == cells.get("slag", kind)]
    told = [fault for found in read(raw) for fault in found.faults]
    assert any(words in finding_sentence(fault) for fault in told), [finding_sentence(fault) for fault in told]
    lines = {fault.line for fault in told if words in finding_sentence(fault)}
    assert lines & set(at) or "annat än" in words  # the row that disagrees is the next one


def test_the_same_thing_twice_is_told():
    rows = list(table.rows(DOCUMENT, WORDS))
    front = next(row for row in rows if row[4] == "På scenen")
    (found,) = read("".join(csv_lines([*rows, front])).encode())
    assert "samma sak som rad" in finding_sentence(found.faults[0])


def test_a_table_without_its_columns_is_refused():
    with pytest.raises(NoJourney) as bad:
        read(b"namn;steg\nx;y\n")
    assert (
        file_sentence(bad.value) == "Tabellen saknar kolumner: resa, fas, slag, text. Skriv rubrikerna på första raden."
    )
