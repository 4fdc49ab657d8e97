"""What the page of a journey says of its gaps that something is followed by."""

from __future__ import annotations

from django.urls import reverse

from followup.queries.measures import open_links
from goals.queries import published_goals
from journeys.queries.shown import shown_version


def section(journey, *, public: bool, viewer=None) -> dict | None:
    """See `journeys.touching`. {"rows": [{"gap", "at", "title", "url", "reason"}]} for anyone, as the public map tells
    of the gaps; None where there are none, and for the lab, which has them in its own list. Two queries at most."""
    links = list(open_links().filter(gap__journey=journey)) if public else []
    if not links:
        return None
    told = getattr(journey, "shown", None) or shown_version(journey)
    titles = {gap.key: gap.title for gap in told.document.gaps if gap.key not in told.veiled}
    ids = {link.goal_id for link in links if link.goal_id is not None}
    goals = {row.goal_id: row for row in published_goals().filter(goal__in=ids)} if ids else {}
    rows = []
    for link in links:
        key, goal = str(link.gap_id), goals.get(link.goal_id)
        if key not in titles or (goal is None and (link.goal_id is not None or link.area is None)):
            continue  # the gap's words, or the målbild's, may not be read today
        here = {"gap": titles[key], "at": f"#mellanrum-{key}", "reason": link.reason}
        if goal is not None:
            rows.append(here | {"title": goal.title, "url": reverse("followup:goal", args=[goal.goal.slug])})
        else:
            rows.append(here | {"title": link.area.name, "url": reverse("followup:lab", args=[link.lab.slug])})
    return {"rows": rows} if rows else None
