"""A lab's maps together: found, counted, and as a file."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hlab.accounts.reference.counties import COUNTIES
from hlab.core.access import guarded, may
from hlab.labs.models import Lab
from journeys.exports.rollup import lines
from journeys.forms_portfolio import ARCHIVED, FindForm, RollupForm
from journeys.queries import portfolio as found
from journeys.queries.remedies import remedies_of
from journeys.readers import heard
from journeys.recurring import came_again
from journeys.rollup_page import counted, on_page
from journeys.views.around import of_lab
from workshops.paging import page_of

PER_PAGE = 25


@guarded("journeys.see", Lab)
def portfolio(request, lab: Lab):
    """The lab's maps, as far as they have been narrowed."""
    today = timezone.localdate()
    form = FindForm(request.GET, counties=found.counties_of(lab))
    again = came_again(found.counted_of(lab), remedies_of(lab.pk))
    rows = form.narrow(found.with_counts(heard(request, lab)), today=today, again=again)
    page = page_of(rows, request.GET.get("page", ""), PER_PAGE)
    for journey in page.object_list:
        journey.remedies = again.get(journey.pk, [])
        journey.is_due = journey.review_on is not None and journey.review_on <= today
        journey.county_name = COUNTIES.get(journey.county, "")
    asked = form.chosen
    context = of_lab(lab) | {
        "form": form,
        "page": page,
        "totals": found.totals(lab, today),
        "asked": any(name not in ("ordning", "visa") for name in asked),
        "narrowed": bool(asked),
        "is_archive": asked.get("visa") == ARCHIVED,
        "query": urlencode(asked),
        "may_write": may(request, "journeys.write", lab),
    }
    return render(request, "journeys/list.html", context)


@guarded("journeys.see", Lab)
def rollup(request, lab: Lab):
    """What the lab's maps say together."""
    form = RollupForm(request.GET, counties=found.counties_of(lab))
    county = form.county
    context = of_lab(lab, (_("Resorna tillsammans"), None)) | on_page(
        lab, counted(lab, form.narrow(found.counted_of(lab))), county
    )
    context |= {
        "form": form,
        "county": COUNTIES.get(county, ""),
        "query": urlencode({"lan": county}) if county else "",
        "left_out": found.left_out_of(lab),
        "may_write": may(request, "journeys.write", lab),
    }
    return render(request, "journeys/rollup.html", context)


@guarded("journeys.see", Lab)
def sheet(request, lab: Lab):
    """The same for spreadsheets."""
    form = RollupForm(request.GET, counties=found.counties_of(lab))
    answer = StreamingHttpResponse(
        lines(counted(lab, form.narrow(found.counted_of(lab)))), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="mellanrum-{slugify(lab.name) or lab.pk}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer
