"""The wake-up between whoever publishes and the hubs that listen: in process, and over Redis when there is one."""

from __future__ import annotations

_listeners: list = []


def subscribe(callback) -> None:
    """callback(channel) is called in the publisher's thread after each commit in this process."""
    _listeners.append(callback)


def ring(channel: str) -> None:
    """Something new lies on the channel."""
    for callback in list(_listeners):
        callback(channel)
