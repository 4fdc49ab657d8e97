"""A proxy of the kind one meets in hospitals, in front of a server of the tests' own."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

PIECE = 65_536


class Proxy:
    """Relays each request on a connection of its own. mode: "pass"; "hold", which gives out an answer only when it has
    all of it (so a stream never); "cut", which hangs up `seconds` after an answer has begun. May be changed at any
    time. streams: how many streams were asked for; polls: how many times somebody asked without one."""

    def __init__(self, port: int, mode: str = "pass", seconds: float = 1.0):
        self.upstream, self.mode, self.seconds = port, mode, seconds
        self.streams = self.polls = 0
        self.port = 0
        self._up = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Proxy:
        self._thread.start()
        assert self._up.wait(10)
        return self

    def __exit__(self, *_) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(10)

    async def _run(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._up.set()
        await self._over.wait()
        server.close()  # asyncio.run cancels what is still being said

    async def _serve(self, reader, writer) -> None:
        above = None
        with suppress(OSError, asyncio.IncompleteReadError, TimeoutError):
            head = await reader.readuntil(b"\r\n\r\n")
            self.streams += b" /live/stream" in head
            self.polls += b" /live/poll" in head
            lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
            length = next((int(line[15:]) for line in lines if line.lower().startswith(b"content-length:")), 0)
            body = await reader.readexactly(length)
            above, up = await asyncio.open_connection("127.0.0.1", self.upstream)
            up.write(b"\r\n".join([lines[0], b"Connection: close", *lines[1:]]) + body)
            try:
                await self._relay(above, writer)
            finally:
                up.close()
        writer.close()

    async def _relay(self, above, writer) -> None:
        if self.mode == "hold":
            writer.write(await above.read())
            return
        piece = await above.read(PIECE)  # however long the site thinks: what is cut is what goes on being said
        async with asyncio.timeout(self.seconds if self.mode == "cut" else None):
            while piece:
                writer.write(piece)
                await writer.drain()
                piece = await above.read(PIECE)
