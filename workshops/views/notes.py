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
from workshops.queries import notes_for_staff, people_behind, sites_of, workshops
from workshops.queries.after import follows_only, for_reader

PER_PAGE = 50


@guarded("workshops.read_notes", workshops)
def notes(request, workshop: Workshop):
    """Notes with role and channel, never who; those who do not work with all notes see what has been shown to all."""
    sites = sites_of(workshop)
    in_full = [site.pk for site in sites if may(request, "workshops.read_all_notes", site)]
    form = NoteFilterForm(request.GET or None, workshop=workshop)
    rows = form.narrow(for_reader(notes_for_staff(workshop, in_full=in_full), request.viewer, workshop.lab_id))
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
        "everything": len(in_full) == len(sites),
        "sites": sites,
        "roles": _in_words(roles_of(request.viewer).get(workshop.lab_id, ())),
        "hosted": next((site for site in sites if may(request, "workshops.host", site)), None),
        "imports_at": next((site for site in sites if may(request, "workshops.import", site)), None),
        "follows_only": follows_only(request.viewer, workshop.lab_id),
        "may_report": may(request, "workshops.report", workshop),
        "may_keep_log": may(request, "workshops.keep_log", workshop),
        "may_listen": may(request, "workshops.listen", workshop),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/notes.html", context)


def _in_words(roles) -> str:
    """ "samtalsledare och redaktör" """
    return _(" och ").join(label.lower() for label in role_labels(roles))
