"""A few words from who leads to everybody at a site, or to one table."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.live.actions import publish
from workshops.actions.locks import locked_site
from workshops.enums import LIVE_STATES
from workshops.models import Group, Message, MessageRead, Participation, Site
from workshops.models.room import MESSAGE_LENGTH
from workshops.wire import room, table


@transaction.atomic
def send_message(
    *, site: Site, text: str, key: uuid.UUID, by, at: datetime, group: Group | None = None, on_stage: bool = False
) -> Message:
    """Say something to all (group None) or one table. The same key is the same message."""
    text = tidy(text)
    if not text:
        raise RuleBroken(_("Skriv några ord först."), field="text")
    over = len(text) - MESSAGE_LENGTH
    if over > 0:
        raise RuleBroken(
            _("Meddelandet är %(over)d tecken för långt. Högst %(limit)d tecken ryms.")
            % {"over": over, "limit": MESSAGE_LENGTH},
            field="text",
        )
    if group is not None and on_stage:
        raise RuleBroken(_("Storbilden ses av alla. Skriv till alla om det ska synas där."), field="on_stage")
    site = locked_site(site, shared=True)
    if site.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är inte öppen. Ingen skulle se meddelandet."), status=409)
    if group is not None and group.site_id != site.pk:
        raise RuleBroken(_("Gruppen finns på en annan ort."), status=404)
    message, new = Message.objects.get_or_create(
        site=site,
        key=key,
        defaults={"text": text, "group": group, "on_stage": on_stage, "sent_by": user_of(by), "sent_at": at},
    )
    if new:
        facts = {"site": site.pk, "group": group.pk if group else None}
        record(act="message.sent", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, **facts)
        _tell(message, at)
    return message


@transaction.atomic
def end_message(*, message: Message, by, at: datetime) -> None:
    """Take it away from everybody's pages; it stays in the log. Twice is once."""
    if Message.objects.filter(pk=message.pk, ended_at=None).update(ended_at=at):
        _tell(message, at)


@transaction.atomic
def put_away(*, message: Message, participation: Participation, by, at: datetime) -> None:
    """One person needs to see it no more. Twice is once."""
    MessageRead.objects.get_or_create(message=message, participation=participation, defaults={"at": at})


def _tell(message: Message, at: datetime) -> None:
    channel = table(message.group_id) if message.group_id else room(message.site_id)
    publish(channel=channel, kind="told", at=at)
