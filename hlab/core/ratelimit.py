"""How often something may go wrong from one place. Only what is hit counts, so a whole room behind one address
can come in. The address itself is never kept: a keyed hash of it lives in the cache for as long as the window."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time
from dataclasses import dataclass
from math import ceil

from django.conf import settings
from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """At most `limit` hits in `seconds` (counted from the first) from one place, or for one key."""

    name: str
    limit: int = 20
    seconds: int = 600

    def blocked(self, request) -> bool:
        """Whether this place has used up its hits."""
        return self.blocked_key(address_of(request))

    def blocked_key(self, value: str) -> bool:
        """Whether this key has used up its hits."""
        return cache.get(self._key(value), 0) >= self.limit

    def hit(self, request) -> None:
        """Count one from this place."""
        self.hit_key(address_of(request))

    def hit_key(self, value: str) -> None:
        """Count one for a key of the caller's choice."""
        key = self._key(value)
        if cache.add(key, 1, self.seconds):
            cache.set(f"{key}:end", time.time() + self.seconds, self.seconds)
            return
        try:
            cache.incr(key)
        except ValueError:  # the window closed between the two lines
            cache.set(key, 1, self.seconds)
            cache.set(f"{key}:end", time.time() + self.seconds, self.seconds)

    def minutes_left(self, request) -> int:
        """Whole minutes until this place may try again, for the sentence that says so; at least 1."""
        end = cache.get(f"{self._key(address_of(request))}:end", 0)
        return max(1, ceil((end - time.time()) / 60))

    def _key(self, value: str) -> str:
        digest = hmac.new(settings.SECRET_KEY.encode(), value.encode(), hashlib.sha256).hexdigest()[:32]
        return f"limit:{self.name}:{digest}"


def address_of(request) -> str:
    """Where a request comes from: behind our own proxy the last address, which the proxy wrote, else the peer.

    One who has an IPv6 address has a whole network of them, so that network (/64) counts as one place.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        peer = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip() or peer
    try:
        address = ipaddress.ip_address(peer)
    except ValueError:
        return peer
    if address.version == 6:
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return peer
