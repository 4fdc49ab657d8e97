"""Tables for spreadsheets that hold people's words. Pure functions, no Django."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MARK = "\ufeff"


def safe(cell: str) -> str:
    """The cell so that no spreadsheet takes it for a formula (OWASP, *CSV Injection*)."""
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(FORMULA) else cell


class _Line:
    """What the csv writer writes to: gives the line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A CSV file line by line, so that a large one is never held whole: the first row is the head.

    UTF-8 with a mark that says so, and semicolons, which is what spreadsheets with Swedish settings expect.
    """
    writer = csv.writer(_Line(), delimiter=";", quoting=csv.QUOTE_ALL)
    for number, row in enumerate(rows):
        yield ("" if number else MARK) + writer.writerow([safe(cell) for cell in row])
