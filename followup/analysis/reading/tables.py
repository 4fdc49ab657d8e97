"""A CSV file or a workbook as a table of text, and a table as figures by what its columns mean. Pure."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pandas as pd

from followup.analysis.reading import columns as heads
from followup.analysis.reading.columns import Mapping, period_headings
from followup.analysis.reading.numbers import Numbers, each, read_age, read_numbers, read_period, read_sex
from followup.analysis.reading.shape import MISSING, NUMBERS, OK, Findings, Reading, frame_of
from hlab.core.grids import grid_of_file
from hlab.core.sheets import SEPARATORS, Unreadable, decode

MOST_SHEET_ROWS = 100_000
MOST_COLUMNS = 400
SAMPLE = 5
_BINARY = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF", b"{\\rtf")


@dataclass(frozen=True)
class Table:
    """rows: text, a column for each of the headings (each its own name), with `numbers` as the file numbers the rows.
    header: the row that the headings stand in. sheet, sheets: of a workbook."""

    headings: tuple[str, ...]
    rows: pd.DataFrame
    numbers: np.ndarray
    header: int
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[tuple[int, str, str], ...] = ()

    def samples(self) -> dict[str, list[str]]:
        """{heading: its first cells}."""
        return {name: [str(cell) for cell in self.rows[name].head(SAMPLE)] for name in self.headings}


def read_table(raw: bytes, *, sheet: str = "", header: int = 0) -> Table:
    """The rows of a file. sheet: of a workbook, else the first that holds something. header: number of the row with the
    headings; 0 looks for it.

    Raises Unreadable as `hlab.core.grids.grid_of_file` does, and "no_header" (rows), "no_rows", "ragged" (rows: one
    with more cells than headings), "too_many_columns".
    """
    if raw.startswith(_BINARY):
        grid = grid_of_file(raw, sheet=sheet or None, most=MOST_SHEET_ROWS)
        lines = [cells for _row, cells in grid.lines]
        wide = max(map(len, lines))
        cells = pd.DataFrame([line + [""] * (wide - len(line)) for line in lines], dtype=object)
        numbers = np.array([row for row, _cells in grid.lines])
        notes = tuple((one.row, one.code, one.detail) for one in grid.findings)
        return _table(cells, numbers, header, grid.sheet, grid.sheets, notes)
    if raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:5].lower() in (b"<html", b"<?xml", b"<!doc", b"<tabl"):
        raise Unreadable("markup")
    text = decode(raw)
    if not text.strip():
        raise Unreadable("empty")
    if (at := text.find("\x00")) >= 0:
        raise Unreadable("no_character", (text.count("\n", 0, at) + 1,))
    cells = _cells_of(text)
    return _table(cells, np.arange(1, len(cells) + 1), header)


def _cells_of(text: str) -> pd.DataFrame:
    separator = separator_of(text)
    try:
        first = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 200))
        width = max(map(len, first))
        if width > MOST_COLUMNS:
            raise Unreadable("too_many_columns")
        return pd.read_csv(
            io.StringIO(text, newline=""), sep=separator, header=None, names=range(width), index_col=False,
            dtype=object, keep_default_na=False, na_filter=False, skip_blank_lines=False, low_memory=False,
        ).fillna("")  # fmt: skip
    except csv.Error:
        raise Unreadable("long_cell", (1,)) from None
    except pd.errors.EmptyDataError:
        raise Unreadable("empty") from None
    except pd.errors.ParserError as error:
        line = next((int(word) for word in str(error).replace(",", " ").split() if word.isdigit()), 0)
        at = str(error).partition("line ")[2].partition(",")[0]
        raise Unreadable("ragged", (int(at) if at.isdigit() else line,)) from None


def separator_of(text: str) -> str:
    """The one of SEPARATORS that stands equally often in most of the first rows."""
    lines = [line for line in text.split("\n", 60)[:60] if line.strip()]
    best, most = ";", (0, 0)
    for separator in SEPARATORS:
        counts = [line.count(separator) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n), n)) if counts else 0
        score = (counts.count(usual) if usual else 0, usual)
        if score > most:
            best, most = separator, score
    return best


def _table(cells: pd.DataFrame, numbers, header: int, sheet="", sheets=(), notes=()) -> Table:
    begins = cells.head(heads.LOOK).to_numpy()
    first = [(int(row), [str(cell) for cell in line]) for row, line in zip(numbers, begins, strict=False)]
    top = header or heads.header_of(first)
    at = np.flatnonzero(numbers == top)
    if not at.size or not any(str(cell).strip() for cell in cells.iloc[at[0]]):
        raise Unreadable("no_header", (top,))
    names = _own_names([str(cell).strip() for cell in cells.iloc[at[0]]])
    below = cells.iloc[at[0] + 1 :]
    filled = (below.to_numpy() != "").any(axis=1)
    if not filled.any():
        raise Unreadable("no_rows")
    below, numbers = below[filled].reset_index(drop=True), numbers[at[0] + 1 :][filled]
    below.columns = pd.Index(names)
    kept = [name for name in names if name]
    return Table(tuple(kept), below[kept], numbers, int(top), sheet, tuple(sheets), tuple(notes))


def _own_names(names: list[str]) -> list[str]:
    """Each heading a name of its own: a second "Andel" is "Andel (2)". Those without are blank but for their letter."""
    seen: dict[str, int] = {}
    out = []
    for at, name in enumerate(names, start=1):
        name = name or f"({at})"
        seen[name] = seen.get(name, 0) + 1
        out.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return out


# --- Rows as figures --------------------------------------------------------------------------


def figures_of(table: Table, mapping: Mapping) -> Reading:
    """The figures of a table. Raises Unreadable("no_column", names) for a column that is not there, and
    "not_told" (names: fields) when nobody has said where they are."""
    gone = [name for name in mapping.columns.values() if name not in table.headings]
    if gone:
        raise Unreadable("no_column", names=tuple(gone))
    if missing := heads.missing_fields(mapping):
        raise Unreadable("not_told", names=tuple(missing))
    findings = Findings()
    for row, code, detail in table.notes:
        findings.add(code, "", [row] if row else [], detail)
    rows, numbers, mapping = _long(table, mapping)
    columns: dict = {"row": numbers, "status": np.full(len(rows), OK, dtype=object)}
    bad = np.zeros(len(rows), dtype=bool)
    for name in ("indicator", "unit", "period", "sex", "age"):
        cells = _cells(rows, mapping, name)
        columns[name], wrong = _text(name, cells, columns["row"], findings, mapping)
        bad |= wrong
    read = {
        name: read_numbers(_cells(rows, mapping, name), decimal=mapping.decimal)
        for name in NUMBERS
        if name in mapping.columns
    }
    for name, found in read.items():
        columns[name] = found.values
        bad |= found.bad | found.unsure
        _tell(name, found, columns["row"], _cells(rows, mapping, name), findings)
    nothing = np.all([found.missing for found in read.values()], axis=0)
    columns["status"][nothing] = MISSING
    frame = frame_of(columns | {"bad": bad})
    return Reading(frame, findings)


def _long(table: Table, mapping: Mapping) -> tuple[pd.DataFrame, np.ndarray, Mapping]:
    if not mapping.wide:
        return table.rows, table.numbers, mapping
    periods = [name for name in period_headings(table.headings) if name not in mapping.columns.values()]
    rest = [name for name in table.headings if name not in periods]
    rows = table.rows.assign(**{"\0row": table.numbers})
    long = rows.melt(id_vars=[*rest, "\0row"], value_vars=periods, var_name="\0period", value_name="\0value")
    told = mapping.columns | {"period": "\0period", "value": "\0value"}
    return long, long["\0row"].to_numpy(), mapping.with_choices(columns=told)


def _cells(rows: pd.DataFrame, mapping: Mapping, name: str) -> pd.Series:
    if name in mapping.columns:
        return rows[mapping.columns[name]]
    return pd.Series(mapping.fixed.get(name, ""), index=rows.index, dtype=object)


def _text(name: str, cells: pd.Series, numbers: np.ndarray, findings: Findings, mapping: Mapping):
    """(a column as we write it, which rows cannot be read)."""
    readers = {"period": read_period, "sex": read_sex, "age": read_age}
    read = each(cells, readers.get(name, lambda text: text.strip()))
    blank = "" if name in ("sex", "age") else None
    wrong = (read.isna() | ((read == "") if blank is None else False)).to_numpy(dtype=bool)
    if wrong.any():
        codes = {"period": "bad_period", "sex": "unknown_sex_code"}
        rows, said = pd.Series(numbers[wrong]), cells[wrong].reset_index(drop=True).astype(str)
        empty = (said.str.strip() == "").to_numpy()
        if empty.any():
            findings.add("no_" + name, name, rows[empty])
        findings.add_each(codes.get(name, "no_" + name), name, rows[~empty], said[~empty])
    return read.where(~wrong, "T" if name == "sex" else "").to_numpy(dtype=object), wrong


def _tell(name: str, found: Numbers, numbers: np.ndarray, cells: pd.Series, findings: Findings) -> None:
    for code, mask in (("bad_number", found.bad), ("unsure_number", found.unsure), ("masked", found.masked)):
        if mask.any():
            said = cells[mask].reset_index(drop=True).astype(str)
            findings.add_each(code, name, pd.Series(numbers[mask]), said)
    if found.dash.any():
        findings.add("dash", name, numbers[found.dash])
