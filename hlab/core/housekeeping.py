"""What must be cleared away now and then. Rooms register their own; each may run twice without harm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from hlab.core.models import Job

_chores: dict[str, Callable[[datetime], int]] = {}


def register(name: str, chore: Callable[[datetime], int]) -> None:
    """chore(now) removes what has had its time and returns how many rows that was."""
    _chores[name] = chore


def run(now: datetime) -> dict[str, int]:
    """All chores once: {name: rows removed}."""
    return {name: chore(now) for name, chore in _chores.items()}


def _old_jobs(now: datetime) -> int:
    return Job.objects.filter(ended_at__lt=now - timedelta(days=30)).delete()[0]


register("jobs", _old_jobs)
