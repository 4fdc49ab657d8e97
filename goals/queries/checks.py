"""How a version was tried, as anyone may see it. Staff read the record itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.analysis.recognition import HIDE_FIRST, shown
from goals.models import MemberCheck
from goals.queries.people import GROUPS, WIDER
from goals.queries.shown_tables import ANSWERS, message, reading, table_data
from hlab.stats.bars import NARROW, WIDE, stacked
from hlab.stats.suppression import DEFAULT_K, suppress_parts


def shown_checks(checks: Iterable[MemberCheck]) -> dict:
    """What anyone may see of a version's checks.

    {"groups": [{"held_on", "how", "told": `shown_tables.table_data`}] of those that tell each group by itself, "rows":
    [{"held_on", "how", "people", "cells"}] of the others, with cells [{"label", "value": people or None}], "few": checks
    with too few people for any number, "hides": whether a cell is hidden, "chart": see `_chart` or None,
    "dissents": objections, "k"}. An objection is shown however many were asked, without saying how many hold it.
    """
    checks = list(checks)
    groups = {check.pk: table for check in checks if (table := shown_groups(check)) is not None}
    rows = [_row(check) for check in checks if check.people >= DEFAULT_K and check.pk not in groups]
    return {
        "groups": [
            {"held_on": check.held_on, "how": check.how, "told": table_data(groups[check.pk])}
            for check in checks
            if check.pk in groups
        ],
        "rows": rows,
        "few": [check for check in checks if check.people < DEFAULT_K],
        "hides": any(cell["value"] is None for row in rows for cell in row["cells"]),
        "chart": _chart([row for row in rows if row["whole"]]),
        "dissents": [check.dissent for check in checks if check.dissent],
        "k": DEFAULT_K,
    }


def shown_groups(check: MemberCheck):
    """The groups of a check as anyone may see them; None where they are not told apart. Then all are told together, as
    the room was told (`goals.queries.judged.result_of`)."""
    if not check.by_group:
        return None
    table = shown(check.by_group, groups=GROUPS, wider=WIDER)
    return table if table.rows else None


def _row(check: MemberCheck) -> dict:
    """Two ways of sharing the same people, who are told: by answer, and by who speaks from own experience."""
    lived, people = check.lived_experience, check.people
    by_answer = suppress_parts({name: getattr(check, name) for name in ANSWERS}, order=HIDE_FIRST)
    by_voice = suppress_parts({"lived": lived, "others": people - lived})
    cells: list[dict] = [{"label": label, "value": by_answer[name].value} for name, label in ANSWERS.items()]
    whole = not any(cell.is_hidden for cell in by_answer.values())
    cells.append({"label": _("Svar"), "value": people})
    cells.append({"label": _("Egen erfarenhet eller närstående"), "value": by_voice["lived"].value})
    return {"held_on": check.held_on, "how": check.how, "people": people, "cells": cells, "whole": whole}


def _chart(rows: list[dict]) -> dict | None:
    """Bars for the checks of which every answer is shown: {"title": message, "note", "text": the same in words,
    "line": reading, "wide" and "narrow": pictures}. None where there is no such check."""
    if not rows:
        return None
    answers = [str(label) for label in ANSWERS.values()]
    bars = [
        (date_format(row["held_on"], "j F Y"), [cell["value"] for cell in row["cells"][: len(ANSWERS)]]) for row in rows
    ]
    recognise, partly, against, _unknown = (
        sum(column) for column in zip(*(counts for _day, counts in bars), strict=True)
    )
    people = sum(row["people"] for row in rows)
    said = [
        f"{day}: " + ", ".join(f"{answer.lower()} {n}" for answer, n in zip(answers, counts, strict=True))
        for day, counts in bars
    ]
    return {
        "title": message(recognise, against, people),
        "note": ngettext(
            "%(people)s svar i en prövning. Antal personer.",
            "%(people)s svar i %(n)s prövningar. Antal personer.",
            len(rows),
        )
        % {"people": people, "n": len(rows)},
        "text": _("Liggande staplar, en för varje prövning. %(said)s.") % {"said": ". ".join(said)},
        "line": reading(recognise, partly, against, people),
        "wide": stacked(answers, bars, WIDE),
        "narrow": stacked(answers, bars, NARROW),
    }

