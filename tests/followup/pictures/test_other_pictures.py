"""Many units, the funnel, then and now, and the register beside people: words, order and what is never done."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from followup.analysis.beside import Side
from followup.analysis.cells import Cell
from followup.analysis.defined import Aim, Definition
from followup.pictures import (
    BesideRow,
    beside_picture,
    can_compare,
    funnel_picture,
    multiples_picture,
    slope_picture,
)
from hlab.stats.funnel import Kind, funnel
from tests.followup.pictures.figures import LOWER, cells, followed, marks, of_class, said, share, unit, version

AIMED = Definition("lower", "median", aims=[Aim(30, date(2020, 1, 1))])
NAMES = ["Östby", "Ekby", "Åby", "Älvby", "Norrby"]


def some(values=(46, 41, 44, 49, 43, 40, 47, 45, 52, 44, 39, 42), definition=AIMED):
    return [(unit(name), followed([value + i for value in values], definition)) for i, name in enumerate(NAMES)]


def test_units_stand_in_swedish_alphabetical_order_whatever_their_values():
    made = multiples_picture(version=version(), rows=some())
    order = ["Ekby", "Norrby", "Åby", "Älvby", "Östby"]
    assert [row[0].text for row in made.table.rows] == order
    assert [word for word in said(marks(made)) if word in NAMES] == order
    assert [name for name in re.findall(r"(\w+):", made.alt) if name in NAMES] == order


def test_panels_share_one_scale_one_target_and_have_no_colour():
    made = multiples_picture(version=version(), rows=some())
    tree = marks(made)
    assert not [mark for mark in tree.iter() if re.search("ochre|moss|plum|fjord|thread", mark.get("class", ""))]
    assert len(of_class(tree, "long")) == len(NAMES) + 1, "one in each, and the one that is named"
    assert "Mål 30\xa0dagar" in said(tree) and "Mål 30" in made.table.caption


def test_one_that_is_hidden_and_one_that_is_lacking_keep_their_places():
    rows = [*some(), (unit("Dolda"), followed(["h"] * 12)), (unit("Tomma"), followed([]))]
    made = multiples_picture(version=version(), rows=rows)
    texts = {row[0].text: row[1] for row in made.table.rows}
    assert texts["Dolda"].hidden and texts["Dolda"].text == "Visas inte – för få personer"
    assert texts["Tomma"].text == "Serien saknas ännu"
    assert "Dolda: Visas inte – för få personer" in made.alt and "Det är inte noll" in made.marks


def test_too_many_units_are_a_table():
    rows = [(replace_name(i), some()[0][1]) for i in range(61)]
    made = multiples_picture(version=version(), rows=rows)
    assert made.wide is None and len(made.table.rows) == 61 and "för många" in made.summary


def replace_name(i: int):
    return unit(f"Enhet {i:03}")


def test_a_volume_has_no_answers():
    rows = some(definition=Definition("neutral", "count"))
    made = multiples_picture(version=version(polarity="neutral"), rows=rows)
    assert [head.text for head in made.table.head] == ["Enhet", "Senaste värdet", "Antal (n)"]
    assert "bättre" not in made.title


def figures(n: int = 24, *, far: float = 0.65, seed: int = 2) -> list:
    draw = random.Random(seed)
    out = []
    for i in range(n):
        people = draw.randint(40, 900)
        yes = sum(draw.random() < (far if i == 3 else 0.4) for _ in range(people))
        out.append((unit(f"Enhet {i:02}"), Cell("2026", "shown", 100 * yes / people, yes, people)))
    return out


def test_the_funnel_marks_what_the_numbers_say():
    rows = figures()
    made = funnel_picture(version=share(), rows=rows)
    counts = np.array([[cell.numerator, cell.denominator] for _unit, cell in rows])
    outside = funnel(counts[:, 0], counts[:, 1], kind=Kind.PROPORTION).outliers()
    assert len(of_class(marks(made), "f-ochre")) == outside.sum() > 0
    listed = {row[0].text for row in made.table.rows if row[-1].text == "Utanför"}
    assert listed == {rows[i][0].name for i in np.flatnonzero(outside)}
    assert all(name in made.alt for name in listed)
    assert "av ren slump" in made.summary and any("inte justerade" in note for note in made.notes)


def test_few_units_are_a_table():
    made = funnel_picture(version=share(), rows=figures(9))
    assert made.wide is None and "Minst 10 behövs" in made.summary and len(made.table.rows) == 9


def test_what_cannot_be_compared_names_nobody():
    rows = [
        (unit(f"Enhet {i:02}"), Cell("2026", "shown", value, value * 90, 9_000)) for i, value in enumerate([5, 90] * 10)
    ]
    made = funnel_picture(version=share(), rows=rows)
    assert made.wide is None and "inte jämförbar mellan enheter" in made.summary
    assert [head.text for head in made.table.head] == ["Enhet", "%", "Antal (n)"]


def test_a_mean_has_no_funnel_and_a_hidden_unit_stands_in_the_table():
    assert "inte en andel" in funnel_picture(version=version(), rows=figures()).summary
    made = funnel_picture(version=share(), rows=[*figures(), (unit("Dold"), Cell("2026", "hidden"))])
    row = made.table.rows[0]
    assert (row[0].text, row[1].hidden, row[-1].text) == ("Dold", True, "Kan inte avgöras")
    assert len(list(marks(made).iter("circle"))) + len(of_class(marks(made), "f-ochre")) == 24


def test_a_neutral_funnel_is_ink():
    made = funnel_picture(version=share(polarity="neutral"), rows=figures())
    assert "ochre" not in made.wide.svg + made.narrow.svg


def yearly(*values, first=2023):
    return [Cell(str(first + i), "hidden" if value is None else "shown", value) for i, value in enumerate(values)]


def test_then_and_now():
    rows = [(unit, followed.cells[:1] + followed.cells[-1:]) for unit, followed in some()]
    rows = [(unit, [replace(then, period="2023"), replace(now, period="2024")]) for unit, (then, now) in rows]
    rows.append((unit("Dolda"), yearly(None, None)))
    made = slope_picture(version=version(frequency="year"), rows=rows, target=30)
    assert len([mark for mark in of_class(marks(made), "f-none", "s-ink") if mark.tag == "path"]) == len(NAMES)
    assert "Två mätningar visar inte" in made.summary
    by_name = {row[0].text: [part.text for part in row[1:]] for row in made.table.rows}
    assert by_name["Östby"] == ["46", "42", "−4"]
    assert by_name["Dolda"][-1] == "Kan inte avgöras" and "1 saknar" in made.marks


def test_the_message_says_how_many_moved_and_whether_they_came_closer():
    rows = [(unit("A"), yearly(10.4, 30)), (unit("B"), yearly(49.6, 40)), (unit("C"), yearly(20, 35))]
    made = slope_picture(version=share(frequency="year"), rows=rows)
    assert made.title == "Slapp berätta igen: högre i 2 och lägre i 1 av 3, nu mot då"
    assert "Då skilde det 40 procentenheter mellan den högsta och den lägsta, nu 10." in made.summary


def test_then_and_now_are_the_same_part_of_the_year():
    months = [Cell(f"202{3 + i // 12}-{i % 12 + 1:02}", "shown", float(i)) for i in range(15)]
    made = slope_picture(version=version(), rows=[(unit("A"), months), (unit("B"), months)])
    assert [head.text for head in made.table.head[1:3]] == ["mars 2023", "mars 2024"]
    assert slope_picture(version=version(), rows=[(unit("A"), months[:12]), (unit("B"), months[:12])]).wide is None


def test_nothing_is_compared_across_what_was_redefined():
    rows = [(unit("A"), yearly(10, 20, 30)), (unit("B"), yearly(10, 20, 30))]
    made = slope_picture(version=version(frequency="year"), rows=rows, since=date(2024, 1, 1))
    assert [head.text for head in made.table.head[1:3]] == ["2024", "2025"]
    assert not can_compare(version(frequency="year"), rows, date(2025, 1, 1))


@pytest.mark.parametrize("rows", [[], [(unit(), yearly(44))], [(unit(), yearly(None, None))]])
def test_nothing_to_compare(rows):
    made = slope_picture(version=version(frequency="year"), rows=rows)
    assert made.wide is None and "inte två mätningar" in made.summary


def side(value=None, low=None, high=None, n=None, state="shown") -> Side:
    cell = Cell("2026", "shown", value, denominator=n) if value is not None else None
    return Side(cell, low, high, state)


def test_the_register_and_people_are_told_apart_by_shape_and_words():
    rows = [
        BesideRow(unit("Västby"), side(66), side(34, 30, 38, 700)),
        BesideRow(unit("Norrby"), side(71), side(33, 29, 37, 820)),
        BesideRow(unit("Dolda"), side(58), side(state="hidden")),
        BesideRow(unit("Tomma"), side(state="missing"), side(state="missing")),
    ]
    made = beside_picture(title="Fler på papper än i livet", rows=rows, target=55)
    tree = marks(made)
    assert len(list(tree.iter("rect"))) == 3 and len(list(tree.iter("circle"))) == 2
    words = said(tree)
    assert {"register", "människor", "Mål 55\xa0%", "människor: visas inte", "båda: uppgift saknas"} <= set(words)
    assert [row[0].text for row in made.table.rows] == ["Dolda", "Norrby", "Tomma", "Västby"]
    assert [part.text for part in made.table.rows[1][1:]] == ["71\xa0%", "33\xa0% (29–37)", "820", "38"]
    assert made.table.rows[0][2].hidden and made.table.rows[0][3].text == "Visas inte"
    assert "Norrby: register 71\xa0%, människor 33\xa0% (29–37)." in made.alt


def test_nothing_of_either_is_a_sentence():
    made = beside_picture(title="Båda", rows=[BesideRow(unit(), side(state="hidden"), side(state="missing"))])
    assert made.wide is None and made.table is not None


def test_order_given_changes_nothing():
    rows = some()
    one, other = (multiples_picture(version=version(), rows=order) for order in (rows, rows[::-1]))
    assert one == other
    assert funnel_picture(version=share(), rows=figures()) == funnel_picture(version=share(), rows=figures()[::-1])
    assert replace(rows[0][1], cells=cells([1])) != rows[0][1] and LOWER.polarity == "lower"
