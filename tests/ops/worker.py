"""A Celery worker with a few jobs of its own. Run as `python -m tests.ops.worker <queue>`; asked for by test_celery."""

import os
import sys
import time

import django

PATIENCE = 180  # seconds


def register() -> None:
    """The jobs, here and in the process that asks for them."""
    from hlab.core import jobs
    from hlab.core.errors import RuleBroken

    @jobs.job("test.count")
    def count(progress, to):
        for done in range(1, to + 1):
            progress(done, to)

    @jobs.job("test.refuse")
    def refuse(progress):
        raise RuleBroken("Filen är tom.")

    @jobs.job("test.wait", retry=True)
    def wait(progress, file):
        """Until the file is there."""
        deadline = time.monotonic() + PATIENCE
        while not os.path.exists(file) and time.monotonic() < deadline:
            time.sleep(0.05)
        progress(1, 1, "filen kom")


if __name__ == "__main__":
    django.setup()
    from hlab.celery import app

    register()
    app.conf.task_default_queue = sys.argv[1]
    app.worker_main(["worker", "--pool=solo", "--loglevel=INFO", "--without-gossip", "--without-mingle"])
