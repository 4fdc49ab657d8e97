"""The log of those who lead and follow: apart from what participants say, and never shown to them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hlab.core.access import guarded, may
from hlab.core.forms import save_form
from hlab.core.text import whole_number
from hlab.labs.enums import Perspective
from workshops.actions import reflecting as acts
from workshops.forms_after import ReflectionForm
from workshops.models import Reflection, Workshop
from workshops.queries import workshops
from workshops.queries.after import log_of, reflections
from workshops.sent import sent_key


@guarded("workshops.keep_log", workshops)
def log(request, workshop: Workshop):
    """The log, newest first. A table host reads their own entries, those with right to the log everybody's."""
    everything = may(request, "workshops.read_log", workshop)
    context = {
        "workshop": workshop,
        "entries": log_of(workshop, only_by=None if everything else request.user),
        "everything": everything,
        "perspectives": dict(Perspective.choices),
        "is_demo": workshop.is_demo,
    }
    for entry in context["entries"]:
        entry.quiet_in_words = [str(Perspective(code).label) for code in entry.quiet]
    return render(request, "workshops/log.html", context)


@guarded("workshops.keep_log", workshops)
def write(request, workshop: Workshop):
    """One more entry."""
    data = request.POST if request.method == "POST" else None
    form = ReflectionForm(data, initial={"day": timezone.localdate()}, workshop=workshop)

    def save(data):
        acts.reflect(workshop=workshop, key=sent_key(request), by=request.user, at=timezone.now(), **data)
        messages.success(request, _("Det är skrivet i loggen."))
        return redirect("workshops:log", pk=workshop.pk)

    context = {"workshop": workshop, "key": request.POST.get("key") or uuid.uuid4(), "is_demo": workshop.is_demo}
    return save_form(request, form, save, template="workshops/log_form.html", title=_("Skriv i loggen"), **context)


@guarded("workshops.own_reflection", reflections)
def change(request, reflection: Reflection):
    """Other words for one's own entry."""
    workshop = reflection.workshop
    names = ("site", "day", "happened", "quiet", "changed", "learned")
    initial = {name: getattr(reflection, name) for name in names}
    form = ReflectionForm(request.POST if request.method == "POST" else None, initial=initial, workshop=workshop)

    def save(data):
        acts.change_reflection(
            reflection=reflection, row_version=whole_number(request.POST.get("row_version")), by=request.user,
            at=timezone.now(), **data,
        )  # fmt: skip
        messages.success(request, _("Inlägget är ändrat."))
        return redirect("workshops:log", pk=workshop.pk)

    context = {"workshop": workshop, "entry": reflection, "is_demo": workshop.is_demo}
    return save_form(request, form, save, template="workshops/log_form.html", title=_("Ändra i loggen"), **context)
