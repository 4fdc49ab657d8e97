"""A lab with a proposal that is published, and a round about it."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from importlib.util import find_spec
from types import ModuleType

import pytest

from feedback.actions.rounds import close_round, open_round, plan_round
from feedback.models import Response, RoundRelease
from feedback.queries.rounds import KIND, step_of
from tests.factories import NOON
from tests.feedback import sample
from workshops import registry
from workshops.registry import ExerciseKind, Phase, StepWords

DAYS = {
    "opens_on": NOON.date(),
    "closes_at": NOON + timedelta(days=14),
    "paper_until": date(2026, 12, 15),
    "answer_by": date(2027, 1, 31),
}
WORDS = {
    "title": "Synpunkter på planen",
    "asked": "Alla i tre län",
    "open_scope": "Hur planen görs.",
    "closed_scope": "Att det ska finnas en plan.",
    "decider": "Utredningen",
}
AFTER_PAPER = NOON + timedelta(days=22)


@pytest.fixture(autouse=True)
def kind(monkeypatch):
    """A step to try in, where the real one has not been built in."""
    if KIND in registry.keys_where():
        return
    nothing = {"participant": dict, "console": dict, "stage": dict}
    words = StepWords(close="", close_question="", reopen="", closed_now="", reopened_now="")
    stand_in = ExerciseKind(
        key=KIND, label="Pröva", explain="", templates="feedback/kind", phases=(Phase("open", "Svara"),), words=words,
        acts={"svara": dict}, clean_settings=lambda settings: {"round": settings.get("round")}, **nothing,
    )  # fmt: skip
    monkeypatch.setitem(registry._kinds, KIND, stand_in)


@pytest.fixture(autouse=True)
def counting(monkeypatch):
    """Counting that counts nothing, where the real one has not been built in."""
    if find_spec("feedback.actions.counting") is not None:
        return
    module = ModuleType("feedback.actions.counting")

    def count(*, round, by, at):
        return RoundRelease.objects.create(round=round, k=round.k, tables={}, made_at=at)

    module.count = count
    monkeypatch.setitem(sys.modules, "feedback.actions.counting", module)


@pytest.fixture
def version(lab):
    return sample.make_version(proposal=sample.make_proposal(lab=lab), published=True)


@pytest.fixture
def planned(lab, version):
    return plan_round(lab=lab, versions=[version], by=None, at=NOON, **WORDS, **DAYS)


@pytest.fixture
def opened(planned):
    return open_round(round=planned, support_person="Robin Ek, 010-000 00 00", by=None, at=NOON)


@pytest.fixture
def closed(opened):
    return close_round(round=opened, by=None, at=NOON + timedelta(days=14))


def say(round, version, place, **fields) -> Response:
    """A response of this person in the round's own step."""
    return Response.objects.create(
        round=round, version=version, exercise=step_of(round), participation=place, receipt_id=place.receipt_id,
        created_at=NOON, at=NOON, **fields,
    )  # fmt: skip
