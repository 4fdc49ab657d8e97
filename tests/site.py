"""A real site for browser stories: its own processes, database and data folder, with the example lab in it.

E2E_DATABASE_URL, E2E_REDIS_URL and E2E_WORKERS choose what stands behind it; without them it is what `make run`
gives: SQLite and one process. The database named by E2E_DATABASE_URL is dropped and made anew.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import need, template

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60


@dataclass
class Site:
    """url: where it answers. folder: its data. facts: what `manage.py seed --facts` says (log-ins, join code)."""

    url: str
    folder: Path
    env: dict = field(repr=False)
    process: subprocess.Popen = field(repr=False)
    facts: dict = field(default_factory=dict, repr=False)

    def manage(self, *args: str) -> str:
        """Run a management command on the site's own database; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *args], cwd=ROOT, env=self.env, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, f"manage.py {' '.join(args)}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    @property
    def log(self) -> str:
        return (self.folder / "site.log").read_text()

    def stop(self) -> None:
        """End the site and whatever processes it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(5)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
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
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    site = Site(url=url, folder=folder, env=environment(folder, url, **extra), process=None)
    template.database(folder / "hlab.sqlite3", extra.get("DATABASE_URL", ""))
    if seed:
        site.facts = json.loads(site.manage("seed", "--if-empty", "--facts").splitlines()[-1])
    command = [sys.executable, "-m", "uvicorn", "hlab.asgi:application", "--host=127.0.0.1", f"--port={port}"]
    command += ["--no-access-log", "--no-proxy-headers", "--timeout-graceful-shutdown=2", f"--workers={workers}"]
    with (folder / "site.log").open("w") as log:
        site.process = subprocess.Popen(
            command, cwd=ROOT, env=site.env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if site.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:
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
def site(site_options, tmp_path_factory):
    """The site with the example lab, shared by the stories of this run. Stories make their own sessions in it."""
    running = launch(tmp_path_factory.mktemp("site"), **site_options)
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
