"""Steps of a map: added, changed, moved and taken out. Dividing and joining them is in `joining`."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from journeys.actions.cells import put_cell
from journeys.actions.editing import Change, already, changing, last_place, place_after
from journeys.actions.fields import checked, made_before, put
from journeys.actions.putting import MOST_STEPS
from journeys.actions.standing import ensure_no_branch_leads_back
from journeys.enums import EditAct
from journeys.models import Gap, Journey, JourneyActor, Link, Phase, Step, StepActor, Voice
from journeys.queries.outline import LIVE, hangs_on, next_after

FIRST = "first"
"""Where a step lies that follows no other in its phase."""


@transaction.atomic
def add_step(
    *, journey: Journey, phase: Phase, title: str, by, at: datetime, after: Step | str | None = None,
    actors: Collection[JourneyActor] = (), cells: Mapping[str, str] | None = None,
    client_key: uuid.UUID | None = None, **fields: Any,
) -> Step:  # fmt: skip
    """One more step in a phase. after: the step it follows, FIRST, or None for last. cells: {lane: words}.

    The same form sent twice (client_key) is one step.
    """
    about = " ".join(title.split())
    with changing(journey, EditAct.STEP_ADDED, by=by, at=at, about=about, client_key=client_key) as change:
        made = made_before(change, Step, client_key)
        if made is not None:
            return made
        ensure_room_for_one(journey)
        phase = change.open(Phase, phase.pk)
        said = checked(Step, journey, {"title": title, **fields})
        step = Step(journey=change.journey, phase=phase, place=_place(change, phase, after), **said)
        _ensure_days(step)
        change.add(step)
        _put_actors(change, step, actors)
        for lane, text in (cells or {}).items():
            put_cell(change, step, lane, text, None)
    return step


@transaction.atomic
def change_step(
    *, step: Step, row_version: int, by, at: datetime, seen: Mapping[str, Any] | None = None,
    actors: Collection[JourneyActor] | None = None, cells: Mapping[str, tuple[str, int]] | None = None, **fields: Any,
) -> Step:  # fmt: skip
    """Other words or marks on a step, others who were there, and what its lanes say, all or nothing.

    fields: those that the person has changed; seen: what they were when the page was opened. cells: {lane: (words, row
    version that was read)}. Raises StaleEdit with both texts where somebody has written in the same place.
    """
    act = EditAct.STEP_CHANGED if fields or actors is not None else EditAct.CELL_WRITTEN
    with changing(step.journey, act, by=by, at=at, about=step.title) as change:
        row = change.open(Step, step.pk)
        said = checked(Step, step.journey, fields, row)
        put(change, row, said, row_version=row_version, seen=seen, holds=_ensure_days)
        if actors is not None:
            _put_actors(change, row, _meant(row, actors, (seen or {}).get("actors")))
        for lane, (text, version) in (cells or {}).items():
            put_cell(change, row, lane, text, version)
    return row


@transaction.atomic
def move_step(*, step: Step, phase: Phase, after: Step | str | None, by, at: datetime) -> Step:
    """Put a step somewhere else: in this phase, after that step, FIRST, or last (None). Only its place changes."""
    with changing(step.journey, EditAct.STEP_MOVED, by=by, at=at, about=step.title) as change:
        row = change.open(Step, step.pk)
        if isinstance(after, Step) and after.pk == row.pk:
            return row
        phase = change.open(Phase, phase.pk)
        if _lies_there(row, phase, after):
            return row
        row.place, row.phase = _place(change, phase, after), phase
        change.save(row)
        ensure_no_branch_leads_back(change.journey)
    return row


@transaction.atomic
def remove_step(*, step: Step, by, at: datetime, client_key: uuid.UUID | None = None) -> None:
    """Take a step out of the map, with the gaps that follow it, its ways and the voices tied to any of them. A gap that
    ended at the step ends at the one that comes after. All of it comes back when this is undone."""
    about = step.title
    with changing(step.journey, EditAct.STEP_REMOVED, by=by, at=at, about=about, client_key=client_key) as change:
        if already(change.journey, client_key):
            return
        take_out(change, change.open(Step, step.pk))


def take_out(change: Change, step: Step) -> None:
    """The same inside another act, of an opened step."""
    following, hanging = next_after(change.journey, step), hangs_on(step)
    for voice in hanging["voices"]:
        change.remove(change.open(Voice, voice.pk))
    for gap in hanging["gaps"]:
        change.remove(change.open(Gap, gap.pk))
    for link in hanging["links"]:
        change.remove(change.open(Link, link.pk))
    for gap in hanging["ends"]:
        row = change.open(Gap, gap.pk)
        row.before = None if following is None or following.pk == row.after_id else following
        change.save(row)
    change.remove(step)


def ensure_room_for_one(journey: Journey) -> None:
    """RuleBroken when the map holds as many steps as a map can."""
    if Step.objects.filter(LIVE, journey=journey).count() >= MOST_STEPS:
        raise RuleBroken(_("En karta rymmer högst %(most)s steg. Dela upp den i flera.") % {"most": MOST_STEPS})


# --- Inner parts ------------------------------------------------------------------------------


def _place(change: Change, phase: Phase, after: Step | str | None) -> int:
    siblings = Step.objects.filter(phase=phase)
    if after is None:
        return last_place(siblings)
    if not isinstance(after, Step):
        return place_after(siblings, None, Step)
    there = change.open(Step, after.pk)
    if there.phase_id != phase.pk:
        raise RuleBroken(
            _("”%(title)s” har flyttats till en annan fas av någon. Välj igen var steget ska ligga.")
            % {"title": there.title},
            status=409,
        )
    return place_after(siblings, there, Step)


def _lies_there(step: Step, phase: Phase, after: Step | str | None) -> bool:
    """Whether a step is where it is asked to be already."""
    if step.phase_id != phase.pk:
        return False
    order = list(Step.objects.filter(LIVE, phase=phase).values_list("pk", flat=True))
    at = order.index(step.pk)
    if after is None:
        return at == len(order) - 1
    return at == 0 if not isinstance(after, Step) else at > 0 and order[at - 1] == after.pk


def _ensure_days(step: Step) -> None:
    if step.to_day is None:
        return
    if step.from_day is None:
        raise RuleBroken(_("Skriv också vilken dag steget började."), field="from_day")
    if step.to_day < step.from_day:
        raise RuleBroken(
            _("Steget kan inte sluta dag %(end)s när det började dag %(start)s. Skriv samma dag eller en senare.")
            % {"end": step.to_day, "start": step.from_day},
            field="to_day",
        )


def _meant(
    step: Step, wanted: Collection[JourneyActor], seen: Collection[JourneyActor] | None
) -> Collection[JourneyActor]:  # fmt: skip
    """Who is to be there: whom this person has added to those they saw, and not whom they took away; whom others have
    added or taken away meanwhile stands. Two who tick at once never undo each other."""
    if seen is None:
        return wanted
    had, want = {actor.pk for actor in seen}, {actor.pk for actor in wanted}
    now = set(StepActor.objects.filter(step=step).values_list("actor_id", flat=True))
    return JourneyActor.objects.filter(pk__in=(now | (want - had)) - (had - want))


def _put_actors(change: Change, step: Step, actors: Collection[JourneyActor]) -> None:
    wanted = {actor.pk for actor in actors}
    known = JourneyActor.objects.filter(LIVE, journey=change.journey, pk__in=wanted)
    if known.count() != len(wanted):
        raise RuleBroken(_("Någon av aktörerna finns inte längre i kartan. Välj igen."), field="actors")
    StepActor.objects.filter(step=step).exclude(actor__in=wanted).delete()
    there = set(StepActor.objects.filter(step=step).values_list("actor_id", flat=True))
    StepActor.objects.bulk_create(StepActor(step=step, actor_id=pk) for pk in sorted(wanted - there))
