"""What the page of a journey says of the målbilder it touches, and of what it shows to stand in their way."""

from __future__ import annotations

from django.urls import reverse
from rules.permissions import has_perm

from goals.queries.map_links import goals_of_parts, links_of_journey, public_links
from goals.readers import readable_to
from journeys.linked import Linked


def touched(journey, *, public: bool, viewer=None) -> dict | None:
    """See `journeys.touching`."""
    if public:
        rows = public_links(journey)
        return {"public": True, "rows": rows} if rows else None
    readable = readable_to(viewer, journey.lab).values_list("pk", flat=True)
    return {
        "public": False,
        "journey": journey,
        "links": links_of_journey(journey, readable),
        "may_write": has_perm("goals.write", viewer, journey),
    }


def parts_by_goal(lab) -> list[Linked]:
    """See `journeys.linked`."""
    pairs, wordings = goals_of_parts(lab)
    return [
        Linked(part, str(goal), wordings[goal].title, reverse("goals:version", args=[wordings[goal].pk]))
        for part, goal in pairs
    ]
