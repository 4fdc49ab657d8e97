"""A series with its lines as a table, before and after a decision, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.analysis.proposing import Proposal, Row
from followup.models import IndicatorVersion
from followup.words.cells import cell_words
from followup.words.numbers import between, number, period_words

SIGNS = {
    "": gettext_lazy("Inget"),
    "above_limit": gettext_lazy("Över övre gränsen"),
    "below_limit": gettext_lazy("Under undre gränsen"),
    "trend_up": gettext_lazy("Stiger"),
    "trend_down": gettext_lazy("Sjunker"),
    "two_of_three_above": gettext_lazy("Nära övre gränsen"),
    "two_of_three_below": gettext_lazy("Nära undre gränsen"),
    "shift_above": gettext_lazy("Över mittlinjen, sju i rad"),
    "shift_below": gettext_lazy("Under mittlinjen, sju i rad"),
}


@dataclass(frozen=True)
class TableRow:
    """One period. hidden: words instead of a value that is hidden; before, after: (centre, limits, sign)."""

    period: str
    value: str
    hidden: bool
    before: tuple[str, str, str]
    after: tuple[str, str, str]
    excluded: bool


def table_rows(rows: Iterable[Row], version: IndicatorVersion) -> list[TableRow]:
    """The latest first."""
    out = [
        TableRow(
            period_words(row.cell.period), cell_words(row.cell, version), row.cell.is_hidden,
            _lines(row.before, row.sign_before, row, version), _lines(row.after, row.sign_after, row, version),
            row.excluded,
        )
        for row in rows
    ]  # fmt: skip
    return out[::-1]


def _lines(lines: tuple, sign: str, row: Row, version: IndicatorVersion) -> tuple[str, str, str]:
    centre, lower, upper = lines
    middle = _("Ingen") if centre is None else number(centre, version.decimals + 1)
    limits = _("Inga") if lower is None or upper is None else between(lower, upper, version)
    return middle, limits, str(SIGNS[sign]) if row.cell.is_shown else ""


def proposal_words(proposal: Proposal | None, version: IndicatorVersion) -> str:
    """A new centre line to think about, blank where there is none."""
    if proposal is None:
        return ""
    said = {"n": number(proposal.n), "since": period_words(proposal.period)}
    if proposal.above:
        return _("De %(n)s senaste värdena, från %(since)s, ligger alla över mittlinjen.") % said
    return _("De %(n)s senaste värdena, från %(since)s, ligger alla under mittlinjen.") % said
