"""A journey as one flat table: one row for each thing that is said, for spreadsheets and statistics. Pure.

Every row names its journey, phase and step, so that it can be sorted, filtered and put together with other tables;
phase, step and gap carry their number before their name ("3. Första besöket"), which is what tells two of the same name
apart and gives the order back. The kind of row says what the row tells. Codes are written as words that people read.
Columns after methods 6.8 of the house, and one for the gap. `table_read` is the opposite.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from hlab.core.cells import FORMULA
from journeys.analysis.document import Actor, Document, Gap, Link, Step, Voice
from journeys.analysis.findings import for_file
from journeys.analysis.shapes import SHAPES, Code, Day, Shape, Whole

COLUMNS = (
    "resa", "fas", "steg", "mellanrum", "slag", "aktör", "organisation", "text", "värde", "enhet", "underlag", "läge",
)  # fmt: skip
ENGLISH = (
    "journey", "phase", "step", "gap", "kind", "actor", "organisation", "text", "value", "unit", "evidence", "state",
)  # fmt: skip
"""What the columns may be called too, in the same order."""
NEEDED = ("resa", "fas", "steg", "slag", "text")
Words = Mapping[tuple[type, str], Mapping[str, str]]
"""{(part, field): {code: as people read it}}; (Step, "cells") are the lanes."""

ACTOR, THE_PERSON, PHASE, STEP, GAP, THERE, VOICE, SOURCE, ANSWERS, REVIEW = (
    "aktör", "personen själv", "fas", "steg", "mellanrum", "med i steget", "röst", "källa", "svarar på kartan",
    "ses över senast",
)  # fmt: skip
NAMES: dict[type, dict[str, str]] = {
    Document: {
        "question": "fråga", "person": "vad personen kallas", "person_kind": "vems resa", "about": "om personen",
        "county": "län", "place": "plats", "happened_in": "började", "day_zero": "dag noll",
    },
    Step: {
        "channel": "hur", "track": "spår", "feeling": "känsla", "word": "känsla med ett ord",
        "who_did": "vem gjorde jobbet", "wanted": "ville den det", "moment": "bästa eller svåraste stunden",
        "from_day": "från dag", "to_day": "till dag",
    },
    Gap: {
        "before": "nästa steg", "days_planned": "dagar, planerat", "days_told": "dagar, berättat",
        "told_words": "berättat med egna ord", "days_measured": "dagar, uppmätt", "measured_n": "uppmätt, personer",
        "measured_source": "uppmätt, varifrån", "from_actor": "från", "to_actor": "till",
        "carried_by": "vem höll ihop det", "sip": "sip", "named_contact": "fast vårdkontakt",
        "contract": "patientkontrakt", "retold": "fick berätta igen", "retold_times": "fick berätta igen, gånger",
        "feeling": "känsla", "word": "känsla med ett ord", "life": "livet emellan", "consequence": "vad det ledde till",
        "bridge": "vad som bar",
    },
}  # fmt: skip
"""What a row of a field is called in the column of kinds."""
QUOTE, WHOLE_QUOTE = "citat", "citat, hela lappen"
MINUS = "−"


def rows(
    document: Document, words: Words, *, source: str = "", answers: str = "", review_on: date | None = None
) -> Iterator[list[str]]:
    """The table, its headings first. source, answers, review_on: see `Found`. Cells that a spreadsheet would take for a
    formula are made safe by whoever writes the file (`hlab.core.cells.safe`)."""
    writer = _Writer(for_file(document), words)
    yield list(COLUMNS)
    beside = {SOURCE: source, ANSWERS: answers, REVIEW: review_on.isoformat() if review_on else ""}
    for row in writer.rows({kind: said for kind, said in beside.items() if said}):
        yield [guarded(row.get(column, "")) for column in COLUMNS]


def guarded(cell: str) -> str:
    """The cell with one mark more, where the one it begins with would be taken for that of a cell made safe."""
    return f"'{cell}" if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def unguarded(cell: str) -> str:
    """What the cell was before it was made safe."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(cell: str) -> bool:
    return cell.lstrip(" \u00a0").startswith(FORMULA)


