"""Names of the live channels of a session. None of them ever carries anyone's words."""

from __future__ import annotations


def room(site_id: int) -> str:
    """What everyone at a site may know: the step, the time, how many are done."""
    return f"site:{site_id}"


def desk(site_id: int) -> str:
    """What those who lead a site need to know besides: how many notes lie hidden, how many wait, who asks for help."""
    return f"site:{site_id}:desk"


def table(group_id: int) -> str:
    """What those at one table may know: that something is shown to them or waits for their yes."""
    return f"group:{group_id}"


def everywhere(workshop_id: int) -> str:
    """What all sites of a session may know of each other: where each stands, and what has been shown to all."""
    return f"workshop:{workshop_id}"
