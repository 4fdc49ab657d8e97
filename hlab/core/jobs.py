"""Work that takes longer than a page. The same jobs run in a few threads of the web process, or on Celery.

The row is the truth: whoever moves it from queued to running has the job, so that handing it out twice is harmless.
A job whose process has died is found by its old sign of life (`recover`), in this process or another.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core import health, housekeeping, pool
from hlab.core.actors import actor_ref
from hlab.core.errors import RuleBroken
from hlab.core.models import Job

log = structlog.get_logger("hlab.jobs")
State = Job.State
_EVERY = 0.5  # seconds between two notes of progress
_TOLD_APART = 3600  # seconds that progress is kept beside the row
_SILENT = timedelta(seconds=45)  # without a sign of life for this long, the process is gone
_MOST_ATTEMPTS = 3  # a job that takes its process with it is not begun for ever
_STUCK = timedelta(minutes=10)  # a queue that has not moved for this long is not well


@dataclass(frozen=True)
class Work:
    run: Callable[..., Any]
    retry: bool


_works: dict[str, Work] = {}


def job(name: str, *, retry: bool = False):
    """Give a function a name that jobs are asked for by: f(progress, **params).

    progress(done, total, message=""): how far it has come, shown to the one who asked; call it as often as you like.
    retry: running it again from the beginning after an interruption does no harm, so that is done by itself.
    The function manages its own transactions. It raises RuleBroken for what the one who asked can do something about.
    """

    def decorate(run):
        _works[name] = Work(run, retry)
        return run

    return decorate


def enqueue(name: str, *, by, at: datetime, **params) -> Job:
    """Ask for a job in the caller's transaction; it starts when that is committed.

    params: JSON, ids rather than texts. Raises KeyError for a name that no job has.
    """
    if name not in _works:
        raise KeyError(name)
    row = Job.objects.create(name=name, params=params, asked_by=actor_ref(by), created_at=at)
    transaction.on_commit(lambda: start(row.pk))
    return row


def start(job_id) -> None:
    """Hand a queued job to Celery or to the threads of this process. With JOBS_WORKERS=0 it runs before this returns.

    A broker that does not answer is no error here: the row stays queued, and `start_waiting` hands it out again.
    """
    if settings.CELERY_BROKER_URL:
        from hlab.celery import app

        try:
            app.send_task("hlab.core.run_job", [str(job_id)])
        except Exception as error:
            log.error("broker does not answer", kind=type(error).__name__)
    elif settings.JOBS_WORKERS:
        pool.submit(run, job_id)
    else:
        run(job_id)


def run(job_id) -> None:
    """Run a queued job once. A second call for the same job, at the same time or later, does nothing."""
    now = timezone.now()
    begun = {"state": State.RUNNING, "started_at": now, "seen_at": now, "attempts": F("attempts") + 1}
    if not Job.objects.filter(pk=job_id, state=State.QUEUED).update(**begun):
        return
    row = Job.objects.get(pk=job_id)
    try:
        with pool.alive(row.pk, _sign_of_life):
            _works[row.name].run(_progress(row), **row.params)
    except RuleBroken as broken:
        _end(row, State.FAILED, str(broken))
    except Exception:
        log.error("job failed", job=row.name, job_id=str(row.pk), exc_info=True)
        _end(row, State.FAILED, _("Något gick fel hos oss och arbetet blev inte klart. Försök igen om en stund."))
    else:
        _end(row, State.DONE)


def _progress(row: Job):
    last, outside, apart = 0.0, _depth(), False

    def progress(done: int, total: int, message: str = "") -> None:
        nonlocal last, apart
        now = time.monotonic()
        if now - last < _EVERY and done < total:
            return
        last = now
        if _depth() > outside:
            # In a transaction of the job's own nobody would see the row change before all of it is done, and the row
            # would be locked to the sign of life.
            apart = True
            cache.set(_beside(row), (done, total, message[:300]), _TOLD_APART)
            return
        _mine(row).update(done=done, total=total, message=message[:300], seen_at=timezone.now())
        if apart:
            apart = False
            cache.delete(_beside(row))

    return progress


def _depth() -> int:
    """How many transactions, and points to go back to, this thread is within."""
    return int(connection.in_atomic_block) + len(connection.savepoint_ids)


def _beside(row: Job) -> str:
    return f"job:{row.pk}:{row.attempts}"


def as_far(row: Job) -> Job:
    """The row with how far it has come, also what a transaction of its own keeps from the database for now."""
    if row.state == State.RUNNING and (told := cache.get(_beside(row))):
        row.done, row.total, row.message = told
    return row


def _mine(row: Job):
    """The row while this run has it: not when others took it for dead and began again."""
    return Job.objects.filter(pk=row.pk, state=State.RUNNING, started_at=row.started_at)


def _end(row: Job, state: str, message: str = "") -> None:
    fields = {"state": state, "ended_at": timezone.now()} | ({"message": message[:300]} if message else {})
    _mine(row).update(**fields)


def _sign_of_life(ids) -> None:
    Job.objects.filter(pk__in=ids, state=State.RUNNING).update(seen_at=timezone.now())


def recover(now: datetime) -> int:
    """Mark the jobs whose process is gone: queued again where that does no harm and has not been tried too often,
    else interrupted. Returns how many."""
    gone = Job.objects.filter(state=State.RUNNING, seen_at__lt=now - _SILENT)
    again = [name for name, work in _works.items() if work.retry]
    fresh = {"started_at": None, "seen_at": None, "done": 0, "message": ""}
    count = gone.filter(name__in=again, attempts__lt=_MOST_ATTEMPTS).update(state=State.QUEUED, **fresh)
    return count + gone.update(
        state=State.INTERRUPTED, ended_at=now, message=_("Arbetet avbröts innan det var klart. Be om det på nytt.")
    )


def start_waiting() -> None:
    """Hand out every queued job whose name is known here; those that are in hand already are not harmed by it."""
    queued = Job.objects.filter(state=State.QUEUED, name__in=list(_works)).order_by("created_at")
    for pk in queued.values_list("pk", flat=True):
        start(pk)


def sweep() -> None:
    """What a process that runs jobs does now and then."""
    recover(timezone.now())
    housekeeping.run_often(timezone.now())
    start_waiting()


def wake() -> None:
    """At the start of a web process: look now and then for jobs that a dead process left, where Celery does not."""
    if not settings.CELERY_BROKER_URL and settings.JOBS_WORKERS:
        pool.keep_sweeping(sweep)


def _ready() -> bool | str:
    if settings.CELERY_BROKER_URL:
        from hlab.celery import app

        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    stuck = Job.objects.filter(state=State.QUEUED, created_at__lt=timezone.now() - _STUCK).exists()
    return "kön står still" if stuck else True


health.register("jobs", _ready)
