"""Signed tickets to the stream: the page that was allowed to follow some channels hands the right on.

The stream checks the signature only; no session and no database for each of hundreds of listeners.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing

from hlab.live.positions import check_channel

_SALT = "hlab.live.ticket"


class BadTicket(Exception):
    """The ticket is forged, damaged or too old."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """audience: who listens, as the rooms name it (for presence); blank when nobody needs to know."""

    channels: tuple[str, ...]
    audience: str


def ticket(channels: Iterable[str], audience: str = "", hours: float = 12) -> str:
    """A ticket to the channels that holds for the given hours. ValueError on a bad channel name."""
    names = [check_channel(name) for name in channels]
    if not names:
        raise ValueError("a ticket needs a channel")
    return signing.dumps({"c": names, "a": audience, "e": int(time.time() + hours * 3600)}, salt=_SALT)


def read_ticket(text: str) -> Ticket:
    """What the ticket says. Raises BadTicket."""
    try:
        said = signing.loads(text, salt=_SALT)
    except signing.BadSignature as error:
        raise BadTicket from error
    if said["e"] < time.time():
        raise BadTicket
    return Ticket(tuple(said["c"]), said["a"])
