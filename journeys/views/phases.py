"""Phases of a map."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded
from hlab.core.forms import sent, who
from journeys.actions import phases as acts
from journeys.actions.steps import FIRST
from journeys.forms_map import with_key
from journeys.forms_parts import MovePhaseForm, NewPhaseForm, PhaseForm, RemovePhaseForm
from journeys.models import Journey, Phase
from journeys.queries.journeys import journeys
from journeys.queries.outline import outline
from journeys.queries.parts import phases
from journeys.views.around import METHODS, around, confirmed, saved, standing


def _others(journey: Journey) -> list[Phase]:
    return [phase for phase, _steps in outline(journey)]


@guarded("journeys.write", journeys)
@require_http_methods(METHODS)
def add_phase(request, journey: Journey):
    """One more stretch of the way."""
    rows = _others(journey)
    form = with_key(NewPhaseForm(sent(request), phases=rows))
    by_id = {str(phase.pk): phase for phase in rows}

    def save(data):
        acts.add_phase(
            journey=journey, title=data["title"], after=by_id.get(data.get("after", ""), FIRST),
            client_key=data["key"], **who(request),
        )  # fmt: skip

    title = _("Lägg till en fas")
    return saved(
        request, journey, form, save, words=_("Fasen är tillagd."), template="journeys/edit/form.html", title=title,
        lede=_("Tre till fem faser räcker för de flesta resor."), submit=_("Lägg till fasen"),
        **around(journey, (title, None)),
    )  # fmt: skip


@guarded("journeys.write", phases)
@require_http_methods(METHODS)
@standing
def phase(request, phase: Phase):
    """The name of a phase, and the ways to move it and take it out."""
    start = {"title": phase.title, "row_version": phase.row_version}
    form = PhaseForm(sent(request), initial=start)

    def save(_data):
        acts.change_phase(phase=phase, row_version=form.version(), seen=form.seen(), **form.touched(), **who(request))

    return saved(
        request, phase.journey, form, save, words=_("Fasen är sparad."), template="journeys/edit/phase.html",
        phase=phase, **around(phase.journey, (phase.title, None)),
    )  # fmt: skip


@guarded("journeys.write", phases)
@require_http_methods(METHODS)
@standing
def move_phase(request, phase: Phase):
    """Another place, with its steps."""
    rows = _others(phase.journey)
    form = MovePhaseForm(sent(request), phases=rows, phase=phase)
    by_id = {str(one.pk): one for one in rows}

    def save(data):
        acts.move_phase(phase=phase, after=by_id.get(data["after"], FIRST), **who(request))

    title = _("Flytta fasen ”%(title)s”") % {"title": phase.title}
    return saved(
        request, phase.journey, form, save, words=_("Fasen är flyttad."), template="journeys/edit/form.html",
        title=title, lede=_("Stegen i fasen följer med."), submit=_("Flytta fasen"),
        **around(phase.journey, (title, None)),
    )  # fmt: skip


@guarded("journeys.write", phases)
@require_http_methods(METHODS)
@standing
def remove_phase(request, phase: Phase):
    """Out of the map. What becomes of its steps is asked."""
    its = next((steps for one, steps in outline(phase.journey) if one.pk == phase.pk), [])
    title, words = _("Ta bort fasen ”%(title)s”?") % {"title": phase.title}, _("Fasen är borttagen.")
    if not its:
        return confirmed(
            request, phase.journey, lambda key: acts.remove_phase(phase=phase, client_key=key, **who(request)),
            title=title, body=_("Fasen har inga steg. Den kommer tillbaka om du ångrar dig."),
            submit=_("Ta bort fasen"), words=words,
        )  # fmt: skip
    to = acts.neighbour_of(phase)
    form = with_key(RemovePhaseForm(sent(request), to=to.title if to else ""))

    def save(data):
        acts.remove_phase(phase=phase, with_steps=data["steps"] == "bort", client_key=data["key"], **who(request))

    lede = ngettext("Fasen har %(n)s steg. Allt kommer tillbaka om du ångrar dig.",
                    "Fasen har %(n)s steg. Allt kommer tillbaka om du ångrar dig.", len(its))  # fmt: skip
    return saved(
        request, phase.journey, form, save, words=words, template="journeys/edit/form.html", title=title,
        lede=lede % {"n": len(its)}, submit=_("Ta bort fasen"), stop=True, **around(phase.journey, (title, None)),
    )  # fmt: skip
