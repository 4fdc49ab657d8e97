"""Photographed walls: the picture beside its words, for those who lead; for the room once the step is shown."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hlab.core.access import guarded
from hlab.core.forms import save_form
from workshops.actions.walls import put_wall
from workshops.forms_paper import WallForm
from workshops.models import Site, WallPhoto, Workshop
from workshops.queries import groups_of, participation_of, sites, step_at, workshops
from workshops.queries.paper import shown_walls, steps_with_notes, wall_at, walls_of


@guarded("workshops.read_all_notes", sites)
def walls(request, site: Site):
    """The walls of a site, and one more."""
    steps, groups = steps_with_notes(site), groups_of(site)
    start = {"key": uuid.uuid4(), "step": site.current_id or "", "taken_at": timezone.localtime(), "as_notes": True,
             "place": site.place or site.workshop.place}  # fmt: skip
    form = WallForm(
        request.POST if request.method == "POST" else None, request.FILES or None, initial=start, steps=steps,
        groups=groups,
    )  # fmt: skip

    def save(data):
        wall = put_wall(
            exercise=next(step for step in steps if str(step.pk) == data["step"]),
            group=next((group for group in groups if str(group.pk) == data.get("group")), None),
            picture=data["picture"],
            transcript=data["transcript"],
            as_notes=data["as_notes"],
            place=data["place"],
            taken_at=data["taken_at"],
            create_key=data["key"],
            by=request.user,
            at=timezone.now(),
        )
        made = wall.notes.count()
        said = ngettext("Bilden är sparad. %(n)d lapp blev till av raderna.",
                        "Bilden är sparad. %(n)d lappar blev till av raderna.", made)  # fmt: skip
        messages.success(request, said % {"n": made} if made else _("Bilden är sparad med sin text."))
        return redirect("workshops:walls", pk=site.pk)

    return save_form(
        request, form, save, template="workshops/walls.html", site=site, workshop=site.workshop, walls=walls_of(site),
        steps=steps, is_demo=site.workshop.is_demo,
    )  # fmt: skip


@guarded("workshops.read_all_notes", sites)
@require_safe
def picture(request, site: Site, wall):
    """The picture itself, for those who read everything."""
    return _file(wall_at(site, wall))


@guarded("workshops.take_part", workshops, turn_to="workshops:join")
@require_safe
def shown_picture(request, workshop: Workshop, wall):
    """The picture, for those at its site once the step is shown and all that stands on it."""
    place = participation_of(request.viewer, workshop)
    found = wall_at(place.site, wall)
    step = step_at(place.site_id, found.exercise_id) if found else None
    if found is None or step is None or not shown_walls(step).filter(pk=found.pk).exists():
        raise Http404
    return _file(found)


def _file(wall: WallPhoto | None) -> FileResponse:
    if wall is None:
        raise Http404
    try:
        content = wall.picture.open("rb")
    except OSError as gone:
        raise Http404 from gone
    response = FileResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response
