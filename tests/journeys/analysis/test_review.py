"""What a map should be asked when it is looked over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from journeys.analysis.document import Phase, Step
from journeys.analysis.review import MANY_STEPS, questions
from tests.journeys.sample import DOCUMENT, large

TODAY = date(2026, 11, 26)
WELL = {"owned": True, "review_on": TODAY, "today": TODAY}


def asked(document, **other) -> list[str]:
    return [question.about for question in questions(document, **WELL | other)]


def with_step(**fields):
    return replace(
        DOCUMENT, phases=(Phase("f", "Fas", (Step("s", "Steg", grade="told", **fields),)),), gaps=(), links=()
    )


def test_a_map_that_is_looked_after_is_asked_nothing():
    assert asked(DOCUMENT) == []


def test_what_hurts_wants_a_reason_behind_the_stage():
    assert asked(with_step(feeling=-1)) == ["backstage"]
    assert asked(with_step(moment="worst")) == ["backstage"]
    assert asked(with_step(feeling=-2, cells={"back": "Ingen får boka."})) == []
    assert asked(with_step(feeling=-2, cells={"support": "Ersättning per besök."})) == []
    assert asked(with_step(feeling=0)) == []
    assert questions(with_step(feeling=-1), **WELL)[0].steps[0].key == "s"


def test_a_map_of_assumptions_only():
    assert asked(with_step(feeling=1)) == []
    assert asked(replace(with_step(), phases=(Phase("f", "Fas", (Step("s", "Steg"),)),))) == ["assumed"]
    assert asked(replace(DOCUMENT, phases=(), gaps=(), links=())) == []


def test_days_that_say_another_order_than_the_map():
    def way(*days, track=""):
        steps = tuple(Step(f"s{n}", f"Steg {n}", grade="told", from_day=day, track=track if n % 2 else "")
                      for n, day in enumerate(days))  # fmt: skip
        return replace(DOCUMENT, phases=(Phase("f", "Fas", steps),), gaps=(), links=())

    assert asked(way(0, 5, 3)) == ["order"]
    assert [step.key for step in questions(way(0, 5, None, 3, 4), **WELL)[0].steps] == ["s3"]
    assert asked(way(0, None, 0, 7)) == []
    assert asked(way(9, 3, 9, 4, track="Arbetet")) == []  # what goes on beside has its own order


def test_a_long_map():
    assert "long" not in asked(large(4, MANY_STEPS, 0))
    assert "long" in asked(large(4, MANY_STEPS + 1, 0))


def test_nobody_looks_after_it():
    assert asked(DOCUMENT, owned=False) == ["no_owner"]
    assert asked(DOCUMENT, review_on=None) == ["no_review"]
    assert asked(DOCUMENT, review_on=TODAY - timedelta(days=1)) == ["overdue"]
