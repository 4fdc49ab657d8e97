"""Tying a half of a scene to the step or the gap of a journey that it is about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.actions.scenes import open_scene
from feedback.enums import Side
from feedback.models import Scene, SceneLink
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from journeys.models import Gap, Journey, Step

LONGEST_WHY = 300


@transaction.atomic
def link_scene(*, scene: Scene, side: str, part: Step | Gap, reason: str, by, at: datetime) -> SceneLink:
    """Let a step or a gap stand behind a half of a scene, for a reason in words. Tied already: the reason stays.

    Raises RuleBroken when they are of different labs, the part has been removed, or nothing is said of how they belong
    together.
    """
    row = open_scene(scene)
    side = Side(side).value
    journey = Journey.objects.get(pk=part.journey_id)
    if journey.lab_id != row.lab_id:
        raise RuleBroken(_("Resan och förslaget hör till olika labb."), status=409)
    if not type(part).objects.filter(pk=part.pk, gone_at__isnull=True).exists():
        raise RuleBroken(_("Den delen har tagits bort ur kartan. Ladda om sidan och välj igen."), status=409)
    reason = tidy(reason)
    if not reason:
        raise RuleBroken(_("Skriv hur de hör ihop."), field="reason")
    if len(reason) > LONGEST_WHY:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_WHY}, field="reason")
    place: dict[str, Any] = {"step": part} if isinstance(part, Step) else {"gap": part}
    link, is_new = SceneLink.objects.get_or_create(
        scene=row, side=side, **place, defaults={"journey": journey, "reason": reason}
    )
    if is_new:
        record(act="scene.linked", subject=row.version, by=by, at=at, lab_id=row.lab_id, scene=str(row.anchor))
    return link


@transaction.atomic
def unlink_scene(*, link: SceneLink, by, at: datetime) -> None:
    """Take the tie away from an open version. Twice is once."""
    scene = open_scene(link.scene)
    gone, _rows = SceneLink.objects.filter(pk=link.pk).delete()
    if gone:
        record(act="scene.unlinked", subject=scene.version, by=by, at=at, lab_id=scene.lab_id, scene=str(scene.anchor))
