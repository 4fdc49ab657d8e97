"""A map with voices of three kinds, and what it takes to send files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from journeys.analysis.document import Voice
from tests import factories
from tests.factories import NOON
from tests.journeys.sample import DOCUMENT
from workshops.actions.contributions import change_consent, change_note, withdraw

QUOTED, UNASKED, SECRET = "Jag fick vänta ensam.", "Det här fick ni inte citera.", "Det här valde ingen."


@pytest.fixture
def notes(lab):
    """Three notes of three people: the first and the last agree to be quoted, the second does not."""
    workshop = factories.make_open_workshop(lab=lab)
    step = workshop.exercises.get(position=1)
    found = []
    for text, consent in ((QUOTED, True), (UNASKED, False), (SECRET, True)):
        place = factories.make_participation(workshop=workshop, consent_quote=consent)
        found.append(factories.make_note(exercise=step, participation=place, text=text))
    return found


@pytest.fixture
def voiced(lab, notes):
    """A map that rests on them all: the first two chosen as quotes, the third not."""
    spoken = tuple(Voice(str(note.pk), quote=n < 2) for n, note in enumerate(notes))
    first = replace(DOCUMENT.steps[0], voices=spoken)
    document = replace(DOCUMENT, phases=(replace(DOCUMENT.phases[0], steps=(first,)), *DOCUMENT.phases[1:]))
    return factories.make_journey(
        lab=lab, document=document, quoted={str(note.pk): note.row_version for note in notes[:2]}
    )


def take_back(note, how: str) -> None:
    """What the person behind a note does about their words."""
    by = {"by": note.participation.receipt, "at": NOON}
    if how == "withdrawn":
        withdraw(contribution=note, **by)
    elif how == "other words":
        change_note(contribution=note, text="Jag menade något annat.", row_version=note.row_version, **by)
    else:
        change_consent(contribution=note, use="quote", granted=False, **by)
