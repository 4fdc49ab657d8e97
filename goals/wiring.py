"""What `goals` plugs into other rooms' sockets at start, and its own parts into the page of a målbild."""

from __future__ import annotations

from goals import happenings, staff_section, thread, touched
from goals.actions import plan_uploads
from goals.kinds import barriers, validate
from goals.queries.barrier_public import public_barriers
from goals.queries.map_links import public_journeys
from goals.queries.plan_public import public_plans
from hlab.core import housekeeping, trail
from hlab.labs import rooms
from journeys import linked, touching
from workshops import registry, rehearsing


def connect() -> None:
    """Register our kinds of steps, what the lab's page says of us, and what the red thread shows."""
    for kind, invented in ((validate.VALIDATE, validate.invented), (barriers.BARRIERS, barriers.invented)):
        registry.register(kind)
        rehearsing.register(kind.key, invented)
    thread.register("barriers", place=10, query=public_barriers, template="goals/_public_barriers.html")
    thread.register("map_links", place=15, query=public_journeys, template="goals/_public_journeys.html")
    touching.register("goals", place=10, query=touched.touched, template="goals/_touched.html")
    linked.register("goals", touched.parts_by_goal)
    thread.register("public_plans", place=20, query=public_plans, template="goals/_public_plans.html")
    rooms.register("plans", staff_section.plans_section, staff_section.plans_line)
    rooms.register("goals", staff_section.section, staff_section.line)
    housekeeping.register("plan files", plan_uploads.forget_old)
    trail.register(happenings.ACTS)
    trail.register_titles(happenings.TITLES)
    trail.register_apart(happenings.is_practised)
    for fact, words in happenings.FACTS.items():
        trail.register_fact(fact, words)
