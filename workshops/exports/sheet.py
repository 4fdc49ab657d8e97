"""A session's notes as a table for spreadsheets: one row for each note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from django.utils.translation import gettext as _

from hlab.core.cells import csv_lines
from workshops.report import Row


def head() -> list[str]:
    """The columns, as people read them."""
    return [
        _("Steg"), _("Fråga"), _("Ort"), _("Grupp"), _("Perspektiv"), _("Kanal"), _("Språk"), _("Tema"), _("Text"),
        _("Dag"), _("Renskriven"),
    ]  # fmt: skip


def cells(row: Row) -> list[str]:
    """One note as text for each column. Of an empty chair only where it stands."""
    if row.withdrawn:
        return [str(row.number), row.title, row.site, "", "", "", "", "", _("(återtagen)"), "", ""]
    return [
        str(row.number), row.title, row.site, row.group, row.perspective, row.channel, row.language, row.theme,
        row.text, row.said_on.isoformat() if row.said_on else "", _("ja") if row.transcribed else _("nej"),
    ]  # fmt: skip


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The file, line by line."""
    return csv_lines(chain([head()], map(cells, rows)))
