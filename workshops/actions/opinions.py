"""Statements to agree with: put in place, answered, added by people, read before others see them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.live.actions import publish
from workshops.actions.contributions import ensure_open, leave_note, place_in
from workshops.actions.locks import lock_place, locked_step
from workshops.enums import HoldReason, Language, StatementState
from workshops.models import Contribution, Exercise, Participation, Stance, Statement
from workshops.queries.opinions import is_live
from workshops.wire import desk

MOST_STATEMENTS = 2_000  # of one step, those that people add counted


@transaction.atomic
def put_seeds(*, exercise: Exercise, at: datetime, by=None) -> None:
    """The statements that were written beforehand, with their numbers. Twice is once."""
    texts = exercise.settings.get("statements", [])
    Statement.objects.bulk_create(
        [
            Statement(
                exercise=exercise, number=n, text=text, state=StatementState.ACCEPTED, created_at=at, decided_at=at
            )
            for n, text in enumerate(texts, start=1)
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def take_stance(
    *,
    exercise: Exercise,
    participation: Participation,
    statement: int,
    value: int,
    by,
    at: datetime,
    counted: bool = True,
) -> Stance:
    """Where a person stands on one statement (its id): 1 agrees, 0 passes, −1 disagrees. The latest stands.

    counted: see `workshops.rules.counts`.
    """
    exercise = locked_step(exercise, shared=True)
    lock_place(participation)
    participation = place_in(exercise, participation)
    ensure_open(exercise)
    return _answer(exercise, participation, {statement: value}, counted, at)[0]


@transaction.atomic
def take_down_stances(
    *, exercise: Exercise, participation: Participation, values: Mapping[int, int], by, at: datetime
) -> int:
    """A whole sheet of paper, also after the step has closed: {statement id: value}. Returns how many."""
    exercise = locked_step(exercise, shared=True)
    lock_place(participation)
    return len(_answer(exercise, place_in(exercise, participation), values, True, at))


def _answer(exercise, participation, values: Mapping[int, int], counted: bool, at: datetime) -> list[Stance]:
    if not set(values.values()) <= {-1, 0, 1}:
        raise RuleBroken(_("Välj om du håller med, inte håller med eller hoppar över."), field="value")
    there = Statement.objects.filter(is_live(), exercise=exercise, pk__in=values).values_list("pk", flat=True)
    if len(there) != len(values):
        raise RuleBroken(_("Påståendet går inte att ta ställning till längre. Ladda om sidan så får du ett annat."),
                         field="statement", status=409)  # fmt: skip
    before = Stance.objects.filter(statement__in=values, participation=participation)
    known = {row.statement_id: row for row in before}
    said = [known.get(pk) or Stance(statement_id=pk, participation=participation) for pk in values]
    for row in said:
        row.value, row.counted, row.at = values[row.statement_id], counted, at
    Stance.objects.bulk_create([row for row in said if row.pk is None])
    Stance.objects.bulk_update([row for row in said if row.statement_id in known], ["value", "counted", "at"])
    publish(channel=desk(exercise.here.site_id), kind="votes", at=at, step=exercise.pk)
    return said


@transaction.atomic
def put_forward(
    *,
    exercise: Exercise,
    participation: Participation,
    text: str,
    client_key: uuid.UUID,
    by,
    at: datetime,
    confirmed: bool = False,
    language: str = Language.SV,
    channel: str = "",
    transcribed_by=None,
) -> Statement:
    """A statement of one's own: a note like others, which waits to be read before anybody can answer it.

    The same key and words again is the same statement.
    """
    if not exercise.settings.get("may_add", True):
        raise RuleBroken(_("I det här steget kan man inte lägga till påståenden."), field="text", status=409)
    note = leave_note(
        exercise=exercise, participation=participation, text=" ".join(tidy(text).split()), client_key=client_key,
        confirmed=confirmed, language=language, channel=channel, transcribed_by=transcribed_by, by=by, at=at,
    )  # fmt: skip
    known = Statement.objects.filter(contribution=note).first()
    return known or _numbered(exercise, note, StatementState.WAITING, at)


def _numbered(exercise: Exercise, note: Contribution, state: str, at: datetime, **decided) -> Statement:
    # One at a time within the step, so that no two get the same number.
    list(Exercise.objects.select_for_update(no_key=True).filter(pk=exercise.pk).values_list("pk"))
    last = Statement.objects.filter(exercise=exercise).aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_STATEMENTS:
        raise RuleBroken(_("Det finns redan så många påståenden att inga fler tas emot."), field="text", status=409)
    text = " ".join(note.text.split())
    return Statement.objects.create(
        exercise=exercise, number=last + 1, text=text, contribution=note, state=state, created_at=at, **decided
    )


@transaction.atomic
def accept(*, statement: Statement, by, at: datetime) -> Statement:
    """Let people answer a statement. Reworded since it was put forward it is another statement, with another number."""
    row = _locked(statement)
    note = row.contribution
    if note is not None and note.withdrawn_at is not None:
        raise RuleBroken(_("Den som skrev påståendet har tagit tillbaka det."), status=409)
    if note is not None and note.hold != HoldReason.NONE:
        raise RuleBroken(
            _("Lappen hålls kvar. Släpp den på processledarsidan först, om ingen kan kännas igen."), status=409
        )
    decided = {"decided_by": user_of(by), "decided_at": at}
    if note is not None and " ".join(note.text.split()) != row.text:
        row.contribution = None
        _decide(row, StatementState.REJECTED, _("Den som skrev har formulerat om det."), **decided)
        row = _numbered(row.exercise, note, StatementState.ACCEPTED, at, **decided)
    elif row.state != StatementState.ACCEPTED or (note and _reworded_since(note, row.decided_at)):
        _decide(row, StatementState.ACCEPTED, "", **decided)
    else:
        return row
    _tell(row, "statement.accepted", by, at)
    return row


@transaction.atomic
def leave_out(*, statement: Statement, reason: str, by, at: datetime) -> Statement:
    """Let nobody answer a statement, or see it in the result, for a reason that whoever wrote it reads."""
    row, reason = _locked(statement), " ".join(tidy(reason).split())
    if not reason:
        raise RuleBroken(_("Skriv varför påståendet inte tas med. Den som skrev det läser skälet."), field="reason")
    longest = Statement._meta.get_field("reason").max_length or 0
    if len(reason) > longest:
        raise RuleBroken(_("Skälet är för långt. Skriv högst %(max)d tecken.") % {"max": longest}, field="reason")
    if (row.state, row.reason) == (StatementState.REJECTED, reason):
        return row
    _decide(row, StatementState.REJECTED, reason, decided_by=user_of(by), decided_at=at)
    _tell(row, "statement.left_out", by, at)
    return row


def _reworded_since(note: Contribution, decided_at: datetime | None) -> bool:
    return decided_at is not None and note.changed_at is not None and note.changed_at > decided_at


def _locked(statement: Statement) -> Statement:
    rows = Statement.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "contribution", "exercise__workshop"
    )
    return rows.get(pk=statement.pk)


def _decide(row: Statement, state: str, reason: str, *, decided_by, decided_at: datetime) -> None:
    row.state, row.reason, row.decided_by, row.decided_at = state, reason, decided_by, decided_at
    row.save(update_fields=["state", "reason", "decided_by", "decided_at", "contribution"])


def _tell(row: Statement, act: str, by, at: datetime) -> None:
    record(act=act, subject=row.exercise, by=by, at=at, lab_id=row.exercise.lab_id, statement=row.number)


def forget(*, exercise: Exercise) -> None:
    """Before a rehearsal, or a step that has not begun, goes."""
    Stance.objects.filter(statement__exercise=exercise).delete()
    exercise.statements.all().delete()
    exercise.opinion_runs.all().delete()
