"""Action × målbild: counts cell by cell, blank and unknown apart, and the gaps found by hand."""

from __future__ import annotations

from itertools import product
from statistics import median

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goals.analysis import coverage
from goals.analysis.coverage import JUDGEMENTS, BadJudgements, Without, by_perspective, frame, gaps, matrix

ITEMS, GOALS = [7, 3, 5], ["hel", "trygg"]
ROWS = [
    (7, "hel", "staff", "clear", "olle"),
    (7, "hel", "lived", "none", "eva"),
    (7, "hel", "relative", "partly", "siv"),
    (7, "trygg", "lived", "unknown", "eva"),
    (3, "hel", "staff", "none", "olle"),
    (3, "hel", "lived", "none", "eva"),
    (3, "trygg", "manager", "against", "bo"),
    (5, "hel", "staff", "partly", "olle"),
]
SIDES = {"owners": {"olle", "bo"}, "lived": {"lived", "relative"}}


def test_a_cell_counts_persons_and_is_blank_where_nobody_has_judged():
    found = matrix(frame(ROWS), ITEMS, GOALS)
    assert list(found.index) == [(7, "hel"), (7, "trygg"), (3, "hel"), (3, "trygg"), (5, "hel"), (5, "trygg")]
    assert list(found.columns) == [*JUDGEMENTS, "judges"]
    assert found.loc[(7, "hel")].tolist() == [1, 1, 1, 0, 0, 3]
    assert found.loc[(7, "trygg")].tolist() == [0, 0, 0, 0, 1, 1]
    assert found.loc[(5, "trygg")].isna().all()
    assert set(map(str, found.dtypes)) == {"Int64"}


def test_perspectives_stand_apart():
    found = by_perspective(frame(ROWS), ITEMS, GOALS)
    assert [key[2] for key in found.index[:4]] == ["lived", "relative", "staff", "lived"]
    assert [key[:2] for key in found.index[2:6]] == [(7, "hel"), (7, "trygg"), (3, "hel"), (3, "hel")]
    assert found.loc[(7, "hel", "relative")].tolist() == [0, 1, 0, 0, 0, 1]
    assert int(found["judges"].sum()) == len(ROWS)


def test_gaps_are_named_and_what_is_unseen_is_not_a_finding():
    found = gaps(frame(ROWS), ITEMS, GOALS, **SIDES)
    assert found.goals_without == (Without("trygg", True),)
    assert found.items_without == (Without(3, True),)
    assert found.not_judged == ((5, "trygg"),)
    assert found.only_unknown == ((7, "trygg"),)
    assert found.against == ((3, "trygg"),)
    unseen = gaps(frame([(7, "hel", "lived", "unknown", "eva")]), ITEMS, GOALS, **SIDES)
    assert unseen.goals_without == (Without("hel", False), Without("trygg", False))


def test_owners_and_those_who_live_with_it_stand_side_by_side():
    found = gaps(frame(ROWS), ITEMS, GOALS, **SIDES)
    (only,) = found.differ
    assert (only.item, only.goal, only.owners_higher) == (7, "hel", True)
    assert (only.owners, only.lived) == ({"clear": 1}, {"none": 1, "partly": 1})
    assert found.one_side == ((3, "trygg"), (5, "hel"))
    # Somebody who owns the plan does not speak as one who lives with it as well.
    both = gaps(frame(ROWS), ITEMS, GOALS, owners={"olle", "bo", "eva", "siv"}, lived=SIDES["lived"])
    assert both.differ == ()


def test_no_judgements_and_no_plan():
    empty = matrix(frame([]), ITEMS, GOALS)
    assert (len(empty), bool(empty.isna().all(axis=None))) == (6, True)
    assert len(by_perspective(frame([]), ITEMS, GOALS)) == 0
    assert len(gaps(frame([]), ITEMS, GOALS, **SIDES).not_judged) == 6
    assert len(matrix(frame([]), [], GOALS)) == 0
    assert gaps(frame([]), [], GOALS, **SIDES).goals_without == (Without("hel", False), Without("trygg", False))


