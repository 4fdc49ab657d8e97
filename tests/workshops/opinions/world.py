"""A session that stands at a step of statements, and rooms of people with one, two or three minds."""

from __future__ import annotations

import random
from types import SimpleNamespace

from django.urls import reverse

from tests import factories
from workshops.actions.opinions import take_stance
from workshops.actions.pacing import close_writing, open_workshop, reveal
from workshops.actions.planning import add_exercise
from workshops.models import Stance
from workshops.queries import step_at
from workshops.queries.opinions import live_statements

NOON = factories.NOON
ACT = {"by": None, "at": NOON}


def stand(seeds: int = 12, *, lab=None, **fields):
    """.workshop .site .step: open, at a step with so many statements."""
    workshop = factories.make_workshop(with_programme=False, **({"lab": lab} if lab else {}))
    names = [f"{'A' * (n // 26)}{chr(65 + n % 26)}" for n in range(seeds)]
    settings = {"statements": [f"Påstående {name}" for name in names]} | fields.pop("settings", {})
    add_exercise(
        workshop=workshop, kind="opinion", title="Vad håller du med om?", minutes=9, settings=settings, **ACT, **fields
    )
    open_workshop(workshop=workshop, **ACT)
    workshop = factories.advance(workshop, 1)
    return again(SimpleNamespace(workshop=workshop, site=workshop.site, step=None))


def again(here):
    here.step = step_at(here.site.pk, here.workshop.site.current_id)
    return here


def say(here, place, number: int, value: int, **fields):
    pk = live_statements(here.step)[number - 1].pk
    fields = {"counted": True} | ACT | fields
    return take_stance(exercise=here.step, participation=place, statement=pk, value=value, **fields)


def minds(here, people: int, kinds: int, *, seed: int = 3, noise: float = 0.08, at=NOON):
    """So many people who answer everything, in so many ways of answering. All agree on the first, none on the second.

    kinds: 0 is chance. Returns their places.
    """
    dice, rows, places = random.Random(seed), live_statements(here.step), []
    ways = [[1 if at % kinds == kind else -1 for at in range(len(rows))] for kind in range(kinds)]
    for n in range(people):
        place = factories.make_participation(workshop=here.workshop)
        places.append(place)
        way = [dice.choice((1, -1)) for _ in rows] if kinds == 0 else list(ways[n % kinds])
        if kinds:
            way = [-value if dice.random() < noise else value for value in way]
            way[:2] = [1, -1]
        Stance.objects.bulk_create(
            Stance(statement=row, participation=place, value=value, at=at) for row, value in zip(rows, way, strict=True)
        )
    return places


def close(here):
    close_writing(exercise=here.step, **ACT)
    return again(here)


def show(here):
    close(here)
    reveal(exercise=here.step, **ACT)
    return again(here)


def url(here, name, *rest) -> str:
    first = here.site.pk if name in ("console", "stage") or name.startswith("opinion") else here.workshop.pk
    step = () if name in ("console", "stage", "take_part") else (here.step.pk,)
    return reverse(f"workshops:{name}", args=[first, *step, *rest])
