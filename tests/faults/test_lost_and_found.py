"""What fails while people write: a process, the database, Redis, a phone's network. Nothing said yes to is lost."""

from __future__ import annotations

import asyncio
import shutil

import pytest

from hlab.live.queries import REPLAY_AT_MOST
from tests import need
from tests.faults.conftest import until
from tests.live.servers import Redis
from tests.load.wire import Ear

pytestmark = pytest.mark.slow


@pytest.fixture
def own_redis(tmp_path):
    """A Redis that the test may kill."""
    binary = shutil.which("redis-server") or need.missing("redis", "redis-server finns inte på den här maskinen")
    redis = Redis(binary=binary, folder=tmp_path).start()
    yield redis
    redis.kill()


async def test_a_process_killed_in_mid_write_loses_nothing(pair, crowd, nothing_lost):
    await crowd.come(pair, 6)
    crowd.write()
    await crowd.have_written(12)
    pair[0].kill()
    await until(lambda: crowd.errors, "nobody noticed: the process was not killed in mid-write")
    await asyncio.to_thread(pair[0].start)
    await crowd.have_written(20)
    await crowd.enough()
    assert all(person.ear.cuts for person in crowd.people[::2])
    await nothing_lost(crowd)


@pytest.mark.postgres
async def test_a_database_that_is_started_anew_loses_nothing(pair, crowd, cluster, nothing_lost):
    await crowd.come(pair, 4)
    crowd.write()
    await crowd.have_written(6)
    await asyncio.to_thread(cluster.restart)
    await crowd.have_written(20)
    await crowd.enough()
    await nothing_lost(crowd)


async def test_without_redis_the_session_goes_on_and_afterwards_nothing_is_missing(
    start_site, world, crowd, own_redis, nothing_lost
):
    servers = start_site(2, REDIS_URL=own_redis.url)
    await crowd.come(servers, 4)
    crowd.write()
    await crowd.have_written(4)
    own_redis.kill()
    await asyncio.sleep(0.5)
    heard = crowd.heard()
    await crowd.have_written(5)
    await until(lambda: all(now > then for now, then in zip(crowd.heard(), heard, strict=True)), "phones fell silent")
    await crowd.come(servers, 1)  # somebody comes in meanwhile
    own_redis.start()
    await crowd.have_written(10)
    await crowd.enough()
    await nothing_lost(crowd)
    assert crowd.errors == []
    assert not any(person.ear.cuts for person in crowd.people)


async def test_a_phone_that_has_slept_hears_all_it_missed_once(pair, crowd, nothing_lost):
    await crowd.come(pair, 4)
    sleeper = crowd.people[0]
    crowd.write()
    await crowd.have_written(4)
    sleeper.ear.stop()
    before, position = list(sleeper.ear.heard), sleeper.ear.position
    await crowd.have_written(12)
    await crowd.enough()
    missed = len(crowd.accepted) - sum(len(came) for _at, came in before)
    awake = Ear(sleeper.browser.place, sleeper.ear.stream, "notes")
    awake.position, awake.heard = position, list(before)
    sleeper.ear = await awake.listen()
    await nothing_lost(crowd)
    again = [key for _at, came in awake.heard[len(before) :] for key in came]
    assert len(again) == len(set(again)) == missed


async def test_a_phone_that_has_slept_too_long_begins_anew(pair, crowd, ledger, kept):
    await crowd.come(pair, 1)
    person = crowd.people[0]
    await person.write(1, pages=False)
    await crowd.all_heard({(note.channel, note.order) for note in kept(crowd.room)})
    person.ear.stop()
    position = person.ear.position
    parts = dict(part.split("=") for part in position.split(","))
    channel = next(name for name in parts if name.startswith("site:"))
    last = parts[channel]
    upto = int(last) + REPLAY_AT_MOST + 1
    ledger.change(
        "WITH RECURSIVE number(n) AS (SELECT CAST(%s AS bigint) UNION ALL SELECT n + 1 FROM number WHERE n < %s)"
        " INSERT INTO live_event (channel_id, seq, kind, data, at)"
        " SELECT CAST(%s AS varchar), n, 'ready', '{}', '2026-11-24 10:00:00' FROM number",
        int(last) + 1, upto, channel,
    )  # fmt: skip
    ledger.change("UPDATE live_channel SET seq = %s WHERE name = %s", upto, channel)
    # Whoever comes before the server has learnt of it stands where the server does, and is sent all of it. Somebody who
    # asks for nothing of before is told how far the server has come.
    now_on = person.ear.stream.partition("&from=")[0]
    other = await Ear(person.browser.place, now_on, "notes").listen()
    await until(lambda: f"{channel}={upto}" in other.position.split(","), "the server has not read what was put in")
    other.stop()
    awake = Ear(person.browser.place, person.ear.stream, "notes")
    awake.position = position
    person.ear = await awake.listen()
    await until(lambda: awake.resets, "nothing was said of what is too long ago")
    await until(lambda: f"{channel}={upto}" in awake.position.split(","), "it does not know where it stands")
    assert awake.resets == 1
    await person.write(2, pages=False)
    await crowd.all_heard({(note.channel, note.order) for note in kept(crowd.room) if note.name == (0, 2)})
