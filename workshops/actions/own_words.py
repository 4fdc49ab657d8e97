"""One text per person in a step: an answer to an open question, a reason, last words. It stays a note like others."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.errors import StaleEdit
from hlab.core.text import tidy
from workshops.actions.contributions import change_note, leave_note, withdraw
from workshops.actions.locks import lock_place, locked_step
from workshops.enums import Language
from workshops.models import Contribution, Exercise, Participation
from workshops.queries import own_notes, place_for


@transaction.atomic
def say_once(
    *,
    exercise: Exercise,
    participation: Participation,
    text: str,
    client_key: uuid.UUID,
    row_version: int,
    by,
    at: datetime,
    confirmed: bool = False,
    language: str = Language.SV,
    may_be_empty: bool = False,
) -> Contribution | None:
    """A person's one text in this step: left the first time, changed from then on.

    row_version: of the note that the person had before them, 0 for none. StaleEdit with both texts when they have
    said something else meanwhile, in another tab or on another phone. may_be_empty: no words take back the note.
    """
    mine = own_notes(exercise, place_for(exercise, participation)).first()
    if mine is None:
        if may_be_empty and not tidy(text):
            return None
        # Many may answer for the first time at once; what one person sends twice at the same moment takes turns.
        locked_step(exercise, shared=True)
        lock_place(participation)
        meanwhile = own_notes(exercise, place_for(exercise, participation)).first()
        if meanwhile is not None and meanwhile.text != tidy(text):
            raise said_elsewhere(tidy(text), meanwhile.text, meanwhile.row_version)
        return leave_note(
            exercise=exercise, participation=participation, text=text, client_key=client_key,
            confirmed=confirmed, language=language, by=by, at=at,
        )  # fmt: skip
    if may_be_empty and not tidy(text):
        withdraw(contribution=mine, by=by, at=at)
        return None
    return change_note(contribution=mine, text=text, row_version=row_version, confirmed=confirmed, by=by, at=at)


def said_elsewhere(yours: str, theirs: str, row_version: int) -> StaleEdit:
    """What somebody is told whose words were saved from another page since they opened this one."""
    return StaleEdit(
        _("Du har sparat en annan text på ett annat ställe sedan du öppnade sidan. Välj vilken som ska gälla."),
        field="text",
        yours=yours,
        theirs=theirs,
        row_version=row_version,
    )
