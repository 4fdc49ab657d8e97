"""One neutral message to those who asked to be told when a round is answered, apart from everything else of theirs."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from feedback.models import AnswerNotice, Round
from feedback.queries.notices import notices_due
from feedback.queries.rounds import WAITS_FOR_ANSWERS
from hlab.core.errors import RuleBroken
from hlab.core.jobs import enqueue
from hlab.core.models import Job

JOB = "feedback.tell"
AGAIN = timedelta(minutes=15)  # between two rounds of letters, also while the post refuses them
MOST_ADDRESSES = 5000  # of one round


@transaction.atomic
def ask_to_be_told(*, round: Round, email: str, by, at: datetime) -> AnswerNotice:
    """Keep an address for one message. The same address again is once, with a new token: the one before may be
    somebody else's to know.

    Nothing is written in the trail: beside the time of an answer that would tell whose the address is.
    """
    if round.state not in WAITS_FOR_ANSWERS:
        raise RuleBroken(_("Rundan är redan besvarad. Du kan läsa svaren nu."), status=409)
    here = AnswerNotice.objects.filter(round=round)
    address = email.strip().lower()
    if here.exclude(email=address).count() >= MOST_ADDRESSES:
        raise RuleBroken(_("Vi kan inte ta emot fler adresser. Skriv upp dagen i stället."), status=409)
    told = {"token": secrets.token_urlsafe(32), "asked_on": localtime(at).date()}
    row, _new = AnswerNotice.objects.update_or_create(round=round, email=address, defaults=told)
    return row


@transaction.atomic
def forget_address(*, token: str, by=None, at: datetime | None = None) -> None:
    """No message after all, and no address. Whether there was one is not told."""
    AnswerNotice.objects.filter(token=token).delete()


def queue_notices(now: datetime) -> int:
    """Ask for the letters that are due to be sent (job "feedback.tell"). Returns how many there are."""
    due = notices_due().count()
    if due and not Job.objects.filter(name=JOB, created_at__gt=now - AGAIN).exists():
        enqueue(JOB, by=None, at=now)
    return due


def send_notices(*, now: datetime, progress=lambda done, total: None) -> int:
    """Send every letter that is due, each once, and forget the address. One that the post does not take is tried at
    the next round."""
    due, sent = list(notices_due()), 0
    for number, row in enumerate(due, start=1):
        # Taken before it is sent: two that do this at once send one letter.
        if AnswerNotice.objects.filter(pk=row.pk, sent_at=None).update(sent_at=now):
            try:
                _letter(row).send()
            except OSError:  # also what smtplib raises: nothing of it, which may name the address, is written down
                AnswerNotice.objects.filter(pk=row.pk).update(sent_at=None)
            else:
                AnswerNotice.objects.filter(pk=row.pk).delete()
                sent += 1
        progress(number, len(due))
    return sent


def _letter(row: AnswerNotice) -> EmailMessage:
    """Says nothing of what it is about: somebody else may see the letter."""
    base = settings.SITE_URL.rstrip("/")
    with override("sv"):
        lines = [
            _("Hej!"),
            _("Du bad om besked när det finns svar. Nu finns de."),
            _("Läs dem här: %(url)s") % {"url": base + reverse("feedback:public_round", args=[row.round_id])},
            _("Har du en kvittokod ser du med den vad som hände med just det du sa: %(url)s")
            % {"url": f"{base}/kvitto/"},
            _("Din adress användes bara till det här brevet och är nu borttagen hos oss."),
        ]
        return EmailMessage(subject=_("Besked från Hälsolabb"), body="\n\n".join(lines), to=[row.email])
