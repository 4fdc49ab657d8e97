"""Writing a report, reading it as others will, and telling it."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.actions import reporting as acts
from followup.forms.reports import PublishForm, ReportForm, start_of
from followup.models import ReportBack, ReportVersion
from followup.queries.published import current_versions
from followup.queries.report_words import lines_of
from followup.queries.reports import choosable_goals, choosable_indicators, reports, versions_of
from followup.queries.reports_public import draft_as_read
from followup.views.reporting.desk import around
from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form


@guarded("followup.report", reports)
def write(request, report: ReportBack):
    """Write, or go on writing; after it has been told, the next version, from the words of the last."""
    versions = versions_of(report)
    latest = versions[0] if versions else None
    drafted = latest is not None and latest.published_at is None
    number = 1 if latest is None else latest.number + (0 if drafted else 1)
    indicators = list(choosable_indicators(report.lab))
    titles = current_versions(indicators)
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        initial=start_of(latest, draft=drafted),
        goals=[(row.goal_id, row.title) for row in choosable_goals(report.lab)],
        indicators=[(one.pk, titles[one.pk].title) for one in indicators if one.pk in titles],
        number=number,
    )

    def save(data):
        acts.write_report(
            report=report, row_version=data["row_version"] or 0, goals=form.chosen("goals"),
            indicators=form.chosen("indicators"), by=request.user, at=timezone.now(), **form.said_words(),
        )  # fmt: skip
        messages.success(request, _("Sparat. Ingen annan ser det förrän ni publicerar."))
        return redirect("followup:preview_report", report.pk)

    context = around(report, (_("Skriv"), None)) | {
        "title": _("Rätta återkopplingen") if number > 1 else _("Skriv återkopplingen"),
        "lede": _("Det här sa ni. Det här gjorde vi. Det här gjorde vi inte, och så här tänkte vi."),
        "submit": _("Spara och läs igenom"),
        "again": request.path,
    }
    return save_form(request, form, save, template="followup/report/form.html", **context)


@guarded("followup.report", reports)
def preview(request, report: ReportBack):
    """The draft as others will read it, and telling it. A change in between is refused."""
    draft = _draft(report)
    if draft is None:
        messages.info(request, _("Det finns inget utkast."))
        return redirect("followup:report_desk", report.pk)
    personal, missing = acts.points_at_somebody(draft), acts.lacking(draft)
    sent = request.POST if request.method == "POST" else None
    form = PublishForm(sent, personal=personal, initial={"row_version": draft.row_version})

    def save(data):
        acts.publish_report(
            version=draft, row_version=data["row_version"], by=request.user, at=timezone.now(),
            read_again=bool(data.get("read_again")),
        )  # fmt: skip
        messages.success(request, _("Återkopplingen är publicerad. De som var med läser den på sin kvittosida."))
        return redirect("followup:report_desk", report.pk)

    read = draft_as_read(report, draft)
    context = around(report, (_("Läs igenom"), None)) | {
        "read": read,
        "version": draft,
        "lines": lines_of(read),
        "missing": missing,
        "personal": personal,
    }
    return save_form(request, form, save, template="followup/report/preview.html", **context)


@guarded("followup.report", reports)
def discard(request, report: ReportBack):
    """Throw the draft away, after asking. What has been told stands."""
    back = reverse("followup:report_desk", args=[report.pk])
    if request.method == "POST" and request.POST.get("confirm") == "1":
        try:
            acts.discard_draft(report=report, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, _("Utkastet är borta. Det som är publicerat står kvar."))
        return redirect(back)
    context = around(report, (_("Kasta utkastet"), None)) | {
        "title": _("Kasta utkastet?"),
        "body": _("Texten går inte att få tillbaka. Det som är publicerat står kvar."),
        "submit": _("Kasta utkastet"),
        "kind": "stop",
        "action": request.path,
        "cancel_url": back,
    }
    return render(request, "confirm.html", context)


def _draft(report: ReportBack) -> ReportVersion | None:
    return next((version for version in versions_of(report) if version.published_at is None), None)
