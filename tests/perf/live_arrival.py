"""From one POST to its arrival at many listeners, over the loopback.

`bin/bench` gives the site's address, one stream address for each listener, and a function that performs the POST
(with whatever cookies and tokens the site wants). Nothing here knows of workshops.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import median
from urllib.parse import urljoin, urlsplit

from tests.live.client import Follower, Heard

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Arrival:
    """Milliseconds from just before the POST until a listener has the event. lost: deliveries that never came."""

    posts: int
    listeners: int
    p50: float
    p99: float
    slowest: float
    lost: int


async def measure(
    *,
    base_url: str,
    streams: Sequence[str],
    post: Callable[[int], Awaitable[object]],
    posts: int = 20,
    pause: float = 0.13,
    wanted: Callable[[Heard], bool] = lambda heard: heard.kind not in ("reset", "again"),
    within: float = 5.0,
) -> Arrival:
    """Perform `post(0)`, `post(1)` … and wait each time until all listeners have a wanted event, at most `within`
    seconds. pause: about how many seconds between posts; uneven, so that they fall at all places within a tick.

    ValueError when an address is not this machine.
    """
    urls = [urljoin(base_url, stream) for stream in streams]
    if any(urlsplit(url).hostname not in _LOOPBACK for url in (base_url, *urls)):
        raise ValueError("only over the loopback")
    took, lost = [], 0
    async with AsyncExitStack() as stack:
        followers = await asyncio.gather(*(stack.enter_async_context(Follower(url)) for url in urls))
        for number in range(posts):
            seen = [len(follower.heard) for follower in followers]
            began = time.monotonic()
            await post(number)
            arrivals = await asyncio.gather(
                *(
                    _first(follower, after, wanted, began + within)
                    for follower, after in zip(followers, seen, strict=True)
                )
            )
            took += [(at - began) * 1000 for at in arrivals if at is not None]
            lost += arrivals.count(None)
            await asyncio.sleep(pause * (0.5 + number * 0.618 % 1))
    took.sort()
    nan = float("nan")
    return Arrival(
        posts=posts,
        listeners=len(urls),
        p50=median(took) if took else nan,
        p99=took[min(len(took) - 1, int(len(took) * 0.99))] if took else nan,
        slowest=took[-1] if took else nan,
        lost=lost,
    )


async def _first(follower: Follower, after: int, wanted, deadline: float) -> float | None:
    """When the first wanted event after the number already heard came; None when it did not come in time."""

    def found() -> Heard | None:
        return next((heard for heard in follower.heard[after:] if wanted(heard)), None)

    try:
        await follower.until(lambda heard: found() is not None, max(0.0, deadline - time.monotonic()))
    except AssertionError:
        return None
    return found().at
