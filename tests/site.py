"""A real site for browser stories: its own processes, database and data folder, with the example lab in it.

E2E_DATABASE_URL, E2E_REDIS_URL and E2E_WORKERS choose what stands behind it; without them it is what `make run`
gives: SQLite and one process. The database named by E2E_DATABASE_URL is dropped and made anew.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests import need, template

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 180
# Reads one line of JSON after the other: Python to run. Answers with what it printed, and how it failed.
HAND = """
import contextlib, io, json, sys, traceback
import django
django.setup()
from django.db import connections
for line in sys.stdin:
    said, fault = io.StringIO(), ""
    try:
        with contextlib.redirect_stdout(said):
            exec(compile(json.loads(line), "a story", "exec"), {"__name__": "story"})
    except BaseException:
        fault = traceback.format_exc()
    connections.close_all()
    print(json.dumps([said.getvalue(), fault]), flush=True)
"""
_held: list[socket.socket] = []


@dataclass
class Site:
    """url: where it answers. folder: its data. facts: what `manage.py seed --facts` says (log-ins, join code). began:
    when there was nothing in it but the example."""

    url: str
    folder: Path
    env: dict = field(repr=False)
    process: subprocess.Popen = field(repr=False)
    facts: dict = field(default_factory=dict, repr=False)
    began: datetime | None = None
    _hand: subprocess.Popen | None = field(default=None, repr=False)

    def manage(self, *args: str) -> str:
        """Run a management command on the site's own database; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *args], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=600
        )
        assert done.returncode == 0, f"manage.py {' '.join(args)}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def run(self, code: str) -> str:
        """Run Python with the site's own acts, on its database; what it printed.

        One process does it for all the stories: to load the site takes longer than most of what they ask for.
        """
        if self._hand is None:
            with (self.folder / "hand.log").open("w") as log:
                self._hand = subprocess.Popen(
                    [sys.executable, "-c", HAND], cwd=ROOT, env=self.env, text=True, start_new_session=True,
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                )  # fmt: skip
        self._hand.stdin.write(json.dumps(code) + "\n")
        self._hand.stdin.flush()
        answer = self._hand.stdout.readline()
        assert answer, (self.folder / "hand.log").read_text()[-4000:]
        said, fault = json.loads(answer)
        assert not fault, f"{code}\n{fault}"
        return said

    @property
    def log(self) -> str:
        return (self.folder / "site.log").read_text()

    def stop(self) -> None:
        """End the site and whatever processes it started."""
        if self._hand is not None:
            self._hand.kill()
            self._hand.wait()
            self._hand = None
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(5)


def free_port() -> int:
    """A port that is ours until this process ends: a server may be started there, killed, and started again.

    The number alone would be a race, since others ask for one at the same time and every connection takes one too.
    A socket that is bound and does not listen keeps the number: nobody else is given it, and a server that says
    SO_REUSEADDR (all of ours do) may listen there.
    """
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", 0))
    _held.append(sock)
    return sock.getsockname()[1]


def environment(folder: Path, url: str, **extra: str) -> dict:
    """The environment of a site of one's own: nothing is taken over from a site that may be running."""
    ours = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "SECRET_KEY", "RECEIPT_KEY", "SITE_URL", "DEBUG")
    env = {name: value for name, value in os.environ.items() if name not in ours}
    return env | {
        "DJANGO_SETTINGS_MODULE": "hlab.settings.dev",
        "HLAB_DATA_DIR": str(folder),
        "SECRET_KEY": "only-for-tests-" * 4,
        "SITE_URL": url,
        **extra,
    }


def launch(folder: Path, *, workers: int = 1, seed: bool = True, **extra: str) -> Site:
    """Make the database, put in the example lab and start the site; returns when it answers."""
    site = _at_a_port(folder, **extra)
    template.database(folder / "hlab.sqlite3", extra.get("DATABASE_URL", ""))
    if seed:
        site.facts = json.loads(_seed(site))
    return _start(site, workers)


def launch_a_copy(folder: Path, seeded: Path) -> Site:
    """The same on SQLite, with the example lab that lies in another folder."""
    shutil.copytree(seeded, folder, dirs_exist_ok=True)
    site = _at_a_port(folder)
    site.facts = json.loads((folder / "facts.json").read_text())
    connection = sqlite3.connect(folder / "hlab.sqlite3")
    with connection:
        connection.execute("UPDATE wagtailcore_site SET port = ?", [int(site.url.rpartition(":")[2])])
    connection.close()
    return _start(site, 1)


def seeded_once(shared: Path) -> Path:
    """A folder with the example lab in it, on SQLite. Whoever comes first of those who share makes it."""
    made = shared / "seeded"
    with (shared / "seeded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "facts.json").exists():
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            template.database(made / "hlab.sqlite3")
            facts = _seed(_at_a_port(made))
            (made / "facts.json").write_text(facts)
    return made


def _at_a_port(folder: Path, **extra: str) -> Site:
    url = f"http://127.0.0.1:{free_port()}"
    return Site(url=url, folder=folder, env=environment(folder, url, **extra), process=None)


def _seed(site: Site) -> str:
    return site.manage("seed", "--if-empty", "--facts").splitlines()[-1]


def _start(site: Site, workers: int) -> Site:
    site.began = datetime.now(UTC)
    port = site.url.rpartition(":")[2]
    command = [sys.executable, "-m", "uvicorn", "hlab.asgi:application", "--host=127.0.0.1", f"--port={port}"]
    command += ["--no-access-log", "--no-proxy-headers", "--timeout-graceful-shutdown=2", f"--workers={workers}"]
    with (site.folder / "site.log").open("w") as log:
        site.process = subprocess.Popen(
            command, cwd=ROOT, env=site.env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if site.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{site.url}/healthz", timeout=10) as answer:
                if answer.status == 200:
                    return site
        except OSError:
            time.sleep(0.1)
    site.stop()
    raise AssertionError(f"The site did not start:\n{site.log[-4000:]}")


@pytest.fixture(scope="session")
def site_options() -> dict:
    """What stands behind the site in this pass: keywords for `launch`."""
    options: dict = {"workers": int(os.environ.get("E2E_WORKERS", "1"))}
    if url := os.environ.get("E2E_DATABASE_URL"):
        options["DATABASE_URL"] = url
    if url := os.environ.get("E2E_REDIS_URL"):
        options["REDIS_URL"] = url
    return options


@pytest.fixture(scope="session")
def site(site_options, tmp_path_factory, worker_id):
    """The site with the example lab, shared by the stories of this worker. Stories make their own sessions in it."""
    folder = tmp_path_factory.mktemp("site")
    if worker_id == "master" or site_options != {"workers": 1}:
        running = launch(folder, **site_options)
    else:
        running = launch_a_copy(folder, seeded_once(tmp_path_factory.getbasetemp().parent))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict:
    """pytest-playwright: the Chromium that is installed here; without one the story is skipped with the reason."""
    path = need.browser_path()
    if path is None:
        need.missing("browser", "ingen Chromium hittades (installera Debians chromium, eller sätt HLAB_BROWSER)")
    return {"executable_path": path, "args": need.BROWSER_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_type_launch_args, site) -> dict:
    """pytest-playwright: a Swedish reader on this site; `page.goto("/ga-med/")` is enough."""
    return {"base_url": site.url, "locale": "sv-SE", "timezone_id": "Europe/Stockholm"}


@pytest.fixture
def phone_args(browser, browser_context_args) -> dict:
    """Arguments of a context the size of a phone: `browser.new_context(**phone_args)`."""
    return browser_context_args | {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
