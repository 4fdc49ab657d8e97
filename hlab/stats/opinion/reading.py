"""Reading files of votes: text in, a vote matrix or a fault with its row and column out. Pure: opens no file.

Two shapes are known by their headings. *Long*: `participant`, `statement`, `vote` (Pol.is: `voter-id`, `comment-id`),
one vote a row; the last vote on a statement wins, by `timestamp` where there is one, else by the order of the rows.
*Wide*: `participant` and a column per statement; Pol.is' participants-votes.csv as it is.

Which columns of a wide file are statements:
1. What is known by name as something else is not (EXTRAS: the counts and the group that Pol.is adds hold 0 and 1 too).
2. A column with nothing but 1, 0, −1 and blanks is a statement, also when all of it is blank.
3. A column with anything else is a statement with a fault in it when its heading is an id (a number, or a few letters
   and a number: 12, s12, Q-3), or when at least half of what stands in it are votes. Else it is an extra column (age,
   e-mail) and is left out; `File.ignored` names it.
With a list of statements (comments.csv: `comment-id`, `moderated`) the statements are those on the list, and only
those: another column whose heading is a number is a fault.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hlab.stats.opinion.settings import MAX_PARTICIPANTS, MAX_STATEMENTS
from hlab.stats.opinion.votes import Votes

PERSON = ("participant", "voter-id")
STATEMENT = ("statement", "comment-id")
EXTRAS = frozenset(
    "group-id n-comments n-votes n-agree n-disagree group xid timestamp datetime language age gender sex "
    "ålder kön språk grupp".split()
)
ID_LIKE = re.compile(r"[^\W\d]{0,3}[-_ .]?\d+")
BLANK, BAD = 2, 255
_WORDS = {"": BLANK, "1": 1, "0": 0, "-1": 3}
_OTHER = {"+1": 1, "1.0": 1, "0.0": 0, "-0": 0, "-0.0": 0, "-1.0": 3, "−1": 3, "–1": 3, "−1.0": 3}


class BadFile(ValueError):
    """A file that cannot be read as votes. The text says in Swedish what is wrong and where."""


@dataclass(frozen=True)
class File:
    """votes, and what the reader did: shape ("wide" or "long"), the columns it left out."""

    votes: Votes
    shape: str
    ignored: tuple[str, ...] = ()


class _Codes(dict):
    """{cell: code}; what is no vote and no blank is BAD."""

    def __missing__(self, cell: str) -> int:
        tidy = cell.strip()
        code = _WORDS.get(tidy, _OTHER.get(tidy, BAD))
        if len(self) < 10_000:
            self[cell] = code
        return code


def read_votes(text: str, *, known: Iterable[str] | None = None) -> File:
    """Votes out of the text of a CSV file (comma, semicolon or tab). known: ids of all statements there are.

    Raises BadFile.
    """
    rows = _rows(text)
    _, headings = next(rows, (0, []))
    names = [cell.strip() for cell in headings]
    place = {name.casefold(): i for i, name in reversed(list(enumerate(names)))}
    person = next((place[name] for name in PERSON if name in place), None)
    if person is None:
        raise BadFile("Rad 1: kolumnen participant saknas. Skriv rubriken participant över deltagarnas id.")
    if double := next((name for i, name in enumerate(names) if name and name in names[:i]), None):
        raise BadFile(f"Rad 1: rubriken {_short(double)} finns två gånger. Ge varje kolumn en egen rubrik.")
    statement = next((place[name] for name in STATEMENT if name in place), None)
    listed = None if known is None else list(dict.fromkeys(known))
    if statement is not None and "vote" in place:
        columns = (person, statement, place["vote"], place.get("timestamp"))
        return _long(rows, names, columns, listed)
    return _wide(rows, names, person, listed)


def read_moderation(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """(ids of all statements, ids of the rejected) out of comments.csv: `comment-id`, `moderated`. Raises BadFile."""
    rows = _rows(text)
    _, headings = next(rows, (0, []))
    place = {cell.strip().casefold(): i for i, cell in enumerate(headings)}
    key = next((place[name] for name in reversed(STATEMENT) if name in place), None)
    if key is None or "moderated" not in place:
        raise BadFile("Listan över påståenden behöver kolumnerna comment-id och moderated.")
    every: dict[str, str] = {}
    for line, cells in rows:
        name, state = _cell(cells, key), _cell(cells, place["moderated"])
        if not name:
            raise BadFile(f"Rad {line} i listan över påståenden: comment-id saknas.")
        if name in every:
            raise BadFile(f"Rad {line} i listan över påståenden: påståendet {_short(name)} finns två gånger.")
        if state not in ("1", "0", "-1", ""):
            raise BadFile(f"Rad {line}, moderated: {_short(state)} ska vara 1, 0 eller -1.")
        every[name] = state
    return tuple(every), frozenset(name for name, state in every.items() if state == "-1")


# --- Inner parts ------------------------------------------------------------------------------


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line where the row ends, cells) of every row that holds anything."""
    text = text.removeprefix("\ufeff")
    first = text.lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        for cells in reader:
            if cells and (len(cells) > 1 or cells[0].strip()):
                yield reader.line_num, cells
    except csv.Error as error:
        raise BadFile(f"Rad {reader.line_num}: raden går inte att läsa. Saknas ett citattecken?") from error


