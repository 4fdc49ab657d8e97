"""ASGI entry: the live wire beside Django, in one process.

The stream stands outside Django's middleware on purpose: a listener stays for hours, and a middleware
written for short requests would hold a thread and a database connection for each of them.
"""

import gc
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.base")
gc.disable()  # while we load, nothing is thrown away: to look for it takes a third of the time
django.setup(set_prefix=False)

from django.urls import get_resolver  # noqa: E402  (needs the app registry)

from hlab.core import jobs  # noqa: E402
from hlab.core.bodies import within_bounds  # noqa: E402
from hlab.core.handler import OneThread  # noqa: E402
from hlab.live.lifespan import lifespan_app  # noqa: E402
from hlab.live.stream import stream_app  # noqa: E402

gc.enable()

django_app = within_bounds(OneThread())


def settle() -> None:
    """What is loaded now stays for good, and Python need not look through it again for something to throw away: that
    takes a fifth of a second, in which nobody is answered, every few seconds in a busy room."""
    gc.disable()
    _ = get_resolver().url_patterns  # the pages too, which are otherwise loaded with the first request
    gc.collect()
    gc.freeze()
    gc.enable()


async def application(scope, receive, send):
    """Send `/live/` to the stream, start and end of the server to the hub, the rest to Django."""
    if scope["type"] == "lifespan":
        settle()
        jobs.wake()
        await lifespan_app(scope, receive, send)
    elif scope["type"] == "http" and scope["path"].startswith("/live/"):
        await stream_app(scope, receive, send)
    elif scope["type"] == "http":
        await django_app(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close"})
