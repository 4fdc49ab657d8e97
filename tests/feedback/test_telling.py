"""What is told of how answers fall: no small number, and nothing that one could be worked out from."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest

from feedback.analysis.distribution import REST, Row, Scale, Table, summed, tell
from feedback.analysis.release import SCALES, STEPS, coarser, on_sides
from hlab.stats.suppression import audit

K = 5
PEOPLE = ("lived", "relative", "staff", "manager", "unsaid")
COUNTIES = ("01", "03", "12", "17", "unsaid")


def told(by_group, *, order=PEOPLE, k=K) -> Table:
    return tell(by_group, scales=SCALES, order=order, k=k)


def answers(*counts: int) -> dict[str, int]:
    return dict(zip(STEPS, counts, strict=True))


def test_large_groups_are_told_step_by_step():
    table = told({"lived": answers(5, 0, 6, 7, 8, 5, 0), "staff": answers(0, 9, 5, 5, 5, 0, 6)})
    assert [(row.key, row.n, row.scale) for row in table.rows] == [("lived", 31, "steps"), ("staff", 30, "steps")]
    assert table.total.cells == answers(5, 9, 11, 12, 13, 5, 6)


def test_a_group_of_three_is_told_with_another_and_never_by_itself():
    table = told({"lived": answers(0, 0, 0, 20, 10, 0, 0), "relative": answers(0, 0, 0, 10, 10, 0, 0),
                  "staff": answers(0, 0, 0, 10, 5, 0, 0), "manager": answers(3, 0, 0, 0, 0, 0, 0)})  # fmt: skip
    assert [(row.key, row.n) for row in table.rows] == [("lived", 30), ("relative", 20), (REST, 18)]
    assert "manager" not in repr(table) and table.total.scale == "" and table.total.n == 68
    assert all(row.cells == {} for row in table.rows)  # three in all said "much worse"


def test_nothing_is_told_of_fewer_than_k_and_no_group_where_two_small_ones_are_all():
    assert told({"lived": answers(0, 4, 0, 0, 0, 0, 0)}) == told({}) == Table()
    table = told({"lived": answers(0, 0, 0, 4, 0, 0, 0), "staff": answers(0, 0, 0, 4, 0, 0, 0)})
    assert table.rows == () and table.total == Row("", 8, "steps", answers(0, 0, 0, 8, 0, 0, 0))


def test_answers_are_merged_until_no_number_is_small():
    assert told({"lived": answers(2, 4, 5, 1, 6, 5, 0)}).total.scale == "sides"
    assert told({"lived": answers(2, 4, 5, 1, 6, 3, 2)}).total.cells == {
        "all_worse": 6, "same": 5, "all_better": 7, "no_view": 5,
    }  # fmt: skip
    assert told({"lived": answers(2, 4, 3, 1, 6, 3, 2)}).total.cells == {
        "all_worse": 6, "all_better": 7, "neither": 8,
    }  # fmt: skip
    assert told({"lived": answers(2, 2, 3, 1, 6, 3, 2)}).total == Row("", 19)


def test_the_one_group_that_would_follow_from_the_others_takes_another_with_it():
    table = told({"lived": answers(0, 20, 0, 20, 0, 0, 0), "relative": answers(0, 10, 0, 10, 0, 0, 0),
                  "staff": answers(0, 2, 0, 12, 0, 0, 0)})  # fmt: skip
    assert [(row.key, row.n, bool(row.cells)) for row in table.rows] == [
        ("lived", 40, True), ("relative", 20, False), ("staff", 14, False),
    ]  # fmt: skip


def test_a_row_can_be_read_on_every_coarser_scale():
    row = told({"lived": answers(5, 5, 6, 7, 8, 5, 9)}).total
    assert coarser(row, SCALES[3]) == {"all_worse": 10, "all_better": 15, "neither": 20}
    assert on_sides(row.cells) == on_sides(coarser(row, SCALES[2])) == {"all_worse": 10, "all_better": 15}
    assert on_sides({}) == {}


# --- Worked out ---------------------------------------------------------------------------------


def people(chance: random.Random, n: int) -> list[tuple[str, str, str]]:
    """(perspective, county, answer) of so many, some groups and answers rarer than others."""
    rare = [chance.choice((1, 3, 12)) for _ in range(12)]
    return [
        (
            chance.choices(PEOPLE, rare[:5])[0],
            chance.choices(COUNTIES, rare[4:9])[0],
            chance.choices(STEPS, rare[5:])[0],
        )
        for _ in range(n)
    ]


def by(rows, place: int) -> dict[str, dict[str, int]]:
    out: dict = defaultdict(lambda: defaultdict(int))
    for row in rows:
        out[row[place]][row[2]] += 1
    return out


def system(tables: dict[str, tuple[dict, Table]]):
    """What an outsider knows of two tables of the same people: (true counts, sums that hold, what is not told). Cells
    are each group and answer; what is told of a group or of all is a sum of them, and so is what could be asked."""
    counts: dict[str, int] = {}
    relations: list[dict[str, int]] = []
    asked: set[str] = set()

    def sum_of(name: str, cells: list[str], *, is_told: bool) -> None:
        counts[name] = sum(counts[cell] for cell in cells)
        relations.append({name: -1} | dict.fromkeys(cells, 1))
        if not is_told:
            asked.add(name)

    for table, (by_group, found) in tables.items():
        groups = list(by_group)
        for group in groups:
            for step in STEPS:
                counts[f"{table} {group} {step}"] = by_group[group].get(step, 0)
                asked.add(f"{table} {group} {step}")
        named = {row.key for row in found.rows} - {REST}
        for row in (found.total, *found.rows):
            of = groups if row.key == "" else [row.key] if row.key != REST else [g for g in groups if g not in named]
            sum_of(f"{table} {row.key} told", [f"{table} {g} {s}" for g in of for s in STEPS], is_told=True)
            for part, within in next((one.parts for one in SCALES if one.name == row.scale), {}).items():
                sum_of(f"{table} {row.key} told {part}", [f"{table} {g} {s}" for g in of for s in within], is_told=True)
        for group in groups:
            sum_of(f"{table} {group}", [f"{table} {group} {step}" for step in STEPS], is_told=False)
            for side in ("all_worse", "all_better"):
                within = SCALES[1].parts[side]
                sum_of(f"{table} {group} {side}", [f"{table} {group} {step}" for step in within], is_told=False)
    one, other = tables  # the same people: as many gave each answer
    for step in STEPS:
        relations.append({f"{one} {g} {step}": 1 for g in tables[one][0]}
                         | {f"{other} {g} {step}": -1 for g in tables[other][0]})  # fmt: skip
    return counts, relations, asked


def follows(counts, relations, asked) -> set[str]:
    """What is not told and can be worked out by adding and subtracting what is: e_j lies in the row space of the
    relations among the untold, which is to say that no direction in their null space moves it."""
    names = sorted(asked)
    place = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(relations), len(names)))
    for i, relation in enumerate(relations):
        for name, weight in relation.items():
            if name in place:
                rows[i, place[name]] = weight
    _u, sizes, directions = np.linalg.svd(rows)
    null = directions[(sizes > 1e-9).sum() :]
    return {name for name in names if np.abs(null[:, place[name]]).max(initial=0) < 1e-9}


@pytest.mark.parametrize("seed", range(60))
def test_no_small_number_follows_from_two_tables_of_the_same_people(seed):
    chance = random.Random(seed)
    rows = people(chance, chance.choice((20, 40, 90, 300)))
    found = {name: (by(rows, place), told(by(rows, place), order=order))
             for name, place, order in (("perspective", 0, PEOPLE), ("county", 1, COUNTIES))}  # fmt: skip
    counts, relations, asked = system(found)
    worked_out = follows(counts, relations, asked)
    assert not [name for name in worked_out if 0 < counts[name] < K]
    for _by_group, table in found.values():
        for row in (table.total, *table.rows):
            assert row.n >= K and not [n for n in row.cells.values() if 0 < n < K]


def test_the_check_would_notice_a_number_that_follows():
    rows = {"lived": answers(0, 6, 0, 14, 0, 0, 0), "staff": answers(0, 2, 0, 12, 0, 0, 0)}
    naive = Table(Row("", 34, "steps", summed(rows.values())), (Row("lived", 20, "steps", rows["lived"]),))
    counts, relations, asked = system({"one": (rows, naive), "other": (rows, naive)})
    assert "one staff worse" in follows(counts, relations, asked)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_not_told_could_be_anything_over_a_span_of_k(seed):
    """With the simplex of `hlab.stats.suppression`, on a table of three groups."""
    chance = random.Random(seed)
    rows = [(chance.choice(PEOPLE[:3]), "", chance.choice(STEPS[1:4])) for _ in range(chance.choice((40, 60)))]
    table = told(by(rows, 0))
    told_rows = {row.key: row for row in table.rows}
    cells = {(group, step): by(rows, 0)[group].get(step, 0) for group in PEOPLE[:3] for step in STEPS[1:4]}
    counts = {f"{group} {step}": n for (group, step), n in cells.items()}
    relations, hidden = [], set(counts)
    for group, row in told_rows.items():
        counts[f"{group} n"] = row.n
        relations.append({f"{group} n": -1} | {f"{group} {step}": 1 for step in STEPS[1:4]})
        for part, n in row.cells.items():
            within = [step for step in next(s for s in SCALES if s.name == row.scale).parts[part] if step in STEPS[1:4]]
            if within:
                counts[f"{group} {part} told"] = n
                relations.append({f"{group} {part} told": -1} | {f"{group} {step}": 1 for step in within})
    for part, n in table.total.cells.items():
        parts = next(s for s in SCALES if s.name == table.total.scale).parts
        if within := [step for step in parts[part] if step in STEPS[1:4]]:
            counts[f"all {part} told"] = n
            sums = {f"{group} {step}": 1 for group in PEOPLE[:3] for step in within}
            relations.append({f"all {part} told": -1} | sums)
    found = audit(counts, relations, hidden, k=K)
    for name in hidden:
        low, high = found.ranges[name]
        assert high is None or high - low >= K or (low == high == counts[name] and not 0 < counts[name] < K)


# --- Reasoned backwards -------------------------------------------------------------------------


def every_table(n: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to put n people in so many cells."""
    if cells == 1:
        yield (n,)
        return
    for first in range(n + 1):
        for rest in every_table(n - first, cells - 1):
            yield (first, *rest)