def _cell(cells: Sequence[str], column: int | None) -> str:
    return cells[column].strip() if column is not None and column < len(cells) else ""


def _short(text: str) -> str:
    return f"”{text[:40]}…”" if len(text) > 40 else f"”{text}”"


def _no_vote(line: int, column: str, value: str) -> BadFile:
    return BadFile(
        f"Rad {line}, {column}: {_short(value)} är ingen röst. Röster är 1, 0 eller -1; tomt betyder inte sett."
    )


def _long(rows, names: list[str], columns: tuple, listed: list[str] | None) -> File:
    person, statement, vote, time = columns
    codes, known = _Codes(), None if listed is None else frozenset(listed)
    people: dict[str, None] = {}
    said: dict[str, None] = dict.fromkeys(listed or ())
    cast: list[tuple[float, int, str, str, int]] = []
    for line, cells in rows:
        who, what, value = _cell(cells, person), _cell(cells, statement), _cell(cells, vote)
        for column, cell in ((person, who), (statement, what)):
            if not cell:
                raise BadFile(f"Rad {line}, {names[column]}: fältet är tomt.")
        if known is not None and what not in known:
            raise BadFile(f"Rad {line}, {names[statement]}: påståendet {_short(what)} finns inte i listan.")
        people.setdefault(who)
        said.setdefault(what)
        code = codes[value]
        if code == BAD:
            raise _no_vote(line, names[vote], value)
        if code != BLANK:
            cast.append((_time(cells, time, line), line, who, what, -1 if code == 3 else code))
    if time is not None:
        cast.sort(key=lambda row: row[:2])
    _within(len(people), len(said))
    return File(Votes.from_rows((row[2:] for row in cast), participants=people, statements=said), "long")


def _time(cells: Sequence[str], column: int | None, line: int) -> float:
    if column is None:
        return 0.0
    try:
        return float(_cell(cells, column))
    except ValueError:
        raise BadFile(f"Rad {line}, timestamp: {_short(_cell(cells, column))} är inte ett tal.") from None


def _wide(rows, names: list[str], person: int, listed: list[str] | None) -> File:
    codes, width = _Codes(), len(names)
    people: dict[str, int] = {}
    matrix = bytearray()
    wrong: dict[int, tuple[int, str]] = {}  # column: the first cell that is no vote
    extra = {i for i, name in enumerate(names) if i == person or not name or name.casefold() in EXTRAS}
    for line, cells in rows:
        who = _cell(cells, person)
        if not who:
            if not any(cell.strip() for cell in cells):
                continue
            raise BadFile(f"Rad {line}, {names[person]}: fältet är tomt.")
        if who in people:
            raise BadFile(f"Rad {line}, {names[person]}: deltagaren {_short(who)} finns redan på rad {people[who]}.")
        if len(cells) > width:
            if any(cell.strip() for cell in cells[width:]):
                raise BadFile(f"Rad {line}: raden har fler fält än rubriker ({len(cells)} mot {width}).")
            cells = cells[:width]
        people[who] = line
        coded = bytes(map(codes.__getitem__, cells)) + bytes([BLANK]) * (width - len(cells))
        matrix += coded
        at = coded.find(BAD)
        while at >= 0:
            if at not in extra:
                wrong.setdefault(at, (line, cells[at].strip()))
            at = coded.find(BAD, at + 1)
    _within(len(people), 0)
    table = np.frombuffer(matrix, dtype=np.uint8).reshape(len(people), width)
    chosen, ignored = [], [name for i, name in enumerate(names) if i in extra and i != person and name]
    for i, name in enumerate(names):
        if i in extra:
            continue
        if listed is not None and name not in listed:
            if name.isdigit():
                raise BadFile(f"Rad 1: påståendet {_short(name)} finns inte i listan över påståenden.")
            ignored.append(name)
        elif i not in wrong:
            chosen.append(i)
        elif listed is not None or ID_LIKE.fullmatch(name) or _mostly_votes(table[:, i]):
            raise _no_vote(wrong[i][0], name, wrong[i][1])
        else:
            ignored.append(name)
    if not chosen:
        raise BadFile("Rad 1: ingen kolumn med röster hittades. Ge varje påstående en kolumn med 1, 0, -1 eller tomt.")
    _within(len(people), len(chosen))
    picked = table[:, chosen]
    seen = picked != BLANK
    values = np.where(picked == 3, np.int8(-1), (picked == 1).astype(np.int8))
    return File(Votes.from_seen(values, seen, list(people), [names[i] for i in chosen]), "wide", tuple(ignored))


def _mostly_votes(column: np.ndarray) -> bool:
    votes = int(((column != BAD) & (column != BLANK)).sum())
    return votes > 0 and votes >= int((column == BAD).sum())


def _within(people: int, statements: int) -> None:
    if people > MAX_PARTICIPANTS or statements > MAX_STATEMENTS:
        raise BadFile(
            f"Filen har {people} deltagare och {statements} påståenden. "
            f"Högst {MAX_PARTICIPANTS} deltagare och {MAX_STATEMENTS} påståenden går att räkna på."
        )
