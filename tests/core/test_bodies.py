"""What is too large is refused before it lies on the disk, in words, however it is sent."""

from __future__ import annotations

import asyncio
import tempfile

import pytest
from django.core.asgi import get_asgi_application

from hlab.core import bodies
from hlab.core.bodies import within_bounds

PIECE = b"a" * 100_000


class Sender:
    """One request driven by hand. pieces: how many are sent, one for each time the application asks."""

    def __init__(self, pieces: int, headers=(), path="/ga-med/"):
        self.left, self.asked, self.status, self.body = pieces, 0, 0, b""
        self.done = asyncio.Event()
        self.scope = {
            "type": "http", "http_version": "1.1", "method": "POST", "path": path, "raw_path": path.encode(),
            "query_string": b"", "root_path": "", "scheme": "http", "server": ("testserver", 80),
            "client": ("192.0.2.7", 1), "extensions": {},
            "headers": [
                (b"host", b"testserver"), (b"content-type", b"application/x-www-form-urlencoded"), *headers,
            ],
        }  # fmt: skip

    async def receive(self):
        self.asked += 1
        if self.left:
            self.left -= 1
            return {"type": "http.request", "body": PIECE, "more_body": self.left > 0}
        await self.done.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                self.done.set()


@pytest.fixture
def written(monkeypatch):
    """Bytes that Django has put into temporary files."""
    sizes = []

    class Watched(tempfile.SpooledTemporaryFile):
        def write(self, data):
            sizes.append(len(data))
            return super().write(data)

    monkeypatch.setattr(tempfile, "SpooledTemporaryFile", Watched)
    return sizes


async def sent(*args, **kwargs) -> Sender:
    sender = Sender(*args, **kwargs)
    await asyncio.wait_for(within_bounds(get_asgi_application())(sender.scope, sender.receive, sender.send), 20)
    return sender


def assert_told(sender: Sender):
    page = sender.body.decode()
    assert sender.status == 413
    assert "För mycket på en gång" in page and "inget är sparat" in page and "<h1" in page


async def test_what_says_that_it_is_too_large_is_not_read(written):
    sender = await sent(600, headers=[(b"content-length", b"60000000")])
    assert_told(sender)
    assert sum(written) == 0


async def test_what_grows_too_large_without_saying_so_is_cut_off(written, settings):
    sender = await sent(3000, headers=[(b"transfer-encoding", b"chunked")])
    assert_told(sender)
    assert sum(written) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


async def test_nor_is_a_small_number_believed(written, settings):
    sender = await sent(3000, headers=[(b"content-length", b"10")])
    assert_told(sender)
    assert sum(written) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE


@pytest.mark.django_db(transaction=True)
async def test_files_are_for_those_who_have_logged_in_and_have_a_roof_too(written, settings):
    settings.MAX_REQUEST_BYTES = 3_000_000
    cookie = (b"cookie", b"hlab_kvitto=x; hlab_session=abc")
    whole = await sent(25, headers=[cookie, (b"content-type", b"multipart/form-data; boundary=x")])
    assert whole.status != 413 and sum(written) == 2_500_000
    assert_told(await sent(31, headers=[cookie]))
    assert_told(await sent(1, headers=[cookie, (b"content-length", b"3000001")]))


@pytest.mark.parametrize("length", [b"", b"x", b"-5", b"1" * 30, "²".encode()])
def test_an_odd_length_says_nothing(length):
    assert bodies._said({"headers": [(b"content-length", length)]}) == 0


async def test_an_ordinary_body_arrives_whole():
    got = []

    async def app(scope, receive, send):
        message = await receive()
        got.append(message["body"])
        while message["more_body"]:
            message = await receive()
            got.append(message["body"])
        got.append((await receive())["type"])

    sender = Sender(3)
    sender.done.set()
    await within_bounds(app)(sender.scope, sender.receive, sender.send)
    assert got == [PIECE, PIECE, PIECE, "http.disconnect"]
