"""A målbild as a card to print: its words, how to cite it, and the objections that stand."""

from __future__ import annotations

from django.conf import settings

from goals.models import GoalVersion
from goals.queries.people import shown_people
from goals.queries.trials import dissents_by


def card_data(version: GoalVersion) -> dict:
    """{"version", "goal", "dissents": objections that stand, "people": how many stand behind, in words, "address":
    where the version can be read, blank before it is public, "is_demo"} of a frozen version that is not hidden."""
    said = [dissent["text"] for dissent in dissents_by(version) if not dissent["met"]]
    public = version.published_at is not None
    return {
        "version": version,
        "goal": version.goal,
        "dissents": said,
        "people": shown_people(version)["line"],
        "address": f"{settings.SITE_URL.rstrip('/')}{version.address}" if public else "",
        "is_demo": version.goal.is_demo,
    }
