"""How alike groups answered, what changed, and what most people say against. Without a database."""

from feedback.analysis.agreement import Reading, difference, pairs
from feedback.analysis.change import changed
from feedback.analysis.distribution import REST, Row
from feedback.analysis.objections import strongest
from feedback.result_words import points, reading


def row(key: str, better: int, worse: int, n: int) -> Row:
    return Row(key, n, "neither", {"all_worse": worse, "all_better": better, "neither": n - better - worse})


def test_small_groups_are_never_judged():
    assert difference((9, 9), (0, 200)).reading is Reading.UNCLEAR
    assert difference((10, 10), (0, 200)).reading is Reading.MORE


def test_wide_is_unclear_and_narrow_is_alike():
    assert difference((6, 12), (7, 12)).reading is Reading.UNCLEAR
    assert difference((250, 500), (260, 500)).reading is Reading.ALIKE
    assert difference((100, 500), (300, 500)).reading is Reading.FEWER


def test_pairs_are_of_groups_that_are_told():
    rows = [row("lived", 20, 10, 40), Row("staff", 30), row(REST, 5, 5, 20), row("relative", 30, 5, 40)]
    (pair,) = pairs(rows)
    assert (pair.one, pair.other) == ("lived", "relative")
    assert pair.better.one == (20, 40) and pair.worse.other == (5, 40)
    assert reading(pair.better, "Egen erfarenhet", "Närstående", better=True) == "Närstående säger oftare bättre"
    assert points(pair.better) == "−25 procentenheter (−43 till −4)"


def test_change_is_the_later_less_the_earlier_in_the_same_group():
    before, after = [row("", 10, 30, 40), row(REST, 9, 9, 20)], [row("", 30, 10, 40), row(REST, 1, 1, 20), None]
    (found,) = changed(before, after)
    assert found.key == "" and found.better.difference == 0.5 and found.worse.reading is Reading.FEWER


def test_strongest_are_those_of_most_people_and_what_is_hidden_is_left_out():
    def item(kind, key, name, *rows):
        told = [{"key": group, "n": n, "cells": {"yes": yes, "no": n - yes} if yes else {}} for group, n, yes in rows]
        return {"kind": kind, "key": key, "name": name, "total": told[0], "rows": told[1:]}

    said = [
        item("part", "rethink", "", ("", 40, 12), ("lived", 20, 7), ("staff", 20, None)),
        item("against", "cost", "", ("", 40, 20), ("lived", 20, 5), ("staff", 20, 15)),
        item("code", "7", "Natten", ("", 40, 30)),
    ]
    found = strongest(said, kinds=("part", "against"))
    assert [(one.key, one.people) for one in found[""]] == [("cost", 20), ("rethink", 12)]
    assert [one.key for one in found["lived"]] == ["rethink", "cost"] and [one.key for one in found["staff"]] == [
        "cost"
    ]
    assert strongest(said, kinds=("code",))[""][0].name == "Natten"
