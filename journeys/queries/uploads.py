"""Files of maps on their way in."""

from __future__ import annotations

from django.db.models import QuerySet

from journeys.models import JourneyUpload


def uploads() -> QuerySet[JourneyUpload]:
    """Uploads with what the door and the page around them ask for."""
    return JourneyUpload.objects.select_related("lab", "journey")
