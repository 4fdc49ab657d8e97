"""Kolada asked page by page: politely, no further than it goes, and on from where it stopped."""

from __future__ import annotations

import json
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

import pytest

from followup import kolada
from followup.actions import fetching, importing, looking
from followup.models import ExternalId, Observation, Snapshot
from hlab.core.errors import RuleBroken
from tests.factories import NOON, make_lab
from tests.followup.importing.sample import figure, kolada_page, kolada_row, make_followed
from tests.followup.sample import make_unit

REAL = {"kpi": "N00000", "unit": "0080"}


@contextmanager
def source(answer):
    """A source on this machine. answer(path, how many times it was asked, headers): (status, headers, body)."""
    asked: Counter = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked[self.path] += 1
            status, headers, body = answer(self.path, asked[self.path], self.headers)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def quick() -> tuple[kolada.Client, list[float]]:
    """A client whose pauses are only noted."""
    pauses: list[float] = []
    return kolada.Client(pause=pauses.append, clock=lambda: sum(pauses), chance=Random(1)), pauses


def ok(body: bytes, **headers):
    return 200, headers, body


def test_no_more_than_25_ids_in_a_part_of_an_address():
    kpis = [f"N{n:05}" for n in range(60)]
    found = kolada.addresses(kpis, [f"{n:04}" for n in range(312)], list(range(2000, 2027)))
    parts = [url.removeprefix(kolada.BASE).partition("?")[0].split("/")[3::2] for url in found]
    assert max(len(part.split(",")) for one in parts for part in one) == 25
    pairs = {(k, m, y) for k, m, y in ((a, b, c) for one in parts for a in one[0].split(",") for b in one[1].split(",")
                                       for c in one[2].split(","))}  # fmt: skip
    assert len(pairs) == 60 * 312 * 27 and len(found) == 3 * 13 * 2


def test_stops_at_an_empty_page_though_there_is_a_next_one():
    def answer(path, n, headers):
        at = int(path.partition("page=")[2] or 1)
        rows = [kolada_row(figure(at))] if at < 3 else []
        return ok(kolada_page(*rows, next_url=f"/x?page={at + 1}"))

    with source(answer) as (base, asked):
        assert len(list(kolada.follow(f"{base}/x", quick()[0].ask))) == 2
        assert len(asked) == 3


def test_stops_at_a_page_that_comes_again():
    with source(lambda path, n, headers: ok(kolada_page(kolada_row(figure(1)), next_url="/x?page=2"))) as (
        base,
        _asked,
    ):
        assert len(list(kolada.follow(f"{base}/x", quick()[0].ask))) == 1


def test_stops_where_the_pages_never_end():
    def answer(path, n, headers):
        at = int(path.partition("page=")[2] or 1)
        return ok(kolada_page(kolada_row(figure(at)), next_url=f"/x?page={at + 1}"))

    with source(answer) as (base, _asked), pytest.raises(kolada.GaveUp, match="too_many"):
        list(kolada.follow(f"{base}/x", quick()[0].ask, most=7))


@pytest.mark.parametrize("elsewhere", ["http://127.0.0.2/x", "file:///etc/hostname", "//example.se/x"])
def test_does_not_follow_to_another_place(elsewhere):
    page = kolada_page(kolada_row(figure(1)), next_url=elsewhere)
    with source(lambda *args: ok(page)) as (base, _asked), pytest.raises(kolada.GaveUp, match="elsewhere"):
        list(kolada.follow(f"{base}/x", quick()[0].ask))


def test_waits_longer_and_longer_and_as_long_as_it_is_told():
    def answer(path, n, headers):
        return (429, {"Retry-After": "7"}, b"") if n == 1 else (503, {}, b"") if n < 4 else ok(b"{}")

    client, pauses = quick()
    with source(answer) as (base, asked):
        assert client.ask(f"{base}/x").raw == b"{}"
    assert asked["/x"] == 4 and pauses[0] == 7 and pauses[1:] == sorted(pauses[1:]) and len(set(pauses)) == 3


def test_gives_up_with_a_status():
    with source(lambda *args: (503, {}, b"")) as (base, asked), pytest.raises(kolada.GaveUp) as gave_up:
        quick()[0].ask(f"{base}/x")
    assert gave_up.value.status == 503 and asked["/x"] == kolada.TRIES


def test_what_is_refused_is_not_asked_again():
    with source(lambda *args: (404, {}, b"")) as (base, asked), pytest.raises(kolada.GaveUp):
        quick()[0].ask(f"{base}/x")
    assert asked["/x"] == 1


