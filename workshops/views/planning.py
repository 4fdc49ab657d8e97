"""Planning: the occasion, its programme, and what is missing before the doors can open."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from hlab.labs.models import Lab
from workshops import registry
from workshops.actions import planning
from workshops.enums import WorkshopState
from workshops.forms import WorkshopForm
from workshops.models import Exercise, Workshop
from workshops.queries import programme as steps_of
from workshops.queries import workshops

LAB_PAGES = {"frame": "labs:frame", "actors": "labs:add_actor", "principals": "labs:principals"}


@guarded("workshops.create", Lab)
def create(request, lab: Lab):
    """A new session, with the usual three steps to begin from."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    start = timezone.make_aware(datetime.combine(tomorrow, time(9, 30)))
    form = WorkshopForm(request.POST if request.method == "POST" else None, initial={"starts_at": start})

    def save(data):
        fields = {name: data[name] for name in planning.WORKSHOP_FIELDS}
        workshop = planning.create_workshop(lab=lab, by=request.user, at=timezone.now(), **fields)
        messages.success(request, _("Verkstaden är planerad med tre steg. Ändra dem så att de passar er."))
        return redirect("workshops:programme", pk=workshop.pk)

    return save_form(request, form, save, template="workshops/create.html", lab=lab, is_demo=lab.is_demo)


@guarded("workshops.plan", workshops)
def programme(request, workshop: Workshop):
    """The steps with their minutes and clock times, what is missing before opening, and what opening freezes."""
    steps = steps_of(workshop)
    missing = planning.missing(workshop) if workshop.state == WorkshopState.PLANNED else []
    context = {
        "workshop": workshop,
        "rows": _rows(workshop, steps),
        "ends": workshop.starts_at + timedelta(minutes=sum(step.minutes for step in steps)),
        "minutes": sum(step.minutes for step in steps),
        "missing": [(sentence, _where(request, workshop, part)) for part, sentence in missing],
        "frame_missing": any(part == "frame" for part, _sentence in missing),
        "declaration": getattr(workshop, "declaration", None),
        "may_change_lab": may(request, "labs.change", workshop.lab),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/programme.html", context)


def _rows(workshop: Workshop, steps: list[Exercise]) -> list[dict]:
    """Each step with its clock time and with what can be done to it: only what would not be refused is offered."""
    clock, rows, frozen = workshop.starts_at, [], planning.is_frozen(workshop)
    for index, step in enumerate(steps):
        before = steps[index - 1] if index else None
        after = steps[index + 1] if index + 1 < len(steps) else None
        rows.append(
            {
                "step": step,
                "at": clock,
                "kind": registry.get(step.kind),
                "fixed": step.begun or frozen or workshop.state == WorkshopState.CLOSED,
                "may_go_up": not frozen and before is not None and planning.may_come_before(step, before),
                "may_go_down": not frozen and after is not None and planning.may_come_before(after, step),
                "holds": [other.title for other in steps if other.source_id == step.pk],
            }
        )
        clock += timedelta(minutes=step.minutes)
    return rows


def _where(request, workshop: Workshop, part: str) -> str:
    """The page on which what is missing can be written; blank for what this person may not write."""
    if part in LAB_PAGES:
        return reverse(LAB_PAGES[part], args=[workshop.lab_id]) if may(request, "labs.change", workshop.lab) else ""
    if part == "steps":
        return reverse("workshops:add_step", args=[workshop.pk])
    return reverse("workshops:change", args=[workshop.pk]) + f"#id_{part}"


@guarded("workshops.plan", workshops)
def change(request, workshop: Workshop):
    """Other facts about the occasion."""
    form = WorkshopForm(
        request.POST if request.method == "POST" else None,
        instance=workshop,
        initial={"row_version": workshop.row_version},
    )

    def save(data):
        planning.change_workshop(
            workshop=workshop,
            row_version=data["row_version"],
            by=request.user,
            at=timezone.now(),
            **{name: data[name] for name in planning.WORKSHOP_FIELDS},
        )
        messages.success(request, _("Verkstaden är ändrad."))
        return redirect("workshops:programme", pk=workshop.pk)

    return save_form(request, form, save, template="workshops/change.html", workshop=workshop, is_demo=workshop.is_demo)
