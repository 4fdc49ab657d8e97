"""Two at the same moment: threads with connections of their own, on a database that lets them meet."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from hlab.core.errors import RuleBroken

MEETING = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PATIENCE = 60  # seconds for whatever a busy machine takes


def at_once(*acts: Callable) -> list:
    """What each act gives, or the RuleBroken it raises, when all begin together. Anything else that is raised is a
    fault, and is raised here."""
    start = threading.Barrier(len(acts), timeout=PATIENCE)

    def begin(act):
        connection.ensure_connection()
        start.wait()
        return act()

    return _in_threads(*(lambda act=act: begin(act) for act in acts))


def beside(first: Callable, second: Callable) -> list:
    """The same, one inside the other: the second begins when the first has acted and not yet committed, and the
    first commits when the second waits for it, or is done without waiting."""
    acted, over = threading.Event(), threading.Event()

    def slow():
        try:
            with transaction.atomic():
                said = first()
                acted.set()
                _until_waited_for(over)
            return said
        finally:
            acted.set()

    def quick():
        acted.wait(PATIENCE)
        try:
            return second()
        finally:
            over.set()

    return _in_threads(slow, quick)


def refusals(said: list) -> list[str]:
    """The sentences of those who were refused."""
    return [str(one) for one in said if isinstance(one, RuleBroken)]


def _until_waited_for(over: threading.Event) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone():
                return
        if over.wait(0.02):
            return


def _in_threads(*acts: Callable) -> list:
    said: list = [None] * len(acts)

    def run(number, act):
        try:
            said[number] = act()
        except Exception as error:
            said[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=row) for row in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(2 * PATIENCE)
    for one in said:
        if isinstance(one, Exception) and not isinstance(one, RuleBroken):
            raise one
    return said
