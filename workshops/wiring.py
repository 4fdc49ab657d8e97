"""What `workshops` plugs into other rooms' sockets at start."""

from __future__ import annotations

import uuid

from django.utils import timezone

from hlab.accounts.rooms import Room
from hlab.accounts.rooms import register as register_keeping
from hlab.core import housekeeping, trail
from hlab.labs import rooms
from hlab.live import presence
from workshops import happenings, registry, staff_section
from workshops.actions.listening import throw_all_away
from workshops.kinds.brainstorm import BRAINSTORM
from workshops.kinds.checkout import CHECKOUT
from workshops.kinds.cluster import CLUSTER
from workshops.kinds.discussion import DISCUSSION
from workshops.kinds.dot_vote import DOT_VOTE
from workshops.kinds.opinion import OPINION
from workshops.kinds.pause import PAUSE
from workshops.kinds.question import QUESTION
from workshops.kinds.rank import RANK
from workshops.kinds.scale import SCALE
from workshops.kinds.story import STORY
from workshops.kinds.voice import VOICE
from workshops.models import Exercise, Workshop
from workshops.queries.after import written_by


def connect() -> None:
    """Register our kinds of steps, and who is told that people are still here."""
    from workshops.actions import opinion_runs, over_time

    for kind in (
        VOICE, BRAINSTORM, QUESTION, STORY, DISCUSSION, CLUSTER, DOT_VOTE, SCALE, RANK, OPINION, PAUSE, CHECKOUT,
    ):  # fmt: skip
        registry.register(kind)
    presence.register(people_are_here)
    rooms.register("workshops", staff_section.section, happenings.line)
    register_keeping(Room("verkstad", export=written_by, leave=throw_all_away))
    housekeeping.register("steps", over_time.close_what_is_out, often=True)
    housekeeping.register("addresses", over_time.forget_useless_addresses, often=True)
    housekeeping.register("opinions", opinion_runs.follow, often=True)
    housekeeping.register("reminders", over_time.queue_reminders, often=True)
    trail.register(happenings.ACTS)
    trail.register_apart(is_rehearsed)
    trail.register_titles(happenings.TITLES, {"step": Exercise})


def is_rehearsed(subject) -> bool:
    """Whether this is a rehearsal, or something of one."""
    if subject is None or isinstance(subject, str) or subject._meta.app_label != "workshops":
        return False
    holder = getattr(subject, "exercise", None) or subject
    workshop = getattr(holder, "workshop", holder)
    return isinstance(workshop, Workshop) and workshop.rehearsal_of_id is not None


def people_are_here(audiences: list[str]) -> None:
    """The live wire has these listeners; the participants among them are seen now."""
    from workshops.actions.joining import seen

    places = []
    for audience in audiences:
        try:
            places.append(uuid.UUID(audience))
        except ValueError:
            continue
    if places:
        seen(participation_ids=places, by=None, at=timezone.now())
