"""The wire between real processes: order is commit order, wake-ups cross over, and kill -9 loses nothing."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import httpx
import pytest

from hlab.live.tickets import ticket
from tests.live.client import Follower
from tests.site import ROOT


@pytest.fixture(autouse=True)
def _same_key_as_the_processes(settings, shared_database):
    settings.SECRET_KEY = shared_database["SECRET_KEY"]


def stream_of(server, channel, since=""):
    return f"{server.url}/live/stream?t={ticket([channel])}" + (f"&from={since}" if since else "")


@pytest.fixture
def start_publisher(shared_database):
    """start_publisher(channel, name, …) → a process that publishes; none is left after the test."""
    started = []

    def start(channel, name, *, threads, each, hold):
        command = [sys.executable, "-m", "tests.live.publisher", channel, name, str(threads), str(each), str(hold)]
        started.append(subprocess.Popen(command, cwd=ROOT, env=shared_database))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait(20)


@pytest.fixture
def pair_on(serve):
    """pair_on(redis) → two processes that hear each other through it, and by no sweep."""

    def start(redis):
        pair = [serve(REDIS_URL=redis.url, LIVE_SWEEP_SECONDS="3600").start(wait=False) for _each in range(2)]
        return [server.wait() for server in pair]

    return start


async def reads_of(server, channel) -> int:
    """How many times the process has read the channel to the end."""
    async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
        return (await client.get(f"{server.url}/reads")).json().get(channel, 0)


async def publish_to(server, channel, key):
    async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
        answer = await client.post(f"{server.url}/publish", params={"channel": channel, "key": key})
        answer.raise_for_status()


async def test_order_is_commit_order_when_processes_and_threads_write_at_once(serve, start_publisher, channel):
    server = serve(LIVE_SWEEP_SECONDS="0.3").start()
    async with Follower(stream_of(server, channel, f"{channel}=0")) as follower:
        publishers = [start_publisher(channel, name, threads=4, each=15, hold=8) for name in ("first", "second")]
        heard = await follower.count(120)
        for publisher in publishers:
            assert await asyncio.to_thread(publisher.wait, 60) == 0
    assert {event.kind for event in heard} == {"notes"}
    assert [event.id[channel] for event in heard] == list(range(1, 121))
    assert {event.data["key"] for event in heard} == {
        f"{name}{thread}-{number}" for name in ("first", "second") for thread in range(4) for number in range(15)
    }


async def test_two_processes_without_redis_meet_through_the_sweep(serve, channel):
    here, there = serve(LIVE_SWEEP_SECONDS="0.5").start(wait=False), serve().start(wait=False)
    here.wait(), there.wait()
    async with Follower(stream_of(here, channel)) as follower:
        await publish_to(there, channel, "from the other")
        heard = await follower.count(1)
    assert heard[0].data["key"] == "from the other"


async def test_two_processes_with_redis_meet_at_once_also_after_redis_was_lost(pair_on, channel, own_redis):
    """No sweep comes: what arrives came by the bell, or was read when Redis came back."""
    here, there = pair_on(own_redis)
    async with Follower(stream_of(here, channel)) as follower:
        await publish_to(there, channel, "first")
        await follower.count(1)
        own_redis.kill()
        for n in range(3):
            await publish_to(there, channel, f"without {n}")  # publishing goes on
        await publish_to(here, channel, "own process needs no Redis")
        await follower.count(5)
        own_redis.start()
        await asyncio.sleep(5.2)  # the publisher leaves a lost Redis alone for five seconds
        await publish_to(there, channel, "back")
        heard = await follower.count(6)
    assert [event.id[channel] for event in heard] == [1, 2, 3, 4, 5, 6]
    assert there.log.count("live bell lost Redis") == 1
    assert here.log.count("live hub lost Redis") == 1


async def test_what_was_missed_while_redis_was_away_is_read_when_it_comes_back(pair_on, channel, own_redis):
    here, there = pair_on(own_redis)
    async with Follower(stream_of(here, channel)) as follower:
        async with asyncio.timeout(60):
            while not await reads_of(here, channel):  # a channel that has just been opened is read once by itself
                await asyncio.sleep(0.05)
        own_redis.kill()
        await publish_to(there, channel, "in the dark")
        await asyncio.sleep(0.5)
        assert follower.heard == []
        own_redis.start()
        heard = await follower.count(1)
    assert heard[0].data["key"] == "in the dark"


async def test_killed_in_the_middle_every_listener_has_every_event(serve, channel):
    """Two processes, kill -9 on one while people write on both; everybody tries again."""
    servers = [serve(LIVE_SWEEP_SECONDS="0.3").start(wait=False) for _ in range(2)]
    for server in servers:
        server.wait()
    stored, over = set(), asyncio.Event()

    async def write(name, server):
        n = 0
        while not over.is_set():
            try:
                await publish_to(server, channel, f"{name}-{n}")
            except httpx.HTTPError:
                await asyncio.sleep(0.1)  # the same key again: it may have been stored after all
                continue
            stored.add(f"{name}-{n}")
            n += 1
            await asyncio.sleep(0.01)

    async with asyncio.TaskGroup() as group, asyncio.timeout(300):
        followers = [Follower(stream_of(server, channel, f"{channel}=0")) for server in servers for _ in range(3)]
        for follower in followers:
            await follower.__aenter__()
        writers = [group.create_task(write(f"w{n}", servers[n % 2])) for n in range(4)]
        while len(stored) < 20:  # in the middle, however busy the machine is
            await asyncio.sleep(0.1)
        servers[0].kill()
        await asyncio.sleep(0.3)
        await asyncio.to_thread(servers[0].start)
        before = len(stored)
        while len(stored) < before + 20:
            await asyncio.sleep(0.1)
        over.set()
        await asyncio.gather(*writers)
        for follower in followers:
            await follower.until(lambda heard: stored <= {event.data.get("key") for event in heard})
        last = max(event.id[channel] for follower in followers for event in follower.heard)
        for follower in followers:  # what was stored twice, since nobody had answered, is told twice
            await follower.until(lambda heard: last in {event.id[channel] for event in heard})
            await follower.__aexit__()

    assert len(stored) >= 40
    for follower in followers:
        assert not any(event.kind == "reset" for event in follower.heard)
        assert {event.id[channel] for event in follower.heard} == set(range(1, last + 1))
    assert all(follower.cuts >= 1 for follower in followers[:3])


async def test_a_server_that_is_asked_to_end_does_not_wait_for_its_streams(serve, channel):
    server = serve().start()
    async with Follower(stream_of(server, channel)) as follower:
        await asyncio.to_thread(server.stop)
        assert server.process.returncode in (0, -15)  # by itself: who has to be killed ends with -9
        assert "Traceback" not in server.log
        server.start()
        await publish_to(server, channel, "after")
        heard = await follower.count(1)
    assert heard[0].data["key"] == "after"


async def test_hundreds_of_listeners_cost_no_threads(serve, channel):
    server = serve().start()
    threads = f"/proc/{server.process.pid}/task"
    if not os.path.isdir(threads):
        pytest.skip("bara där /proc finns")
    before = len(os.listdir(threads))
    followers = [Follower(stream_of(server, channel)) for _ in range(150)]
    await asyncio.gather(*(follower.__aenter__() for follower in followers))
    await publish_to(server, channel, "to all")
    for follower in followers:
        await follower.count(1)
    after = len(os.listdir(threads))
    await asyncio.gather(*(follower.__aexit__() for follower in followers))
    assert after - before <= 6
