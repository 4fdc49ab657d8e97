"""What is put on paper for a site: notes, cards for walls and tables, and forms for those who are not there.

Nothing is written by printing: the numbers of forms are the sheets' own, and a person comes to be when a note with the
number is written in.
"""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from hlab.core.access import guarded, may
from hlab.core.text import tidy, whole_number
from hlab.labs.enums import Perspective
from workshops import registry
from workshops.actions.planning import is_frozen
from workshops.entrance import entrance
from workshops.forms_paper import SheetsForm
from workshops.models import Exercise, Site
from workshops.queries import groups_of, sites, steps_at, themes_of
from workshops.queries.paper import LAST_PRINTED, headings_at

WHAT = {
    "lappar-4": "post_its", "lappar-8": "post_its", "fragor": "questions", "teman": "themes", "las-sa-har": "reading",
    "blankett": "form", "bord": "tables",
}  # fmt: skip


@guarded("workshops.host", sites)
def choose(request, site: Site):
    """Everything that can be printed, with how many sheets each gives."""
    steps = steps_at(site)
    for step in steps:
        step.asks = _asks(step)
    headings = headings_at(site)
    sortings = [step for step in steps if step.pk in headings]
    for step in sortings:
        step.headings = headings[step.pk]
    context = _frame(site) | {
        "form": SheetsForm(),
        "writing": [step for step in steps if registry.get(step.kind).takes_paper],
        "answered": [step for step in steps if _on_paper(step)],
        "questions": [step for step in steps if step.asks],
        "sortings": sortings,
        "groups": groups_of(site),
        "last_printed": LAST_PRINTED,
        "may_write_in": may(request, "workshops.transcribe", site),
        "may_wall": may(request, "workshops.read_all_notes", site),
    }
    return render(request, "workshops/print.html", context)


@guarded("workshops.host", sites)
def sheets(request, site: Site, what: str):
    """The sheets themselves, ready for the browser's own printing."""
    if what not in WHAT:
        raise Http404
    form = SheetsForm(request.GET if "people" in request.GET else {"people": 12, "first": 1})
    numbers = range(1, 2)
    if form.is_valid():
        numbers = range(form.cleaned_data["first"], form.cleaned_data["first"] + form.cleaned_data["people"])
    steps = steps_at(site)
    context = _frame(site) | {
        "what": what,
        "form": form,
        "numbers": numbers,
        "perspectives": Perspective.labels,
        "join_url": request.build_absolute_uri(entrance(site)) if site.join_code else "",
        "host": request.get_host(),
        "now": timezone.now(),
    }
    context |= _content(request, site, what, steps)
    return render(request, f"workshops/print_{WHAT[what]}.html", context, status=200 if form.is_valid() else 422)


def _content(request, site: Site, what: str, steps: list[Exercise]) -> dict:
    chosen = next((step for step in steps if step.pk == whole_number(request.GET.get("steg"))), None)
    if WHAT[what] == "post_its":
        writing = [step for step in steps if registry.get(step.kind).takes_paper]
        step = chosen if chosen in writing else next(iter(writing), None)
        per = 4 if what == "lappar-4" else 8
        return {"step": step, "places": range(per), "per": per}
    if WHAT[what] == "questions":
        return {"cards": [step for step in steps if _asks(step)]}
    if WHAT[what] == "themes":
        return {"step": chosen, "cards": list(themes_of(chosen).order_by("position", "pk")) if chosen else []}
    if WHAT[what] == "form":
        for step in steps:
            step.paper = _printed(step)
        return {
            "answered": [step for step in steps if _on_paper(step)],
            "in_the_room": [step for step in steps if _asks(step) and not _on_paper(step)],
            "back": tidy(request.GET.get("retur", ""))[:200],
            "phone": tidy(request.GET.get("telefon", ""))[:60],
            "declaration": getattr(site.workshop, "declaration", None),
        }
    if WHAT[what] == "tables":
        return {"groups": groups_of(site)}
    return {}


def _on_paper(step: Exercise) -> bool:
    """Whether the step can be answered on paper, with a note or with a form of its own."""
    kind = registry.get(step.kind)
    return kind.takes_paper or kind.on_paper is not None


def _printed(step: Exercise) -> dict | None:
    """{"template", …}: the kind's own part of a printed form; None where a few lines to write on are enough."""
    kind = registry.get(step.kind)
    if kind.on_paper is None:
        return None
    return {"template": f"{kind.templates}/paper.html", **kind.on_paper.printed(step)}


def _asks(step: Exercise) -> bool:
    """Whether people answer something in the step."""
    return bool(registry.get(step.kind).acts)


def _frame(site: Site) -> dict:
    workshop = site.workshop
    return {
        "site": site,
        "workshop": workshop,
        "version": workshop.programme_version,
        "frozen": workshop.opened_at is not None or is_frozen(workshop),
        "is_demo": workshop.is_demo,
    }
