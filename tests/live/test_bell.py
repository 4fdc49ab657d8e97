"""The bell over Redis: what its client hides from us would be an event that nobody reads until the sweep."""

from __future__ import annotations

import pytest
import redis
import redis.asyncio

from hlab.live import bell
from hlab.live.hub import Hub
from tests.live.conftest import PATIENCE, tell, until

ROOM = "workshop:12"


async def until_heard(server):
    """Wait until somebody listens on the bell's channel."""
    client = redis.Redis.from_url(server.url)
    await until(lambda: client.pubsub_numsub(bell.REDIS_CHANNEL)[0][1])


@pytest.fixture
async def listening(transactional_db, own_redis):
    """A hub that hears this Redis, with a sweep so slow that it finds nothing in time."""
    ours = Hub(tick=0.02, sweep=60, redis_url=own_redis.url)
    await until_heard(own_redis)
    yield ours
    await ours.close()


async def test_a_connection_that_is_cut_and_mended_at_once_is_read_all_the_same(
    reads, listening, own_redis, monkeypatch
):
    """Redis never went away: only the connection did, as when something between us restarts."""
    listener = await listening.join((ROOM,))
    await until(lambda: reads[ROOM])  # a channel that has just been opened is read once by itself
    monkeypatch.setattr(bell, "ring", lambda channel: None)  # published by another process, in the moment between
    await tell(ROOM, key="in the dark")
    assert redis.Redis.from_url(own_redis.url).client_kill_filter(_type="pubsub") == 1
    assert b"in the dark" in await listener.take(within=PATIENCE)


async def test_the_ear_outlives_an_error_that_is_not_of_redis(transactional_db, own_redis, monkeypatch):
    """uvloop says RuntimeError of a socket that is reset while it opens, as when Redis is just going down."""
    tries = []

    async def subscribe(self, *channels):
        tries.append(channels)
        if len(tries) == 1:
            raise RuntimeError("unable to perform operation; the handler is closed")
        return await original(self, *channels)

    original = redis.asyncio.client.PubSub.subscribe
    monkeypatch.setattr(redis.asyncio.client.PubSub, "subscribe", subscribe)
    hub = Hub(tick=0.02, sweep=60, redis_url=own_redis.url)
    await until_heard(own_redis)
    assert not hub.broken()
    await hub.close()
