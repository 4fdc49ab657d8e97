"""How much anyone may send, kept before it lies on our disk.

Django reads a whole request into a temporary file before any of our code is asked. This stands in front of it: what
says that it is too large is never read, and what grows too large without having said so is cut off there. Django
then gets an empty request that carries the mark OVER, and answers in words (`hlab.core.middleware.RulesInWords`).
"""

from __future__ import annotations

from django.conf import settings
from django.http.cookie import parse_cookie

OVER = "hlab.over"
_END = {"type": "http.request", "body": b"", "more_body": False}


def within_bounds(app):
    """ASGI: the application, with bodies no larger than `roof` allows."""

    async def bounded(scope, receive, send):
        most, taken, ended = roof(scope), 0, False
        scope[OVER] = _said(scope) > most

        async def counted():
            """The body up to the roof; after its end only that the visitor has left, while the rest is let go."""
            nonlocal taken, ended
            if scope[OVER] and not ended:
                ended = True
                return _END
            message = await receive()
            while ended and message["type"] == "http.request":
                message = await receive()
            if message["type"] != "http.request":
                return message
            taken += len(message.get("body", b""))
            scope[OVER] = taken > most
            ended = scope[OVER] or not message.get("more_body", False)
            return _END if scope[OVER] else message

        await app(scope, counted, send)

    return bounded


def roof(scope) -> int:
    """Bytes. Files are sent by those who have logged in; others send forms, and may send as much as a form holds."""
    sent = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    logged_in = settings.SESSION_COOKIE_NAME in parse_cookie(sent)
    return settings.MAX_REQUEST_BYTES if logged_in else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _said(scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length) if length.isdigit() and len(length) < 20 else 0
