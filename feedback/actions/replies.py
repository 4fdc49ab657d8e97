"""What the inquiry says in a thread before there is an answer, and what whoever said it thinks of the answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.enums import OwnView
from feedback.models import Remark, Reply
from goals.actions.checks import warn_if_personal
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy

LONGEST_REPLY = 1000
LONGEST_OWN_WORDS = 600


@transaction.atomic
def reply(*, remark: Remark, text: str, by, at: datetime, confirmed: bool = False) -> Reply:
    """Say something in the thread of a remark. It is read wherever the remark is. The same again is what is there."""
    row = _locked(remark)
    text = tidy(text)
    if not text:
        raise RuleBroken(_("Skriv ett svar."), field="text")
    if len(text) > LONGEST_REPLY:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_REPLY}, field="text")
    if row.contribution.withdrawn_at is not None:
        raise RuleBroken(_("Synpunkten är återtagen, så det finns inget att svara på."), status=409)
    known = row.staff_replies.filter(text=text, gone_at=None).first()
    if known is not None:
        return known
    if not confirmed:
        warn_if_personal(text=text)
    made = Reply.objects.create(remark=row, text=text, by=user_of(by), at=at)
    record(act="remark.replied", subject=row, by=by, at=at, lab_id=row.lab_id)
    return made


@transaction.atomic
def remove_reply(*, reply: Reply, by, at: datetime) -> None:
    """Take a reply out of the thread. Its row stays."""
    row = Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)
    if row.gone_at is None:
        row.gone_at = at
        row.save(update_fields=["gone_at"])
        record(act="remark.reply_removed", subject=row, by=by, at=at, lab_id=reply.remark.lab_id)


@transaction.atomic
def say_own_view(*, remark: Remark, view: str, by, at: datetime, words: str = "", row_version: int) -> Remark:
    """Whoever said it says whether the answer answers it. It can be said anew, until a corrected answer comes.

    words: what the answer misses; free to leave out. row_version: of the remark that they had before them; StaleEdit
    when they have said something else on another page since. The same again changes nothing. Raises RuleBroken.
    """
    row = _locked(remark)
    if row.contribution.withdrawn_at is not None:
        raise RuleBroken(_("Du har tagit tillbaka synpunkten."), status=409)
    if row.answer is None or row.answer.published_at is None:
        raise RuleBroken(_("Det finns inget svar att tycka något om ännu."), status=409)
    if view not in OwnView.values:
        raise RuleBroken(_("Välj ett av svaren."), field="view")
    words = tidy(words) if view == OwnView.MISSES else ""
    if len(words) > LONGEST_OWN_WORDS:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_OWN_WORDS}, field="words")
    if (row.own_view, row.own_words) == (view, words):
        return row
    if row.row_version != row_version:
        raise StaleEdit(
            _("Du har sparat något annat på ett annat ställe, eller så har svaret ändrats. Välj vad som ska gälla."),
            yours=_in_words(view, words),
            theirs=_in_words(row.own_view, row.own_words),
            row_version=row.row_version,
        )
    row.own_view, row.own_words = view, words
    row.row_version += 1
    row.save(update_fields=["own_view", "own_words", "row_version"])
    record(act="remark.own_view", subject=row, by=by, at=at, lab_id=row.lab_id, own_view=str(view))
    return row


def _locked(remark: Remark) -> Remark:
    rows = Remark.objects.select_for_update(of=("self",))
    return rows.select_related("contribution", "answer", "response__round").get(pk=remark.pk)


def _in_words(view: str, words: str) -> str:
    return "\n\n".join(filter(None, (str(OwnView(view).label) if view else _("Inget svar"), words)))
