"""A lab with coders, codes, and notes that have been shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goals.actions.coding import code_note
from goals.analysis.refi import normalised
from tests import factories
from tests.factories import NOON

TEXT = "Ingen ringde tillbaka. Jag väntade i tre veckor. Sedan kom ett brev 🙂 från någon annan."
SOON = NOON + timedelta(hours=1)


@pytest.fixture
def notes(lab):
    """Four notes by four people, shown: lived, staff, relative, lived. The first is TEXT, the others are short."""
    return factories.make_room(people=4, lab=lab, text=TEXT)[2]


@pytest.fixture
def note(notes):
    return notes[0]


@pytest.fixture
def waiting(lab):
    return factories.make_code(lab=lab, name="Att vänta")


@pytest.fixture
def alone(lab):
    return factories.make_code(lab=lab, name="Att vara ensam")


@pytest.fixture
def put():
    """put(note, code, …, by=user, span=None) → the excerpt: codes on a stretch, or on the whole note."""

    def mark(note, *codes, by, span=None, at=NOON):
        note.refresh_from_db()
        span = span or (0, len(normalised(note.text)))
        return code_note(note=note, note_version=note.row_version, spans=[span], codes=codes, by=by, at=at)[0]

    return mark
