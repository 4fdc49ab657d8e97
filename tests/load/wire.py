"""HTTP over plain sockets, cheap enough to be a thousand phones on the cores that the server also uses.

No client library: one of those costs as much for each answer as the server does for making it. Loopback only.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
KEPT = 3.0  # seconds a connection may have been idle; uvicorn hangs up after five
PATIENCE = 30.0  # seconds for one answer
_known: dict[tuple[str, bytes], tuple[str, tuple]] = {}


@dataclass(frozen=True)
class Place:
    """Where the server is."""

    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Place:
        """ValueError when the address is not this machine: nobody else's server is put under load."""
        parts = urlsplit(url)
        if parts.hostname not in LOOPBACK:
            raise ValueError("only over the loopback")
        return cls(parts.hostname, parts.port or 80)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    """Cookies and one connection that is kept alive, as a browser has. Redirects are the caller's."""

    place: Place
    cookies: dict[str, str] = field(default_factory=dict)
    _line: tuple | None = None
    _used: float = 0.0

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path)

    async def post(self, path: str, form: dict) -> Answer:
        return await self._ask("POST", path, urlencode(form).encode())

    def close(self) -> None:
        if self._line:
            self._line[1].close()
            self._line = None

    async def _ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        """OSError, EOFError or TimeoutError when no whole answer came."""
        if self._line and time.monotonic() - self._used > KEPT:
            self.close()
        try:
            async with asyncio.timeout(PATIENCE):
                if not self._line:
                    self._line = await asyncio.open_connection(self.place.host, self.place.port)
                reader, writer = self._line
                writer.write(self._head(method, path, body) + body)
                answer = await self._read(reader)
        except BaseException:
            self.close()
            raise
        self._used = time.monotonic()
        if answer.headers.get("connection", "").lower() == "close":
            self.close()
        return answer

    def _head(self, method: str, path: str, body: bytes) -> bytes:
        origin = f"http://{self.place.host}:{self.place.port}"
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.place.host}:{self.place.port}", "Accept: text/html"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += [f"Origin: {origin}", f"Referer: {origin}{path}", f"Content-Length: {len(body)}"]
            lines.append("Content-Type: application/x-www-form-urlencoded")
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    async def _read(self, reader: asyncio.StreamReader) -> Answer:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in filter(None, head[1:]):
            name, _, value = line.partition(": ")
            if name.lower() == "set-cookie":
                self._keep(value)
            headers[name.lower()] = value
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int(await reader.readline(), 16):
                body += (await reader.readexactly(size + 2))[:-2]
            await reader.readline()
        else:
            body = await reader.readexactly(int(headers.get("content-length", 0)))
        return Answer(int(head[0].split(" ", 2)[1]), headers, body)

    def _keep(self, value: str) -> None:
        name, _, rest = value.partition("=")
        kept = rest.partition(";")[0]
        if kept in ("", '""') or "max-age=0" in value.lower():
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = kept


class Ear(asyncio.Protocol):
    """One phone's open stream. heard: (seconds on the monotonic clock, what came) for each piece; comes back by
    itself, from where it stood. what came: ((channel, order number), …) of the events of a wanted kind."""

    def __init__(self, place: Place, stream: str, kind: str):
        self.place, self.stream, self.kind = place, stream, kind
        self.heard: list[tuple[float, tuple]] = []
        self.position = ""
        self.cuts = self.refused = self.resets = 0
        self.open = asyncio.Event()
        self._rest = b""
        self._over = False
        self._transport: asyncio.Transport | None = None

    async def listen(self) -> Ear:
        """Connect, and wait for the first bytes."""
        await asyncio.get_running_loop().create_connection(lambda: self, self.place.host, self.place.port)
        async with asyncio.timeout(PATIENCE):
            await self.open.wait()
        return self

    def stop(self) -> None:
        self._over = True
        if self._transport:
            self._transport.abort()

    def connection_made(self, transport):
        self._transport, self._rest = transport, b""
        last = f"Last-Event-ID: {self.position}\r\n" if self.position else ""
        transport.write(
            f"GET {self.stream} HTTP/1.1\r\nHost: {self.place.host}:{self.place.port}\r\n{last}\r\n".encode()
        )

    def data_received(self, data):
        now = time.monotonic()
        if not self.open.is_set() or data.startswith(b"HTTP/1.1 "):
            if not data.startswith(b"HTTP/1.1 200"):
                self.refused += 1
            self.open.set()
        whole, mark, self._rest = (self._rest + data).rpartition(b"\n\n")
        if not mark:
            return
        key = (self.position, whole)
        if key not in _known:  # three hundred phones hear the same bytes: read once
            if len(_known) > 2_000:
                _known.clear()
            _known[key] = read_piece(self.position, whole, self.kind)
        self.position, came = _known[key]
        if came:
            self.heard.append((now, came))
        if b"event: reset" in whole:
            self.resets += 1

    def connection_lost(self, exc):
        if not self._over:
            self.cuts += 1
            asyncio.get_running_loop().call_later(0.2, self._again)

    def _again(self):
        task = asyncio.ensure_future(
            asyncio.get_running_loop().create_connection(lambda: self, self.place.host, self.place.port)
        )
        task.add_done_callback(lambda done: done.exception() and not self._over and self.connection_lost(None))


def read_piece(position: str, piece: bytes, kind: str) -> tuple[str, tuple]:
    """(position afterwards, ((channel, number), …)) of one piece of a stream, with HTTP's own chunk lines in it."""
    came = []
    for block in piece.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "id" not in fields:
            continue
        before, position = numbers(position), fields["id"]
        if fields.get("event") == kind:
            came += [(name, number) for name, number in numbers(position).items() if before.get(name, -1) < number]
    return position, tuple(came)


def numbers(position: str) -> dict[str, int]:
    """A position as {channel: order number}."""
    return {name: int(number) for name, _, number in (part.rpartition("=") for part in position.split(",") if part)}
