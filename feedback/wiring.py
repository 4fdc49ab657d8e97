"""What `feedback` plugs into other rooms' sockets at start."""

from __future__ import annotations

from feedback import happenings, report_files, scene_touching, staff_section  # noqa: F401  (report_files registers)
from feedback.actions import notices, reports, round_chores, uploads
from feedback.kinds import trying, trying_paper
from feedback.queries.serving import proposals_serving
from goals import thread
from hlab.core import housekeeping, trail
from hlab.labs import rooms
from journeys import touching
from workshops import registry, rehearsing


def connect() -> None:
    """Register our kind of step, what the lab's page says of us, and what the red thread shows."""
    registry.register(trying.TRY)
    rehearsing.register(trying.KIND, trying_paper.invented)
    rooms.register("proposals", staff_section.section, staff_section.line)
    thread.register("proposals", place=100, query=proposals_serving, template="feedback/_serving_goal.html")
    touching.register("scenes", place=100, query=scene_touching.section, template="feedback/scene_touching.html")
    housekeeping.register("proposal files", uploads.forget_old)
    housekeeping.register("reports", reports.forget_old)
    housekeeping.register("rounds", round_chores.close_what_is_out, often=True)
    housekeeping.register("count_rounds", round_chores.queue_counting, often=True)
    housekeeping.register("answered_rounds", notices.queue_notices, often=True)
    trail.register(happenings.ACTS)
    trail.register_titles(happenings.TITLES)
    for fact, words in happenings.FACTS.items():
        trail.register_fact(fact, words)
