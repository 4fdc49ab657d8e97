"""A listener for tests: follows a stream over HTTP, comes back from its last id when it is cut off."""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from dataclasses import dataclass, field

import httpx

PATIENCE = 60.0  # seconds for whatever a busy machine takes; what works is never waited for so long
_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # one for all: making them costs more than all the rest here


@dataclass(frozen=True)
class Heard:
    """One SSE message. id: the position, as a dictionary; at: seconds on the monotonic clock."""

    id: dict[str, int]
    kind: str
    data: dict
    at: float


def read_position(text: str) -> dict[str, int]:
    """An SSE id as the tests like to compare it."""
    return {channel: int(seq) for channel, _, seq in (part.partition("=") for part in text.split(",") if part)}


def read_block(block: str) -> tuple[str, str, str]:
    """(id, event, data) of one SSE message, blank where it says nothing."""
    fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
    return fields.get("id", ""), fields.get("event", ""), fields.get("data", "")


def read_messages(text: str) -> list[Heard]:
    """All events in a piece of a stream."""
    blocks = [read_block(block) for block in text.split("\n\n")]
    now = time.monotonic()
    return [Heard(read_position(id_), kind, json.loads(data), now) for id_, kind, data in blocks if kind]


@dataclass
class Follower:
    """heard: every event so far, doubles and all. last_id: where it would ask from."""

    url: str
    heard: list[Heard] = field(default_factory=list)
    last_id: str = ""
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    cuts: int = 0
    pause: float = 0.1
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _task: asyncio.Task | None = None

    async def __aenter__(self):
        self._task = asyncio.create_task(self._run())
        await asyncio.wait_for(self.connected.wait(), PATIENCE)
        return self

    async def __aexit__(self, *_):
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def until(self, enough, within: float = PATIENCE) -> list[Heard]:
        """Wait until enough(heard) is true; AssertionError when that takes too long."""
        deadline = time.monotonic() + within
        while not enough(self.heard):
            left = deadline - time.monotonic()
            assert left > 0, f"only {len(self.heard)} events: {self.heard[-3:]}"
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                continue
        return self.heard

    async def count(self, number: int, within: float = PATIENCE) -> list[Heard]:
        """Wait for so many events."""
        return await self.until(lambda heard: len(heard) >= number, within)

    async def _run(self):
        timeout = httpx.Timeout(PATIENCE, read=None)
        limits = httpx.Limits(max_keepalive_connections=0)
        while True:
            try:
                async with httpx.AsyncClient(timeout=timeout, limits=limits, verify=_TLS, trust_env=False) as client:
                    headers = {"Last-Event-ID": self.last_id} if self.last_id else {}
                    async with client.stream("GET", self.url, headers=headers) as answer:
                        answer.raise_for_status()
                        await self._listen(answer)
            except httpx.HTTPError:
                pass
            self.cuts += 1
            await asyncio.sleep(self.pause)

    async def _listen(self, answer):
        rest = ""
        async for text in answer.aiter_text():
            *blocks, rest = (rest + text).split("\n\n")
            for block in blocks:
                id_, kind, data = read_block(block)
                self.last_id = id_ or self.last_id
                if kind:
                    self.heard.append(Heard(read_position(id_), kind, json.loads(data), time.monotonic()))
            self.connected.set()
            self._news.set()