class _Writer:
    def __init__(self, document: Document, words: Words):
        self.document, self.words = document, words
        self.labels = {step.key: f"{number}. {step.title}" for number, step in enumerate(document.steps, start=1)}
        self.actors = {actor.key: actor for actor in document.actors}
        self.gaps: dict[str, list[tuple[int, Gap]]] = {}
        for number, gap in enumerate(document.gaps, start=1):
            self.gaps.setdefault(gap.after, []).append((number, gap))

    def rows(self, beside: dict[str, str]) -> Iterator[dict[str, str]]:
        document = self.document
        base = {"resa": document.title, "läge": self.word(Document, "kind", document.kind)}
        for row in self._of_document(beside):
            yield base | row
        for number, phase in enumerate(document.phases, start=1):
            here = base | {"fas": f"{number}. {phase.title}"}
            yield here | {"slag": PHASE}
            for step in phase.steps:
                yield from self._of_step(step, here | {"steg": self.labels[step.key]})

    def word(self, cls: type, field: str, code: str) -> str:
        return self.words.get((cls, field), {}).get(code, code)

    def _of_document(self, beside: dict[str, str]) -> Iterator[dict[str, str]]:
        for field, name in NAMES[Document].items():
            yield from self._field(self.document, field, name, {})
        yield from ({"slag": kind, "text": said} for kind, said in beside.items())
        for actor in self.document.actors:
            here = {"aktör": actor.name, "organisation": actor.organisation}
            kind = self.word(Actor, "kind", actor.kind)
            yield here | {"slag": ACTOR, "text": kind, "värde": actor.code}
            if actor.is_person:
                yield here | {"slag": THE_PERSON}

    def _of_step(self, step: Step, where: dict[str, str]) -> Iterator[dict[str, str]]:
        here = where | {"underlag": self.word(Step, "grade", step.grade)}
        yield here | {"slag": STEP}
        for key in step.actors:
            if actor := self.actors.get(key):
                yield here | {"slag": THERE, "aktör": actor.name, "organisation": actor.organisation}
        for field, name in NAMES[Step].items():
            yield from self._field(step, field, name, here)
        for lane, text in step.cells.items():
            yield here | {"slag": self.word(Step, "cells", lane), "text": text}
        yield from self._voices(step.voices, here)
        for link in self.document.links:
            if link.source == step.key:
                yield where | self._link(link)
        for number, gap in self.gaps.get(step.key, ()):
            yield from self._of_gap(gap, where | {"mellanrum": f"{number}. {gap.title}"})

    def _of_gap(self, gap: Gap, where: dict[str, str]) -> Iterator[dict[str, str]]:
        here = where | {"underlag": self.word(Gap, "grade", gap.grade)}
        yield here | {"slag": GAP, "text": self.word(Gap, "kind", gap.kind)}
        for field, name in NAMES[Gap].items():
            if field == "before":
                if gap.before:
                    yield here | {"slag": name, "värde": self._number(gap.before), "enhet": "steg"}
            elif field in ("from_actor", "to_actor"):
                if actor := self.actors.get(getattr(gap, field)):
                    yield here | {"slag": name, "aktör": actor.name, "organisation": actor.organisation}
            else:
                yield from self._field(gap, field, name, here)
        yield from self._voices(gap.voices, here)

    def _field(self, part: Document | Step | Gap, field: str, name: str, here: dict) -> Iterator[dict[str, str]]:
        value, shape = getattr(part, field), SHAPES[type(part)][field]
        if value is not None and value != "":
            yield here | {"slag": name} | self._cells(type(part), field, value, shape)

    def _cells(self, cls: type, field: str, value, shape: Shape) -> dict[str, str]:
        match shape:
            case Whole(unit=unit):
                return {"värde": str(value).replace("-", MINUS), "enhet": unit}
            case Day(month=month):
                return {"text": value.isoformat()[: 7 if month else 10]}
            case Code():
                return {"text": self.word(cls, field, value)}
            case _:
                return {"text": value}

    def _voices(self, voices: tuple[Voice, ...], here: dict) -> Iterator[dict[str, str]]:
        for voice in voices:
            unit = (QUOTE if voice.words else WHOLE_QUOTE) if voice.quote else ""
            yield here | {"slag": VOICE, "text": voice.text, "värde": voice.contribution, "enhet": unit}

    def _link(self, link: Link) -> dict[str, str]:
        kind = self.word(Link, "kind", link.kind)
        return {"slag": kind, "text": link.words, "värde": self._number(link.target), "enhet": "steg"}

    def _number(self, key: str) -> str:
        return self.labels[key].partition(".")[0]
