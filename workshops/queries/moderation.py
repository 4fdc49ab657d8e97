"""What was decided about notes."""

from __future__ import annotations

from workshops.models import Moderation, Workshop


def decisions_in(workshop: Workshop) -> list[Moderation]:
    """Every decision about a note of a session, the latest first, with step and site."""
    rows = Moderation.objects.filter(contribution__exercise__workshop=workshop)
    return list(rows.select_related("contribution__exercise", "contribution__site").order_by("-at", "-pk")[:500])
