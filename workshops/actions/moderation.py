"""What is decided about a note that somebody else may have to be spared, and the log of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.live.actions import publish
from workshops.enums import HoldReason, ModerationAct, ReportReason
from workshops.models import Contribution, Moderation, NoteReport, Participation
from workshops.models.moderation import REPORT_LENGTH
from workshops.wire import desk


@transaction.atomic
def report_note(
    *,
    contribution: Contribution,
    reason: str,
    by,
    at: datetime,
    words: str = "",
    participation: Participation | None = None,
) -> NoteReport:
    """Tell who leads that a shown note should perhaps not be shown. It stays until they have decided.

    participation: the place of somebody who takes part, or none for somebody of the lab. Twice is once; after a
    decision one may report again.
    """
    if reason not in ReportReason.values:
        raise RuleBroken(_("Välj varför lappen inte borde visas."), field="reason")
    words = tidy(words)
    if len(words) > REPORT_LENGTH:
        raise RuleBroken(_("Skriv högst %(limit)d tecken.") % {"limit": REPORT_LENGTH}, field="words")
    whose = {"participation": participation} if participation else {"by": user_of(by)}
    row, new = NoteReport.objects.get_or_create(
        contribution=contribution, **whose, defaults={"reason": reason, "words": words, "at": at}
    )
    anew = not new and row.decided_at is not None
    if anew:
        row.reason, row.words, row.at, row.decided_at = reason, words, at, None
        row.save(update_fields=["reason", "words", "at", "decided_at"])
    if new or anew:
        facts = {"reason": str(reason), "site": contribution.site_id}
        record(act="contribution.reported", subject=contribution, by=None, at=at, lab_id=contribution.lab_id, **facts)
        publish(channel=desk(contribution.site_id), kind="held", at=at, n=1)
    return row


@transaction.atomic
def keep_note(*, contribution: Contribution, by, at: datetime) -> None:
    """A reported note may stay. Nothing happens to one that nobody has reported."""
    if decided(contribution=contribution, act=ModerationAct.KEPT, by=by, at=at):
        record(act="contribution.kept", subject=contribution, by=by, at=at, lab_id=contribution.lab_id)
        publish(channel=desk(contribution.site_id), kind="note", at=at, step=contribution.exercise_id, n=0)


def decided(
    *, contribution: Contribution, act: str, by, at: datetime, reason: str = HoldReason.NONE
) -> Moderation | None:
    """Write down a decision about a note, which answers what was reported about it. None where there was nothing to
    decide. Called inside the transaction of the act."""
    reports = list(NoteReport.objects.filter(contribution=contribution, decided_at=None).order_by("at", "pk"))
    if act == ModerationAct.KEPT and not reports:
        return None
    NoteReport.objects.filter(pk__in=[row.pk for row in reports]).update(decided_at=at)
    return Moderation.objects.create(
        contribution=contribution,
        act=act,
        reason=reason,
        reported_for=reports[0].reason if reports else "",
        by=user_of(by),
        at=at,
    )
