"""What may be read of an indicator and its figures by programs: the same in the files and in the open API."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from followup.analysis.cells import HIDDEN, Cell
from followup.models import IndicatorVersion, Verdict
from followup.queries.published import Told
from followup.words.names import by_name

MASKED = "masked"
"""What exchange formats call a value that is there and is not told (FHIR data-absent-reason)."""


def state_of(cell: Cell) -> str:
    """ "shown", "masked", "missing" or "ended"."""
    return MASKED if cell.state == HIDDEN else cell.state


def source_of(version: IndicatorVersion) -> str:
    """The words of where the figures come from. The platform is named as the source of unchanged values only: where we
    have counted and hidden, the figures are ours."""
    if version.is_open:
        return version.attribution_raw or version.register_name
    return version.attribution_processed or version.register_name


def unit_data(told: Told) -> dict[str, Any]:
    """One unit with everything that is told of it."""
    return {
        "code": told.unit.code,
        "name": told.unit.name,
        "kind": told.unit.kind,
        "figures": [cell_data(cell) for cell in told.cells],
        "verdicts": [verdict_data(told.verdicts[key]) for key in sorted(told.verdicts)],
    }


def cell_data(cell: Cell) -> dict[str, Any]:
    """A figure. value, numerator and denominator are null in every state but "shown"; null is never 0."""
    return {
        "period": cell.period, "sex": cell.sex, "age": cell.age, "state": state_of(cell), "value": cell.value,
        "numerator": cell.numerator, "denominator": cell.denominator,
    }  # fmt: skip


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """The two answers, with every number they were made of."""
    return {
        "sex": verdict.sex, "age": verdict.age, "position": verdict.position, "position_why": verdict.position_why,
        "heading": verdict.heading, "heading_why": verdict.heading_why, "facts": verdict.facts,
    }  # fmt: skip


def in_order(told: Iterable[Told]) -> list[Told]:
    """By name, never by value."""
    return sorted(told, key=lambda one: by_name(one.unit))
