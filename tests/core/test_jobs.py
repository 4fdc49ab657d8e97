"""Jobs: asked for in a transaction, run once, followed, and found again when their process dies."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hlab.core import health, jobs, pool
from hlab.core.errors import RuleBroken
from hlab.core.models import Job
from tests import factories

State = Job.State


@pytest.fixture
def work(monkeypatch):
    """work(run, retry=False) → name of a job that runs it."""
    monkeypatch.setattr(jobs, "_works", {})

    def make(run, retry=False):
        name = f"test.{uuid.uuid4().hex[:8]}"
        jobs.job(name, retry=retry)(run)
        return name

    return make


def ask(name, by=None, **params):
    return jobs.enqueue(name, by=by, at=timezone.now(), **params)


def row(job):
    return Job.objects.get(pk=job.pk)


def until(what):
    """Wait for another thread, but not for ever."""
    for _ in range(1200):
        if what():
            return
        threading.Event().wait(0.05)
    raise AssertionError("nothing happened within a minute")


def wait_for(job, *states):
    until(lambda: row(job).state in states)
    return row(job)


def left_running(name, *, seconds_ago):
    """A job as a process that died would leave it."""
    seen = timezone.now() - timedelta(seconds=seconds_ago)
    return Job.objects.create(
        name=name, asked_by="system", state=State.RUNNING, created_at=seen, started_at=seen, seen_at=seen
    )


# --- Asking and running -------------------------------------------------------------------------


def test_starts_when_the_transaction_is_committed_and_not_before(db, work, django_capture_on_commit_callbacks):
    ran = []
    name = work(lambda progress, **params: ran.append(params))
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(name, by=factories.make_user(), word="hej")
        assert ran == []
        assert row(job).state == State.QUEUED
    assert ran == [{"word": "hej"}]
    assert row(job).state == State.DONE
    assert row(job).ended_at is not None


def test_what_is_rolled_back_is_never_run(transactional_db, work):
    ran = []
    name = work(lambda progress: ran.append(1))
    with pytest.raises(ZeroDivisionError), transaction.atomic():  # noqa: PT012
        ask(name)
        raise ZeroDivisionError
    assert ran == []
    assert not Job.objects.exists()


def test_an_unknown_name_is_refused_at_once(db, work):
    with pytest.raises(KeyError):
        ask("no.such")
    assert not Job.objects.exists()


def test_running_the_same_job_twice_does_nothing_more(db, work):
    ran = []
    job = ask(work(lambda progress: ran.append(1)))
    jobs.run(job.pk)
    jobs.run(job.pk)
    jobs.run(uuid.uuid4())
    assert ran == [1]


def test_two_at_the_same_moment_run_it_once(transactional_db, work):
    ran, go = [], threading.Barrier(4)
    job = Job.objects.create(name=work(lambda progress: ran.append(1)), asked_by="system", created_at=timezone.now())

    def race():
        go.wait()
        pool._guarded(jobs.run, job.pk)

    threads = [threading.Thread(target=race) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert ran == [1]


def test_progress_is_noted_but_not_each_time(db, work, django_assert_max_num_queries):
    def run(progress):
        for done in range(1, 501):
            progress(done, 500, f"rad {done}")

    job = ask(work(run))
    with django_assert_max_num_queries(12):
        jobs.run(job.pk)
    assert (row(job).done, row(job).total, row(job).message) == (500, 500, "rad 500")


def test_progress_within_a_transaction_of_the_job_is_seen_before_it_is_over(db, work):
    seen = []

    def run(progress):
        progress(1, 4, "läser")
        with transaction.atomic():
            progress(4, 4, "skriver")
            there = Job.objects.get()
            seen.append((there.done, there.message))
            told = jobs.as_far(there)
            seen.append((told.done, told.message))
        progress(4, 4, "klart")
        seen.append(jobs.as_far(Job.objects.get()).message)

    job = ask(work(run))
    jobs.run(job.pk)
    # Within it the row is neither changed nor locked to others; what is told stands beside it.
    assert seen == [(1, "läser"), (4, "skriver"), "klart"]
    assert jobs.as_far(row(job)).message == "klart"


def test_what_was_told_within_a_transaction_that_failed_is_not_the_end(db, work):
    def run(progress):
        with transaction.atomic():
            progress(4, 4, "skriver")
            raise RuleBroken("Inget är inläst.")

    job = ask(work(run))
    jobs.run(job.pk)
    assert jobs.as_far(row(job)).message == "Inget är inläst."


# --- When it does not go well ---------------------------------------------------------------------


def test_a_broken_rule_is_told_in_its_own_words(db, work):
    def run(progress):
        raise RuleBroken("Filen saknar kolumnen text.")

    job = ask(work(run))
    jobs.run(job.pk)
    assert (row(job).state, row(job).message) == (State.FAILED, "Filen saknar kolumnen text.")


def test_any_other_error_is_told_without_what_it_says(db, work):
    def run(progress):
        raise ValueError("Anna Svensson, anna@exempel.se")

    job = ask(work(run))
    jobs.run(job.pk)
    assert row(job).state == State.FAILED
    assert row(job).message.endswith(".")
    assert "nna" not in row(job).message


def test_a_job_whose_function_is_gone_fails_in_plain_words(db, work):
    job = Job.objects.create(name="gone", asked_by="system", created_at=timezone.now())
    jobs.run(job.pk)
    assert row(job).state == State.FAILED


# --- When the process dies ------------------------------------------------------------------------


def test_what_a_dead_process_left_is_begun_again_when_that_does_no_harm(db, work):
    ran = []
    left = left_running(work(lambda progress: ran.append(1), retry=True), seconds_ago=120)
    jobs.sweep()
    assert ran == [1]
    assert row(left).state == State.DONE


def test_a_job_that_takes_its_process_with_it_is_not_begun_for_ever(db, work):
    ran = []
    left = left_running(work(lambda progress: ran.append(1), retry=True), seconds_ago=120)
    Job.objects.filter(pk=left.pk).update(attempts=3)
    jobs.sweep()
    assert ran == []
    assert row(left).state == State.INTERRUPTED


def test_what_a_dead_process_left_is_else_said_to_be_interrupted(db, work):
    ran = []
    left = left_running(work(lambda progress: ran.append(1)), seconds_ago=120)
    jobs.sweep()
    assert ran == []
    assert row(left).state == State.INTERRUPTED
    assert row(left).ended_at is not None
    assert row(left).message


def test_a_job_that_lives_in_another_process_is_left_alone(db, work):
    alive = left_running(work(lambda progress: None, retry=True), seconds_ago=20)
    jobs.sweep()
    assert row(alive).state == State.RUNNING


def test_what_was_queued_when_the_process_died_is_run(db, work):
    ran = []
    name = work(lambda progress: ran.append(1))
    Job.objects.create(name=name, asked_by="system", created_at=timezone.now())
    jobs.sweep()
    jobs.sweep()
    assert ran == [1]


def test_a_run_that_was_taken_for_dead_cannot_end_the_new_one(db, work):
    """The first run wakes up after another process has begun the job again."""

    def run(progress):
        Job.objects.filter(pk=job.pk).update(started_at=timezone.now() + timedelta(seconds=1), done=7)
        progress(1, 1, "gammalt")

    job = ask(work(run, retry=True))
    jobs.run(job.pk)
    assert (row(job).state, row(job).done, row(job).message) == (State.RUNNING, 7, "")


def test_a_long_job_gives_signs_of_life(transactional_db, work, monkeypatch):
    monkeypatch.setattr(pool, "BEAT", 0.1)
    monkeypatch.setattr(pool, "_keeper", None)
    done = threading.Event()
    name = work(lambda progress: done.wait(60))
    job = Job.objects.create(name=name, asked_by="system", created_at=timezone.now())
    old = timezone.now() - timedelta(hours=1)
    thread = threading.Thread(target=pool._guarded, args=(jobs.run, job.pk))
    thread.start()
    try:
        wait_for(job, State.RUNNING)
        Job.objects.filter(pk=job.pk).update(seen_at=old)
        until(lambda: row(job).seen_at > old)
    finally:
        done.set()
        thread.join(60)
    assert row(job).state == State.DONE


# --- The threads of the web process ---------------------------------------------------------------


@pytest.fixture
def threads(settings, monkeypatch):
    """Real threads instead of at once."""
    settings.JOBS_WORKERS = 2
    monkeypatch.setattr(pool, "_threads", [])
    monkeypatch.setattr(pool, "_queue", type(pool._queue)())


def test_threads_run_jobs_and_survive_those_that_fail(transactional_db, work, threads):
    names = []
    ok = work(lambda progress: names.append(threading.current_thread()))
    fail = work(lambda progress: 1 / 0)
    rows = [ask(name) for name in (fail, ok, fail, ok, fail, ok)]
    states = [wait_for(job, State.DONE, State.FAILED).state for job in rows]
    assert states == [State.FAILED, State.DONE] * 3
    assert len(pool._threads) == 2
    assert all(thread.daemon and thread.name.startswith("hlab-job") for thread in names)


def test_a_web_process_looks_for_what_others_left_when_it_starts(transactional_db, work, threads, monkeypatch):
    monkeypatch.setattr(pool, "BEAT", 0.1)
    monkeypatch.setattr(pool, "_keeper", None)
    monkeypatch.setattr(pool, "_sweep", None)
    ran = []
    again = left_running(work(lambda progress: ran.append(1), retry=True), seconds_ago=120)
    never = left_running(work(lambda progress: ran.append(2)), seconds_ago=120)
    jobs.wake()
    assert wait_for(again, State.DONE)
    assert wait_for(never, State.INTERRUPTED)
    assert ran == [1]


def test_with_celery_the_web_process_leaves_that_to_the_workers(settings, monkeypatch):
    settings.JOBS_WORKERS, settings.CELERY_BROKER_URL = 2, "redis://nowhere"
    monkeypatch.setattr(pool, "keep_sweeping", lambda sweep: pytest.fail("swept"))
    jobs.wake()


# --- Celery -----------------------------------------------------------------------------------------


def test_with_a_broker_the_task_is_sent_by_name_with_nothing_but_the_id(
    db, work, settings, monkeypatch, django_capture_on_commit_callbacks
):
    from hlab.celery import app

    settings.CELERY_BROKER_URL = "redis://nowhere"
    sent = []
    monkeypatch.setattr(app, "send_task", lambda *args: sent.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        job = ask(work(lambda progress, text: None), text="någons ord")
    assert sent == [("hlab.core.run_job", [str(job.pk)])]
    assert row(job).state == State.QUEUED


def test_a_broker_that_is_away_fails_no_page_and_loses_no_job(db, work, settings, monkeypatch):
    from hlab.celery import app

    settings.CELERY_BROKER_URL = "redis://nowhere"

    def away(*args):
        raise ConnectionError("redis://:hemligt@nowhere")

    monkeypatch.setattr(app, "send_task", away)
    job = Job.objects.create(name=work(lambda progress: None), asked_by="system", created_at=timezone.now())
    jobs.start(job.pk)
    assert row(job).state == State.QUEUED


# --- Health ------------------------------------------------------------------------


def test_a_queue_that_stands_still_is_not_well(db):
    assert health.states()["jobs"] == "ok"
    Job.objects.create(name="x", asked_by="system", created_at=timezone.now() - timedelta(minutes=11))
    assert health.states()["jobs"] == "kön står still"


# --- The page -----------------------------------------------------------------------------------------


def page_of(job):
    return f"/jobb/{job.pk}/"


def test_the_one_who_asked_and_administrators_see_it(db, work, client_of):
    asker = factories.make_user()
    job = ask(work(lambda progress: None), by=asker)
    assert client_of(asker).get(page_of(job)).status_code == 200
    assert client_of(factories.make_user(site_role="administrator")).get(page_of(job)).status_code == 200


def test_others_do_not(db, work, client_of):
    job = ask(work(lambda progress: None), by=factories.make_user())
    assert client_of(factories.make_user()).get(page_of(job)).status_code == 404
    assert client_of(factories.make_user(site_role="editor")).get(page_of(job)).status_code == 404
    answer = client_of().get(page_of(job))
    assert answer.status_code == 302
    assert "/konto/login/" in answer["Location"]
    assert client_of(factories.make_user()).get(f"/jobb/{uuid.uuid4()}/").status_code == 404


def test_it_renews_itself_while_it_goes_on_and_has_a_link_for_those_without_script(db, work, client_of):
    asker = factories.make_user()
    job = ask(work(lambda progress: None), by=asker)
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, done=3, total=8)
    html = client_of(asker).get(page_of(job)).content.decode()
    assert 'hx-trigger="every 2s"' in html
    assert "Uppdatera" in html
    assert "3 av 8" in html
    Job.objects.filter(pk=job.pk).update(state=State.FAILED, ended_at=timezone.now(), message="Filen är <tom>.")
    fragment = client_of(asker).get(page_of(job), headers={"HX-Request": "true"}).content.decode()
    assert fragment.lstrip().startswith('<div id="jobb">')
    assert "hx-trigger" not in fragment
    assert "Filen är &lt;tom&gt;." in fragment
    assert "<html" not in fragment
