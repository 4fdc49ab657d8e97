"""The same small worlds as for the other kinds of steps."""

from __future__ import annotations

import uuid

import pytest

from tests import factories
from tests.workshops.kinds.conftest import at, leader  # noqa: F401
from workshops.actions.stories import Whose, approve, take_down_story, write_part
from workshops.models import Story
from workshops.queries.stories import stories

NOON = factories.NOON


@pytest.fixture
def tell():
    """tell(step, place, {"f1": "…"}, send=True) → Story as `stories` gives it, written by the teller."""

    def make(step, place, texts=None, *, send=False, number=1, when=NOON):
        key, story = uuid.uuid4(), None
        for part, text in (texts or {"f1": "Det var stilla.", "f3": "Att någon ringde."}).items():
            story = write_part(
                exercise=step, participation=place, story_key=key, number=number, part=part, text=text,
                client_key=uuid.uuid4(), row_version=0, by=place, at=when,
            )  # fmt: skip
        if send:
            story = Story.objects.get(pk=story.pk)
            approve(story=story, row_version=story.row_version, by=place, at=when)
        return stories().get(pk=story.pk)

    return make


@pytest.fixture
def write_down():
    """write_down(step, user, {"f1": "…"}) → Story, written in by somebody for a person with a number."""

    def make(step, user, texts=None, *, place=None, key=None, **more):
        story = take_down_story(
            exercise=step, participation=place or factories.make_participation(workshop=step.workshop),
            story_key=key or uuid.uuid4(), texts=texts or {"f1": "Det var stilla.", "f3": "Att någon ringde."},
            whose=more.pop("whose", Whose()), channel=more.pop("channel", "interview"), by=user, at=NOON, **more,
        )  # fmt: skip
        return stories().get(pk=story.pk)

    return make
