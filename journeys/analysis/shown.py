"""A map as anyone may read it. Pure: which notes may be quoted, and which not used any more, comes from outside.

A kept version has its voices as ids and none of their words: what somebody takes back is gone from every version at
once. What a part says can be a person's words all the same, where whoever made the map wrote them there: then the
part is veiled when the person no longer lets them stand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from hlab.core.text import fold
from hlab.stats.suppression import DEFAULT_K
from journeys.analysis.document import Document, Gap, Step, Voice, forgetting

LONG = 24
"""Letters and digits from which words that stand within other words are no coincidence."""


def kept(document: Document) -> Document:
    """The same with each voice as the id of its note and whether it is chosen to be shown; no words, no persons."""

    def bare(voices: tuple[Voice, ...]) -> tuple[Voice, ...]:
        return tuple(Voice(voice.contribution, quote=voice.quote) for voice in voices)

    return replace(
        document,
        phases=tuple(
            replace(phase, steps=tuple(replace(step, voices=bare(step.voices)) for step in phase.steps))
            for phase in document.phases
        ),
        gaps=tuple(replace(gap, voices=bare(gap.voices)) for gap in document.gaps),
    )


def notes_of(document: Document) -> frozenset[str]:
    """Ids of the notes that the map rests on."""
    return frozenset(voice.contribution for part in document.everything for voice in part.voices)


def words_of(part: Step | Gap) -> list[str]:
    """Everything that a step or a gap says in free words."""
    if isinstance(part, Step):
        return [part.title, *part.cells.values()]
    return [part.title, part.told_words, part.life, part.consequence, part.bridge]


def repeats(words: Iterable[str], said: Iterable[str]) -> bool:
    """Whether some of the words are, letter by letter, something that was said: all of it, or a long stretch one way or
    the other. Case, marks and blanks make no difference."""
    notes = [note for note in map(fold, said) if note]
    return any(_is_of(text, note) for text in map(fold, words) if text for note in notes)


def _is_of(text: str, note: str) -> bool:
    shorter, longer = sorted((text, note), key=len)
    return text == note or (len(shorter) >= LONG and shorter in longer)


def veiled_parts(
    document: Document, *, unusable: Collection[str], kept_words: Collection[str], of_one_person: bool
) -> frozenset[str]:
    """Keys of the steps and gaps whose words may not be read by anyone today.

    unusable: ids of notes that may not be used any more. kept_words: what those notes say of which nobody outside the
    lab may read the words, the unusable ones too, wherever in the map they were tied. of_one_person: then the map is
    that person's notes, and a part goes with its note, whoever wrote the words; else it goes where the words are the
    note's.
    """
    out = set()
    for part in document.everything:
        lost = any(voice.contribution in unusable for voice in part.voices)
        if (of_one_person and lost) or repeats(words_of(part), kept_words):
            out.add(part.key)
    if of_one_person:  # the time after something that has been taken back goes with it
        out |= {gap.key for gap in document.gaps if gap.after in out}
    return frozenset(out)


def shown(
    document: Document, *, quotes: Mapping[tuple[str, str], str], people: Mapping[str, str], veiled: Collection[str],
    instead: str,
) -> Document:  # fmt: skip
    """The map with the words that may be read, and nothing that leads to a note or a person.

    quotes: {(key of the part, note id): words}. people: {note id: number of the person, of this page alone} of the
    notes whose people may be counted, for whoever tells how many in broad steps. veiled: keys of parts that are told of
    without their words; instead: what stands in their place. Measured days of few persons, or of nobody knows how many,
    are not in it.
    """

    def told(part: Step | Gap) -> tuple[Voice, ...]:
        found = []
        for voice in part.voices:
            text = quotes.get((part.key, voice.contribution), "") if voice.quote else ""
            person = people.get(voice.contribution, "")
            if text or person:
                found.append(Voice("", quote=bool(text), person=person, text=text))
        return tuple(found)

    def step(one: Step) -> Step:
        if one.key in veiled:
            return Step(one.key, instead, grade=one.grade)
        return replace(one, voices=told(one))

    def gap(one: Gap) -> Gap:
        if one.key in veiled:
            return Gap(one.key, one.after, one.kind, instead, before=one.before, grade=one.grade)
        if one.measured_n is None or one.measured_n < DEFAULT_K:
            one = replace(one, days_measured=None, measured_n=None, measured_source="")
        return replace(one, voices=told(one))

    document = forgetting(document, frozenset(veiled))
    return replace(
        document,
        phases=tuple(replace(phase, steps=tuple(map(step, phase.steps))) for phase in document.phases),
        gaps=tuple(map(gap, document.gaps)),
    )
