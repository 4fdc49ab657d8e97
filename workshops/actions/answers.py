"""Answers that are no words: a point on a scale, an order. Each is the whole answer and takes the former's place."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.live.actions import publish
from workshops.actions.contributions import ensure_open, leave_note, place_in, withdraw
from workshops.actions.locks import lock_place, locked_step
from workshops.actions.own_words import say_once
from workshops.anonymity import is_anonymous
from workshops.enums import ExerciseState, Language
from workshops.models import Exercise, Participation, Preference, ScaleAnswer
from workshops.models.answers import MOST_PLACES
from workshops.queries import own_notes, place_for, rank_options
from workshops.wire import desk


@transaction.atomic
def answer_scale(
    *,
    exercise: Exercise,
    participation: Participation,
    point: int | None,
    reason: str,
    client_key: uuid.UUID,
    row_version: int,
    by,
    at: datetime,
    confirmed: bool = False,
    counted: bool = True,
    language: str = Language.SV,
    channel: str = "",
    transcribed: bool = False,
) -> ScaleAnswer:
    """Where a person stands, and why if they want to say. Both, or nothing.

    point: 1 is the first label; None "vet inte / vill inte svara". reason: a note of theirs, blank for none.
    row_version: of the reason that the person had before them. counted: see `workshops.rules.counts`. transcribed: `by`
    writes it in for somebody else, which can also be done after the step has closed, unless it was anonymous: then
    nobody can know whether that person has answered already.
    """
    # The words first: to change them takes the step for itself, which cannot wait behind a share of the same step.
    if transcribed:
        if exercise.state != ExerciseState.OPEN and is_anonymous(exercise, participation):
            raise RuleBroken(_("Steget var anonymt och är stängt, så svaret går inte att skriva in."), status=409)
        written = {"language": language, "channel": channel, "transcribed_by": user_of(by)}
        _say_on_paper(exercise, participation, reason, client_key, confirmed=confirmed, by=by, at=at, **written)
    else:
        say_once(
            exercise=exercise, participation=participation, text=reason, client_key=client_key, row_version=row_version,
            confirmed=confirmed, may_be_empty=True, by=by, at=at,
        )  # fmt: skip
    exercise = locked_step(exercise, shared=True)
    lock_place(participation)
    participation = place_in(exercise, participation)
    if not transcribed:
        ensure_open(exercise)
    if point is not None and not 1 <= point <= len(exercise.settings["labels"]):
        raise RuleBroken(_("Välj ett av alternativen."), field="point")
    answer, _new = ScaleAnswer.objects.update_or_create(
        exercise=exercise, participation=participation, defaults={"point": point, "counted": counted, "at": at}
    )
    publish(channel=desk(exercise.here.site_id), kind="votes", at=at, step=exercise.pk)
    return answer


def _say_on_paper(exercise: Exercise, participation: Participation, text: str, key: uuid.UUID, *, by, at, **written):
    """A person's one text in the step, written in by another. Other words take the place of those that were there."""
    mine = own_notes(exercise, place_for(exercise, participation)).first()
    if mine is not None and mine.text == tidy(text):
        return
    if mine is not None:
        withdraw(contribution=mine, by=by, at=at)
    if tidy(text):
        leave_note(exercise=exercise, participation=participation, text=text, client_key=key, by=by, at=at, **written)


@transaction.atomic
def put_in_order(
    *,
    exercise: Exercise,
    participation: Participation,
    order: Sequence[str],
    by,
    at: datetime,
    counted: bool = True,
) -> None:
    """A person's order, best first, as keys of `queries.rank_options`. It may stop before the last; none takes it back.

    counted: see `workshops.rules.counts`.
    """
    exercise = locked_step(exercise, shared=True)
    lock_place(participation)
    participation = place_in(exercise, participation)
    ensure_open(exercise)
    if len(set(order)) != len(order):
        raise RuleBroken(_("Samma alternativ kan bara ha en plats."), field="order")
    if len(order) > MOST_PLACES:
        raise RuleBroken(_("Du kan ordna högst %(most)d alternativ.") % {"most": MOST_PLACES}, field="order")
    if not set(order) <= {key for key, _text in rank_options(exercise)}:
        raise RuleBroken(_("Ett av alternativen finns inte längre. Ladda om sidan och ordna igen."), status=409)
    Preference.objects.filter(exercise=exercise, participation=participation).delete()
    Preference.objects.bulk_create(
        Preference(
            exercise=exercise,
            participation=participation,
            cluster_id=int(key[1:]) if key[0] == "c" else None,
            option=int(key[1:]) if key[0] == "o" else None,
            place=place,
            counted=counted,
            at=at,
        )
        for place, key in enumerate(order, start=1)
    )
    publish(channel=desk(exercise.here.site_id), kind="votes", at=at, step=exercise.pk)
