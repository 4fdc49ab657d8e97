"""A unit's own page as a table: one row for each figure of each indicator."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from followup.enums import CellState
from followup.queries.unit_page import OwnPage, Row
from followup.words.cells import group_words
from followup.words.numbers import number
from hlab.core.cells import csv_lines


def lines(page: OwnPage) -> Iterator[str]:
    """A CSV file line by line. A figure that is not shown has no value but says why; a series that is missing has one
    row that says so, and who answers for it."""
    return csv_lines(_rows(page))


def _rows(page: OwnPage) -> Iterator[list[str]]:
    yield [
        _("kod"), _("enhet"), _("mått"), _("logik"), _("önskad riktning"), _("version"), _("publicering"),
        _("period"), _("grupp"), _("värde"), _("täljare"), _("nämnare"), _("måttenhet"), _("läge"), _("svarar"),
        _("källa"),
    ]  # fmt: skip
    for row in page.rows:
        yield from _of(page, row)


def _of(page: OwnPage, row: Row) -> Iterator[list[str]]:
    version = row.version
    begins = [
        page.unit.code, page.unit.name, version.title, str(version.get_logic_display()),
        str(version.get_polarity_display()), str(version.number),
    ]  # fmt: skip
    ends = [row.indicator.owner, version.attribution_processed or version.register_name]
    if row.told is None:
        yield [*begins, "", "", "", "", "", "", version.unit_label, str(CellState.MISSING.label), *ends]
        return
    for cell in row.told.cells:
        yield [
            *begins, str(row.told.release.number), cell.period, group_words(cell.sex, cell.age),
            _figure(cell.value, version.decimals), _figure(cell.numerator), _figure(cell.denominator),
            version.unit_label, str(CellState(cell.state).label), *ends,
        ]  # fmt: skip


def _figure(value: float | None, decimals: int = 0) -> str:
    """Decimal comma and nothing between thousands, as spreadsheets with Swedish settings read it."""
    if value is None:
        return ""
    if value == int(value):
        return str(int(value))
    return number(value, max(decimals, 1)).replace("\xa0", "")
