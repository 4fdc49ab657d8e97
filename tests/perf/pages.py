"""Queries, milliseconds and bytes of some pages, read in this process on a database with the example lab.

`python -m tests.perf.pages` prints them as JSON. It adds sessions to the database it is pointed at: only for a
database of its own.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import statistics
import sys
import time
import uuid

ROUNDS = 9
LINK = re.compile(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"|<link[^>]+href="([^"]+)"[^>]+rel="stylesheet"')
SCRIPT = re.compile(r'<script[^>]+src="([^"]+)"')
IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+|/static/[^"']+)["']""")


def weigh(client, html: str) -> tuple[int, int]:
    """Gzipped bytes of the style sheets and of the scripts that a page asks for, with what the scripts import."""
    sheets = {one or other for one, other in LINK.findall(html)}
    scripts, waiting = {}, SCRIPT.findall(html)
    while waiting:
        address = waiting.pop()
        if address not in scripts:
            body = read(client, address)
            scripts[address] = body
            base = address.rsplit("/", 1)[0]
            waiting += [name if name[0] == "/" else f"{base}/{name[2:]}" for name in IMPORT.findall(body.decode())]
    size = lambda bodies: sum(len(gzip.compress(body, 9)) for body in bodies)  # noqa: E731
    return size(read(client, address) for address in sheets), size(scripts.values())


def read(client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def measure(client, address: str) -> dict:
    """Queries, median milliseconds of a warm page, its own gzipped bytes, and those of its style and script."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    html = read(client, address)  # warms templates and connection
    with CaptureQueriesContext(connection) as asked:
        read(client, address)
    queries = len(asked)  # the next request empties the log
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        read(client, address)
        took.append((time.perf_counter() - began) * 1000)
    css, js = weigh(client, html.decode())
    return {
        "address": address,
        "queries": queries,
        "ms": round(statistics.median(took), 1),
        "html": len(gzip.compress(html, 6)),
        "css": css,
        "js": js,
    }


def session_with_notes(lab, facilitator, notes: int):
    """A session with so many notes that have been shown to all."""
    from django.utils import timezone

    from hlab.accounts.actions.receipts import issue
    from workshops.actions.contributions import leave_note
    from workshops.actions.joining import join
    from workshops.actions.pacing import close_writing, go_to, open_workshop, reveal
    from workshops.actions.planning import create_workshop

    now = timezone.now()
    who = {"by": facilitator, "at": now}
    workshop = create_workshop(
        lab=lab, title=f"Mätning {notes} {uuid.uuid4().hex[:6]}", starts_at=now, support_person="Robin Ek", **who
    )
    workshop = open_workshop(workshop=workshop, **who)
    step = workshop.exercises.get(position=1)
    go_to(site=workshop.site, step=step, seen_step=None, **who)
    step.refresh_from_db()
    for number in range(notes):
        if number % 5 == 0:
            receipt, _code = issue(at=now)
            place = join(site=workshop.site, receipt=receipt, perspective="lived", by=receipt, at=now)
        leave_note(
            exercise=step,
            participation=place,
            text=f"Att någon ringde tillbaka och visste vem jag var, gång {number}.",
            client_key=uuid.uuid4(),
            by=place.receipt,
            at=now,
        )
    close_writing(exercise=step, **who)
    reveal(exercise=step, **who)
    return workshop


def main() -> dict:
    import django

    django.setup()
    from django.test import Client
    from django.urls import reverse

    from goals.queries import published_goals
    from hlab.accounts.models import User
    from hlab.cms.models import GoalPage, LabPage
    from hlab.labs.models import Lab, Membership

    lab = Lab.objects.filter(is_demo=True).order_by("pk").first()
    facilitator = User.objects.get(pk=Membership.objects.filter(lab=lab, role="facilitator").first().user_id)
    anyone, staff = Client(), Client()
    staff.force_login(facilitator, backend="django.contrib.auth.backends.ModelBackend")
    few, many = (session_with_notes(lab, facilitator, notes) for notes in (20, 200))
    assert published_goals()
    public_lab, goal = LabPage.objects.live().first(), GoalPage.objects.live().first()
    pages = {
        "startsida": (anyone, "/"),
        "labbsida, webbplatsen": (anyone, public_lab.get_url()),
        "labbsida, arbetet": (staff, reverse("labs:detail", args=[lab.pk])),
        "målbild": (anyone, goal.get_url()),
        "processledarsida, 20 lappar": (staff, reverse("workshops:console", args=[few.site.pk])),
        "processledarsida, 200 lappar": (staff, reverse("workshops:console", args=[many.site.pk])),
        "lapplista, 20 lappar": (staff, reverse("workshops:notes", args=[few.pk])),
        "lapplista, 200 lappar": (staff, reverse("workshops:notes", args=[many.pk])),
    }
    return {name: measure(client, re.sub(r"^https?://[^/]+", "", address)) for name, (client, address) in pages.items()}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    json.dump(main(), sys.stdout, ensure_ascii=False)
