"""A list of services as it is pasted from a spreadsheet: code, name, and what each is a part of. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from followup.analysis.reading.tables import separator_of
from hlab.core.sheets import lines_of
from hlab.core.text import fold

MOST = 2_000
CODE = re.compile(r"[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö._-]{1,23}")
_OF_PLACES = re.compile(r"\d{4}")  # the country, regions and municipalities
_HEADINGS = frozenset({"kod", "enhetskod", "id", "hsaid", "code"})


@dataclass(frozen=True)
class Service:
    """part_of: code or name of the unit that it is a part of, as written. row: as the list numbers it, from 1."""

    row: int
    code: str
    name: str
    part_of: str


def read_services(text: str) -> tuple[list[Service], list[tuple[int, str]]]:
    """(services in order, [(row, what is wrong)]): "columns", "code" or "place_code". Blank rows and a row of headings
    are passed over, and what is said twice is said once. Raises Unreadable as `lines_of` does."""
    found: dict[tuple[str, str, str], Service] = {}
    wrong: list[tuple[int, str]] = []
    for row, line in enumerate(lines_of(text, separator_of(text)), start=1):
        cells = [" ".join(cell.split()) for cell in line]
        if not any(cells) or (row == 1 and fold(cells[0]) in _HEADINGS):
            continue
        if len(cells) < 3 or not all(cells[:3]) or any(cells[3:]):
            wrong.append((row, "columns"))
        elif _OF_PLACES.fullmatch(cells[0]):
            wrong.append((row, "place_code"))
        elif not CODE.fullmatch(cells[0]):
            wrong.append((row, "code"))
        else:
            found.setdefault((cells[0], cells[1], cells[2]), Service(row, *cells[:3]))
    return list(found.values()), wrong
