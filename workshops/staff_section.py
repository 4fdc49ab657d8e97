"""What the lab's staff page shows of its workshops."""

from __future__ import annotations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rules.permissions import has_perm

from workshops.enums import WorkshopState
from workshops.queries import workshops_of

CHIPS = {
    WorkshopState.PLANNED: "wait",
    WorkshopState.OPEN: "now",
    WorkshopState.PAUSED: "wait",
    WorkshopState.CLOSED: "done",
}


def section(lab, viewer) -> dict:
    """The lab's sessions, newest first, each leading to where this viewer has something to do."""
    leads, hosts = has_perm("workshops.create", viewer, lab), has_perm("workshops.host", viewer, lab)
    items = []
    for workshop in workshops_of(lab):
        name = "programme" if leads and workshop.state == WorkshopState.PLANNED else "console" if hosts else "notes"
        notes = ngettext("%(n)d lapp", "%(n)d lappar", workshop.notes) % {"n": workshop.notes}
        items.append(
            {
                "text": workshop.title,
                "url": reverse(f"workshops:{name}", args=[workshop.pk]),
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
