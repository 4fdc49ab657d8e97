"""One step of a map: everything of it on one page, one more, somewhere else, or gone."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded, may
from hlab.core.forms import sent, who
from journeys.actions import steps as acts
from journeys.forms_map import with_key
from journeys.forms_steps import MoveForm, NewStepForm, StepForm, last_place_of, place_chosen, those_there
from journeys.models import Journey, Step
from journeys.queries.journeys import journeys
from journeys.queries.outline import actors, hangs_on, outline
from journeys.queries.parts import cells_of, steps, there, ways_from
from journeys.views.around import METHODS, around, confirmed, home, saved, standing, with_words


@guarded("journeys.write", steps)
@require_http_methods(METHODS)
@standing
@with_words
def step(request, step: Step):
    """Everything of a step. Two who write in different fields or lanes never meet."""
    chosen = those_there(actors(step.journey), there(step))
    form = StepForm(sent(request), step=step, outlook=cells_of(step), there=chosen)

    def save(_data):
        acts.change_step(step=step, row_version=form.version(), seen=form.seen(), **form.said(), **who(request))

    return saved(
        request, step.journey, form, save, words=_("”%(title)s” är sparat.") % {"title": step.title},
        template="journeys/edit/step.html", step=step, ways=ways_from(step),
        may_read_voices=may(request, "journeys.read_voices", step), **around(step.journey, (step.title, None)),
    )  # fmt: skip


@guarded("journeys.write", journeys)
@require_http_methods(METHODS)
def add_step(request, journey: Journey):
    """One more step. ?efter= a step or a phase that was pointed at."""
    shape = outline(journey)
    if not shape:
        messages.info(request, _("Kartan har inga faser ännu. Lägg till den första, så finns det plats för steg."))
        return redirect("journeys:add_phase", journey.pk)
    start = {"after": last_place_of(shape, request.GET.get("efter", "")), "grade": request.GET.get("hur") or "assumed"}
    form = with_key(NewStepForm(sent(request), outline=shape, there=actors(journey), initial=start))

    def save(data):
        phase, after = place_chosen(shape, data["after"])
        made = acts.add_step(journey=journey, phase=phase, after=after, **form.said(), **who(request))
        if request.POST.get("mer") == "1":
            asked = urlencode({"efter": made.pk, "hur": made.grade})
            return f"{reverse('journeys:add_step', args=[journey.pk])}?{asked}"
        return home(journey)

    return saved(
        request, journey, form, save, words=_("Steget är tillagt."), template="journeys/edit/add_step.html",
        **around(journey, (_("Lägg till ett steg"), None)),
    )  # fmt: skip


@guarded("journeys.write", steps)
@require_http_methods(METHODS)
@standing
def move_step(request, step: Step):
    """Another place in the map: after a step, or first in a phase."""
    shape = outline(step.journey)
    form = MoveForm(sent(request), outline=shape, step=step, initial={"after": _where(shape, step)})

    def save(data):
        phase, after = place_chosen(shape, data["after"] or data["phase"])
        acts.move_step(step=step, phase=phase, after=after, **who(request))

    title = _("Flytta ”%(title)s”") % {"title": step.title}
    return saved(
        request, step.journey, form, save, words=_("”%(title)s” är flyttat.") % {"title": step.title},
        template="journeys/edit/form.html", title=title, submit=_("Flytta steget"),
        **around(step.journey, (title, None)),
    )  # fmt: skip


@guarded("journeys.write", steps)
@require_http_methods(METHODS)
@standing
def remove_step(request, step: Step):
    """Out of the map, after saying what goes with it."""
    return confirmed(
        request, step.journey, lambda key: acts.remove_step(step=step, client_key=key, **who(request)),
        title=_("Ta bort ”%(title)s”?") % {"title": step.title},
        body=" ".join([*_goes_with(step), _("Allt kommer tillbaka om du ångrar dig, här eller i historiken.")]),
        submit=_("Ta bort steget"), words=_("”%(title)s” är borttaget.") % {"title": step.title},
        back=reverse("journeys:step", args=[step.pk]),
    )  # fmt: skip


def _where(shape, step: Step) -> str:
    """Where the step lies now, as the form names it."""
    for phase, its in shape:
        ids = [one.pk for one in its]
        if step.pk in ids:
            at = ids.index(step.pk)
            return str(its[at - 1].pk if at else phase.pk)
    return ""


def _goes_with(step: Step) -> list[str]:
    hanging = hangs_on(step)
    counts = {name: len(hanging[name]) for name in ("gaps", "links", "voices")}
    said = []
    if n := counts["gaps"]:
        said.append(ngettext("%(n)s mellanrum efter steget försvinner också.",
                             "%(n)s mellanrum efter steget försvinner också.", n) % {"n": n})  # fmt: skip
    if n := counts["links"]:
        said.append(ngettext("%(n)s väg från eller till det försvinner också.",
                             "%(n)s vägar från eller till det försvinner också.", n) % {"n": n})  # fmt: skip
    if n := counts["voices"]:
        said.append(ngettext("%(n)s röst kopplas loss. Det personen har sagt finns kvar i labbet.",
                             "%(n)s röster kopplas loss. Det personerna har sagt finns kvar i labbet.", n)
                    % {"n": n})  # fmt: skip
    return said
