"""Work that takes longer than a page."""

from __future__ import annotations

from django.utils import timezone

from feedback.actions import notices, round_chores
from feedback.actions.rounds import count_round
from feedback.models import Round
from hlab.core.jobs import job


@job(round_chores.JOB, retry=True)
def count_one(progress, *, round: int) -> None:
    """Count a round. Once more does no harm: it is counted once."""
    count_round(round=Round.objects.get(pk=round), by=None, at=timezone.now())


@job(notices.JOB, retry=True)
def tell(progress) -> None:
    """Tell those who asked. Once more does no harm: a letter that was sent is not sent again."""
    notices.send_notices(now=timezone.now(), progress=progress)
