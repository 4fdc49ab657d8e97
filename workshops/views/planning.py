"""Planning: the occasion, its programme, and what is missing before the doors can open."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.labs.models import Lab
from workshops import registry
from workshops.actions import pacing, planning
from workshops.forms import StepForm, WorkshopForm
from workshops.models import Exercise, Workshop
from workshops.queries import programme as steps_of
from workshops.queries import workshops


@guarded("workshops.create", Lab)
def create(request, lab: Lab):
    """A new session, with the usual three steps to begin from."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    start = timezone.make_aware(datetime.combine(tomorrow, time(9, 30)))
    form = WorkshopForm(request.POST if request.method == "POST" else None, initial={"starts_at": start})
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in planning.WORKSHOP_FIELDS}
        workshop = planning.create_workshop(lab=lab, by=request.user, at=timezone.now(), **fields)
        messages.success(request, _("Verkstaden är planerad med tre steg. Ändra dem så att de passar er."))
        return redirect("workshops:programme", pk=workshop.pk)
    context = {"form": form, "lab": lab, "is_demo": lab.is_demo}
    return render(request, "workshops/create.html", context, status=422 if form.errors else 200)


@guarded("workshops.plan", workshops)
def programme(request, workshop: Workshop):
    """The steps with their minutes and clock times, and what is missing before opening."""
    steps, clock = steps_of(workshop), workshop.starts_at
    rows = []
    for step in steps:
        rows.append({"step": step, "at": clock, "kind": registry.get(step.kind), "fixed": step.state != "pending"})
        clock += timedelta(minutes=step.minutes)
    context = {
        "workshop": workshop,
        "rows": rows,
        "ends": clock,
        "minutes": sum(step.minutes for step in steps),
        "missing": pacing.missing_before_opening(workshop) if workshop.state == "planned" else [],
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/programme.html", context)


@guarded("workshops.plan", workshops)
def change(request, workshop: Workshop):
    """Other facts about the occasion."""
    form = WorkshopForm(
        request.POST if request.method == "POST" else None,
        instance=workshop,
        initial={"row_version": workshop.row_version},
    )
    context = {"form": form, "workshop": workshop, "is_demo": workshop.is_demo}
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fields = {name: form.cleaned_data[name] for name in planning.WORKSHOP_FIELDS}
            try:
                planning.change_workshop(
                    workshop=Workshop(pk=workshop.pk),
                    row_version=form.cleaned_data["row_version"],
                    by=request.user,
                    at=timezone.now(),
                    **fields,
                )
            except StaleEdit as stale:
                context |= {"stale": stale}
                form.add_error(None, stale.message)
                status = stale.status
            except RuleBroken as broken:
                form.add_error(broken.field or None, broken.message)
                status = broken.status
            else:
                messages.success(request, _("Verkstaden är ändrad."))
                return redirect("workshops:programme", pk=workshop.pk)
    return render(request, "workshops/change.html", context, status=status)


@guarded("workshops.plan", workshops)
def add_step(request, workshop: Workshop):
    """One more step, last."""
    form = StepForm(request.POST if request.method == "POST" else None, workshop=workshop)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            planning.add_exercise(
                workshop=workshop,
                kind=data["kind"],
                title=data["title"],
                prompt=data["prompt"],
                minutes=data["minutes"],
                source=data["source"],
                settings=form.settings(),
                by=request.user,
                at=timezone.now(),
            )
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            return redirect("workshops:programme", pk=workshop.pk)
    context = {
        "form": form,
        "workshop": workshop,
        "kinds": registry.every(),
        "title": _("Lägg till ett steg"),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/step.html", context, status=422 if form.errors else 200)


def _step(workshop: Workshop, pk: int) -> Exercise:
    step = workshop.exercises.select_related("source").filter(pk=pk).first()
    if step is None:
        raise Http404
    step.workshop = workshop
    return step


@guarded("workshops.plan", workshops)
def change_step(request, workshop: Workshop, step: int):
    """Other words, minutes or settings for a step that has not begun."""
    exercise = _step(workshop, step)
    initial = {
        "title": exercise.title,
        "prompt": exercise.prompt,
        "minutes": exercise.minutes,
        "source": exercise.source_id,
        **exercise.settings,
    }
    form = StepForm(
        request.POST if request.method == "POST" else None, initial=initial, workshop=workshop, exercise=exercise
    )
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("title", "prompt", "minutes", "source")}
        try:
            planning.change_exercise(
                exercise=exercise, settings=form.settings(), by=request.user, at=timezone.now(), **fields
            )
        except RuleBroken as broken:
            form.add_error(broken.field if broken.field in form.fields else None, broken.message)
        else:
            messages.success(request, _("Steget är ändrat."))
            return redirect("workshops:programme", pk=workshop.pk)
    context = {
        "form": form,
        "workshop": workshop,
        "step": exercise,
        "title": _("Ändra steget"),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/step.html", context, status=422 if form.errors else 200)


@guarded("workshops.plan", workshops)
@require_POST
def move_step(request, workshop: Workshop, step: int):
    """One place up or down."""
    try:
        planning.move_exercise(
            exercise=_step(workshop, step), up=request.POST.get("vart") == "upp", by=request.user, at=timezone.now()
        )
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect("workshops:programme", pk=workshop.pk)


@guarded("workshops.plan", workshops)
def remove_step(request, workshop: Workshop, step: int):
    """Take away a step that has not begun, after asking."""
    exercise = _step(workshop, step)
    back = reverse("workshops:programme", args=[workshop.pk])
    if request.method == "POST":
        try:
            planning.remove_exercise(exercise=exercise, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, _("Steget är borttaget."))
        return redirect(back)
    context = {
        "title": _("Ta bort steget?"),
        "body": _("”%(title)s” tas bort ur programmet. Inget har hänt i steget än.") % {"title": exercise.title},
        "action": request.get_full_path(),
        "submit": _("Ta bort steget"),
        "kind": "stop",
        "cancel_url": back,
        "crumbs": [(workshop.title, back), (_("Ta bort steg"), None)],
        "is_demo": workshop.is_demo,
    }
    return render(request, "confirm.html", context)
