"""The actions of a plan in: from a file, pasted or by hand; looked at first, then read in whole or not at all."""

from __future__ import annotations

import csv
import io
import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from goals.actions import plan_uploads
from goals.forms_plans import HAND_ROWS, MOST_HAND_ROWS, ColumnsForm, ReadInForm, SourceForm, hand_rows
from goals.models import ActionPlan, PlanUpload
from goals.plan_words import FIELD_LABELS, file_sentence, told
from goals.queries.plans import latest_version, plans, uploads
from goals.views.plans import around_plan
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse
from hlab.core.grids import MAX_BYTES
from hlab.core.sheets import Unreadable
from hlab.core.text import whole_number

METHODS = ["GET", "HEAD", "POST"]
SHOWN_ROWS, SHOWN_FINDINGS = 20, 50
HEADINGS = {
    "number": "nummer", "title": "insats", "description": "beskrivning", "responsible": "ansvarig", "period": "när",
    "target": "mål",
}  # fmt: skip


@guarded("goals.write", plans)
@require_http_methods(METHODS)
def source(request, plan: ActionPlan):
    """Choose a file, or paste. Nothing is read in yet."""
    form = SourceForm(request.POST if request.method == "POST" else None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                file = form.cleaned_data.get("file")
                if file is not None and file.size > MAX_BYTES:
                    raise plan_uploads.too_large()
                upload = plan_uploads.take_in(plan=plan, by=request.user, at=timezone.now(), **form.source())
            except RuleBroken as broken:
                refuse(form, broken)
                status = broken.status
            else:
                return redirect("goals:plan_look", upload.pk)
    latest = latest_version(plan)
    context = around_plan(plan, (_("Läs in insatser"), None)) | {
        "form": form, "latest": latest, "may_write_by_hand": latest is None or _fits_by_hand(latest),
    }  # fmt: skip
    return render(request, "goals/plans/source.html", context, status=status)


@guarded("goals.write", plans)
@require_http_methods(METHODS)
def by_hand(request, plan: ActionPlan):
    """Write the actions, or change those of the latest version into a new one. Looked at before it is kept."""
    latest, status = latest_version(plan), 200
    key = _key(request.POST) if request.method == "POST" else uuid.uuid4()
    if request.method != "POST":
        rows = _rows_of(latest)
        forms = hand_rows(rows=rows, extra=min(HAND_ROWS, MOST_HAND_ROWS - len(rows)))
    elif "fler" in request.POST:
        rows = _sent_rows(request.POST)
        forms = hand_rows(rows=rows, extra=min(HAND_ROWS, MOST_HAND_ROWS - len(rows)))
    else:
        forms, status = hand_rows(request.POST), 422
        if forms.is_valid():
            rows = [form.cleaned_data for form in forms if form.cleaned_data.get("title")]
            try:
                if not rows:
                    raise RuleBroken(_("Skriv minst en insats."))
                upload = plan_uploads.take_in(
                    plan=plan, key=key, raw=_as_table(rows), by=request.user, at=timezone.now()
                )
            except RuleBroken as broken:
                messages.error(request, broken.message)
            else:
                return redirect("goals:plan_look", upload.pk)
    context = around_plan(plan, (_("Skriv insatser"), None)) | {
        "forms": forms,
        "key": key,
        "may_have_more": len(forms.forms) < MOST_HAND_ROWS,
        "latest": latest,
        "faulty": status == 422 and any(form.errors for form in forms),
    }
    return render(request, "goals/plans/by_hand.html", context, status=status)


@guarded("goals.write", uploads)
@require_http_methods(METHODS)
def look(request, upload: PlanUpload):
    """What an upload would give, with what was found by its row; its columns can be told anew; then it is read in."""
    plan = upload.plan
    if upload.done_at is not None and request.method != "POST":
        return redirect("goals:plan", plan.pk)
    if "columns" in request.POST:
        return _columns(request, upload)
    form, status, failed = ReadInForm(request.POST if request.method == "POST" else None), 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                version = plan_uploads.read_in(upload=upload, by=request.user, at=timezone.now(), **form.cleaned_data)
            except RuleBroken as broken:
                failed, status = broken.message, broken.status
            else:
                n = version.items.count()
                messages.success(
                    request, ngettext("%(n)s insats är inläst.", "%(n)s insatser är inlästa.", n) % {"n": n}
                )
                return redirect("goals:plan", plan.pk)
    if upload.content is None:
        messages.error(request, failed or _("Välj filen igen."))
        return redirect("goals:plan_source", plan.pk)
    return _show(request, upload, form=form, failed=failed, status=status)


# --- Inner parts ------------------------------------------------------------------------------


def _columns(request, upload: PlanUpload):
    """Keep what was said of sheet, headings and columns."""
    grid, seen, _unread = _read(upload)
    form = ColumnsForm(request.POST, sheets=grid.sheets if grid else (), columns=seen.columns if seen else ())
    if form.is_valid():
        sheet = form.cleaned_data.get("sheet", "") or upload.sheet
        try:
            plan_uploads.map_columns(
                upload=upload, sheet=sheet, header=form.cleaned_data["header"], mapping=form.mapping(),
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except RuleBroken as broken:
            refuse(form, broken)
        else:
            return redirect(reverse("goals:plan_look", args=[upload.pk]) + "#kolumner")
    return _show(request, upload, form=ReadInForm(), columns=form, status=422)


def _read(upload: PlanUpload):
    """(rows, what they give, why they cannot be read) of an upload; what could not be had is None or blank."""
    try:
        grid = plan_uploads.grid_of(upload)
    except Unreadable as error:
        return None, None, file_sentence(error)
    try:
        return grid, plan_uploads.seen(upload, grid), ""
    except Unreadable as error:
        return grid, None, file_sentence(error)


def _show(request, upload: PlanUpload, *, form, columns=None, failed: str = "", status: int):
    grid, seen, unread = _read(upload)
    context = around_plan(upload.plan, (_("Granska planen"), None)) | {
        "upload": upload, "form": form, "failed": failed or unread, "seen": seen,
    }  # fmt: skip
    if seen is not None:
        faults, findings = told(seen)
        first = {"sheet": grid.sheet, "header": seen.header} | seen.mapping
        columns = columns or ColumnsForm(initial=first, sheets=grid.sheets, columns=seen.columns)
        present = [name for name in FIELD_LABELS if name in seen.mapping]
        context |= {
            "faults": faults[:SHOWN_FINDINGS],
            "more_faults": max(0, len(faults) - SHOWN_FINDINGS),
            "fault_count": len(faults),
            "findings": findings[:SHOWN_FINDINGS],
            "more_findings": max(0, len(findings) - SHOWN_FINDINGS),
            "columns": columns,
            "heads": [FIELD_LABELS[name] for name in present],
            "rows": [
                (row.row, [(FIELD_LABELS[name], row.values[name]) for name in present])
                for row in seen.rows[:SHOWN_ROWS]
            ],
            "changes": plan_uploads.changes_in(upload.plan, seen),
            "may_read_in": not faults and bool(seen.rows),
        }
    return render(request, "goals/plans/look.html", context, status=status)


def _rows_of(latest) -> list[dict]:
    """The actions of the latest version, to change into the next."""
    if latest is None or not _fits_by_hand(latest):
        return []
    return [{name: getattr(item, name) for name in FIELD_LABELS} for item in latest.items.all()]


def _sent_rows(sent) -> list[dict]:
    """What stands in the rows on the page, when all that is asked for is more of them."""
    n = min(whole_number(sent.get("form-TOTAL_FORMS")), MOST_HAND_ROWS)
    return [{name: sent.get(f"form-{at}-{name}", "") for name in FIELD_LABELS} for at in range(n)]


def _fits_by_hand(latest) -> bool:
    return latest.items.count() <= MOST_HAND_ROWS - HAND_ROWS


def _key(data) -> uuid.UUID:
    try:
        return uuid.UUID(data.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _as_table(rows: list[dict]) -> bytes:
    """The rows as they would be pasted from a spreadsheet, with headings that say which is which in any language."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t")
    writer.writerow(HEADINGS.values())
    writer.writerows([row.get(name, "") for name in HEADINGS] for row in rows)
    return out.getvalue().encode()
