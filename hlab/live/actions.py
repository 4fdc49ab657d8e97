"""Putting something on the wire."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from hlab.live import bell
from hlab.live.models import Channel, Event


@transaction.atomic
def publish(*, channel: str, kind: str, at: datetime, **data) -> Event:
    """Add one event to a channel, inside the caller's transaction.

    The order number comes from the channel's own row, which stays locked until the transaction ends: no
    listener can see number 8 before number 7 is committed. After commit the hub is woken; the wake-up is a
    hint, the table is the truth.
    """
    if not Channel.objects.filter(name=channel).update(seq=F("seq") + 1):
        Channel.objects.get_or_create(name=channel)
        Channel.objects.filter(name=channel).update(seq=F("seq") + 1)
    seq = Channel.objects.values_list("seq", flat=True).get(name=channel)
    event = Event.objects.create(channel_id=channel, seq=seq, kind=kind, data=data, at=at)
    transaction.on_commit(lambda: bell.ring(channel))
    return event
