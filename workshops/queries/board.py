"""Where several sites are at the same time, and what they let each other read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from hlab.labs.queries import roles_of
from workshops import registry
from workshops.enums import ExerciseState
from workshops.models import Contribution, Exercise, Pace, Ready, Site, Workshop
from workshops.queries import (
    PRESENT_FOR,
    group_paces,
    participation_of,
    people_in,
    released_notes,
    sites_of,
)
from workshops.queries.after import for_reader
from workshops.queries.notes import may_be_used
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
    """[{"step", "kind", "sites": [{"site", "state", "pace", "notes", "total", "more"}]}] for each common step that is
    shown by an act. As many queries for sixty steps as for one.

    state: "released" (its notes are here), "waits" (released, but the viewer's own site has not answered yet),
    "hidden" (not let out) or "ahead" (not begun). Somebody who takes part reads the others' only when their own site's
    answers are in; those who work in the lab without leading a site do not influence any answers and read what is
    let out.
    """
    steps = [
        step
        for step in workshop.exercises.filter(only_at=None).order_by("position")
        if registry.get(step.kind).shows_by_reveal
    ]
    rows = sites_of(workshop)
    paces = {(pace.site_id, pace.exercise_id): pace for pace in Pace.objects.filter(site__workshop=workshop)}
    own = own_site(viewer, workshop, rows)
    answered = {
        step.pk for step in steps if own is None or paces[own.pk, step.pk].state == ExerciseState.CLOSED
    }  # fmt: skip
    there = released_notes(*(step for step in steps if step.pk in answered))
    notes, totals = _by_step_and_site(for_reader(there, viewer, workshop.lab_id))
    return [
        {
            "step": step,
            "kind": registry.get(step.kind),
            "answered": step.pk in answered,
            "sites": [
                _cell(site, paces.get((site.pk, step.pk)), step.pk in answered)
                | {
                    "notes": notes.get((step.pk, site.pk), []),
                    "total": totals.get((step.pk, site.pk), 0),
                    "more": max(0, totals.get((step.pk, site.pk), 0) - NOTES_PER_SITE),
                }
                for site in rows
            ],
        }
        for step in steps
    ]


def _by_step_and_site(found: QuerySet[Contribution]) -> tuple[dict, dict]:
    """({(step, site): its first notes}, {(step, site): how many there are})."""
    place = Window(RowNumber(), partition_by=[F("exercise"), F("site")], order_by=[F("created_at"), F("pk")])
    notes: dict[tuple[int, int], list[Contribution]] = {}
    for note in found.annotate(place=place).filter(place__lte=NOTES_PER_SITE):
        notes.setdefault((note.exercise_id, note.site_id), []).append(note)
    counted = found.order_by().values_list("exercise", "site").annotate(Count("pk"))
    return notes, {(step, site): n for step, site, n in counted}


def own_site(viewer, workshop: Workshop, rows: list[Site]) -> Site | None:
    """The site that the viewer belongs to: where they take part, unless they work in the lab."""
    if workshop.lab_id in roles_of(viewer):
        return None
    place = participation_of(viewer, workshop)
    return next((site for site in rows if place is not None and site.pk == place.site_id), None)


def _cell(site: Site, pace: Pace | None, answered: bool) -> dict:
    if pace is None or pace.state == ExerciseState.PENDING:
        state = "ahead"
    elif pace.released_at is None:
        state = "hidden"
    else:
        state = "released" if answered else "waits"
    return {"site": site, "pace": pace, "state": state}


def table_rows(step: Exercise, now: datetime) -> list[dict]:
    """One row for each table of the step's site: {"group", "people", "ready", "notes", "pace",
    "asks_for_help"}. people: who is waited for, as in `presence`."""
    written = Q(contributions__exercise=step, contributions__withdrawn_at=None) & may_be_used("contributions__")
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
