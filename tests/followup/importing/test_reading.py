"""Sources into one shape: numbers, periods, tables, data sets and pages, good and bad."""

from __future__ import annotations

import json
import math
from io import BytesIO

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.analysis.cells import BadPeriod
from followup.analysis.differing import NOW, differ, taken_back
from followup.analysis.reading import jsonstat, kolada, tables
from followup.analysis.reading.columns import Mapping, field_of, guess, missing_fields, unpacked
from followup.analysis.reading.numbers import read_age, read_numbers, read_period, read_sex
from followup.analysis.reading.shape import KEY
from hlab.core.sheets import Unreadable
from tests.followup.importing.sample import csv_of, figure, kolada_page, kolada_row


def numbers(*cells, **options) -> list:
    found = read_numbers(pd.Series(cells, dtype=object), **options)
    kinds = zip(found.values, found.missing, found.bad, found.unsure, strict=True)
    return [
        "missing" if missing else "bad" if bad else "unsure" if unsure else value
        for value, missing, bad, unsure in kinds
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("41,2", 41.2), ("41.2", 41.2), ("1 234,5", 1234.5), ("1\u00a0234", 1234), ("1\u202f234,5", 1234.5),
        ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1.234.567", 1234567), ("1,234", 1.234), ("0.123", 0.123),
        ("−3", -3),
        ("41,2 %", 41.2), ("0", 0), ("+5", 5), (",5", 0.5), ("1,2E-05", 0.000012), ("", "missing"), ("..", "missing"),
        ("Missing", "missing"), ("Uppgift saknas", "missing"), ("-", "missing"), ("–", "missing"), ("<5", "missing"),
        ("x", "missing"), ("1.234", "unsure"), ("tio", "bad"), ("1,2,3", "bad"), ("12 3,4,5", "bad"), ("1e400", "bad"),
        ("inf", "bad"), ("0x10", "bad"), ("²", "bad"), ("9" * 30, "bad"),
    ],
)  # fmt: skip
def test_numbers(text, value):
    assert numbers(text) == [value]


def test_the_other_cells_settle_what_a_point_is():
    assert numbers("1.234", "41,2") == [1234, 41.2]
    assert numbers("1.234", "41.2") == [1.234, 41.2]
    assert numbers("1,234", "41.2") == [1234, 41.2]
    assert numbers("1.234", decimal=",") == [1234]


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_a_number_comes_back_as_it_was(value):
    for decimal in ",.":
        assert numbers(repr(value).replace(".", decimal), decimal=decimal) == [value]


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_told(text):
    (found,) = numbers(text)
    assert isinstance(found, str) or math.isfinite(found)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024", "2024"), ("2024,0", "2024"), ("2024-03", "2024-03"), ("2024-3", "2024-03"), ("202403", "2024-03"),
        ("2024M03", "2024-03"), ("2024-03-01", "2024-03"), ("2024-03-01 00:00", "2024-03"), ("2024-Q1", "2024-Q1"),
        ("2024K1", "2024-Q1"), ("2024 kvartal 3", "2024-Q3"), ("Kv 1 2024", "2024-Q1"), ("2024T2", "2024-T2"),
        ("2024H2", "2024-H2"), ("mars 2024", "2024-03"), ("Maj 2024", "2024-05"), ("2024 okt", "2024-10"),
    ],
)  # fmt: skip
def test_periods(text, period):
    assert read_period(text) == period


@pytest.mark.parametrize("text", ["", "i fjol", "2024-13", "2024-Q5", "24", "2024-03-15", "2024H3", "1024", "²024"])
def test_what_is_no_period(text):
    with pytest.raises(BadPeriod):
        read_period(text)


def test_sexes_and_ages():
    assert [read_sex(text) for text in ("", "T", "Kvinnor", "man", "Män", "Totalt", "Ö", "1")] == [
        "T", "T", "K", "M", "M", "T", None, None,
    ]  # fmt: skip
    assert [read_age(text) for text in ("", "18–29 år", "65 år och äldre", "65+", "Alla", "018-029")] == [
        "", "18-29", "65+", "65+", "", "18-29",
    ]  # fmt: skip


# --- Kolada -----------------------------------------------------------------------------------


def test_an_empty_page_ends_one_indicator_and_not_the_folder():
    full, empty = kolada_page(kolada_row(figure(1)), next_url="x"), kolada_page(next_url="y")
    assert len(kolada.read_pages([full, empty]).frame) == 1
    of_another = kolada_page(kolada_row(figure(2), kpi="X00002"))
    assert list(kolada.read_pages([full, empty, of_another, empty]).frame["indicator"]) == ["X00001", "X00002"]
    with pytest.raises(Unreadable, match="empty"):
        kolada.read_pages([empty, empty])


def test_an_unknown_sex_is_passed_over_and_the_rest_kept():
    read = kolada.read_pages([kolada_page(kolada_row(figure(1), figure(2, "X"), figure(3, None)))])
    assert list(read.frame["value"]) == [1]
    assert {one.code for one in read.findings.told()} == {"unknown_sex"}


