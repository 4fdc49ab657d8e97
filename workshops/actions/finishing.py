"""The last thing that happens to a session: those who came have been told what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.afterwards import why_not
from workshops.enums import WorkshopState
from workshops.models import Workshop


@transaction.atomic
def finish_workshop(*, workshop: Workshop, by, at: datetime) -> Workshop:
    """The session is finished, for good. Twice is once. Raises RuleBroken while it goes on, and while those who came
    have neither been told what became of it nor why they will not be."""
    row = Workshop.objects.select_for_update().get(pk=workshop.pk)
    if row.finished_at:
        return row
    if row.rehearsal_of_id:
        raise RuleBroken(_("En övning behöver inte avslutas så här. Den tas bort när den är slut."), status=409)
    if row.state != WorkshopState.CLOSED:
        raise RuleBroken(_("Stäng verkstaden först. Den kan avslutas när de som var med har fått veta vad som hände."),
                         status=409)  # fmt: skip
    if why := why_not(row):
        raise RuleBroken(why, status=409)
    row.finished_at = at
    row.row_version += 1
    row.save(update_fields=["finished_at", "row_version"])
    record(act="workshop.finished", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row
