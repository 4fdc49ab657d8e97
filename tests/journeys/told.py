"""Maps that rest on what people have said."""

from __future__ import annotations

from dataclasses import replace

from journeys.analysis.document import Voice
from tests import factories
from tests.factories import NOON
from tests.journeys.sample import DOCUMENT


def with_voices(notes, *, part: int = 0, quote: bool = True):
    """The sample with these notes behind one of its steps, and the last of them behind its second gap too."""
    voices = tuple(Voice(str(note.pk), quote=quote) for note in notes)
    phases = list(DOCUMENT.phases)
    phases[part] = replace(phases[part], steps=(replace(phases[part].steps[0], voices=voices),))
    gaps = (DOCUMENT.gaps[0], replace(DOCUMENT.gaps[1], voices=voices[-1:]))
    return replace(DOCUMENT, phases=tuple(phases), gaps=gaps)


def make_told(*, lab=None, people: int = 6, consent_quote: bool = True, **fields):
    """(a persona's map that rests on so many people's notes, chosen as quotes; the notes)."""
    lab = lab or factories.make_lab()
    workshop, step, _notes = factories.make_room(people=0, lab=lab)
    notes = []
    for n in range(people):
        place = factories.make_participation(workshop=workshop, consent_quote=consent_quote)
        notes += factories.make_many_notes(step=step, participation=place, number=1, text=f"Ord nummer {n} om tystnad.")
    for note in notes:
        note.consent_quote = consent_quote
        note.save(update_fields=["consent_quote"])
    journey = factories.make_journey(
        lab=lab, document=with_voices(notes), quoted={str(note.pk): note.row_version for note in notes}, **fields
    )
    return journey, notes


def make_own(*, lab=None, consent_quote: bool = True, **fields):
    """(one person's own way, that person's notes, their code)."""
    lab = lab or factories.make_lab()
    workshop, step, _notes = factories.make_room(people=0, lab=lab)
    receipt, code = factories.make_receipt()
    place = factories.make_participation(workshop=workshop, receipt=receipt)
    notes = factories.make_many_notes(step=step, participation=place, number=2, text="Jag ringde {n} gånger.")
    for note in notes:
        note.consent_quote = consent_quote
        note.save(update_fields=["consent_quote"])
    journey = factories.make_journey(
        lab=lab, document=with_voices(notes), teller=place, quoted={str(note.pk): 1 for note in notes}, **fields
    )
    return journey, notes, code


def publish(journey, *, by=None, at=NOON, **more):
    """Publish the map as it is now."""
    from journeys.actions.versions import publish_map

    journey.refresh_from_db()
    version = publish_map(journey=journey, edits=journey.edits, by=by, at=at, **more)
    journey.refresh_from_db()
    return version
