"""Those who are there along the way: added, changed and taken out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from journeys.actions.editing import already, changing, last_place
from journeys.actions.fields import checked, made_before, put
from journeys.enums import EditAct
from journeys.models import Gap, Journey, JourneyActor, Step, StepActor
from journeys.queries.outline import LIVE

MOST = 40


@transaction.atomic
def add_actor(
    *, journey: Journey, name: str, kind: str, organisation=None, by, at: datetime, client_key: uuid.UUID | None = None
) -> JourneyActor:
    """Somebody more along the way. RuleBroken when the map has somebody of that name."""
    about = " ".join(name.split())
    with changing(journey, EditAct.ACTOR_ADDED, by=by, at=at, about=about, client_key=client_key) as change:
        made = made_before(change, JourneyActor, client_key)
        if made is not None:
            return made
        siblings = JourneyActor.objects.filter(journey=journey)
        if siblings.filter(LIVE).count() >= MOST:
            raise RuleBroken(_("En karta rymmer högst %(most)s aktörer.") % {"most": MOST})
        said = checked(JourneyActor, journey, {"name": name, "kind": kind, "organisation": organisation})
        _ensure_alone(journey, said["name"])
        actor = change.add(JourneyActor(journey=change.journey, place=last_place(siblings), **said))
    return actor


@transaction.atomic
def change_actor(
    *, actor: JourneyActor, row_version: int, by, at: datetime, seen: Mapping[str, Any] | None = None, **fields: Any
) -> JourneyActor:
    """Another name, kind or organisation. Raises StaleEdit where somebody has changed the same since."""
    with changing(actor.journey, EditAct.ACTOR_CHANGED, by=by, at=at, about=actor.name) as change:
        row = change.open(JourneyActor, actor.pk)
        said = checked(JourneyActor, actor.journey, fields, row)
        if "name" in said:
            _ensure_alone(actor.journey, said["name"], but=row)
        put(change, row, said, row_version=row_version, seen=seen)
    return row


@transaction.atomic
def remove_actor(*, actor: JourneyActor, by, at: datetime, client_key: uuid.UUID | None = None) -> None:
    """Take an actor out of the map, of its steps and of its gaps. It comes back there too when this is undone.
    RuleBroken for the one whose way it is."""
    about = actor.name
    with changing(actor.journey, EditAct.ACTOR_REMOVED, by=by, at=at, about=about, client_key=client_key) as change:
        if already(change.journey, client_key):
            return
        row = change.open(JourneyActor, actor.pk)
        if row.is_person:
            raise RuleBroken(_("Det är den personens resa. Byt namn i stället, om något är fel."), status=409)
        for there in list(StepActor.objects.filter(actor=row, step__gone_at__isnull=True)):
            step = change.open(Step, there.step_id)
            there.delete()
            change.save(step)
        for gap in Gap.objects.filter(LIVE).filter(Q(from_actor=row) | Q(to_actor=row)):
            opened = change.open(Gap, gap.pk)
            opened.from_actor = None if opened.from_actor_id == row.pk else opened.from_actor
            opened.to_actor = None if opened.to_actor_id == row.pk else opened.to_actor
            change.save(opened)
        change.remove(row)


def _ensure_alone(journey: Journey, name: str, but: JourneyActor | None = None) -> None:
    there = JourneyActor.objects.filter(LIVE, journey=journey, name=name)
    if (there.exclude(pk=but.pk) if but else there).exists():
        raise RuleBroken(_("Det finns redan någon som heter så i kartan. Välj ett annat namn."), field="name")
