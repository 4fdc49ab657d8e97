"""A file sent in parts, so that a phone can seek in a sound and go on after a break."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpResponse, StreamingHttpResponse

PIECE = 64 * 1024


def answer_in_parts(request, file, content_type: str, *, headers: dict[str, str]):
    """The file of a row, whole or the one range that was asked for. Http404 when it is not in its place."""
    try:
        size = file.size
    except OSError as gone:
        raise Http404 from gone
    headers = headers | {
        "Accept-Ranges": "bytes", "X-Content-Type-Options": "nosniff", "Content-Disposition": "inline",
    }  # fmt: skip
    try:
        part = asked_range(request.headers.get("Range", ""), size)
    except ValueError:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    first, last = part or (0, size - 1)
    headers["Content-Length"] = str(last - first + 1)
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    pieces = _pieces(file, first, last - first + 1) if request.method == "GET" else iter(())
    return StreamingHttpResponse(
        _without_waiting(pieces) if isinstance(request, ASGIRequest) else pieces,
        status=206 if part else 200, content_type=content_type, headers=headers,
    )  # fmt: skip


def _pieces(stored, first: int, length: int) -> Iterator[bytes]:
    """The file from a byte on, a little at a time: three hundred phones may listen at once."""
    with stored.storage.open(stored.name) as file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece


async def _without_waiting(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """The same for a server where one slow disk must not keep everybody."""
    while piece := await asyncio.to_thread(next, pieces, b""):
        yield piece


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """(first, last) byte of one range that a player asks for ("bytes=0-", "bytes=-500"), within a file of this size.

    None when the whole is to be sent: no range, several, or one that is none (RFC 9110 §14.2 lets it be passed over).
    ValueError when it lies beyond the file.
    """
    unit, _, asked = header.strip().partition("=")
    first, dash, last = asked.strip().partition("-")
    if unit.strip().lower() != "bytes" or not dash or not all(_is_number(part) for part in (first, last)):
        return None
    if not first:
        if not last:
            return None
        if not int(last) or not size:
            raise ValueError("nothing of the file")
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise ValueError("beyond the file")
    return int(first), min(int(last) if last else size - 1, size - 1)


def _is_number(text: str) -> bool:
    return not text or (text.isascii() and text.isdecimal() and len(text) < 16)
