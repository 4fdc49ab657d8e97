"""Which remarks an answer answers, and answers that are thrown away or put right: what has been read stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.answer_words import (
    WORDS,
    checked_words,
    ensure_free,
    locked_draft,
    locked_remarks,
    locked_round,
    tie,
)
from feedback.enums import RemarkState
from feedback.models import Answer, Remark
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken


@transaction.atomic
def add_remarks(*, answer: Answer, remarks: Iterable[Remark], by, at: datetime) -> int:
    """Let more remarks have an answer, also one that is published: whoever said them reads it at once. Returns how
    many came. Raises RuleBroken when one of them has another answer, or when this one is replaced."""
    round = locked_round(answer.round)
    answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if Answer.objects.filter(replaces=answer).exists():
        raise RuleBroken(_("Svaret är ersatt av ett rättat. Lägg synpunkten till det i stället."), status=409)
    rows = locked_remarks(round, remarks)
    ensure_free(rows, but=answer)
    new = [row for row in rows if row.answer_id is None]
    tie(new, answer)
    if new:
        record(act="answer.remarks_added", subject=answer, by=by, at=at, lab_id=round.lab_id, n=len(new))
    return len(new)


@transaction.atomic
def remove_remarks(*, answer: Answer, remarks: Iterable[Remark], by, at: datetime) -> int:
    """Take remarks out of an answer that is not published; they are considered again. Returns how many went."""
    answer = locked_draft(answer)
    gone = answer.remarks.filter(pk__in=[remark.pk for remark in remarks])
    n = gone.update(state=RemarkState.CONSIDERED, answer=None, own_view="", own_words="")
    if n:
        record(act="answer.remarks_removed", subject=answer, by=by, at=at, lab_id=answer.lab_id, n=n)
    return n


@transaction.atomic
def discard_answer(*, answer: Answer, by, at: datetime) -> None:
    """Throw away an answer that is not published. Its remarks are considered again."""
    answer = locked_draft(answer)
    if answer.changes.exists():
        raise RuleBroken(_("En version av förslaget hänvisar till svaret. Ta bort hänvisningen där först."), status=409)
    answer.remarks.update(state=RemarkState.CONSIDERED, answer=None, own_view="", own_words="")
    record(act="answer.discarded", subject=answer, by=by, at=at, lab_id=answer.lab_id)
    answer.delete()


@transaction.atomic
def replace_answer(*, answer: Answer, by, at: datetime, confirmed: bool = False, **words) -> Answer:
    """Begin an answer that puts a published one right. The published one stands, and is read, until the new one is
    published; then it is kept as what was said before. words: those of WORDS that are other.

    The draft that is already begun is changed instead of begun twice. Raises RuleBroken.
    """
    round = locked_round(answer.round)
    old = Answer.objects.select_for_update(of=("self",)).select_related("round__lab").get(pk=answer.pk)
    if old.published_at is None:
        raise RuleBroken(_("Svaret är inte publicerat. Ändra det i stället."), status=409)
    known = Answer.objects.filter(replaces=old).first()
    if known is not None and known.published_at is not None:
        raise RuleBroken(_("Svaret är redan ersatt. Rätta det som gäller nu."), status=409)
    kept = checked_words(round, {name: getattr(old, name) for name in WORDS} | words, at=at, confirmed=confirmed)
    if all(getattr(old, name) == value for name, value in kept.items()):
        raise RuleBroken(_("Ändra det som ska rättas. Just nu säger det nya svaret samma sak."), field="reason")
    if known is None:
        known = Answer(round=round, replaces=old, created_by=user_of(by), created_at=at)
        act = "answer.replacing"
    elif all(getattr(known, name) == value for name, value in kept.items()):
        return known
    else:
        known.row_version += 1
        act = "answer.changed"
    for name, value in kept.items():
        setattr(known, name, value)
    known.save()
    if act == "answer.changed":
        known.remarks.update(state=known.verdict)
    record(act=act, subject=known, by=by, at=at, lab_id=round.lab_id)
    return known
