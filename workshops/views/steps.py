"""The steps of a programme: one more of a chosen kind, other words for it, another place, none."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hlab.core.access import guarded
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.core.text import whole_number
from workshops import registry
from workshops.actions import planning
from workshops.forms import StepForm
from workshops.models import Exercise, Workshop
from workshops.programme_forms import PlaceForm
from workshops.programmes import MOST_STEPS
from workshops.queries import programme, workshops
from workshops.registry import ExerciseKind

SHOWN = ("title", "prompt", "minutes", "source", "in_groups", "sync", "anonymity", "open_until", "row_version")


@guarded("workshops.plan", workshops)
@require_safe
def choose_kind(request, workshop: Workshop):
    """Which kind of step to add; one that has nothing to build on says what it needs."""
    steps = programme(workshop)
    present, place = {step.kind for step in steps}, whole_number(request.GET.get("plats"))
    kinds = [
        (kind, planning.names_of(kind.works_on) if _needs(kind) and not present & set(kind.works_on) else "")
        for kind in registry.every()
    ]
    context = {
        "workshop": workshop,
        "kinds": kinds,
        "place": place if 1 <= place <= len(steps) else 0,
        "after": steps[place - 2].title if 2 <= place <= len(steps) else "",
        "full": len(steps) >= MOST_STEPS,
        "most": MOST_STEPS,
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/step_kinds.html", context)


def _needs(kind: ExerciseKind) -> bool:
    return bool(kind.works_on) and not kind.source_optional


@guarded("workshops.plan", workshops)
def add_step(request, workshop: Workshop, kind: str):
    """One more step of a kind, last."""
    found = next((one for one in registry.every() if one.key == kind), None)
    if found is None:
        raise Http404
    sources = _sources(workshop, found)
    if _needs(found) and not sources.exists():
        names = planning.names_of(found.works_on)
        messages.error(request, _("Lägg först till ett steg av slaget %(kinds)s.") % {"kinds": names})
        return redirect("workshops:add_step", pk=workshop.pk)
    data = request.POST if request.method == "POST" else None
    several = workshop.sites.count() > 1
    form = StepForm(
        data, kind=found, sources=sources, initial=found.suggests, several_sites=several,
        choices=found.choices(workshop),
    )  # fmt: skip
    place = PlaceForm(data, steps=programme(workshop), initial={"plats": whole_number(request.GET.get("plats")) or ""})

    def save(_data):
        if not place.is_valid():
            raise RuleBroken(_("Välj en plats som finns i programmet."))
        where = place.cleaned_data["plats"]
        planning.add_exercise(
            workshop=workshop, kind=found.key, by=request.user, at=timezone.now(), place=where,
            key=place.cleaned_data["key"], **form.step(),
        )  # fmt: skip
        said = (
            _("Steget är tillagt på plats %(n)d.") % {"n": where}
            if where
            else _("Steget är tillagt sist i programmet.")
        )
        messages.success(request, said)
        return redirect("workshops:programme", pk=workshop.pk)

    title = _("Nytt steg: %(kind)s") % {"kind": found.label}
    return _form(request, workshop, found, form, save, title=title, place=place)


@guarded("workshops.plan", workshops)
def change_step(request, workshop: Workshop, step: int):
    """Other words, minutes or settings for a step that has not begun."""
    exercise = _step(workshop, step)
    kind = registry.get(exercise.kind)
    initial = {name: getattr(exercise, name) for name in SHOWN}
    form = StepForm(
        request.POST if request.method == "POST" else None,
        initial=initial | exercise.settings,
        kind=kind,
        sources=_sources(workshop, kind).filter(position__lt=exercise.position),
        several_sites=exercise.only_at_id is None and workshop.sites.count() > 1,
        choices=kind.choices(workshop),
    )

    def save(data):
        planning.change_exercise(
            exercise=exercise, by=request.user, at=timezone.now(), row_version=data["row_version"], **form.step()
        )
        messages.success(request, _("Steget är ändrat."))
        return redirect("workshops:programme", pk=workshop.pk)

    return _form(request, workshop, kind, form, save, title=_("Ändra steget"))


def _form(request, workshop: Workshop, kind: ExerciseKind, form: StepForm, save, *, title: str, place=None):
    return save_form(
        request, form, save, template="workshops/step.html", workshop=workshop, kind=kind, title=title, place=place,
        is_demo=workshop.is_demo,
    )  # fmt: skip


def _sources(workshop: Workshop, kind: ExerciseKind) -> QuerySet[Exercise]:
    """Steps that a step of this kind can build on."""
    return workshop.exercises.filter(kind__in=kind.works_on).order_by("position")


def _step(workshop: Workshop, pk: int) -> Exercise:
    step = workshop.exercises.select_related("source").filter(pk=pk).first()
    if step is None:
        raise Http404
    step.workshop = workshop
    return step


@guarded("workshops.plan", workshops)
def remove_step(request, workshop: Workshop, step: int):
    """Take away a step, after asking; what would be refused is refused at once, without a question."""
    exercise = _step(workshop, step)
    back = reverse("workshops:programme", args=[workshop.pk])
    try:
        if request.method == "POST":
            planning.remove_exercise(exercise=exercise, by=request.user, at=timezone.now())
            messages.success(request, _("Steget är borttaget."))
            return redirect(back)
        planning.ensure_removable(exercise)
    except RuleBroken as broken:
        messages.error(request, broken.message)
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
