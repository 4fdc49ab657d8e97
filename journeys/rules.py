"""Who may do what with a journey. Objects: Journey and its parts (by their `lab_id`), or the Lab."""

from __future__ import annotations

import rules

from hlab.labs.enums import LabRole
from hlab.labs.rules import has_role, hosts, is_administrator, is_member, synthesises
from journeys.models import Journey
from journeys.queries.voices import unheard
from workshops.queries import led_by_others


@rules.predicate
def tells_it(viewer, journey):
    """The viewer holds the code of the one person whose way it is."""
    teller = journey.teller if journey is not None else None
    return teller is not None and viewer.receipt is not None and teller.receipt_id == viewer.receipt.pk


@rules.predicate
def hears_it(viewer, obj):
    """A map that was made of what people told in a step holds their words: it is read by those who read the notes, and
    by others when all of it has been shown in the room. One query, of such maps alone."""
    journey = getattr(obj, "journey", obj)
    if not isinstance(journey, Journey) or journey.exercise_id is None:
        return True
    everything = rules.has_perm("workshops.read_lab_notes", viewer, journey)
    others = led_by_others(viewer, journey.lab).values("pk") if everything else ()
    return not unheard(everything=everything, but_shown_at=others).filter(journey=journey).exists()


rules.add_perm("journeys.see", (is_member | is_administrator) & hears_it)
rules.add_perm("journeys.write", (synthesises | hosts) & hears_it)
rules.add_perm("journeys.read_voices", synthesises & hears_it)
rules.add_perm("journeys.publish", has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.EDITOR) & hears_it)
rules.add_perm("journeys.own", tells_it)