@pytest.mark.parametrize(
    ("row", "code", "value"),
    [
        ((7, "hel", "staff", "kanske", "ny"), "unknown_judgement", "kanske"),
        ((8, "hel", "staff", "none", "ny"), "unknown_item", 8),
        ((7, "fri", "staff", "none", "ny"), "unknown_goal", "fri"),
        ((7, "hel", None, "none", "ny"), "missing", "perspective"),
        ((7, "hel", "lived", "clear", "olle"), "double", (7, "hel", "olle")),
    ],
)
def test_rows_that_cannot_be_counted_are_refused(row, code, value):
    for ask in (matrix, by_perspective, lambda *args: gaps(*args, **SIDES)):
        with pytest.raises(BadJudgements) as told:
            ask(frame([*ROWS, row]), ITEMS, GOALS)
        assert (told.value.code, told.value.value) == (code, value)


def test_a_table_without_its_columns_and_a_målbild_twice_are_refused():
    with pytest.raises(BadJudgements, match="no_column: 'judge'"):
        matrix(frame(ROWS).drop(columns="judge"), ITEMS, GOALS)
    with pytest.raises(BadJudgements, match="repeated: 'hel'"):
        matrix(frame(ROWS), ITEMS, ["hel", "trygg", "hel"])


PEOPLE = {"a": "lived", "b": "relative", "c": "staff", "d": "manager", "e": "lived"}
cells = st.dictionaries(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(list(PEOPLE))), st.sampled_from(JUDGEMENTS)
)


@settings(max_examples=30, deadline=None)
@given(cells, st.sets(st.sampled_from(list(PEOPLE))), st.randoms(use_true_random=False))
def test_it_is_what_one_finds_by_looking_at_every_cell(said, owners, turn):
    items = goals = [0, 1, 2]
    rows = [(item, goal, PEOPLE[judge], word, judge) for (item, goal, judge), word in said.items()]
    found = gaps(frame(rows), items, goals, owners=owners, lived={"lived", "relative"})
    counts, parts = matrix(frame(rows), items, goals), by_perspective(frame(rows), items, goals)
    for item, goal in product(items, goals):
        words = [word for (i, g, _judge), word in said.items() if (i, g) == (item, goal)]
        row = counts.loc[(item, goal)]
        if words:
            assert row.tolist() == [*(words.count(word) for word in JUDGEMENTS), len(words)]
        assert ((item, goal) in found.not_judged) == row.isna().all() == (not words)
        assert ((item, goal) in found.only_unknown) == (set(words) == {"unknown"})
        for perspective in set(PEOPLE.values()):
            n = sum((i, g, PEOPLE[j]) == (item, goal, perspective) for i, g, j in said)
            assert n == (parts.loc[(item, goal, perspective), "judges"] if n else 0)
        sides = [
            [coverage.STEPS[word] for (i, g, judge), word in said.items() if (i, g) == (item, goal)
             and word != "unknown" and inside(judge)]
            for inside in (lambda j: j in owners, lambda j: j not in owners and PEOPLE[j] in ("lived", "relative"))
        ]  # fmt: skip
        apart = bool(sides[0] and sides[1]) and abs(median(sides[0]) - median(sides[1])) >= 1
        assert ((item, goal) in [(d.item, d.goal) for d in found.differ]) == apart
        assert ((item, goal) in found.one_side) == (bool(sides[0]) != bool(sides[1]))
    for goal in goals:
        of_goal = [word for (_i, g, _j), word in said.items() if g == goal]
        gap = [one for one in found.goals_without if one.key == goal]
        assert bool(gap) == (not {"clear", "partly"} & set(of_goal))
        assert not gap or gap[0].judged == bool(set(of_goal) - {"unknown"})
    turn.shuffle(rows)
    again = gaps(frame(rows), items, goals, owners=owners, lived={"lived", "relative"})
    assert again == found
    pd.testing.assert_frame_equal(matrix(frame(rows), items, goals), counts)
    pd.testing.assert_frame_equal(by_perspective(frame(rows), items, goals), parts)
