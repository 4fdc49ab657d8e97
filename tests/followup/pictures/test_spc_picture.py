"""A series over time as a picture: the drawing, its words and its table say the same."""

from __future__ import annotations

import itertools
import re
from datetime import date

import pytest

from followup.analysis.defined import Aim, Break, Decision, Definition
from followup.pictures import spc_picture
from tests.followup.pictures.figures import LOWER, followed, marks, of_class, said, share, unit, version

BASE = [46, 41, 44, 49, 43, 40, 47, 45, 62, 44, 39, 42, 48, 45, 41, 46, 43, 50, 44, 40, 47, 43, 38, 36]


def picture(values, definition=LOWER, *, of=None, **more):
    return spc_picture(
        version=of or version(), unit=unit(), followed=followed(values, definition), definition=definition, **more
    )


@pytest.mark.parametrize("which", ["wide", "narrow"])
def test_lines_have_their_names_and_values(which):
    words = said(marks(picture(BASE), which))
    assert {"Medel 44,3", "Övre gräns 59,3", "Undre gräns 29,3"} <= set(words)


def test_a_sign_is_a_diamond_and_stands_in_the_table_and_in_the_text():
    made = picture(BASE)
    assert len(of_class(marks(made), "f-ochre")) == 1
    assert len(of_class(marks(made), "f-ink", "s-card")) == len(BASE) - 1
    signs = {row[0].text: row[-1].text for row in made.table.rows}
    assert signs["september 2024"] == "Över övre gränsen"
    assert set(signs.values()) == {"Inget", "Över övre gränsen"}
    assert "Över övre gränsen: september 2024." in made.alt


def test_the_text_has_every_value_of_a_short_series():
    made = picture(BASE)
    for row in made.table.rows:
        assert f"{row[0].text} {row[1].text}" in made.alt


def test_fewer_than_twelve_have_no_limits():
    made = picture(BASE[:11])
    words = said(marks(made))
    assert not of_class(marks(made), "dash") and not any("gräns" in word for word in words)
    assert "Minst 12 behövs" in made.summary
    assert [head.text for head in made.table.head] == ["Månad", "dagar"]


def test_hidden_is_hatched_and_breaks_the_line_and_is_never_nought():
    values = [*BASE[:12], "h", "h", *BASE[14:]]
    made = picture(values)
    tree = marks(made)
    assert len(of_class(tree, "f-none", "s-edge")) == 1, "one band for two neighbours"
    series = of_class(tree, "f-none", "s-ink", "rnd")[0]
    assert series.get("d").count("M") == 2
    hidden = [row[1] for row in made.table.rows if row[1].hidden]
    assert [part.text for part in hidden] == ["Visas inte – för få personer"] * 2
    assert "Visas inte, för få personer: januari 2025, februari 2025." in made.alt
    assert "Det är inte noll" in made.marks


def test_missing_is_a_cross_and_a_gap():
    made = picture([*BASE[:5], None, *BASE[6:]])
    crosses = [
        mark for mark in of_class(marks(made), "f-none", "s-soft", "w2") if mark.get("class") == "f-none s-soft w2"
    ]
    assert len(crosses) == 1
    assert of_class(marks(made), "f-none", "s-ink", "rnd")[0].get("d").count("M") == 2
    assert "Uppgift saknas: juni 2024." in made.alt
    assert made.table.rows[5][1].text == "Uppgift saknas" and not made.table.rows[5][1].hidden


def test_a_month_that_is_not_there_at_all_is_a_gap_too():
    whole = followed(BASE)
    less = [cell for cell in whole.cells if cell.period != "2024-06"]
    from followup.analysis.following import follow

    made = spc_picture(version=version(), unit=unit(), followed=follow(less, LOWER, as_of=date(2027, 1, 1)))
    assert of_class(marks(made), "f-none", "s-ink", "rnd")[0].get("d").count("M") == 2


REBASED = Definition(
    "lower", "median",
    aims=[Aim(40, date(2024, 4, 1), "Länets plan"), Aim(30, date(2025, 4, 1), "Länets nya plan")],
    decisions=[
        Decision("exclude", "2024-09", None, "stängt fyra veckor", "Analytikern", date(2025, 1, 5)),
        Decision("rebase", "2025-03", None, "fast kontakt infördes", "Styrgruppen", date(2025, 5, 5)),
    ],
    breaks=[],
)  # fmt: skip
LOWERED = [*BASE[:14], 30, 33, 28, 31, 29, 27, 30, 26, 33, 29, 31, 28, 27, 30]


def test_lines_from_before_a_decision_stay_in_sight():
    made = picture(LOWERED, REBASED)
    tree = marks(made)
    assert len(of_class(tree, "s-soft", "dot")) == 3, "centre and both limits go on as dots"
    assert any(word.startswith("Ny mittlinje: fast kontakt") for word in said(tree))
    assert "Ny mittlinje" in said(marks(made, "narrow"))
    assert any("Beslutat av Styrgruppen, 5 maj 2025." in note for note in made.notes)


