"""The stream: what a listener gets, and from where."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.utils import timezone

from hlab.live import listener as listeners
from hlab.live import queries, stream
from hlab.live.actions import remove_old_events
from hlab.live.tickets import ticket
from tests.live.conftest import Answer, in_thread, tell

ROOM, CONSOLE = "workshop:12", "workshop:12:console"


async def test_events_arrive_in_order_with_position_kind_and_data(follow):
    answer = await follow(ROOM)
    for n in (1, 2, 3):
        await tell(ROOM, "notes", n=n)
    await answer.count(3)
    assert [(event.id, event.kind, event.data) for event in answer.events] == [
        ({ROOM: n}, "notes", {"n": n}) for n in (1, 2, 3)
    ]


async def test_headers_keep_proxies_and_browsers_in_order(follow):
    answer = await follow(ROOM)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-accel-buffering"] == "no"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.text.startswith("retry: 2000\n")


async def test_a_listener_that_is_cut_off_at_once_already_knows_where_it_stood(follow):
    await tell(ROOM)
    answer = await follow(ROOM)
    assert f"id: {ROOM}=1\n\n" in answer.text
    assert answer.events == []


async def test_last_event_id_replays_what_was_missed_and_goes_before_from(follow):
    for n in range(1, 6):
        await tell(ROOM, n=n)
    answer = await follow(ROOM, since=f"{ROOM}=0", last_id=f"{ROOM}=3")
    assert [event.data["n"] for event in answer.events] == [4, 5]
    assert answer.text.startswith(f"retry: 2000\nid: {ROOM}=3\n\n")  # who drops doubles has not had 4 yet
    await tell(ROOM, n=6)
    await answer.count(3)
    assert [event.data["n"] for event in answer.events] == [4, 5, 6]


async def test_nothing_falls_between_the_page_and_the_stream(follow):
    page = await in_thread(queries.wire, [ROOM])
    await tell(ROOM, n=1)
    answer = await follow(ROOM, since=page.position)
    assert [event.data["n"] for event in answer.events] == [1]


async def test_a_position_holds_one_number_for_each_channel(follow):
    answer = await follow(ROOM, CONSOLE)
    await tell(ROOM, "pace")
    await answer.count(1)
    await tell(CONSOLE, "hands")
    await answer.count(2)
    await tell(ROOM, "pace")
    await answer.count(3)
    assert [event.id for event in answer.events] == [
        {ROOM: 1, CONSOLE: 0},
        {ROOM: 1, CONSOLE: 1},
        {ROOM: 2, CONSOLE: 1},
    ]


async def test_replay_of_two_channels_gives_each_its_own_rest(follow):
    for _ in range(3):
        await tell(ROOM, "pace")
        await tell(CONSOLE, "hands")
    answer = await follow(ROOM, CONSOLE, last_id=f"{ROOM}=2,{CONSOLE}=0")
    kinds = [event.kind for event in answer.events]
    assert sorted(kinds) == ["hands", "hands", "hands", "pace"]
    assert answer.events[-1].id == {ROOM: 3, CONSOLE: 3}


async def test_listeners_at_different_places_each_get_their_own_positions(follow):
    both, one = await follow(ROOM, CONSOLE), await follow(ROOM)
    await tell(CONSOLE)
    await both.count(1)
    await tell(ROOM)
    await both.count(2)
    await one.count(1)
    assert both.events[-1].id == {ROOM: 1, CONSOLE: 1}
    assert one.events[-1].id == {ROOM: 1}


@pytest.mark.parametrize(
    "since",
    [f"{ROOM}=1", f"{ROOM}=99", f"{CONSOLE}=1", "nonsense", f"{ROOM}=-1", "x" * 5000],
    ids=["older than what is kept", "ahead of the table", "another channel", "nonsense", "negative", "too long"],
)
async def test_an_unknown_position_is_told_to_reload(follow, since):
    for _ in range(3):
        await tell(ROOM)
    await in_thread(remove_old_events, before=timezone.now() + timedelta(minutes=1))
    await tell(ROOM)
    answer = await follow(ROOM, last_id=since)
    assert [(event.kind, event.id) for event in answer.events] == [("reset", {ROOM: 4})]
    await tell(ROOM, n=5)
    await answer.count(2)
    assert answer.events[-1].id == {ROOM: 5}


async def test_too_long_a_replay_is_a_reload(follow, monkeypatch):
    monkeypatch.setattr(queries, "REPLAY_AT_MOST", 2)
    for _ in range(3):
        await tell(ROOM)
    assert [event.kind for event in (await follow(ROOM, last_id=f"{ROOM}=0")).events] == ["reset"]


async def test_silence_is_broken_by_a_comment(follow, monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)
    answer = await follow(ROOM)
    await answer.until(lambda it: it.text.count(": \n\n") >= 2)


async def test_a_slow_listener_is_sent_away_and_loses_nothing(follow, hub, monkeypatch):
    monkeypatch.setattr(listeners, "QUEUE", 3)
    slow, quick = await follow(ROOM), await follow(ROOM)
    slow.flowing.clear()
    for n in range(1, 9):
        await tell(ROOM, n=n)
        await quick.count(n)
    assert hub.count() == 1
    slow.flowing.set()
    await slow.ended()
    assert slow.events[-1].kind == "again"
    back = await follow(ROOM, last_id=f"{ROOM}={slow.events[-1].id[ROOM]}")
    await back.until(lambda it: it.events and it.events[-1].id == {ROOM: 8})
    heard = [event.data["n"] for event in slow.events + back.events if event.kind == "notes"]
    assert heard == list(range(1, 9))


async def test_a_listener_who_takes_nothing_is_hung_up_on(follow, hub, monkeypatch):
    monkeypatch.setattr(stream, "SEND_WITHIN", 0.05)
    dead = await follow(ROOM)
    dead.flowing.clear()
    await tell(ROOM)
    await dead.ended()
    assert hub.count() == 0


async def test_who_leaves_is_forgotten(follow, hub):
    answer = await follow(ROOM)
    assert hub.count() == 1
    await answer.leave()
    assert hub.count() == 0
    assert hub._wires == {}


async def test_a_closing_server_ends_its_streams_at_once_and_takes_no_new(follow, hub):
    answer = await follow(ROOM)
    hub.stop()
    await answer.ended()
    late = await Answer("/live/stream", f"t={ticket([ROOM])}").open()
    assert late.status == 503


@pytest.mark.parametrize("path", ["/live/stream", "/live/poll"])
@pytest.mark.parametrize("forged", ["", "t=made-up", "changed", "expired"])
async def test_a_bad_ticket_gets_a_sentence(hub, path, forged):
    query = forged
    if forged == "changed":
        query = "t=" + ticket([ROOM])[:-1] + "!"
    if forged == "expired":
        with time_machine.travel(timezone.now() - timedelta(hours=13)):
            query = "t=" + ticket([ROOM])
    answer = await Answer(path, query).open()
    assert answer.status == 403
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == "Den här sidan får inte längre nya händelser. Ladda om sidan så fungerar det igen."


async def test_other_addresses_and_methods_are_refused_in_words(hub):
    assert (await Answer("/live/else").open()).status == 404
    posted = await Answer("/live/stream", f"t={ticket([ROOM])}", method="POST").open()
    assert posted.status == 405
    assert posted.headers["allow"] == "GET"


async def test_the_polling_twin_tells_the_same(hub):
    for n in (1, 2, 3):
        await tell(ROOM, "notes", n=n, word="åäö")
    answer = await Answer("/live/poll", f"t={ticket([ROOM, CONSOLE])}&from={ROOM}=1,{CONSOLE}=0").open()
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.body) == {
        "position": f"{ROOM}=3,{CONSOLE}=0",
        "reset": False,
        "events": [{"id": f"{ROOM}={n},{CONSOLE}=0", "kind": "notes", "data": {"n": n, "word": "åäö"}} for n in (2, 3)],
    }


async def test_polling_from_nowhere_begins_now_and_from_the_unknown_reloads(hub):
    await tell(ROOM)
    now = json.loads((await Answer("/live/poll", f"t={ticket([ROOM])}").open()).body)
    assert now == {"position": f"{ROOM}=1", "reset": False, "events": []}
    lost = json.loads((await Answer("/live/poll", f"t={ticket([ROOM])}&from={ROOM}=9").open()).body)
    assert lost == {"position": f"{ROOM}=1", "reset": True, "events": []}


async def test_without_a_database_the_listener_is_asked_to_try_again(hub, monkeypatch):
    monkeypatch.setattr(queries, "positions", lambda channels: 1 / 0)
    answer = await Answer("/live/stream", f"t={ticket([ROOM])}").open()
    assert answer.status == 503
    assert answer.headers["retry-after"] == "5"
    assert hub.trouble


@pytest.mark.parametrize("path", ["/live/stream", "/live/poll"])
async def test_a_replay_that_fails_is_asked_to_try_again(hub, monkeypatch, path):
    monkeypatch.setattr(queries, "replay", lambda channels, since: 1 / 0)
    answer = await Answer(path, f"t={ticket([ROOM])}&from={ROOM}=7").open()
    assert answer.status == 503
    assert hub.count() == 0


async def test_an_open_stream_ends_with_its_ticket(hub, monkeypatch):
    monkeypatch.setattr(stream, "HEARTBEAT", 0.05)
    answer = await Answer("/live/stream", f"t={ticket([ROOM])}").open()
    monkeypatch.setattr(stream, "time", SimpleNamespace(time=lambda: time.time() + 3601))  # an hour has gone
    await answer.ended()
    assert answer.status == 200 and hub.count() == 0
    late = await Answer("/live/stream", f"t={ticket([ROOM], minutes=0)}").open()
    assert late.status in (200, 403)  # to the second
