"""Answers that are no words: a point on a scale, an order. Each is the whole answer and takes the former's place."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.errors import RuleBroken
from hlab.live.actions import publish
from workshops.actions.contributions import ensure_open, place_in
from workshops.actions.locks import lock_place, locked_step
from workshops.actions.own_words import say_once
from workshops.models import Exercise, Participation, Preference, ScaleAnswer
from workshops.models.answers import MOST_PLACES
from workshops.queries import rank_options
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
) -> ScaleAnswer:
    """Where a person stands, and why if they want to say. Both, or nothing.

    point: 1 is the first label; None "vet inte / vill inte svara". reason: a note of theirs, blank for none.
    row_version: of the reason that the person had before them. counted: see `workshops.rules.counts`.
    """
    # The words first: to change them takes the step for itself, which cannot wait behind a share of the same step.
    say_once(
        exercise=exercise, participation=participation, text=reason, client_key=client_key, row_version=row_version,
        confirmed=confirmed, may_be_empty=True, by=by, at=at,
    )  # fmt: skip
    exercise = locked_step(exercise, shared=True)
    lock_place(participation)
    participation = place_in(exercise, participation)
    ensure_open(exercise)
    if point is not None and not 1 <= point <= len(exercise.settings["labels"]):
        raise RuleBroken(_("Välj ett av alternativen."), field="point")
    answer, _new = ScaleAnswer.objects.update_or_create(
        exercise=exercise, participation=participation, defaults={"point": point, "counted": counted, "at": at}
    )
    publish(channel=desk(exercise.here.site_id), kind="votes", at=at, step=exercise.pk)
    return answer


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
