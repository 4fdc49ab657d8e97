"""Django behind ASGI with each request in one thread, from a few that stay.

Django's own handler makes a thread and a database connection for each request, and goes to and fro between that
thread and the event loop for every middleware of the other kind. All our views are synchronous, so that is only
cost: here a request goes to a thread once and comes back with its answer. Threads that stay keep their connection
where the settings say so (SQLite: opening one costs as much as a page's queries), and a rush stands in line instead
of hundreds of threads taking the processor from those who listen.
"""

from __future__ import annotations

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

END = object()


class OneThread(ASGIHandler):
    """ASGI application. Views must be synchronous; a streamed answer is read a piece at a time in its own thread."""

    def __init__(self):
        super().__init__()
        self._threads = ThreadPoolExecutor(settings.WEB_THREADS, thread_name_prefix="web")

    def load_middleware(self, is_async=False):
        """The whole chain synchronous."""
        super().load_middleware(is_async=False)

    async def handle(self, scope, receive, send):
        """One request, from its first byte to its answer."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        response = await self._in_thread(self._answer, scope, body)
        if response.streaming and not response.is_async:
            response.streaming_content = self._pieces(response.streaming_content)
        try:
            await self.send_response(response, send)
        finally:
            body.close()
            if response.streaming:
                await self._in_thread(response.close)

    async def _pieces(self, content):
        while (piece := await self._in_thread(next, content, END)) is not END:
            yield piece

    async def _in_thread(self, act, *args):
        loop, here = asyncio.get_running_loop(), contextvars.copy_context()
        return await loop.run_in_executor(self._threads, here.run, act, *args)

    def _answer(self, scope, body) -> HttpResponseBase:
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=type(self), scope=scope)
        request, response = self.create_request(scope, body)
        if request is not None:
            response = self.get_response(request)
            response._handler_class = type(self)
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if not response.streaming:
            response.close()  # gives back what the request held, in the thread that took it
        return response
