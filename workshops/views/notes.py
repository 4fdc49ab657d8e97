"""Staff's list of what was said in a session."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render

from hlab.core.access import guarded, may
from workshops.forms import NoteFilterForm
from workshops.models import Workshop
from workshops.queries import notes_for_staff, people_behind, workshops

PER_PAGE = 50


@guarded("workshops.read_notes", workshops)
def notes(request, workshop: Workshop):
    """Notes with role and channel, never who; listeners and editors see what has been shown to all."""
    everything = may(request, "workshops.read_all_notes", workshop)
    rows = notes_for_staff(workshop, everything=everything)
    form = NoteFilterForm(request.GET or None, workshop=workshop)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        if chosen["steg"]:
            rows = rows.filter(exercise=chosen["steg"])
        if chosen["perspektiv"]:
            rows = rows.filter(participation__perspective=chosen["perspektiv"])
        if chosen["sok"]:
            rows = rows.filter(text__icontains=chosen["sok"])
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    people, _roles = people_behind(rows)
    context = {
        "workshop": workshop,
        "form": form,
        "query": urlencode({name: value for name, value in form.data.items() if name in form.fields and value}),
        "page": page,
        "people": people,
        "everything": everything,
        "may_import": may(request, "workshops.import", workshop),
        "is_demo": workshop.is_demo,
    }
    return render(request, "workshops/notes.html", context)
