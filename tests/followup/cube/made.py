"""Figures made up for the cube: units in a tree, sexes and age bands that add up."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from followup.analysis.cells import HIDDEN, SHOWN, Cell
from followup.analysis.cube import Cube, Earlier
from followup.analysis.cube_rows import NEVER, Key, Row, Rules

SEXES = ("K", "M")


def make_rows(
    *, units: int, ages: Sequence[str], periods: Sequence[str] = ("2024",), seed: int = 1, mean: float = 8.0,
    per_region: int = 14, sexes: Sequence[str] = SEXES,
) -> tuple[list[Row], dict[int, int | None]]:  # fmt: skip
    """Unit 0 is the country; regions below it, units below those. Every total is the sum of its parts."""
    chance = random.Random(seed)
    regions = max(1, units // per_region)
    tree: dict[int, int | None] = {0: None} | dict.fromkeys(range(1, regions + 1), 0)
    leaves = range(regions + 1, regions + 1 + units)
    tree |= {unit: 1 + (unit - regions - 1) % regions for unit in leaves}
    counts: dict[Key, list[int]] = {}
    for unit in leaves:
        for period in periods:
            for sex in sexes or ("T",):
                for age in ages or ("",):
                    people = int(chance.expovariate(1 / mean))
                    having = sum(chance.random() < 0.4 for _n in range(people))
                    _add(counts, tree, (unit, period, sex, age), people, having)
    rows = [
        Row(n, *key, float(having), float(people), 100.0 * having / people)
        for n, (key, (people, having)) in enumerate(sorted(counts.items()), start=1)
        if people
    ]
    return rows, tree


def _add(counts, tree, key: Key, people: int, having: int) -> None:
    unit, period, sex, age = key
    at: int | None = unit
    while at is not None:
        for one_sex in {sex, "T"}:
            for one_age in {age, ""}:
                cell = counts.setdefault((at, period, one_sex, one_age), [0, 0])
                cell[0] += people
                cell[1] += having
        at = tree[at]


def cells_of(cube: Cube) -> dict[Key, Cell]:
    return {(unit, c.period, c.sex, c.age): c for unit, cells in cube.units.items() for c in cells}


def after(rows: Sequence[Row], cube: Cube, earlier: Earlier | None = None) -> Earlier:
    """What has been told when `cube`, made of `rows`, is out as well."""
    earlier = earlier or Earlier()
    cells = cells_of(cube)
    last = {}
    for row in sorted(rows, key=lambda row: row.id):
        cell = cells.get(row.key)
        if cell and cell.state == SHOWN and (cell.value, cell.numerator, cell.denominator) == (
            row.value, row.numerator, row.denominator,
        ):  # fmt: skip
            last[row.key] = row.id
    hidden = {key for key, cell in cells.items() if cell.state == HIDDEN}
    return Earlier(earlier.rows | set(last.values()), earlier.hidden | hidden, last)


def revise(rows: Sequence[Row], key: Key, *, at: int, people: float, having: float) -> list[Row]:
    """The same, where one figure is another from snapshot `at` on."""
    out = [replace(row, last=at) if row.key == key and row.last == NEVER else row for row in rows]
    return [*out, Row(max(row.id for row in rows) + 1, *key, having, people, 100.0 * having / people, at)]


def grow(rows: Sequence[Row], tree, leaf: Key, *, at: int, people: int, having: int) -> list[Row]:
    """The same, where more have been counted in one cell, and so in every total of it, from snapshot `at` on."""
    now = {row.key: row for row in rows if row.last == NEVER}
    unit, period, sex, age = leaf
    up: int | None = unit
    out = list(rows)
    while up is not None:
        for key in {(up, period, one_sex, one_age) for one_sex in (sex, "T") for one_age in (age, "")}:
            of, had = now[key].denominator or 0, now[key].numerator or 0
            out = revise(out, key, at=at, people=of + people, having=had + having)
        up = tree[up]
    # Twice in the same snapshot: only the last was ever in one.
    return [row for row in out if row.first < row.last]


def with_years(rows: Sequence[Row]) -> list[Row]:
    """The same, and each year as the sum of its months."""
    sums: dict[Key, list[float]] = {}
    for row in rows:
        both = sums.setdefault((row.unit, row.period[:4], row.sex, row.age), [0.0, 0.0])
        both[0] += row.numerator or 0
        both[1] += row.denominator or 0
    last = max(row.id for row in rows)
    return [
        *rows,
        *(
            Row(n, *key, having, people, 100 * having / people)
            for n, (key, (having, people)) in enumerate(sorted(sums.items()), start=last + 1)
        ),
    ]


RULES = Rules("proportion")
