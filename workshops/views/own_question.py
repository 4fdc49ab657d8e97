"""A question of one site alone, which is not compared with the other sites'."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hlab.core.access import guarded
from hlab.core.forms import save_form
from workshops import registry
from workshops.actions import planning
from workshops.forms import StepForm
from workshops.models import Exercise, Site
from workshops.queries import sites
from workshops.registry import ExerciseKind


def _of_several(site: Site) -> Site:
    if not site.name:
        raise Http404  # a session in one room has no question that the others do not answer
    return site


@guarded("workshops.facilitate", sites)
@require_safe
def choose(request, site: Site):
    """Which kind of question."""
    site = _of_several(site)
    kinds = [kind for kind in registry.every() if not _needs(kind) or _sources(site, kind).exists()]
    context = {"site": site, "workshop": site.workshop, "kinds": kinds, "is_demo": site.workshop.is_demo}
    return render(request, "workshops/own_question.html", context)


@guarded("workshops.facilitate", sites)
def add(request, site: Site, kind: str):
    """The question itself, last in the programme of this site."""
    site = _of_several(site)
    found = next((one for one in registry.every() if one.key == kind), None)
    if found is None or (_needs(found) and not _sources(site, found).exists()):
        raise Http404
    form = StepForm(
        request.POST if request.method == "POST" else None,
        kind=found, sources=_sources(site, found), initial=found.suggests, choices=found.choices(site.workshop),
    )  # fmt: skip

    def save(_data):
        planning.add_exercise(
            workshop=site.workshop, kind=found.key, only_at=site, by=request.user, at=timezone.now(), **form.step()
        )
        messages.success(request, _("Frågan ligger sist i ert program. Bara ni svarar på den."))
        return redirect("workshops:console", pk=site.pk)

    return save_form(
        request, form, save, template="workshops/own_question_form.html", site=site, workshop=site.workshop, kind=found,
        is_demo=site.workshop.is_demo,
    )  # fmt: skip


def _needs(kind: ExerciseKind) -> bool:
    return bool(kind.works_on) and not kind.source_optional


def _sources(site: Site, kind: ExerciseKind) -> QuerySet[Exercise]:
    """Steps of this site that a question of this kind can build on."""
    steps = site.workshop.exercises.filter(Q(only_at=None) | Q(only_at=site), kind__in=kind.works_on)
    return steps.order_by("position")
