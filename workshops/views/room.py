"""Around the steps, for those who lead: who asks for help or to speak, messages, the parking, what was decided."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from workshops.forms_room import MessageForm, ParkForm
from workshops.models import Site, Workshop
from workshops.queries import sites, step_at, workshops
from workshops.queries.board import table_rows
from workshops.queries.moderation import decisions_in
from workshops.queries.room import (
    help_wanted,
    messages_at,
    numbered,
    parked_at,
    speaking_queue,
    talk_by_perspective,
)
from workshops.room_acts import ACTS, Sent
from workshops.wire import desk
from workshops.wire import room as room_channel


@guarded("workshops.host", sites)
def room(request, site: Site):
    """Everything around the steps on one page; the console fetches it as a fragment."""
    return _page(request, site)


def _page(request, site: Site, *, error: RuleBroken | None = None, act: str = ""):
    step = step_at(site.pk, site.current_id) if site.current_id else None
    people = numbered(site)
    numbers = {pk: number for number, pk, _left_at in people}
    tables = table_rows(step, timezone.now()) if step is not None else []
    groups = [row["group"] for row in tables] if step is not None else list(site.groups.order_by("position"))
    forms = {"skicka": MessageForm, "parkera": ParkForm}
    made = {}
    for name, shape in forms.items():
        data = request.POST if error is not None and act == name else None
        extra = {"groups": groups} if shape is MessageForm else {}
        made[name] = shape(data, initial={"key": uuid.uuid4()}, auto_id=f"id_{name}_%s", **extra)
        if data is not None:
            made[name].is_valid()
            made[name].add_error(error.field if error.field in made[name].fields else None, error.message)
    told = messages_at(site)
    context = {
        "site": site,
        "workshop": site.workshop,
        "step": step,
        "tables": tables,
        "help_wanted": help_wanted(site, numbers),
        "queue": speaking_queue(site, numbers),
        "talk": talk_by_perspective(site),
        "told": told,
        "parked": parked_at(site),
        "gone": [number for number, _pk, left_at in people if left_at is not None],
        "message_form": made["skicka"],
        "park_form": made["parkera"],
        "error": error if act not in forms else None,
        "may_facilitate": may(request, "workshops.facilitate", site),
        "may_plan": may(request, "workshops.plan", site),
        "wire": [room_channel(site.pk), desk(site.pk)],
        "is_demo": site.workshop.is_demo,
    }
    template = "workshops/_room.html" if request.htmx and error is None else "workshops/room.html"
    return render(request, template, context, status=error.status if error else 200)


@guarded("workshops.host", sites)
@require_POST
def room_act(request, site: Site, act: str):
    """One act around the steps, by name."""
    known = ACTS.get(act)
    if known is None:
        raise Http404
    if not known.everyone and not may(request, "workshops.facilitate", site):
        raise PermissionDenied
    try:
        said = known.do(Sent(site, request.POST, request.user, timezone.now()))
    except RuleBroken as broken:
        return _page(request, site, error=broken, act=act)
    messages.success(request, said)
    return redirect("workshops:console" if request.POST.get("fran") == "console" else "workshops:room", pk=site.pk)


@guarded("workshops.host", sites)
def parking(request, site: Site):
    """What was put aside and what became of it, to print."""
    context = {"site": site, "workshop": site.workshop, "parked": parked_at(site), "is_demo": site.workshop.is_demo}
    return render(request, "workshops/parking.html", context)


@guarded("workshops.plan", workshops)
def moderation(request, workshop: Workshop):
    """What was held, let through or kept in a session, when and why; nobody's words and nobody's name."""
    context = {
        "workshop": workshop,
        "decisions": decisions_in(workshop),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/moderation.html", context)
