"""How far the inquiry has come with what people have said: read, considered, owned, and answered with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.answer_words import (
    AT_A_TIME,
    WORDS,
    checked_words,
    ensure_free,
    ensure_over,
    locked_draft,
    locked_remarks,
    locked_round,
    tie,
)
from feedback.enums import RemarkState
from feedback.models import Answer, ProposalVersion, Remark, Round
from feedback.queries.remarks import may_own
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.labs.actions.labs import stale


@transaction.atomic
def mark_read(*, round: Round, remarks: Iterable[Remark], by, at: datetime) -> int:
    """Somebody has read them. Those further on stay where they are. Returns how many were marked."""
    return _move(round, remarks, to=RemarkState.READ, come_from=[RemarkState.RECEIVED], by=by, at=at)


@transaction.atomic
def set_state(*, round: Round, remarks: Iterable[Remark], state: str, by, at: datetime) -> int:
    """Read or considered. What has an answer stays answered. Returns how many changed.

    Raises RuleBroken for any other state: an answer is what makes a remark adopted or not.
    """
    if state not in (RemarkState.READ, RemarkState.CONSIDERED):
        raise RuleBroken(_("Skriv ett svar i stället. Det är svaret som säger om synpunkten beaktas."), field="state")
    come_from = {RemarkState.RECEIVED, RemarkState.READ, RemarkState.CONSIDERED} - {RemarkState(state)}
    return _move(round, remarks, to=RemarkState(state), come_from=come_from, by=by, at=at)


@transaction.atomic
def take_on(*, round: Round, remarks: Iterable[Remark], owner, by, at: datetime) -> int:
    """Somebody of the lab answers for these from now on; owner None: nobody in particular. Returns how many changed."""
    if owner is not None and not may_own(round.lab_id, owner):
        raise RuleBroken(_("Välj någon som arbetar med synpunkter i labbet."), field="owner")
    rows = [
        row for row in locked_remarks(locked_round(round), remarks) if row.owner_id != (owner.pk if owner else None)
    ]
    for row in rows:
        row.owner = owner
    Remark.objects.bulk_update(rows, ["owner"], batch_size=AT_A_TIME)
    _tell("remark.owned", round, len(rows), by, at)
    return len(rows)


@transaction.atomic
def answer_remarks(
    *,
    round: Round,
    remarks: Iterable[Remark],
    title: str,
    verdict: str,
    reason: str,
    decider: str,
    decided_on: date,
    by,
    at: datetime,
    changed_in: ProposalVersion | None = None,
    confirmed: bool = False,
) -> Answer:
    """One answer to all of these, with its reason. Nobody outside the lab reads it before `publish_answers`.

    confirmed: whoever writes has seen the warning about personal details. The same answer to the same remarks again is
    the one that is there. Raises RuleBroken, with status 409 when one of them has another answer.
    """
    round = locked_round(round)
    rows = locked_remarks(round, remarks)
    if not rows:
        raise RuleBroken(_("Välj minst en synpunkt att svara på. Den som är återtagen går inte att välja."))
    words = checked_words(
        round, {"title": title, "reason": reason, "decider": decider, "verdict": verdict, "decided_on": decided_on,
                "changed_in": changed_in},
        at=at, confirmed=confirmed,
    )  # fmt: skip
    if known := _the_same(rows, words):
        return known
    ensure_free(rows)
    answer = Answer.objects.create(round=round, created_by=user_of(by), created_at=at, **words)
    tie(rows, answer)
    record(act="answer.written", subject=answer, by=by, at=at, lab_id=round.lab_id, n=len(rows))
    return answer


@transaction.atomic
def change_answer(
    *, answer: Answer, row_version: int, by, at: datetime, confirmed: bool = False, **words
) -> Answer:  # fmt: skip
    """Other words, or another verdict, for an answer that nobody outside the lab has read. words: any of WORDS.

    Raises StaleEdit when somebody else has saved since row_version, RuleBroken when it is published.
    """
    answer = locked_draft(answer)
    words = checked_words(answer.round, {name: getattr(answer, name) for name in WORDS} | words, at=at,
                          confirmed=confirmed)  # fmt: skip
    if all(getattr(answer, name) == value for name, value in words.items()):
        return answer
    if answer.row_version != row_version:
        raise stale(answer, words, _("Någon annan har ändrat svaret sedan du öppnade sidan."))
    for name, value in words.items():
        setattr(answer, name, value)
    answer.row_version += 1
    answer.save(update_fields=[*words, "row_version"])
    answer.remarks.update(state=answer.verdict)
    record(act="answer.changed", subject=answer, by=by, at=at, lab_id=answer.lab_id)
    return answer


@transaction.atomic
def publish_answers(*, round: Round, by, at: datetime) -> list[Answer]:
    """Let everyone read what is answered in a round, each on their receipt page and all on the proposal's own page.

    Drafts without any remark wait. An answer that puts another right takes over its remarks. From here on the words
    stand. Returns those that were published: none when there was nothing new. Raises RuleBroken while the round is
    open.
    """
    round = locked_round(round)
    ensure_over(round)
    drafts = Answer.objects.select_for_update(of=("self",)).filter(round=round, published_at=None)
    out = []
    for answer in drafts.order_by("created_at", "pk"):
        if answer.replaces_id:
            tie(list(Remark.objects.filter(answer=answer.replaces_id)), answer)
        if not answer.remarks.exists():
            continue
        answer.published_at = at
        answer.save(update_fields=["published_at"])
        out.append(answer)
    if out:
        record(act="answer.published", subject=round, by=by, at=at, lab_id=round.lab_id, n=len(out))
    return out


def _the_same(rows: list[Remark], words: dict) -> Answer | None:
    """The answer that all of these have already, with just these words."""
    known = rows[0].answer
    if known is None or any(row.answer_id != known.pk for row in rows):
        return None
    return known if all(getattr(known, name) == value for name, value in words.items()) else None


def _move(round: Round, remarks, *, to: RemarkState, come_from, by, at: datetime) -> int:
    rows = [row for row in locked_remarks(locked_round(round), remarks) if row.state in come_from]
    for row in rows:
        row.state = to
    Remark.objects.bulk_update(rows, ["state"], batch_size=AT_A_TIME)
    _tell(f"remark.{to.value}", round, len(rows), by, at)
    return len(rows)


def _tell(act: str, round: Round, n: int, by, at: datetime) -> None:
    if n:
        record(act=act, subject=round, by=by, at=at, lab_id=round.lab_id, n=n)