THREE = (Scale("fine", {"a": ("a",), "b": ("b",), "c": ("c",)}), Scale("coarse", {"ab": ("a", "b"), "c": ("c",)}))
TWO = (Scale("fine", {"a": ("a",), "b": ("b",)}),)


@pytest.mark.slow
@pytest.mark.parametrize(("groups", "scales", "most"), [("xyz", THREE, 10), ("wxyz", TWO, 13)])
def test_whoever_knows_the_rules_still_has_two_numbers_to_choose_from(groups, scales, most):
    """Every table of so few people, by what is told of it: of no group and no answer does one small number remain."""
    k, letters = 3, list(scales[0].parts)
    for n in range(k, most + 1):
        alike: dict[str, list[dict[str, int]]] = defaultdict(list)
        for cells in every_table(n, len(groups) * len(letters)):
            at = iter(cells)
            by_group = {group: {letter: next(at) for letter in letters} for group in groups}
            asked = {f"{group}{letter}": m for group, row in by_group.items() for letter, m in row.items()}
            asked |= {group: sum(row.values()) for group, row in by_group.items()}
            asked |= summed(by_group.values())
            alike[repr(tell(by_group, scales=scales, order=tuple(groups), k=k))].append(asked)
        for same in alike.values():
            for name in same[0]:
                could_be = {one[name] for one in same}
                assert len(could_be) > 1 or not 0 < could_be.pop() < k, (name, same[0])
