"""The files that `manage.py spc` and `manage.py funnel` are given: how they may be written, and what is refused of
them, with its row and its column, before anything is printed."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

COUNTS = "date,numerator,denominator\n"
UNITS = "unit,numerator,denominator\n"


@pytest.fixture
def told(tmp_path, capsys):
    """told("spc", text, *options): what the command prints."""

    def go(command, text, *options):
        file = tmp_path / "fil.csv"
        file.write_bytes(text.encode())
        call_command(command, str(file), *options)
        return json.loads(capsys.readouterr().out)

    return go


@pytest.fixture
def refused(tmp_path, capsys):
    """refused("spc", text, *options): how the command refuses, having printed nothing."""

    def go(command, text, *options):
        file = tmp_path / "fil.csv"
        file.write_bytes(text.encode())
        with pytest.raises(CommandError) as error:
            call_command(command, str(file), *options)
        assert capsys.readouterr().out == ""
        return str(error.value)

    return go


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024", "2024-01-01"), ("2024-03", "2024-03-01"), ("2024-03-15", "2024-03-15"), ("20240315", "2024-03-15"),
        ("2024-03-15 07:30", "2024-03-15"), ("2024-03-15T07:30:00Z", "2024-03-15"), ("2024M03", "2024-03-01"),
        ("2024-Q2", "2024-04-01"), ("2024Q2", "2024-04-01"), ("2024K4", "2024-10-01"), ("2024-W10", "2024-03-04"),
        ("mars 2024", "2024-03-01"),
    ],
)  # fmt: skip
def test_ways_to_write_a_date(told, written, day):
    assert told("spc", f"date,value\n{written},1\n")["points"][0]["date"] == day
    values = "".join(f"{year},{year % 7}\n" for year in range(1990, 2024))
    found = told("spc", f"date,value\n{values}2025,1\n", "--rebase", written)
    assert found["points"][-1]["centre"] == 1


@pytest.mark.parametrize("written", ["2024-13", "2024-02-30", "24-01-01", "igår", "", "31/12/2024", "2024-Q5", "1"])
def test_what_is_no_date(refused, written):
    assert refused("spc", f"date,value\n2024-01-01,1\n{written},1\n").endswith(
        f"rad 3: ”{written}” i kolumnen date är inte ett datum (skriv ÅÅÅÅ-MM-DD)"
    )


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffdate;value\r\n2024-02-01;1 234,5\r\n\r\n;\r\n2024-01-01;\u22122,5;\r\n",
        "date\tvalue\n2024-02-01\t1234.5\n2024-01-01\t-2.5\n   \n",
        '\nDate , VALUE,note\n2024-02-01,"1234,5",x\n2024-01-01," -2,5 ","a, b"\n',
        "date,value\r2024-01-01,-25e-1\r2024-02-01,1.2345E3\r",
        "date;value\n2024-01-01;-2,50\n2024-02-01;1\u00a0234,5\n",
    ],
)
def test_ways_to_write_a_file(told, text):
    found = told("spc", text)["points"]
    assert [(point["date"], point["value"]) for point in found] == [("2024-01-01", -2.5), ("2024-02-01", 1234.5)]


@pytest.mark.parametrize("word", ["", " ", "NA", "n/a", "NaN", "null", "None", ".", "..", "-", "Missing", "saknas"])
def test_ways_to_write_that_a_value_is_missing(told, word):
    found = told("spc", f"date,value\n2024,{word}\n2025,0\n")
    assert [point["value"] for point in found["points"]] == [None, 0]
    assert "NaN" not in json.dumps(found)


@pytest.mark.parametrize("word", ["x", "<5", "1_000", "1.234,5", "1,2,3", "inf", "-Infinity", "0x10", "5 %", "1e400"])
def test_what_is_no_number(refused, word):
    assert "rad 2: " in (said := refused("spc", f"date;value\n2024;{word}\n"))
    assert "kolumnen value" in said


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        (COUNTS + "2024,1,5\n2025,6,5\n", ["--chart", "p"], "rad 3: täljaren är större än nämnaren"),
        (COUNTS + "2024,1,5\n2025,6,5\n", ["--chart", "pp"], "kolumnerna numerator och denominator"),
        (COUNTS + "2024,1,-5\n", [], "rad 2: antal kan inte vara negativa (kolumnen denominator)"),
        (COUNTS + "2024,1,0\n", ["--chart", "u"], "rad 2: nämnaren är 0 (kolumnen denominator)"),
        (COUNTS + "2024,x,5\n", [], "rad 2: ”x” i kolumnen numerator är inte ett tal"),
        ("date,value\n2024,1\n2025,-1\n", ["--chart", "c"], "rad 3: antal kan inte vara negativa (kolumnen value)"),
        ("date,value\n2024,1\n2025,-1\n", ["--chart", "t"], "rad 3"),
        ("date,value\n2024,1\n2025,-1\n", ["--chart", "g"], "rad 3"),
        ("date,value\n2024-05-01,1\n2024-05-01,2\n", [], "rad 3: datumet 2024-05-01 finns två gånger"),
        ("date,value,value\n2024,1,2\n", [], "rad 1: kolumnen value finns två gånger"),
        ("date,value\n2024,1\n2025\n", [], "rad 3: raden har inte lika många celler"),
        ("date,value\n2024,1\n2025,1,7\n", [], "rad 3: raden har inte lika många celler"),
        ("date,value\n2024,1\n", ["--rebase", "2025"], "--rebase: ingen punkt"),
        ("date,value\n2024,1\n", ["--rebase", "i maj"], "--rebase: ”i maj” är inte ett datum"),
        ("date,value\n2024,1\n", ["--chart", "p"], "behöver täljare och nämnare"),
        (COUNTS + "2024,1,5\n", ["--chart", "c"], "behöver ett värde per punkt"),
        ("series,date,numerator,denominator\nA,2024,1,5\n", ["--chart", "t"], "serien A: diagrammet t"),
        ("date,value\n2024,1e308\n2025,1e308\n", [], "rad 2: ”1e308” i kolumnen value är för stort"),
        ("", [], "inga rader"),
        ("\n\n", [], "inga rader"),
        ("value\n1\n", [], "kolumnerna ska vara"),
    ],
)
def test_series_that_cannot_be_right(refused, text, options, says):
    assert says in refused("spc", text, *options)


@pytest.mark.parametrize("target", ["nan", "inf", "-inf", "x"])
def test_a_target_that_is_no_number(told, target):
    with pytest.raises(CommandError, match="--target"):
        told("spc", "date,value\n2024,1\n", f"--target={target}")


def test_a_target_with_a_decimal_comma(told):
    text = "date,value\n" + "".join(f"{1990 + i},{i % 3 / 10}\n" for i in range(20))
    found = told("spc", text, "--target=0,9", "--direction", "increase")
    assert found["assurance"] == "consistently_missed"


def test_several_events_the_same_day_are_kept_in_their_order(told):
    text = "date,value\n2024-03-09,6\n2024-03-01,4\n2024-03-03,2\n2024-03-03,0\n"
    for kind in ("t", "g"):
        found = told("spc", text, "--chart", kind)
        assert [point["value"] for point in found["points"]] == [4, 2, 0, 6]


def test_a_series_that_ends_before_a_new_phase_says_so(told):
    text = "series,date,value\n" + "".join(f"{name},{year},1\n" for name, last in (("A", 9), ("B", 5)) for year in
                                           range(2000, 2000 + last))  # fmt: skip
    first, second = told("spc", text, "--rebase", "2007", "--chart", "xmr")
    assert not any("Ny period" in word for word in first["warnings"])
    assert any("Ny period från 2007-01-01" in word for word in second["warnings"])


def test_a_short_baseline_is_told_of_once(told):
    text = "date,value\n" + "".join(f"{1990 + i},{i % 3}\n" for i in range(30))
    found = told("spc", text, "--baseline", "5", "--rebase", "2005", "--chart", "xmr")
    assert sum("bygger på 5 värden" in word for word in found["warnings"]) == 1


def test_nobody_at_risk_is_missing_and_does_not_lower_the_mean_count(told):
    rows = [(6, 40)] * 12 + [(0, 0)] * 6
    text = COUNTS + "".join(f"{1990 + i},{above},{below}\n" for i, (above, below) in enumerate(rows))
    found = told("spc", text)
    assert found["chart"] == "pp"  # six a year, where there was anybody
    assert found["points"][-1]["value"] is None


@pytest.mark.parametrize(
    ("rows", "kind", "says"),
    [
        ("A,1,2\nB,x,2\n", "ratio", "rad 3: ”x” i kolumnen numerator är inte ett tal"),
        ("A,1,2\nB,1,\n", "ratio", "rad 3: denominator saknas"),
        ("A,1,2\n,1,2\n", "ratio", "rad 3: enheten saknas (kolumnen unit)"),
        ("A,1,2\nA,1,2\n", "counts", "rad 3: enheten A finns två gånger (kolumnen unit)"),
        ("A,1,2\nB,3,2\n", "proportion", "rad 3: täljaren är större än nämnaren"),
        ("A,1,2\nB,-3,2\n", "counts", "rad 3: antal kan inte vara negativa (kolumnen numerator)"),
        ("A,1,2\nB,3,0\n", "ratio", "rad 3: nämnaren är 0 (kolumnen denominator)"),
        ("A,1,2\nB,0,0\n", "counts", "rad 3: enheten har inga händelser alls"),
        ("A,0,2\nB,0,3\n", "counts", "kvoten går inte att räkna"),
        ("", "ratio", "inga rader"),
    ],
)
def test_units_that_cannot_be_right(refused, rows, kind, says):
    assert says in refused("funnel", UNITS + rows, "--kind", kind)


def test_a_funnel_says_how_it_was_made(told):
    found = told("funnel", UNITS + "A,4,8\nB,5,9\n", "--kind", "ratio")
    assert (found["method"], found["n"]) == ("ratio", 2)
    assert found["warnings"] == ["2 enheter är för få för en tratt. Minst 10 behövs."]
    assert set(found["units"][0]) == {
        "unit", "value", "z", "lower95", "upper95", "lower998", "upper998", "outlier",
    }  # fmt: skip
    found = told("funnel", UNITS + "A,0,8\nB,5,9\n", "--kind", "ratio")
    assert found["method"] == "root"
    assert "rotskalan" in found["warnings"][0]


def test_a_unit_of_nearly_nobody_has_no_limit_upwards(told):
    found = told("funnel", UNITS + "A,1,0.00001\nB,5,9\n", "--kind", "ratio")
    assert found["units"][0]["upper998"] is None
