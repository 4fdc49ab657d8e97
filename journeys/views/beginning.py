"""A map is begun, its facts are changed, it is put aside and taken out again."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded
from hlab.core.forms import save_form, sent, who
from hlab.labs.models import Lab
from journeys.actions import journeys as acts
from journeys.actions.editing import OF_THE_JOURNEY
from journeys.forms_map import JourneyForm, NewJourneyForm, with_key
from journeys.models import Journey
from journeys.queries.journeys import journeys
from journeys.views.around import METHODS, around, confirmed, home, of_lab, saved


@guarded("journeys.write", Lab)
@require_http_methods(METHODS)
def new_journey(request, lab: Lab):
    """A new map: whose way it is, what it is to answer, and what it begins with."""
    form = with_key(NewJourneyForm(sent(request), lab=lab, initial={"owner": request.user.pk}))

    def save(data):
        journey = acts.begin_journey(lab=lab, client_key=data["key"], **form.facts(), **who(request))
        messages.success(request, _("Kartan är gjord. Lägg till det första som hände."))
        return redirect(home(journey))

    context = of_lab(lab, (_("Ny resa"), None)) | {"cancel": reverse("journeys:list", args=[lab.pk])}
    return save_form(request, form, save, template="journeys/edit/new_journey.html", **context)


@guarded("journeys.write", journeys)
@require_http_methods(METHODS)
def change_journey(request, journey: Journey):
    """Other facts about the map."""
    facts = {name: getattr(journey, name) for name in (*OF_THE_JOURNEY, "row_version")}
    form = JourneyForm(sent(request), lab=journey.lab, journey=journey, initial=facts)

    def save(_data):
        acts.change_journey(
            journey=journey, row_version=form.version(), seen=form.seen(), **form.touched(), **who(request)
        )

    return saved(
        request, journey, form, save, words=_("Uppgifterna är sparade."), template="journeys/edit/form.html",
        title=_("Ändra uppgifterna om resan"), **around(journey, (_("Ändra uppgifterna"), None)),
    )  # fmt: skip


@guarded("journeys.write", journeys)
@require_http_methods(METHODS)
def archive_journey(request, journey: Journey):
    """Put the map aside, or take it out again."""
    if journey.archived_at is None:
        return confirmed(
            request, journey, lambda _key: acts.archive_journey(journey=journey, **who(request)),
            title=_("Lägga kartan åt sidan?"),
            body=_("Den syns inte längre bland labbets resor, och ingen kan ändra i den. Allt finns kvar, och ni kan "
                   "ta fram den igen när som helst."),
            submit=_("Lägg åt sidan"), kind="",
            said=_("Kartan är lagd åt sidan. Du kan ta fram den igen här."),
        )  # fmt: skip
    return confirmed(
        request, journey, lambda _key: acts.take_out_again(journey=journey, **who(request)),
        title=_("Ta fram kartan igen?"), body=_("Den syns bland labbets resor igen, och går att ändra i."),
        submit=_("Ta fram den"), kind="", said=_("Kartan är framtagen igen."),
    )  # fmt: skip
