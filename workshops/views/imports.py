"""Paper notes in from a file: choose, look, read in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from workshops.actions import imports
from workshops.analysis.paper import MAX_BYTES
from workshops.enums import ImportState
from workshops.forms import MappingForm, UploadForm
from workshops.models import Workshop
from workshops.queries import import_of, workshops

SHOWN_ROWS = 20


@guarded("workshops.import", workshops)
def upload(request, workshop: Workshop):
    """Choose step and file. Nothing is read in yet."""
    form = UploadForm(request.POST if request.method == "POST" else None, request.FILES or None, workshop=workshop)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > MAX_BYTES:
                    raise RuleBroken(imports.too_large(), field="file", status=413)
                batch = imports.draft_import(
                    exercise=form.cleaned_data["step"],
                    filename=file.name,
                    raw=file.read(),
                    by=request.user,
                    at=timezone.now(),
                )
            except RuleBroken as broken:
                form.add_error(broken.field or None, broken.message)
                status = broken.status
            else:
                return redirect("workshops:import_preview", pk=workshop.pk, batch=batch.pk)
    context = {"form": form, "workshop": workshop, "is_demo": workshop.is_demo}
    return render(request, "workshops/import.html", context, status=status)


@guarded("workshops.import", workshops)
def look(request, workshop: Workshop, batch):
    """What the file would give, with every fault by its row; then read in, whole or not at all."""
    found = import_of(workshop, batch)
    if found is None:
        raise Http404
    if found.state == ImportState.DONE:
        return redirect("workshops:notes", pk=workshop.pk)
    if request.method == "POST" and "mapping" in request.POST:
        form = MappingForm(request.POST, batch_headings=imports.preview(found).headings)
        if form.is_valid():
            imports.map_columns(batch=found, mapping=form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("workshops:import_preview", pk=workshop.pk, batch=found.pk)
    elif request.method == "POST":
        try:
            done = imports.run_import(batch=found, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, _result(done))
            return redirect("workshops:notes", pk=workshop.pk)
    seen = imports.preview(found)
    context = {
        "workshop": workshop,
        "batch": found,
        "seen": seen,
        "first_rows": seen.rows[:SHOWN_ROWS],
        "form": MappingForm(initial=found.mapping, batch_headings=seen.headings),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/import_preview.html", context, status=422 if request.method == "POST" else 200)


def _result(batch) -> str:
    said = ngettext("%(n)d lapp är inläst.", "%(n)d lappar är inlästa.", batch.added) % {"n": batch.added}
    if batch.already_there:
        said += " " + _("%(n)d fanns redan och lades inte till igen.") % {"n": batch.already_there}
    return said
