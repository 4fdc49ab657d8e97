"""A round that people can answer in: its own session stands at the step that tries its versions."""

from __future__ import annotations

import uuid
from datetime import datetime
from types import SimpleNamespace

from feedback.actions.responding import respond
from feedback.enums import Effect, RoundState
from tests.factories import NOON, advance, make_participation, make_workshop
from tests.feedback.sample import make_proposal, make_round, make_version
from workshops.actions.pacing import open_workshop
from workshops.actions.planning import add_exercise
from workshops.queries import step_at


def make_trying(
    *, versions=None, lab=None, state=RoundState.OPEN, anonymity="", numbers=("F1", "F2"), at: datetime = NOON, **fields
):
    """.round .version .workshop .step: two versions of two proposals unless given."""
    if versions is None:
        first = make_version(proposal=make_proposal(lab=lab, number=numbers[0]), published=True, at=at)
        second = make_proposal(lab=first.proposal.lab, number=numbers[1])
        versions = [first, make_version(proposal=second, title="En dörr in", published=True, at=at)]
    round = make_round(versions=versions, state=RoundState.PLANNED, at=at, **fields)
    workshop, step = make_step(round, at=at, anonymity=anonymity)
    round.workshop, round.state, round.opened_at = workshop, state, at
    if state == RoundState.ANSWERED:
        round.answered_at = at
    round.save()
    return SimpleNamespace(round=round, version=versions[0], versions=versions, workshop=workshop, step=step)


def make_step(round, *, at: datetime = NOON, anonymity=""):
    """(session, step): an open session of the lab that stands at a step of the round."""
    workshop = make_workshop(lab=round.lab, with_programme=False)
    shell = {"anonymity": anonymity} if anonymity else {}
    add_exercise(
        workshop=workshop, kind="try_prototype", title="Pröva förslaget", minutes=40, by=None, at=at,
        settings={"round": round.pk}, **shell,
    )  # fmt: skip
    open_workshop(workshop=workshop, by=None, at=at)
    workshop = advance(workshop, 1)
    return workshop, step_at(workshop.site.pk, workshop.site.current_id)


def again(here) -> None:
    here.step = step_at(here.step.here.site_id, here.step.pk)
    here.round.refresh_from_db()


def say(here, *, place=None, effect=Effect.BETTER, words=None, version=None, at: datetime = NOON, **more):
    """One person's answer; a new person unless given."""
    place = place or make_participation(workshop=here.workshop, perspective=more.pop("perspective", "lived"))
    fields = {"client_key": uuid.uuid4(), "by": place} | more
    return respond(
        round=here.round, version=version or here.version, exercise=here.step, participation=place, effect=effect,
        words=words or {}, at=at, **fields,
    )  # fmt: skip
