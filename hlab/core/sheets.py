"""Files that hold a table as text: bytes to characters, characters to cells. Pure functions, no Django."""

from __future__ import annotations

import csv
import io

SEPARATORS = ";,\t"


class Unreadable(ValueError):
    """A file that is no table. code: key for the sentence; rows: numbers of the rows at fault, if any; names: what
    there is to choose from instead, if anything."""

    def __init__(self, code: str, rows: tuple[int, ...] = (), names: tuple[str, ...] = ()):
        self.code, self.rows, self.names = code, rows, names
        super().__init__(code)


def decode(raw: bytes) -> str:
    """Text of a file: UTF-8 with or without mark, UTF-16 with mark, else Windows-1252 as older Excel writes it.

    Raises Unreadable("binary") for what is no text (a workbook, a picture).
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16")
        except UnicodeDecodeError:
            raise Unreadable("binary") from None
    if b"\x00" in raw[:4096] or raw.startswith(b"PK\x03\x04"):
        raise Unreadable("binary")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def lines_of(text: str, separator: str) -> list[list[str]]:
    """Every line as its cells, blank ones too, so that the first is row 1 of a spreadsheet.

    Raises Unreadable: "long_cell" for a cell that no spreadsheet holds (most often a quotation mark without its pair),
    "no_character" for rows with a NUL, which is no character of any text and which not every database can keep.
    """
    lines: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            lines.append(cells)
    except csv.Error:
        raise Unreadable("long_cell", (len(lines) + 1,)) from None
    if broken := tuple(number for number, cells in enumerate(lines, start=1) if any("\x00" in cell for cell in cells)):
        raise Unreadable("no_character", broken)
    return lines