def test_a_mean_of_several_is_not_a_value():
    read = kolada.read_pages([kolada_page(kolada_row(figure(1, count=12), figure(2, "K")))])
    assert list(read.frame["sex"]) == ["K"]


@pytest.mark.parametrize("value", ["41", True, float("inf"), [1], {}])
def test_what_is_no_number_is_told(value):
    read = kolada.read_pages([kolada_page(kolada_row(figure(value)))])
    assert read.frame["bad"].all() and read.findings.has("bad_number")


def test_codes_that_are_numbers_are_refused():
    read = kolada.read_pages([kolada_page(kolada_row(figure(1), unit=14))])
    assert read.frame["bad"].all() and read.findings.has("code_is_number")
    assert kolada.read_pages([kolada_page(kolada_row(figure(1), unit="0014"))]).frame["unit"][0] == "0014"


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"", "not_json"), (b"\xff", "not_json"), (b"[" * 100_000, "not_json"), (b"{}", "not_kolada"), (b"[]", "empty"),
     (b'{"values": [1]}', "not_kolada"), (b'{"values": [{"kpi": "a"}]}', "not_kolada")],
)  # fmt: skip
def test_what_is_no_page(raw, code):
    with pytest.raises(Unreadable) as refused:
        kolada.read_pages([raw])
    assert refused.value.code == code


# --- Tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_of_any_kind(encoding, separator):
    text = separator.join(("Enhetskod", "År", "Värde")) + "\r\n" + separator.join(("0014", "2024", '"41,2"')) + "\r\n"
    table = tables.read_table(text.encode(encoding))
    read = tables.figures_of(table, guess(table.headings).with_choices(fixed={"indicator": "a"}))
    assert (read.frame["unit"][0], read.frame["value"][0], read.frame["row"][0]) == ("0014", 41.2, 2)


def test_a_workbook_keeps_its_zeros_and_its_row_numbers():
    book = openpyxl.Workbook()
    sheet = book.active
    for line in (
        ["Utdrag 2026"],
        [],
        ["Enhetskod", "Period", "Värde"],
        ["0014", 2024, 41.25],
        [],
        ["0015", 2024, None],
    ):
        sheet.append(line)
    raw = BytesIO()
    book.save(raw)
    table = tables.read_table(raw.getvalue())
    read = tables.figures_of(table, guess(table.headings).with_choices(fixed={"indicator": "a"}))
    assert list(read.frame["row"]) == [4, 6] and list(read.frame["unit"]) == ["0014", "0015"]
    assert list(read.frame["status"]) == ["ok", "missing"] and table.header == 3


def test_a_heading_that_stands_twice_is_two_columns():
    assert tables.read_table(csv_of(("År", "Andel", "Andel"), (2024, 1, 2))).headings == ("År", "Andel", "Andel (2)")


@pytest.mark.parametrize(
    ("raw", "code"),
    [(b"a;b\n", "no_rows"), (b"  ", "empty"), (b"a;b\n" + b"1;2\n" * 300 + b"1;2;3\n", "ragged"),
     (b"a;b\n1;\x002\n", "no_character"), (";".join("a" * 500).encode() + b"\n1", "too_many_columns")],
)  # fmt: skip
def test_what_is_no_table(raw, code):
    with pytest.raises(Unreadable) as refused:
        tables.read_table(raw)
    assert refused.value.code in (code, "binary")


def test_headings_are_known_by_their_words():
    assert [field_of(text) for text in ("Kommun-kod", "KPI", "Åldersgrupp", "Kön", "Nämnare (antal svar)", "Färg")] == [
        "unit", "indicator", "age", "sex", "denominator", "",
    ]  # fmt: skip
    found = guess(("Kommun", "Kommunkod", "År", "Andel"), {"Kommun": ["Exempelby"], "Kommunkod": ["0014"]})
    assert found.columns["unit"] == "Kommunkod"
    assert missing_fields(found) == ["indicator"]
    assert guess(("Region", "2022", "2023")).wide


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8)))
def test_a_mapping_comes_back_as_it_was_kept(columns):
    kept = Mapping(columns={"unit": "a"}, fixed={"indicator": "b"}, wide=True, scale="fraction")
    assert unpacked(json.loads(json.dumps(kept.packed() | {"strange": columns}))) == kept


# --- JSON-stat --------------------------------------------------------------------------------


def dataset(**changes) -> bytes:
    return json.dumps({
        "version": "2.0", "class": "dataset", "id": ["Region", "Kon", "Tid"], "size": [2, 2, 2],
        "dimension": {
            "Region": {"category": {"index": {"0014": 0, "0015": 1}, "label": {"0014": "Ett", "0015": "Två"}}},
            "Kon": {"category": {"index": ["1", "2"], "label": {"1": "män", "2": "kvinnor"}}},
            "Tid": {"category": {"index": ["2023", "2024"]}},
        },
        "value": [1, 2.5, 3, 4, None, 6, 7, 8],
    } | changes).encode()  # fmt: skip


