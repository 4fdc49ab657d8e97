"""Arranging a programme: several steps to another place, a step once more, all minutes at once, another start.

`seen` is the `programme_version` that the page showed; StaleEdit, with both, when the programme has changed since.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken, StaleEdit
from workshops.actions import planning, programme
from workshops.actions.locks import locked_workshop
from workshops.models import Exercise, Workshop
from workshops.queries import programme as steps_of

MOST_MINUTES = 600


@transaction.atomic
def place_exercises(*, workshop: Workshop, step_ids: list[int], place: int, seen: int | None, by, at: datetime) -> int:
    """Let the chosen steps, in their order, stand from a place on (1 is the first). How many steps that was."""
    workshop = locked_workshop(workshop)
    planning.ensure_not_closed(workshop)
    order = steps_of(workshop)
    steps = [step for step in order if step.pk in set(step_ids)]
    if not steps:
        raise RuleBroken(_("Välj minst ett steg att flytta."), field="steg")
    if not 1 <= place <= len(order):
        raise RuleBroken(_("Välj en plats som finns i programmet."), field="plats")
    titles = ", ".join(f"”{step.title}”" for step in steps)
    programme.ensure_current(workshop, seen, _("Flytta till plats %(n)d: %(titles)s") % {"n": place, "titles": titles})
    if any(programme.has_begun(step) for step in steps):
        raise RuleBroken(_("Steg som har börjat står kvar på sin plats."), status=409)
    programme.put_at(workshop, steps, place)
    _noted(workshop, "programme.reordered", by, at, steps=len(steps))
    return len(steps)


@transaction.atomic
def duplicate_exercise(*, exercise: Exercise, seen: int | None, by, at: datetime) -> Exercise:
    """The same step once more, right after itself or after the steps that have begun."""
    exercise = planning.with_programme(exercise)
    workshop = exercise.workshop
    planning.ensure_not_closed(workshop)
    programme.ensure_current(workshop, seen, _("En kopia av ”%(title)s”") % {"title": exercise.title})
    steps = steps_of(workshop)
    programme.ensure_room(len(steps))
    begun = max((n for n, step in enumerate(steps, 1) if programme.has_begun(step)), default=0)
    here = next(n for n, step in enumerate(steps, 1) if step.pk == exercise.pk)
    copy = programme.new_step(
        workshop,
        position=steps[-1].position + 1,
        title=_("%(title)s (kopia)") % {"title": exercise.title[:140]},
        copied_from=exercise,
        **{name: getattr(exercise, name) for name in ("kind", "prompt", "minutes", "source", "settings")},
    )
    programme.put_at(workshop, [copy], max(begun, here) + 1)
    copy.refresh_from_db(fields=["position"])
    planning.noted(copy, "step.added", by, at)
    return copy


@transaction.atomic
def set_minutes(*, workshop: Workshop, minutes: dict[int, int], seen: int | None, by, at: datetime) -> int:
    """New minutes for several steps at once. minutes: {step id: minutes}. How many steps that changed."""
    workshop = locked_workshop(workshop)
    planning.ensure_not_closed(workshop)
    for value in minutes.values():
        if not 1 <= value <= MOST_MINUTES:
            raise RuleBroken(_("Ett steg tar mellan 1 och %(most)d minuter.") % {"most": MOST_MINUTES})
    steps = steps_of(workshop)
    changed = [step for step in steps if step.pk in minutes and step.minutes != minutes[step.pk]]
    if seen is not None and seen != workshop.programme_version:
        raise _stale_minutes(workshop, steps, changed, minutes)
    for step in changed:
        planning.ensure_not_begun(step)
        step.minutes = minutes[step.pk]
        step.row_version += 1
        step.save(update_fields=["minutes", "row_version"])
    if changed:
        _noted(workshop, "programme.minutes", by, at, steps=len(changed))
    return len(changed)


def _stale_minutes(workshop: Workshop, steps, changed, minutes: dict[int, int]) -> StaleEdit:
    """Both: the minutes that were sent beside those that are saved. Steps that are gone are told of as such."""
    gone = len(set(minutes) - {step.pk for step in steps})
    yours = [_("%(title)s: %(n)d min") % {"title": step.title, "n": minutes[step.pk]} for step in changed]
    if gone:
        yours.append(_("Steg som inte längre finns: %(n)d") % {"n": gone})
    return StaleEdit(
        _("Någon annan har ändrat programmet sedan du öppnade sidan."),
        yours="\n".join(yours) or _("Samma minuter som nu."),
        theirs=programme.outline(steps),
        row_version=workshop.programme_version,
    )


def _noted(workshop: Workshop, act: str, by, at: datetime, **facts) -> None:
    record(act=act, subject=workshop, by=by, at=at, lab_id=workshop.lab_id, **facts)
    programme.count_change(workshop)
    programme.tell(workshop, at)
