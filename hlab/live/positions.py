"""Where a listener stands: one order number for each channel it follows, as text that fits an SSE id."""

from __future__ import annotations

import re

CHANNEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9:_.-]{0,63}")
KIND = re.compile(r"[a-z][a-z0-9_-]{0,31}")
RESERVED_KINDS = frozenset({"again", "error", "expired", "message", "open", "reset"})
_LONGEST = 4096


def check_channel(name: str) -> str:
    """The name itself. ValueError when it could not stand in a position."""
    if not CHANNEL.fullmatch(name):
        raise ValueError(f"not a channel name: {name!r}")
    return name


def check_kind(kind: str) -> str:
    """The kind itself. ValueError when it is not a plain word or means something to the wire."""
    if not KIND.fullmatch(kind) or kind in RESERVED_KINDS:
        raise ValueError(f"not a kind of event: {kind!r}")
    return kind


def encode(positions: dict[str, int]) -> str:
    """`{"workshop:12": 7, "workshop:12:console": 3}` as `workshop:12=7,workshop:12:console=3`."""
    return ",".join(f"{channel}={seq}" for channel, seq in positions.items())


def decode(text: str) -> dict[str, int] | None:
    """The reverse; None for anything that `encode` cannot have made."""
    if not text or len(text) > _LONGEST:
        return None
    positions = {}
    for part in text.split(","):
        channel, _, seq = part.partition("=")
        if not CHANNEL.fullmatch(channel) or not re.fullmatch(r"[0-9]{1,18}", seq):
            return None
        positions[channel] = int(seq)
    return positions
