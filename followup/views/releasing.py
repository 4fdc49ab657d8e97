"""Figures that are made public: how it would be, doing it, and what has been told."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from followup.actions import releasing as acts
from followup.analysis.cube_diff import kinds
from followup.models import Indicator, IndicatorVersion, Release, Unit
from followup.pages.release import counts, lines, preview
from followup.queries import releasing as asked
from followup.queries.cube import figures_now
from hlab.core.access import guarded, may
from hlab.core.errors import RuleBroken
from hlab.core.jobs import as_far
from hlab.core.models import Job
from hlab.core.text import whole_number

PER_PAGE = 25
LINES = 25
MOST_PREVIEWED = 60_000  # figures; more than that takes longer to count than anybody waits for a page


@guarded("followup.see", asked.indicators)
def releases(request, indicator: Indicator):
    """What has been told, and for those who may publish how the next release would be."""
    version = asked.latest_version(indicator)
    publishes = may(request, "followup.publish", indicator)
    page = Paginator(asked.releases_of(indicator), PER_PAGE).get_page(request.GET.get("page"))
    job = _job(request, version)
    context = around(indicator) | {
        "version": version, "page": page, "publishes": publishes, "job": job,
        "ended": job is not None and job.ended_at is not None,
    }  # fmt: skip
    if publishes and version is not None and (job is None or job.ended_at is not None):
        context |= _next(version)
    return render(request, "followup/releasing/list.html", context)


@require_POST
@guarded("followup.publish", asked.indicators)
def make_release(request, indicator: Indicator):
    """Have the figures of the latest version made public."""
    version = asked.latest_version(indicator)
    back = reverse("followup:releases", args=[indicator.pk])
    try:
        if version is None:
            raise RuleBroken(_("Måttet har ingen publicerad version ännu. Publicera den först."))
        job = acts.ask_for_release(
            version=version, number=whole_number(request.POST.get("number")), by=request.user, at=timezone.now()
        )
    except RuleBroken as broken:
        messages.error(request, str(broken))
        return redirect(back)
    return redirect(f"{back}?jobb={job.pk}#pagar")


@guarded("followup.see", asked.releases)
def release(request, row: Release):
    """One release: what it was made with, and what is told otherwise than in the one before."""
    version, former = row.version, asked.before(row)
    found, units = asked.difference(row, former)
    page = Paginator(found, LINES).get_page(request.GET.get("page"))
    context = around(version.indicator, (_("Publicering %(n)s") % {"n": row.number}, None)) | {
        "release": row, "version": version, "former": former, "counts": counts(kinds(found)),
        "lines": lines(page.object_list, units, version), "page": page, "units": len(units),
    }  # fmt: skip
    return render(request, "followup/releasing/release.html", context)


def around(indicator: Indicator, *steps: tuple[str, str | None]) -> dict:
    """Crumbs to the pages about the figures of an indicator, the indicator, and whether it is example content."""
    lab = indicator.lab
    return {
        "indicator": indicator,
        "lab": lab,
        "is_demo": indicator.is_demo or lab.is_demo,
        "crumbs": [
            (_("Mina labb"), reverse("labs:mine")),
            (lab.name, reverse("labs:detail", args=[lab.pk])),
            (_("Publicera siffror"), reverse("followup:releases", args=[indicator.pk]) if steps else None),
            *steps,
        ],
    }


def _next(version: IndicatorVersion) -> dict:
    """How the next release would be, or why it cannot be made."""
    number = version.releases.count() + 1
    if figures_now(version) > MOST_PREVIEWED:
        try:
            acts.ensure_releasable(version)
        except RuleBroken as broken:
            return {"number": number, "refused": str(broken)}
        return {"number": number, "too_many": MOST_PREVIEWED}
    try:
        cube = acts.count(version).cube
    except RuleBroken as broken:
        return {"number": number, "refused": str(broken)}
    units = Unit.objects.in_bulk(list(cube.units))
    return {"number": number, "preview": preview(cube, units)}


def _job(request, version: IndicatorVersion | None) -> Job | None:
    """The job that was asked for on this page."""
    try:
        pk = uuid.UUID(request.GET.get("jobb", ""))
    except ValueError:
        return None
    found = Job.objects.filter(pk=pk, name=acts.JOB, params__version=version.pk).first() if version else None
    return as_far(found) if found is not None else None
