"""How people answered about one version, as a table for each grouping: what was counted, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from feedback.analysis.distribution import Row
from feedback.analysis.objections import strongest
from feedback.analysis.release import OTHER
from feedback.exports.blocks import Block, Sheet, Words
from feedback.queries.report import Tried
from feedback.queries.results import Result
from feedback.result_words import AGAINST, GROUPINGS, PARTS, group, of, said


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
            rows.append(_for_others(result))
        if rows:
            yield Sheet(
                _("Hur skulle det påverka dig? %(by)s") % {"by": title},
                _("Personer i varje grupp, och hur svaren fördelade sig"),
                (str(title), _("Personer"), _("Svar")), tuple(rows),
            )  # fmt: skip
        elif by != "answers_for":
            yield Words(
                _(
                    "%(by)s: visas inte. Grupperna är för små, eller skulle tillsammans med de andra tabellerna visa "
                    "några få."
                )
                % {"by": title}
            )
    yield from _against(result, result.total)


def _against(result: Result, total: Row) -> Iterator[Block]:
    """The strongest objections of each group that is told of."""
    found = strongest(result.said, kinds=AGAINST)
    rows = tuple(
        (group("perspective", row.key), str(row.n),
         "\n".join(f"{said(one.kind, one.key, one.name)}: {of((one.people, one.n))}" for one in found[row.key]))
        for row in (total, *result.by["perspective"].rows) if row.key in found
    )  # fmt: skip
    if rows:
        yield Sheet(_("Det som talar emot"), _("Personer i varje grupp, och vad flest av dem har skrivit om"),
                    (_("Perspektiv"), _("Personer"), _("Det som talar emot")), rows)  # fmt: skip


def _for_others(result: Result) -> tuple[str, str, str]:
    label = _("Svarade åt någon annan (räknas för sig)")
    if result.other is None:
        return label, _("Visas inte, för få eller ingen"), _("Visas inte, för få eller ingen")
    return label, *_line("answers_for", replace(result.other, key=OTHER))[1:]


def _line(by: str, row: Row) -> tuple[str, str, str]:
    answers = ", ".join(f"{PARTS[part]} {n}" for part, n in row.cells.items() if n)
    return group(by, row.key), str(row.n), answers or _("Visas inte, för få")
