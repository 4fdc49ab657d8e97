"""Start and end of the server, as the live wire sees them.

A server that is asked to stop waits for open answers, and ours stay open for hours: the streams must be ended
when the signal comes, not when the server tells us it has stopped.
"""

from __future__ import annotations

import asyncio
import signal
import threading

from hlab.live.hub import this_hub


async def lifespan_app(scope, receive, send) -> None:
    """ASGI lifespan: start the hub with the server, end it with the server."""
    while True:
        event = await receive()
        if event["type"] == "lifespan.startup":
            stop_streams_on_signal(this_hub())
            await send({"type": "lifespan.startup.complete"})
        elif event["type"] == "lifespan.shutdown":
            await this_hub().close()
            await send({"type": "lifespan.shutdown.complete"})
            return


def stop_streams_on_signal(hub) -> None:
    """Put ourselves before the server's own handlers; it takes both away when it ends."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        servers_own = signal.getsignal(number)
        if not callable(servers_own) or servers_own is signal.default_int_handler:
            continue

        def stop(signum, frame, servers_own=servers_own):
            loop.call_soon_threadsafe(hub.stop)
            servers_own(signum, frame)

        signal.signal(number, stop)
