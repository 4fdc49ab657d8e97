"""A letter to whoever answers for a report that is due, now and then until it is told."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from followup.models import ReportBack
from followup.queries.reports import to_remind
from hlab.core.jobs import enqueue
from hlab.core.mail import can_send
from hlab.core.models import Job

JOB = "followup.remind"
AGAIN = timedelta(minutes=15)  # between two rounds of letters, also while the post refuses them


def queue_reminders(now: datetime) -> int:
    """Ask for the reminders that are due to be sent. Returns how many there are."""
    due = to_remind(now).count() if can_send() else 0
    if due and not Job.objects.filter(name=JOB, created_at__gt=now - AGAIN).exists():
        enqueue(JOB, by=None, at=now)
    return due


def send_reminders(*, now: datetime, progress=lambda done, total: None) -> int:
    """Send every reminder that is due, each once. One that the post does not take is tried at the next round."""
    due, sent = list(to_remind(now)), 0
    for number, row in enumerate(due, start=1):
        # Taken before it is sent: two that do this at once send one letter.
        if ReportBack.objects.filter(pk=row.pk, reminded_at=row.reminded_at).update(reminded_at=now):
            try:
                _letter(row).send()
            except OSError:  # also what smtplib raises
                ReportBack.objects.filter(pk=row.pk, reminded_at=now).update(reminded_at=row.reminded_at)
            else:
                sent += 1
        progress(number, len(due))
    return sent


def _letter(row: ReportBack) -> EmailMessage:
    """Says nothing of what it is about: somebody else may see the letter."""
    url = settings.SITE_URL.rstrip("/") + reverse("followup:report_desk", args=[row.pk])
    with override("sv"):
        lines = [
            _("Hej!"),
            _("Du svarar för en återkoppling som behöver göras. Läs mer när du har loggat in: %(url)s") % {"url": url},
            _("Du får ett nytt brev om sju dagar om den inte är gjord. Är det någon annan som ska svara för den, "
              "ändrar ni det på samma sida."),
        ]  # fmt: skip
        return EmailMessage(
            subject=_("Påminnelse från Hälsolabb"), body="\n\n".join(lines), to=[row.owner.email] if row.owner else []
        )
