"""Coming in, being here, being done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.enums import Perspective
from hlab.live.actions import publish
from workshops.actions.locks import locked_step, locked_workshop
from workshops.enums import LIVE_STATES, Channel, ExerciseState
from workshops.models import Exercise, Participation, Ready, Workshop
from workshops.queries import presence
from workshops.wire import desk, room


@transaction.atomic
def join(
    *,
    workshop: Workshop,
    receipt,
    perspective: str,
    consent_quote: bool = False,
    consent_reuse: bool = False,
    by,
    at: datetime,
    channel: str = Channel.LIVE,
) -> Participation:
    """Take a place in an open session. Joining again with the same receipt gives the same place."""
    workshop = locked_workshop(workshop, shared=True)
    if workshop.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är inte öppen. Fråga den som bjöd in dig när den öppnar."), status=409)
    place, new = Participation.objects.get_or_create(
        workshop=workshop,
        receipt=receipt,
        defaults={
            "perspective": perspective,
            "channel": channel,
            "consent_quote": consent_quote,
            "consent_reuse": consent_reuse,
            "joined_at": at,
            "last_seen_at": at,
        },
    )
    if not new:
        return place
    record(act="workshop.joined", subject=workshop, by=place, at=at, lab_id=workshop.lab_id, channel=channel)
    for channel_of in (room, desk):
        publish(channel=channel_of(workshop.pk), kind="people", at=at)
    return place


@transaction.atomic
def change_perspective(*, participation: Participation, perspective: str, by, at: datetime) -> None:
    """Say anew from where one speaks."""
    if perspective not in Perspective.values:
        raise RuleBroken(_("Välj ett av alternativen."), field="perspective")
    Participation.objects.filter(pk=participation.pk).update(perspective=perspective)
    record(act="participation.perspective", subject=participation, by=by, at=at, lab_id=participation.workshop.lab_id)


def seen(*, participation_ids: list, by, at: datetime) -> int:
    """Note that these people are here; how many places that was."""
    return Participation.objects.filter(pk__in=participation_ids, last_seen_at__lt=at).update(last_seen_at=at)


@transaction.atomic
def set_ready(*, exercise: Exercise, participation: Participation, ready: bool, by, at: datetime) -> None:
    """ "Jag är klar", or the same taken back. Twice is once."""
    exercise = locked_step(exercise.pk, shared=True)
    if exercise.state != ExerciseState.OPEN:
        raise RuleBroken(_("Steget är stängt. Du behöver inte göra något mer här."), status=409)
    if ready:
        Ready.objects.get_or_create(exercise=exercise, participation=participation, defaults={"at": at})
    else:
        Ready.objects.filter(exercise=exercise, participation=participation).delete()

    def counted() -> dict[str, int]:
        here = presence(exercise.workshop, exercise, at)
        return {"ready": here["ready"], "total": here["total"]}

    publish(channel=room(exercise.workshop_id), kind="ready", at=at, facts=counted)
