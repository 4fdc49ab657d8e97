"""Real server processes around one database of their own, of the vendor that this pass of the suite uses."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests import template
from tests.site import ROOT, environment, free_port

APP = "tests.live.app:application"


@dataclass
class Server:
    """One uvicorn process, or several workers. Starting again keeps the port."""

    folder: Path
    env: dict = field(repr=False)
    app: str = APP
    probe: str = "/ready"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return (self.folder / f"{self.port}.log").read_text()

    def start(self, *, wait: bool = True) -> Server:
        command = [sys.executable, "-m", "uvicorn", self.app, "--host=127.0.0.1", f"--port={self.port}"]
        command += ["--no-access-log"]
        with (self.folder / f"{self.port}.log").open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )
        return self.wait() if wait else self

    def wait(self, within: float = 120) -> Server:
        """Until it answers."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}{self.probe}", timeout=10):
                    return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"the server did not start:\n{self.log[-3000:]}")

    def kill(self) -> None:
        """As when the power goes."""
        self.process.kill()
        self.process.wait(20)

    def stop(self) -> None:
        """As when somebody asks it to end; who does not is killed, and then `process.returncode` says so."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(20)


@dataclass
class Redis:
    """A Redis server of the test's own, which it may kill."""

    binary: str
    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> Redis:
        import redis

        command = [self.binary, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(
            [*command, "--dir", str(self.folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        client = redis.Redis.from_url(self.url)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                client.ping()
                return self
            except redis.RedisError:
                time.sleep(0.05)
        raise AssertionError("redis-server did not start")

    def kill(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait(20)


def database_environment(folder: Path, url: str = "") -> dict:
    """Environment of processes that share one database: at the address, or in the folder."""
    env = environment(folder, "http://127.0.0.1", **({"DATABASE_URL": url} if url else {}))
    template.database(folder / "hlab.sqlite3", url)
    return env | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.live.small_settings"}
