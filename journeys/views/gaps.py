"""The spaces between steps."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded, may
from hlab.core.forms import sent, who
from journeys.actions import gaps as acts
from journeys.forms_gaps import FIELDS, GapForm
from journeys.forms_map import with_key
from journeys.models import Gap, Journey, Step
from journeys.queries.journeys import journeys
from journeys.queries.outline import actors, in_order
from journeys.queries.parts import gaps, there
from journeys.views.around import METHODS, around, confirmed, saved, standing, with_words


@guarded("journeys.write", journeys)
@require_http_methods(METHODS)
def add_gap(request, journey: Journey):
    """A space after a step. ?efter= which; without it, or where it is gone, the steps to choose from."""
    steps = in_order(journey)
    wanted = request.GET.get("efter", "")
    after = next((step for step in steps if str(step.pk) == wanted), None)
    if not steps:
        messages.info(request, _("Ett mellanrum ligger efter ett steg. Lägg till det första steget."))
        return redirect("journeys:add_step", journey.pk)
    if after is None:
        return _choose(request, journey, steps, bool(wanted))
    form = with_key(
        GapForm(
            sent(request), steps=steps, after=after, there=actors(journey), is_new=True, initial=_start(steps, after)
        )
    )

    def save(_data):
        acts.add_gap(journey=journey, after=after, **form.said(), **who(request))

    title = _("Mellanrum efter ”%(title)s”") % {"title": after.title}
    return saved(
        request, journey, form, save, words=_("Mellanrummet är tillagt."), template="journeys/edit/gap.html",
        title=title, after=after, submit=_("Lägg till mellanrummet"), **around(journey, (title, None)),
    )  # fmt: skip


@guarded("journeys.write", gaps)
@require_http_methods(METHODS)
@standing
@with_words
def gap(request, gap: Gap):
    """Everything of a gap."""
    start = {name: getattr(gap, name) for name in (*FIELDS, "after", "row_version")}
    form = GapForm(
        sent(request), steps=in_order(gap.journey), after=gap.after, there=actors(gap.journey), initial=start
    )

    def save(_data):
        acts.change_gap(gap=gap, row_version=form.version(), seen=form.seen(), **form.touched(), **who(request))

    return saved(
        request, gap.journey, form, save, words=_("Mellanrummet är sparat."), template="journeys/edit/gap.html",
        title=gap.title, after=gap.after, gap=gap,
        may_read_voices=may(request, "journeys.read_voices", gap), **around(gap.journey, (gap.title, None)),
    )  # fmt: skip


@guarded("journeys.write", gaps)
@require_http_methods(METHODS)
@standing
def remove_gap(request, gap: Gap):
    """Out of the map."""
    return confirmed(
        request, gap.journey, lambda key: acts.remove_gap(gap=gap, client_key=key, **who(request)),
        title=_("Ta bort mellanrummet ”%(title)s”?") % {"title": gap.title},
        body=_("Det som står om mellanrummet försvinner ur kartan, och röster kopplas loss. Allt kommer tillbaka om "
               "du ångrar dig."),
        submit=_("Ta bort mellanrummet"), words=_("Mellanrummet är borttaget."),
        back=reverse("journeys:gap", args=[gap.pk]),
    )  # fmt: skip


def _choose(request, journey: Journey, steps: list[Step], was_pointed_at: bool):
    if was_pointed_at and request.method == "POST":
        messages.error(request, _("Steget har tagits bort av någon. Välj ett annat."))
    title = _("Lägg till ett mellanrum")
    context = around(journey, (title, None)) | {"title": title, "steps": steps}
    return render(request, "journeys/edit/choose_step.html", context)


def _start(steps: list[Step], after: Step) -> dict:
    """What is likely: it ends at the next step, between one of those who were there and one who is there then."""
    at = next(n for n, step in enumerate(steps) if step.pk == after.pk)
    following = steps[at + 1] if at + 1 < len(steps) else None
    mine = [actor for actor in there(after) if not actor.is_person]
    theirs = [actor for actor in there(following) if not actor.is_person] if following else []
    return {
        "before": following,
        "from_actor": mine[0] if len(mine) == 1 else None,
        "to_actor": theirs[0] if len(theirs) == 1 else None,
        "kind": "wait",
    }
