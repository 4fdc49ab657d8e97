"""Coming in, being here, being done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.enums import Perspective
from hlab.live.actions import publish
from workshops.actions.locks import locked_site, locked_step
from workshops.enums import LIVE_STATES, Channel, ExerciseState
from workshops.models import Exercise, Participation, Ready, Site
from workshops.queries import presence
from workshops.wire import desk, room


@transaction.atomic
def join(
    *,
    site: Site,
    receipt,
    perspective: str,
    consent_quote: bool = False,
    consent_reuse: bool = False,
    by,
    at: datetime,
    channel: str = Channel.LIVE,
) -> Participation:
    """Take a place at an open site. Joining again with the same receipt gives the same place, also at another site
    of the session: who wants to sit there instead moves (`move_to_site`)."""
    site = locked_site(site, shared=True)
    if site.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är inte öppen. Fråga den som bjöd in dig när den öppnar."), status=409)
    place, new = Participation.objects.get_or_create(
        workshop=site.workshop,
        receipt=receipt,
        defaults={
            "site": site,
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
    record(act="workshop.joined", subject=site.workshop, by=place, at=at, lab_id=site.lab_id, channel=channel)
    for channel_of in (room, desk):
        publish(channel=channel_of(site.pk), kind="people", at=at)
    return place


@transaction.atomic
def move_to_site(*, participation: Participation, site: Site, by, at: datetime) -> Participation:
    """Sit at another site of the same session from now on. What was said stays where it was said; dots and other
    answers that are still open go along, so that nobody is counted twice."""
    site = locked_site(site, shared=True)
    if site.workshop_id != participation.workshop_id:
        raise RuleBroken(_("Orten hör till en annan verkstad."), status=404)
    if site.state not in LIVE_STATES:
        raise RuleBroken(_("Orten är inte öppen. Fråga den som bjöd in dig när den öppnar."), status=409)
    former = participation.site_id
    if former == site.pk:
        return participation
    Participation.objects.filter(pk=participation.pk).update(site=site, group=None, left_at=None, last_seen_at=at)
    record(act="participation.moved", subject=participation, by=by, at=at, lab_id=site.lab_id, site=site.pk)
    for place in sorted((former, site.pk)):
        publish(channel=room(place), kind="people", at=at)
    participation.refresh_from_db()
    return participation


@transaction.atomic
def leave(*, participation: Participation, by, at: datetime) -> None:
    """Go, or be marked as gone: nobody waits for them."""
    if Participation.objects.filter(pk=participation.pk, left_at=None).update(left_at=at):
        publish(channel=room(participation.site_id), kind="people", at=at)


@transaction.atomic
def come_back(*, participation: Participation, by, at: datetime) -> None:
    """Be waited for again."""
    if Participation.objects.filter(pk=participation.pk, left_at__isnull=False).update(left_at=None, last_seen_at=at):
        publish(channel=room(participation.site_id), kind="people", at=at)


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
    exercise = locked_step(exercise, shared=True)
    if exercise.state != ExerciseState.OPEN:
        raise RuleBroken(_("Steget är stängt. Du behöver inte göra något mer här."), status=409)
    if ready:
        Ready.objects.get_or_create(exercise=exercise, participation=participation, defaults={"at": at})
    else:
        Ready.objects.filter(exercise=exercise, participation=participation).delete()

    def counted() -> dict[str, int]:
        here = presence(exercise.site, exercise, at)
        return {"ready": here["ready"], "total": here["total"]}

    publish(channel=room(exercise.here.site_id), kind="ready", at=at, facts=counted)
