"""The handler that answers each request in one thread, and the line of those who write on SQLite."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest
from django.core import signals
from django.db import OperationalError, connection, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path
from django.utils import translation

from hlab.core.handler import OneThread
from hlab.core.models import AuditEvent
from hlab.core.sqlite3 import base as line
from tests import factories

seen: list[str] = []


def plain(request):
    seen.append(threading.current_thread().name)
    if lang := request.GET.get("activate"):
        translation.activate(lang)
    return HttpResponse(translation.get_language())


def breaks(request):
    raise ZeroDivisionError


def pieces(request):
    return StreamingHttpResponse(iter(["ett ", "två ", "tre"]))


def slow(request):
    time.sleep(0.2)
    return HttpResponse("klar")


urlpatterns = [path("plain", plain), path("breaks", breaks), path("pieces", pieces), path("slow", slow)]
quiet = override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[], WEB_THREADS=2)


async def ask(app, path: str, query: str = "") -> tuple[int, bytes]:
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    await app(scope, receive, send)
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


@quiet
async def test_a_request_begins_and_ends_in_one_of_a_few_threads():
    ended = []

    def end(**_):
        ended.append(threading.current_thread().name)

    signals.request_finished.connect(end)
    try:
        seen.clear()
        app = OneThread()
        for _ in range(6):
            assert (await ask(app, "/plain"))[0] == 200
    finally:
        signals.request_finished.disconnect(end)
    assert ended == seen
    assert 1 <= len(set(seen)) <= 2
    assert all(name.startswith("web") for name in seen)


@quiet
async def test_what_one_request_chooses_does_not_stay_for_the_next_in_its_thread():
    with override_settings(WEB_THREADS=1):
        app = OneThread()
        assert (await ask(app, "/plain", "activate=en"))[1] == b"en"
        assert (await ask(app, "/plain"))[1] == b"sv"


@quiet
async def test_a_streamed_answer_comes_whole():
    assert await ask(OneThread(), "/pieces") == (200, "ett två tre".encode())


@quiet
async def test_a_view_that_breaks_is_answered():
    app = OneThread()
    app.raise_request_exception = False
    with override_settings(DEBUG_PROPAGATE_EXCEPTIONS=False):
        status, _body = await ask(app, "/breaks")
    assert status == 500


@quiet
async def test_more_than_there_are_threads_stand_in_line_and_the_loop_goes_on():
    app, began, ticks = OneThread(), time.monotonic(), 0

    async def tick():
        nonlocal ticks
        while True:
            await asyncio.sleep(0.01)
            ticks += 1

    ticking = asyncio.create_task(tick())
    answers = await asyncio.gather(*(ask(app, "/slow") for _ in range(4)))
    ticking.cancel()
    assert [status for status, _ in answers] == [200] * 4
    assert time.monotonic() - began > 0.39
    assert ticks > 2


# --- SQLite ------------------------------------------------------------------------------------

sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="gäller bara SQLite")


def note(what: str) -> None:
    AuditEvent.objects.create(at=factories.NOON, actor="system", act=what, subject="x:1")


def in_thread(act):
    """Run in a thread of its own, with its own connection."""

    def run():
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_who_waits_to_write_is_woken_when_the_one_before_is_done():
    holds = threading.Event()

    def first():
        with transaction.atomic():
            note("first")
            holds.set()
            time.sleep(0.3)

    def second():
        holds.wait(60)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")  # SQLite itself waits for nobody: only the line does
        with transaction.atomic():
            note("second")

    threads = [in_thread(first), in_thread(second)]
    for thread in threads:
        thread.join(60)
    assert list(AuditEvent.objects.order_by("pk").values_list("act", flat=True)) == ["first", "second"]


@sqlite_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", ["raise", "close", "set_rollback"])
def test_a_turn_is_given_back_however_a_transaction_ends(end):
    def leaves():
        try:
            with transaction.atomic():
                note("never")
                if end == "raise":
                    raise ZeroDivisionError
                if end == "close":
                    connection.close()
                else:
                    transaction.set_rollback(True)
        except ZeroDivisionError:
            pass

    in_thread(leaves).join(60)
    with transaction.atomic():
        note("after")
    assert list(AuditEvent.objects.values_list("act", flat=True)) == ["after"]


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_who_has_waited_too_long_is_told_so_and_takes_no_turn(monkeypatch):
    monkeypatch.setattr(line, "PATIENCE", 0.05)
    holds, go, told = threading.Event(), threading.Event(), []

    def first():
        with transaction.atomic():
            holds.set()
            go.wait(60)

    def second():
        holds.wait(60)
        try:
            with transaction.atomic():
                note("never")
        except OperationalError as error:
            told.append(str(error))

    thread = in_thread(first)
    in_thread(second).join(60)
    go.set()
    thread.join(60)
    assert told == ["database is locked"]
    with transaction.atomic():
        note("after")
