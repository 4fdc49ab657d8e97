"""The pace of a session. Closing the writing and showing the notes are always two acts; each can be undone."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from hlab.accounts.words import WORDS
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import fold
from hlab.live.actions import publish
from workshops.actions import planning
from workshops.actions.locks import lock_steps, locked_workshop
from workshops.enums import LIVE_STATES, ExerciseState, WorkshopState
from workshops.models import Exercise, OpennessDeclaration, Workshop
from workshops.wire import room


def missing_before_opening(workshop: Workshop) -> list[str]:
    """Whole sentences about what must be in place before the session may open; empty when it may."""
    return [sentence for _part, sentence in planning.missing(workshop)]


@transaction.atomic
def open_workshop(*, workshop: Workshop, by, at: datetime) -> Workshop:
    """Open the doors: freeze what is open and decided, and hand out a join code."""
    workshop = locked_workshop(workshop)
    if workshop.state in LIVE_STATES:
        return workshop
    missing = missing_before_opening(workshop)
    if missing:
        raise RuleBroken(" ".join(missing), status=409)
    lab = workshop.lab
    OpennessDeclaration.objects.get_or_create(
        workshop=workshop,
        defaults={
            "open_scope": lab.open_scope,
            "closed_scope": lab.closed_scope,
            "nobody_here": lab.nobody_here,
            "decider": lab.decider,
            "decision_by": lab.decision_by,
            "frozen_at": at,
        },
    )
    workshop.join_code = new_join_code()
    workshop.join_key = fold(workshop.join_code)
    workshop.state = WorkshopState.OPEN
    workshop.opened_at = workshop.opened_at or at
    workshop.closed_at = None
    workshop.save(update_fields=["join_code", "join_key", "state", "opened_at", "closed_at"])
    _note_and_tell(workshop, "workshop.opened", by, at)
    return workshop


def new_join_code() -> str:
    """A code that can be said over the phone and that no open session has: "BJÖRK 27"."""
    for digits in (2,) * 20 + (3,) * 200:
        number = 10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1))
        code = f"{secrets.choice(WORDS)} {number}".upper()
        if not Workshop.objects.filter(join_key=fold(code)).exists():
            return code
    raise RuleBroken(_("Just nu finns ingen ledig kod. Försök igen om en stund."), status=503)


@transaction.atomic
def close_workshop(*, workshop: Workshop, by, at: datetime) -> Workshop:
    """End the session. The code stops working; nothing that was said is touched."""
    workshop = locked_workshop(workshop)
    if workshop.state not in LIVE_STATES:
        return workshop
    lock_steps(*workshop.exercises.values_list("pk", flat=True))
    workshop.exercises.filter(state=ExerciseState.OPEN).update(state=ExerciseState.CLOSED, closed_at=at)
    workshop.state, workshop.closed_at = WorkshopState.CLOSED, at
    workshop.join_code = workshop.join_key = ""
    workshop.save(update_fields=["state", "closed_at", "join_code", "join_key"])
    _note_and_tell(workshop, "workshop.closed", by, at)
    return workshop


@transaction.atomic
def go_to(*, workshop: Workshop, step: Exercise, seen_step: int | None, by, at: datetime) -> Workshop:
    """Make a step the one everybody sees. Forward opens it; back leaves it as it was.

    seen_step: id of the step that the facilitator had before their eyes (None before the first). Two presses on
    "Nästa" move one step; RuleBroken when a co-facilitator has gone somewhere else.
    """
    workshop = _live(workshop)
    if workshop.current_id == step.pk:
        return workshop
    if workshop.current_id != seen_step:
        raise moved_on()
    former = workshop.current
    lock_steps(step.pk, *([former.pk] if former else []))
    forward = former is None or step.position > former.position
    if former is not None and former.state == ExerciseState.OPEN and forward:
        Exercise.objects.filter(pk=former.pk).update(state=ExerciseState.CLOSED, closed_at=at)
    if forward:
        Exercise.objects.filter(pk=step.pk, state=ExerciseState.PENDING).update(
            state=ExerciseState.OPEN, opened_at=at, ends_at=at + timedelta(minutes=step.minutes)
        )
    workshop.current = Exercise.objects.get(pk=step.pk)
    workshop.save(update_fields=["current"])
    _note_and_tell(workshop, "step.went_to", by, at, step=step.pk)
    return workshop


@transaction.atomic
def close_writing(*, exercise: Exercise, by, at: datetime) -> None:
    """Nobody can leave more here. Shows nothing."""
    _here(exercise)
    if Exercise.objects.filter(pk=exercise.pk, state=ExerciseState.OPEN).update(
        state=ExerciseState.CLOSED, closed_at=at
    ):
        _note_and_tell(exercise.workshop, "step.closed", by, at, step=exercise.pk)


@transaction.atomic
def reopen_writing(*, exercise: Exercise, by, at: datetime) -> None:
    """Let people leave more again; at least five minutes on the clock."""
    _here(exercise)
    if Exercise.objects.filter(pk=exercise.pk, state=ExerciseState.CLOSED).update(
        state=ExerciseState.OPEN, closed_at=None, ends_at=at + timedelta(minutes=5)
    ):
        _note_and_tell(exercise.workshop, "step.reopened", by, at, step=exercise.pk)


@transaction.atomic
def reveal(*, exercise: Exercise, by, at: datetime) -> None:
    """Show the step's notes or result to everyone in the room. Held notes stay hidden."""
    _here(exercise)
    if Exercise.objects.filter(pk=exercise.pk, state=ExerciseState.OPEN).exists():
        raise RuleBroken(_("Stäng skrivandet först. Att stänga och att visa är två skilda handlingar."), status=409)
    if Exercise.objects.filter(~Q(state=ExerciseState.PENDING), pk=exercise.pk, revealed_at__isnull=True).update(
        revealed_at=at
    ):
        _note_and_tell(exercise.workshop, "step.revealed", by, at, step=exercise.pk)


