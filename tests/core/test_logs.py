"""The log says where and what kind, never who or with which words."""

from __future__ import annotations

import io
import json
import logging
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import structlog
from django.test import Client

from hlab.settings.logs import logging_config
from tests.site import free_port

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = ("Anna", "811218", "@example", "hemlig", "203.0.113", "kod=", "minnes")


@pytest.fixture
def lines(settings):
    """lines() → what has been logged since, as a list of dictionaries, through the site's own configuration."""
    out = io.StringIO()
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    formatter = logging_config(json=True, level="DEBUG")["formatters"]["lines"]
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=formatter["processors"], foreign_pre_chain=formatter["foreign_pre_chain"]
        )
    )
    root.handlers, root.level = [handler], logging.INFO
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    root.handlers, root.level = before, level
    for secret in PRIVATE:
        assert secret not in out.getvalue()


def visit(address, **data):
    client = Client(raise_request_exception=False)
    headers = {"User-Agent": "hemlig webbläsare", "Referer": "http://testserver/?kod=hemlig"}
    return client.post(address, data, headers=headers, REMOTE_ADDR="203.0.113.9")


@pytest.mark.django_db
@pytest.mark.urls("tests.core.broken")
@pytest.mark.parametrize(("how", "error"), [("value", "ValueError"), ("database", "Error"), ("nested", "RuntimeError")])
def test_a_page_that_fails_is_logged_with_frames_and_without_words(lines, how, error):
    response = visit(f"/fel/{how}/?kod=hemlig&epost=anna@example.se", text="Anna Ek, minnesanteckning")
    failed = [line for line in lines() if line["event"] == "failed"]
    assert response.status_code == 500
    assert len(failed) == 1
    assert failed[0]["error"].endswith(error)
    assert any("tests/core/broken.py" in frame and "fails" in frame for frame in failed[0]["frames"])
    assert failed[0]["request_id"] == response["X-Request-ID"]
    assert failed[0]["route"] == "fel/<str:how>/"


@pytest.mark.django_db
@pytest.mark.urls("tests.core.broken")
@pytest.mark.parametrize("how", ["denied", "missing", "suspicious", "rule", "stale", "hemlig"])
def test_what_is_refused_is_one_line_with_the_pattern_of_the_address(lines, how):
    visit(f"/fel/{how}/?kod=hemlig", text="Anna")
    (line,) = lines()
    assert line["event"] == "request"
    assert line["method"] == "POST"
    assert line["route"] == "fel/<str:how>/"
    assert set(line) == {"event", "method", "route", "status", "ms", "request_id", "logger", "level", "timestamp"}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/hemlig/Anna/", "/ga-med/?kod=hemlig", "/konto/login/?next=/hemlig/"])
def test_an_address_is_never_written(lines, address):
    visit(address, login="anna@example.se", password="hemligt")
    assert [line["event"] for line in lines()] == ["request"]


@pytest.mark.django_db
def test_a_strange_host_is_quiet(lines, settings):
    settings.ALLOWED_HOSTS = ["halsolabb.example"]
    response = Client(headers={"Host": "hemlig.example"}).get("/healthz")
    assert response.status_code == 400
    assert {line["event"] for line in lines()} == {"request"}


def test_what_libraries_say_is_scrubbed(lines):
    try:
        raise ValueError("hemlig")
    except ValueError:
        logging.getLogger("asyncio").exception("Task %s from %s failed", "/led/?kod=hemlig", "203.0.113.9:4711")
    logging.getLogger("some.library").error("Sent to anna@example.se about 19811218-9876 from 2001:db8::1")
    first, second = lines()
    assert first["event"] == "Task /led/?[fråga] from [adress]:4711 failed"
    assert first["error"] == "ValueError"
    assert second["event"] == "Sent to [e-post] about [nummer] from [adress]"


def test_a_time_is_not_an_address(lines):
    logging.getLogger("some.library").error("Började 2026-11-24T01:02:03 och slutade 01:02:03, version 5.2.19")
    assert lines()[0]["event"] == "Började 2026-11-24T01:02:03 och slutade 01:02:03, version 5.2.19"


def test_a_request_id_from_outside_is_kept_only_when_it_looks_like_one(db):
    for sent, kept in [("abc-12345678", True), ("kort", False), ("a" * 65, False), ("Anna Ek hemlig", False)]:
        answer = Client(headers={"X-Request-ID": sent}).get("/healthz")
        assert (answer["X-Request-ID"] == sent) is kept


SERVER = """
from hlab.asgi import application as site

async def application(scope, receive, send):
    if scope["type"] == "http" and scope["path"] == "/krasch":
        raise RuntimeError("hemlig Anna anna@example.se")
    await site(scope, receive, send)
"""


def status_of(url) -> int:
    try:
        return urllib.request.urlopen(url, timeout=10).status
    except urllib.error.HTTPError as error:
        return error.code


def test_the_server_itself_writes_no_addresses_and_no_words(tmp_path):
    """uvicorn as it is started in RUNBOOK, but with its own access log left on."""
    (tmp_path / "crashing.py").write_text(SERVER)
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "hlab.settings.dev", "HLAB_DATA_DIR": str(tmp_path), "LOG_LEVEL": "INFO",
        "SECRET_KEY": "only-for-tests", "JOBS_WORKERS": "0", "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
        "REDIS_URL": "", "PYTHONPATH": f"{ROOT}:{tmp_path}",
    }  # fmt: skip
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "crashing:application", f"--port={port}"]
    server = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for _ in range(300):
            try:
                assert status_of(f"http://127.0.0.1:{port}/healthz?kod=hemlig") == 200
                break
            except OSError:
                assert server.poll() is None, server.stdout.read()
                time.sleep(0.1)
        assert status_of(f"http://127.0.0.1:{port}/krasch?kod=hemlig") == 500
    finally:
        server.terminate()
        written = server.communicate(timeout=20)[0]
    # What uvicorn says before it has loaded the site is its own and comes before any visitor.
    assert "route=healthz" in written
    assert "RuntimeError" in written
    assert "crashing.py" in written
    for secret in (*PRIVATE, "Traceback", "krasch?", "GET /"):
        assert secret not in written
