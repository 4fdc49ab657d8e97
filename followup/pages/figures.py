"""What is told of one series, made ready for a page: its answers, its chart and its tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followup.analysis.cells import ALL, NO_BAND, Cell
from followup.analysis.coming import next_due
from followup.analysis.equity import HIGHER, LOWER, Beside, groups
from followup.models import IndicatorVersion
from followup.pictures import Picture, spc_picture
from followup.queries.series_public import Line, groups_in
from followup.words.cells import cell_words, group_words, people
from followup.words.numbers import number, period_words
from followup.words.verdicts import Words, words


@dataclass(frozen=True)
class Answered:
    """The two answers in words, and when more is known. next_on: None where nobody can say. is_due: that day has
    passed, and the figure is not here."""

    words: Words
    next_on: date | None
    is_due: bool = False


def answered(row: Line) -> Answered:
    """The two answers about a series, with all that they are made of."""
    said = words(row.answer, row.version)
    if not row.cells or row.version.indicator.ended_on is not None:
        return Answered(said, None)
    due = next_due(row.cells[-1].period, row.version.lag_days)
    return Answered(said, due, due < timezone.localdate())


def drawn(row: Line, *, csv_url: str = "") -> Picture:
    """Its chart, with what stood when its release was made."""
    return spc_picture(
        version=row.version, unit=row.unit, followed=row.followed, definition=row.definition, csv_url=csv_url
    )


@dataclass(frozen=True)
class FigureRow:
    """One cell in words. state: of the cell."""

    period: str
    words: str
    numerator: str
    denominator: str
    state: str


def figure_rows(row: Line, cells: Iterable[Cell]) -> list[FigureRow]:
    """The cells with what each is made of, where that is told."""
    return [
        FigureRow(
            period_words(cell.period), cell_words(cell, row.version), _count(cell.numerator), _count(cell.denominator),
            cell.state,
        )
        for cell in cells
    ]  # fmt: skip


@dataclass(frozen=True)
class GroupRow:
    """One group beside everybody else in the same unit and period. against: in words."""

    group: str
    words: str
    people: str
    state: str
    against: str


@dataclass(frozen=True)
class Groups:
    """By sex and age in one period."""

    period: str
    rows: list[GroupRow]


def group_rows(row: Line) -> Groups | None:
    """In words, for the last period that is told for everybody; None where figures are not told by group. A group that
    the source says nothing of in that period says that it is missing."""
    wanted = groups_in(row.told.cells)
    found = {(one.cell.sex, one.cell.age): one for one in groups(row.told.cells, row.definition)}
    if len(wanted) < 2 or not found:
        return None
    rows = []
    for sex, age in wanted:
        one = found.get((sex, age))
        cell = one.cell if one else None
        is_all = (sex, age) == (ALL, NO_BAND)
        against = _("Alla i enheten") if is_all else against_words(one, row.version) if one else ""
        rows.append(
            GroupRow(
                group_words(sex, age), cell_words(cell, row.version), people(cell) if cell else "",
                cell.state if cell else "missing", against,
            )
        )  # fmt: skip
    return Groups(period_words(next(iter(found.values())).cell.period), rows)


def against_words(one: Beside, version: IndicatorVersion) -> str:
    """How a group stands to everybody else in its unit, in words with the interval of the difference."""
    if one.against_rest is None:
        return str(NOT_AGAINST.get(one.why, NOT_AGAINST["no_limits"]))
    difference, low, high = one.against_rest
    said = {
        "points": number(abs(difference), version.decimals), "low": number(low, version.decimals),
        "high": number(high, version.decimals), "unit": _points(version, abs(difference)),
    }  # fmt: skip
    if one.answer == HIGHER:
        return _("%(points)s %(unit)s högre än övriga (%(low)s till %(high)s)") % said
    if one.answer == LOWER:
        return _("%(points)s %(unit)s lägre än övriga (%(low)s till %(high)s)") % said
    return _("Ingen säker skillnad mot övriga (%(low)s till %(high)s)") % said


NOT_AGAINST = {
    "hidden": gettext_lazy("Kan inte avgöras: värdet visas inte"),
    "no_data": gettext_lazy("Kan inte avgöras: uppgift saknas"),
    "few_people": gettext_lazy("Kan inte avgöras: för få personer"),
    "no_limits": gettext_lazy("Kan inte avgöras: osäkerheten är inte känd"),
}


def _points(version: IndicatorVersion, difference: float) -> str:
    if version.unit_label != "%":
        return version.unit_label
    return str(_("procentenhet") if round(difference, version.decimals) == 1 else _("procentenheter"))


def _count(value: float | None) -> str:
    if value is None:
        return ""
    return number(value, 0 if value == int(value) else 1)
