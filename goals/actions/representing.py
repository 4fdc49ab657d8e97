"""What somebody says of how their own words stand in a målbild, and what the lab answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.enums import OwnView
from goals.models import Evidence, Representation
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy

LONGEST_VIEW = LONGEST_REPLY = 600


@transaction.atomic
def say_own_view(
    *, evidence: Evidence, answer: str, by, at: datetime, words: str = "", row_version: int = 0
) -> Representation:
    """The person behind a voice in a published version approves of, corrects or refuses how they stand there.

    Refused: the words are shown no more in any version of the målbild (`goals.queries.represented`), and the next one
    leaves the voice out. words: what should be another way; needed to correct. It can be said anew until the version is
    replaced. row_version: of the view that the person had before them, 0 for none; StaleEdit when they have said
    something else on another page since. The same again changes nothing. Raises RuleBroken.
    """
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("version__goal").get(pk=evidence.pk)
    version = evidence.version
    if not version.is_current:
        raise RuleBroken(_("En senare version har tagit vid. Säg det om den i stället, om dina ord är med."), status=409)
    if answer not in OwnView.values:
        raise RuleBroken(_("Välj ett av svaren."), field="answer")
    words = tidy(words) if answer != OwnView.RIGHT else ""
    if answer == OwnView.CORRECT and not words:
        raise RuleBroken(_("Skriv vad som behöver rättas, så att labbet kan göra det."), field="words")
    if len(words) > LONGEST_VIEW:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_VIEW}, field="words")
    known = Representation.objects.filter(evidence=evidence).first()
    if known is None:
        known = Representation(evidence=evidence, row_version=0)
    elif (known.answer, known.words) == (answer, words):
        return known
    elif known.row_version != row_version:
        raise StaleEdit(
            _("Du har sparat ett annat svar på ett annat ställe sedan du öppnade sidan. Välj vilket som ska gälla."),
            yours=_in_words(answer, words),
            theirs=_in_words(known.answer, known.words),
            row_version=known.row_version,
        )
    known.answer, known.words, known.at = answer, words, at
    known.row_version += 1
    known.save()
    record(act="goal.own_view", subject=version, by=by, at=at, lab_id=version.lab_id, answer=str(answer))
    return known


@transaction.atomic
def reply_to_view(*, view: Representation, reply: str, by, at: datetime) -> Representation:
    """What the lab answers somebody about how they stand in a målbild; read on the receipt page, and nowhere else."""
    row = Representation.objects.select_for_update(of=("self",)).select_related("evidence__version__goal").get(pk=view.pk)
    reply = tidy(reply)
    if not reply:
        raise RuleBroken(_("Skriv ett svar."), field="reply")
    if len(reply) > LONGEST_REPLY:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_REPLY}, field="reply")
    if reply == row.reply and row.replied_at and row.replied_at >= row.at:
        return row
    row.reply, row.replied_by, row.replied_at = reply, user_of(by), at
    row.save(update_fields=["reply", "replied_by", "replied_at"])
    version = row.evidence.version
    record(act="goal.view_answered", subject=version, by=by, at=at, lab_id=version.lab_id)
    return row


def _in_words(answer: str, words: str) -> str:
    return "\n\n".join(filter(None, (str(OwnView(answer).label), words)))
