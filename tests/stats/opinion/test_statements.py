"""What groups say about statements: values worked out by hand, and a slow second way for all of it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from hlab.stats.intervals import wilson
from hlab.stats.opinion import by_agreement, by_split, opinion_map
from hlab.stats.opinion.statements import (
    Counts,
    contrast,
    directed,
    heard,
    informed,
    majority,
    one_proportion,
    share,
    split,
    two_proportions,
    typical,
)
from tests.stats.opinion.rooms import room, votes_of


def counts(agree, disagree, passed) -> Counts:
    return Counts(np.array(agree), np.array(disagree), np.array(passed))


def test_values_known_beforehand():
    assert one_proportion(8, 10) == pytest.approx(2.11058, abs=5e-6)
    assert share(8, 10) == pytest.approx(9 / 12)
    assert two_proportions(5, 5, 7, 7) == 0  # the pooled share is 1
    assert informed(np.array([[8, 0]]), np.array([[10, 0]]))[0] == pytest.approx(9 / 12 / 2)  # unseen counts as half
    assert split(5, 5, 10) == 1 and split(5, 5, 20) == 0.5 and split(4, 0, 9) == 0 and split(0, 0, 0) == 0


def test_statistics_against_plain_arithmetic():
    rng = np.random.default_rng(2)
    n = rng.integers(0, 9, (12, 3))
    seen = n + rng.integers(0, 9, (12, 3))
    ours = contrast(n, seen)
    for s in range(12):
        for g in range(3):
            rest, rest_seen = sum(n[s]) - n[s, g], sum(seen[s]) - seen[s, g]
            p = (n[s, g] + 1) / (seen[s, g] + 2)
            one, two = (n[s, g] + 1) / (seen[s, g] + 1), (rest + 1) / (rest_seen + 1)
            pooled = (n[s, g] + rest + 2) / (seen[s, g] + rest_seen + 2)
            error = math.sqrt(pooled * (1 - pooled) * (1 / (seen[s, g] + 1) + 1 / (rest_seen + 1)))
            assert ours.p[s, g] == pytest.approx(p, abs=1e-12)
            assert ours.z_p[s, g] == pytest.approx(2 * math.sqrt(seen[s, g] + 1) * (one - 0.5), abs=1e-9)
            assert ours.r[s, g] == pytest.approx(p / ((rest + 1) / (rest_seen + 2)), abs=1e-9)
            assert ours.z_r[s, g] == pytest.approx((one - two) / error if pooled < 1 else 0, abs=1e-9)


NAMES = [f"s{i}" for i in range(8)]


def test_typical_statements():
    """s0: A agrees, B does not. s1: A disagrees. s2: everybody agrees. s3: seen by nobody. s4: only passes."""
    agree = [[20, 1], [0, 15], [15, 15], [0, 0], [0, 0], [2, 2], [18, 3], [12, 0]]
    disagree = [[0, 15], [20, 0], [0, 0], [0, 0], [0, 0], [2, 2], [1, 12], [0, 12]]
    passed = [[0, 4], [0, 5], [5, 5], [0, 0], [9, 9], [1, 1], [1, 5], [0, 0]]
    every = counts(agree, disagree, passed)
    a, b = typical(every, NAMES, np.ones(8, dtype=bool))
    assert [(row.statement, row.direction) for row in a] == [
        ("s0", "agree"), ("s7", "agree"), ("s6", "agree"), ("s1", "disagree"),
    ]  # fmt: skip
    assert [row.direction for row in b] == sorted((row.direction for row in b), key=lambda d: d != "agree")
    assert b[0].statement == "s1" and {row.statement for row in b} == {
        "s0",
        "s1",
        "s7",
    }  # 12 of 20 on s6 could be chance
    chosen = directed(every, NAMES)
    assert [chosen[0][g].direction for g in (0, 1)] == ["agree", "disagree"]
    hidden = np.array([name != "s0" for name in NAMES])
    assert "s0" not in {row.statement for row in typical(every, NAMES, hidden)[0]}
    one = Counts(every.agree[:, :1], every.disagree[:, :1], every.passed[:, :1])
    assert typical(one, NAMES, hidden) == [[]]  # nobody to differ from


def test_at_most_five_and_always_something():
    many = counts([[20 - i, i] for i in range(8)], [[i, 20 - i] for i in range(8)], [[0, 0]] * 8)
    assert [len(rows) for rows in typical(many, NAMES, np.ones(8, dtype=bool))] == [5, 5]
    # nothing stands out: the statement with the highest z against the others, alone
    dull = counts([[1, 2], [2, 5]], [[2, 4], [4, 9]], [[0, 0], [0, 0]])
    rows = typical(dull, NAMES[:2], np.ones(2, dtype=bool))
    assert [len(row) for row in rows] == [1, 1]
    sides = [contrast(x, dull.seen).z_r for x in (dull.agree, dull.disagree)]
    for g in (0, 1):
        assert rows[g][0].statement == NAMES[int(np.maximum(*sides)[:, g].argmax())]
    nobody = counts([[0, 0]], [[0, 0]], [[3, 3]])
    assert typical(nobody, ["s0"], np.ones(1, dtype=bool)) == [[], []]


def test_majority_is_over_everybody():
    n, seen = np.array([9, 20, 5, 6, 12, 15, 16, 0]), np.array([10, 20, 10, 8, 20, 18, 18, 0])
    rows = majority(n, seen, NAMES, np.ones(8, dtype=bool))
    slow = [(s, (n[s] + 1) / (seen[s] + 2), one_proportion(n[s], seen[s])) for s in range(8)]
    slow = sorted((-p * z, s) for s, p, z in slow if p > 0.5 and z > 1.2816)[:5]
    assert [row.statement for row in rows] == [NAMES[s] for _, s in slow]
    assert "s2" not in {row.statement for row in rows}


def test_wilson():
    low, high = wilson([0, 10, 81, 5, 0], [10, 10, 263, 10, 0])
    assert (low[0], high[1]) == (0, 1)
    assert (low[2], high[2]) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert low[3] + high[3] == pytest.approx(1)
    assert np.isnan([low[4], high[4]]).all()
    for x, n in ((-1, 3), (4, 3), (np.nan, 3)):
        with pytest.raises(ValueError):
            wilson(x, n)


def test_small_rooms_hear_statements_without_groups():
    matrix, _ = room(26, 6, part=1.0)
    matrix[:, 0], matrix[:, 1] = 1, np.where(np.arange(26) % 2, 1, -1)
    matrix[4:, 5] = np.nan
    found = opinion_map(votes_of(matrix))
    assert not found.drawable and found.reason == "too_few"
    rows = found.heard(threshold=5)
    assert {row.statement for row in rows} == {"s0", "s1", "s2", "s3", "s4"}  # s5 lies below the threshold
    assert by_agreement(rows)[0].statement == "s0" and by_split(rows)[0].statement == "s1"
    first = by_agreement(rows)[0]
    assert (first.n, first.agree, first.agree_interval[1]) == (26, 26, 1)
    assert heard(found.everybody, found.votes.statements, np.zeros(6, dtype=bool), threshold=1) == []
