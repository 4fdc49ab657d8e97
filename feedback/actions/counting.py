"""The result of a round is worked out, once and for all."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.analysis.release import OTHER, UNSAID, tables
from feedback.enums import USUAL_LEVEL, AnswersFor, RoundState
from feedback.frames import people_frame, said_frame
from feedback.models import Round, RoundRelease
from hlab.accounts.reference.counties import EVERY_COUNTY
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.enums import Level, Perspective

ORDERS = {
    "perspective": tuple(Perspective.values),
    "level": (*Level.values, UNSAID),
    "county": (*EVERY_COUNTY, UNSAID),
    "answers_for": tuple(value for value in AnswersFor.values if value != OTHER),
}
"""Every group there may be, in the order they are shown."""
USUAL = {perspective.value: str(USUAL_LEVEL.get(perspective, UNSAID)) for perspective in Perspective}


@transaction.atomic
def count(*, round: Round, by, at: datetime) -> RoundRelease:
    """Count a round that is closed, with small groups hidden, and keep what may be told. Counted once it stays as it
    was: asked again, the same is given back. Raises RuleBroken while people can still answer."""
    locked = Round.objects.select_for_update().select_related("lab").get(pk=round.pk)
    counted = RoundRelease.objects.filter(round=locked).first()
    if counted is not None:
        return counted
    if locked.state in (RoundState.PLANNED, RoundState.OPEN):
        raise RuleBroken(_("Stäng rundan först. Så länge någon kan svara räknas ingenting."))
    versions = list(locked.asks.order_by("place", "pk").values_list("version_id", flat=True))
    told = tables(
        people_frame(locked), said_frame(locked), versions=versions, orders=ORDERS, usual=USUAL, k=locked.k
    )  # fmt: skip
    release = RoundRelease.objects.create(round=locked, k=locked.k, tables=told, made_at=at)
    record(act="round.result_counted", subject=locked, by=by, at=at, lab_id=locked.lab_id)
    return release
