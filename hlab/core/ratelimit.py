"""How often something may go wrong from one place. Only what is hit counts, so a whole room behind one address
can come in. The address itself is never kept: a keyed hash of it lives in the cache for as long as the window."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """At most `limit` hits in `seconds` from one place (or for one key)."""

    name: str
    limit: int = 20
    seconds: int = 600

    def blocked(self, request) -> bool:
        """Whether this place has used up its hits."""
        return cache.get(self._key(address_of(request)), 0) >= self.limit

    def hit(self, request) -> None:
        """Count one from this place."""
        self.hit_key(address_of(request))

    def hit_key(self, value: str) -> None:
        """Count one for a key of the caller's choice."""
        key = self._key(value)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:  # the window closed between the two lines
                cache.set(key, 1, self.seconds)

    def _key(self, value: str) -> str:
        digest = hmac.new(settings.SECRET_KEY.encode(), value.encode(), hashlib.sha256).hexdigest()[:32]
        return f"limit:{self.name}:{digest}"


def address_of(request) -> str:
    """Where a request comes from: behind our own proxy the last address that it wrote, else the peer."""
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        return forwarded[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
