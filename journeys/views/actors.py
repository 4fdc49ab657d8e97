"""Those who are there along the way."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hlab.core.access import guarded
from hlab.core.forms import sent, who
from journeys.actions import actors as acts
from journeys.forms_map import with_key
from journeys.forms_parts import ActorForm
from journeys.models import Journey, JourneyActor
from journeys.queries.journeys import journeys
from journeys.queries.outline import actors as along
from journeys.queries.parts import those_along
from journeys.views.around import METHODS, around, confirmed, saved, standing


@guarded("journeys.write", journeys)
@require_http_methods(METHODS)
def actors(request, journey: Journey):
    """Who is there along the way, and one more."""
    here = reverse("journeys:actors", args=[journey.pk])
    form = with_key(ActorForm(sent(request)))

    def save(data):
        acts.add_actor(
            journey=journey, name=data["name"], kind=data["kind"], organisation=data["organisation"],
            client_key=data["key"], **who(request),
        )  # fmt: skip

    rows = along(journey).annotate(n=Count("in_steps", filter=Q(in_steps__step__gone_at=None)))
    return saved(
        request, journey, form, save, words=_("Aktören är tillagd."), template="journeys/edit/actors.html", to=here,
        rows=rows, **around(journey, (_("Vilka är med"), None)),
    )  # fmt: skip


@guarded("journeys.write", those_along)
@require_http_methods(METHODS)
@standing
def actor(request, actor: JourneyActor):
    """Another name, kind or organisation."""
    back = reverse("journeys:actors", args=[actor.journey_id])
    start = {name: getattr(actor, name) for name in ("name", "kind", "organisation", "row_version")}
    form = ActorForm(sent(request), initial=start)

    def save(_data):
        acts.change_actor(actor=actor, row_version=form.version(), seen=form.seen(), **form.touched(), **who(request))

    return saved(
        request, actor.journey, form, save, words=_("”%(name)s” är sparad.") % {"name": actor.name},
        template="journeys/edit/actor.html", to=back, actor=actor,
        **around(actor.journey, (_("Vilka är med"), back), (actor.name, None)),
    )  # fmt: skip


@guarded("journeys.write", those_along)
@require_http_methods(METHODS)
@standing
def remove_actor(request, actor: JourneyActor):
    """Out of the map, its steps and its gaps."""
    back = reverse("journeys:actors", args=[actor.journey_id])
    return confirmed(
        request, actor.journey, lambda key: acts.remove_actor(actor=actor, client_key=key, **who(request)),
        title=_("Ta bort ”%(name)s” ur kartan?") % {"name": actor.name},
        body=_("De steg och mellanrum där ”%(name)s” är med finns kvar, utan den. Allt kommer tillbaka om du ångrar "
               "dig.") % {"name": actor.name},
        submit=_("Ta bort ur kartan"), words=_("”%(name)s” är borttagen ur kartan.") % {"name": actor.name},
        back=back, to=back,
    )  # fmt: skip
