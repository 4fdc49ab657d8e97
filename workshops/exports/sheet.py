"""A session's notes as a table for spreadsheets: one row for each note, in UTF-8 with a mark that says so.

Columns are parted by semicolons, which is what spreadsheets with Swedish settings expect. A cell that a spreadsheet
would take for a formula gets an apostrophe before it (OWASP, *CSV Injection*), so that nobody's words are carried out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from workshops.report import Row

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


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


def safe(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULA) else cell


class Line:
    """What the csv writer writes to: gives the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """The file, line by line, so that a large one is never held whole."""
    writer = csv.writer(Line(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield MARK + writer.writerow(head())
    for row in rows:
        yield writer.writerow([safe(cell) for cell in cells(row)])
