"""What may be told of figures: nobody can be worked out, nothing that can be shown is hidden for nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup.analysis.cells import HIDDEN, MISSING, SHOWN
from followup.analysis.cube import PUBLIC_REASON, UNCOUNTED, Earlier, hidden_share, publish
from followup.analysis.cube_audit import audit
from followup.analysis.cube_rows import Row, Rules, longer
from followup.analysis.cube_sums import build, name_of
from followup.analysis.nullspace import worked_out
from hlab.stats.relations import System
from hlab.stats.suppression import CannotProtect
from tests.followup.cube.made import RULES, after, cells_of, grow, make_rows, revise


def row(id, unit=1, period="2024", sex="T", age="", *, of=40, having=20, **fields):
    return Row(id, unit, period, sex, age, having, of, 100 * having / of, **fields)


def states(rows, *, tree=None, rules=RULES, earlier=None, now=0):
    cube = publish(rows, now=now, tree=tree or {1: None}, rules=rules, earlier=earlier)
    return {key: cell.state for key, cell in cells_of(cube).items()}


def told(rows, ids):
    """Earlier releases that showed these figures, and hid the others."""
    by_id = {row.id: row for row in rows}
    shown = {by_id[id].key: id for id in ids}
    return Earlier(frozenset(ids), frozenset(row.key for row in rows if row.key not in shown), shown)


class TestFewPeople:
    @pytest.mark.parametrize(
        ("of", "having", "state"),
        [(4, 2, HIDDEN), (5, 0, SHOWN), (5, 5, SHOWN), (40, 4, HIDDEN), (40, 36, HIDDEN), (40, 35, SHOWN),
         (40, 5, SHOWN), (40, 0, SHOWN), (40, 40, SHOWN)],
    )  # fmt: skip
    def test_by_people_and_those_who_have_it_and_those_who_have_not(self, of, having, state):
        assert states([row(1, of=of, having=having)]) == {(1, "2024", "T", ""): state}

    @pytest.mark.parametrize("having", [0, 40])
    def test_none_and_all_in_what_is_sensitive(self, having):
        rules = replace(RULES, sensitive=True)
        assert states([row(1, having=having)], rules=rules) == {(1, "2024", "T", ""): HIDDEN}

    def test_the_hidden_cell_has_no_number_and_does_not_say_why(self):
        cube = publish([row(1, having=40)], now=0, tree={}, rules=replace(RULES, sensitive=True))
        (cell,) = cube.units[1]
        assert (cell.value, cell.numerator, cell.denominator, cell.reason) == (None, None, None, PUBLIC_REASON)
        assert cube.why == {"all_or_none": 1}

    def test_groups_and_single_services_have_a_larger_least_group_in_what_people_say(self):
        rules = Rules("proportion", k=5, group_k=10, small=frozenset({2}))
        for one in (row(1, sex="K", of=9, having=0), row(1, age="65+", of=9, having=0), row(1, unit=2, of=9, having=0)):
            assert set(states([one], rules=rules).values()) == {HIDDEN}
        assert set(states([row(1, of=9, having=0)], rules=rules).values()) == {SHOWN}

    def test_a_number_is_of_as_many_people(self):
        rules = Rules("count")
        assert set(states([Row(1, 1, "2024", "T", "", None, None, 3.0)], rules=rules).values()) == {HIDDEN}
        assert set(states([Row(1, 1, "2024", "T", "", None, None, 0.0)], rules=rules).values()) == {SHOWN}

    def test_a_mean_is_of_those_who_answered(self):
        assert set(states([Row(1, 1, "2024", "T", "", None, 4.0, 7.5)], rules=Rules("mean")).values()) == {HIDDEN}
        assert set(states([Row(1, 1, "2024", "T", "", 3.0, 40.0, 0.1)], rules=Rules("mean")).values()) == {SHOWN}

    def test_a_rate_may_have_more_events_than_people(self):
        assert set(states([row(1, of=40, having=41)], rules=Rules("rate")).values()) == {SHOWN}


class TestOfNobodyKnowsHowMany:
    ONE = Row(1, 1, "2024", "T", "", None, None, 41.2)

    def test_is_hidden_and_said(self):
        cube = publish([self.ONE], now=0, tree={}, rules=RULES)
        assert (cube.totals, cube.uncounted) == ({SHOWN: 0, HIDDEN: 1, MISSING: 0}, 1) and cube.why == {UNCOUNTED: 1}

    def test_unless_it_is_public_already(self):
        rules = replace(RULES, is_open=True)
        assert set(states([self.ONE], rules=rules).values()) == {SHOWN}
        assert set(states([replace(self.ONE, value=2.0)], rules=replace(rules, value_type="count")).values()) == {SHOWN}


class TestMissing:
    def test_is_a_state_and_never_nought(self):
        cube = publish([Row(1, 1, "2024", "T", "", None, None, None)], now=0, tree={}, rules=RULES)
        assert [(cell.state, cell.value) for cell in cube.units[1]] == [(MISSING, None)]

    def test_a_period_that_others_have_is_missing(self):
        found = states([row(1), row(2, period="2023"), row(3, unit=2)])
        assert found[2, "2023", "T", ""] == MISSING

    def test_a_year_is_not_missing_among_months(self):
        found = states([row(1), row(2, unit=2, period="2024-01")])
        assert (2, "2024", "T", "") not in found and len(found) == 2

    def test_a_part_that_the_source_does_not_tell_counts_as_what_is_left(self):
        """43 less 40 are 3 men, whom the source has not told of: the women are hidden so that nobody sees them."""
        rows = [row(1, of=43), row(2, sex="K", of=40), Row(3, 1, "2024", "M", "", None, None, None)]
        rows[2] = replace(rows[2], period="2024", sex="M")
        assert states(rows)[1, "2024", "K", ""] == HIDDEN


class TestForTheSakeOfOthers:
    def test_nine_in_all_and_five_shown(self):
        found = states([row(1, of=19, having=9), row(2, sex="K", of=15, having=7), row(3, sex="M", of=4, having=2)])
        assert [found[1, "2024", sex, ""] for sex in "TKM"] == [SHOWN, HIDDEN, HIDDEN]

    def test_units_of_a_region(self):
        rows = [row(1, of=100, having=50), row(2, unit=2, of=4, having=2), row(3, unit=3, of=36, having=18),
                row(4, unit=4, of=60, having=30)]  # fmt: skip
        found = states(rows, tree={1: None, 2: 1, 3: 1, 4: 1})
        assert [found[unit, "2024", "T", ""] for unit in (1, 2, 3, 4)] == [SHOWN, HIDDEN, HIDDEN, SHOWN]

    def test_what_is_left_of_a_region_whose_units_are_not_all_there(self):
        """The 3 of the unit that has not reported are 100 less 97."""
        rows = [row(1, of=100, having=50), row(2, unit=2, of=37, having=18), row(3, unit=3, of=60, having=30)]
        found = states(rows, tree={1: None, 2: 1, 3: 1})
        assert HIDDEN in found.values()
        rows[0] = row(1, of=140, having=75)
        assert set(states(rows, tree={1: None, 2: 1, 3: 1}).values()) == {SHOWN}

    def test_a_unit_counts_towards_the_nearest_above_that_has_figures(self):
        rows = [row(1, of=100, having=50), row(2, unit=3, of=4, having=2), row(3, unit=4, of=96, having=48)]
        found = states(rows, tree={1: None, 2: 1, 3: 2, 4: 2})
        assert found[4, "2024", "T", ""] == HIDDEN

    def test_months_of_a_quarter_and_a_year(self):
        months = [row(n, period=f"2024-{n:02}", of=4 if n == 2 else 40, having=2 if n == 2 else 20) for n in (1, 2, 3)]
        found = states([*months, row(9, period="2024-Q1", of=84, having=42)])
        assert found[1, "2024-Q1", "T", ""] == SHOWN and list(found.values()).count(HIDDEN) == 2
        assert set(longer("2024-03")) == {"2024-Q1", "2024-T1", "2024-H1", "2024"}
        assert set(longer("2024-Q3")) == {"2024-H2", "2024"} and longer("2024") == ()

    def test_the_small_ones_together_are_not_few_either(self):
        """Two of one and two people are three together when all others are shown, so one more is hidden."""
        people = {"a": 1, "b": 2, "c": 30, "d": 40}
        rows = [row(1, of=73, having=30)]
        rows += [row(n, age=age, of=of, having=min(of, 10)) for n, (age, of) in enumerate(people.items(), start=2)]
        assert list(states(rows).values()).count(HIDDEN) == 3


class TestReleases:
    def test_hidden_stays_hidden(self):
        before = [row(1, of=4, having=2, last=1)]
        rows = [*before, row(2, of=400, having=200, first=1)]
        assert set(states(rows, earlier=told(before, []), now=1).values()) == {HIDDEN}

    def test_shown_stays_shown_though_a_new_part_is_small(self):
        rows = [row(1), row(2, sex="K", of=37, having=18, first=1), row(3, sex="M", of=3, having=2, first=1)]
        found = states(rows, earlier=told(rows[:1], [1]), now=1)
        assert [found[1, "2024", sex, ""] for sex in "TKM"] == [SHOWN, HIDDEN, HIDDEN]

    def test_a_revision_of_too_few_people_lets_the_old_figure_stand(self):
        rows = revise([row(1)], (1, "2024", "T", ""), at=1, people=42, having=21)
        cube = publish(rows, now=1, tree={}, rules=RULES, earlier=told(rows[:1], [1]))
        assert [(cell.state, cell.denominator) for cell in cube.units[1]] == [(SHOWN, 40)] and cube.kept == 1

    def test_a_revision_of_enough_people_is_told(self):
        rows = revise([row(1)], (1, "2024", "T", ""), at=1, people=47, having=24)
        cube = publish(rows, now=1, tree={}, rules=RULES, earlier=told(rows[:1], [1]))
        assert [(cell.state, cell.denominator) for cell in cube.units[1]] == [(SHOWN, 47)] and cube.kept == 0

    def test_small_revisions_are_told_when_they_have_grown_together(self):
        key = (1, "2024", "T", "")
        rows = revise([row(1)], key, at=1, people=43, having=21)
        rows = revise(rows, key, at=2, people=46, having=23)
        cube = publish(rows, now=2, tree={}, rules=RULES, earlier=told(rows[:1], [1]))
        assert [cell.denominator for cell in cube.units[1]] == [46]

    def test_the_total_of_a_small_revision_is_not_told_through_its_parts(self):
        """In all 40 stands. The women grew from 20 to 30 and the men shrank to 12: together they would tell of 42."""
        rows = [row(1), row(2, sex="K", of=20, having=10), row(3, sex="M", of=20, having=10)]
        for sex, people, having in (("T", 42, 20), ("K", 30, 12), ("M", 12, 8)):
            rows = revise(rows, (1, "2024", sex, ""), at=1, people=people, having=having)
        earlier = told(rows[:3], [1, 2, 3])
        cube = publish(rows, now=1, tree={}, rules=RULES, earlier=earlier)
        assert not audit(rows, tree={}, rules=RULES, earlier=after(rows, cube, earlier), releases=2).recoverable
        cells = cells_of(cube)
        assert [cells[1, "2024", sex, ""].denominator for sex in "KM"] != [30, 12]

    def test_what_is_already_out_cannot_be_taken_back(self):
        rows = [row(1), row(2, sex="K", of=37, having=18), row(3, sex="M", of=3, having=2)]
        with pytest.raises(CannotProtect):
            publish(rows, now=1, tree={}, rules=RULES, earlier=told(rows, [1, 2]))


def test_a_larger_share_than_three_in_ten_is_said():
    assert (
        hidden_share({SHOWN: 6, HIDDEN: 4, MISSING: 90}) == 0.4 and hidden_share({SHOWN: 0, HIDDEN: 0, MISSING: 1}) == 0
    )


@given(
    seed=st.integers(0, 10_000),
    mean=st.sampled_from([3, 8, 30]),
    ages=st.sampled_from([(), ("a", "b"), ("a", "b", "c")]),
)
@settings(max_examples=60, deadline=None)
def test_nothing_hidden_can_be_worked_out(seed, mean, ages):
    rows, tree = make_rows(units=6, ages=ages, seed=seed, mean=mean, per_region=3)
    cube = publish(rows, now=0, tree=tree, rules=RULES)
    shown = {key for key, cell in cells_of(cube).items() if cell.state == SHOWN}
    assert not _slowly_known(rows, tree, shown)
    assert not audit(rows, tree=tree, rules=RULES, earlier=after(rows, cube), releases=1, ranges=False).recoverable


@given(seed=st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_nothing_can_be_worked_out_from_many_releases(seed):
    chance = random.Random(seed)
    rows, tree = make_rows(units=4, ages=("a", "b"), seed=seed, mean=9, per_region=2)
    earlier = Earlier()
    for now in range(4):
        cube = publish(rows, now=now, tree=tree, rules=RULES, earlier=earlier)
        earlier = after([one for one in rows if one.first <= now], cube, earlier)
        found = audit(rows, tree=tree, rules=RULES, earlier=earlier, releases=now + 1, ranges=False)
        assert not found.recoverable
        for _n in range(3):
            leaf = chance.choice(sorted({one.key for one in rows if one.unit > 2 and one.sex != "T" and one.age}))
            rows = grow(rows, tree, leaf, at=now + 1, people=chance.choice((1, 2, 7, 20)), having=chance.randint(0, 1))


@given(seed=st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_figures_that_do_not_add_up_are_protected_or_refused(seed):
    chance = random.Random(seed)
    rows, tree = make_rows(units=4, ages=("a", "b"), seed=seed, mean=9, per_region=2)
    earlier = Earlier()
    for now in range(3):
        try:
            cube = publish(rows, now=now, tree=tree, rules=RULES, earlier=earlier)
        except CannotProtect:
            return
        earlier = after([one for one in rows if one.first <= now], cube, earlier)
        found = audit(rows, tree=tree, rules=RULES, earlier=earlier, releases=now + 1, ranges=False)
        assert not found.recoverable
        for key in chance.sample(sorted({one.key for one in rows}), 5):
            people = chance.randint(1, 40)
            rows = revise(rows, key, at=now + 1, people=people, having=chance.randint(0, people))


def test_the_order_of_figures_makes_no_difference():
    rows, tree = make_rows(units=12, ages=("a", "b"), seed=5)
    one = states(rows, tree=tree)
    random.Random(3).shuffle(rows)
    assert states(rows, tree=tree) == one


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_the_quick_way_knows_what_singular_values_know(data):
    names = [f"x{n}" for n in range(data.draw(st.integers(1, 9)))]
    weight = st.sampled_from([-1, 1])
    sums = data.draw(st.lists(st.dictionaries(st.sampled_from(names), weight, min_size=1, max_size=4), max_size=8))
    assert worked_out(sums) == set(System(sums).recoverable({name for row in sums for name in row}))


def _slowly_known(rows, tree, shown):
    """Hidden figures whose unit vector lies in the row space, by ranks in fractions."""
    sums = build(rows, tree=tree, rules=RULES)
    known = {name_of(one) for one in rows if one.key in shown}
    unknown = sorted(set(sums.size) - known)
    matrix = [[row.get(name, 0) for name in unknown] for row in sums.sums]
    reduced = _reduced([row for row in matrix if any(row)])
    alone = {next(i for i, x in enumerate(row) if x) for row in reduced if sum(map(bool, row)) == 1}
    hidden = {name_of(one) for one in rows} - known
    return {unknown[i] for i in alone} & (hidden | sums.guarded)


def _reduced(matrix):
    """Reduced row echelon form."""
    rows = [np.array([Fraction(x) for x in row], dtype=object) for row in matrix]
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = rows[done] / rows[done][column]
        for i in range(len(rows)):
            if i != done and rows[i][column]:
                rows[i] = rows[i] - rows[done] * rows[i][column]
        done += 1
    return rows[:done]
