"""A målbild as a card to print: its words, how to cite it, and the objections that stand."""

from __future__ import annotations

from django.conf import settings

from goals.models import GoalVersion
from goals.queries.people import shown_people


def card_data(version: GoalVersion) -> dict:
    """{"version", "goal", "dissents": objections that stand, "people": how many stand behind, in words, "address":
    where the version can be read, blank before it is public, "is_demo"} of a frozen version that is not hidden."""
    said = [dissent.text for dissent in version.dissents.filter(met="")]
    said += [check.dissent for check in version.checks.all() if check.dissent]
    public = version.published_at is not None
    return {
        "version": version,
        "goal": version.goal,
        "dissents": list(dict.fromkeys(said)),
        "people": shown_people(version)["line"],
        "address": f"{settings.SITE_URL.rstrip('/')}{version.address}" if public else "",
        "is_demo": version.goal.is_demo,
    }
