"""What the page of a map says of who else sees it: what is public, what the person says, and what changes that."""

from __future__ import annotations

from rules.permissions import has_perm

from journeys.models import Journey
from journeys.queries.shown import agrees


def outside(journey: Journey, *, public: bool, viewer=None) -> dict | None:
    """See `journeys.touching`. Nothing on the public page. Reads no rows."""
    if public or viewer is None:
        return None
    version = journey.public_version
    return {
        "journey": journey,
        "version": version,
        "behind": version is not None and version.at < journey.changed_at,
        "has_teller": journey.teller_id is not None,
        "agrees": agrees(journey),
        "may_publish": has_perm("journeys.publish", viewer, journey),
    }
