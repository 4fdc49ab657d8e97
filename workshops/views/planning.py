"""Planning: the occasion, its programme, and what is missing before the doors can open."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from hlab.labs.models import Lab
from hlab.labs.queries import roles_of
from workshops.actions import planning
from workshops.enums import WorkshopState
from workshops.forms import WorkshopForm
from workshops.models import Exercise, Workshop
from workshops.programme_desk import at_the_clock, drift, is_fixed, programme_rows
from workshops.programme_forms import COPY, MinutesForm, NewWorkshopForm, StartForm
from workshops.programmes import MOST_STEPS, TEMPLATES
from workshops.queries import copyable_workshops, rehearsal_of, workshops
from workshops.queries import programme as steps_of

LAB_PAGES = {"frame": "labs:frame", "actors": "labs:add_actor", "principals": "labs:principals"}


@guarded("workshops.create", Lab)
def create(request, lab: Lab):
    """A new session, with a programme from a template or from an earlier session."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    start = timezone.make_aware(datetime.combine(tomorrow, time(9, 30)))
    theirs = [lab_id for lab_id in roles_of(request.viewer) if may(request, "workshops.create", Lab(pk=lab_id))]
    earlier = copyable_workshops(theirs)
    initial = {"starts_at": start}
    if chosen := request.GET.get("kopiera"):
        initial |= {"layout": COPY, "copied_from": chosen}
    form = NewWorkshopForm(request.POST if request.method == "POST" else None, initial=initial, earlier=earlier)

    def save(data):
        fields = {name: data[name] for name in planning.WORKSHOP_FIELDS}
        workshop = planning.create_workshop(lab=lab, by=request.user, at=timezone.now(), **form.beginning(), **fields)
        messages.success(request, _("Verkstaden är planerad. Ändra programmet så att det passar er."))
        return redirect("workshops:programme", pk=workshop.pk)

    return save_form(request, form, save, template="workshops/create.html", lab=lab, is_demo=lab.is_demo)


@guarded("workshops.plan", workshops)
def programme(request, workshop: Workshop):
    """The steps with their minutes and clock times, what is missing before opening, and what opening freezes."""
    return programme_page(request, workshop)


def programme_page(request, workshop: Workshop, *, minutes=None, start=None, status: int = 200):
    """The page of a programme. minutes, start: a form on it that was filled in wrongly, to be shown as it was sent."""
    prefetch_related_objects([workshop], "sites")
    now, steps = timezone.now(), steps_of(workshop)
    start = start or StartForm(request.GET if "borjar" in request.GET else None)
    other = None
    if start.is_bound and start.is_valid():
        other = at_the_clock(workshop, start.cleaned_data["borjar"])
    missing = planning.missing(workshop) if workshop.state == WorkshopState.PLANNED else []
    rows = programme_rows(workshop, steps, now, other if other != workshop.starts_at else None)
    if minutes is None:
        minutes = minutes_form(workshop, steps)
    for row in rows:
        name = f"minuter-{row['step'].pk}"
        row["minutes"] = minutes[name] if name in minutes.fields else None
    earlier = workshop.copied_from
    context = {
        "workshop": workshop,
        "rows": rows,
        "ends": rows[-1]["slot"].ends if rows else workshop.starts_at,
        "total": sum(step.minutes for step in steps),
        "minutes_form": minutes,
        "start_form": start,
        "other_start": other,
        "other_ends": rows[-1]["other"].ends if rows and rows[-1]["other"] else None,
        "shift": round((other - workshop.starts_at).total_seconds() / 60) if other else 0,
        "drift": drift(workshop, steps, now),
        "full": len(steps) >= MOST_STEPS,
        "most": MOST_STEPS,
        "practice": rehearsal_of(workshop),
        "earlier": earlier,
        "may_see_earlier": earlier is not None and may(request, "workshops.plan", earlier),
        "template": TEMPLATES.get(workshop.template),
        "missing": [(sentence, _where(request, workshop, part)) for part, sentence in missing],
        "frame_missing": any(part == "frame" for part, _sentence in missing),
        "declaration": getattr(workshop, "declaration", None),
        "may_change_lab": may(request, "labs.change", workshop.lab),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/programme.html", context, status=status)


def minutes_form(workshop: Workshop, steps: list[Exercise], data=None) -> MinutesForm:
    """The minutes of all steps that can still be changed."""
    return MinutesForm(
        data,
        steps=[step for step in steps if not is_fixed(workshop, step)],
        form_id="minuter",
        initial={"row_version": workshop.programme_version},
    )


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
