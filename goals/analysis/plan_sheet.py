"""The actions of a plan out of the rows of a file: which row has the headings, which column holds what. Pure.

A guess that people look at before anything is kept. Findings:
- faults: "no_title_column" (say which it is; until then there are no rows; detail: the columns), and with their row
  left out "no_title", "too_long" (detail: characters too many), "too_many_cells" (detail: how many; a text that holds
  separators needs quotation marks);
- to look at: "double_number", "double_title" (detail: the row that had it first), "merged" (detail: the range that was
  filled down), "heading_row" (one text across the row, or the headings again: passed over), "no_value" (a formula
  without a saved value), "error_value" (detail: what stood there), "too_many_columns" (the last one read).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hlab.core.grids import MAX_ROWS, Finding, Grid, letter
from hlab.core.sheets import Unreadable

FIELDS = ("number", "title", "description", "responsible", "period", "target")
LIMITS = {"number": 20, "title": 300, "description": 4000, "responsible": 200, "period": 100, "target": 1000}  # as kept
FAULTS = frozenset({"no_title_column", "no_title", "too_long", "too_many_cells"})
_LOOK = 10  # rows among which the headings are looked for

# The words of headings: alone, or as the last or first part of a word.
_WORDS = {
    "number": "nr nummer no id löpnr löpnummer punkt",
    "title": "insats åtgärd aktivitet titel rubrik action handling delaktivitet vad",
    "description": "beskrivning innehåll hur genomförande kommentar description",
    "responsible": "ansvar ansvarig ansvariga vem ägare utförare huvudman responsible",
    "period": "tid när tidplan tidsplan period start slut klart klar datum år deadline senast startdatum slutdatum",
    "target": "mål syfte effekt målbild målbilder resultat varför avser",
}
_FORMS = {word: name for name, words in _WORDS.items() for word in words.split()}
_LAST_PARTS = {
    "nummer": "number", "beskrivning": "description", "insats": "title", "insatser": "title", "åtgärd": "title",
    "åtgärder": "title", "aktivitet": "title", "aktiviteter": "title", "ansvarig": "responsible", "plan": "",
    "ansvariga": "responsible", "datum": "period", "tid": "period", "tidplan": "period", "mål": "target",
    "syfte": "target", "grupp": "", "område": "",
}  # fmt: skip
_FIRST_PARTS = {
    "insats": "title", "åtgärd": "title", "aktivitet": "title", "beskriv": "description", "ansvar": "responsible",
    "tids": "period", "effekt": "target", "mål": "target", "syfte": "target",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column. at: 0 for the first. heading: blank where there is none. field: what it is taken for, or blank."""

    at: int
    letter: str
    heading: str
    field: str = ""


@dataclass(frozen=True)
class PlanRow:
    """One action. row: as a spreadsheet numbers it. values: {each of FIELDS: text}, blank where there is none."""

    row: int
    values: dict[str, str]


