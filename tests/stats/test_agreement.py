"""Krippendorff's alpha: the published examples, a slow one by the definition, and what it must not depend on."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlab.stats import agreement
from hlab.stats.agreement import BadCodings, Level, Reason, alpha, from_array, per_code

FOUR = [
    [None if mark == "–" else int(mark) for mark in row.split()]
    for row in (
        "1 2 3 3 2 1 4 1 2 – – –",
        "1 2 3 3 2 2 4 1 2 5 – 3",
        "– 3 3 3 2 3 4 2 2 5 1 –",
        "1 2 3 3 2 4 4 1 2 5 1 –",
    )
]
TWO = [[int(mark) for mark in row] for row in ("0100000010", "1110010000")]


def slowly(codings, level):
    """Straight from the definition: a coincidence matrix of ordered pairs, and a distance per pair of values."""
    units = [list(row.values()) for row in codings.values() if len(row) > 1]
    values = sorted({value for unit in units for value in unit})
    o = dict.fromkeys(itertools.product(values, values), 0.0)
    for unit in units:
        for i, j in itertools.permutations(range(len(unit)), 2):
            o[unit[i], unit[j]] += 1 / (len(unit) - 1)
    n_c = {c: sum(o[c, k] for k in values) for c in values}
    n = sum(n_c.values())

    def distance(c, k):
        if level is Level.NOMINAL:
            return float(c != k)
        if level is Level.INTERVAL:
            return (c - k) ** 2
        low, high = sorted((c, k))
        return (sum(n_c[g] for g in values if low <= g <= high) - (n_c[c] + n_c[k]) / 2) ** 2

    expected = sum(n_c[c] * n_c[k] * distance(c, k) for c, k in o if c != k) / (n * (n - 1))
    return 1 - sum(o[c, k] * distance(c, k) for c, k in o) / n / expected


def test_the_published_examples():
    first = alpha(from_array(FOUR))
    assert first.alpha == pytest.approx(0.743421, abs=1e-6)
    assert (first.codings, first.units, first.coders, first.left_out) == (40, 11, 4, 1)
    assert first.counts == {1: 9, 2: 13, 3: 10, 4: 5, 5: 3}
    second = alpha(from_array(TWO))
    assert second.alpha == pytest.approx(0.095238, abs=1e-6)
    assert (second.codings, second.units, second.coders) == (20, 10, 2)


@pytest.mark.parametrize(("level", "published"), [(Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849)])
def test_order_and_distance_count_where_they_should(level, published):
    assert alpha(from_array(FOUR), level=level).alpha == pytest.approx(published, abs=5e-4)


table = st.dictionaries(
    st.integers(0, 30),
    st.dictionaries(st.sampled_from("abcde"), st.integers(-3, 4), min_size=1),
    min_size=1,
    max_size=9,
)


@pytest.mark.parametrize("level", list(Level))
@given(codings=table, turn=st.randoms(use_true_random=False))
def test_it_is_what_the_definition_says_in_whatever_order_the_codings_come(level, codings, turn):
    found = alpha(codings, level=level, draws=20, seed=3)
    if found.alpha is None:
        assert found.reason is not Reason.NONE
        assert found.interval is None
        return
    assert found.alpha == pytest.approx(slowly(codings, level), abs=1e-9)
    units = [(f"u{unit}", [(f"p{coder}", value) for coder, value in row.items()]) for unit, row in codings.items()]
    turn.shuffle(units)
    for _unit, row in units:
        turn.shuffle(row)
    again = alpha({unit: dict(row) for unit, row in units}, level=level, draws=20, seed=3)
    assert (again.alpha, again.interval) == (found.alpha, found.interval)


@pytest.mark.parametrize(
    ("codings", "reason"),
    [
        ({}, Reason.NO_PAIRS),
        ({1: {"a": 1}, 2: {"b": 1}}, Reason.NO_PAIRS),
        ({1: {"a": 1, "b": None}, 2: {"a": 2, "b": float("nan")}, 3: {"a": 1, "b": pd.NA}}, Reason.ONE_CODER),
        ({1: {"a": 7, "b": 7}, 2: {"a": 7, "b": 7}}, Reason.ONE_VALUE),
        ({1: {"a": 7, "b": 7}, 2: {"a": 8}}, Reason.ONE_VALUE),
    ],
)
@pytest.mark.parametrize("level", list(Level))
def test_where_there_is_no_alpha_there_is_a_reason(codings, reason, level):
    found = alpha(codings, level=level)
    assert (found.alpha, found.reason, found.interval) == (None, reason, None)


def test_full_disagreement_is_below_nought_and_full_agreement_is_one():
    assert alpha({1: {"a": 0, "b": 1}, 2: {"a": 1, "b": 0}}).alpha < 0
    agreed = alpha({1: {"a": 0, "b": 0}, 2: {"a": 1, "b": 1}})
    assert agreed.alpha == 1
    # Half of all draws of two units are the same unit twice, which has one value.
    assert 400 < agreed.interval.excluded < 600
    assert agreed.interval.used + agreed.interval.excluded == agreement.DRAWS


def test_one_unit_has_an_alpha_and_no_interval():
    found = alpha({1: {"a": 0, "b": 1}})
    assert found.alpha == pytest.approx(0)
    assert found.interval is None


def test_the_interval_is_that_of_units_drawn_one_by_one():
    codings = from_array(FOUR)
    for level in Level:
        found = alpha(codings, level=level, seed=5)
        rng = np.random.default_rng(11)
        rows = [{c: v for c, v in row.items() if v is not None} for row in codings.values()]
        rows = [row for row in rows if len(row) > 1]
        slow = [slowly(dict(enumerate(rows[at] for at in rng.integers(len(rows), size=len(rows)))), level)
                for _ in range(600)]  # fmt: skip
        assert found.interval.low == pytest.approx(np.quantile(slow, 0.025), abs=0.06)
        assert found.interval.high == pytest.approx(np.quantile(slow, 0.975), abs=0.03)
        assert found.interval.low < found.alpha < found.interval.high
        assert found.interval == alpha(codings, level=level, seed=5).interval
        assert found.interval != alpha(codings, level=level, seed=6).interval


def test_steps_with_names_need_their_order():
    steps = ["aldrig", "ibland", "ofta", "alltid"]
    named = {unit: {who: steps[at] for who, at in row.items()} for unit, row in
             {1: {"a": 0, "b": 1}, 2: {"a": 3, "b": 3}, 3: {"a": 2, "b": 1}}.items()}  # fmt: skip
    numbers = {unit: {who: steps.index(word) for who, word in row.items()} for unit, row in named.items()}
    by_order = alpha(named, level=Level.ORDINAL, order=steps)
    assert by_order.alpha == alpha(numbers, level=Level.ORDINAL).alpha
    assert alpha(named).alpha == alpha(numbers).alpha
    with pytest.raises(BadCodings) as told:
        alpha(named, level=Level.ORDINAL, order=steps[:3])
    assert (told.value.code, told.value.value) == ("unknown_value", "alltid")


@pytest.mark.parametrize(
    ("value", "code"), [("ofta", "not_a_number"), (float("inf"), "infinite"), (frozenset(), "not_a_number")]
)
def test_a_value_that_the_level_cannot_hold_is_refused(value, code):
    with pytest.raises(BadCodings) as told:
        alpha({1: {"a": value, "b": 1}}, level=Level.INTERVAL)
    assert told.value.code == code


def test_large_numbers_that_are_the_same_have_no_distance():
    assert alpha({1: {"a": 1e9 + 0.1, "b": 1e9 + 0.1}}, level=Level.INTERVAL).reason is Reason.ONE_VALUE
    close = alpha({1: {"a": 1e9, "b": 1e9 + 1}, 2: {"a": 1e9 + 2, "b": 1e9 + 2}}, level=Level.INTERVAL)
    assert close.alpha == pytest.approx(slowly({1: {"a": 0, "b": 1}, 2: {"a": 2, "b": 2}}, Level.INTERVAL), abs=1e-9)


def test_each_code_is_there_or_not_where_somebody_has_looked():
    codings = {
        "s1": {"eva": {"vänta", "ansvar"}, "ali": {"vänta"}},
        "s2": {"eva": set(), "ali": set()},
        "s3": {"eva": {"ansvar"}, "ali": {"ansvar"}, "siv": set()},
        "s4": {"eva": {"vänta"}},
    }
    found = per_code(codings)
    assert list(found) == ["ansvar", "vänta"]
    assert found["vänta"].counts == {False: 5, True: 2}
    assert (found["vänta"].alpha, found["vänta"].left_out, found["vänta"].coders) == (1, 1, 3)
    assert found["ansvar"].alpha == pytest.approx(
        slowly({1: {1: 1, 2: 0}, 2: {1: 0, 2: 0}, 3: {1: 1, 2: 1, 3: 0}}, Level.NOMINAL)
    )
    assert per_code(codings, ["oro"])["oro"].reason is Reason.ONE_VALUE  # nobody used it: nothing to agree on


def test_thousands_of_units_take_a_moment():
    rng = np.random.default_rng(1)
    codings = from_array(rng.integers(0, 5, size=(4, 3000)))
    begun = time.thread_time()
    for level in Level:
        assert abs(alpha(codings, level=level).alpha) < 0.05
    assert time.thread_time() - begun < 6
