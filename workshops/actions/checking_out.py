"""Last words of the day: kept for the person alone, unless they choose to let the group see them (S43-R1)."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from workshops.actions.contributions import change_note, checked_text, ensure_open, leave_note, max_length, withdraw
from workshops.actions.locks import lock_place, locked_step
from workshops.actions.own_words import said_elsewhere
from workshops.models import CheckOut, Exercise, Participation
from workshops.queries import check_out_of


@transaction.atomic
def check_out(
    *,
    exercise: Exercise,
    participation: Participation,
    text: str,
    shared: bool,
    client_key: uuid.UUID,
    row_version: int,
    by,
    at: datetime,
    confirmed: bool = False,
) -> CheckOut:
    """Keep a person's words. shared: as a note that the group sees when the step is shown; else nobody else does.

    To stop sharing withdraws the note. row_version: of what the person had before them, 0 for nothing yet.
    """
    text = checked_text(text, max_length(exercise))
    exercise, mine = _locked(exercise, participation)
    ensure_open(exercise)
    if mine is not None and mine.row_version != row_version:
        if (mine.words, mine.is_shared) == (text, shared):
            return mine
        raise said_elsewhere(text, mine.words, mine.row_version)
    note = mine.note if mine is not None and mine.is_shared else None
    if shared and note is not None:
        note = change_note(
            contribution=note, text=text, row_version=note.row_version, confirmed=confirmed, by=by, at=at
        )
    elif shared:
        note = leave_note(
            exercise=exercise, participation=participation, text=text, client_key=client_key, confirmed=confirmed,
            by=by, at=at,
        )  # fmt: skip
    elif note is not None:
        withdraw(contribution=note, by=by, at=at)
        note = None
    if mine is None:
        return CheckOut.objects.create(
            exercise=exercise, participation=participation, text=text, note=note, created_at=at
        )
    mine.text, mine.note, mine.changed_at, mine.row_version = text, note, at, mine.row_version + 1
    mine.save(update_fields=["text", "note", "changed_at", "row_version"])
    return mine


@transaction.atomic
def throw_away(*, exercise: Exercise, participation: Participation, by, at: datetime) -> None:
    """Take away a person's words, which only they have read; a note that was shared is withdrawn. Twice is once."""
    exercise, mine = _locked(exercise, participation)
    if mine is None:
        return
    if mine.note is not None:
        withdraw(contribution=mine.note, by=by, at=at)
    mine.delete()


def _locked(exercise: Exercise, participation: Participation) -> tuple[Exercise, CheckOut | None]:
    """The step and the person's words as they are now.

    A shared note is changed with the step to oneself, and one who shares a step already cannot wait for that. So who
    has a note takes the step for themselves from the beginning.
    """
    before = check_out_of(exercise, participation)
    alone = before is not None and before.note_id is not None
    exercise = locked_step(exercise, shared=not alone)
    lock_place(participation)
    mine = check_out_of(exercise, participation)
    if mine is not None and mine.note_id is not None and not alone:
        raise RuleBroken(_("Ditt svar sparades just från ett annat ställe. Ladda om sidan."), status=409)
    return exercise, mine
