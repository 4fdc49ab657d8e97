"""A hub and listeners inside the test's own event loop, on the test database."""

from __future__ import annotations

import asyncio
import os
import shutil
import uuid
from collections import Counter

import pytest
from django.db import connections
from django.utils import timezone

from hlab.live import hub as hubs
from hlab.live import queries
from hlab.live.actions import publish
from hlab.live.hub import Hub
from hlab.live.stream import stream_app
from hlab.live.tickets import ticket
from tests import need, template
from tests.live.client import read_messages
from tests.live.servers import Redis, Server, database_environment

PATIENCE = 60.0  # seconds for whatever a busy machine takes; what works is never waited for so long


async def until(what):
    """Wait until what() is true, and give it."""
    async with asyncio.timeout(PATIENCE):
        while not (found := what()):
            await asyncio.sleep(0.01)
    return found


async def in_thread(act, *args, **kwargs):
    """Run what touches the database in a thread, and leave no connection behind."""

    def run():
        try:
            return act(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.to_thread(run)


async def tell(channel: str, kind: str = "notes", **data):
    """Publish one event and commit."""
    return await in_thread(publish, channel=channel, kind=kind, at=timezone.now(), **data)


class Answer:
    """One request to the live application, driven by hand. held: an Event that makes sending wait."""

    def __init__(self, path, query="", headers=(), method="GET"):
        self.scope = {
            "type": "http",
            "path": path,
            "method": method,
            "query_string": query.encode(),
            "headers": list(headers),
        }
        self.status = None
        self.headers = {}
        self.body = b""
        self.flowing = asyncio.Event()
        self.flowing.set()
        self._gone = asyncio.Event()
        self._news = asyncio.Event()
        self.task = asyncio.create_task(stream_app(self.scope, self._receive, self._send))

    async def _receive(self):
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        await self.flowing.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message["body"]
        self._news.set()

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def events(self):
        return read_messages(self.text)

    async def until(self, enough, within=PATIENCE):
        """Wait until enough(self) is true."""
        async with asyncio.timeout(within):
            while not enough(self):
                self._news.clear()
                await self._news.wait()
        return self

    async def open(self):
        """Wait for the first bytes."""
        return await self.until(lambda answer: answer.body)

    async def count(self, number):
        """Wait for so many events."""
        return await self.until(lambda answer: len(answer.events) >= number)

    async def leave(self):
        """The browser is closed."""
        self._gone.set()
        self.flowing.set()
        await self.ended()

    async def ended(self):
        """Wait until the server has said its last."""
        await asyncio.wait_for(self.task, PATIENCE)


@pytest.fixture
def reads(monkeypatch):
    """How many times each channel has been read to the end."""
    counts = Counter()
    original = queries.events_since

    def counted(channel, seq):
        found = original(channel, seq)
        counts[channel] += 1
        return found

    monkeypatch.setattr(queries, "events_since", counted)
    return counts


@pytest.fixture
async def hub(transactional_db, settings):
    """The hub of this test's loop: quick ticks, a sweep so slow that it only shows where a test asks for it."""
    ours = Hub(tick=0.02, sweep=60, redis_url="")
    hubs._hubs[asyncio.get_running_loop()] = ours
    yield ours
    await ours.close()


@pytest.fixture
async def follow(hub):
    """follow("room:1", "room:2", since=…, last_id=…) → an open stream."""
    opened = []

    async def make(*channels, since="", last_id="", audience=""):
        query = f"t={ticket(channels, audience)}" + (f"&from={since}" if since else "")
        headers = [(b"last-event-id", last_id.encode())] if last_id else []
        answer = Answer("/live/stream", query, headers)
        opened.append(answer)
        return await answer.open()

    yield make
    for answer in opened:
        await answer.leave()


# --- Real processes ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def shared_database(tmp_path_factory):
    """Environment of processes around one database of their own, on the vendor of this pass."""
    folder = tmp_path_factory.mktemp("live")
    url = ""
    if connections["default"].vendor == "postgresql":
        url = template.address(os.environ["DATABASE_URL"], f"hlab_live_test_{os.getpid()}")
    yield database_environment(folder, url)
    if url:
        template.drop(url)


@pytest.fixture
def channel():
    """A channel that no other test uses: the processes' database is shared."""
    return f"room:{uuid.uuid4().hex[:12]}"


@pytest.fixture
def serve(shared_database, tmp_path):
    """serve(**environment) → a server that is not yet started; all are stopped after the test."""
    servers = []

    def make(**extra) -> Server:
        settings = {"LIVE_SWEEP_SECONDS": "60"} | extra
        servers.append(Server(folder=tmp_path, env=shared_database | settings))
        return servers[-1]

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def own_redis(tmp_path):
    """A Redis that the test may kill."""
    binary = shutil.which("redis-server") or need.missing("redis", "redis-server finns inte på den här maskinen")
    redis = Redis(binary=binary, folder=tmp_path).start()
    yield redis
    redis.kill()
