"""Signed tickets to the stream: the page that was allowed to follow some channels hands the right on.

The stream checks the signature only; no session and no database for each of hundreds of listeners. So a ticket is
short: who may no longer see the page hears nothing more within the hour. `hlab/live.js` fetches the page for the next
one, through the page's own door.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing

from hlab.live.positions import check_channel

MINUTES = 60.0
_SALT = "hlab.live.ticket"


class BadTicket(Exception):
    """The ticket is forged, damaged or too old."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """audience: who listens, as the rooms name it (for presence); blank when nobody needs to know.

    until: seconds since 1970.
    """

    channels: tuple[str, ...]
    audience: str
    until: float


def ticket(channels: Iterable[str], audience: str = "", minutes: float | None = None) -> str:
    """A ticket to the channels that holds for the given minutes (MINUTES), or up to a sixth less: a room full of
    people who came in at once shall not all ask for the next one at once. ValueError on a bad channel name."""
    names = [check_channel(name) for name in channels]
    if not names:
        raise ValueError("a ticket needs a channel")
    seconds = (MINUTES if minutes is None else minutes) * 60
    seconds -= secrets.randbelow(int(seconds / 6) + 1)
    return signing.dumps({"c": names, "a": audience, "e": int(time.time() + seconds)}, salt=_SALT)


def read_ticket(text: str) -> Ticket:
    """What the ticket says. Raises BadTicket."""
    try:
        said = signing.loads(text, salt=_SALT)
    except signing.BadSignature as error:
        raise BadTicket from error
    if said["e"] < time.time():
        raise BadTicket
    return Ticket(tuple(said["c"]), said["a"], said["e"])
