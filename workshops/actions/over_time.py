"""Steps that are open over time: closed when their time is out, and one reminder to those who asked for it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.jobs import enqueue
from hlab.core.models import Job
from hlab.live.actions import publish
from workshops import registry
from workshops.actions.locks import lock_steps, locked_site
from workshops.entrance import entrance
from workshops.enums import ExerciseState
from workshops.models import Exercise, Pace, ReminderAddress
from workshops.queries import step_at
from workshops.queries.over_time import addresses_to_remind, is_open_over_time, time_is_out, useless_addresses
from workshops.wire import everywhere, room

AGAIN = timedelta(minutes=15)  # between two rounds, also while the post refuses letters
MOST_ADDRESSES = 2000  # of one step at one site


def close_what_is_out(now: datetime) -> int:
    """Close the writing in every step whose date has passed; nothing is shown by that. Twice is once."""
    closed = 0
    for pace in time_is_out(now):
        step = step_at(pace.site_id, pace.exercise_id)
        if step is not None:
            closed += _close(step, now)
    return closed


@transaction.atomic
def _close(step: Exercise, at: datetime) -> int:
    lock_steps(step)
    changed = Pace.objects.filter(pk=step.here.pk, state=ExerciseState.OPEN, ends_at__lte=at).update(
        state=ExerciseState.CLOSED, closed_at=at, secret=""
    )
    if changed:
        registry.get(step.kind).settle(exercise=step, at=at)
        facts = {"site": step.site.pk, "step": step.pk}
        record(act="step.time_out", subject=step.workshop, by=None, at=at, lab_id=step.lab_id, **facts)
        publish(channel=room(step.site.pk), kind="pace", at=at, step=step.pk)
        publish(channel=everywhere(step.workshop_id), kind="site", at=at, site=step.site.pk)
    return changed


@transaction.atomic
def move_end(*, exercise: Exercise, until: datetime, by, at: datetime) -> None:
    """Let a step that is open over time be open until another moment, which has not come yet, where it was read."""
    if until <= at:
        raise RuleBroken(_("Tiden har redan varit. Välj en dag längre fram."), field="open_until")
    site = locked_site(exercise.site)
    lock_steps(exercise)
    Exercise.objects.filter(pk=exercise.pk).update(open_until=until, row_version=F("row_version") + 1)
    Pace.objects.filter(pk=exercise.here.pk, state=ExerciseState.OPEN).update(ends_at=until)
    record(
        act="step.moved_end", subject=site.workshop, by=by, at=at, lab_id=site.lab_id, site=site.pk, step=exercise.pk
    )
    publish(channel=room(site.pk), kind="time", at=at, step=exercise.pk)


@transaction.atomic
def ask_for_reminder(*, exercise: Exercise, email: str, by, at: datetime) -> None:
    """Keep an address for one reminder, apart from everything else of whoever asks. The same address again is once.

    Nothing is written in the trail: beside the time of an answer that would tell whose the address is.
    """
    if not is_open_over_time(exercise, at):
        raise RuleBroken(_("Steget är inte öppet längre, så det finns inget att påminna om."), status=409)
    if exercise.workshop.rehearsal_of_id is not None:
        raise RuleBroken(_("Det här är en övning. Inga påminnelser skickas."), status=409)
    here = ReminderAddress.objects.filter(exercise=exercise, site=exercise.site)
    if here.count() >= MOST_ADDRESSES:
        raise RuleBroken(_("Vi kan inte ta emot fler adresser. Skriv upp tiden i stället."), status=409)
    ReminderAddress.objects.get_or_create(
        exercise=exercise, email=email.strip().lower(),
        defaults={"site": exercise.site, "token": secrets.token_urlsafe(32), "asked_on": localtime(at).date()},
    )  # fmt: skip


@transaction.atomic
def forget_address(*, token: str, by=None, at: datetime | None = None) -> None:
    """No reminder after all, and no address. Whether there was one is not told."""
    ReminderAddress.objects.filter(token=token).delete()


def forget_useless_addresses(now: datetime) -> int:
    """Delete the addresses of steps that have closed. Returns how many."""
    return useless_addresses().delete()[0]


def queue_reminders(now: datetime) -> int:
    """Ask for the letters that are due to be sent (job "workshops.remind"). Returns how many there are."""
    due = len(addresses_to_remind(now))
    asked = Job.objects.filter(name="workshops.remind", created_at__gt=now - AGAIN)
    if due and not asked.exists():
        enqueue("workshops.remind", by=None, at=now)
    return due


def send_reminders(*, now: datetime, progress=lambda done, total: None) -> int:
    """Send every letter that is due, each once. One that the post does not take is tried at the next round."""
    due, sent = addresses_to_remind(now), 0
    for number, row in enumerate(due, start=1):
        # Taken before it is sent: two that do this at once send one letter.
        if ReminderAddress.objects.filter(pk=row.pk, sent_at=None).update(sent_at=now):
            try:
                _letter(row).send()
            except OSError:  # also what smtplib raises: nothing of it, which may name the address, is written down
                ReminderAddress.objects.filter(pk=row.pk).update(sent_at=None)
            else:
                sent += 1
        progress(number, len(due))
    return sent


def _letter(row: ReminderAddress) -> EmailMessage:
    """Says nothing of what it is about: somebody else may see the letter."""
    base = settings.SITE_URL.rstrip("/")
    with override("sv"):
        ends = localtime(row.ends_at)
        lines = [
            _("Hej!"),
            _("Du bad om en påminnelse. Det är öppet till %(day)s klockan %(time)s.")
            % {"day": date_format(ends, "j F"), "time": date_format(ends, "H.i")},
            _("Här går du in: %(url)s") % {"url": base + entrance(row.site)},
            _("Har du redan svarat behöver du inte göra något."),
            _("Adressen används bara till det här och tas bort när tiden är ute. Ta bort den redan nu: %(url)s")
            % {"url": base + reverse("workshops:no_reminder", args=[row.token])},
        ]
        return EmailMessage(subject=_("Påminnelse från Hälsolabb"), body="\n\n".join(lines), to=[row.email])
