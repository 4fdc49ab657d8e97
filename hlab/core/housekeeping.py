"""What must be cleared away now and then. Rooms register their own; each may run twice without harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from hlab.core.models import Job

log = structlog.get_logger("hlab.housekeeping")
_chores: dict[str, Callable[[datetime], int]] = {}
_often: set[str] = set()


def register(name: str, chore: Callable[[datetime], int], *, often: bool = False) -> None:
    """chore(now) removes what has had its time and returns how many rows that was.

    often: every minute too, with the sweep of the jobs, because somebody waits for it.
    """
    _chores[name] = chore
    if often:
        _often.add(name)


def run(now: datetime) -> dict[str, int | None]:
    """All chores once: {name: rows removed}, None for one that failed. One that fails does not stop the others."""
    return {name: _do(name, chore, now) for name, chore in _chores.items()}


def run_often(now: datetime) -> dict[str, int | None]:
    """The chores that somebody waits for."""
    return {name: _do(name, chore, now) for name, chore in _chores.items() if name in _often}


def _do(name: str, chore: Callable[[datetime], int], now: datetime) -> int | None:
    try:
        with transaction.atomic():
            return chore(now)
    except Exception:
        log.error("chore failed", chore=name, exc_info=True)
        return None


def _old_jobs(now: datetime) -> int:
    return Job.objects.filter(ended_at__lt=now - timedelta(days=30)).delete()[0]


register("jobs", _old_jobs)
