"""Work that takes longer than a page. The same jobs run in a few threads of the web process, or on Celery."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core import health
from hlab.core.actions.audit import actor_ref
from hlab.core.errors import RuleBroken
from hlab.core.models import Job

log = structlog.get_logger("hlab.jobs")
_EVERY = 0.5  # seconds between two notes of progress


@dataclass(frozen=True)
class Work:
    run: Callable[..., Any]
    retry: bool


_works: dict[str, Work] = {}
_pool: ThreadPoolExecutor | None = None
_lock = threading.Lock()


def job(name: str, *, retry: bool = False):
    """Give a function a name that jobs are asked for by: f(progress, **params).

    retry: running it again after an interruption does no harm, so that is done at the next start.
    """

    def decorate(run):
        _works[name] = Work(run, retry)
        return run

    return decorate


def enqueue(name: str, *, by, at: datetime, **params) -> Job:
    """Ask for a job in the caller's transaction; it starts when that is committed. params: JSON."""
    if name not in _works:
        raise KeyError(name)
    row = Job.objects.create(name=name, params=params, asked_by=actor_ref(by), created_at=at)
    transaction.on_commit(lambda: start(row.pk))
    return row


def start(job_id) -> None:
    """Hand a queued job to Celery or to the pool of this process."""
    if settings.CELERY_BROKER_URL:
        from hlab.core.tasks import run_job

        run_job.delay(str(job_id))
    else:
        _threads().submit(_in_thread, job_id)


def _threads() -> ThreadPoolExecutor:
    global _pool
    with _lock:
        if _pool is None:
            _pool = ThreadPoolExecutor(settings.JOBS_WORKERS, thread_name_prefix="hlab-job")
        return _pool


def _in_thread(job_id) -> None:
    close_old_connections()
    try:
        run(job_id)
    finally:
        close_old_connections()


def run(job_id) -> None:
    """Run a queued job once. A second call for the same job, at the same time or later, does nothing."""
    mine = Job.objects.filter(pk=job_id, state=Job.State.QUEUED)
    if not mine.update(state=Job.State.RUNNING, started_at=timezone.now()):
        return
    row = Job.objects.get(pk=job_id)
    try:
        _works[row.name].run(_progress(row), **row.params)
    except RuleBroken as broken:
        _end(row, Job.State.FAILED, str(broken))
    except Exception as error:
        log.error("job failed", job=row.name, kind=type(error).__name__)
        _end(row, Job.State.FAILED, _("Något gick fel hos oss. Inget är ändrat. Försök igen."))
    else:
        _end(row, Job.State.DONE, "")


def _progress(row: Job):
    last = 0.0

    def progress(done: int, total: int, message: str = "") -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _EVERY or done >= total:
            last = now
            Job.objects.filter(pk=row.pk).update(done=done, total=total, message=message[:300])

    return progress


def _end(row: Job, state: str, message: str) -> None:
    fields = {"state": state, "ended_at": timezone.now()} | ({"message": message[:300]} if message else {})
    Job.objects.filter(pk=row.pk).update(**fields)


def recover() -> int:
    """At the start of the embedded site: what a dead process left running is marked, and begun again where that
    does no harm. Returns how many were begun again."""
    again = 0
    for row in Job.objects.filter(state__in=[Job.State.RUNNING, Job.State.QUEUED]):
        work = _works.get(row.name)
        if work is not None and (work.retry or row.state == Job.State.QUEUED):
            Job.objects.filter(pk=row.pk).update(state=Job.State.QUEUED, started_at=None)
            start(row.pk)
            again += 1
        else:
            Job.objects.filter(pk=row.pk).update(state=Job.State.INTERRUPTED, ended_at=timezone.now())
    return again


def _ready() -> bool | str:
    if settings.CELERY_BROKER_URL:
        from hlab.celery import app

        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    return True


health.register("jobs", _ready)
