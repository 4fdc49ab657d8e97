"""How many of the answers in a list would say "better" or "worse" by chance alone. Pure; made of the answers' facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from followup.analysis.defined import BETTER, WORSE
from followup.analysis.heading import RUNS, SEASON, SIGNS, TREND
from hlab.stats.spc.chance import Expected, chance_of, chance_of_runs, summed

TREND_CHANCE = 0.002  # what the test of the recent trend is set to
MOST_TIED = 0.5  # a longer memory than this is a change, not noise


@dataclass(frozen=True)
class Signs:
    """found: answers that say better or worse. asked: those that could have. tied: how much a value goes with the one
    before, in the middle series of the list. expected: of chance."""

    found: int
    asked: int
    tied: float
    expected: Expected

    @property
    def is_more(self) -> bool:
        return self.expected.is_more(self.found)


def signs_by_chance(answers: Iterable[tuple[str, Mapping[str, Any]]]) -> Signs:
    """answers: (heading, facts) of each series in the list, as they are kept with a verdict.

    That a value goes with the one before gives more false signs. How much it does is taken from the middle series of
    the list, so that some that truly change do not make room for the rest.
    """
    rows = [(code, facts.get("heading") or {}) for code, facts in answers]
    asked = [(code, by) for code, by in rows if by.get("method") in (SIGNS, SEASON, RUNS, TREND) and code != "unknown"]
    memory = [by["tied"] for _code, by in asked if by["method"] == SIGNS]
    tied = round(float(np.clip(np.median(memory), 0, MOST_TIED)), 1) if memory else 0.0
    chances = [_chance(by, tied) for _code, by in asked]
    found = sum(code in (BETTER, WORSE) for code, _by in asked)
    return Signs(found, len(asked), tied, summed(chances))


def _chance(by: Mapping[str, Any], tied: float) -> float:
    if also := by.get("also"):  # asked in two ways, either of which could have told
        rest = {name: fact for name, fact in by.items() if name != "also"}
        return 1 - (1 - _chance(rest, tied)) * (1 - _chance(also, tied))
    if by["method"] == TREND:
        return TREND_CHANCE
    if by["method"] == RUNS:
        return chance_of_runs(by["useful"])
    return chance_of(np.array([one == "1" for one in by["there"]]), correlation=tied)
