"""Celery in production. The tasks are the same jobs that the embedded site runs in its own threads.

One worker and one beat: `celery -A hlab worker` and `celery -A hlab beat`.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.base")
app = Celery("hlab", set_as_current=True)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_time_limit=900,
    task_soft_time_limit=840,
    worker_hijack_root_logger=False,
    worker_prefetch_multiplier=1,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"max_retries": 2, "interval_start": 0, "interval_step": 0.2},
    beat_schedule={
        "sweep": {"task": "hlab.core.sweep", "schedule": 60.0},
        "housekeeping": {"task": "hlab.core.housekeeping", "schedule": 3600.0},
    },
)
app.autodiscover_tasks(["hlab.core"])
