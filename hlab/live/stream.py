"""Server-sent events, and a polling twin for networks that cut long answers.

`GET /live/stream?t=<ticket>&from=<position>` stays open until the ticket ends: one SSE message for each event, a
comment every fifteen seconds. `Last-Event-ID` (sent by a browser that comes back) goes before `from` (where the page
stood when it was made). Without either the stream begins now.

`GET /live/poll?t=<ticket>&from=<position>` answers at once: `{"position", "reset", "events": [{"id", "kind",
"data"}]}`.
"""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from urllib.parse import parse_qs

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hlab.live import queries
from hlab.live.hub import Hub, this_hub
from hlab.live.listener import Listener, message, messages
from hlab.live.positions import decode, encode
from hlab.live.tickets import BadTicket, Ticket, read_ticket

HEARTBEAT = 15.0  # seconds; proxies drop what is silent for longer
SEND_WITHIN = 30.0  # seconds for a phone to take what we sent before we hang up
MOST_STREAMS = 2_000  # in one process; the rest are asked to poll
RETRY_MS = 2_000

BAD_TICKET = _("Den här sidan får inte längre nya händelser. Ladda om sidan så fungerar det igen.")
NOT_HERE = _("Det finns inget på den här adressen.")
ONLY_READ = _("Här går det bara att läsa.")
NOT_NOW = _("Direktsändningen är inte tillgänglig just nu. Sidan försöker igen av sig själv.")

_HEADERS = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]


async def stream_app(scope, receive, send) -> None:
    """ASGI application for everything below `/live/`."""
    if scope["path"] not in ("/live/stream", "/live/poll"):
        return await _say(send, 404, NOT_HERE)
    if scope["method"] != "GET":
        return await _say(send, 405, ONLY_READ, [(b"allow", b"GET")])
    asked = {name: values[-1] for name, values in parse_qs(scope["query_string"].decode("latin-1")).items()}
    try:
        ticket = read_ticket(asked.get("t", ""))
    except BadTicket:
        return await _say(send, 403, BAD_TICKET)
    hub, listener = this_hub(), None
    since = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1") or asked.get("from", "")
    try:
        if scope["path"] == "/live/poll":
            return await _poll(hub, ticket, since, send)
        if hub.closing or hub.count() >= MOST_STREAMS:
            return await _say(send, 503, NOT_NOW, [(b"retry-after", b"5")])
        listener = await hub.join(ticket.channels, ticket.audience)
        first = await _first(hub, listener, since)
    except Exception as error:  # the database; a listener may try again
        hub.in_trouble(error)
        if listener:
            hub.leave(listener)
        return await _say(send, 503, NOT_NOW, [(b"retry-after", b"5")])
    watch = asyncio.create_task(_watch(receive, listener))
    try:
        await _stream(listener, first, send, ticket.until)
    except (OSError, TimeoutError):  # the phone is gone, or takes nothing
        pass
    finally:
        hub.leave(listener)
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch


async def _stream(listener: Listener, first: str, send, until: float) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [*_HEADERS, (b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")],
        }
    )
    await _write(send, f"retry: {RETRY_MS}\n{first}".encode())
    while not listener.ended and (left := until - time.time()) > 0:
        made = await listener.take(within=min(HEARTBEAT, left))
        if not listener.ended:
            await _write(send, made or b": \n\n")
    if listener.ended == "gone":
        return
    goodbye = message("again", "{}", encode(listener.positions)) if listener.ended == "slow" else ""
    await _write(send, goodbye.encode(), more=False)


async def _first(hub: Hub, listener: Listener, since: str) -> str:
    """Where the stream begins, and what happened since the position; the listener's positions are moved on.

    The beginning has an id of its own: who is cut off before the first event asks from there, and who drops
    doubles has not yet had what follows.
    """
    if since and (position := decode(since) or {}) != listener.positions:
        found = await hub.ask(queries.replay, listener.channels, position)
        if not found.whole:
            listener.positions = found.positions
            return message("reset", "{}", encode(found.positions))
        listener.positions = {name: position[name] for name in listener.channels}
        return f"id: {encode(listener.positions)}\n\n" + messages(found.events, listener.positions)
    return f"id: {encode(listener.positions)}\n\n"


async def _poll(hub: Hub, ticket: Ticket, since: str, send) -> None:
    hub.polled(ticket.audience)
    if since:
        found = await hub.ask(queries.replay, ticket.channels, decode(since) or {})
    else:
        found = queries.Replay([], await hub.ask(queries.positions, ticket.channels), whole=True)
    position = decode(since) or {}
    events = []
    for event in found.events:
        position[event.channel] = event.seq
        at = encode({name: position[name] for name in ticket.channels})
        events.append({"id": at, "kind": event.kind, "data": json.loads(event.data)})
    answer = {"position": encode(found.positions), "reset": not found.whole, "events": events}
    await _answer(send, 200, json.dumps(answer, ensure_ascii=False), b"application/json")


async def _watch(receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.end("gone")


async def _write(send, made: bytes, *, more: bool = True) -> None:
    async with asyncio.timeout(SEND_WITHIN):
        await send({"type": "http.response.body", "body": made, "more_body": more})


async def _say(send, status: int, sentence, headers=()) -> None:
    """A plain sentence in the site's own language: no middleware has chosen another."""
    with translation.override(settings.LANGUAGE_CODE):
        await _answer(send, status, str(sentence), b"text/plain; charset=utf-8", headers)


async def _answer(send, status: int, text: str, content_type: bytes, headers=()) -> None:
    body = text.encode()
    length = (b"content-length", str(len(body)).encode())
    headers = [*_HEADERS, (b"content-type", content_type), length, *headers]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
