"""What the page of a programme shows: each step by the clock, and what can be done to it."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone

from workshops import registry
from workshops.actions import planning
from workshops.actions.programme import has_begun
from workshops.analysis.clock import minutes_behind, plan, timeline
from workshops.enums import LIVE_STATES, ExerciseState, WorkshopState
from workshops.models import Exercise, Workshop
from workshops.queries import sites_of, steps_at


def is_fixed(workshop: Workshop, step: Exercise) -> bool:
    """Whether nothing more can be done to the step: it has begun, the session is over, or several sites answer it."""
    return has_begun(step) or workshop.state == WorkshopState.CLOSED or planning.is_frozen(workshop)


def at_the_clock(workshop: Workshop, at: time) -> datetime:
    """This time of day, on the day that the session is planned."""
    day = timezone.localtime(workshop.starts_at).date()
    return timezone.make_aware(datetime.combine(day, at))


def programme_rows(
    workshop: Workshop, steps: list[Exercise], now: datetime, other_start: datetime | None = None
) -> list[dict]:
    """One per step: its place, clock times as planned, running total, and only what would not be refused.

    "other": the slot if the session began at other_start. "time": how it goes now, in a session that goes on.
    """
    minutes = [step.minutes for step in steps]
    slots = plan(workshop.starts_at, minutes)
    others = plan(other_start, minutes) if other_start else [None] * len(steps)
    times = _times(workshop, steps, now) or [None] * len(steps)
    holds: dict[int, list[str]] = {}
    for step in steps:
        if step.source_id:
            holds.setdefault(step.source_id, []).append(step.title)
    rows = []
    for index, step in enumerate(steps):
        before = steps[index - 1] if index else None
        after = steps[index + 1] if index + 1 < len(steps) else None
        rows.append(
            {
                "step": step,
                "place": index + 1,
                "slot": slots[index],
                "other": others[index],
                "time": times[index],
                "kind": registry.get(step.kind),
                "fixed": is_fixed(workshop, step),
                "may_go_up": before is not None and planning.may_come_before(step, before),
                "may_go_down": after is not None and planning.may_come_before(after, step),
                "holds": holds.get(step.pk, []),
            }
        )
    return rows


def drift(workshop: Workshop, steps: list[Exercise], now: datetime) -> int | None:
    """Minutes after plan (negative: before) that the step that goes on will end; None when none goes on."""
    here = _in_one_room(workshop)
    index = _current(here)
    if workshop.state not in LIVE_STATES or index is None:
        return None
    return minutes_behind(workshop.starts_at, _clock(here), index, now)


def _times(workshop: Workshop, steps: list[Exercise], now: datetime):
    here = _in_one_room(workshop)
    if workshop.state not in LIVE_STATES or not here:
        return None
    return timeline(workshop.starts_at, _clock(here), _current(here), now)


def _in_one_room(workshop: Workshop) -> list[Exercise]:
    """The steps with where they stand, of a session in one room; several sites each have a clock of their own."""
    sites = sites_of(workshop)
    return steps_at(sites[0]) if len(sites) == 1 else []


def _clock(steps: list[Exercise]) -> list[tuple]:
    return [(step.minutes, step.opened_at, step.ends_at) for step in steps]


def _current(steps: list[Exercise]) -> int | None:
    """The step that goes on: the open one, else the last that has begun."""
    begun = [index for index, step in enumerate(steps) if step.opened_at is not None]
    going = [index for index in begun if steps[index].state == ExerciseState.OPEN]
    return (going or begun)[-1] if begun else None
