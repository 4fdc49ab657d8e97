"""Paper notes in from a file: choose, look, read in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.labs.enums import Perspective
from workshops.actions import imports
from workshops.analysis.paper import MAX_BYTES, PaperRow
from workshops.enums import Channel, ImportState, Language
from workshops.forms import MappingForm, UploadForm
from workshops.models import ImportBatch, Site
from workshops.queries import import_of, sites, step_at

SHOWN_ROWS = 20
AT_ONCE = 500  # rows; a larger file takes more than a moment and is read in the background


@guarded("workshops.import", sites)
def upload(request, site: Site):
    """Choose step and file. Nothing is read in yet."""
    form = UploadForm(request.POST if request.method == "POST" else None, request.FILES or None, site=site)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > MAX_BYTES:
                    raise RuleBroken(imports.too_large(), field="file", status=413)
                batch = imports.draft_import(
                    exercise=step_at(site.pk, form.cleaned_data["step"].pk),
                    filename=file.name,
                    raw=file.read(),
                    by=request.user,
                    at=timezone.now(),
                )
            except RuleBroken as broken:
                form.add_error(broken.field or None, broken.message)
                status = broken.status
            else:
                return redirect("workshops:import_preview", pk=site.pk, batch=batch.pk)
    context = _frame(request, site) | {"form": form}
    return render(request, "workshops/import.html", context, status=status)


@guarded("workshops.import", sites)
def look(request, site: Site, batch):
    """What the file would give, with every fault by its row; then read in, whole or not at all."""
    found = import_of(site, batch)
    if found is None:
        raise Http404
    if found.state == ImportState.DONE:
        return redirect("workshops:notes", pk=site.workshop_id)
    if found.state == ImportState.QUEUED:
        return _on_its_way(request, site, found)
    seen = imports.preview(found)
    form = MappingForm(initial=found.mapping, batch_headings=seen.headings)
    if request.method == "POST" and "mapping" in request.POST:
        form = MappingForm(request.POST, batch_headings=seen.headings)
        if form.is_valid():
            imports.map_columns(batch=found, mapping=form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("workshops:import_preview", pk=site.pk, batch=found.pk)
    elif request.method == "POST":
        if len(seen.rows) > AT_ONCE and not seen.faults:
            imports.queue_import(batch=found, by=request.user, at=timezone.now())
            return redirect("workshops:import_preview", pk=site.pk, batch=found.pk)
        try:
            done = imports.run_import(batch=found, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, imports.result(done))
            return redirect("workshops:notes", pk=site.workshop_id)
    context = _frame(request, site) | {
        "batch": found,
        "seen": seen,
        "failed": found.job.message if found.state == ImportState.FAILED and found.job else "",
        "promise": imports.promise(seen),
        "first_rows": [_in_words(row) for row in seen.rows[:SHOWN_ROWS]],
        "form": form,
    }
    return render(request, "workshops/import_preview.html", context, status=422 if request.method == "POST" else 200)


def _on_its_way(request, site: Site, batch: ImportBatch):
    """How a large file is doing. What the job says when it is done leads to the notes."""
    context = _frame(request, site) | {"batch": batch, "job": batch.job, "ended": batch.job.ended_at is not None}
    return render(request, "workshops/import_running.html", context)


def _frame(request, site: Site) -> dict:
    """What both pages need to show where one is, and the way back."""
    return {
        "site": site,
        "workshop": site.workshop,
        "may_host": may(request, "workshops.host", site),
        "is_demo": site.workshop.is_demo,
    }


def _in_words(row: PaperRow) -> dict:
    """A row as people read it: labels for the codes."""
    return {
        "row": row.row,
        "text": row.text,
        "person": row.person,
        "perspective": Perspective(row.perspective).label,
        "language": Language(row.language).label,
        "channel": Channel(row.channel).label,
        "quote": row.quote,
        "reuse": row.reuse,
    }
