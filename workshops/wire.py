"""Names of a workshop's two live channels. Neither ever carries anyone's words."""

from __future__ import annotations


def room(workshop_id: int) -> str:
    """What everyone in the room may know: the step, the time, how many are done."""
    return f"workshop:{workshop_id}"


def desk(workshop_id: int) -> str:
    """What the facilitators need to know besides: how many notes lie hidden, how many wait."""
    return f"workshop:{workshop_id}:desk"
