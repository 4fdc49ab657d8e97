"""How people answered about one version, as a table for each grouping: what was counted, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from feedback.analysis.distribution import Row
from feedback.exports.blocks import Block, Sheet, Words
from feedback.queries.report import Tried
from feedback.result_words import GROUPINGS, PARTS, group


def numbers(tried: Tried) -> Iterator[Block]:
    """Tables with the number of people in every row. Few are never told of, and that is said."""
    result = tried.result
    if result is None or result.total is None:
        yield Words(_("För få svar för att visa. Vi gör så för att ingen ska kunna kännas igen."))
        return
    for by, title in GROUPINGS.items():
        table = result.by[by]
        rows = [_line(by, row) for row in table.rows]
        if by == "perspective":
            rows.append(_line(by, result.total))
        if rows:
            yield Sheet(
                _("Hur skulle det påverka dig? %(by)s") % {"by": title},
                _("Personer i varje grupp, och hur svaren fördelade sig"),
                (str(title), _("Personer"), _("Svar")), tuple(rows),
            )  # fmt: skip


def _line(by: str, row: Row) -> tuple[str, str, str]:
    answers = ", ".join(f"{PARTS[part]} {n}" for part, n in row.cells.items() if n)
    return group(by, row.key), str(row.n), answers or _("Visas inte, för få")
