"""The session that a round is held in: made when it opens, moved when its last day moves, and closed with it."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from feedback.enums import RoundState
from feedback.models import Round
from feedback.queries.rounds import KIND, step_of
from workshops.actions import over_time
from workshops.actions.messages import send_message
from workshops.actions.pacing import close_workshop, go_to, open_workshop
from workshops.actions.planning import add_exercise, create_workshop
from workshops.enums import LIVE_STATES
from workshops.models import OpennessDeclaration
from workshops.queries import step_at

MINUTES = 20
"""What trying takes. It is written on the step; the time that counts is the round's."""


@transaction.atomic
def hold_session(*, round: Round, support_person: str, by, at: datetime) -> None:
    """Open a session with one step, open until the round closes; the round is open from then on.

    What can be changed and what is decided are the round's own words, frozen before the doors open.
    """
    workshop = create_workshop(
        lab=round.lab, title=_("Synpunkter: %(title)s") % {"title": round.title}, starts_at=at,
        support_person=support_person, with_programme=False, is_demo=round.is_demo, by=by, at=at,
    )  # fmt: skip
    OpennessDeclaration.objects.create(
        workshop=workshop, open_scope=round.open_scope, closed_scope=round.closed_scope,
        nobody_here=round.lab.nobody_here, decider=round.decider, decision_by=round.answer_by, frozen_at=at,
    )  # fmt: skip
    round.workshop, round.state, round.opened_at = workshop, RoundState.OPEN, at
    round.opens_on = localtime(at).date()  # so that from–to tells how it was
    round.row_version += 1
    round.save(update_fields=["workshop", "state", "opened_at", "opens_on", "row_version"])
    step = add_exercise(
        workshop=workshop, kind=KIND, title=_("Pröva förslaget"), minutes=MINUTES, settings={"round": round.pk},
        open_until=round.closes_at, by=by, at=at,
    )  # fmt: skip
    open_workshop(workshop=workshop, by=by, at=at)
    here = step_at(workshop.site.pk, step.pk)
    if here is not None:
        go_to(site=here.site, step=here, seen_step=None, by=by, at=at)


@transaction.atomic
def move_end(*, round: Round, before: datetime, by, at: datetime) -> None:
    """The round closes at another time than people have read: its step does too, and those who take part are told."""
    step = step_of(round)
    over_time.move_end(exercise=step, until=round.closes_at, by=by, at=at)
    if step.site.state not in LIVE_STATES:
        return
    words = _("Sista tiden att svara är ändrad. Nu är det öppet till %(day)s. Innan stod det %(before)s.")
    send_message(
        site=step.site, text=words % {"day": _moment(round.closes_at), "before": _moment(before)},
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"round-{round.pk}-{round.row_version}"), by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def end_session(*, round: Round, by, at: datetime) -> None:
    """Close the doors. What was said stands, and paper can still be written in."""
    if round.workshop is not None:
        close_workshop(workshop=round.workshop, by=by, at=at)


def _moment(when: datetime) -> str:
    return date_format(localtime(when), "j F Y G.i")