@dataclass(frozen=True)
class Plan:
    """header: number of the row with the headings, 0 for none. mapping: {field: column from 0}. rows: those without a
    fault. sheet, sheets: see Grid."""

    header: int
    columns: tuple[Column, ...]
    mapping: dict[str, int]
    rows: tuple[PlanRow, ...]
    findings: tuple[Finding, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What must be put right before the plan can be kept."""
        return tuple(finding for finding in self.findings if finding.code in FAULTS)


def read_plan(
    grid: Grid,
    *,
    header: int | None = None,
    mapping: Mapping[str, int] | None = None,
    limits: Mapping[str, int] = LIMITS,
) -> Plan:
    """The actions in the rows.

    header: the row with the headings as somebody has said, 0 for none; None guesses. mapping: {field: column from 0} as
    somebody has said; None guesses. limits: {field: characters}. Raises Unreadable: "empty" (nothing below the
    headings), "too_many_rows" (over MAX_ROWS), "no_header" or "no_column" (what was said is not there).
    """
    top = _header_row(grid) if header is None else header
    headings = next((cells for row, cells in grid.lines if row == top), None)
    if top and headings is None:
        raise Unreadable("no_header", (top,))
    below = [(row, cells) for row, cells in grid.lines if row > top]
    if not below:
        raise Unreadable("empty")
    if len(below) > MAX_ROWS:
        raise Unreadable("too_many_rows")
    width = max(len(cells) for _row, cells in below)
    columns = max(width, len(headings or ()))
    if mapping is None:
        chosen = _guess(headings) if headings and grid.has_headings else _without_headings(grid, columns)
    else:
        chosen = dict(mapping)
        if not set(chosen) <= set(FIELDS) or not all(0 <= at < columns for at in chosen.values()):
            raise Unreadable("no_column")
    fields = {at: name for name, at in chosen.items()}
    told = tuple(
        Column(at, letter(at), headings[at] if headings and at < len(headings) else "", fields.get(at, ""))
        for at in range(columns)
    )
    findings = [finding for finding in grid.findings if finding.row == 0 or finding.row > top]
    rows: list[PlanRow] = []
    if "title" in chosen:
        most = len(headings) if headings and not grid.sheet else columns
        heading = told[chosen["title"]].heading.casefold() or None  # stands again on each page of some plans
        rows = _rows(below, chosen, limits, most, grid.across, heading, findings)
    else:
        findings.append(
            Finding(0, "", "no_title_column", "; ".join(column.heading or column.letter for column in told))
        )
    findings.sort(key=lambda finding: finding.row)
    return Plan(top, told, chosen, tuple(rows), tuple(findings), grid.sheet, grid.sheets)


# --- Headings ---------------------------------------------------------------------------------


def _header_row(grid: Grid) -> int:
    """Most columns that we know; else most text. A single column without a heading that we know has none."""
    first = grid.lines[:_LOOK]
    if not grid.has_headings:
        _row, cells = first[0]
        alone = cells[0] == "" and "title" in _guess(cells[1:]) and len(cells[1].split()) == 1
        return first[0][0] if alone and len(grid.lines) > 1 else 0
    known = [(len(found), row) for row, cells in first if "title" in (found := _guess(cells)) or len(found) > 1]
    if known:
        return max(known, key=lambda pair: (pair[0], -pair[1]))[1]
    if all(len(cells) < 2 for _row, cells in grid.lines):
        return 0
    text = [(len({cell for cell in cells if re.search(r"[^\W\d_]", cell)}), row) for row, cells in first]
    return max(text, key=lambda pair: (pair[0], -pair[1]))[1]


def _guess(headings: list[str]) -> dict[str, int]:
    """{field: column}. The surest match of all comes first, then the leftmost; a column is one field at most."""
    found = [
        (-sure, at, name)
        for at, heading in enumerate(headings)
        if len(heading) <= 60  # longer is no heading
        for name, sure in _meanings(heading).items()
    ]
    out: dict[str, int] = {}
    for _sure, at, name in sorted(found):
        if name not in out and at not in out.values():
            out[name] = at
    return {name: out[name] for name in FIELDS if name in out}


def _meanings(heading: str) -> dict[str, int]:
    """{field: how sure}: the heading is the word (4), it begins with it (3), has it (2), or has it as a part (1)."""
    words = re.findall(r"[^\W_]+", heading.casefold())
    out: dict[str, int] = {"number": 4} if heading.strip() == "#" else {}
    for at, word in enumerate(words):
        # "insatser", "åtgärderna", "mål:" are forms of the words themselves.
        exact = next((_FORMS[form] for form in _forms(word) if form in _FORMS), None)
        if exact:
            name, sure = exact, 4 if len(words) == 1 else 3 if at == 0 else 2
        else:
            name, sure = _part(word), 1
        if name:
            out[name] = max(out.get(name, 0), sure)
    return out


def _forms(word: str) -> list[str]:
    return [
        word,
        *(word.removesuffix(end) for end in ("er", "et", "en", "erna", "n", "ar") if len(word) > len(end) + 2),
    ]


def _part(word: str) -> str:
    """What a compound is by its last part, which says what it is; else by its first."""
    for parts, meets in ((_LAST_PARTS, word.endswith), (_FIRST_PARTS, word.startswith)):
        for part in sorted(parts, key=len, reverse=True):
            if meets(part) and len(word) > len(part):
                return parts[part]
    return ""


def _without_headings(grid: Grid, columns: int) -> dict[str, int]:
    if not grid.has_headings:
        return {"number": 0, "title": 1}
    return {"title": 0} if columns == 1 else {}


# --- Rows -------------------------------------------------------------------------------------


def _rows(below, chosen: Mapping[str, int], limits: Mapping[str, int], most: int, across, heading, findings):
    rows = []
    first: dict[tuple[str, str], int] = {}
    for number, cells in below:
        values = dict.fromkeys(FIELDS, "") | {name: cells[at] if at < len(cells) else "" for name, at in chosen.items()}
        if number in across or values["title"].casefold() == heading:
            findings.append(Finding(number, letter(chosen["title"]), "heading_row", values["title"][:80]))
            continue
        faults = _faults(number, cells, values, chosen, limits, most)
        findings += faults
        if not faults:
            rows.append(PlanRow(number, values))
        for name in ("number", "title"):
            key = (name, " ".join(values[name].casefold().split()))
            if key[1] and first.setdefault(key, number) != number:
                findings.append(Finding(number, letter(chosen[name]), f"double_{name}", str(first[key])))
    return rows


def _faults(number: int, cells: list[str], values, chosen, limits, most: int) -> list[Finding]:
    if len(cells) > most:
        return [Finding(number, "", "too_many_cells", str(len(cells)))]
    out = []
    if not values["title"]:
        out.append(Finding(number, letter(chosen["title"]), "no_title"))
    for name, at in chosen.items():
        over = len(values[name]) - limits.get(name, LIMITS[name])
        if over > 0:
            out.append(Finding(number, letter(at), "too_long", str(over)))
    return out
