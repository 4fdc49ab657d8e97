"""What it costs to count 2,000 journeys together, in a database of its own that is thrown away. Prints JSON.

`python -m tests.perf.rollup`: made-up maps of eight steps and six gaps each, put straight into the tables; the page,
as a facilitator asks for it, and the counting by itself.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

JOURNEYS, STEPS, GAPS, TIMES = 2_000, 8, 6, 5
KINDS = ("wait", "handover", "responsibility", "burden", "continuity", "access", "relapse", "participation")
ACTORS = ("person", "region", "municipality", "state", "private", "civil_society")


def fill(lab, at) -> None:
    """The maps as rows."""
    from journeys.models import Gap, Journey, JourneyActor, Phase, Step, StepActor

    chance = random.Random(1)
    months = [at.date().replace(year=year, month=month, day=1) for year in (2024, 2025) for month in range(1, 13)]
    journeys = Journey.objects.bulk_create(
        Journey(
            lab=lab, slug=f"matning-{n}", title=f"Väg {n}", question="Var blir det tyst?", person="Kim",
            kind=chance.choice(("told", "told", "observed")), county=chance.choice(("", "17", "18")),
            happened_in=chance.choice(months), created_at=at, changed_at=at,
        )
        for n in range(JOURNEYS)
    )  # fmt: skip
    actors, phases, steps, gaps, there = [], [], [], [], []
    for journey in journeys:
        own = [JourneyActor(journey=journey, place=n, name=kind, kind=kind, is_person=n == 0)
               for n, kind in enumerate(ACTORS)]  # fmt: skip
        phase = Phase(journey=journey, place=1, title="Fas")
        ways = [Step(journey=journey, phase=phase, place=n, title=f"Steg {n}", grade="told",
                     feeling=chance.choice((None, -2, -1, 0, 1))) for n in range(STEPS)]  # fmt: skip
        gaps += [
            Gap(journey=journey, after=ways[n], before=ways[n + 1], kind=chance.choice(KINDS), title="Tyst",
                from_actor=chance.choice(own), to_actor=chance.choice(own), days_told=chance.choice((None, 14, 60)),
                grade=chance.choice(("assumed", "told", "measured")), feeling=chance.choice((None, -2, -1)))
            for n in range(GAPS)
        ]  # fmt: skip
        actors += own
        phases.append(phase)
        steps += ways
        there += [StepActor(step=step, actor=actor) for step in ways for actor in chance.sample(own, 2)]
    for model, rows in ((JourneyActor, actors), (Phase, phases), (Step, steps), (Gap, gaps), (StepActor, there)):
        model.objects.bulk_create(rows, batch_size=500)


def measure() -> dict:
    """{"journeys", "gaps", "queries", "page_ms", "count_ms", "list_ms", "megabytes"}; times are medians."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from journeys.models import Gap
    from journeys.queries.portfolio import counted_of
    from journeys.rollup_page import counted
    from tests.factories import NOON, make_lab, make_member, make_remedy

    lab = make_lab(at=NOON)
    fill(lab, NOON)
    make_remedy(lab=lab, done_on=NOON.date().replace(year=2025, month=1, day=1))
    client = Client()
    client.force_login(make_member(lab=lab), backend="django.contrib.auth.backends.ModelBackend")
    pages = {name: reverse(f"journeys:{name}", args=[lab.pk]) for name in ("rollup", "list")}
    with CaptureQueriesContext(connection) as queries:
        assert client.get(pages["rollup"]).status_code == 200
    return {
        "journeys": JOURNEYS,
        "gaps": Gap.objects.count(),
        "queries": len(queries),
        "page_ms": took(lambda: client.get(pages["rollup"])),
        "count_ms": took(lambda: counted(lab, counted_of(lab))),
        "list_ms": took(lambda: client.get(pages["list"])),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def took(act) -> float:
    """Milliseconds, the median of TIMES."""
    all_of_them = []
    for _n in range(TIMES):
        begun = time.perf_counter()
        act()
        all_of_them.append((time.perf_counter() - begun) * 1000)
    return round(statistics.median(all_of_them), 1)


def main() -> int:
    from tests.template import database

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rollup.sqlite3"
        database(file)
        os.environ["DATABASE_URL"] = f"sqlite:///{file}"
        import django

        django.setup()
        print(json.dumps(measure()))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    sys.exit(main())
