"""What people quietly ask for: help, and to speak. Seen by who leads, by number and table, never by name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.live.actions import publish
from workshops.actions.locks import lock_place, locked_site
from workshops.enums import LIVE_STATES, HelpReason
from workshops.models import HelpRequest, Participation, Site, Turn
from workshops.wire import desk, room

# --- Help ---------------------------------------------------------------------------------------


@transaction.atomic
def ask_for_help(*, participation: Participation, reason: str, by, at: datetime) -> HelpRequest:
    """ "Jag behöver hjälp". Twice is once; another reason takes the place of the first until a host has seen it."""
    if reason not in HelpReason.values:
        raise RuleBroken(_("Välj vad du behöver hjälp med."), field="skal")
    site = _open_site(participation)
    lock_place(participation)
    asked = HelpRequest.objects.filter(participation=participation, ended_at=None).first()
    if asked is not None and asked.taken_at is None:
        if asked.reason != reason:
            asked.reason = reason
            asked.save(update_fields=["reason"])
            publish(channel=desk(site.pk), kind="help", at=at)
        return asked
    HelpRequest.objects.filter(participation=participation, ended_at=None).update(ended_at=at)
    asked = HelpRequest.objects.create(site=site, participation=participation, reason=reason, asked_at=at)
    publish(channel=desk(site.pk), kind="help", at=at)
    return asked


@transaction.atomic
def need_no_help(*, participation: Participation, by, at: datetime) -> None:
    """Take it back, whether or not somebody has seen it. Twice is once."""
    if HelpRequest.objects.filter(participation=participation, ended_at=None).update(ended_at=at):
        publish(channel=desk(participation.site_id), kind="help", at=at)


@transaction.atomic
def take_care(*, request: HelpRequest, by, at: datetime) -> None:
    """A host sees to it: the others need not, and the person is told that it is known."""
    waiting = HelpRequest.objects.filter(pk=request.pk, taken_at=None, ended_at=None)
    if waiting.update(taken_at=at, taken_by=user_of(by)):
        publish(channel=desk(request.participation.site_id), kind="help", at=at)


# --- The speaking queue -------------------------------------------------------------------------


@transaction.atomic
def ask_to_speak(*, participation: Participation, by, at: datetime) -> Turn:
    """ "Jag vill säga något". Twice is once."""
    site = _open_site(participation)
    lock_place(participation)
    turn, new = Turn.objects.get_or_create(
        participation=participation, ended_at=None, defaults={"site": site, "asked_at": at}
    )
    if new:
        _tell_queue(site.pk, at)
    return turn


@transaction.atomic
def do_not_speak(*, participation: Participation, by, at: datetime) -> None:
    """Leave the queue, also in the middle of one's turn. Twice is once."""
    turn = Turn.objects.filter(participation=participation, ended_at=None).first()
    if turn is not None:
        Turn.objects.filter(pk=turn.pk, ended_at=None).update(ended_at=at)
        _tell_queue(turn.site_id, at)


@transaction.atomic
def give_the_floor(*, turn: Turn, by, at: datetime) -> None:
    """Let this person speak; who spoke before is done."""
    site = locked_site(turn.site)
    waiting = Turn.objects.filter(pk=turn.pk, given_at=None, ended_at=None)
    if not waiting.exists():
        return
    Turn.objects.filter(site=site, given_at__isnull=False, ended_at=None).update(ended_at=at)
    waiting.update(given_at=at)
    _tell_queue(site.pk, at)


@transaction.atomic
def end_turn(*, turn: Turn, by, at: datetime) -> None:
    """ "Klar", or out of the queue without having spoken. Twice is once."""
    if Turn.objects.filter(pk=turn.pk, ended_at=None).update(ended_at=at):
        _tell_queue(turn.site_id, at)


@transaction.atomic
def put_new_voices_first(*, site: Site, first: bool, by, at: datetime) -> None:
    """Whether those who have not spoken yet come before those who have."""
    if Site.objects.filter(pk=site.pk).exclude(new_voices_first=first).update(new_voices_first=first):
        _tell_queue(site.pk, at)


def _tell_queue(site_id: int, at: datetime) -> None:
    """Everybody may know that the queue has moved; how long it is and who is in it stays with those who lead."""
    publish(channel=room(site_id), kind="queue", at=at)


def _open_site(participation: Participation) -> Site:
    site = locked_site(participation.site, shared=True)
    if site.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är stängd. Vänd dig direkt till den som leder."), status=409)
    return site
