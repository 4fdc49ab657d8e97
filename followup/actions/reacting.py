"""What those who contributed say of what they were told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followup.models import ReportReaction, ReportVersion
from followup.queries.reports import took_part
from hlab.accounts.models import Receipt
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy

LONGEST_WORDS = 600


@transaction.atomic
def react(*, version: ReportVersion, agrees: bool, words: str, by: Receipt, at: datetime) -> ReportReaction:
    """It is right, or not. The last answer of one person is the one that counts; words belong to what is not right.
    Raises RuleBroken for somebody who was not there, and when a later version has been told since."""
    report = version.report
    if version.published_at is None or not took_part(by, report):
        raise RuleBroken(_("Bara den som var med kan svara."), status=403)
    if report.versions.filter(published_at__isnull=False, number__gt=version.number).exists():
        raise RuleBroken(
            _("Återkopplingen har rättats sedan du öppnade sidan. Läs den nya och svara på den."), status=409
        )
    words = "" if agrees else tidy(words)
    if len(words) > LONGEST_WORDS:
        raise RuleBroken(
            _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_WORDS}, field="words"
        )
    row, new = ReportReaction.objects.get_or_create(
        version=version, receipt=by, defaults={"agrees": agrees, "words": words, "at": at}
    )
    if not new and (row.agrees, row.words) != (agrees, words):
        row.agrees, row.words, row.at = agrees, words, at
        row.save(update_fields=["agrees", "words", "at"])
    elif not new:
        return row
    # Not who: beside the time of an answer it would tell which receipt was there.
    record(act="report.heard", subject=report, by=None, at=at, lab_id=report.lab_id)
    return row
