"""A table as it comes: a text file, a workbook or something pasted, as rows of cells. Pure.

What the rows mean is read by whoever asked. Nothing here runs, links or calculates: a formula is the value that the
program that saved it left behind.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string, get_column_letter

from hlab.core.sheets import SEPARATORS, Unreadable, decode, lines_of
from hlab.core.text import tidy

MAX_BYTES = 5_000_000
MAX_XML = 25_000_000  # unpacked, in a workbook
MAX_ROWS = 5_000
MAX_COLUMNS = 100
_ABOVE = 50  # rows that may stand above the headings, which are not counted
_MOST_MERGED = 1_000_000  # cells in merged ranges
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell(?=[\s/>])")
_MERGE_REF = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?[\"']")
_BULLET = re.compile(r"^\s*(?:[-–—•*·▪◦]\s+|(\d{1,4}(?:\.\d{1,3})*)[.)]\s+)?(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Finding:
    """What was met and where. row: as a spreadsheet numbers it, 0 for the whole. column: its letter, blank for the
    whole row. detail: what is needed in the sentence. Whoever reads the rows says what the codes mean."""

    row: int
    column: str
    code: str
    detail: str = ""


@dataclass(frozen=True)
class Grid:
    """lines: (row number, cells) of the rows that hold something, in order. has_headings: False for lines that are
    nothing but actions. across: rows that are one text over several columns, a heading of what comes below. sheet: the
    sheet that was read, blank where there are none; sheets: those to choose from."""

    lines: tuple[tuple[int, list[str]], ...]
    has_headings: bool = True
    across: frozenset[int] = frozenset()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def grid_of_file(raw: bytes, *, sheet: str | None = None, most: int = MAX_ROWS) -> Grid:
    """The rows of a CSV file or of one sheet of a workbook: that named, else the first one that holds something.
    most: rows that are taken, besides a few above the headings.

    Raises Unreadable: "too_large" · "empty" · "binary" · "markup" (a web page saved as a table) · "old_workbook" (.xls)
    · "encrypted" · "broken_workbook" · "other_workbook" (a zip that is no .xlsx) · "no_sheet" (with the `names` there
    are) · "too_many_rows" · "merged_too_wide", and as `hlab.core.sheets.lines_of` does.
    """
    if len(raw) > MAX_BYTES:
        raise Unreadable("too_large")
    if raw.startswith(_OLE):
        raise Unreadable("encrypted" if "EncryptedPackage".encode("utf-16-le") in raw else "old_workbook")
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_workbook(raw, sheet, most)
    if raw.startswith((b"%PDF", b"{\\rtf")):
        raise Unreadable("binary")
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:5].lower() in (b"<html", b"<?xml", b"<!doc", b"<tabl"):
        raise Unreadable("markup")
    text = decode(raw)
    return Grid(_kept(enumerate(lines_of(text, _separator(text)), start=1), most))


def grid_of_text(text: str) -> Grid:
    """The rows of what was pasted: cells with tabs between them as a spreadsheet gives them, else one action per line
    as (number, title), without the dashes and dots of a list. Raises Unreadable as `grid_of_file` does."""
    if len(text) > MAX_BYTES:
        raise Unreadable("too_large")
    if "\t" in text.strip():
        return Grid(_kept(enumerate(lines_of(text, "\t"), start=1)))
    if "\x00" in text:
        raise Unreadable("no_character", (text[: text.index("\x00")].count("\n") + 1,))
    listed = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _BULLET.match(line)
        if match and match[2].strip():
            listed.append((number, [match[1] or "", match[2]]))
    return Grid(_kept(listed), has_headings=False)


def letter(at: int) -> str:
    """What a spreadsheet calls a column. at: 0 for the first."""
    return get_column_letter(at + 1)


def _kept(lines, most: int = MAX_ROWS) -> tuple[tuple[int, list[str]], ...]:
    kept = []
    for number, cells in lines:
        cells = [tidy(cell) for cell in cells[:MAX_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            kept.append((number, cells))
        if len(kept) > most + _ABOVE:
            raise Unreadable("too_many_rows")
    if not kept:
        raise Unreadable("empty")
    return tuple(kept)


def _separator(text: str) -> str:
    """The one that cuts most rows into equally many cells. Running text has commas, so they must do so nearly always;
    a file of one column has none."""
    sample = "\n".join(text.split("\n", 60)[:60])
    best, most = ";", 0.0
    for separator in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if row]
        except csv.Error:
            continue
        if not widths:
            continue
        (width, rows) = max(Counter(widths).items(), key=lambda found: (found[1], found[0]))
        share = rows / len(widths)
        if width > 1 and share > most and share >= (0.8 if separator == "," else 0.3):
            best, most = separator, share
    return best


# --- Workbooks --------------------------------------------------------------------------------


def _of_workbook(raw: bytes, wanted: str | None, most: int) -> Grid:
    _look_inside(raw)
    book = _load(raw, values=False)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    names = tuple(sheet.title for sheet in visible)
    if wanted is None:
        sheet = next((sheet for sheet in visible if _filled(sheet)), None)
        if sheet is None:
            raise Unreadable("empty", names=names)
    else:
        sheet = next((sheet for sheet in visible if sheet.title.casefold() == wanted.strip().casefold()), None)
        if sheet is None:
            raise Unreadable("no_sheet", names=names)
    findings: list[Finding] = []
    rows = _rows(sheet, raw, findings, most)
    alone = {row for row, cells in rows.items() if len(cells) == 1}
    across = frozenset(_fill_merged(sheet, rows, findings) & alone)
    lines = _kept(((row, _line(rows[row])) for row in sorted(rows)), most)
    return Grid(lines, True, across, sheet.title, names, tuple(findings))


def _look_inside(raw: bytes) -> None:
    """Refuse what would cost more to open than it could be worth, before anything opens it."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise Unreadable("encrypted")
            if not any(member.filename.lower() == "xl/workbook.xml" for member in members):
                raise Unreadable("other_workbook")
            parts = [member for member in members if member.filename.lower().endswith((".xml", ".rels", ".vml"))]
            if sum(part.file_size for part in parts) > MAX_XML:
                raise Unreadable("too_large")
            for part in parts:
                _check_part(archive.read(part))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise Unreadable("broken_workbook") from None


