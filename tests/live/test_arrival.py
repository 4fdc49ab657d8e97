"""The measure that `bin/bench` prints, tried on the small site of these tests."""

from __future__ import annotations

import httpx
import pytest

from hlab.live.tickets import ticket
from tests.perf.live_arrival import measure


async def test_an_event_reaches_thirty_listeners_soon(serve, shared_database, settings, channel):
    settings.SECRET_KEY = shared_database["SECRET_KEY"]
    server = serve().start()
    async with httpx.AsyncClient(base_url=server.url, timeout=60, trust_env=False) as client:

        async def post(number):
            answer = await client.post("/publish", params={"channel": channel, "key": str(number)})
            answer.raise_for_status()

        streams = [f"/live/stream?t={ticket([channel])}"] * 30
        arrival = await measure(base_url=server.url, streams=streams, post=post, posts=10, within=60)
    assert (arrival.posts, arrival.listeners, arrival.lost) == (10, 30, 0)
    assert 0 < arrival.p50 <= arrival.p99 <= arrival.slowest
    print(arrival)  # how long it takes is told by `bin/bench`


async def test_what_never_arrives_is_counted_as_lost(serve, shared_database, settings, channel):
    settings.SECRET_KEY = shared_database["SECRET_KEY"]
    server = serve().start()

    async def post(number):
        return None

    streams = [f"/live/stream?t={ticket([channel])}"] * 2
    arrival = await measure(base_url=server.url, streams=streams, post=post, posts=1, within=0.2)
    assert arrival.lost == 2


async def test_only_this_machine_is_measured():
    with pytest.raises(ValueError):
        await measure(base_url="http://halsolabb.example", streams=["/live/stream"], post=None)
