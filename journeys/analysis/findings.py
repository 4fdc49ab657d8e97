"""What a file of a journey gives: the journey, and what was met on the way, each with the part it is about. Pure.

The readers tell codes; `journeys.exchange_words` says them in whole sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from journeys.analysis.document import Document, Gap, Step, Voice, numbered

Where = tuple[tuple[str, int, str], ...]
"""From the outside in: (kind of part, its number from 1, its name), as (("phase", 2, "Söker hjälp"), ("step", 1, "")).
"""


@dataclass(frozen=True)
class Finding:
    """fault: the file cannot be read in before it is put right; else it is something that is lost, or taken another
    way. line: of the file, or 0. column: of a table. field: name of the field, as in `Document`. detail: what is needed
    in the sentence."""

    code: str
    where: Where = ()
    field: str = ""
    detail: str = ""
    line: int = 0
    column: str = ""
    fault: bool = False


@dataclass(frozen=True)
class Found:
    """One journey of a file. source: name of the address it had where it was written, blank where that is not told;
    answers: the same of the map that it answers. review_on: when it was to be looked at again. plan: place in the file
    of the journey that tells how this one was planned."""

    document: Document
    findings: tuple[Finding, ...] = ()
    source: str = ""
    answers: str = ""
    review_on: date | None = None
    plan: int | None = None

    @property
    def faults(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.fault]

    @property
    def losses(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.fault]


class NoJourney(ValueError):
    """A file that holds no journey that we can read.

    code: "too_large" · "empty" · "not_json" · "not_a_journey" · "newer" (detail: its version) · "doctype" · "not_xml" ·
    "too_deep" · "not_cjml" · "no_journeys" · "too_many_journeys" · "no_columns" (detail: those that are missing) ·
    "too_many_rows" · "not_a_table" · "unknown". line: where, or 0.
    """

    def __init__(self, code: str, line: int = 0, detail: str = ""):
        self.code, self.line, self.detail = code, line, detail
        super().__init__(f"{code} {detail} (line {line})")


def for_file(document: Document) -> Document:
    """The document as a file may hold it: numbered, and with words only of the quotes that were chosen and that whoever
    reads the document may read as quotes; of all other voices, which note it is and nothing that was said in it. A way
    that has come to lead the other way since it was made, because a step was moved, is called what it now is.

    The document must have been read with the condition of public quotes (`journeys.queries.voices.PUBLIC`), so that
    words which are taken back or not agreed to are not in it at all.
    """
    parts = document.everything
    said = {(voice.contribution, voice.words): voice.text for part in parts for voice in part.voices if voice.quote}
    document = numbered(document)  # which leaves the words of notes out
    order = {step.key: number for number, step in enumerate(document.steps)}

    def told(voices: Iterable[Voice]) -> tuple[Voice, ...]:
        return tuple(
            Voice(voice.contribution, voice.words, quote=True, text=text)
            if voice.quote and (text := said.get((voice.contribution, voice.words), ""))
            else Voice(voice.contribution)
            for voice in voices
        )

    return replace(
        document,
        phases=tuple(
            replace(phase, steps=tuple(replace(step, voices=told(step.voices)) for step in phase.steps))
            for phase in document.phases
        ),
        gaps=tuple(replace(gap, voices=told(gap.voices)) for gap in document.gaps),
        links=tuple(
            replace(link, kind="loop" if order[link.target] < order[link.source] else "branch")
            for link in document.links
        ),
    )


class Places:
    """Where each part of a document is, as a finding tells it."""

    def __init__(self, document: Document):
        self._steps: dict[int, Where] = {}
        self._gaps: dict[int, Where] = {}
        for number, phase in enumerate(document.phases, start=1):
            for at, step in enumerate(phase.steps, start=1):
                self._steps[id(step)] = (("phase", number, phase.title), ("step", at, step.title))
        for number, gap in enumerate(document.gaps, start=1):
            self._gaps[id(gap)] = (("gap", number, gap.title),)

    def of(self, part: Step | Gap) -> Where:
        """A step in its phase, or a gap."""
        return (self._steps if isinstance(part, Step) else self._gaps)[id(part)]
