"""The report of a round as PDF, made by a job: it takes longer than a page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import override

from feedback.actions import reports
from feedback.models import Round
from feedback.queries.report import report_of
from hlab.core.jobs import job


@job(reports.JOB, retry=True)
def report_pdf(progress, *, round: int, key: str) -> None:
    """Make the report as PDF. Once more makes the same file."""
    from feedback.exports import pdf  # what draws pages is heavy, and few who start the site ever need it
    from feedback.exports.report_blocks import paper

    row = Round.objects.select_related("lab", "release").get(pk=round)
    progress(0, 3)
    with override("sv"):
        found = paper(report_of(row, now=timezone.now()))
        progress(1, 3)
        content = pdf.document(found)
    progress(2, 3)
    reports.keep(round=row, key=key, content=content)
    progress(3, 3)
