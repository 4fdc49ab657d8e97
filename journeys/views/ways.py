"""Other ways on from a step."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded
from hlab.core.forms import sent, who
from journeys.actions import ways as acts
from journeys.forms_map import with_key
from journeys.forms_parts import WayForm
from journeys.models import Link, Step
from journeys.queries.outline import outline
from journeys.queries.parts import steps, ways
from journeys.views.around import METHODS, around, confirmed, saved, standing


@guarded("journeys.write", steps)
@require_http_methods(METHODS)
@standing
def add_way(request, step: Step):
    """Back to something earlier, or on to something later than the next step."""
    shape = outline(step.journey)
    by_id = {str(one.pk): one for _phase, its in shape for one in its}
    form = with_key(WayForm(sent(request), outline=shape, source=step))

    def save(data):
        acts.add_way(
            journey=step.journey, source=step, target=by_id[data["target"]], kind=data["kind"], words=data["words"],
            client_key=data["key"], **who(request),
        )  # fmt: skip

    title = _("En annan väg från ”%(title)s”") % {"title": step.title}
    return saved(
        request, step.journey, form, save, words=_("Vägen är tillagd."), template="journeys/edit/form.html",
        title=title, lede=_("Om personen kan hamna någon annanstans än i nästa steg."), submit=_("Lägg till vägen"),
        **around(step.journey, (title, None)),
    )  # fmt: skip


@guarded("journeys.write", ways)
@require_http_methods(METHODS)
@standing
def remove_way(request, way: Link):
    """Out of the map."""
    between = {"source": way.source.title, "target": way.target.title}
    return confirmed(
        request, way.journey, lambda key: acts.remove_way(link=way, client_key=key, **who(request)),
        title=_("Ta bort vägen?"),
        body=_("Vägen från ”%(source)s” till ”%(target)s” försvinner ur kartan. Stegen finns kvar.") % between,
        submit=_("Ta bort vägen"), words=_("Vägen är borttagen."),
    )  # fmt: skip
