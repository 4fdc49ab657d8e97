"""What the page of a journey says of the proposals whose scenes build on it."""

from __future__ import annotations

from django.urls import reverse

from feedback.models import SceneLink
from feedback.queries.scenes import at, open_title, scenes_on, titles_for_the_lab
from journeys.queries.shown import shown_version


def section(journey, *, public: bool, viewer=None) -> dict | None:
    """See `journeys.touching`. {"rows": as `rows_of`} for anyone, None where there are none; for the lab {"url": of the
    page that tells}, without reading a row: the page of a map asks as much as a page may already."""
    if not public:
        return {"url": reverse("feedback:journey_scenes", args=[journey.pk])}
    rows = rows_of(journey, public=True)
    return {"rows": rows} if rows else None


def rows_of(journey, *, public: bool) -> list[dict]:
    """[{"citation", "title", "url", "scene", "side", "is_gap", "part", "at", "reason"}] of the ties to a journey."""
    links = scenes_on(journey, public=public)
    if not links:
        return []
    if public:
        told = getattr(journey, "shown", None) or shown_version(journey)
        titles = {link.pk: open_title(told, link) for link in links}
    else:
        titles = titles_for_the_lab(links)
    return [_row(link, titles[link.pk], public) for link in links if titles[link.pk]]


def _row(link: SceneLink, part: str, public: bool) -> dict:
    scene, version = link.scene, link.scene.version
    there = version.proposal.address if public else reverse("feedback:scenes", args=[version.pk])
    here = "" if public else reverse("journeys:journey", args=[link.journey_id])
    return {
        "citation": version.citation, "title": version.title, "url": f"{there}#scen-{scene.anchor}",
        "scene": scene.title, "side": link.get_side_display(), "is_gap": link.gap_id is not None, "part": part,
        "at": here + at(link), "reason": link.reason,
    }  # fmt: skip
