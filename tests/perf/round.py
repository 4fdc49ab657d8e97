"""What a large round costs: 5,000 people who have each answered about 20 proposals, in a database of its own that is
thrown away. Prints JSON.

`python -m tests.perf.round`: made-up answers, put straight into the tables; counted once, and the pages as anyone asks
for them. form: gzipped bytes of the page where people answer, None where there is none.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
import tempfile
import time
import uuid
from datetime import timedelta
from pathlib import Path

from tests.perf.rollup import took

PEOPLE, PROPOSALS, REMARKS = 5_000, 20, 1_000
EFFECTS = ("much_worse", "worse", "same", "better", "much_better", "unknown", "")
GROUPS = ("lived", "relative", "staff", "manager", "elected", "national", "civil", "unsaid")


def fill(round, versions) -> None:
    """The people and their answers as rows."""
    from feedback.models import Response
    from hlab.accounts.reference.counties import COUNTIES
    from workshops.models import Participation

    chance, at, session = random.Random(1), round.created_at, round.workshop
    step = session.exercises.first()
    places = Participation.objects.bulk_create(
        (
            Participation(
                workshop=session, site=session.site, source_key=f"matning-{n}", joined_at=at, last_seen_at=at,
                perspective=chance.choice(GROUPS),
            )
            for n in range(PEOPLE)
        ),
        batch_size=500,
    )  # fmt: skip
    for place in places:
        place.county, place.level = chance.choice((*COUNTIES, "")), chance.choice(("micro", "meso", "macro", ""))
    for version in versions:
        Response.objects.bulk_create(
            (
                Response(
                    round=round, version=version, exercise=step, participation=place, effect=chance.choice(EFFECTS),
                    level=place.level, county=place.county, created_at=at, at=at,
                    answers_for=chance.choice(("self", "self", "together", "other")),
                )
                for place in places
            ),
            batch_size=500,
        )  # fmt: skip


def form_bytes(client, lab) -> int | None:
    """The page where people answer about a proposal of an open round."""
    from django.urls import reverse
    from django.utils import timezone

    from tests.feedback.trying import make_trying

    here = make_trying(lab=lab, numbers=("F98", "F99"), at=timezone.now())
    answer = client.get(reverse("feedback:respond", args=[here.version.proposal.slug]))
    return len(gzip.compress(answer.content, 6)) if answer.status_code == 200 else None


def measure() -> dict:
    """{"people", "proposals", "count_s", "queries", "page_ms", "version_queries", "version_ms", "html", "form"}."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from feedback.actions.counting import count
    from feedback.models import Round
    from tests.factories import NOON, make_lab
    from tests.feedback.sample import make_proposal, make_round, make_version

    lab = make_lab(at=NOON)
    versions = [make_version(proposal=make_proposal(lab=lab, number=f"F{n}"), published=True) for n in range(PROPOSALS)]
    round = make_round(versions=versions)
    fill(round, versions)
    Round.objects.filter(pk=round.pk).update(state="closed")
    begun = time.perf_counter()
    count(round=round, by=None, at=NOON + timedelta(days=30))
    found = {"people": PEOPLE, "proposals": PROPOSALS, "count_s": round_off(time.perf_counter() - begun)}
    client = Client()
    pages = {"": ("results", [round.pk]), "version_": ("version_result", [round.pk, versions[0].pk])}
    for prefix, (name, args) in pages.items():
        address = reverse(f"feedback:{name}", args=args)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200
        found[f"{prefix}queries"] = len(queries)
        found[f"{prefix or 'page_'}ms"] = took(lambda address=address: client.get(address))
        found[f"{prefix}html"] = len(gzip.compress(answer.content, 6))
    return found | report(round) | {"form": form_bytes(client, lab)}


def report(round) -> dict:
    """{"docx_s", "pdf_s", "report_queries"}: what is handed in about the round, with a thousand remarks told."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from feedback.exports import pdf, word
    from feedback.exports.report_blocks import paper
    from feedback.models import Remark, Round
    from feedback.queries.report import report_of
    from tests.factories import NOON
    from workshops.models import Contribution

    answers = list(round.responses.select_related("participation")[:REMARKS])
    notes = Contribution.objects.bulk_create(
        Contribution(
            exercise=row.exercise, participation=row.participation, site=round.workshop.site, channel="online",
            text=f"Ingen svarar på natten, och då är det för sent ({n}).", client_key=uuid.uuid4(), consent_quote=True,
            created_at=NOON,
        )
        for n, row in enumerate(answers)
    )  # fmt: skip
    Remark.objects.bulk_create(
        Remark(response=row, contribution=note, part="rethink", shown_at=NOON, at=NOON)
        for row, note in zip(answers, notes, strict=True)
    )
    row = Round.objects.select_related("lab", "release", "workshop").get(pk=round.pk)
    with CaptureQueriesContext(connection) as queries:
        found = report_of(row, now=NOON)
    begun = time.perf_counter()
    word.document(paper(found))
    told = {"report_queries": len(queries), "docx_s": round_off(time.perf_counter() - begun), "pdf_s": None}
    if pdf.can_make():
        begun = time.perf_counter()
        pdf.document(paper(found))
        told["pdf_s"] = round_off(time.perf_counter() - begun)
    return told


def round_off(seconds: float) -> float:
    return float(f"{seconds:.2f}")


def main() -> int:
    from tests.template import database

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "round.sqlite3"
        database(file)
        os.environ["DATABASE_URL"] = f"sqlite:///{file}"
        import django

        django.setup()
        print(json.dumps(measure()))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    sys.exit(main())
