"""What `followup` plugs into other rooms' sockets at start."""

from __future__ import annotations

from followup import gaps_followed, goal_section, happenings, staff_section
from followup.actions import importing, reminding, reporting
from followup.pages import report_card
from goals import thread
from hlab.core import housekeeping, trail
from hlab.labs import afterwards, rooms
from journeys import touching


def connect() -> None:
    """Register what the lab's page says of us, what the red thread shows, chores, and our words in the trail."""
    rooms.register("followup", staff_section.section)
    thread.register("followed", place=110, query=goal_section.section, template="followup/overview/_thread.html")
    touching.register("followed", place=110, query=gaps_followed.section, template="followup/overview/_touching.html")
    afterwards.register(report_card.untold, report_card.card)
    housekeeping.register("figures waiting", importing.forget_old)
    housekeeping.register("report_backs", reporting.plan_reports, often=True)
    housekeeping.register("report_reminders", reminding.queue_reminders, often=True)
    for part in happenings.PARTS:
        trail.register(part.ACTS)
        trail.register_titles(part.TITLES)
        for fact, words in part.FACTS.items():
            trail.register_fact(fact, words)
