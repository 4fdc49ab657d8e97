"""How a version was tried, as anyone may see it. Staff read the record itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.models import MemberCheck
from hlab.stats.bars import NARROW, WIDE, stacked
from hlab.stats.suppression import DEFAULT_K, suppress_parts

ANSWERS = {
    "recognise": gettext_lazy("Känner igen"),
    "partly": gettext_lazy("Delvis"),
    "not_recognise": gettext_lazy("Känner inte igen"),
    "unknown": gettext_lazy("Vet inte"),
}
HIDE_FIRST = [*reversed(ANSWERS)]


def shown_checks(checks: Iterable[MemberCheck]) -> dict:
    """What anyone may see of a version's checks.

    {"rows": [{"held_on", "how", "people", "cells"}] with cells [{"label", "value": people or None}], "few": checks
    with too few people for any number, "hides": whether a cell is hidden, "chart": see `_chart` or None,
    "dissents": objections, "k"}. An objection is shown however many were asked, without saying how many hold it.
    """
    checks = list(checks)
    rows = [_row(check) for check in checks if check.people >= DEFAULT_K]
    return {
        "rows": rows,
        "few": [check for check in checks if check.people < DEFAULT_K],
        "hides": any(cell["value"] is None for row in rows for cell in row["cells"]),
        "chart": _chart([row for row in rows if row["whole"]]),
        "dissents": [check.dissent for check in checks if check.dissent],
        "k": DEFAULT_K,
    }


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
        "title": _message(recognise, against, people),
        "note": ngettext(
            "%(people)s svar i en prövning. Antal personer.",
            "%(people)s svar i %(n)s prövningar. Antal personer.",
            len(rows),
        )
        % {"people": people, "n": len(rows)},
        "text": _("Liggande staplar, en för varje prövning. %(said)s.") % {"said": ". ".join(said)},
        "line": _("%(recognise)s av %(people)s känner igen sig, %(partly)s delvis. %(against)s gör det inte.")
        % {"recognise": recognise, "people": people, "partly": partly, "against": against},
        "wide": stacked(answers, bars, WIDE),
        "narrow": stacked(answers, bars, NARROW),
    }


def _message(recognise: int, against: int, people: int) -> str:
    """What the bars say, in a sentence."""
    if recognise == people:
        return _("Alla känner igen sig")
    if 2 * recognise > people:
        return _("De flesta känner igen sig, men inte alla") if against else _("De flesta känner igen sig")
    if 2 * against > people:
        return _("De flesta känner inte igen sig")
    return _("Det går isär")
