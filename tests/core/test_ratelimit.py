"""Limits: count what goes wrong, from one place, for a while; keep no address."""

from __future__ import annotations

import uuid

import pytest
import redis
import time_machine
from django.core.cache import cache

from hlab.core.ratelimit import Limit, address_of
from tests.factories import NOON

LIMIT = Limit("prov", limit=3, seconds=600)


@pytest.fixture
def come(rf):
    """come(address, forwarded) → a request from there."""

    def make(address="192.0.2.7", forwarded=None):
        headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
        return rf.get("/", REMOTE_ADDR=address, headers=headers)

    return make


def test_only_what_is_hit_counts(come):
    for _ in range(10):
        assert not LIMIT.blocked(come())
    for _ in range(3):
        assert not LIMIT.blocked(come())
        LIMIT.hit(come())
    assert LIMIT.blocked(come())
    assert not LIMIT.blocked(come("192.0.2.8"))
    assert not Limit("annat", limit=3).blocked(come())


def test_the_window_closes_counted_from_the_first(come):
    with time_machine.travel(NOON, tick=False) as clock:
        LIMIT.hit(come())
        clock.shift(500)
        LIMIT.hit(come())
        LIMIT.hit(come())
        assert LIMIT.blocked(come())
        assert LIMIT.minutes_left(come()) == 2
        clock.shift(101)
        assert not LIMIT.blocked(come())
        LIMIT.hit(come())
        assert not LIMIT.blocked(come())


def test_a_key_of_ones_own(come):
    for _ in range(3):
        LIMIT.hit_key("kod:BJÖRK27")
    assert LIMIT.blocked_key("kod:BJÖRK27")
    assert not LIMIT.blocked_key("kod:BJÖRK28")
    assert not LIMIT.blocked(come())


def test_no_address_is_kept(come):
    LIMIT.hit(come("192.0.2.99"))
    kept = " ".join(getattr(cache, "_cache", {}))
    assert "limit:prov" in kept
    assert "192.0.2.99" not in kept


def test_what_a_stranger_says_of_where_they_come_from_is_not_believed(come, settings):
    settings.BEHIND_PROXY = False
    assert address_of(come("192.0.2.7", "198.51.100.1")) == "192.0.2.7"


def test_behind_the_proxy_the_last_address_is_the_proxys_word(come, settings):
    settings.BEHIND_PROXY = True
    assert address_of(come("10.0.0.1", "203.0.113.5, 198.51.100.1")) == "198.51.100.1"
    assert address_of(come("10.0.0.1", "")) == "10.0.0.1"
    assert address_of(come("10.0.0.1", "skräp")) == "skräp"


def test_all_addresses_of_one_ipv6_network_are_one_place(come):
    assert address_of(come("2001:db8:1:2::1")) == address_of(come("2001:db8:1:2:ffff::9"))
    assert address_of(come("2001:db8:1:2::1")) != address_of(come("2001:db8:1:3::1"))
    assert address_of(come("::ffff:192.0.2.7")) == address_of(come("192.0.2.7"))


def test_the_same_on_redis(come, settings, redis_url):
    ours = {"BACKEND": "hlab.core.cache.RedisOrLocal", "LOCATION": redis_url, "KEY_PREFIX": f"test-{uuid.uuid4().hex}"}
    settings.CACHES = {"default": ours}
    try:
        for _ in range(3):
            assert not LIMIT.blocked(come())
            LIMIT.hit(come())
        assert LIMIT.blocked(come())
        assert 1 <= LIMIT.minutes_left(come()) <= 10
    finally:
        cache.clear()


def test_clearing_the_cache_leaves_what_others_keep_in_the_same_redis(settings, redis_url):
    name = uuid.uuid4().hex
    ours = {"BACKEND": "hlab.core.cache.RedisOrLocal", "LOCATION": redis_url, "KEY_PREFIX": f"test-{name}"}
    settings.CACHES = {"default": ours}
    queue = redis.Redis.from_url(redis_url)
    queue.lpush(f"queue-{name}", "a job")
    try:
        cache.set("counter", 1)
        cache.clear()
        assert cache.get("counter") is None
        assert queue.llen(f"queue-{name}") == 1
    finally:
        queue.delete(f"queue-{name}")


# --- Without Redis --------------------------------------------------------------------------------


@pytest.fixture
def redis_is_gone(settings):
    """A site that is told of a Redis where nobody answers."""
    settings.CACHES = {
        "default": {"BACKEND": "hlab.core.cache.RedisOrLocal", "LOCATION": "redis://127.0.0.1:9/0"},
    }
    yield
    cache.clear()


def test_limits_hold_in_the_process_when_redis_is_gone(redis_is_gone, come):
    for _ in range(3):
        assert not LIMIT.blocked(come())
        LIMIT.hit(come())
    assert LIMIT.blocked(come())
    assert LIMIT.minutes_left(come()) == 10


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "sent", "status"),
    [
        ("/ga-med/", {"kod": "BJÖRK 99"}, 404),
        ("/ga-med/bjork99/", None, 404),
        ("/kvitto/", {"kod": "LÖNN SJÖ 1000"}, 404),
        ("/konto/login/", {"login": "ingen@example.se", "password": "fel-fel-fel"}, 200),
    ],
)
def test_pages_with_limits_answer_when_redis_is_gone(redis_is_gone, client, address, sent, status):
    answer = client.get(address) if sent is None else client.post(address, sent)
    assert answer.status_code == status
