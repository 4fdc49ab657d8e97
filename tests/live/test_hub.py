"""The hub: one read a tick, few threads, and nothing lost when a wake-up or the database is."""

from __future__ import annotations

import asyncio
import threading
from types import SimpleNamespace

import pytest
from django.db import OperationalError, transaction

from hlab.live import bell, queries
from hlab.live import hub as hubs
from hlab.live.actions import remove_old_events
from hlab.live.hub import Hub
from hlab.live.models import Channel, Event
from tests.live.conftest import PATIENCE, in_thread, tell, until

ROOM = "workshop:12"


@pytest.fixture
async def held_hub(hub, monkeypatch):
    """(hub, gate): a hub whose ticks end when the gate is open, however long it takes to do something within one."""
    gate, sleep = asyncio.Event(), asyncio.sleep

    async def hold(seconds, *args):
        await (gate.wait() if seconds <= 1 else sleep(seconds, *args))

    monkeypatch.setattr(hubs, "asyncio", SimpleNamespace(**vars(asyncio) | {"sleep": hold}))
    ours = Hub(tick=1.0, sweep=60, redis_url="")
    yield ours, gate
    await ours.close()


async def test_many_events_within_a_tick_are_one_read_and_one_batch(held_hub, reads):
    hub, gate = held_hub
    crowd = [await hub.join((ROOM,)) for _ in range(30)]
    gate.set()
    await until(lambda: reads == {ROOM: 1})  # the read that opening the channel asks for
    gate.clear()
    reads.clear()
    for n in range(20):
        await tell(ROOM, n=n)
    gate.set()
    texts = [(await listener.take(within=PATIENCE)).decode() for listener in crowd]
    assert reads == {ROOM: 1}
    assert all(text.count("event: notes") == 20 for text in texts)
    assert len(set(texts)) == 1


async def test_a_channel_nobody_follows_is_never_read(hub, reads):
    await hub.join((ROOM,))
    await tell("workshop:99")
    await asyncio.sleep(hub.tick * 4)
    assert reads["workshop:99"] == 0


async def test_a_crowd_that_comes_at_once_asks_the_table_once(hub, monkeypatch):
    asked = []
    original = queries.positions
    monkeypatch.setattr(queries, "positions", lambda names: asked.append(list(names)) or original(names))
    await asyncio.gather(*(hub.join((ROOM,)) for _ in range(50)))
    assert asked == [[ROOM]]
    assert hub.count() == 50


async def test_listeners_cost_no_threads(hub):
    before = threading.active_count()
    for _ in range(200):
        await hub.join((ROOM,))
    await tell(ROOM)
    assert threading.active_count() - before <= hubs.READERS + 1


async def test_a_lost_wake_up_is_found_by_the_sweep(hub, reads, monkeypatch):
    sweeping = Hub(tick=0.02, sweep=0.1, redis_url="")
    try:
        listener = await sweeping.join((ROOM,))
        await until(lambda: reads[ROOM])  # a channel that has just been opened is read once by itself
        monkeypatch.setattr(bell, "ring", lambda channel: None)
        await tell(ROOM, n=1)
        assert b'data: {"n":1}' in await listener.take(within=PATIENCE)
    finally:
        await sweeping.close()


async def test_an_event_committed_while_the_channel_is_opened_is_not_lost(hub, monkeypatch):
    original = queries.positions

    def then_somebody_publishes(names):
        found = original(names)
        Channel.objects.update_or_create(name=ROOM, defaults={"seq": 1})
        Event.objects.create(channel_id=ROOM, seq=1, kind="pace", at="2026-03-01T10:00Z")
        return found

    monkeypatch.setattr(queries, "positions", then_somebody_publishes)
    listener = await hub.join((ROOM,))
    assert b"event: pace" in await listener.take(within=PATIENCE)


async def test_a_database_that_is_away_for_a_while_costs_nothing(hub, monkeypatch):
    monkeypatch.setattr(hubs, "RETRY", 0.05)
    listener = await hub.join((ROOM,))
    original, away = queries.events_since, [True]

    def sometimes(channel, seq):
        if away:
            raise OperationalError
        return original(channel, seq)

    monkeypatch.setattr(queries, "events_since", sometimes)
    await tell(ROOM, n=1)
    await until(lambda: hubs.ready() == "the live hub cannot read the database")
    assert await listener.take(within=0) == b""
    away.clear()
    assert b'"n":1' in await listener.take(within=PATIENCE)
    assert hubs.ready() is True


async def test_a_hub_whose_task_has_died_is_not_ready(hub):
    assert hubs.ready() is True
    hub._tasks[0].cancel()
    await asyncio.sleep(0)
    assert hubs.ready() == "the live hub has stopped"


@transaction.atomic
def put_back(seq):
    """As a restored copy does it: all at once."""
    Event.objects.filter(channel_id=ROOM, seq__gt=seq).delete()
    Channel.objects.filter(name=ROOM).update(seq=seq)


async def test_a_database_put_back_to_an_earlier_day_makes_pages_reload(hub):
    sweeping = Hub(tick=0.02, sweep=0.1, redis_url="")
    try:
        for _ in range(3):
            await tell(ROOM)
        listener = await sweeping.join((ROOM,))
        await in_thread(put_back, 1)
        assert b"id: workshop:12=1\nevent: reset" in await listener.take(within=PATIENCE)
        await tell(ROOM, n=2)
        assert b'id: workshop:12=2\nevent: notes\ndata: {"n":2}' in await listener.take(within=PATIENCE)
    finally:
        await sweeping.close()


async def test_a_burst_larger_than_one_read_comes_whole(hub, monkeypatch):
    monkeypatch.setattr(queries, "READ_AT_MOST", 4)
    listener = await hub.join((ROOM,))
    for n in range(10):
        await tell(ROOM, n=n)
    heard = b""
    while heard.count(b"event: notes") < 10:
        more = await listener.take(within=PATIENCE)
        assert more
        heard += more


async def test_old_events_go_and_the_channel_keeps_its_number(hub):
    import datetime as dt

    from hlab.live.actions import publish

    day = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    for n in range(4):
        await in_thread(publish, channel=ROOM, kind="pace", at=day + dt.timedelta(days=n))
    # A machine whose clock was behind: number 3 is older than number 2 and takes it along; no hole is left.
    await in_thread(Event.objects.filter(seq=3).update, at=day)
    assert await in_thread(remove_old_events, before=day + dt.timedelta(hours=1)) == 3
    assert await in_thread(lambda: list(Event.objects.values_list("seq", flat=True))) == [4]
    assert await in_thread(queries.positions, [ROOM]) == {ROOM: 4}
