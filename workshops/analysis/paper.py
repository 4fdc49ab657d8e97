"""Reading a table of paper notes: text in, rows or faults with row numbers out. Pure: no Django, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field

from hlab.core.sheets import SEPARATORS, Unreadable, lines_of

MAX_BYTES = 2_000_000
MAX_ROWS = 5_000
FIELDS = ("text", "person", "perspective", "language", "channel", "quote", "reuse")
_NAMES = {
    "text": ("text", "lapp", "bidrag", "note", "svar"),
    "person": ("person", "deltagare", "blankett", "nummer", "nr"),
    "perspective": ("perspektiv", "perspective", "roll", "role"),
    "language": ("sprak", "språk", "language"),
    "channel": ("kanal", "channel"),
    "quote": ("citat", "far citeras", "får citeras", "quote"),
    "reuse": ("ateranvandning", "återanvändning", "andra labb", "reuse"),
}
_YES = {"ja", "j", "yes", "y", "1", "x", "true", "sant"}
_NO = {"", "nej", "n", "no", "0", "false", "falskt"}


@dataclass(frozen=True)
class Fault:
    """What is wrong and where. row: line in the file as a spreadsheet numbers it, or 0 for the whole file.
    code: key for the sentence; value: the text at fault, shortened."""

    row: int
    column: str
    code: str
    value: str = ""


@dataclass(frozen=True)
class PaperRow:
    """One note from paper. occurrence: 0 for the first note with the same person and text, 1 for the next …"""

    row: int
    text: str
    person: str
    perspective: str
    language: str
    channel: str
    quote: bool
    reuse: bool
    occurrence: int


@dataclass(frozen=True)
class Table:
    """A file as headings and rows of cells. first: what a spreadsheet calls the first of the rows."""

    headings: list[str]
    rows: list[list[str]] = field(default_factory=list)
    first: int = 2


def read_table(text: str) -> Table:
    """Headings and rows; the separator is the one that the heading line has most of, out of ; , and tab.

    Raises Unreadable: "empty" without a heading line or rows, "too_many_rows" over MAX_ROWS, and as `lines_of` does.
    """
    first = text.lstrip("\ufeff\r\n ").split("\n", 1)[0]
    lines = lines_of(text, max(SEPARATORS, key=first.count))
    top = next((at for at, cells in enumerate(lines) if any(cell.strip() for cell in cells)), len(lines))
    headings, rows = lines[top : top + 1], lines[top + 1 :]
    if not rows:
        raise Unreadable("empty")
    if len(rows) > MAX_ROWS:
        raise Unreadable("too_many_rows")
    return Table([cell.strip() for cell in headings[0]], rows, first=top + 2)


def guess_mapping(headings: list[str]) -> dict[str, str]:
    """{our field: heading}, where a heading is one of the usual names."""
    by_name = {" ".join(heading.casefold().split()): heading for heading in headings if heading}
    out = {}
    for name, usual in _NAMES.items():
        match = next((by_name[word] for word in usual if word in by_name), None)
        if match:
            out[name] = match
    return out


def check(
    table: Table, mapping: dict[str, str], *, limit: int, codes: dict[str, dict[str, str]], channel: str
) -> tuple[list[PaperRow], list[Fault]]:
    """Rows ready to be kept, and every fault. One fault is enough for the caller to keep nothing.

    mapping: {our field: heading}. limit: characters in a note. codes: {field: {word in lower case: code}} for
    perspective, language and channel. channel: code for rows that say none. Blank lines are passed over.
    """
    where: dict[str, int] = {}
    faults: list[Fault] = []
    for name, heading in mapping.items():
        if heading not in table.headings:
            faults.append(Fault(0, heading, "no_column", name))
        else:
            where[name] = table.headings.index(heading)
    if "text" not in mapping:
        faults.append(Fault(0, "", "no_text_column"))
    if faults:
        return [], faults
    rows: list[PaperRow] = []
    seen: dict[tuple[str, str], int] = {}
    for number, cells in enumerate(table.rows, start=table.first):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(table.headings):
            faults.append(Fault(number, "", "too_many_cells", str(len(cells))))
            continue
        value = {name: cells[at].strip() if at < len(cells) else "" for name, at in where.items()}
        found = _faults_of(number, value, mapping, limit, codes)
        if found:
            faults += found
            continue
        person, text = value.get("person", ""), value["text"]
        occurrence = seen.get((person, text), 0)
        seen[person, text] = occurrence + 1
        rows.append(
            PaperRow(
                row=number,
                text=text,
                person=person,
                perspective=codes["perspective"].get(value.get("perspective", "").casefold(), "unsaid"),
                language=codes["language"].get(value.get("language", "").casefold(), "sv"),
                channel=codes["channel"].get(value.get("channel", "").casefold(), channel),
                quote=value.get("quote", "").casefold() in _YES,
                reuse=value.get("reuse", "").casefold() in _YES,
                occurrence=occurrence,
            )
        )
    if not rows and not faults:
        faults.append(Fault(0, "", "no_rows"))
    return rows, faults


def _faults_of(number: int, value: dict, mapping: dict, limit: int, codes: dict) -> list[Fault]:
    out = []
    if not value["text"]:
        out.append(Fault(number, mapping["text"], "no_text"))
    elif len(value["text"]) > limit:
        out.append(Fault(number, mapping["text"], "too_long", str(len(value["text"]) - limit)))
    for name in ("perspective", "language", "channel"):
        word = value.get(name, "")
        if word and word.casefold() not in codes[name]:
            out.append(Fault(number, mapping[name], "unknown_word", word[:40]))
    for name in ("quote", "reuse"):
        word = value.get(name, "").casefold()
        if word not in _YES | _NO:
            out.append(Fault(number, mapping[name], "not_yes_or_no", word[:40]))
    return out
