"""The sites of a session: where each stands, who leads it, its tables, and the board where their results meet."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.forms import save_form
from hlab.core.text import whole_number
from workshops.actions import groups as group_acts
from workshops.actions import sites as acts
from workshops.forms_sites import GroupForm, HostForm, MakeGroupsForm, SiteForm
from workshops.models import Site, Workshop
from workshops.queries import groups_of, sites, workshops
from workshops.queries.board import board_of, overview
from workshops.results import results_of
from workshops.wire import everywhere


@guarded("workshops.see_sites", workshops)
def overview_page(request, workshop: Workshop):
    """Every site with where it stands, how many are there, and the way to its page."""
    rows = overview(workshop, timezone.now())
    for row in rows:
        row["may_host"] = may(request, "workshops.host", row["site"])
        row["may_facilitate"] = may(request, "workshops.facilitate", row["site"])
    context = {
        "workshop": workshop,
        "rows": rows,
        "wire": [everywhere(workshop.pk)],
        "may_plan": may(request, "workshops.plan", workshop),
        "is_demo": workshop.is_demo,
    }
    template = "workshops/_sites.html" if request.htmx else "workshops/sites.html"
    return render(request, template, context)


@guarded("workshops.plan", workshops)
def add(request, workshop: Workshop):
    """One more site."""
    form = SiteForm(request.POST if request.method == "POST" else None)

    def save(data):
        site = acts.add_site(workshop=workshop, by=request.user, at=timezone.now(), **data)
        messages.success(request, _("%(name)s är tillagd med samma program.") % {"name": site.name})
        return redirect("workshops:sites", pk=workshop.pk)

    return _form(request, form, save, workshop=workshop, title=_("Lägg till en ort"))


@guarded("workshops.plan", sites)
def change(request, site: Site):
    """Another name for a site, and where it meets."""
    initial = {name: getattr(site, name) for name in acts.SITE_FIELDS} | {"row_version": site.row_version}
    form = SiteForm(request.POST if request.method == "POST" else None, initial=initial)

    def save(data):
        acts.change_site(
            site=site, row_version=whole_number(request.POST.get("row_version")), by=request.user, at=timezone.now(),
            **data,
        )  # fmt: skip
        messages.success(request, _("Orten är ändrad."))
        return redirect("workshops:sites", pk=site.workshop_id)

    return _form(request, form, save, workshop=site.workshop, site=site, title=_("Ändra orten"))


def _form(request, form, save, **context):
    workshop = context["workshop"]
    return save_form(request, form, save, template="workshops/site_form.html", is_demo=workshop.is_demo, **context)


@guarded("workshops.plan", sites)
def remove(request, site: Site):
    """Take away a site that has never been open, after asking."""
    back = reverse("workshops:sites", args=[site.workshop_id])
    if request.method == "POST":
        try:
            acts.remove_site(site=site, by=request.user, at=timezone.now())
        except RuleBroken as broken:
            messages.error(request, broken.message)
        else:
            messages.success(request, _("Orten är borttagen."))
        return redirect(back)
    context = {
        "title": _("Ta bort orten?"),
        "body": _("%(name)s tas bort. Den har aldrig varit öppen, så inget som sagts går förlorat.")
        % {"name": site.name or site.workshop.title},
        "action": request.get_full_path(),
        "submit": _("Ta bort orten"),
        "kind": "stop",
        "cancel_url": back,
        "crumbs": [(site.workshop.title, back), (_("Ta bort orten"), None)],
        "is_demo": site.workshop.is_demo,
    }
    return render(request, "confirm.html", context)


@guarded("workshops.facilitate", sites)
def people(request, site: Site):
    """Who leads the site and its tables, and who sits where: by perspective and when they came, never by name."""
    context = {
        "site": site,
        "workshop": site.workshop,
        "groups": groups_of(site),
        "make": MakeGroupsForm(initial={"number": 4, "way": "mixed"}),
        "new_group": GroupForm(),
        "host_form": HostForm(site=site),
        "hosts": list(site.hosts.select_related("user", "group").order_by("group__position", "pk")),
        "places": _places(site),
        "may_plan": may(request, "workshops.plan", site),
        "is_demo": site.workshop.is_demo,
    }
    return render(request, "workshops/groups.html", context)


def _places(site: Site) -> list[dict]:
    """The people at the site, numbered in the order they came, so that a host can point at one without a name."""
    rows = site.participations.filter(voice="person", source_key="").order_by("joined_at", "pk")
    return [{"number": number, "place": place} for number, place in enumerate(rows[:400], start=1)]


@guarded("workshops.facilitate", sites)
@require_POST
def group_act(request, site: Site, act: str):
    """What can be done with tables and hosts, by name."""
    perform = ACTS.get(act)
    if perform is None:
        raise Http404
    try:
        said = perform(request, site)
    except RuleBroken as broken:
        messages.error(request, broken.message)
    else:
        messages.success(request, said)
    return redirect("workshops:groups", pk=site.pk)


def _make(request, site: Site) -> str:
    number = whole_number(request.POST.get("number"))
    made = group_acts.make_groups(
        site=site, number=number, way=request.POST.get("way", ""), by=request.user, at=timezone.now()
    )
    return _("Ni är nu %(n)d grupper.") % {"n": len(made)}


def _add(request, site: Site) -> str:
    group = group_acts.add_group(site=site, name=request.POST.get("name", ""), by=request.user, at=timezone.now())
    return _("%(name)s är tillagd.") % {"name": group.name}


def _change(request, site: Site) -> str:
    form = GroupForm(request.POST)
    if not form.is_valid():
        raise RuleBroken(" ".join(error for errors in form.errors.values() for error in errors), field="name")
    group_acts.change_group(group=_group(request, site), by=request.user, at=timezone.now(), **form.cleaned_data)
    return _("Gruppen är ändrad.")


def _remove(request, site: Site) -> str:
    group_acts.remove_group(group=_group(request, site), by=request.user, at=timezone.now())
    return _("Gruppen är borttagen.")


def _seat(request, site: Site) -> str:
    seats = {
        name.removeprefix("plats-"): whole_number(value) or None
        for name, value in request.POST.items()
        if name.startswith("plats-")
    }
    known = {str(row["place"].pk): row["place"].group_id for row in _places(site)}
    changed = {person: group for person, group in seats.items() if person in known and known[person] != group}
    moved = group_acts.seat_people(site=site, seats=changed, by=request.user, at=timezone.now())
    return _("%(n)d har fått en ny plats.") % {"n": moved}


def _name_host(request, site: Site) -> str:
    form = HostForm(request.POST, site=site)
    if not form.is_valid():
        raise RuleBroken(_("Välj vem som ska leda."), field="user")
    acts.name_host(
        site=site, user=form.cleaned_data["user"], group=form.cleaned_data["group"], by=request.user, at=timezone.now()
    )
    return _("%(name)s är utsedd.") % {"name": form.cleaned_data["user"].get_full_name()}


def _remove_host(request, site: Site) -> str:
    host = site.hosts.filter(pk=whole_number(request.POST.get("host"))).first()
    if host is not None:
        acts.remove_host(host=host, by=request.user, at=timezone.now())
    return _("Uppdraget är borttaget.")


def _group(request, site: Site):
    group = site.groups.filter(pk=whole_number(request.POST.get("group"))).first()
    if group is None:
        raise RuleBroken(_("Gruppen finns inte längre. Ladda om sidan."), status=404)
    return group


ACTS = {
    "dela-in": _make, "lagg-till": _add, "andra": _change, "ta-bort": _remove, "placera": _seat,
    "utse": _name_host, "ta-bort-uppdrag": _remove_host,
}  # fmt: skip


@guarded("workshops.board", workshops)
def board(request, workshop: Workshop):
    """Where the sites' results meet: for each common step what every site has let the others read."""
    rows = board_of(workshop, request.viewer)
    _with_results(workshop, rows)
    context = {
        "workshop": workshop,
        "rows": rows,
        "wire": [everywhere(workshop.pk)],
        "is_demo": workshop.is_demo,
    }
    template = "workshops/_board.html" if request.htmx else "workshops/board.html"
    return render(request, template, context)


def _with_results(workshop: Workshop, rows: list[dict]) -> None:
    """Let each site that has let a step out show what came of it, where answers are counted (dots, scales, orders)."""
    out = []
    for row in rows:
        for cell in row["sites"]:
            if cell["state"] == "released":
                cell["pace"].exercise = row["step"]
                out.append(cell["pace"])
    results = results_of(workshop, out)
    for row in rows:
        for cell in row["sites"]:
            cell["result"] = results.get((row["step"].pk, cell["site"].pk)) if cell["state"] == "released" else None
