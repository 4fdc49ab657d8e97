"""The cache of a site with Redis: when Redis is gone, each process counts for itself instead of failing.

What lies in the cache (counters of the rate limits, small renderings) may be forgotten; a page that fails because
a counter could not be read may not. While Redis is away a limit holds per process, which is looser but still there.
"""

from __future__ import annotations

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger("hlab.cache")


class _OwnKeys(RedisCache):
    """Django's Redis cache, that clears what it holds and nothing else. Django's own empties the whole database,
    and the job queue lies in the same one."""

    def clear(self):
        client = self._cache.get_client(None, write=True)
        for key in client.scan_iter(match=self.make_key("*"), count=500):
            client.delete(key)
        return True


class RedisOrLocal(_OwnKeys):
    """Django's Redis cache, with this process's own memory to fall back on."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._local = LocMemCache("hlab-while-redis-is-away", {})
        self._away = False

    def _try(self, name: str, *args, **kwargs):
        try:
            answer = getattr(super(), name)(*args, **kwargs)
        except (RedisError, OSError) as error:
            if not self._away:
                log.warning("cache is away", error=type(error).__name__)
            self._away = True
            return getattr(self._local, name)(*args, **kwargs)
        self._away = False
        return answer

    def add(self, *args, **kwargs):
        return self._try("add", *args, **kwargs)

    def get(self, *args, **kwargs):
        return self._try("get", *args, **kwargs)

    def set(self, *args, **kwargs):
        return self._try("set", *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._try("touch", *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._try("delete", *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._try("get_many", *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._try("has_key", *args, **kwargs)

    def incr(self, *args, **kwargs):
        return self._try("incr", *args, **kwargs)

    def set_many(self, *args, **kwargs):
        return self._try("set_many", *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._try("delete_many", *args, **kwargs)

    def clear(self):
        return self._try("clear")
