"""Celery's way in to our jobs."""

from celery import shared_task

from hlab.core import jobs


@shared_task(name="hlab.core.run_job", acks_late=True)
def run_job(job_id: str) -> None:
    """Run one job; twice is once."""
    jobs.run(job_id)
