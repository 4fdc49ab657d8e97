"""Reports to those who contributed, for those who answer for them: the list, one report, its day, and the way to
finishing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.actions import reporting as acts
from followup.actions.finishing import finish as finish_it
from followup.forms.reports import DutyForm, NoReportForm, StateForm
from followup.models import ReportBack
from followup.pages.report_card import finish_words, may_finish, phase_of
from followup.queries.report_words import chip_of, described, when_of
from followup.queries.reports import (
    LATE,
    PLANNED,
    heard,
    in_lab,
    owners_in,
    reports,
    state_of,
    thing_of,
    versions_of,
    words_on,
)
from followup.queries.reports_public import moved_days
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.labs.models import Lab

PER_PAGE = 25


def around(report: ReportBack, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to a page about one report, the report, and whether it is example content."""
    thing = thing_of(report)
    here = (thing.title, reverse("followup:report_desk", args=[report.pk]) if steps else None)
    crumbs = [
        (_("Mina labb"), reverse("labs:mine")),
        (report.lab.name, reverse("labs:detail", args=[report.lab_id])),
        (_("Återkoppling"), reverse("followup:reports", args=[report.lab_id])),
        here,
        *steps,
    ]
    back = reverse("followup:report_desk", args=[report.pk])
    return {"crumbs": crumbs, "report": report, "thing": thing, "is_demo": thing.is_demo, "cancel": back}


@guarded("followup.see", Lab)
def report_list(request, lab: Lab):
    """What the lab owes those who contributed, and what it has told them."""
    form, today = StateForm(request.GET), timezone.localdate()
    state = form.wanted()["state"]
    page = Paginator(in_lab(lab, state=state, today=today), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "crumbs": [
            (_("Mina labb"), reverse("labs:mine")),
            (lab.name, reverse("labs:detail", args=[lab.pk])),
            (_("Återkoppling"), None),
        ],
        "lab": lab,
        "form": form,
        "page": page,
        "rows": [described(row, today) for row in page],
        "asked": form.as_query(),
        "is_demo": lab.is_demo,
    }
    return render(request, "followup/report/list.html", context)


@guarded("followup.see", reports)
def desk(request, report: ReportBack):
    """Where a report stands, what is written, what people say of it, and what comes next."""
    today = timezone.localdate()
    versions, thing = versions_of(report), thing_of(report)
    told = [version for version in versions if version.published_at]
    state = state_of(report, today)
    may_report = may(request, "followup.report", report)
    context = around(report) | {
        "state": state,
        "chip": chip_of(state),
        "when": when_of(report, state, today),
        "phase": phase_of(thing, report),
        "is_owed": state in (PLANNED, LATE),
        "told": told,
        "draft": next((version for version in versions if not version.published_at), None),
        "heard": heard(told[0]) if told else None,
        "words": words_on(told[0]) if told and may(request, "followup.read_reactions", report) else [],
        "moved": moved_days(report),
        "may_report": may_report,
        "may_finish": may_report and state not in (PLANNED, LATE) and not thing.finished_at and may_finish(thing),
        "finish_words": finish_words(thing),
    }
    return render(request, "followup/report/desk.html", context)


@guarded("followup.report", reports)
def duty(request, report: ReportBack):
    """Who answers for it, and by when."""
    settled = bool(report.told_count or report.no_report_at)
    form = DutyForm(
        request.POST if request.method == "POST" else None, report=report, owners=owners_in(report.lab), settled=settled
    )

    def save(data):
        acts.change_duty(
            report=report, row_version=data["row_version"] or 0, due_on=data.get("due_on") or report.due_on,
            owner=form.known.get(data["owner"]), owner_name=data["owner_name"], by=request.user, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Sparat."))
        return redirect("followup:report_desk", report.pk)

    context = around(report, (_("Ändra ansvar och dag"), None)) | {"title": _("Vem svarar för den, och när?")}
    return save_form(request, form, save, template="followup/report/form.html", **context)


@guarded("followup.report", reports)
def no_report(request, report: ReportBack):
    """Publish why there will be none."""
    form = NoReportForm(request.POST if request.method == "POST" else None)

    def save(data):
        acts.tell_why_not(report=report, reason=data["no_report"], by=request.user, at=timezone.now())
        messages.success(request, _("Skälet är publicerat."))
        return redirect("followup:report_desk", report.pk)

    context = around(report, (_("Ingen återkoppling"), None)) | {
        "title": _("Publicera varför det inte blir någon?"),
        "lede": _("De som var med läser skälet på sin kvittosida. Det går inte att ta tillbaka, men ni kan skriva en "
                  "återkoppling senare."),
        "submit": _("Publicera skälet"),
    }  # fmt: skip
    return save_form(request, form, save, template="followup/report/form.html", **context)


@guarded("followup.report", reports)
def finish(request, report: ReportBack):
    """Finish the session or the round, after asking. Refused, in words, while those who contributed are not told."""
    error, code = "", 200
    if request.method == "POST" and request.POST.get("confirm") == "1":
        try:
            finish_it(report=report, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            error, code = broken.message, broken.status
        else:
            messages.success(request, _("Avslutad. Tack för att ni berättade vad som hände."))
            return redirect("followup:report_desk", report.pk)
    words = finish_words(thing_of(report))
    context = around(report, (words, None)) | {
        "title": f"{words}?",
        "body": _("Det går bara när de som var med har fått återkoppling, eller ett publicerat skäl. Efter det går det "
                  "inte att öppna igen. Återkopplingen går fortfarande att rätta."),
        "submit": words,
        "error": error,
        "action": request.path,
        "cancel_url": reverse("followup:report_desk", args=[report.pk]),
    }  # fmt: skip
    return render(request, "confirm.html", context, status=code)
