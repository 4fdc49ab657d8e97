"""What the pages about a round's result say, put together of what may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from feedback.analysis.agreement import Difference, pairs
from feedback.analysis.change import changed
from feedback.analysis.distribution import Row
from feedback.analysis.objections import strongest
from feedback.analysis.release import NONE, OTHER, on_sides
from feedback.models import ProposalVersion
from feedback.queries.results import Result
from feedback.result_charts import ShownTable, alone, shown
from feedback.result_words import AGAINST, GROUPINGS, group, of, points, reading, said
from hlab.labs.enums import Perspective


@dataclass(frozen=True)
class Compared:
    """Two groups, or one group before and after, on one side: shares of people, the difference, and what it says."""

    label: str
    one: str
    other: str
    points: str
    reading: str


@dataclass(frozen=True)
class Voiced:
    """What speaks against, in one group of n."""

    label: str
    n: int
    rows: list[tuple[str, str]]


def version_page(result: Result, *, before: tuple[ProposalVersion, Result] | None, codes: bool) -> dict:
    """Everything about one version. before: an earlier version with its result. codes: with what the lab has coded."""
    total = result.total
    if total is None:
        return {"few": True, "k": result.k, "other": _other(result)}
    two = list(pairs(result.by["perspective"].rows))
    return {
        "few": False,
        "k": result.k,
        "n": total.n,
        "answered": total.n - total.cells[NONE] if NONE in total.cells else None,
        "whole": alone(total),
        "tables": [{"by": by, "title": title, "table": shown(result.by[by], by)} for by, title in GROUPINGS.items()],
        "other": _other(result),
        "better": [_pair(pair.better, pair.one, pair.other, better=True) for pair in two],
        "worse": [_pair(pair.worse, pair.one, pair.other, better=False) for pair in two],
        "against": _voiced(result, AGAINST),
        "coded": _voiced(result, ("code",)) if codes else [],
        "changes": _changes(result, before),
    }


def _other(result: Result) -> ShownTable | None:
    return alone(result.other, OTHER) if result.other else None


def _pair(found: Difference, one: str, other: str, *, better: bool) -> Compared:
    first, second = group("perspective", one), group("perspective", other)
    label = _("%(one)s och %(other)s") % {"one": first, "other": second}
    return Compared(label, of(found.one), of(found.other), points(found), reading(found, first, second, better=better))


def _voiced(result: Result, kinds: Sequence[str]) -> list[Voiced]:
    """All together first, then each group in the order of the other tables."""
    found = strongest(result.said, kinds=kinds)
    rows = [result.total, *result.by["perspective"].rows]
    return [
        Voiced(
            group("perspective", row.key),
            row.n,
            [(said(one.kind, one.key, one.name), of((one.people, one.n))) for one in found[row.key]],
        )
        for row in rows
        if row is not None and row.key in found
    ]


def _changes(result: Result, before: tuple[ProposalVersion, Result] | None) -> dict | None:
    """{"version": the earlier one, "better": rows, "worse": rows} by group; None without an earlier result."""
    if before is None:
        return None
    version, earlier = before
    sides: dict[str, list[Compared]] = {"better": [], "worse": []}
    was, now = _("Version %(n)s") % {"n": version.number}, _("Den här versionen")
    for row in changed(*([one.total, *one.by["perspective"].rows] for one in (earlier, result))):
        for side, found in (("better", row.better), ("worse", row.worse)):
            words = reading(found, now, was, better=side == "better")
            sides[side].append(
                Compared(group("perspective", row.key), of(found.other), of(found.one), points(found), words)
            )
    return {"version": version, **sides}


# --- Several versions beside each other -------------------------------------------------------


def side_by_side(asked: Sequence[ProposalVersion], found: Mapping[int, Result]) -> dict:
    """Versions × perspectives: {"columns": labels, "rows": [{"version", "cells": [{"label", "n", "better", "worse"} or
    None where that group is not told by itself]}]}. better, worse: people, None where it is not told."""
    told = [(version, found.get(version.pk)) for version in asked]
    rows = {version.pk: _by_group(result) for version, result in told}
    keys = [key for key in ("", *Perspective.values, "*") if any(key in row for row in rows.values())]
    return {
        "columns": [group("perspective", key) for key in keys],
        "rows": [
            {"version": version, "cells": [_side_cell(key, rows[version.pk].get(key)) for key in keys]}
            for version in asked
        ],
    }


def _by_group(result: Result | None) -> dict[str, Row]:
    if result is None or result.total is None:
        return {}
    return {row.key: row for row in (result.total, *result.by["perspective"].rows)}


def _side_cell(key: str, row: Row | None) -> dict:
    sides = on_sides(row.cells) if row else {}
    return {
        "label": group("perspective", key),
        "n": row.n if row else None,
        "better": sides.get("all_better"),
        "worse": sides.get("all_worse"),
    }
