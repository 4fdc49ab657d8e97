"""One map."""

from __future__ import annotations

from django.shortcuts import render
from django.utils import timezone

from hlab.core.access import guarded, may
from hlab.live.queries import wire
from journeys.actions.editing import channel_of
from journeys.charts import feeling_curve, gaps_told
from journeys.map_facts import asked, facts_told
from journeys.map_page import on_page
from journeys.models import Journey
from journeys.queries.journeys import beside, with_its_surroundings
from journeys.readers import seen_with_quotes
from journeys.touching import sections


@guarded("journeys.see", with_its_surroundings)
def journey(request, journey: Journey):
    """One map, with how it felt, its gaps, and what it should be asked."""
    follow = wire([channel_of(journey)])  # before the map is read: nothing may fall between
    found = seen_with_quotes(request, journey)
    lab = journey.lab
    reads_voices = may(request, "journeys.read_voices", lab)
    may_write = may(request, "journeys.write", lab) and journey.archived_at is None
    context = {
        "journey": journey,
        "lab": lab,
        "document": found,
        "map": on_page(found, phase=request.GET.get("fas", ""), exact=reads_voices, editing=may_write),
        "facts": facts_told(found),
        "asked": asked(
            found, owned=journey.owner_id is not None, review_on=journey.review_on, today=timezone.localdate()
        ),
        "empty_chairs": journey.empty_chairs if reads_voices else 0,
        "beside": beside(journey),
        "curve": feeling_curve(found),
        "gaps": gaps_told(found),
        "touches": sections(journey, public=False, viewer=request.viewer),
        "wire": follow,
        "may_write": may_write,
        "is_demo": journey.is_demo,
    }
    return render(request, "journeys/journey.html", context)
