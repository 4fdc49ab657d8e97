"""The parking: what is put aside for later, so that nobody has to carry it and nothing is lost."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.live.actions import publish
from workshops.actions.locks import locked_site
from workshops.enums import LIVE_STATES, ParkedState
from workshops.models import Parked, Participation, Site
from workshops.models.room import ANSWER_LENGTH, PARKED_LENGTH
from workshops.wire import desk, room


@transaction.atomic
def park(
    *, site: Site, text: str, key: uuid.UUID, by, at: datetime, participation: Participation | None = None
) -> Parked:
    """Put something aside. participation: whose it is, who waits for the facilitator's yes; none for who leads,
    whose own is seen at once. The same key is the same thing."""
    text = _checked(text, PARKED_LENGTH, _("Skriv vad som ska parkeras."))
    site = locked_site(site, shared=True)
    if participation is not None and site.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är stängd."), status=409)
    shown = participation is None
    row, new = Parked.objects.get_or_create(
        site=site,
        key=key,
        defaults={
            "text": text,
            "participation": participation,
            "state": ParkedState.OPEN if shown else ParkedState.WAITING,
            "created_at": at,
            "accepted_at": at if shown else None,
        },
    )
    if new:
        _tell(row, at)
    return row


@transaction.atomic
def accept(*, parked: Parked, by, at: datetime) -> None:
    """Let the room see it. Twice is once."""
    changed = Parked.objects.filter(pk=parked.pk, accepted_at=None).update(state=ParkedState.OPEN, accepted_at=at)
    if changed:
        _tell(parked, at, "parked.accepted", by)


@transaction.atomic
def decline(*, parked: Parked, by, at: datetime) -> None:
    """It is not taken up; who put it there goes on seeing it."""
    if Parked.objects.filter(pk=parked.pk, state=ParkedState.WAITING).update(state=ParkedState.DECLINED):
        _tell(parked, at, "parked.declined", by)


@transaction.atomic
def answer(*, parked: Parked, text: str, by, at: datetime) -> None:
    """Say what became of it, which lets the room see it, too. A second answer takes the place of the first."""
    text = _checked(text, ANSWER_LENGTH, _("Skriv vad som hände med frågan."), field="answer")
    row = Parked.objects.select_for_update().get(pk=parked.pk)
    row.state, row.answer, row.done_at, row.accepted_at = ParkedState.DONE, text, at, row.accepted_at or at
    row.save(update_fields=["state", "answer", "done_at", "accepted_at"])
    _tell(row, at, "parked.answered", by)


@transaction.atomic
def reopen(*, parked: Parked, by, at: datetime) -> None:
    """It is not done after all. The answer stays, to be written anew."""
    if Parked.objects.filter(pk=parked.pk, state=ParkedState.DONE).update(state=ParkedState.OPEN, done_at=None):
        _tell(parked, at)


def _checked(text: str, limit: int, empty: str, field: str = "text") -> str:
    text = tidy(text)
    if not text:
        raise RuleBroken(empty, field=field)
    if len(text) > limit:
        raise RuleBroken(
            _("Texten är %(over)d tecken för lång. Korta den så att den ryms på %(limit)d tecken.")
            % {"over": len(text) - limit, "limit": limit},
            field=field,
        )
    return text


def _tell(parked: Parked, at: datetime, act: str = "", by=None) -> None:
    if act:
        workshop = parked.site.workshop
        record(act=act, subject=workshop, by=by, at=at, lab_id=workshop.lab_id, site=parked.site_id)
    for channel in (room, desk):
        publish(channel=channel(parked.site_id), kind="parked", at=at)
