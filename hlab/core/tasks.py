"""Celery's way in to our jobs, and what Celery beat asks for now and then."""

from celery import shared_task
from django.utils import timezone

from hlab.core import housekeeping, jobs


@shared_task(name="hlab.core.run_job", acks_late=True, ignore_result=True)
def run_job(job_id: str) -> None:
    """Run one job; twice is once."""
    jobs.run(job_id)


@shared_task(name="hlab.core.sweep", ignore_result=True)
def sweep() -> None:
    """Begin again what a dead worker left, and hand out what the broker lost."""
    jobs.sweep()


@shared_task(name="hlab.core.housekeeping", ignore_result=True)
def clear_away() -> None:
    """All chores once."""
    housekeeping.run(timezone.now())
