"""With a broker: asked for in this process, run by a real worker in another, and not lost when that one dies."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid
from datetime import timedelta

import pytest
import redis
from celery import Celery
from django.db import connection, transaction
from django.utils import timezone

import hlab.celery
from hlab.core import health, jobs
from hlab.core.models import Job
from tests.ops import worker as jobs_of_the_worker
from tests.site import ROOT, environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.redis]
State = Job.State


def test_database_url() -> str:
    """The database of this test, as another process would be told of it."""
    it = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{it['NAME']}"
    login = ":".join(filter(None, [it["USER"], it["PASSWORD"]]))
    place = it["HOST"] + (f":{it['PORT']}" if it["PORT"] else "")
    return f"postgresql://{login}{'@' if login else ''}{place}/{it['NAME']}"


test_database_url.__test__ = False


def point_at(monkeypatch, settings, url, queue="") -> None:
    """Let this process ask through another broker: a fresh app, because Celery keeps its connections."""
    app = Celery("test", broker=url, set_as_current=False)
    app.conf.update(task_default_queue=queue or "celery", broker_transport_options={"max_retries": 1})
    monkeypatch.setattr(hlab.celery, "app", app)
    settings.CELERY_BROKER_URL = url


@pytest.fixture
def broker(settings, monkeypatch, redis_url):
    """This process asks through the broker, in a queue of its own."""
    queue = f"hlab-test-{uuid.uuid4().hex[:8]}"
    monkeypatch.setattr(jobs, "_works", {})
    jobs_of_the_worker.register()
    point_at(monkeypatch, settings, redis_url, queue)
    yield queue
    redis.Redis.from_url(redis_url).delete(queue, f"_kombu.binding.{queue}")


@pytest.fixture
def start_worker(broker, redis_url, tmp_path):
    """start_worker() → a worker process on the same database and queue."""
    started = []

    def start():
        env = environment(
            tmp_path, "http://127.0.0.1", DATABASE_URL=test_database_url(), REDIS_URL=redis_url,
            CELERY_BROKER_URL=redis_url, LOG_LEVEL="INFO",
        )  # fmt: skip
        log = (tmp_path / "worker.log").open("a")
        command = [sys.executable, "-m", "tests.ops.worker", broker]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait(30)


def ask(name, **params):
    with transaction.atomic():
        return jobs.enqueue(name, by=None, at=timezone.now(), **params)


def wait_for(job, *states, within=180):
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        row = Job.objects.get(pk=job.pk)
        if row.state in states:
            return row
        time.sleep(0.1)
    raise AssertionError(f"{row.state} after {within} seconds")


def test_a_worker_runs_what_was_asked_for(start_worker, tmp_path):
    counted, refused = ask("test.count", to=30), ask("test.refuse")
    assert Job.objects.filter(state=State.QUEUED).count() == 2
    start_worker()
    row = wait_for(counted, State.DONE)
    assert (row.done, row.total) == (30, 30)
    assert wait_for(refused, State.FAILED).message == "Filen är tom."
    assert health.states()["jobs"] == "ok"
    assert "127.0.0.1:" not in (tmp_path / "worker.log").read_text().split("ready")[-1]


def test_a_worker_that_is_killed_loses_nothing(start_worker, tmp_path):
    file = tmp_path / "fil"
    first = start_worker()
    job = ask("test.wait", file=str(file))
    wait_for(job, State.RUNNING)
    first.kill()
    first.wait(30)
    file.touch()
    jobs.sweep()
    assert Job.objects.get(pk=job.pk).state == State.RUNNING  # a moment of silence is not death
    Job.objects.filter(pk=job.pk).update(seen_at=timezone.now() - timedelta(minutes=5))
    start_worker()
    jobs.sweep()
    assert wait_for(job, State.DONE).message == "filen kom"


def test_a_broker_that_is_away_is_not_ready(settings, broker, monkeypatch):
    point_at(monkeypatch, settings, "redis://127.0.0.1:1/0")
    job = ask("test.count", to=1)
    assert Job.objects.get(pk=job.pk).state == State.QUEUED
    said = health.states()["jobs"]
    assert said != "ok"
    assert "127.0.0.1" not in said
