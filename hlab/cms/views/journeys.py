"""Journeys as anyone may read them: the list, one map, two side by side, and the file. They lie in no page tree: what a
page shows is one kept version, read anew with what may be quoted today."""

from __future__ import annotations

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hlab.accounts.reference import REGIONS
from hlab.cms.forms import JourneyFilterForm, OtherJourneyForm
from hlab.cms.queries import (
    family,
    journeys_in_list,
    kind_label,
    page_of,
    principals_words,
    public_journey,
)
from hlab.core.access import public
from journeys.analysis.document import without_voices
from journeys.charts import feeling_curve, gaps_told
from journeys.comparing import on_page as side_by_side
from journeys.map_facts import facts_told
from journeys.map_page import on_page
from journeys.models import Journey
from journeys.openly import public_file
from journeys.queries.shown import Shown, published, shown_version, shown_versions
from journeys.touching import sections

PER_PAGE = 20
MOST_TO_CHOOSE = 200
FOR_PROGRAMS = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"}


@public
@require_safe
def journeys(request):
    """Every journey that is published, to search and to filter."""
    form = JourneyFilterForm(request.GET)
    found = page_of(journeys_in_list(**form.wanted()), request, PER_PAGE)
    told = shown_versions(published().filter(pk__in=[row.pk for row in found]))
    for row in found:
        row.kind_words, row.county_words = kind_label(row.told_kind), REGIONS.get(row.told_county or "", "")
        row.people = told[row.pk].people
    context = {
        "form": form,
        "journeys": found,
        "chosen": form.as_query(),
        "crumbs": [(_("Start"), "/"), (_("Resor"), None)],
        "is_demo": any(row.is_demo for row in found),
    }
    return render(request, "cms/journeys.html", context)


@public
@require_safe
def journey(request, slug: str):
    """The map as it was published, with how it felt, its gaps, the voices that may be read, and what it touches."""
    row, told = _journey(slug)
    plain = without_voices(told.document)  # charts count nobody
    context = _about(row, told) | {
        "map": on_page(told.document, phase=request.GET.get("fas", "")),
        "facts": facts_told(plain),
        "curve": feeling_curve(plain),
        "gaps": gaps_told(plain),
        "touches": sections(row, public=True),
        "crumbs": [(_("Start"), "/"), (_("Resor"), "/resor/"), (told.document.title, None)],
    }
    return render(request, "cms/journey.html", context)


@public
@require_safe
def journey_differences(request, slug: str):
    """Two published journeys, side by side and as a list of differences: with the one in ?med=, or the one it stands
    beside."""
    row, told = _journey(slug)
    here = _about(row, told)
    beside = next((one.slug for one in here["family"] if one.pk != row.pk), "")
    choices = journeys_in_list().exclude(pk=row.pk)[:MOST_TO_CHOOSE]
    asked = request.GET.get("med", beside)
    form = OtherJourneyForm({"med": asked} if asked else None, journeys=choices)
    context, status = here | {"form": form}, 200
    if asked and form.is_valid():
        other, other_told = _journey(form.cleaned_data["med"])
        one, two = (other_told, told) if row.as_is_id == other.pk else (told, other_told)  # how it is comes first
        context["found"] = side_by_side(
            without_voices(one.document), without_voices(two.document), page=request.GET.get("sida", "")
        )
        context |= {"other": other, "other_title": other_told.document.title, "query": f"med={other.slug}"}
        context["is_demo"] = row.is_demo or other.is_demo
    elif asked:
        status = 422
    context["crumbs"] = [
        (_("Start"), "/"), (_("Resor"), "/resor/"), (told.document.title, row.address), (_("Skillnader"), None),
    ]  # fmt: skip
    return render(request, "cms/journey_differences.html", context, status=status)


@public
@require_safe
def journey_file(request, slug: str):
    """The published map as a file that other programs and labs can read; nobody's voices are in it."""
    row, told = _journey(slug)
    answer = JsonResponse(
        public_file(row, told), json_dumps_params={"ensure_ascii": False, "indent": 2}, headers=FOR_PROGRAMS
    )
    answer["Content-Disposition"] = f'attachment; filename="{row.slug}.json"'
    return answer


def _journey(slug: str) -> tuple[Journey, Shown]:
    row = public_journey(slug)
    if row is None:
        raise Http404
    row.shown = shown_version(row)  # for what is told beside it
    return row, row.shown


def _about(row: Journey, told: Shown) -> dict:
    """What every page of one journey says of it. The words are those that are published."""
    return {
        "journey": row,
        "told": told,
        "document": told.document,
        "version": row.public_version,
        "kind_words": kind_label(told.document.kind),
        "county_words": REGIONS.get(told.document.county, ""),
        "family": family(row),
        "behind": principals_words(row.lab),
        "updated": row.public_version.at,
        "is_demo": row.is_demo,
    }
