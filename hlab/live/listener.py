"""One open stream, and the batches that wait for it."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field

from hlab.live.positions import encode
from hlab.live.queries import Told

QUEUE = 100  # batches: ten seconds of a busy wire at the usual tick


def message(kind: str, data: str, position: str) -> str:
    """One SSE message. JSON text never holds a line break, so data is one line."""
    return f"id: {position}\nevent: {kind}\ndata: {data}\n\n"


def messages(events: list[Told], positions: dict[str, int]) -> str:
    """SSE messages for the events that a listener at the positions has not had; moves the positions on."""
    parts = []
    for event in events:
        if event.seq > positions[event.channel]:
            positions[event.channel] = event.seq
            parts.append(message(event.kind, event.data, encode(positions)))
    return "".join(parts)


@dataclass(slots=True)
class Batch:
    """What one tick found on one channel. lost: numbers are missing before the events, so reload instead.

    Listeners that stand at the same place get the same bytes, made once.
    """

    channel: str
    events: list[Told]
    upto: int
    lost: bool = False
    _made: dict[tuple, bytes] = field(default_factory=dict)

    def render(self, positions: dict[str, int]) -> bytes:
        """The bytes for a listener at the positions, which are moved on. May be empty."""
        before = tuple(positions.items())
        if self.lost:
            positions[self.channel] = self.upto
            return message("reset", "{}", encode(positions)).encode()
        made = self._made.get(before)
        if made is None:
            made = self._made[before] = messages(self.events, positions).encode()
        positions[self.channel] = max(positions[self.channel], self.upto)
        return made


class Listener:
    """The hub puts, the stream takes; both in the same event loop."""

    def __init__(self, channels: tuple[str, ...], audience: str, positions: dict[str, int]):
        self.channels = channels
        self.audience = audience
        self.positions = positions
        self.ended = ""  # why, once it is over: "slow", "gone" or "closing"
        self._waiting: deque[Batch] = deque()
        self._news = asyncio.Event()

    def put(self, batch: Batch) -> None:
        """Queue a batch; too many waiting ends the listener, who will ask again from where it stood."""
        if len(self._waiting) >= QUEUE:
            self.end("slow")
        if not self.ended:
            self._waiting.append(batch)
            self._news.set()

    def end(self, why: str) -> None:
        """Wake the stream to say goodbye."""
        self.ended = self.ended or why
        self._waiting.clear()
        self._news.set()

    async def take(self, *, within: float) -> bytes:
        """Everything that waits, as bytes; empty after `within` seconds of silence or at the end."""
        # A bare timer, since a thousand listeners do this ten times a second: `asyncio.timeout` costs three times that.
        alarm = asyncio.get_running_loop().call_later(within, self._news.set)
        try:
            await self._news.wait()
        finally:
            alarm.cancel()
        self._news.clear()
        waiting, self._waiting = self._waiting, deque()
        return b"".join(batch.render(self.positions) for batch in waiting)
