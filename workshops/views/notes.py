"""Staff's list of what was said in a session."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _

from hlab.core.access import guarded, may
from hlab.labs.queries import role_labels, roles_of
from workshops.forms import NoteFilterForm
from workshops.models import Workshop
from workshops.queries import notes_for_staff, people_behind, workshops

PER_PAGE = 50


@guarded("workshops.read_notes", workshops)
def notes(request, workshop: Workshop):
    """Notes with role and channel, never who; those who do not work with all notes see what has been shown to all."""
    everything = may(request, "workshops.read_all_notes", workshop)
    form = NoteFilterForm(request.GET or None, workshop=workshop)
    rows = form.narrow(notes_for_staff(workshop, everything=everything))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    people, _roles = people_behind(rows)
    chosen = {name: value for name, value in form.data.items() if name in form.fields and value}
    context = {
        "workshop": workshop,
        "form": form,
        "filtered": bool(chosen),
        "query": urlencode(chosen),
        "page": page,
        "people": people,
        "everything": everything,
        "roles": _in_words(roles_of(request.viewer).get(workshop.lab_id, ())),
        "may_host": may(request, "workshops.host", workshop),
        "may_import": may(request, "workshops.import", workshop),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/notes.html", context)


def _in_words(roles) -> str:
    """ "samtalsledare och redaktör" """
    return _(" och ").join(label.lower() for label in role_labels(roles))
