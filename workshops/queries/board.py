"""Where several sites are at the same time, and what they let each other read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from hlab.labs.queries import roles_of
from workshops import registry
from workshops.enums import ExerciseState
from workshops.models import Exercise, Pace, Ready, Site, Workshop
from workshops.queries import (
    PRESENT_FOR,
    group_paces,
    participation_of,
    people_in,
    released_notes,
    sites_of,
)
from workshops.queries.after import for_reader
from workshops.queries.room import waiting_help

NOTES_PER_SITE = 40


def overview(workshop: Workshop, now: datetime) -> list[dict]:
    """One row for each site: {"site", "step", "number", "total", "pace", "waiting", "here", "joined"}."""
    rows = sites_of(workshop)
    paces: dict[int, list[Pace]] = {}
    for pace in Pace.objects.filter(site__workshop=workshop).select_related("exercise").order_by("exercise__position"):
        paces.setdefault(pace.site_id, []).append(pace)
    here = Q(last_seen_at__gte=now - PRESENT_FOR, left_at__isnull=True)
    counted = people_in(workshop.pk).order_by().values("site")
    rows_of_people = counted.annotate(joined=Count("pk"), here=Count("pk", filter=here))
    people: dict[int, Any] = {row["site"]: row for row in rows_of_people}
    out = []
    for site in rows:
        steps = paces.get(site.pk, [])
        index = next((i for i, pace in enumerate(steps) if pace.exercise_id == site.current_id), None)
        current = steps[index] if index is not None else None
        out.append(
            {
                "site": site,
                "step": current.exercise if current else None,
                "number": (index or 0) + 1,
                "total": len(steps),
                "pace": current,
                "waiting": current is not None and current.state == ExerciseState.PENDING,
                "here": people.get(site.pk, {}).get("here", 0),
                "joined": people.get(site.pk, {}).get("joined", 0),
            }
        )
    return out


def board_of(workshop: Workshop, viewer) -> list[dict]:
    """[{"step", "kind", "sites": [{"site", "state", "notes", "more"}]}] for each common step that collects notes.

    state: "released" (its notes are here), "own" (the viewer's own site, which they read on their own pages),
    "waits" (released, but the viewer's own site has not answered yet), "hidden" (not let out) or "ahead" (not begun).
    Somebody who takes part reads the others' only when their own site's answers are in; those who work in the lab
    without leading a site do not influence any answers and read what is let out.
    """
    steps = list(workshop.exercises.filter(only_at=None).order_by("position"))
    rows = sites_of(workshop)
    paces = {(pace.site_id, pace.exercise_id): pace for pace in Pace.objects.filter(site__workshop=workshop)}
    own = own_site(viewer, workshop, rows)
    out = []
    for step in steps:
        kind = registry.get(step.kind)
        if not kind.shows_by_reveal:
            continue
        answered = own is None or paces[own.pk, step.pk].state == ExerciseState.CLOSED
        notes = _notes_by_site(step, viewer) if answered and any(_is_out(paces, site, step) for site in rows) else {}
        out.append(
            {
                "step": step,
                "kind": kind,
                "answered": answered,
                "sites": [_cell(site, paces.get((site.pk, step.pk)), notes, answered) for site in rows],
            }
        )
    return out


def own_site(viewer, workshop: Workshop, rows: list[Site]) -> Site | None:
    """The site that the viewer belongs to: where they take part, unless they work in the lab."""
    if workshop.lab_id in roles_of(viewer):
        return None
    place = participation_of(viewer, workshop)
    return next((site for site in rows if place is not None and site.pk == place.site_id), None)


def _is_out(paces: dict, site: Site, step: Exercise) -> bool:
    pace = paces.get((site.pk, step.pk))
    return pace is not None and pace.released_at is not None


def _notes_by_site(step: Exercise, viewer) -> dict[int, list]:
    found: dict[int, list] = {}
    for note in for_reader(released_notes(step), viewer, step.workshop.lab_id):
        found.setdefault(note.site_id, []).append(note)
    return found


def _cell(site: Site, pace: Pace | None, notes: dict[int, list], answered: bool) -> dict:
    mine = notes.get(site.pk, [])
    if pace is None or pace.state == ExerciseState.PENDING:
        state = "ahead"
    elif pace.released_at is None:
        state = "hidden"
    else:
        state = "released" if answered else "waits"
    return {
        "site": site,
        "state": state,
        "notes": mine[:NOTES_PER_SITE],
        "total": len(mine),
        "more": max(0, len(mine) - NOTES_PER_SITE),
    }


def table_rows(step: Exercise, now: datetime) -> list[dict]:
    """One row for each table of the step's site: {"group", "people", "ready", "notes", "pace",
    "asks_for_help"}. people: who is waited for, as in `presence`."""
    written = Q(contributions__exercise=step, contributions__withdrawn_at=None)
    groups = list(step.site.groups.annotate(notes=Count("contributions", filter=written)).order_by("position"))
    if not groups:
        return []
    here = Q(last_seen_at__gte=now - PRESENT_FOR, left_at__isnull=True)
    asks = Q(pk__in=waiting_help().values("participation"))
    done = Q(pk__in=Ready.objects.filter(exercise=step).values("participation"))
    seated = people_in(step.workshop_id).filter(site=step.site).order_by().values("group")
    rows = seated.annotate(
        total=Count("pk", filter=here | done), ready=Count("pk", filter=done), help=Count("pk", filter=asks)
    )
    people: dict[int | None, Any] = {row["group"]: row for row in rows}
    paces = group_paces(step)
    return [
        {
            "group": group,
            "people": people.get(group.pk, {}).get("total", 0),
            "ready": people.get(group.pk, {}).get("ready", 0),
            "notes": group.notes,
            "pace": paces.get(group.pk),
            "asks_for_help": people.get(group.pk, {}).get("help", 0) > 0,
        }
        for group in groups
    ]
