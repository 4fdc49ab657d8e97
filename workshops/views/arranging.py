"""A programme put in order: steps to another place, once more, all minutes at once, another start.

A page that somebody else has changed meanwhile is answered with both versions (the middleware's page), and what was
sent can be sent again knowingly. Its "keep theirs" leads back here by GET, and so to the programme as it is.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import whole_number
from workshops.actions import arranging, planning
from workshops.models import Exercise, Workshop
from workshops.programme_desk import at_the_clock
from workshops.programme_forms import StartForm
from workshops.queries import programme, workshops
from workshops.views.planning import minutes_form, programme_page


def _step(workshop: Workshop, pk: int) -> Exercise:
    step = next((step for step in programme(workshop) if step.pk == pk), None)
    if step is None:
        raise Http404
    step.workshop = workshop
    return step


def _seen(request) -> int | None:
    return whole_number(request.POST.get("row_version")) or None


def _done(request, workshop: Workshop, act):
    """Do it, say what happened or why not, and show the programme."""
    if request.method == "POST":
        try:
            if said := act():
                messages.success(request, said)
        except StaleEdit:
            raise
        except RuleBroken as broken:
            messages.error(request, broken.message)
    return redirect("workshops:programme", pk=workshop.pk)


@guarded("workshops.plan", workshops)
def move_step(request, workshop: Workshop, step: int):
    """One place up or down."""
    exercise = _step(workshop, step)

    def act() -> None:
        up = request.POST.get("vart") == "upp"
        planning.move_exercise(exercise=exercise, up=up, seen=_seen(request), by=request.user, at=timezone.now())

    return _done(request, workshop, act)


@guarded("workshops.plan", workshops)
def place_steps(request, workshop: Workshop):
    """The chosen steps to the chosen place."""

    def act() -> str:
        place = whole_number(request.POST.get("plats"))
        moved = arranging.place_exercises(
            workshop=workshop,
            step_ids=[whole_number(value) for value in request.POST.getlist("steg")],
            place=place,
            seen=_seen(request),
            by=request.user,
            at=timezone.now(),
        )
        said = ngettext(
            "%(n)d steg är flyttat till plats %(place)d.", "%(n)d steg är flyttade till plats %(place)d.", moved
        )
        return said % {"n": moved, "place": place}

    return _done(request, workshop, act)


@guarded("workshops.plan", workshops)
def duplicate_step(request, workshop: Workshop, step: int):
    """The same step once more, after itself."""
    exercise = _step(workshop, step)

    def act() -> str:
        copy = arranging.duplicate_exercise(exercise=exercise, seen=_seen(request), by=request.user, at=timezone.now())
        return _("”%(title)s” är tillagt på plats %(n)d.") % {"title": copy.title, "n": copy.position}

    return _done(request, workshop, act)


@guarded("workshops.plan", workshops)
def minutes(request, workshop: Workshop):
    """The minutes of all steps, from one form. What cannot be read is said at its step, and nothing is lost."""
    if request.method != "POST":
        return redirect("workshops:programme", pk=workshop.pk)
    form = minutes_form(workshop, programme(workshop), request.POST)
    if not form.is_valid():
        return programme_page(request, workshop, minutes=form, status=422)

    def act() -> str:
        changed = arranging.set_minutes(
            workshop=workshop,
            minutes=form.minutes(),
            seen=form.cleaned_data["row_version"],
            by=request.user,
            at=timezone.now(),
        )
        if not changed:
            return _("Minuterna är som förut.")
        return ngettext("Minuterna är ändrade i %(n)d steg.", "Minuterna är ändrade i %(n)d steg.", changed) % {
            "n": changed
        }

    return _done(request, workshop, act)


@guarded("workshops.plan", workshops)
def start(request, workshop: Workshop):
    """Another time of day to begin: the whole programme follows."""
    form = StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not form.is_valid():
        return programme_page(request, workshop, start=form, status=422)

    def act() -> str:
        begins = at_the_clock(workshop, form.cleaned_data["borjar"])
        changed = planning.change_workshop(
            workshop=workshop,
            row_version=whole_number(request.POST.get("row_version")),
            by=request.user,
            at=timezone.now(),
            starts_at=begins,
        )
        when = date_format(timezone.localtime(changed.starts_at), "G.i")
        return _("Verkstaden börjar nu %(when)s, och alla klockslag har följt med.") % {"when": when}

    return _done(request, workshop, act)
