"""Letters to those who answer for reports, apart from the page."""

from __future__ import annotations

from django.utils import timezone

from followup.actions.reminding import JOB, send_reminders
from hlab.core.jobs import job


@job(JOB, retry=True)
def remind(progress) -> None:
    """Once more does no harm: a reminder that was sent is not sent again."""
    send_reminders(now=timezone.now(), progress=progress)
