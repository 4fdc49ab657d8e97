"""The wake-up between whoever publishes and the hubs that listen: in process, and over Redis when there is one.

A wake-up is a hint; the table is the truth. So nothing here may fail the one who publishes, and what is lost
here is found by the hub's sweep.
"""

from __future__ import annotations

import asyncio
import logging
import os
import time
import uuid

import redis
import redis.asyncio
from django.conf import settings

log = logging.getLogger("hlab.live")
REDIS_CHANNEL = "hlab:live"
PAUSE = 5.0  # seconds of leaving a lost Redis alone, so that publishing does not wait for it each time
LONGEST_WAIT = 5.0  # seconds between attempts to listen again

_RUN = uuid.uuid4().hex[:12]
_listeners: list = []
_clients: dict[str, redis.Redis] = {}
_lost_until: dict[str, float] = {}


def subscribe(callback) -> None:
    """callback(channel) is called in the publisher's thread after each commit in this process."""
    _listeners.append(callback)


def unsubscribe(callback) -> None:
    """The reverse of `subscribe`; nothing happens when it was not there."""
    if callback in _listeners:
        _listeners.remove(callback)


def ring(channel: str) -> None:
    """Something new lies on the channel. Never raises."""
    for callback in list(_listeners):
        try:
            callback(channel)
        except Exception:
            log.exception("live bell callback failed")
    if settings.REDIS_URL:
        _ring_others(settings.REDIS_URL, channel)


def _me() -> str:
    return f"{_RUN}-{os.getpid()}"  # the process id, because a forked worker inherits the rest


def _ring_others(url: str, channel: str) -> None:
    if _lost_until.get(url, 0) > time.monotonic():
        return
    try:
        if url not in _clients:
            _clients[url] = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5)
        _clients[url].publish(REDIS_CHANNEL, f"{_me()} {channel}")
    except (redis.RedisError, OSError) as error:
        if url not in _lost_until:
            log.warning("live bell lost Redis: %s", type(error).__name__)
        _lost_until[url] = time.monotonic() + PAUSE
    else:
        if _lost_until.pop(url, None):
            log.warning("live bell has Redis again")


async def hear(url: str, hub) -> None:
    """Ring the hub for what other processes publish, for ever. One subscription however many listeners."""
    wait, told = 0.25, False
    while True:
        client = redis.asyncio.Redis.from_url(url, socket_connect_timeout=2, socket_keepalive=True)
        try:
            async with client, client.pubsub(ignore_subscribe_messages=True) as subscription:
                await subscription.subscribe(REDIS_CHANNEL)
                if told:
                    log.warning("live hub hears Redis again")
                wait, told = 0.25, False
                hub.ring_all()
                async for message in subscription.listen():
                    sender, _, channel = message["data"].decode(errors="replace").partition(" ")
                    if sender != _me():
                        hub.ring(channel)
        except Exception as error:  # a socket that is reset while it opens gives uvloop's RuntimeError, for one
            if not told:
                log.warning("live hub lost Redis: %s", type(error).__name__)
            told = True
        await asyncio.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT)