def test_no_more_than_five_questions_a_second():
    client, pauses = quick()
    with source(lambda *args: ok(b"{}")) as (base, _asked):
        for n in range(11):
            client.ask(f"{base}/{n}")
    assert sum(pauses) >= 10 * kolada.APART - 1e-9


# --- With our own tables ----------------------------------------------------------------------


@pytest.fixture
def lab(db):
    lab = make_lab()
    make_followed(lab=lab, key="riktigt", code=REAL["kpi"])
    make_unit(code=REAL["unit"], name="Riktig region", is_demo=False)
    return lab


def begin(lab, base, years=(2023, 2024)):
    return fetching.begin_fetch(lab=lab, kpis=[REAL["kpi"]], years=list(years), base=base, by=None, at=NOON)


def two_pages(path, n, headers):
    second = "page=2" in path
    row = kolada_row(figure(40 + second), period=2024 - second, **REAL)
    return ok(kolada_page(row, next_url=None if second else path + "&page=2"))


def test_goes_on_where_it_stopped_and_keeps_what_came(lab):
    tired = True

    def answer(path, n, headers):
        return (503, {}, b"") if tired and "page=2" in path else two_pages(path, n, headers)

    with source(answer) as (base, asked):
        batch = begin(lab, base)
        with pytest.raises(RuleBroken, match="1 sida är hämtad"):
            fetching.fetch(batch=batch, by=None, at=NOON, client=quick()[0])
        tired = False
        assert begin(lab, base) == batch
        assert fetching.fetch(batch=batch, by=None, at=NOON, client=quick()[0]) == 2
        assert fetching.fetch(batch=batch, by=None, at=NOON, client=quick()[0]) == 2
    assert [n for path, n in asked.items() if "page=2" not in path] == [1]
    importing.read_in(batch=batch, prepared=looking.prepare(batch, NOON), by=None, at=NOON)
    assert sorted(Observation.objects.order_by("pk").values_list("value", flat=True)) == [40, 41]
    assert Snapshot.objects.count() == 2


def test_what_is_unchanged_is_not_sent_again(lab):
    def answer(path, n, headers):
        return (304, {}, b"") if headers.get("If-None-Match") == "v1" else ok(
            kolada_page(kolada_row(figure(40), **REAL)), ETag="v1"
        )  # fmt: skip

    with source(answer) as (base, _asked):
        for _twice in range(2):
            batch = begin(lab, base)
            fetching.fetch(batch=batch, by=None, at=NOON, client=quick()[0])
            done = importing.read_in(batch=batch, prepared=looking.prepare(batch, NOON), by=None, at=NOON)
    assert done.counts["same"] == 1 and Observation.objects.count() == 1


def test_what_cannot_be_asked_for_is_refused(lab):
    with pytest.raises(RuleBroken, match="Koladas kod N99999"):
        fetching.begin_fetch(lab=lab, kpis=["N99999"], years=[2024], by=None, at=NOON)
    with pytest.raises(RuleBroken, match="år mellan"):
        begin(lab, "http://127.0.0.1", years=[2199])
    with pytest.raises(RuleBroken, match="påhittade"):
        begin(make_lab(is_demo=True), "http://127.0.0.1")


def test_something_else_than_figures_is_said_in_words(lab):
    with source(lambda *args: ok(b"<html>")) as (base, _asked), pytest.raises(RuleBroken, match="något annat"):
        fetching.fetch(batch=begin(lab, base), by=None, at=NOON, client=quick()[0])


def test_an_indicator_that_is_gone_is_marked_and_one_without_figures_is_not(lab):
    make_followed(lab=lab, key="annat", code="N00001")
    rows = {"N00000": kolada_row(figure(40), **REAL)}

    def answer(path, n, headers):
        if "/data/" in path:
            return ok(kolada_page(rows["N00000"]))
        assert path.startswith("/kpi/N00001,N00002?")
        return ok(json.dumps({"values": [{"id": "N00001", "title": "Finns kvar"}]}).encode())

    make_followed(lab=lab, key="borta", code="N00002")
    with source(answer) as (base, _asked):
        batch = fetching.begin_fetch(
            lab=lab, kpis=["N00000", "N00001", "N00002"], years=[2024], base=base, by=None, at=NOON
        )
        fetching.fetch(batch=batch, by=None, at=NOON, client=quick()[0])
    gone = ExternalId.objects.filter(gone_at__isnull=False)
    assert [row.code for row in gone.order_by("pk")] == ["N00002"]


def test_no_figures_at_all_is_said(lab):
    empty = json.dumps({"values": []}).encode()
    with source(lambda *args: ok(empty)) as (base, _asked), pytest.raises(RuleBroken, match="inga värden"):
        fetching.fetch(batch=begin(lab, base), by=None, at=NOON, client=quick()[0])
