"""Worlds for the målbild tests."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goals.actions.status import publish
from goals.actions.versions import create_goal
from tests import factories
from tests.factories import NOON

LATER = NOON + timedelta(days=1)


@pytest.fixture
def notes(lab):
    """Six notes by six people in a shown step of the lab: lived, staff, relative, lived, staff, relative."""
    return factories.make_room(people=6, lab=lab)[2]


@pytest.fixture
def draft(lab, lead, notes):
    """A first wording that can be written on; it rests on all six notes."""
    return create_goal(
        lab=lab,
        title="Jag behöver bara berätta en gång",
        statement="Jag berättar min historia när jag orkar.",
        contribution_ids=[note.pk for note in notes],
        by=lead,
        at=NOON,
    )


@pytest.fixture
def public(draft, lead):
    """The same, published as a draft."""
    return publish(version=draft, by=lead, at=NOON)


@pytest.fixture
def check():
    """Fields of a check that holds."""
    return {
        "held_on": NOON.date(), "how": "Verkstad på biblioteket", "recognise": 7, "partly": 2,
        "not_recognise": 1, "unknown": 0, "lived_experience": 6,
    }  # fmt: skip
