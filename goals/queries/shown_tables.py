"""Tables of answers in words, with bars, for every page that tells how a målbild was received."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from goals.analysis.recognition import Row, Table
from goals.queries.people import WIDER_LABELS
from hlab.labs.enums import Perspective
from hlab.stats.bars import NARROW, WIDE, stacked
from hlab.stats.suppression import DEFAULT_K

ANSWERS = {
    "recognise": gettext_lazy("Känner igen"),
    "partly": gettext_lazy("Delvis"),
    "not_recognise": gettext_lazy("Känner inte igen"),
    "unknown": gettext_lazy("Vet inte"),
}


def table_data(table: Table) -> dict:
    """{"n": persons, "rows": [{"label", "n", "cells": [{"label", "value"}], "whole"}] (all together last, where that is
    told), "chart": see `bars` or None, "hides", "few": too few for any number, "k"}. value, n: None when hidden."""
    rows = [_row(row) for row in table.rows]
    if table.total is not None and len(rows) != 1:
        rows.append(_row(table.total))
    drawn = [row for row in rows[: len(table.rows)] or rows if row["whole"]]
    return {
        "n": table.n,
        "rows": rows,
        "chart": bars(drawn, by_group=bool(table.rows), all_of_them=not table.hides),
        "hides": table.hides,
        "few": not rows,
        "k": DEFAULT_K,
    }


def _row(row: Row) -> dict:
    cells = [{"label": label, "value": n} for label, n in zip(ANSWERS.values(), row.cells, strict=True)]
    return {"label": _group(row.key), "n": row.n, "cells": cells, "whole": row.whole}


def _group(key: str):
    if not key:
        return _("Alla tillsammans")
    return WIDER_LABELS[key] if key in WIDER_LABELS else Perspective(key).label


def bars(rows: list[dict], *, by_group: bool, all_of_them: bool = True) -> dict | None:
    """Lying, stacked bars for rows of which every answer is told: {"title": message, "note", "text": the same in words,
    "line": reading, "wide" and "narrow": pictures}. None where there is no such row. all_of_them: no group is left out
    of the picture; else the title must not speak for all."""
    if not rows:
        return None
    answers = [str(label) for label in ANSWERS.values()]
    drawn = [(str(row["label"]), [cell["value"] for cell in row["cells"]]) for row in rows]
    recognise, partly, against, _unknown = (sum(column) for column in zip(*(n for _l, n in drawn), strict=True))
    people = sum(sum(counts) for _label, counts in drawn)
    said = [
        f"{label}: " + ", ".join(f"{answer.lower()} {n}" for answer, n in zip(answers, counts, strict=True))
        for label, counts in drawn
    ]
    return {
        "title": message(recognise, against, people) if all_of_them else _("Så svarade de grupper som kan visas"),
        "note": (
            ngettext("%(n)s person.", "%(n)s personer. Antal personer i varje grupp.", people)
            if by_group
            else ngettext("%(n)s person.", "%(n)s personer.", people)
        )
        % {"n": people},
        "text": _("Liggande staplar per grupp. %(said)s.") % {"said": ". ".join(said)},
        "line": reading(recognise, partly, against, people),
        "wide": stacked(answers, drawn, WIDE),
        "narrow": stacked(answers, drawn, NARROW),
    }


def reading(recognise: int, partly: int, against: int, people: int) -> str:
    """How to read the bars, in a sentence."""
    if not against:
        words = {"recognise": recognise, "people": people, "partly": partly}
        return _("%(recognise)s av %(people)s känner igen sig, %(partly)s delvis.") % words
    return _("%(recognise)s av %(people)s känner igen sig, %(partly)s delvis. %(against)s gör det inte.") % {
        "recognise": recognise, "people": people, "partly": partly, "against": against,
    }  # fmt: skip


def message(recognise: int, against: int, people: int) -> str:
    """What the bars say, in a sentence."""
    if recognise == people:
        return _("Alla känner igen sig")
    if 2 * recognise > people:
        return _("De flesta känner igen sig, men inte alla") if against else _("De flesta känner igen sig")
    if 2 * against > people:
        return _("De flesta känner inte igen sig")
    return _("Det går isär")
