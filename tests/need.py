"""What a test may lack on this machine: a browser, PostgreSQL, Redis, reference data, time.

Missing is a visible skip with its reason; when HLAB_REQUIRE names it (as .ci/run does), missing is a failure.
"""

from __future__ import annotations

import os
import shutil

import pytest
from hypothesis import HealthCheck, settings

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Each window would have two pages for the address bar made beside it, in processes of their own, which cost more than
# most of our pages. Chromium takes the last of several lists, so what Playwright turns off stands here too.
FEATURES_OFF = [
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
BROWSER_ARGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--disable-features=" + ",".join(FEATURES_OFF),
]
# What Hypothesis tries may take its time: a busy machine is no fault. Where everything is required each run tries the
# same, so that nobody's change fails for what lay there before it; new examples are found on developers' machines.
settings.register_profile(
    "hlab",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("HLAB_REQUIRE")),
    print_blob=True,
)
settings.load_profile("hlab")


def required(what: str) -> bool:
    """Whether HLAB_REQUIRE names this."""
    return what in os.environ.get("HLAB_REQUIRE", "").replace(" ", "").split(",")


def missing(what: str, reason: str):
    """End the test: as a skip, or as a failure when it was required."""
    if required(what):
        pytest.fail(f"{reason} (HLAB_REQUIRE={what})", pytrace=False)
    pytest.skip(reason)


def browser_path() -> str | None:
    """Where a Chromium lies: HLAB_BROWSER, or the first of the usual names on PATH."""
    named = os.environ.get("HLAB_BROWSER")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def redis_url() -> str | None:
    """The Redis that tests may use (its own database number), or None when nobody answers there."""
    url = os.environ.get("HLAB_TEST_REDIS_URL", "redis://127.0.0.1:6379/14")
    import redis

    try:
        redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=2).ping()
    except (redis.RedisError, OSError, ValueError):
        return None
    return url
