"""Finishing a session or a round by its report."""

from __future__ import annotations

from datetime import datetime

from feedback.actions.finishing import finish_round
from feedback.models import Round
from followup.models import ReportBack
from followup.queries.reports import thing_of
from workshops.actions.finishing import finish_workshop
from workshops.models import Workshop


def finish(*, report: ReportBack, by, at: datetime) -> Workshop | Round:
    """Finish what the report is about. Raises RuleBroken with what is left to do."""
    thing = thing_of(report)
    if isinstance(thing, Round):
        return finish_round(round=thing, by=by, at=at)
    return finish_workshop(workshop=thing, by=by, at=at)
