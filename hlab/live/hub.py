"""The hub: one for each process and event loop, between the table of events and everybody who listens here.

Coalescing decides, not the transport: however many events and listeners there are, a channel that was rung is
read once a tick, and what it held goes out as one batch. The bell is only a hint. A slow sweep compares order
numbers, so a lost wake-up or another process without Redis costs seconds, never an event.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.conf import settings
from django.db import connections

from hlab.live import bell, presence, queries
from hlab.live.listener import Batch, Listener

log = logging.getLogger("hlab.live")
READERS = 2  # threads, and so database connections, however many listeners
RETRY = 0.5  # seconds before a failed read is tried again

_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


class _Wire:
    """One followed channel: the last order number sent on, and who follows."""

    def __init__(self, last: int):
        self.last = last
        self.listeners: set[Listener] = set()


def this_hub() -> Hub:
    """The hub of the running event loop; started the first time it is asked for."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


def ready() -> bool | str:
    """True, or what is wrong with the hubs of this process, for the readiness page."""
    for hub in list(_hubs.values()):
        if hub.trouble:
            return hub.trouble
        if hub.broken():
            return "the live hub has stopped"
    return True


class Hub:
    """tick, sweep: seconds; default from settings LIVE_TICK_MS and LIVE_SWEEP_SECONDS."""

    def __init__(self, *, tick: float | None = None, sweep: float | None = None, redis_url: str | None = None):
        self.tick = tick or settings.LIVE_TICK_MS / 1000
        self.sweep = sweep or settings.LIVE_SWEEP_SECONDS
        self.trouble = ""
        self.closing = False
        self._loop = asyncio.get_running_loop()
        self._wires: dict[str, _Wire] = {}
        self._listeners: set[Listener] = set()
        self._rung: set[str] = set()
        self._woken = asyncio.Event()
        self._opening = asyncio.Lock()
        self._polled: set[str] = set()
        self._pool = ThreadPoolExecutor(READERS, thread_name_prefix="live-read")
        self._presence_pool = ThreadPoolExecutor(1, thread_name_prefix="live-presence")
        redis_url = settings.REDIS_URL if redis_url is None else redis_url
        self._tasks = [
            self._loop.create_task(work)
            for work in (
                self._ticks(),
                self._sweeps(),
                self._tell_presence(),
                *([bell.hear(redis_url, self)] if redis_url else []),
            )
        ]
        bell.subscribe(self._ring_from_thread)

    async def ask(self, question, *args):
        """Run a read in one of the hub's own threads, with a connection that is given back afterwards."""
        return await self._loop.run_in_executor(self._pool, _with_connection, question, *args)

    async def join(self, channels: tuple[str, ...], audience: str = "") -> Listener:
        """A new listener. Its positions are where the hub stands; what came before is for the caller to replay."""
        while any(name not in self._wires for name in channels):
            # A restart brings everybody at once: one reads, the others wait for the answer.
            async with self._opening:
                if missing := [name for name in channels if name not in self._wires]:
                    for name, seq in (await self.ask(queries.positions, missing)).items():
                        self._wires[name] = _Wire(seq)
                        self.ring(name)  # whatever was committed while we asked
        listener = Listener(channels, audience, {name: self._wires[name].last for name in channels})
        self._listeners.add(listener)
        for name in channels:
            self._wires[name].listeners.add(listener)
        if self.closing:
            listener.end("closing")
        return listener

    def leave(self, listener: Listener) -> None:
        """Forget a listener, and the channels that nobody else follows."""
        self._listeners.discard(listener)
        for name in listener.channels:
            if wire := self._wires.get(name):
                wire.listeners.discard(listener)
                if not wire.listeners:
                    del self._wires[name]

    def ring(self, channel: str) -> None:
        """Something may lie on the channel. In the loop's own thread."""
        if channel in self._wires:
            self._rung.add(channel)
            self._woken.set()

    def ring_all(self) -> None:
        """Wake-ups may have been lost."""
        for channel in self._wires:
            self.ring(channel)

    def polled(self, audience: str) -> None:
        """A listener without a stream was here: it counts as present."""
        self._polled.add(audience)

    def count(self) -> int:
        """Open streams."""
        return len(self._listeners)

    def broken(self) -> bool:
        """A task of the hub has ended though nobody asked it to."""
        return not self.closing and any(task.done() for task in self._tasks)

    def stop(self) -> None:
        """End all streams; the server is closing. They come back to whoever answers next."""
        self.closing = True
        for listener in list(self._listeners):
            listener.end("closing")

    async def close(self) -> None:
        """Stop, and give everything back."""
        self.stop()
        bell.unsubscribe(self._ring_from_thread)
        _hubs.pop(self._loop, None)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._presence_pool.shutdown(wait=False, cancel_futures=True)

    def _ring_from_thread(self, channel: str) -> None:
        # Already rung and not yet read: that read comes after our commit. Saves waking the loop in a burst.
        if channel in self._wires and channel not in self._rung:
            try:
                self._loop.call_soon_threadsafe(self.ring, channel)
            except RuntimeError:  # the loop has ended
                bell.unsubscribe(self._ring_from_thread)

    async def _ticks(self) -> None:
        while True:
            await self._woken.wait()
            await asyncio.sleep(self.tick - self._loop.time() % self.tick)
            self._woken.clear()
            rung, self._rung = self._rung, set()
            await asyncio.gather(*(self._read(channel) for channel in rung))

    async def _read(self, channel: str) -> None:
        wire = self._wires.get(channel)
        if wire is None:
            return
        try:
            events = await self.ask(queries.events_since, channel, wire.last)
        except Exception as error:
            self.in_trouble(error)
            self._loop.call_later(RETRY, self.ring, channel)
            return
        self.trouble = ""
        if not events:
            return
        lost = events[0].seq != wire.last + 1
        wire.last = events[-1].seq
        self._send(wire, Batch(channel, events, wire.last, lost))
        if len(events) >= queries.READ_AT_MOST:
            self.ring(channel)

    async def _sweeps(self) -> None:
        while True:
            await asyncio.sleep(self.sweep)
            before = {name: wire.last for name, wire in self._wires.items()}
            if not before and not self.trouble:
                continue
            try:
                now = await self.ask(queries.positions, list(before) or ["nobody"])
            except Exception as error:
                self.in_trouble(error)
                continue
            self.trouble = ""
            for name, seq in now.items():
                wire = self._wires.get(name)
                if wire is None or wire.last != before[name]:
                    continue
                if seq > wire.last:
                    self.ring(name)
                elif seq < wire.last:  # the database was put back to an earlier day
                    wire.last = seq
                    self._send(wire, Batch(name, [], seq, lost=True))

    def _send(self, wire: _Wire, batch: Batch) -> None:
        for listener in tuple(wire.listeners):
            listener.put(batch)
            if listener.ended:
                self.leave(listener)

    async def _tell_presence(self) -> None:
        while True:
            await asyncio.sleep(presence.EVERY)
            here = {listener.audience for listener in self._listeners} | self._polled
            self._polled = set()
            if audiences := sorted(here - {""}):
                with suppress(RuntimeError):
                    await self._loop.run_in_executor(self._presence_pool, _with_connection, presence.tell, audiences)

    def in_trouble(self, error: Exception) -> None:
        """A read failed. Said once, until the next one that works."""
        if not self.trouble:
            log.warning("live hub cannot read the database: %s", type(error).__name__)
        self.trouble = "the live hub cannot read the database"


def _with_connection(question, *args):
    """A connection is kept no longer than the settings say, and one that has gone bad not at all. (SQLite's is kept:
    opening it ten times a second costs more than what is read.)"""
    try:
        return question(*args)
    finally:
        for connection in connections.all(initialized_only=True):
            connection.close_if_unusable_or_obsolete()
