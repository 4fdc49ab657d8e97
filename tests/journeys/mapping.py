"""A session that stands at the step where people map their way."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.urls import reverse

from journeys.actions.cards import name_phases, save_card
from journeys.models import MapCard
from journeys.queries.cards import KIND
from tests import factories
from tests.factories import NOON
from workshops.actions.pacing import close_writing, go_to, open_workshop
from workshops.actions.planning import add_exercise
from workshops.models import Exercise, Site, Workshop
from workshops.queries import step_at

WAY = (
    ("Slutade sova", {"phase": 1, "feeling": -1, "gap_words": "tre veckor"}),
    ("Ringde vårdcentralen.\nDe lyssnade och skrev en remiss.",
     {"phase": 2, "feeling": 1, "who": "Vårdcentralen", "who_kind": "region", "gap_words": "ett halvår",
      "gap_kind": "handover", "gap_carried": "relative"}),
    ("Möte på socialkontoret", {"phase": 3, "feeling": 0, "who": "Socialkontoret", "who_kind": "municipality"}),
)  # fmt: skip


@dataclass
class Mapping:
    """The step at its only site."""

    workshop: Workshop
    site: Site

    @property
    def step(self) -> Exercise:
        return step_at(self.site.pk, self.workshop.exercises.get(kind=KIND).pk)

    @property
    def page(self) -> str:
        return reverse("workshops:take_part", args=[self.workshop.pk])

    def send(self, client, act="lamna", **data):
        url = reverse("workshops:act", args=[self.workshop.pk, self.step.pk, act])
        return client.post(url, {"key": str(uuid.uuid4()), **data})

    def read(self, client, where="") -> str:
        return client.get(self.page, {"i": where} if where else {}).content.decode()

    def close(self):
        close_writing(exercise=self.step, by=None, at=NOON)


def mapping(lab=None, **fields) -> Mapping:
    workshop = factories.make_workshop(lab=lab, with_programme=False)
    settings = fields.pop("settings", {})
    add_exercise(
        workshop=workshop, kind=KIND, title="Din väg", minutes=40, settings=settings, by=None, at=NOON, **fields
    )
    open_workshop(workshop=workshop, by=None, at=NOON)
    site = workshop.sites.get()
    go_to(site=site, step=step_at(site.pk, workshop.exercises.get().pk), seen_step=None, by=None, at=NOON)
    return Mapping(workshop, Site.objects.select_related("workshop__lab").get(pk=site.pk))


def say(room: Mapping, place, text: str, marks: dict | None = None, **more) -> MapCard:
    """Something that happened, told by somebody."""
    note = save_card(
        exercise=room.step, participation=place, card=0, text=text, marks=marks or {}, client_key=uuid.uuid4(),
        row_version=0, by=place, at=more.pop("at", NOON), **more,
    )  # fmt: skip
    return MapCard.objects.select_related("contribution").get(contribution=note)


def told(room: Mapping, place=None, way=WAY):
    """(place, its cards) of somebody who has told a whole way."""
    place = place or factories.make_participation(site=room.site)
    return place, [say(room, place, text, marks) for text, marks in way]


def call(room: Mapping, place, *names):
    return name_phases(exercise=room.step, participation=place, names=names, row_version=0, by=place, at=NOON)
