"""Så står din väg i kartan: the one person whose way it is says whether that is right, without an account."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from followup.forms.receipt import OwnMapForm
from followup.queries.receipt import own_journeys
from hlab.core.access import guarded
from hlab.core.forms import save_form
from journeys.actions.versions import say_of_map
from journeys.enums import TellerSays
from journeys.map_page import on_page
from journeys.models import Journey
from journeys.queries.document import document
from journeys.queries.shown import agrees
from journeys.queries.voices import USABLE


@guarded("journeys.own", own_journeys, turn_to="followup:receipt")
def own_journey(request, journey: Journey):
    """The map as it is now, with the person's own words, and what they say of it. It can be said anew at any time."""
    mine = Q(contribution__participation__receipt=request.viewer.receipt)
    found = document(journey, readable=USABLE & mine)
    start = {"answer": journey.teller_says, "words": journey.teller_words, "edits": journey.edits}
    form = OwnMapForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound:
        form.data = form.data.copy()  # the answer is about the map that is shown with it

    def save(data):
        sent = data["edits"]
        form.data["edits"] = journey.edits
        say_of_map(
            journey=journey, answer=data["answer"], words=data["words"], edits=sent, by=journey.teller,
            at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _SAVED[data["answer"]]())
        return redirect(f"{reverse('followup:receipt')}#resa-{journey.pk}")

    return save_form(
        request, form, save, template="followup/own_journey.html", journey=journey,
        map=on_page(found, phase=request.GET.get("fas", "")), agrees=agrees(journey), is_demo=journey.is_demo,
    )  # fmt: skip


_SAVED = {
    TellerSays.YES: lambda: _("Tack. Vi vet nu att det stämmer, och labbet får publicera kartan som den är."),
    TellerSays.CHANGE: lambda: _("Sparat. Labbet läser det. Inget är publikt innan du har läst kartan igen."),
    TellerSays.NO: lambda: _("Sparat. Kartan används inte, och är den publik är den nertagen nu."),
}
