"""From `make run` in a fresh copy of the repository to its first page; and once more, with everything in place."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

from tests.site import free_port

ROOT = Path(__file__).resolve().parents[2]
NOT_COPIED = (".venv", "var", ".git", "__pycache__", "node_modules", ".*_cache", ".hypothesis")


def copy_to(folder: Path) -> None:
    """The repository as it stands, without environment and data."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_COPIED))


def first_page(folder: Path, within: float) -> float:
    """Seconds from `make run` in the folder until the start page has been read; the site is stopped again.

    Raises RuntimeError when no page came in time, with the last lines that were said.
    """
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "SITE_URL")}
    env |= {"PORT": str(port), "HLAB_DATA_DIR": str(folder / "var")}
    said = folder.parent / "run.log"
    with said.open("w") as log:
        began = time.monotonic()
        process = subprocess.Popen(
            ["make", "run"], cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            while time.monotonic() - began < within and process.poll() is None:
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
                        page.read()
                    return time.monotonic() - began
                except OSError:
                    time.sleep(0.05)
            raise RuntimeError(f"no page within {within:.0f} s:\n{said.read_text()[-1500:]}")
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
