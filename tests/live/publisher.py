"""Publishes from a process of its own: `python -m tests.live.publisher CHANNEL NAME THREADS EACH HOLD_MS`.

Each thread makes transactions that hold their order number for a while before they commit, in an uneven rhythm,
and breaks off every fifth: without order numbers taken under lock, listeners would miss some.
"""

from __future__ import annotations

import random
import sys
import threading
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  (needs the app registry)
from django.utils import timezone  # noqa: E402

from hlab.live.actions import publish  # noqa: E402


class BrokenOff(Exception):
    pass


def work(channel: str, name: str, each: int, hold: float) -> None:
    """Publish `each` events that are committed."""
    rhythm = random.Random(name)
    for number in range(each):
        try:
            with transaction.atomic():
                publish(channel=channel, kind="notes", at=timezone.now(), key=f"{name}-{number}")
                time.sleep(rhythm.random() * hold)
                if number % 5 == 4:
                    raise BrokenOff
        except BrokenOff:
            with transaction.atomic():
                publish(channel=channel, kind="notes", at=timezone.now(), key=f"{name}-{number}")
    connection.close()


if __name__ == "__main__":
    channel, name, threads, each, hold = sys.argv[1:]
    crew = [
        threading.Thread(target=work, args=(channel, f"{name}{n}", int(each), int(hold) / 1000))
        for n in range(int(threads))
    ]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
