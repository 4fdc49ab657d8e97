"""The counting of many journeys told again the slow way: no frames, one journey after another."""

from __future__ import annotations

import calendar
from datetime import date

from journeys.analysis.rollup import Share

SOURCES = ("told", "observed")


def shares(journeys: list[dict], parts: list[dict], fits) -> list[Share]:
    """[told, observed]: journeys with a part that fits."""
    out = []
    for source in SOURCES:
        n = guessed = m = 0
        for journey in journeys:
            if journey["source"] != source:
                continue
            m += 1
            found = [part["grade"] for part in parts if part["journey"] == journey["journey"] and fits(part)]
            if any(grade != "assumed" for grade in found):
                n += 1
            elif found:
                guessed += 1
        out.append(Share(n, m, guessed))
    return out


def low_parts(journeys: list[dict], parts: list[dict]) -> tuple[list[dict], list[dict]]:
    """(journeys that say how it felt, the heaviest parts)."""
    felt, low = [], []
    for journey in journeys:
        said = [
            part for part in parts
            if part["journey"] == journey["journey"] and part["grade"] != "assumed"
            and (part["feeling"] is not None or part["moment"] == "worst")
        ]  # fmt: skip
        if said:
            felt.append(journey)
        least = min((part["feeling"] for part in said if part["feeling"] is not None), default=0)
        low += [part for part in said if part["moment"] == "worst" or (part["feeling"] == least and least < 0)]
    return felt, low


def when(began: date | None, done_on: date) -> str:
    """ "after", "before" or "unclear"."""
    if began is None:
        return "unclear"
    if began >= done_on:
        return "after"
    last = began.replace(day=calendar.monthrange(began.year, began.month)[1])
    return "before" if last < done_on else "unclear"
