"""Tying a step or a gap of a journey to the målbild, or the barrier, that it shows."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.analysis.words import sentences
from goals.models import Barrier, Goal, GoalVersion, MapLink
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from journeys.actions.journeys import begin_journey
from journeys.analysis.templates import GoalWords
from journeys.enums import Template
from journeys.models import Gap, Journey, Step

LONGEST_WHY = 300


@transaction.atomic
def link_map(
    *, part: Step | Gap, reason: str, by, at: datetime, goal: Goal | None = None, barrier: Barrier | None = None
) -> MapLink:
    """Let a step or a gap stand behind a målbild or a barrier (one of them), for a reason in words.

    Tied already: the reason stays, and nothing is made. Raises RuleBroken when they are of different labs, the part has
    been removed, or nothing is said of how they belong together.
    """
    target = goal if goal is not None else barrier
    if target is None or (goal is not None and barrier is not None):
        raise RuleBroken(_("Välj en målbild eller ett hinder."), field="target")
    journey = Journey.objects.select_for_update(of=("self",)).get(pk=part.journey_id)
    if target.lab_id != journey.lab_id:
        raise RuleBroken(_("Resan och målbilden hör till olika labb."), status=409)
    if barrier is not None and barrier.merged_into_id is not None:
        raise RuleBroken(_("Hindret är sammanfört med andra. Välj det som det står under."), field="target")
    row = type(part).objects.filter(pk=part.pk, gone_at__isnull=True).first()
    if row is None:
        raise RuleBroken(_("Den delen har tagits bort ur kartan. Ladda om sidan och välj igen."), status=409)
    reason = tidy(reason)
    if not reason:
        raise RuleBroken(_("Skriv hur de hör ihop."), field="reason")
    if len(reason) > LONGEST_WHY:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_WHY}, field="reason")
    place = {"step": row} if isinstance(row, Step) else {"gap": row}
    known = MapLink.objects.filter(goal=goal, barrier=barrier, gone_at__isnull=True, **place).first()
    if known is not None:
        return known
    link = MapLink.objects.create(
        goal=goal, barrier=barrier, journey=journey, reason=reason, created_by=user_of(by), created_at=at, **place
    )
    record(act="map_link.made", subject=journey, by=by, at=at, lab_id=journey.lab_id, link=link.pk)
    return link


@transaction.atomic
def begin_from_goal(
    *, version: GoalVersion, title: str, person: str, question: str, client_key: uuid.UUID, by, at: datetime
) -> Journey:  # fmt: skip
    """A map of how it could be, with a step for each sentence of a målbild, and every step tied to it. The same form
    sent twice is one map."""
    goal = version.goal
    words = GoalWords(version.title, [sentence.text for sentence in sentences(version.statement)])
    journey = begin_journey(
        lab=goal.lab, template=Template.GOAL, goal=words, client_key=client_key, title=title, person=person,
        question=question, owner=user_of(by), by=by, at=at,
    )  # fmt: skip
    for step in journey.steps.filter(gone_at=None):
        link_map(part=step, goal=goal, reason=_("Steget är ritat ur målbilden."), by=by, at=at)
    return journey


@transaction.atomic
def unlink_map(*, link: MapLink, by, at: datetime) -> None:
    """Take the tie away, from public pages too. Twice is once."""
    row = MapLink.objects.select_for_update(of=("self",)).select_related("journey").get(pk=link.pk)
    if row.gone_at is None:
        row.gone_at = at
        row.save(update_fields=["gone_at"])
        record(act="map_link.removed", subject=row.journey, by=by, at=at, lab_id=row.lab_id, link=row.pk)
