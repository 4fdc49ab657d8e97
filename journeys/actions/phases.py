"""Phases of a map: added, renamed, moved and taken out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from journeys.actions.editing import already, changing, last_place, place_after
from journeys.actions.fields import checked, made_before, put
from journeys.actions.putting import MOST_PHASES
from journeys.actions.standing import ensure_no_branch_leads_back
from journeys.actions.steps import FIRST, take_out
from journeys.enums import EditAct
from journeys.models import Journey, Phase, Step
from journeys.queries.outline import LIVE


@transaction.atomic
def add_phase(
    *, journey: Journey, title: str, by, at: datetime, after: Phase | str | None = None,
    client_key: uuid.UUID | None = None,
) -> Phase:  # fmt: skip
    """One more stretch of the way. after: the phase it follows, FIRST, or None for last."""
    about = " ".join(title.split())
    with changing(journey, EditAct.PHASE_ADDED, by=by, at=at, about=about, client_key=client_key) as change:
        made = made_before(change, Phase, client_key)
        if made is not None:
            return made
        if Phase.objects.filter(LIVE, journey=journey).count() >= MOST_PHASES:
            raise RuleBroken(_("En karta rymmer högst %(most)s faser. Dela upp den i flera.") % {"most": MOST_PHASES})
        said = checked(Phase, journey, {"title": title})
        place = _place(change, after)
        phase = change.add(Phase(journey=change.journey, place=place, **said))
    return phase


@transaction.atomic
def change_phase(
    *, phase: Phase, row_version: int, by, at: datetime, seen: Mapping[str, Any] | None = None, **fields: Any
) -> Phase:
    """Another name. Raises StaleEdit with both when somebody has given it another since."""
    with changing(phase.journey, EditAct.PHASE_CHANGED, by=by, at=at, about=phase.title) as change:
        row = change.open(Phase, phase.pk)
        put(change, row, checked(Phase, phase.journey, fields, row), row_version=row_version, seen=seen)
    return row


@transaction.atomic
def move_phase(*, phase: Phase, after: Phase | str | None, by, at: datetime) -> Phase:
    """Put a phase with its steps somewhere else: after that phase, FIRST, or last (None)."""
    with changing(phase.journey, EditAct.PHASE_MOVED, by=by, at=at, about=phase.title) as change:
        row = change.open(Phase, phase.pk)
        if isinstance(after, Phase) and after.pk == row.pk:
            return row
        order = list(Phase.objects.filter(LIVE, journey=phase.journey).values_list("pk", flat=True))
        at_now = order.index(row.pk)
        before = order[at_now - 1] if at_now else FIRST
        if before == (after.pk if isinstance(after, Phase) else after):
            return row
        if after is None and at_now == len(order) - 1:
            return row
        row.place = _place(change, after)
        change.save(row)
        ensure_no_branch_leads_back(change.journey)
    return row


@transaction.atomic
def remove_phase(
    *, phase: Phase, with_steps: bool = False, by, at: datetime, client_key: uuid.UUID | None = None
) -> None:
    """Take a phase out of the map. Its steps move to the phase before it, or the one after where it was the first;
    with_steps: they are taken out with it. It all comes back when this is undone."""
    about = phase.title
    with changing(phase.journey, EditAct.PHASE_REMOVED, by=by, at=at, about=about, client_key=client_key) as change:
        if already(change.journey, client_key):
            return
        row = change.open(Phase, phase.pk)
        steps = list(Step.objects.filter(LIVE, phase=row))
        if steps and not with_steps:
            _move_out(change, row, steps)
        elif steps:
            for step in reversed(steps):
                take_out(change, change.open(Step, step.pk))
        change.remove(row)


def neighbour_of(phase: Phase) -> Phase | None:
    """Where the steps of a phase go when it is taken out: the phase before it, else the one after it."""
    phases = list(Phase.objects.filter(LIVE, journey=phase.journey_id))
    at = next((n for n, one in enumerate(phases) if one.pk == phase.pk), 0)
    return phases[at - 1] if at else (phases[1] if len(phases) > 1 else None)


# --- Inner parts ------------------------------------------------------------------------------


def _place(change, after: Phase | str | None) -> int:
    siblings = Phase.objects.filter(journey=change.journey)
    if after is None:
        return last_place(siblings)
    return place_after(siblings, change.open(Phase, after.pk) if isinstance(after, Phase) else None, Phase)


def _move_out(change, phase: Phase, steps: list[Step]) -> None:
    to = neighbour_of(phase)
    if to is None:
        raise RuleBroken(
            _("Det är kartans enda fas, så stegen har ingenstans att ta vägen. Lägg till en fas först, eller välj att "
              "ta bort stegen också.")
        )  # fmt: skip
    to = change.open(Phase, to.pk)
    comes_first = to.place > phase.place
    for step in reversed(steps) if comes_first else steps:
        row = change.open(Step, step.pk)
        siblings = Step.objects.filter(phase=to)
        row.place = place_after(siblings, None, Step) if comes_first else last_place(siblings)
        row.phase = to
        change.save(row)
