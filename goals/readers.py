"""Which barriers the person behind a request may read; asked by several pages."""

from __future__ import annotations

from django.db.models import QuerySet

from goals.models import Barrier
from goals.queries.barriers import seen_barriers
from hlab.core.access import may
from hlab.labs.models import Lab
from workshops.queries import led_by_others


def readable(request, lab: Lab) -> QuerySet[Barrier]:
    """The lab's barriers for this reader. An editor who may not read what is still hidden in the room does not find it
    here either; nor does a facilitator find what is hidden where somebody else leads."""
    everything = may(request, "workshops.read_lab_notes", lab)
    others = led_by_others(request.viewer, lab).values_list("pk", flat=True) if everything else ()
    return seen_barriers(lab, everything=everything, but_shown_at=list(others))
