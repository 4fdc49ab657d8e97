"""How a målbild is tried: one page that gathers it, records made of answers, and what people say of how they stand."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goals.actions.checks import check_from_answers, last_day_of
from goals.actions.representing import reply_to_view
from goals.forms_validation import CheckOfStepForm, RemarkFilterForm, ReplyForm
from goals.models import GoalVersion, Representation
from goals.queries import versions
from goals.queries.judged import all_answers, everything_in
from goals.queries.represented import asked_of_those_behind, views, views_of
from goals.queries.shown_tables import table_data
from goals.queries.trials import dissents_by, remarks_of, steps_that_try
from goals.readers import read_in_full
from goals.views.writing import _selectable as notes_for
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import refuse
from hlab.labs.enums import Perspective
from workshops.models import Exercise

PER_PAGE = 30


@guarded("goals.read_voices", versions)
def trials(request, version: GoalVersion):
    """Everything about how a version has been tried: steps, answers by group, remarks, records, objections, own views.

    Remarks that still wait to be shown where they were left are counted for those who may not read them yet.
    """
    filters = RemarkFilterForm(request.GET, groups=Perspective.choices)
    reads = read_in_full(request, version.goal.lab)
    remarks, waiting = remarks_of(version, **reads, **filters.asked())
    by_group, occasions = all_answers(version)
    prefetch_related_objects([version], "checks")
    steps = steps_that_try(version)
    context = {
        "version": version,
        "told": table_data(everything_in(by_group)),
        "occasions": occasions,
        "steps": steps,
        "filters": filters,
        "remarks": Paginator(remarks, PER_PAGE).get_page(request.GET.get("page")),
        "query": "&".join(part for part in request.GET.urlencode().split("&") if part and not part.startswith("page=")),
        "waiting": waiting,
        "checks": list(version.checks.all()),
        "dissents": dissents_by(version),
        "views": views_of(version),
        "asked": asked_of_those_behind(version, steps),
        "may_check": may(request, "goals.record_check", version),
        "may_answer": may(request, "goals.answer_views", version),
        "is_demo": version.goal.is_demo,
    }
    return render(request, "goals/trials/trials.html", context)


@guarded("goals.record_check", versions)
def check_answers(request, version: GoalVersion, step: int):
    """Make a record of what people answered in one step. Asked about first: it can never be changed."""
    found = next((row for row in steps_that_try(version) if row.pk == step), None)
    if found is None:
        raise Http404
    start = {"how": _suggested(found)}
    form = CheckOfStepForm(request.POST if request.method == "POST" else None, initial=start)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                check_from_answers(
                    version=version, exercise=found, by=request.user, at=timezone.now(), **form.cleaned_data
                )
            except RuleBroken as broken:
                refuse(form, broken)
                status = broken.status
                if broken.code == "looks_personal":
                    form.ask_anyway()
            else:
                messages.success(request, _("Prövningen är gjord av svaren."))
                return redirect("goals:trials", version.pk)
    context = {"version": version, "step": found, "form": form, "is_demo": version.goal.is_demo}
    return render(request, "goals/trials/check.html", context, status=status)


def _suggested(step: Exercise) -> str:
    words = _("Verkstad %(day)s. Var och en läste målbilden och svarade för sig.")
    if step.open_until:
        words = _("På nätet till och med %(day)s. Var och en läste målbilden och svarade för sig.")
    return words % {"day": date_format(last_day_of(step, timezone.now()), "j F Y")}


@guarded("goals.answer_views", views)
def reply(request, view: Representation):
    """Answer somebody who wants to stand in a målbild in another way."""
    version = view.evidence.version
    form = ReplyForm(request.POST if request.method == "POST" else None, initial={"reply": view.reply})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                reply_to_view(view=view, by=request.user, at=timezone.now(), **form.cleaned_data)
            except RuleBroken as broken:
                refuse(form, broken)
                status = broken.status
            else:
                messages.success(request, _("Svaret står nu på personens kvittosida."))
                return redirect("goals:trials", version.pk)
    context = {
        "version": version, "view": view, "form": form, "is_demo": version.goal.is_demo,
        "note": notes_for(request, version.goal.lab).filter(pk=view.evidence.contribution_id).first(),
    }  # fmt: skip
    return render(request, "goals/trials/reply.html", context, status=status)
