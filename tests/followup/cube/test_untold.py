"""Totals that nobody tells are reckoned with all the same."""

from __future__ import annotations

import random

import pytest

from followup.analysis.cells import HIDDEN, SHOWN
from followup.analysis.cube import Earlier, publish
from followup.analysis.cube_audit import audit
from followup.analysis.cube_rows import Row
from followup.analysis.cube_sums import build
from hlab.stats.relations import System
from tests.followup.cube.made import RULES, after, cells_of, make_rows


def row(id, unit=1, period="2024", sex="T", age="", *, of=40, having=20, **fields):
    return Row(id, unit, period, sex, age, having, of, 100 * having / of, **fields)


def states(rows, tree):
    return {key: cell.state for key, cell in cells_of(publish(rows, now=0, tree=tree, rules=RULES)).items()}


TREE = {1: None, 2: 1, 3: 1}


def test_women_and_men_of_one_municipality_with_the_region_tell_of_the_other():
    """100 in the region, 57 and 40 in one municipality: 3 in the other, who are hidden."""
    rows = [
        row(1, of=100, having=50), row(2, 2, sex="K", of=57), row(3, 2, sex="M", of=40),
        row(4, 3, of=3, having=1),
    ]  # fmt: skip
    found = states(rows, TREE)
    assert found[3, "2024", "T", ""] == HIDDEN
    assert HIDDEN in {found[1, "2024", "T", ""], found[2, "2024", "K", ""], found[2, "2024", "M", ""]}


def test_nor_may_those_be_told_who_are_left_of_a_crossed_group():
    """97 women over 65 of 100 people: three others, of whom no figure is told at all."""
    found = states([row(1, of=100, having=50), row(2, sex="K", age="65+", of=97, having=45)], TREE)
    assert HIDDEN in found.values()


def test_months_by_sex_with_a_year_of_all():
    """The month's total is told nowhere, yet the year without the other months is it."""
    rows = [row(1, of=120, having=60)]
    for month in range(1, 12):
        rows += [row(10 * month + n, period=f"2024-{month:02}", sex=sex, of=5, having=0) for n, sex in enumerate("KM")]
    rows += [row(200, period="2024-12", of=10, having=3)]
    found = states(rows, TREE)
    assert found[1, "2024-12", "T", ""] == HIDDEN
    assert [key for key, state in found.items() if state == HIDDEN and key[1] != "2024-12"]


@pytest.mark.parametrize("few", [1, 9, 10, 12])
def test_twelve_months_are_their_year(few):
    """One month of few people is what the year holds more than the eleven others."""
    rows = [row(1, of=113, having=56)]
    for month in range(1, 13):
        of, having = (3, 1) if month == few else (10, 5)
        rows.append(row(10 + month, period=f"2024-{month:02}", of=of, having=having))
    found = states(rows, TREE)
    assert found[1, f"2024-{few:02}", "T", ""] == HIDDEN
    assert list(found.values()).count(HIDDEN) > 1


def test_nothing_more_is_hidden_where_nothing_can_be_reckoned():
    rows = [row(1, of=100, having=50), row(2, 2, sex="K", of=30), row(3, 2, sex="M", of=30), row(4, 3, of=40)]
    assert set(states(rows, TREE).values()) == {SHOWN}
    assert set(states(rows[1:], TREE).values()) == {SHOWN}


def test_what_is_all_told_has_none():
    rows, tree = make_rows(units=20, ages=("18-64", "65+"))
    assert not [name for name in build(rows, tree=tree, rules=RULES).size if name.startswith("v")]


@pytest.mark.parametrize("seed", range(12))
def test_an_outsider_who_adds_up_whatever_is_told_learns_nothing(seed):
    """All figures of a small country as unknowns, whether anybody tells them or not: the whole table that somebody who
    knows how it hangs together can write down. Reckoned by singular values."""
    chance = random.Random(seed)
    whole, tree = make_rows(units=8, ages=("18-64", "65+"), seed=seed, per_region=4, mean=14)
    rows = [one for one in whole if (one.sex, one.age) != ("T", "") or one.unit < 3]
    rows = [one for one in rows if one.unit >= 3 or (one.sex, one.age) == ("T", "") or chance.random() < 0.3]
    cube = publish(rows, now=0, tree=tree, rules=RULES)
    cells = cells_of(cube)
    sums = build(whole, tree=tree, rules=RULES)
    shown = {f"r{one.id}" for one in rows if cells[one.key].state == SHOWN}
    hidden = {f"r{one.id}" for one in rows if cells[one.key].state == HIDDEN}
    unknown = set(sums.size) - shown
    assert hidden and not set(System(sums.sums).recoverable(unknown)) & hidden
    assert not audit(rows, tree=tree, rules=RULES, earlier=after(rows, cube, Earlier()), releases=1).recoverable
