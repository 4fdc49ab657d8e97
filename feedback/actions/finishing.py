"""The last thing that happens to a round: those who answered have been told what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.rounds import locked_round
from feedback.enums import RoundState
from feedback.models import Round
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.afterwards import why_not


@transaction.atomic
def finish_round(*, round: Round, by, at: datetime) -> Round:
    """The round is finished, for good. Twice is once. Raises RuleBroken until its remarks are answered, or it is told
    why not, and until those who answered have been told what became of it."""
    row = locked_round(round)
    if row.finished_at:
        return row
    if row.state != RoundState.ANSWERED:
        raise RuleBroken(
            _("Rundan behöver vara besvarad först. Besvara synpunkterna, eller skriv varför de inte besvaras."),
            status=409,
        )
    if why := why_not(row):
        raise RuleBroken(why, status=409)
    row.finished_at = at
    row.row_version += 1
    row.save(update_fields=["finished_at", "row_version"])
    record(act="round.finished", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row
