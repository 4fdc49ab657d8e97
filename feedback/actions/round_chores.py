"""What rounds do by themselves: close when their time is out, and are counted when no more paper is to come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from feedback.actions.rounds import close_round
from feedback.queries.rounds import rounds_out_of_time, rounds_to_count
from hlab.core.jobs import enqueue
from hlab.core.models import Job

JOB = "feedback.count_round"
AGAIN = timedelta(minutes=15)  # between two attempts at a round that could not be counted


def close_what_is_out(now: datetime) -> int:
    """Close every round whose time has passed. Twice is once. Returns how many."""
    due = list(rounds_out_of_time(now))
    for round in due:
        close_round(round=round, by=None, at=now)
    return len(due)


def queue_counting(now: datetime) -> int:
    """Ask for the counting of rounds whose last day for paper has passed, a job each. Returns how many there are."""
    due = list(rounds_to_count(localtime(now).date()))
    asked = {job.params.get("round") for job in Job.objects.filter(name=JOB, created_at__gt=now - AGAIN)}
    for round in due:
        if round.pk not in asked:
            enqueue(JOB, by=None, at=now, round=round.pk)
    return len(due)
