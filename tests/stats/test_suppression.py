"""Hiding small counts, against a slow second way of working it out."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hlab.stats.feasible import Infeasible, feasible_range
from hlab.stats.suppression import (
    BadTable,
    CannotProtect,
    Reason,
    State,
    audit,
    suppress,
    suppress_parts,
    total_of,
)


def table(rows: list[list[int]]) -> tuple[dict[str, int], list[dict[str, int]]]:
    """A two-way table with row sums and column sums published."""
    height, width = len(rows), len(rows[0])
    counts = {f"{r}{c}": rows[r][c] for r in range(height) for c in range(width)}
    counts |= {f"r{r}": sum(rows[r]) for r in range(height)}
    counts |= {f"c{c}": sum(row[c] for row in rows) for c in range(width)}
    relations = [total_of(f"r{r}", [f"{r}{c}" for c in range(width)]) for r in range(height)]
    relations += [total_of(f"c{c}", [f"{r}{c}" for r in range(height)]) for c in range(width)]
    return counts, relations


def slow_recoverable(relations, hidden) -> set[str]:
    """A hidden cell is determined when no solution of the homogeneous system moves it (elimination by hand)."""
    names = sorted(hidden)
    matrix = [[Fraction(row.get(name, 0)) for name in names] for row in relations]
    pivots: dict[int, list[Fraction]] = {}
    for row in matrix:
        for column, pivot in pivots.items():
            if row[column]:
                row = [a - row[column] * b for a, b in zip(row, pivot, strict=True)]
        lead = next((i for i, value in enumerate(row) if value), None)
        if lead is None:
            continue
        row = [value / row[lead] for value in row]
        for column, pivot in pivots.items():
            if pivot[lead]:
                pivots[column] = [a - pivot[lead] * b for a, b in zip(pivot, row, strict=True)]
        pivots[lead] = row
    return {names[lead] for lead, row in pivots.items() if sum(map(bool, row)) == 1}


def enumerated(counts, relations, hidden) -> dict[str, set[int]]:
    """Every whole value that each hidden cell takes in some table with the same visible cells."""
    names, top = sorted(hidden), max(counts.values())
    found: dict[str, set[int]] = {name: set() for name in names}
    for values in itertools.product(range(top + 1), repeat=len(names)):
        guess = counts | dict(zip(names, values, strict=True))
        if all(sum(guess[key] * weight for key, weight in row.items()) == 0 for row in relations):
            for name, value in zip(names, values, strict=True):
                found[name].add(value)
    return found


def test_one_hidden_cell_two_in_a_row_and_a_block_of_four():
    """The small check of the method: 2 × 3 with sums of rows and columns."""
    counts, relations = table([[7, 8, 9], [6, 5, 9]])
    assert audit(counts, relations, {"00"}).recoverable == ("00",)
    assert audit(counts, relations, {"00", "01"}).recoverable == ("00", "01")
    assert audit(counts, relations, {"00", "01", "10", "11"}).recoverable == ()


def test_one_small_cell_takes_three_others_with_it_and_no_total():
    counts, relations = table([[3, 8, 19], [10, 15, 26]])
    totals = {key for key in counts if key[0] in "rc"}
    cells = suppress(counts, relations, published=totals)
    assert {key for key, cell in cells.items() if cell.is_hidden} == {"00", "01", "10", "11"}
    assert (cells["00"].reason, cells["01"].reason) == (Reason.SMALL, Reason.PROTECTS)
    assert (cells["00"].value, cells["02"].value, cells["02"].state) == (None, 19, State.SHOWN)


def test_the_smallest_goes_first_and_ties_by_key():
    counts = {"total": 33, "a": 2, "d": 9, "c": 9, "b": 13}
    cells = suppress(counts, [total_of("total", "abcd")], published={"total"})
    assert [key for key, cell in cells.items() if cell.is_hidden] == ["a", "c"]


def test_nine_in_all_and_five_shown_reveals_four_unless_one_more_is_hidden():
    counts = {"alla": 9, "svarade": 5, "svarade inte": 4}
    cells = suppress(counts, [total_of("alla", ["svarade", "svarade inte"])], published={"alla"})
    assert cells["svarade"].is_hidden
    assert cells["svarade inte"].is_hidden


def test_a_total_that_is_out_is_never_hidden_even_when_small():
    cells = suppress({"total": 4, "a": 4}, [], published={"total"})
    assert cells["total"].value == 4
    with pytest.raises(CannotProtect) as error:
        suppress({"total": 9, "a": 4, "b": 5}, [total_of("total", "ab")], published={"total", "b"})
    assert error.value.keys == ("a",)


def test_what_is_tied_by_other_hidden_cells_can_be_hidden_too():
    """c is the only free cell, and it stands in no sum together with a."""
    counts = {"s": 7, "a": 3, "b": 4, "t": 12, "c": 8}
    relations = [total_of("s", "ab"), total_of("t", "bc")]
    cells = suppress(counts, relations, published={"s", "t"})
    assert all(cells[key].is_hidden for key in "abc")


def test_nearly_all_none_and_all_and_one_who_dominates():
    counts = {"n": 40, "most": 38, "none": 0, "all": 40, "half": 20, "hours": 100}
    share = dict.fromkeys(("most", "none", "all", "half"), "n")
    cells = suppress(counts, denominators=share, sensitive=True, largest={"hours": 95.0})
    assert cells["most"].reason is Reason.COMPLEMENT
    assert cells["none"].reason is Reason.ALL_OR_NONE
    assert cells["all"].reason is Reason.ALL_OR_NONE
    assert cells["hours"].reason is Reason.DOMINANCE
    assert cells["half"].value == 20
    assert suppress(counts, denominators=share)["none"].value == 0


def test_all_but_four_is_hidden_and_all_but_five_is_not():
    cells = suppress({"n": 40, "four": 36, "five": 35}, denominators={"four": "n", "five": "n"})
    assert cells["four"].reason is Reason.COMPLEMENT
    assert cells["five"].value == 35


def test_nought_is_a_count_and_stays():
    assert suppress({"a": 0, "b": 7})["a"].value == 0


def test_two_who_are_one_each_are_not_left_alone_with_their_sum():
    """22 − 20 = 2 shared by two cells of at least 1: the rank says safe, the span says not."""
    counts = {"total": 22, "a": 20, "b": 1, "c": 1}
    relations = [total_of("total", "abc")]
    assert not suppress(counts, relations, published={"total"})["a"].is_hidden
    assert suppress(counts, relations, published={"total"}, wide=True)["a"].is_hidden


def test_wide_gives_up_where_nothing_is_left_to_hide():
    cells = suppress({"total": 3, "a": 1, "b": 2}, [total_of("total", "ab")], published={"total"}, wide=True)
    assert [cells[key].is_hidden for key in ("total", "a", "b")] == [False, True, True]


@pytest.mark.parametrize(
    ("counts", "relations"),
    [
        ({"a": -1}, []),
        ({"a": 1.5}, []),
        ({"a": float("nan")}, []),
        ({"a": float("inf")}, []),
        ({"a": True}, []),
        ({"a": 5}, [{"a": 1, "b": -1}]),
        ({"a": 5, "b": 6}, [{"a": 1, "b": -1}]),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(counts, relations):
    with pytest.raises(BadTable):
        suppress(counts, relations)


def test_more_than_all_and_a_senseless_threshold_are_refused():
    with pytest.raises(BadTable):
        suppress({"n": 6, "a": 7}, denominators={"a": "n"})
    with pytest.raises(BadTable):
        suppress({"a": 7}, k=0)
    with pytest.raises(BadTable):
        suppress({"a": 7}, published={"b"})


small_tables = st.integers(2, 3).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 12), min_size=width, max_size=width), min_size=2, max_size=3)
)


@settings(max_examples=60, deadline=None)
@given(small_tables, st.randoms(use_true_random=False))
def test_nothing_hidden_can_be_worked_out_and_the_order_does_not_matter(rows, random):
    counts, relations = table(rows)
    cells = suppress(counts, relations)
    hidden = {key for key, cell in cells.items() if cell.is_hidden}
    assert slow_recoverable(relations, hidden) == set()
    assert audit(counts, relations, hidden).recoverable == ()
    assert all(cells[key].is_hidden == (key in hidden) for key in counts)
    assert all(key in hidden for key, n in counts.items() if 0 < n < 5)

    mixed = list(counts.items())
    random.shuffle(mixed)
    shuffled = [dict(random.sample(list(row.items()), len(row))) for row in random.sample(relations, len(relations))]
    assert suppress(dict(mixed), shuffled) == cells


@settings(max_examples=60, deadline=None)
@given(small_tables, st.data())
def test_what_is_recoverable_agrees_with_elimination(rows, data):
    counts, relations = table(rows)
    hidden = data.draw(st.sets(st.sampled_from(sorted(counts))))
    assert set(audit(counts, relations, hidden).recoverable) == slow_recoverable(relations, hidden)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=3), min_size=2, max_size=2), st.data())
def test_ranges_are_those_of_every_table_that_fits(rows, data):
    rows = [row[: min(map(len, rows))] for row in rows]
    counts, relations = table(rows)
    inner = [key for key in sorted(counts) if key[0] not in "rc"]
    hidden = data.draw(st.sets(st.sampled_from(inner), min_size=1, max_size=4))
    truth = enumerated(counts, relations, hidden)
    found = audit(counts, relations, hidden).ranges
    assert {key: (min(values), max(values)) for key, values in truth.items()} == found


def test_a_range_without_roof_and_sums_that_cannot_be():
    assert feasible_range([[-1, 1]], [3], 0, 2) == (0, None)
    assert feasible_range([], [], 0, 1) == (0, None)
    assert feasible_range([[1, 1], [2, 2]], [6, 12], 1, 2) == (0, 6)
    with pytest.raises(Infeasible):
        feasible_range([[1, 1]], [-1], 0, 2)


# --- The parts of one total that is told ------------------------------------------------------

ORDER = ("d", "c", "b", "a")


def parts(**counts):
    return {key: cell.value for key, cell in suppress_parts(counts, order=ORDER).items()}


def test_a_small_part_takes_the_first_large_one_with_it_whatever_it_holds():
    assert parts(a=20, b=9, c=30, d=2) == {"a": 20, "b": 9, "c": None, "d": None}
    assert parts(a=20, b=9, c=30, d=0) == {"a": 20, "b": 9, "c": 30, "d": 0}
    cells = suppress_parts({"a": 20, "b": 30, "c": 2}, order=ORDER)
    assert (cells["c"].reason, cells["b"].reason) == (Reason.SMALL, Reason.PROTECTS)


def test_where_too_little_is_left_to_hide_behind_every_part_is_hidden():
    assert parts(a=20, b=0, c=6, d=2) == dict.fromkeys("abcd")
    assert parts(a=2, b=0, c=0, d=4) == dict.fromkeys("abcd")


def test_parts_that_cannot_be_right_are_refused():
    with pytest.raises(BadTable):
        suppress_parts({"a": -1, "b": 3})


@pytest.mark.parametrize(("k", "most"), [(3, 10), (5, 14)])
def test_no_part_can_be_worked_out_from_the_rest_the_total_and_the_rule(k, most):
    alike: dict = {}
    for counts in itertools.product(range(most + 1), repeat=4):
        if k <= sum(counts) <= most:
            cells = suppress_parts(dict(zip("abcd", counts, strict=True)), order=ORDER, k=k)
            seen = (sum(counts), *(cells[key].value for key in "abcd"))
            alike.setdefault(seen, []).append(counts)
    for rows in alike.values():
        for members in itertools.chain.from_iterable(itertools.combinations(range(4), n) for n in (1, 2, 3)):
            values = {sum(counts[i] for i in members) for counts in rows}
            assert len(values) > 1 or not 0 < min(values) < k
