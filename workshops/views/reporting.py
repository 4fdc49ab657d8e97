"""The report of a session: on the page, on paper, for spreadsheets and for Word, all from the same rows."""

from __future__ import annotations

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify

from hlab.core.access import guarded, may
from workshops.exports.document import document, omissions
from workshops.exports.sheet import lines
from workshops.models import Workshop
from workshops.queries import sites_of, workshops
from workshops.queries.report import theme_titles
from workshops.report import frame_of, report_of, rows_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PER_STEP = 200  # notes of each step on the page; paper and files hold them all


def reader(view):
    """Guard for a session's report."""
    return guarded("workshops.report", workshops)(view)


def in_full(request, workshop: Workshop) -> list[int]:
    """The sites whose notes this reader reads also where they have not been shown."""
    return [site.pk for site in sites_of(workshop) if may(request, "workshops.read_all_notes", site)]


@reader
def report(request, workshop: Workshop):
    """The report as a page. ?allt=1 holds every note, for printing; else the first of each step."""
    told = report_of(workshop, in_full=in_full(request, workshop), now=timezone.now())
    everything = request.GET.get("allt") == "1"
    context = {
        "workshop": workshop,
        "report": told,
        "omissions": omissions(told),
        "most": None if everything else PER_STEP,
        "cut": not everything and any(len(step.rows) > PER_STEP for step in told.steps),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/report.html", context)


@reader
def sheet(request, workshop: Workshop):
    """Every note as a row, sent as it is read."""
    rows = rows_of(frame_of(workshop), in_full=in_full(request, workshop), themes=theme_titles(workshop))
    answer = StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8")
    return _as_file(answer, workshop, "csv")


@reader
def word(request, workshop: Workshop):
    """The report as a document."""
    told = report_of(workshop, in_full=in_full(request, workshop), now=timezone.now())
    return _as_file(HttpResponse(document(told), content_type=WORD), workshop, "docx")


def _as_file(answer, workshop: Workshop, ending: str):
    name = slugify(workshop.title) or str(workshop.pk)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer
