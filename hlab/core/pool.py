"""A few daemon threads for jobs in the web process, and the one that says they are alive.

Not concurrent.futures: its threads are waited for when Python ends, and a long job would keep the server from
stopping. Ours end with the process, and the job is found again by its old sign of life.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from queue import SimpleQueue

import structlog
from django.conf import settings
from django.db import connections

log = structlog.get_logger("hlab.jobs")
BEAT = 10.0  # seconds between two signs of life
SWEEP = 30.0  # seconds between two looks for what others left

_lock = threading.Lock()
_queue: SimpleQueue = SimpleQueue()
_threads: list[threading.Thread] = []
_waiting: set = set()
_running: dict = {}
_keeper: threading.Thread | None = None
_sweep: Callable[[], None] | None = None


def submit(run: Callable, job_id) -> None:
    """Let one of the threads call run(job_id). What waits already is not put in line twice."""
    with _lock:
        if job_id in _waiting or job_id in _running:
            return
        _waiting.add(job_id)
        if len(_threads) < settings.JOBS_WORKERS:
            thread = threading.Thread(target=_work, name=f"hlab-job-{len(_threads)}", daemon=True)
            _threads.append(thread)
            thread.start()
    _queue.put((run, job_id))


def _work() -> None:
    while True:
        run, job_id = _queue.get()
        with _lock:
            _waiting.discard(job_id)
        _guarded(run, job_id)


def _guarded(call: Callable, *args) -> None:
    """A thread survives what it is asked to do, and holds no database connection while it waits."""
    try:
        call(*args)
    except Exception:
        log.error("thread of jobs", exc_info=True)
    finally:
        connections.close_all()


@contextmanager
def alive(job_id, sign: Callable):
    """While the block runs, sign([ids]) is called now and then, in this process's one keeper thread."""
    with _lock:
        _running[job_id] = sign
    _keep()
    try:
        yield
    finally:
        with _lock:
            _running.pop(job_id, None)


def keep_sweeping(sweep: Callable[[], None]) -> None:
    """Call sweep() at once and then now and then, in the keeper thread."""
    global _sweep
    _sweep = sweep
    _keep()


def _keep() -> None:
    global _keeper
    with _lock:
        if _keeper is None or not _keeper.is_alive():
            _keeper = threading.Thread(target=_keeper_loop, name="hlab-job-keeper", daemon=True)
            _keeper.start()


def _keeper_loop() -> None:
    swept = 0.0
    while True:
        if _sweep is not None and time.monotonic() - swept >= SWEEP:
            swept = time.monotonic()
            _guarded(_sweep)
        time.sleep(BEAT)
        with _lock:
            signs = {sign: [pk for pk, other in _running.items() if other is sign] for sign in _running.values()}
        for sign, ids in signs.items():
            _guarded(sign, ids)
