"""A small site around the live wire, for tests with real processes: stream, publishing, and a page.

Only the live part is served, so a process stands in a second or two. Run as `uvicorn tests.live.app:application`.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl

import django

django.setup()

from django.db import connections  # noqa: E402  (needs the app registry)
from django.template import Context, Template  # noqa: E402
from django.utils import timezone  # noqa: E402

from hlab.live import queries, tickets  # noqa: E402
from hlab.live.actions import publish  # noqa: E402
from hlab.live.hub import ready  # noqa: E402
from hlab.live.lifespan import lifespan_app  # noqa: E402
from hlab.live.stream import stream_app  # noqa: E402

SCRIPT = Path(__file__).resolve().parents[2] / "hlab" / "static" / "hlab" / "live.js"
CSP = b"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'"
cut = set()  # what a bad proxy does at the moment: "stream" or "poll" refused, "drop" cuts after the first bytes

PAGE = """{% load live %}<!doctype html><html lang="sv"><title>Prov</title>
<body>{% live_wire channels "participation:1" %}<p id="sag" role="status"></p>
<label><input type="checkbox" data-live-silence> Tyst</label><label><input type="checkbox" data-live-calm> Lugnt</label>
<textarea></textarea>
<p hidden data-live-count="notes" data-one="{n} ny lapp" data-many="{n} nya lappar"
><button type="button" data-live-show>visa</button></p>
<time id="clock" data-ends="{{ ends }}" data-server-now="{{ now }}" data-say5="Fem minuter kvar."
 data-say1="En minut kvar." data-say0="Tiden är slut." data-min="{n} min"></time>
<time id="short" data-ends="{{ ends }}" data-server-now="{{ now }}" data-form="min"></time>
<script src="/listen.js"></script><script type="module" src="/live.js"></script></html>"""
LISTEN = """window.heard = [];
for (const kind of ['notes', 'pace', 'reset', 'expired']) {
  document.body.addEventListener('live:' + kind, (e) => window.heard.push([kind, e.detail]));
}"""


read_to_the_end: Counter = Counter()  # how many times each channel was
_events_since = queries.events_since


def _counted(channel, seq):
    found = _events_since(channel, seq)
    read_to_the_end[channel] += 1
    return found


queries.events_since = _counted


def _act(asked: dict) -> None:
    try:
        publish(channel=asked["channel"], kind=asked.get("kind", "notes"), at=timezone.now(), key=asked.get("key", ""))
    finally:
        connections.close_all()


def _page(asked: dict) -> bytes:
    try:
        now = timezone.now() + timezone.timedelta(seconds=int(asked.get("ahead", 0)))
        ends = now + timezone.timedelta(seconds=float(asked.get("left", 380)))
        tickets.MINUTES = float(asked.get("minutes", 60))
        context = {"channels": asked["channels"], "now": now.isoformat(), "ends": ends.isoformat()}
        return Template(PAGE).render(Context(context)).encode()
    finally:
        connections.close_all()


async def application(scope, receive, send):
    """ASGI."""
    if scope["type"] == "lifespan":
        return await lifespan_app(scope, receive, send)
    if scope["type"] != "http":
        return None
    path, asked = scope["path"], dict(parse_qsl(scope["query_string"].decode()))
    if path.startswith("/live/") and path[6:] not in cut:
        return await stream_app(scope, receive, _cutting(send) if "drop" in cut and path == "/live/stream" else send)
    status, kind, body = 200, b"text/plain", b"ok"
    if path == "/publish":
        await asyncio.to_thread(_act, asked)
    elif path == "/page":
        kind, body = b"text/html; charset=utf-8", await asyncio.to_thread(_page, asked)
    elif path == "/live.js":
        kind, body = b"text/javascript", SCRIPT.read_bytes()
    elif path == "/listen.js":
        kind, body = b"text/javascript", LISTEN.encode()
    elif path == "/cut":
        cut.clear()
        cut.update(asked.get("what", "").split())
    elif path == "/ready":
        body = json.dumps(ready()).encode()
    elif path == "/reads":
        body = json.dumps(read_to_the_end).encode()
    else:
        status = 502
    headers = [(b"content-type", kind), (b"content-security-policy", CSP)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
    return None


def _cutting(send):
    """A proxy that hangs up after the first piece of a body."""

    async def sending(message):
        await send(message | {"more_body": False} if "body" in message else message)
        if "body" in message:
            raise OSError

    return sending
