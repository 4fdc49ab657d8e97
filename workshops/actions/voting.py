"""Dots: a quick look at what the room wants to talk about first. Never a decision, never an opinion poll."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hlab.core.errors import RuleBroken
from hlab.live.actions import publish
from workshops.actions.contributions import ensure_open, place_in
from workshops.actions.locks import lock_place, locked_step
from workshops.models import Exercise, Participation, Vote
from workshops.models.cluster import MOST_DOTS
from workshops.queries import themes_of
from workshops.wire import desk

DEFAULT_DOTS = 3


def dots_each(exercise: Exercise) -> int:
    """How many dots every person has in this step."""
    return max(1, min(int(exercise.settings.get("dots", DEFAULT_DOTS)), MOST_DOTS))


@transaction.atomic
def place_dots(
    *,
    exercise: Exercise,
    participation: Participation,
    dots: Mapping[int, int],
    by,
    at: datetime,
    counted: bool = True,
) -> None:
    """Replace a person's dots in this step. dots: {cluster id: how many}. The whole ballot, or nothing.

    counted: False for staff, whose dots are kept but are no part of the result (`workshops.rules.counts`).
    """
    exercise = locked_step(exercise, shared=True)
    lock_place(participation)
    participation = place_in(exercise, participation)
    ensure_open(exercise)
    chosen = {cluster: number for cluster, number in dots.items() if number}
    if any(number < 0 for number in chosen.values()):
        raise RuleBroken(_("Antalet prickar kan inte vara mindre än noll."), field="dots")
    mine, used = dots_each(exercise), sum(chosen.values())
    if used > mine:
        raise RuleBroken(
            ngettext(
                "Du har %(mine)d prickar och har lagt %(used)d. Ta bort %(over)d.",
                "Du har %(mine)d prickar och har lagt %(used)d. Ta bort %(over)d.",
                used - mine,
            )
            % {"mine": mine, "used": used, "over": used - mine},
            field="dots",
        )
    themes = themes_of(exercise.source) if exercise.source else None
    if themes is None or themes.filter(pk__in=chosen).count() != len(chosen):
        raise RuleBroken(_("Ett av temana finns inte längre. Ladda om sidan och lägg prickarna igen."), status=409)
    Vote.objects.filter(exercise=exercise, participation=participation).delete()
    Vote.objects.bulk_create(
        Vote(exercise=exercise, participation=participation, cluster_id=cluster, dots=number, counted=counted, at=at)
        for cluster, number in chosen.items()
    )
    publish(channel=desk(exercise.here.site_id), kind="votes", at=at, step=exercise.pk)
