"""What the lab's staff page shows of its workshops."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rules.permissions import has_perm

from workshops.enums import WorkshopState
from workshops.models import Workshop
from workshops.queries import remember_rooms, workshops_of
from workshops.queries.after import listens_only

CHIPS = {
    WorkshopState.PLANNED: "wait",
    WorkshopState.OPEN: "now",
    WorkshopState.PAUSED: "wait",
    WorkshopState.CLOSED: "done",
}


def section(lab, viewer) -> dict:
    """The lab's sessions, newest first, each leading to where this viewer has something to do."""
    leads, sessions = has_perm("workshops.create", viewer, lab), list(workshops_of(lab))
    remember_rooms(viewer, sessions)
    items = []
    for workshop in sessions:
        notes = ngettext("%(n)d lapp", "%(n)d lappar", workshop.notes) % {"n": workshop.notes}
        items.append(
            {
                "text": workshop.title,
                "url": _where(workshop, viewer, leads),
                "note": f"{date_format(workshop.starts_at, 'j F Y')}, {notes}",
                "chip": (CHIPS[workshop.state], workshop.get_state_display()),
            }
        )
    return {
        "title": _("Verkstäder"),
        "items": items,
        "empty": _("Ingen verkstad är planerad ännu."),
        "links": [(_("Planera en verkstad"), reverse("workshops:create", args=[lab.pk]))] if leads else [],
    }


def _where(workshop: Workshop, viewer, leads: bool) -> str:
    """Where this viewer has something to do: the programme before, the room they lead, all rooms, or the notes."""
    if leads and workshop.state == WorkshopState.PLANNED:
        return reverse("workshops:programme", args=[workshop.pk])
    if listens_only(viewer, workshop.lab_id):
        return reverse("workshops:listen", args=[workshop.pk])
    mine = [site for site in workshop.rooms if has_perm("workshops.host", viewer, site)]
    if len(mine) == 1:
        return reverse("workshops:console", args=[mine[0].pk])
    return reverse("workshops:sites" if mine else "workshops:notes", args=[workshop.pk])