@transaction.atomic
def hide(*, exercise: Exercise, by, at: datetime) -> None:
    """Stop showing; someone may have had time to read, and the page that asks says so."""
    _here(exercise)
    if Exercise.objects.filter(pk=exercise.pk, revealed_at__isnull=False).update(revealed_at=None):
        _note_and_tell(exercise.workshop, "step.hidden", by, at, step=exercise.pk)
        publish(channel=room(exercise.workshop_id), kind="gone", at=at, step=exercise.pk)


@transaction.atomic
def extend_time(*, exercise: Exercise, minutes: int, by, at: datetime) -> None:
    """Add minutes (1–60) to the running step, counted from its end or from now if that has passed."""
    if not 1 <= minutes <= 60:
        raise RuleBroken(_("Lägg till mellan 1 och 60 minuter."), field="minutes")
    workshop = _here(exercise)
    step = Exercise.objects.get(pk=exercise.pk)
    if step.state != ExerciseState.OPEN:
        raise RuleBroken(_("Steget är stängt. Öppna skrivandet igen om ni behöver mer tid."), status=409)
    step.ends_at = max(step.ends_at or at, at) + timedelta(minutes=minutes)
    step.save(update_fields=["ends_at"])
    record(act="step.extended", subject=workshop, by=by, at=at, lab_id=workshop.lab_id, step=step.pk, minutes=minutes)
    publish(channel=room(workshop.pk), kind="time", at=at, step=step.pk)


def moved_on() -> RuleBroken:
    """What an act meant for one step says when the room is at another."""
    return RuleBroken(
        _("Verkstaden har gått vidare sedan du öppnade sidan. Inget ändrades."), status=409, code="moved_on"
    )


def _live(workshop: Workshop) -> Workshop:
    workshop = locked_workshop(workshop)
    if workshop.state not in LIVE_STATES:
        raise RuleBroken(_("Verkstaden är inte öppen. Öppna den först."), status=409)
    return workshop


def _here(exercise: Exercise) -> Workshop:
    """The session, as long as this is the step that everybody sees; whoever writes in it is let finish first."""
    workshop = _live(exercise.workshop)
    if workshop.current_id != exercise.pk:
        raise moved_on()
    lock_steps(exercise.pk)
    return workshop


def _note_and_tell(workshop: Workshop, act: str, by, at: datetime, **facts) -> None:
    record(act=act, subject=workshop, by=by, at=at, lab_id=workshop.lab_id, **facts)
    publish(channel=room(workshop.pk), kind="pace", at=at, **facts)
