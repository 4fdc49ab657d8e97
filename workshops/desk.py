"""What the console and the big screen show, gathered in few queries."""

from __future__ import annotations

from datetime import datetime, timedelta

from rules.permissions import has_perm

from workshops import registry
from workshops.analysis.clock import StepTime, minutes_behind, timeline
from workshops.enums import ExerciseState
from workshops.models import Exercise, Site
from workshops.queries import held_notes, note_counts, presence, steps_at, waited_for
from workshops.queries.over_time import NO_CLOCK
from workshops.queries.room import counted_around, leaders_with


def console_data(site: Site, viewer, now: datetime, *, with_notes: bool = True, asked=None) -> dict:
    """Context for the console and the big screen of a site: step, clock, counts, agenda, notes that wait."""
    workshop = site.workshop
    everything = has_perm("workshops.read_all_notes", viewer, site)
    steps = steps_at(site)
    index = next((i for i, step in enumerate(steps) if step.pk == site.current_id), None)
    step = steps[index] if index is not None else None
    clock = [(row.minutes, row.opened_at, row.ends_at) for row in steps]
    times = timeline(workshop.starts_at, clock, index, now)
    drift = minutes_behind(workshop.starts_at, clock, index, now) if index is not None else None
    data = {
        "workshop": workshop,
        "site": site,
        "now": now,
        "steps": steps,
        "step": step,
        "number": (index or 0) + 1,
        "previous": steps[index - 1] if index else None,
        "next": steps[index + 1] if index is not None and index + 1 < len(steps) else None,
        "first": steps[0] if steps and index is None else None,
        "agenda": [_agenda_row(row, time) for row, time in zip(steps, times, strict=True)],
        "drift": drift,
        "early": -drift if drift is not None and drift < 0 else 0,
        "presence": presence(site, step, now, **(counted_around(site) if with_notes else {})),
        "everything": everything,
        "may_facilitate": has_perm("workshops.facilitate", viewer, site),
    }
    if with_notes:
        data["around"] = data["presence"]
        data["away"] = data["presence"]["away"] - data["presence"]["left"]
        data["leaders"] = leaders_with(viewer, site)
    if step is None:
        return data
    step.asked = asked
    waiting = step.state == ExerciseState.PENDING and step.here.arrived_at is not None
    kind = registry.get(step.kind)
    data |= {
        "kind": kind,
        "counts": note_counts(written_step(step, steps)),
        "seconds": seconds_left(step, now),
        "phases": phases_of(step),
        "waits_for": waited_for(step) if waiting else [],
        "waiting": waiting,
        "kind_template": f"{kind.templates}/console.html",
    }
    if with_notes:
        data |= {
            "held": list(held_notes(site)[:50]) if everything else [],
            **kind.console(exercise=step, everything=everything),
        }
    return data


def written_step(step: Exercise, steps: list[Exercise]) -> Exercise:
    """The step in the programme whose notes this one works on, however many steps lie between."""
    by_id = {row.pk: row for row in steps}
    while step.source_id in by_id:
        step = by_id[step.source_id]
    return step


def _agenda_row(step: Exercise, time: StepTime) -> dict:
    return {
        "at": time.expected,
        "planned": time.planned,
        "drift": time.drift,
        "begun": step.opened_at is not None,
        "text": step.title,
        "minutes": step.minutes,
        "state": "now" if time.now else "done" if time.done else "",
    }


def seconds_left(step: Exercise | None, now: datetime) -> int | None:
    """Whole seconds until an open step's end; 0 when it has passed, None when no clock runs: none does when so much
    is left that the pages say the date instead."""
    if step is None or step.state != ExerciseState.OPEN or step.ends_at is None or step.ends_at - now > NO_CLOCK:
        return None
    return max(0, round((step.ends_at - now) / timedelta(seconds=1)))


def phases_of(step: Exercise) -> list[tuple[str, str]]:
    """[(label, "done" | "now" | "")] of the way through a step."""
    keys = [phase.key for phase in registry.get(step.kind).phases]
    at = "revealed" if step.revealed_at and "revealed" in keys else str(step.state)
    here = keys.index(at) if at in keys else -1
    return [
        (str(phase.label), "done" if i < here else "now" if i == here else "")
        for i, phase in enumerate(registry.get(step.kind).phases)
    ]