def test_what_is_left_out_is_marked_with_its_reason():
    made = picture(LOWERED, REBASED)
    assert len(of_class(marks(made), "f-card", "s-ink")) == 1
    assert any("stängt fyra veckor" in word for word in said(marks(made)))
    row = next(row for row in made.table.rows if row[0].text == "september 2024")
    assert "Räknas inte med i gränserna: stängt fyra veckor" in row[-1].text
    assert "september 2024: räknas inte med i gränserna: stängt fyra veckor" in made.alt


def test_a_target_holds_from_its_day():
    made = picture(LOWERED, REBASED)
    lines = of_class(marks(made), "long")
    assert len(lines) == 1 and lines[0].get("d").count("M") == 2, "two levels, not joined"
    assert "Mål 30" in said(marks(made))
    assert "Från 1 april 2024 är målet 40. Länets plan." in made.notes


def test_a_range_is_two_lines():
    made = picture(BASE, Definition("range", "median", spread=(20.0, 55.0)), of=version(polarity="range"))
    assert {"Mål, lägst 20", "Mål, högst 55"} <= set(said(marks(made)))


def test_the_axis_reaches_the_target():
    made = picture(BASE, Definition("lower", "median", aims=[Aim(120, date(2020, 1, 1))]))
    assert "120" in said(marks(made)) or "150" in said(marks(made))


def test_a_break_is_an_upright_line_with_words():
    definition = Definition("lower", "median", breaks=[Break(date(2024, 6, 1), "Dagar räknas på nytt sätt")])
    made = picture(BASE, definition)
    upright = [mark for mark in of_class(marks(made), "s-ink", "w3") if mark.get("x1") == mark.get("x2")]
    assert len(upright) == 1
    assert "Dagar räknas på nytt sätt" in said(marks(made))
    assert "1 juni 2024: Dagar räknas på nytt sätt" in made.notes


def test_nothing_is_drawn_on_across_a_break():
    definition = Definition("lower", "median", breaks=[Break(date(2025, 1, 15), "Dagar räknas på nytt sätt")])
    made = picture(BASE, definition)
    assert not of_class(marks(made), "s-soft", "dot") and "Prickade" not in made.marks
    upright = of_class(marks(made), "s-ink", "w3")[0]
    points = [float(mark.get("cx")) for mark in marks(made).iter("circle")]
    assert any(a < float(upright.get("x1")) < b for a, b in itertools.pairwise(points)), "between two points"


def test_volumes_have_no_colour_and_no_verdict():
    made = picture([*BASE[:-1], 95], Definition("neutral", "count"), of=version(polarity="neutral", value_type="count"))
    assert not of_class(marks(made), "f-ochre") and not of_class(marks(made), "t-ochre")
    assert not re.search("bättring|sämring", made.title + made.summary + made.alt)


def test_ended_says_so():
    made = picture([*BASE, "e"])
    assert "Serien har upphört" in said(marks(made))
    assert made.table.rows[-1][1].text == "Serien har upphört"


@pytest.mark.parametrize("values", [[], ["h"] * 5, [None] * 5])
def test_nothing_to_show_is_said_and_not_drawn(values):
    made = picture(values)
    assert made.wide is None and made.narrow is None
    assert ("kännas igen" in made.title) == ("h" in values)
    assert bool(made.table) == bool(values)


def test_one_value_and_a_constant_series():
    assert "Det finns 1 mätning." in picture([44]).summary
    assert marks(picture([44])) is not None
    words = said(marks(picture([44] * 14)))
    assert {"Medel 44,0", "Övre gräns 44,0"} <= set(words)


def test_ten_thousand_points_keep_their_peaks_and_stay_light():
    values = [40 + (i * 7919 % 13) / 2 for i in range(9_600)]
    values[5_000], values[7_777] = 95, 3
    made = picture(values, of=version(decimals=1))
    assert len(made.wide.svg) < 120_000
    line = max(of_class(marks(made), "f-none", "s-ink", "rnd"), key=lambda mark: len(mark.get("d")))
    heights = [float(y) for _x, y in re.findall(r"[ML]([\d.]+) ([\d.]+)", line.get("d"))]
    assert max(heights) - min(heights) > 200, "from the lowest to the highest"
    assert len(made.table.rows) == 240 and "9600" in made.table.more
    assert made.table.rows[-1][0].text == "december 2823"
    first = picture(values, of=version(decimals=1), rows_from=0)
    assert first.table.rows[0][0].text == "januari 2024"


def test_people_are_counted_and_shares_stay_within_a_hundred():
    from followup.analysis.cells import Cell
    from followup.analysis.following import follow

    counted = [Cell(f"2024-{i + 1:02}", "shown", 100 * (38 + i) / 50, 38 + i, 50, "K", "65+") for i in range(12)]
    definition = Definition("higher", "proportion", multiplier=100)
    made = spc_picture(
        version=share(), unit=unit(), followed=follow(counted, definition, as_of=date(2025, 3, 1)),
        definition=definition,
    )  # fmt: skip
    assert "n\xa0=\xa050 vid varje mätning" in made.subtitle
    assert "Region Exempel, kvinnor, 65 år och äldre" in made.subtitle
    assert made.table.rows[0][2].text == "50"
    ticks = [float(word) for word in said(marks(made)) if re.fullmatch(r"\d+", word)]
    assert max(tick for tick in ticks if tick < 1900) <= 100
