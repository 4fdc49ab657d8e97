"""The example's coding: a codebook, two people who read, two words that became one, and what they thought."""

from __future__ import annotations

from datetime import datetime, timedelta

from goals.actions.codebook import add_code
from goals.actions.coderework import merge_codes
from goals.actions.coding import code_note, done_with, write_memo
from goals.analysis.refi import normalised
from goals.models import Code, Excerpt
from hlab.accounts.models import User
from hlab.cms.demo import codebook, stories
from hlab.cms.demo.build_stories import name_of
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab
from workshops.models import Contribution

BOOK, FIRST, MERGED, SECOND = moment(3, 9, 10), moment(3, 10, 9), moment(3, 17, 13), moment(3, 18, 9)
PACE = timedelta(minutes=9)
WORDS = ("definition", "include", "exclude")


def build_coding(*, lab: Lab, notes: dict[str, Contribution], first: User, second: User) -> dict[str, Excerpt]:
    """Read and code the stories. first, second: who does. Returns the stretches that were marked, by note."""
    codes = _book(lab, first)
    for order, (person, told, set_codes) in enumerate(sorted(stories.STORIES, key=lambda row: row[0])):
        at = FIRST + timedelta(days=order // 8) + order % 8 * PACE
        _read(
            notes, codes, person, told, {part: _early(person, part, row) for part, row in set_codes.items()}, first, at
        )
    merge_codes(code=codes.pop(codebook.EARLY[0]), into=codes[codebook.EARLY_INTO], by=first, at=MERGED)
    for order, (person, told, set_codes) in enumerate(
        row for row in stories.STORIES if row[0] in codebook.SECOND_READER
    ):
        seen = {part: codebook.OTHER_EYES.get((person, part), set_codes.get(part, ())) for part in told}
        _read(notes, codes, person, told, seen, second, SECOND + order * PACE)
    for order, (name, text) in enumerate(codebook.MEMOS):
        write_memo(lab=lab, code=codes[name], text=text, by=first, at=MERGED + timedelta(hours=2) + order * PACE)
    return {
        name_of(*where): _stretch(notes[name_of(*where)], words, [codes[code] for code in set_codes], first)
        for where, (words, set_codes) in codebook.STRETCHES.items()
    }


def _book(lab: Lab, by: User) -> dict[str, Code]:
    """{key: code}, those above first."""
    codes: dict[str, Code] = {}
    early, name, parent, definition = codebook.EARLY
    rows = [*codebook.CODES, (early, name, parent, definition, "", "")]
    for order, (key, name, parent, *words) in enumerate(sorted(rows, key=lambda row: bool(row[2]))):
        codes[key] = add_code(
            lab=lab, name=name, parent=codes.get(parent), example=codebook.EXAMPLES.get(key, ""),
            by=by, at=BOOK + order * timedelta(minutes=1), **dict(zip(WORDS, words, strict=True)),
        )  # fmt: skip
    return codes


def _early(person: int, part: str, row: tuple[str, ...]) -> tuple[str, ...]:
    """What was set there before two words became one."""
    if (person, part) not in codebook.EARLY_ON:
        return row
    return tuple(codebook.EARLY[0] if code == codebook.EARLY_INTO else code for code in row)


def _read(
    notes: dict[str, Contribution], codes: dict[str, Code], person: int, told: dict[str, str],
    seen: dict[str, tuple[str, ...]], by: User, at: datetime,
) -> None:  # fmt: skip
    """One story, part by part: coded where something fits, and done with. at: of the last minute of it."""
    for part in told:
        note = notes[name_of(person, part)]
        if seen.get(part):
            code_note(
                note=note, note_version=note.row_version, spans=[(0, len(normalised(note.text)))],
                codes=[codes[code] for code in seen[part]], by=by, at=at,
            )  # fmt: skip
        done_with(note=note, note_version=note.row_version, by=by, at=at)


def _stretch(note: Contribution, words: str, codes: list[Code], by: User) -> Excerpt:
    start = normalised(note.text).index(words)
    return code_note(
        note=note, note_version=note.row_version, spans=[(start, start + len(words))], codes=codes, by=by,
        at=MERGED + timedelta(hours=1),
    )[0]  # fmt: skip
