"""What somebody of the staff may read of what was said in a lab's rooms: one rule, asked by every later room."""

from __future__ import annotations

from typing import Any

from rules.permissions import has_perm

from hlab.labs.models import Lab
from workshops.queries import led_by_others


def reads_in_rooms(viewer, lab: Lab) -> dict[str, Any]:
    """{"everything": whether they also read what has not been shown in the room, "but_shown_at": ids of the sites that
    others lead, of which they read only what has been shown in any case}. The sites are a query, which can be part of
    another."""
    everything = has_perm("workshops.read_lab_notes", viewer, lab)
    others = led_by_others(viewer, lab).values_list("pk", flat=True) if everything else ()
    return {"everything": everything, "but_shown_at": others}