def test_a_data_set_is_a_table():
    table = jsonstat.read_dataset(dataset())
    mapping = Mapping(columns={"unit": "Region", "sex": "Kon (namn)", "period": "Tid", "value": "värde"},
                      fixed={"indicator": "a"})  # fmt: skip
    read = tables.figures_of(table, mapping).frame
    found = {(row.unit, row.sex, row.period): row.value for row in read.itertuples()}
    assert found["0014", "M", "2024"] == 2.5 and found["0014", "K", "2023"] == 3 and found["0015", "K", "2024"] == 8
    assert list(read["status"]).count("missing") == 1


def test_values_that_are_left_out_are_missing():
    table = jsonstat.read_dataset(dataset(value={"0": 1, "7": 8}))
    assert list(table.rows["värde"]) == ["1", "", "", "", "", "", "", "8"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"value": [1]}, "wrong_size"), ({"value": {"99": 1}}, "wrong_size"), ({"size": [2, 2]}, "not_jsonstat"),
     ({"class": "collection"}, "collection"), ({"size": [0, 2, 2]}, "empty"), ({"size": [10**6] * 3}, "too_many_rows"),
     ({"dimension": {}}, "not_jsonstat"), ({"size": [2, 3, 2], "value": list(range(12))}, "wrong_size")],
)  # fmt: skip
def test_what_is_no_data_set(changes, code):
    with pytest.raises(Unreadable) as refused:
        jsonstat.read_dataset(dataset(**changes))
    assert refused.value.code == code


# --- The difference ---------------------------------------------------------------------------

CELLS = st.dictionaries(
    st.tuples(st.integers(1, 2), st.integers(1, 3), st.sampled_from(("2023", "2024"))),
    st.one_of(st.none(), st.just("gone"), st.integers(0, 2).map(float)), max_size=8,
)  # fmt: skip


def framed(cells: dict, ids: int = 1) -> pd.DataFrame:
    rows = []
    for at, ((version, unit, period), value) in enumerate(cells.items()):
        status = "deleted" if value == "gone" else "missing" if value is None else "ok"
        number = value if isinstance(value, float) else np.nan
        rows.append((ids + at, version, unit, period, "T", "", np.nan, np.nan, number, status, "table"))
    frame = pd.DataFrame(rows, columns=list(NOW)).astype({"id": "int64", "version": "int64", "unit": "int64"})
    return frame.astype(dict.fromkeys(("numerator", "denominator", "value"), float))


@settings(deadline=None)  # a busy machine is no fault
@given(now=CELLS, read=CELLS)
def test_the_difference_is_what_a_loop_says(now, read):
    told = framed(read).assign(start=None, row=1)[[*KEY, "start", "numerator", "denominator", "value", "status", "row"]]
    found = differ(framed(now), told, source="table")
    expected = {"new": 0, "revised": 0, "deleted": 0, "same": 0, "nothing": 0}
    for cell, value in read.items():
        if cell in now:
            kind = "same" if now[cell] == value else "deleted" if value == "gone" else "revised"
        else:
            kind = "nothing" if value == "gone" else "new"
        expected[kind] += 1
    counted = {kind: found.count(kind) for kind in ("new", "revised", "deleted")}
    assert counted | {"same": found.same, "nothing": len(found.nothing)} == expected


@settings(deadline=None)
@given(before=CELLS, after=CELLS)
def test_what_is_taken_back_is_as_before(before, after):
    back = taken_back(framed(after, ids=100), framed(before))
    cells = {(row.version, row.unit, row.period): row for row in back.itertuples()}
    for cell, value in after.items():
        if cell in before:
            row = cells[cell]
            was = before[cell]
            assert row.status == ("deleted" if was == "gone" else "missing" if was is None else "ok")
            assert not isinstance(was, float) or row.value == was
        else:
            assert (cell in cells) == (value != "gone")


def test_sexes_that_are_numbers_are_read_by_their_names():
    """Statistics Sweden has 1 for men and 2 for women, and says so beside them."""
    names = {"category": {"index": ["1", "2"], "label": {"1": "män", "2": "kvinnor"}}}
    raw = json.dumps(
        {
            "class": "dataset", "id": ["Region", "Kon", "ContentsCode", "Tid"], "size": [1, 2, 1, 1],
            "value": [41.5, 39],
            "dimension": {"Region": {"category": {"index": ["0114"]}}, "Kon": names,
                          "ContentsCode": {"category": {"index": ["a"]}}, "Tid": {"category": {"index": ["2024"]}}},
        }
    ).encode()  # fmt: skip
    table = jsonstat.read_dataset(raw)
    mapping = guess(table.headings, table.samples())
    assert mapping.columns["sex"] == "Kon (namn)"
    assert list(tables.figures_of(table, mapping).frame["sex"]) == ["M", "K"]
    plain = guess(("Region", "Kön", "Kön (namn)"), {"Kön": ["K", "M"], "Kön (namn)": ["kvinnor", "män"]})
    assert plain.columns["sex"] == "Kön"
