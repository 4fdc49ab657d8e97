"""What the person behind a request may read of what was said in the rooms; asked by several pages."""

from __future__ import annotations

from django.db.models import QuerySet

from goals.models import Barrier
from goals.queries.barriers import seen_barriers
from hlab.core.access import may
from hlab.labs.models import Lab
from workshops.queries import led_by_others


def read_in_full(request, lab: Lab) -> dict:
    """{"everything": whether they also read what has not been shown, "but_shown_at": ids of the sites that others lead,
    of which they read only what has been shown in any case}."""
    everything = may(request, "workshops.read_lab_notes", lab)
    others = led_by_others(request.viewer, lab).values_list("pk", flat=True) if everything else ()
    return {"everything": everything, "but_shown_at": list(others)}


def readable(request, lab: Lab) -> QuerySet[Barrier]:
    """The lab's barriers for this reader. An editor who may not read what is still hidden in the room does not find it
    here either; nor does a facilitator find what is hidden where somebody else leads."""
    return seen_barriers(lab, **read_in_full(request, lab))
