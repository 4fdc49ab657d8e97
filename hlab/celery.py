"""Celery in production. The tasks are the same jobs that the embedded site runs in its own threads."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.base")
app = Celery("hlab")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(task_acks_late=True, task_time_limit=900, task_soft_time_limit=840, worker_hijack_root_logger=False)
app.autodiscover_tasks(["hlab.core"])
