"""Statements to agree with: reading them before others do, the map for those who work with it, files, own place."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.text import whole_number
from hlab.stats.suppression import DEFAULT_K
from workshops.actions.opinion_runs import work_out_again
from workshops.actions.opinions import accept, leave_out
from workshops.analysis.similarity import groups
from workshops.exports import opinions as files
from workshops.models import Exercise, Site, Statement, Workshop
from workshops.opinion_words import here_in, told
from workshops.queries import participation_of, place_for, sites, step_at, workshops
from workshops.queries.opinions import (
    KIND,
    exportable,
    live_statements,
    settled,
    shown_run,
    staffs_run,
    statements_of,
    taken_in,
    waiting_at,
)
from workshops.queries.opinions import (
    own_place as place_in_map,
)

PER_PAGE = 50


def reader(view):
    """Guard for those who work with everything that is said at a site."""
    return guarded("workshops.read_all_notes", sites)(view)


def _step(site_id: int, pk: int) -> Exercise:
    step = step_at(site_id, pk)
    if step is None or step.kind != KIND:
        raise Http404
    return step


@reader
def opinions(request, site: Site, step: int):
    """What waits to be read, every statement, the map, and the files."""
    return _page(request, site, _step(site.pk, step))


def _page(request, site: Site, exercise: Exercise, *, error: RuleBroken | None = None, about: int = 0):
    live, run = live_statements(exercise), staffs_run(exercise)
    waiting = list(waiting_at(exercise, site))
    decided = statements_of(exercise).exclude(pk__in=[row.pk for row in waiting]).exclude(state="waiting")
    page = Paginator(decided, PER_PAGE).get_page(request.GET.get("page"))
    alive = {row.pk for row in live}
    for row in page:
        row.live = row.pk in alive
        row.may_be_read = row.live or _read_here(row, exercise, site)
    _say_alike(waiting, live)
    context = {
        "site": site,
        "workshop": site.workshop,
        "step": exercise,
        "so_far": taken_in(exercise),
        "waiting": waiting,
        "page": page,
        "map": told(run, {row.pk: row for row in live}) if run else None,
        "run": run,
        "answering": not settled(exercise),
        "files": run is not None and run.people >= DEFAULT_K,
        "may_facilitate": may(request, "workshops.facilitate", site),
        "error": error,
        "about": about,
        "sent": request.POST.get("skal", "") if error else "",
        "is_demo": site.workshop.is_demo,
    }
    return render(request, "workshops/opinions.html", context, status=error.status if error else 200)


def _read_here(row: Statement, exercise: Exercise, site: Site) -> bool:
    """Whether a statement that is not in has words to show: one written beforehand, or said here and not taken back.
    What was said elsewhere is read there, and words that somebody has put another way are read nowhere."""
    note = row.contribution
    if note is None:
        return row.text in exercise.settings.get("statements", [])
    return note.withdrawn_at is None and note.site_id == site.pk


def _say_alike(waiting: list[Statement], live: list[Statement]) -> None:
    """Put `alike` on each that waits: the texts of others that use the same words. A help to look, no verdict."""
    rows = [*waiting, *live]
    for row in waiting:
        row.alike = []
    for group in groups([row.text for row in rows]):
        for at in group.members:
            if at < len(waiting):
                rows[at].alike = [rows[other].text for other in group.members if other != at][:3]


@guarded("workshops.facilitate", sites)
@require_POST
def act(request, site: Site, step: int, act: str):
    """Take in a statement, leave one out with a reason, or work out the map anew."""
    exercise, at = _step(site.pk, step), timezone.now()
    if act == "rakna-om":
        job = work_out_again(exercise=exercise, by=request.user, at=at)
        messages.success(
            request, _("Kartan räknas om. Ladda om sidan om en stund.") if job else _("Kartan är uträknad.")
        )
        return redirect("workshops:opinions", site.pk, step)
    pk = whole_number(request.POST.get("pastaende"))
    row = statements_of(exercise).filter(pk=pk).first()
    if row is None or act not in ("ta-med", "lamna-bort"):
        raise Http404
    if row.state != "accepted" and row.contribution and row.contribution.site_id != site.pk:
        raise Http404  # read where it was said
    try:
        if act == "ta-med":
            accept(statement=row, by=request.user, at=at)
            messages.success(request, _("Påståendet är med. Det visas för deltagarna."))
        else:
            leave_out(statement=row, reason=request.POST.get("skal", ""), by=request.user, at=at)
            messages.success(request, _("Påståendet är inte med. Den som skrev det läser skälet på sin sida."))
    except RuleBroken as broken:
        return _page(request, site, exercise, error=broken, about=row.pk)
    return redirect("workshops:opinions", site.pk, step)


@reader
def votes(request, site: Site, step: int):
    """Every answer that counts, of people who have random numbers in this file alone."""
    exercise = _exported(site, step)
    rows = exportable(exercise)
    if len({person for person, _number, _value in rows}) < DEFAULT_K:
        raise Http404
    return _file(files.votes(rows), exercise, "roster")


@reader
def statements(request, site: Site, step: int):
    """Every statement and what became of it."""
    exercise = _exported(site, step)
    live = {row.pk for row in live_statements(exercise)}
    return _file(files.statements(statements_of(exercise), live), exercise, "pastaenden")


def _exported(site: Site, step: int) -> Exercise:
    exercise = _step(site.pk, step)
    run = staffs_run(exercise)
    if run is None or run.people < DEFAULT_K:
        raise Http404
    return exercise


def _file(text: str, exercise: Exercise, name: str) -> HttpResponse:
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(exercise.title) or exercise.pk}-{name}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@guarded("workshops.take_part", workshops, turn_to="workshops:join")
def own_place(request, workshop: Workshop, step: int):
    """The map with the mark of the one who asks, for nobody else. Of an anonymous step there is no such mark."""
    place = participation_of(request.viewer, workshop)
    exercise = _step(place.site_id, step)
    run = shown_run(exercise)
    if run is None:
        raise Http404
    found = told(run, {row.pk: row for row in live_statements(exercise)})
    mine = place_in_map(exercise, place_for(exercise, place))
    context = {
        "workshop": workshop, "step": exercise, "map": found, "me": here_in(found, run, mine),
        "is_demo": workshop.is_demo,
    }  # fmt: skip
    response = render(request, "workshops/own_place.html", context)
    response["Cache-Control"] = "no-store"
    return response
