"""Levels beside perspectives: most of one perspective speak of one level, and whoever knows that works out no more."""

from __future__ import annotations

import random

import pytest

from feedback.actions.counting import USUAL
from feedback.analysis.distribution import REST, Row, Table, tell
from feedback.analysis.levels import beside
from feedback.analysis.release import SCALES, STEPS
from feedback.enums import USUAL_LEVEL, Effect
from feedback.queries.results import results_of
from hlab.labs.enums import Perspective
from tests.feedback.counted import answer, count_it
from tests.feedback.sample import make_round
from tests.feedback.test_telling import by, follows, system

K = 5
WHO = ("lived", "relative", "staff", "manager", "elected", "national")
LEVELS = ("micro", "meso", "macro")


def both(rows, *, linked: bool = True) -> dict[str, tuple[dict, Table]]:
    """Two tables of people who all speak of the level that is usual. rows: (perspective, level, answer)."""
    who, what = by(rows, 0), by(rows, 1)
    perspectives = tell(who, scales=SCALES, order=WHO, k=K)
    levels = tell(what, scales=SCALES, order=LEVELS, k=K)
    if linked:
        sizes = {key: sum(cells.values()) for key, cells in who.items()}
        levels = beside(levels, perspectives, sizes=sizes, usual=USUAL, scales=SCALES, k=K)
    return {"perspective": (who, perspectives), "level": (what, levels)}


def crowd(**sizes: int) -> list[tuple[str, str, str]]:
    return [(who, USUAL[who], "better") for who, n in sizes.items() for _one in range(n)]


def small_ones(found) -> list[str]:
    """Small numbers that follow from both tables for whoever takes everyone to speak of their usual level."""
    counts, relations, asked = system(found)
    who, what = found["perspective"][0], found["level"][0]
    for level in what:
        for step in STEPS:
            mine = {f"perspective {key} {step}": 1 for key in who if USUAL[key] == level}
            relations.append({f"level {level} {step}": -1} | mine)
    return [name for name in follows(counts, relations, asked) if 0 < counts[name] < K]


def test_a_level_does_not_give_away_the_perspective_that_is_not_told():
    """20 + 3 + 15 of one level and 7 of another: 38 − 20 − 15 would be the three."""
    rows = crowd(lived=20, relative=3, staff=15, manager=7)
    naive, told = both(rows, linked=False), both(rows)
    assert [(row.key, row.n) for row in naive["level"][1].rows] == [("micro", 38), ("meso", 7)]
    assert [(row.key, row.n) for row in told["perspective"][1].rows] == [("lived", 20), ("staff", 15), (REST, 10)]
    assert small_ones(naive) and not small_ones(told)
    assert told["level"][1].rows == () and told["level"][1].total.n == 45


def test_levels_are_told_where_what_is_left_is_of_one_level():
    """As in the example lab: the few elected go with the managers, and both speak of the same level."""
    told = both(crowd(lived=12, relative=7, staff=10, manager=6, elected=3))
    assert [(row.key, row.n) for row in told["perspective"][1].rows][-1] == (REST, 9)
    assert [(row.key, row.n) for row in told["level"][1].rows] == [("micro", 29), ("meso", 9)]
    assert not small_ones(told)


def said(**answers: dict[str, int]) -> list[tuple[str, str, str]]:
    return [(who, USUAL[who], step) for who, row in answers.items() for step, n in row.items() for _one in range(n)]


ENOUGH = {"staff": {"better": 20}, "national": {"better": 20}}


def test_levels_are_told_coarser_where_that_is_enough():
    rows = said(lived={"much_worse": 2, "worse": 4, "better": 20}, relative={"much_worse": 8, "worse": 6, "better": 10},
                manager={"much_worse": 12, "worse": 12, "better": 20}, **ENOUGH)  # fmt: skip
    naive, told = both(rows, linked=False), both(rows)
    assert "perspective lived much_worse" in small_ones(naive) and not small_ones(told)
    assert {row.scale for row in naive["level"][1].rows} == {"steps"}
    assert [(row.n, row.scale) for row in told["level"][1].rows] == [(70, "sides"), (44, "sides"), (20, "sides")]


def test_levels_are_told_without_answers_where_no_scale_is_enough():
    rows = said(lived={"worse": 2, "better": 20}, relative={"worse": 8, "better": 10},
                manager={"worse": 12, "better": 20}, **ENOUGH)  # fmt: skip
    naive, told = both(rows, linked=False), both(rows)
    assert "perspective lived worse" in small_ones(naive) and not small_ones(told)
    assert [(row.n, row.scale) for row in told["level"][1].rows] == [(60, ""), (32, ""), (20, "")]


@pytest.mark.parametrize("seed", range(60))
def test_no_small_number_follows_when_everybody_speaks_of_their_usual_level(seed):
    chance = random.Random(seed)
    often = [chance.choice((1, 3, 12)) for _ in WHO]
    rare = [chance.choice((1, 3, 12)) for _ in STEPS]
    rows = []
    for _one in range(chance.choice((20, 40, 90, 300))):
        who = chance.choices(WHO, often)[0]
        rows.append((who, USUAL[who], chance.choices(STEPS, rare)[0]))
    assert not small_ones(both(rows))


def test_the_check_would_notice():
    leaks = 0
    for seed in range(60):
        chance = random.Random(seed)
        sizes = {who: chance.choice((0, 3, 8, 20)) for who in WHO}
        leaks += bool(small_ones(both(crowd(**sizes), linked=False)))
        assert not small_ones(both(crowd(**sizes)))
    assert leaks > 5


def test_nothing_is_told_of_no_levels():
    assert beside(Table(), Table(), sizes={}, usual=USUAL, scales=SCALES, k=K) == Table()
    one = Table(Row("", 9), (Row("micro", 9),))
    assert beside(one, Table(), sizes={"lived": 4, "staff": 5}, usual=USUAL, scales=SCALES, k=K) == one


@pytest.mark.django_db
def test_a_round_is_counted_with_its_levels_beside_its_perspectives(lab):
    round = make_round(lab=lab)
    for perspective, n in ((Perspective.LIVED, 20), (Perspective.RELATIVE, 3), (Perspective.STAFF, 15),
                           (Perspective.MANAGER, 7)):  # fmt: skip
        answer(round, perspective=perspective, effects={Effect.BETTER: n}, level=USUAL_LEVEL[perspective])
    count_it(round)
    found = results_of(round, round.asks.get().version)
    assert found.total.n == 45 and "38" not in repr(found.by["level"])
