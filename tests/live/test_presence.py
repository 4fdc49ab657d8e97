"""Who is listening is told to whoever asked, in a thread with a database of its own."""

from __future__ import annotations

import asyncio
import threading

import pytest
from django.utils import timezone

from hlab.live import presence
from hlab.live.hub import Hub
from hlab.live.models import Channel
from hlab.live.tickets import ticket
from tests.live.conftest import PATIENCE, Answer, in_thread, until

ROOM = "workshop:12"


@pytest.fixture
def told(monkeypatch):
    """What a registered callback hears; presence is told often in the test."""
    monkeypatch.setattr(presence, "EVERY", 0.1)
    monkeypatch.setattr(presence, "_callbacks", [])
    heard = []
    presence.register(lambda audiences: heard.append((audiences, threading.current_thread().name)))
    return heard


@pytest.fixture
async def present_hub(told, hub):
    ours = Hub(tick=0.02, sweep=60, redis_url="")
    yield ours
    await ours.close()


async def test_each_audience_once_and_never_the_nameless(present_hub, told):
    for audience in ("participation:7", "participation:7", "", "participation:3"):
        await present_hub.join((ROOM,), audience)
    await until(lambda: ["participation:3", "participation:7"] in [audiences for audiences, _thread in told])
    assert not [audiences for audiences, _thread in told if "" in audiences or len(audiences) > 2]
    assert all(thread.startswith("live-presence") for _audiences, thread in told)


async def test_nobody_there_nobody_told(present_hub, told):
    listener = await present_hub.join((ROOM,), "participation:7")
    present_hub.leave(listener)
    await asyncio.sleep(0.25)
    assert told == []


async def test_who_polls_is_present_too(present_hub, told):
    present_hub.polled("participation:9")
    await until(lambda: told)
    await asyncio.sleep(0.25)  # and not once more
    assert [audiences for audiences, _ in told] == [["participation:9"]]


async def test_polling_is_noticed(hub):
    await Answer("/live/poll", f"t={ticket([ROOM], 'participation:9')}").open()
    assert hub._polled == {"participation:9"}


async def test_one_that_fails_silences_nobody_and_may_write(present_hub, told):
    presence._callbacks.insert(0, lambda audiences: 1 / 0)
    presence.register(lambda audiences: Channel.objects.create(name=f"seen:{timezone.now().timestamp()}"))
    await present_hub.join((ROOM,), "participation:7")
    await until(lambda: told)
    written = Channel.objects.filter(name__startswith="seen:")
    async with asyncio.timeout(PATIENCE):
        while not await in_thread(written.exists):
            await asyncio.sleep(0.01)


def test_registering_twice_is_once(told):
    def callback(audiences):
        return None

    presence.register(callback)
    presence.register(callback)
    assert presence._callbacks.count(callback) == 1
