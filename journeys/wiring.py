"""What `journeys` plugs into other rooms' sockets at start, and its own parts into the page of a map."""

from __future__ import annotations

from hlab.core import housekeeping, trail
from hlab.labs import rooms
from journeys import happenings, outside, recurring, staff_section, touching
from journeys.actions import importing
from journeys.kinds import mapping, mapping_room
from workshops import registry, rehearsing


def connect() -> None:
    """Register our kind of step, what the lab's page says of us, and what we do, so that others can tell of it."""
    registry.register(mapping.MAPPING)
    rehearsing.register(mapping.MAPPING.key, mapping_room.invented)
    touching.register("recurring", place=50, query=recurring.section, template="journeys/_recurring.html")
    touching.register("outside", place=90, query=outside.outside, template="journeys/_outside.html")
    rooms.register("journeys", staff_section.section, staff_section.line)
    housekeeping.register("journey files", importing.forget_old)
    trail.register(happenings.ACTS)
    trail.register_titles(happenings.TITLES)
    trail.register_apart(happenings.is_practised)
    for fact, words in happenings.FACTS.items():
        trail.register_fact(fact, words)
