"""`manage.py spc` and `manage.py funnel`: what they print, and how they refuse."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command


def run(command, tmp_path, text, *options):
    file = tmp_path / "fil.csv"
    file.write_text(text, encoding="utf-8")
    return command(str(file), *options)


@pytest.fixture
def spc(tmp_path, capsys):
    def go(text, *options):
        run(lambda *args: call_command("spc", *args), tmp_path, text, *options)
        return json.loads(capsys.readouterr().out)

    return go


def months(values):
    return "date,value\n" + "\n".join(f"20{20 + i // 12}-{1 + i % 12:02}-01,{v}" for i, v in enumerate(values))


def test_a_shift_upwards_is_an_improvement_where_more_is_better(spc):
    text = months([10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 11, 9, 12, 13, 12.5, 13, 12, 13, 12])
    out = spc(text, "--direction", "increase", "--target", "30")
    assert out["chart"] == "xmr"
    assert out["points"][-1]["signal"] in {"shift_above", "two_of_three_above"}
    assert {point["meaning"] for point in out["points"][-7:]} == {"improvement"}
    assert (out["variation"], out["assurance"]) == ("improvement", "consistently_missed")
    assert spc(text, "--direction", "decrease")["variation"] == "concern"
    assert spc(text)["variation"] == "neutral"


def test_missing_is_never_nought(spc):
    out = spc(months([10, "", 11, "NA", 9]))
    assert [point["value"] for point in out["points"]] == [10, None, 11, None, 9]
    assert out["n"] == 3
    assert out["chart"] == "run"
    assert "3 värden" in out["reason"]


def test_counts_choose_a_chart_that_knows_of_them(spc):
    rows = "\n".join(f"2024-{m:02}-01,{40 + m},{200 + m}" for m in range(1, 13))
    assert spc("date,numerator,denominator\n" + rows)["chart"] == "pp"
    rows = "\n".join(f"2024-{m:02}-01,{1 + m % 3},{200 + m}" for m in range(1, 13))
    assert spc("date,numerator,denominator\n" + rows)["chart"] == "run"


def test_many_series_and_a_new_phase(spc):
    text = "series,date,value\n" + "\n".join(
        f"{name},2024-{m:02}-01,{10 * n + m % 2}" for n, name in enumerate("AB", start=1) for m in range(1, 13)
    )
    out = spc(text, "--rebase", "2024-07-01", "--chart", "xmr")
    assert [one["series"] for one in out] == ["A", "B"]
    assert any("Preliminära" in word for word in out[0]["warnings"])


def test_decimal_comma_and_semicolons(spc):
    assert spc("date;value\n2024-01-01;1,5\n2024-02-01;2,5")["points"][0]["value"] == 1.5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("date,value\n2024-01-01,x\n", "rad 2"),
        ("date,value\n2024-13-01,1\n", "inte ett datum"),
        ("date,value\n2024-01-01,1\n2024-01-01,2\n", "två gånger"),
        ("day,value\n2024-01-01,1\n", "kolumnerna"),
        ("date,value\n", "inga rader"),
        ("date,numerator,denominator\n2024-01-01,1,5\n2024-02-01,-1,5\n", "rad 3: antal kan inte vara negativa"),
        ("date,numerator,denominator\n2024-01-01,1,0\n", "rad 2: nämnaren är 0"),
        ("date,value\n2024-01-01,1,5\n", "rad 2"),
        ("date,value\n2024-01-01,inf\n", "inte ett tal"),
    ],
)
def test_a_file_that_cannot_be_right(spc, text, says):
    with pytest.raises(CommandError, match=says):
        spc(text)


def test_constant_all_missing_and_three(spc):
    constant = spc(months([5] * 14))
    assert {(point["lower"], point["upper"], point["signal"]) for point in constant["points"]} == {(5, 5, None)}
    assert any("lika" in word for word in constant["warnings"])
    missing = spc(months([""] * 5))
    assert missing["warnings"] == ["Alla värden saknas."]
    assert (missing["variation"], missing["runs"]["signal"]) == ("common", False)
    three = spc(months([1, 2, 3]), "--chart", "xmr", "--target", "9", "--direction", "increase")
    assert any("Preliminära" in word for word in three["warnings"])


def test_several_phases_a_baseline_and_no_screening(spc):
    text = months([10, 11, 9, 10, 60, 9, 10, 11, 9, 10, 11, 9, 12, 13, 12.5, 13, 12, 13, 12] * 3)
    out = spc(text, "--rebase", "2021-01-01", "--rebase", "2022-06-01", "--baseline", "12", "--chart", "xmr")
    assert len({point["centre"] for point in out["points"]}) == 3
    plain, whole = spc(text, "--screen"), spc(text, "--no-screen")
    assert plain["points"][0]["upper"] < whole["points"][0]["upper"]


def test_years_and_months_are_dates_too(spc):
    assert spc("date,value\n2023,1\n2024,2")["points"][1]["date"] == "2024-01-01"
    assert spc("date,value\n2023-05,1\n")["points"][0]["date"] == "2023-05-01"


def test_a_file_in_another_coding_is_refused_in_words(tmp_path):
    file = tmp_path / "fil.csv"
    file.write_bytes("series,date,value\nÅre,2024-01-01,1".encode("latin-1"))
    with pytest.raises(CommandError, match="UTF-8"):
        call_command("spc", str(file))


def test_ten_thousand_points(spc):
    from datetime import date, timedelta

    text = "date,value\n" + "\n".join(f"{date(1990, 1, 1) + timedelta(days=i)},{i % 7}" for i in range(10_000))
    assert len(spc(text)["points"]) == 10_000


def test_a_funnel(tmp_path, capsys):
    text = "unit,numerator,denominator\n" + "\n".join(f"E{i},{10 + i % 4},100" for i in range(15)) + "\nX,90,100"
    run(lambda *args: call_command("funnel", *args), tmp_path, text, "--kind", "proportion")
    out = json.loads(capsys.readouterr().out)
    assert {unit["unit"] for unit in out["units"] if unit["outlier"]} == {"X"}
    assert out["tau2"] >= 0


def test_a_unit_without_events_goes_to_the_root_scale(tmp_path, capsys):
    text = "unit,numerator,denominator\n" + "\n".join(f"E{i},{i % 5},4" for i in range(12))
    run(lambda *args: call_command("funnel", *args), tmp_path, text, "--kind", "ratio")
    assert json.loads(capsys.readouterr().out)["units"][0]["value"] == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("unit,numerator,denominator\nA,1,0\n", "rad 2: nämnaren är 0"),
        ("unit,numerator,denominator\nA,-1,2\n", "rad 2: antal"),
        ("unit,numerator,denominator\nA,5,2\n", "rad 2: täljaren är större än nämnaren"),
        ("unit,numerator,denominator\nA,1,2\nA,1,2\n", "två gånger"),
        ("unit,numerator,denominator\nA,,2\n", "saknas"),
    ],
)
def test_units_that_cannot_be_right(tmp_path, text, says):
    with pytest.raises(CommandError, match=says):
        run(lambda *args: call_command("funnel", *args), tmp_path, text, "--kind", "proportion")
