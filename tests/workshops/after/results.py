"""Closed sessions with answers on a scale, and with dots."""

from __future__ import annotations

import uuid
from types import SimpleNamespace

from tests import factories
from tests.workshops.sites.world import NOON
from workshops.actions import pacing, planning
from workshops.actions.answers import answer_scale
from workshops.actions.clustering import create_cluster
from workshops.actions.voting import place_dots
from workshops.queries import step_at


def _end(workshop, step):
    pacing.close_writing(exercise=step, by=None, at=NOON)
    pacing.reveal(exercise=step, by=None, at=NOON)
    pacing.close_workshop(workshop=workshop, by=None, at=NOON)
    return SimpleNamespace(workshop=workshop, lab=workshop.lab)


def with_scale(people: int):
    """So many answer the same on a scale."""
    workshop = factories.make_workshop(with_programme=False)
    planning.add_exercise(workshop=workshop, kind="scale", title="Hänger vården ihop?", minutes=5, by=None, at=NOON)
    pacing.open_workshop(workshop=workshop, by=None, at=NOON)
    workshop = factories.advance(workshop, 1)
    step = step_at(workshop.site.pk, workshop.site.current_id)
    for _number in range(people):
        place = factories.make_participation(workshop=workshop)
        answer_scale(
            exercise=step, participation=place, point=2, reason="", client_key=uuid.uuid4(), row_version=0,
            confirmed=False, counted=True, by=place, at=NOON,
        )  # fmt: skip
    return _end(workshop, step_at(workshop.site.pk, step.pk))


def with_dots(people: int):
    """So many lay a dot on one theme."""
    workshop, _step, _notes = factories.make_room(people=people)
    factories.advance(workshop, 2)
    sorting = step_at(workshop.site.pk, workshop.exercises.get(position=2).pk)
    theme = create_cluster(exercise=sorting, title="Väntan", by=None, at=NOON)
    factories.advance(workshop, 3)
    step = step_at(workshop.site.pk, workshop.exercises.get(position=3).pk)
    for place in workshop.participations.all():
        place_dots(exercise=step, participation=place, dots={theme.pk: 1}, counted=True, by=place, at=NOON)
    return _end(workshop, step_at(workshop.site.pk, step.pk))
