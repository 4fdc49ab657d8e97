"""What the person behind a request may read of what was said in the rooms; asked by several pages."""

from __future__ import annotations

from django.db.models import QuerySet

from goals.models import Barrier
from goals.queries.barriers import seen_barriers
from hlab.labs.models import Lab
from workshops.readers import reads_in_rooms


def read_in_full(request, lab: Lab) -> dict:
    """{"everything": whether they also read what has not been shown, "but_shown_at": ids of the sites that others lead,
    of which they read only what has been shown in any case}."""
    reads = reads_in_rooms(request.viewer, lab)
    return reads | {"but_shown_at": list(reads["but_shown_at"])}


def readable(request, lab: Lab) -> QuerySet[Barrier]:
    """As `readable_to`, for the person behind a request."""
    return readable_to(request.viewer, lab)


def readable_to(viewer, lab: Lab) -> QuerySet[Barrier]:
    """The lab's barriers for this reader. An editor who may not read what is still hidden in the room does not find it
    here either; nor does a facilitator find what is hidden where somebody else leads."""
    return seen_barriers(lab, **reads_in_rooms(viewer, lab))
