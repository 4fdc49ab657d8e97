"""Who is listening: told now and then to the rooms that want to know, never written down here."""

from __future__ import annotations

import logging
from collections.abc import Callable

log = logging.getLogger("hlab.live")
EVERY = 20  # seconds

_callbacks: list[Callable[[list[str]], None]] = []


def register(callback: Callable[[list[str]], None]) -> None:
    """callback(audiences) is called every 20 s, in a thread of its own with a database connection of its own,
    with the audience of each ticket that is in use in this process (each once, never blank)."""
    if callback not in _callbacks:
        _callbacks.append(callback)


def tell(audiences: list[str]) -> None:
    """Call everybody who registered. One that fails does not silence the others."""
    for callback in _callbacks:
        try:
            callback(audiences)
        except Exception:
            log.exception("presence callback failed")
