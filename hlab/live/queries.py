"""What lies on the wire. Everything here is read by the hub's own threads or while a page is made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from hlab.live.models import Channel, Event
from hlab.live.positions import check_channel, encode

READ_AT_MOST = 1_000  # events of one channel in one tick
REPLAY_AT_MOST = 5_000  # events for one listener; beyond that reloading the page's parts is cheaper


@dataclass(frozen=True, slots=True)
class Told:
    """One event as it goes out. data: JSON text."""

    channel: str
    seq: int
    kind: str
    data: str


@dataclass(frozen=True, slots=True)
class Replay:
    """What a listener has missed. whole is False when part of it is no longer kept: the page must reload its
    parts. positions: where the listener stands afterwards."""

    events: list[Told]
    positions: dict[str, int]
    whole: bool


@dataclass(frozen=True, slots=True)
class Wire:
    """Channels that a page will follow and where they stood before the page was read."""

    channels: tuple[str, ...]
    audience: str
    position: str


def positions(channels: Iterable[str]) -> dict[str, int]:
    """The latest order number of each channel, 0 for one where nothing has happened. One query."""
    names = list(channels)
    found = dict(Channel.objects.filter(name__in=names).values_list("name", "seq"))
    return {name: found.get(name, 0) for name in names}


def wire(channels: Iterable[str], audience: str = "") -> Wire:
    """Take the position first in a view, before the page's data is read: then nothing can fall in between."""
    names = tuple(check_channel(name) for name in channels)
    return Wire(names, audience, encode(positions(names)))


def events_since(channel: str, seq: int) -> list[Told]:
    """Events of one channel after seq, in order, at most READ_AT_MOST. One query."""
    events = Event.objects.filter(channel_id=channel, seq__gt=seq).order_by("seq")
    return [_told(*row) for row in events.values_list("channel_id", "seq", "kind", "data")[:READ_AT_MOST]]


def replay(channels: Iterable[str], since: dict[str, int]) -> Replay:
    """What has happened on the channels after the given positions. At most two queries.

    Order numbers have no holes, so what is kept follows directly on the listener's position or something is
    gone. A position ahead of the table, or none at all for a channel, is unknown and counts the same.
    """
    now = positions(channels)
    behind = {name: since[name] for name in now if since.get(name, -1) < now[name] and name in since}
    known = all(name in since and since[name] <= now[name] for name in now)
    if not known or sum(now[name] - seq for name, seq in behind.items()) > REPLAY_AT_MOST:
        return Replay([], now, whole=False)
    if not behind:
        return Replay([], now, whole=True)
    wanted = Q()
    for name, seq in behind.items():
        wanted |= Q(channel_id=name, seq__gt=seq, seq__lte=now[name])
    rows = Event.objects.filter(wanted).order_by("channel_id", "seq")
    events = [_told(*row) for row in rows.values_list("channel_id", "seq", "kind", "data")]
    if len(events) != sum(now[name] - seq for name, seq in behind.items()):
        return Replay([], now, whole=False)
    return Replay(events, now, whole=True)


def _told(channel: str, seq: int, kind: str, data: dict) -> Told:
    return Told(channel, seq, kind, json.dumps(data, separators=(",", ":"), ensure_ascii=False))
