"""Putting something on the wire, and taking away what is old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from hlab.live import bell
from hlab.live.models import Channel, Event
from hlab.live.positions import check_channel, check_kind


@transaction.atomic(savepoint=False)
def publish(*, channel: str, kind: str, at: datetime, facts: Callable[[], dict] | None = None, **data) -> Event:
    """Add one event to a channel, inside the caller's transaction.

    The order number comes from the channel's own row, which stays locked until the transaction ends: no
    listener can see number 8 before number 7 is committed. After commit the hub is woken; the wake-up is a
    hint, the table is the truth. An act that publishes on several channels takes them in the same order
    everywhere (the shorter name first), or two acts could wait for each other.

    data: counts, ids and states; never anyone's words. facts: more of it, asked for once the channel is ours, so
    that a count holds what those before us have done. ValueError on a name the wire cannot carry.
    """
    check_channel(channel)
    check_kind(kind)
    seq = _next(channel)
    if seq is None:
        Channel.objects.get_or_create(name=channel)
        seq = _next(channel)
    data |= facts() if facts else {}
    event = Event.objects.create(channel_id=channel, seq=seq, kind=kind, data=data, at=at)
    transaction.on_commit(lambda: bell.ring(channel))
    return event


def _next(channel: str) -> int | None:
    """The channel's next order number, with its row locked; None when there is no such row. Both databases can say
    RETURNING, Django's `update` cannot."""
    with connection.cursor() as cursor:
        cursor.execute('UPDATE "live_channel" SET "seq" = "seq" + 1 WHERE "name" = %s RETURNING "seq"', [channel])
        row = cursor.fetchone()
    return row[0] if row else None


@transaction.atomic
def remove_old_events(*, before: datetime) -> int:
    """Forget events from before a time; how many. The channel keeps its order number, so a listener who comes
    back from that time is told to reload.

    Only whole beginnings go: an event that is older than its neighbours (clocks differ) takes those before it
    along, and never leaves a hole.
    """
    removed = 0
    last_old = Event.objects.filter(at__lt=before).values("channel_id").annotate(last=Max("seq")).order_by()
    for row in list(last_old):
        removed += Event.objects.filter(channel_id=row["channel_id"], seq__lte=row["last"]).delete()[0]
    return removed
