"""What an inquiry hands in about a round: looked at, and as files."""

from __future__ import annotations

import uuid

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from feedback.actions import reports as acts
from feedback.enums import RoundState
from feedback.exports import pdf, tables, word
from feedback.exports.report_blocks import paper
from feedback.models import Round
from feedback.queries.report import report_of
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.models import Job

BEFORE = (RoundState.PLANNED, RoundState.OPEN, RoundState.CLOSED)
FILES = {
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "json": ("application/json; charset=utf-8", "json"),
    "csv": ("application/zip", "zip"),
}


def rounds():
    """Rounds with what they came to."""
    return Round.objects.select_related("lab", "workshop", "release")


@guarded("feedback.write", rounds)
def report(request, row: Round):
    """The report as it would be handed in, to read through and print; and its files."""
    job = _job(request, row)
    context = {
        "round": row, "lab": row.lab, "is_demo": row.is_demo, "waits": row.state in BEFORE, "can_pdf": pdf.can_make(),
        "job": job, "ended": job is not None and job.ended_at is not None, "key": uuid.uuid4(),
        "crumbs": [(_("Mina labb"), reverse("labs:mine")), (row.lab.name, reverse("labs:detail", args=[row.lab_id])),
                   (_("Förslag"), reverse("feedback:list", args=[row.lab_id])),
                   (row.title, reverse("feedback:round", args=[row.pk])), (_("Redovisning"), None)],
    }  # fmt: skip
    if not context["waits"]:
        found = paper(report_of(row, now=timezone.now()))
        context |= {"paper": found, "parts": pdf.parts(found)}
    return render(request, "feedback/report.html", context)


@guarded("feedback.write", rounds)
def report_file(request, row: Round, form: str):
    """The report as a document for Word, as JSON or as CSV tables in a zip."""
    _ensure_counted(row)
    if form not in FILES:
        raise Http404
    found = report_of(row, now=timezone.now())
    kind, ending = FILES[form]
    content = {"docx": lambda: word.document(paper(found)), "json": lambda: tables.as_json(found),
               "csv": lambda: tables.as_csv(found)}[form]()  # fmt: skip
    return HttpResponse(content, content_type=kind, headers=_named(row, ending))


@require_POST
@guarded("feedback.write", rounds)
def ask_for_pdf(request, row: Round):
    """Have the PDF made."""
    _ensure_counted(row)
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise RuleBroken(_("Formuläret gick sönder på vägen. Ladda om sidan."), status=400) from None
    job = acts.ask_for_pdf(round=row, key=key, by=request.user, at=timezone.now())
    return redirect(f"{reverse('feedback:report', args=[row.pk])}?jobb={job.pk}#filer")


@guarded("feedback.write", rounds)
def report_pdf(request, row: Round, key: uuid.UUID):
    """The PDF that a job has made."""
    name = acts.name_of(row, str(key))
    if not default_storage.exists(name):
        raise Http404
    return FileResponse(default_storage.open(name), content_type="application/pdf", headers=_named(row, "pdf"))


def _job(request, row: Round) -> Job | None:
    """The job that was asked for on this page, once more with where its file lies when it is done."""
    try:
        pk = uuid.UUID(request.GET.get("jobb", ""))
    except ValueError:
        return None
    job = Job.objects.filter(pk=pk, name=acts.JOB, params__round=row.pk).first()
    if job is not None and job.state == Job.State.DONE:
        job.file = reverse("feedback:report_pdf", args=[row.pk, job.params["key"]])
    return job


def _ensure_counted(row: Round) -> None:
    if row.state in BEFORE:
        raise RuleBroken(_("Redovisningen går att hämta när resultatet är räknat."), status=409)


def _named(row: Round, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="redovisning-{row.pk}.{ending}"'}