def _check_part(xml: bytes) -> None:
    if b"<!DOCTYPE" in xml or b"\x00" in xml:  # entities; or another encoding, where they could hide
        raise Unreadable("broken_workbook")
    areas = [
        (column_index_from_string(right.decode()) - column_index_from_string(left.decode()) + 1)
        * (int(bottom) - int(top) + 1)
        for left, top, right, bottom in _MERGE_REF.findall(xml)
        if right
    ]
    if sum(map(abs, areas)) > _MOST_MERGED:
        raise Unreadable("merged_too_wide")
    if len(_MERGE.findall(xml)) != len(_MERGE_REF.findall(xml)):
        raise Unreadable("broken_workbook")


def _load(raw: bytes, *, values: bool) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(raw), data_only=values, keep_links=False)
    except Exception:  # a broken part comes out of openpyxl as an error of almost any kind
        raise Unreadable("broken_workbook") from None


def _filled(sheet: Any) -> list[Any]:
    """Cells that hold something. A sheet may be formatted a million rows down: only what is stored is looked at."""
    return [cell for cell in sheet._cells.values() if cell.value is not None and str(cell.value).strip()]


def _rows(sheet: Any, raw: bytes, findings: list[Finding], most: int) -> dict[int, dict[int, str]]:
    """{row: {column from 1: text}}."""
    filled = _filled(sheet)
    cached = None
    if any(cell.data_type == "f" for cell in filled):
        cached = _load(raw, values=True)[sheet.title]
    rows: dict[int, dict[int, str]] = {}
    for cell in filled:
        if cell.column > MAX_COLUMNS:
            continue
        value = cell.value
        if cell.data_type == "f" and cached is not None:
            value = cached.cell(cell.row, cell.column).value
            if value is None:
                findings.append(Finding(cell.row, cell.column_letter, "no_value"))
                continue
        text = _text(value)
        if re.fullmatch(r"#(?:REF|N/A|NAME|VALUE|DIV/0|NUM|NULL|SPILL|CALC)[!?]?", text):
            findings.append(Finding(cell.row, cell.column_letter, "error_value", text))
            continue
        rows.setdefault(cell.row, {})[cell.column] = text
        if len(rows) > most + _ABOVE:
            raise Unreadable("too_many_rows")
    if any(cell.column > MAX_COLUMNS for cell in filled):
        findings.append(Finding(0, get_column_letter(MAX_COLUMNS), "too_many_columns"))
    return rows


def _text(value: Any) -> str:
    """As one would read it: days as 2026-09-18, whole numbers without decimals, and a comma before decimals."""
    match value:
        case bool():
            return "ja" if value else "nej"
        case datetime():
            return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}".replace(".", ",")
        case _:
            return str(value)


def _fill_merged(sheet: Any, rows: dict[int, dict[int, str]], findings: list[Finding]) -> set[int]:
    """What stands once in a merged range stands in all its rows that hold something. Told when it is filled down.
    Answers the rows with a range over several columns."""
    numbers = sorted(rows)
    wide: set[int] = set()
    for area in sorted(sheet.merged_cells.ranges, key=lambda area: (area.min_row, area.min_col)):
        text = rows.get(area.min_row, {}).get(area.min_col)
        if not text:
            continue
        inside = numbers[bisect_left(numbers, area.min_row) : bisect_right(numbers, area.max_row)]
        for row in inside:
            for column in range(area.min_col, min(area.max_col, MAX_COLUMNS) + 1):
                rows[row].setdefault(column, text)
        if len(inside) > 1:
            findings.append(Finding(area.min_row, get_column_letter(area.min_col), "merged", area.coord))
        elif area.max_col > area.min_col:
            wide.add(area.min_row)
    return wide


def _line(cells: dict[int, str]) -> list[str]:
    return [cells.get(at, "") for at in range(1, max(cells) + 1)]
