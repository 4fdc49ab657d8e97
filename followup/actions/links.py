"""What a lab follows something by is tied to it, for a reason, put in order, and taken away."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from followup.actions.register_facts import checked
from followup.models import FollowLink, Indicator
from followup.queries.links import gaps_to_link, links, stories_to_link
from goals.models import Goal, ValueArea
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.labs.models import Lab
from journeys.models import Gap
from workshops.models import Story

MEANS = ("indicator", "dimension", "gap", "story")
STRIDE = 10
_TIED = ("area_id", "goal_id", "indicator_id", "dimension", "gap_id", "story_id")


@transaction.atomic
def add_link(
    *, lab, reason: str, by, at: datetime, area: ValueArea | None = None, goal: Goal | None = None,
    indicator: Indicator | None = None, dimension: str = "", gap: Gap | None = None, story: Story | None = None,
) -> FollowLink:  # fmt: skip
    """Follow a value area or a målbild, or both, by one thing: an indicator, a dimension of a survey, a gap in a
    journey or a story, for a reason in words. Last in the lab's order.

    Tied already: that link, with the reason it has. Raises RuleBroken at the field: nothing to follow or to follow by,
    of another lab, a gap that has been taken out of the map, a story that may not be quoted, no reason.
    """
    lab = Lab.objects.select_for_update().get(pk=lab.pk)
    means: dict[str, Any] = {"indicator": indicator, "dimension": dimension, "gap": gap, "story": story}
    facts = checked(FollowLink, {"reason": reason, "dimension": dimension})
    _ensure_whole(area, goal, means)
    _ensure_of(lab, area, goal, means)
    if not facts["reason"]:
        raise RuleBroken(_("Skriv varför det är det här som visar det. Ett skäl räcker."), field="reason")
    same = FollowLink.objects.filter(lab=lab, area=area, goal=goal, gone_at__isnull=True, **means).first()
    if same is not None:
        return same
    last = FollowLink.objects.filter(lab=lab).order_by("-place").values_list("place", flat=True).first()
    row = FollowLink.objects.create(
        lab=lab, area=area, goal=goal, reason=facts["reason"], place=(last or 0) + STRIDE, created_by=user_of(by),
        created_at=at, **means,
    )  # fmt: skip
    record(act="follow_link.made", subject=row, by=by, at=at, lab_id=lab.pk)
    return row


@transaction.atomic
def change_reason(*, link: FollowLink, reason: str, by, at: datetime) -> FollowLink:
    """Say better why. Raises RuleBroken at `reason`."""
    row = FollowLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    words = checked(FollowLink, {"reason": reason})["reason"]
    if not words:
        raise RuleBroken(_("Skriv varför det är det här som visar det. Ett skäl räcker."), field="reason")
    if row.gone_at is not None:
        raise RuleBroken(_("Kopplingen har tagits bort. Gör en ny."), status=409)
    if row.reason != words:
        row.reason = words
        row.save(update_fields=["reason"])
        record(act="follow_link.reasoned", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def remove_link(*, link: FollowLink, by, at: datetime) -> None:
    """It is no longer followed by that. The row is kept. Twice is once."""
    row = FollowLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if row.gone_at is None:
        row.gone_at = at
        row.save(update_fields=["gone_at"])
        record(act="follow_link.removed", subject=row, by=by, at=at, lab_id=row.lab_id)


@transaction.atomic
def restore_link(*, link: FollowLink, by, at: datetime) -> FollowLink:
    """Take back that a link was taken away. When the same has been tied anew meanwhile, that one."""
    Lab.objects.select_for_update().get(pk=link.lab_id)
    row = FollowLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if row.gone_at is None:
        return row
    same = {name: getattr(row, name) for name in _TIED}
    there = FollowLink.objects.filter(lab=row.lab_id, gone_at__isnull=True, **same).first()
    if there is not None:
        return there
    row.gone_at = None
    row.save(update_fields=["gone_at"])
    record(act="follow_link.restored", subject=row, by=by, at=at, lab_id=row.lab_id)
    return row


@transaction.atomic
def move_link(*, link: FollowLink, up: bool, by, at: datetime) -> None:
    """One place up or down among the links of the same value area and målbild. At the end nothing happens."""
    Lab.objects.select_for_update().get(pk=link.lab_id)
    rows = list(links().filter(lab=link.lab_id, area=link.area_id, goal=link.goal_id))
    at_place = next((n for n, row in enumerate(rows) if row.pk == link.pk), None)
    if at_place is None:
        return
    other = at_place + (-1 if up else 1)
    if not 0 <= other < len(rows):
        return
    places = sorted(row.place for row in rows)
    if len(set(places)) < len(places):  # tied before the places were told apart
        places = [places[0] + n for n in range(len(rows))]
    rows[at_place], rows[other] = rows[other], rows[at_place]
    for place, row in zip(places, rows, strict=True):
        if row.place != place:
            FollowLink.objects.filter(pk=row.pk).update(place=place)
    record(act="follow_link.moved", subject=rows[other], by=by, at=at, lab_id=link.lab_id)


# --- Inner parts ------------------------------------------------------------------------------


def _ensure_whole(area, goal, means: dict[str, Any]) -> None:
    if area is None and goal is None:
        raise RuleBroken(_("Välj en målbild eller ett värdeområde."), field="goal")
    chosen = [name for name, value in means.items() if value]
    if not chosen:
        raise RuleBroken(_("Välj vad ni följer det med."), field="by")
    if len(chosen) > 1:
        raise RuleBroken(_("Välj en sak i taget, så att varje får sitt eget skäl."), field="by")


def _ensure_of(lab: Lab, area, goal, means: dict[str, Any]) -> None:
    """All of the same lab, and still there."""
    if area is not None and (area.lab_id != lab.pk or area.gone_at is not None):
        raise RuleBroken(_("Välj ett av labbets värdeområden."), field="area")
    if goal is not None and goal.lab_id != lab.pk:
        raise RuleBroken(_("Välj en av labbets målbilder."), field="goal")
    if means["indicator"] is not None and means["indicator"].lab_id != lab.pk:
        raise RuleBroken(_("Välj ett av labbets mått."), field="by")
    if means["gap"] is not None and not gaps_to_link(lab).filter(pk=means["gap"].pk).exists():
        raise RuleBroken(_("Mellanrummet finns inte kvar i labbets resor. Välj ett annat."), field="by")
    if means["story"] is not None and not stories_to_link(lab).filter(pk=means["story"].pk).exists():
        raise RuleBroken(
            _("Berättelsen får inte användas så. Den som berättade behöver ha läst den och sagt ja till citat."),
            field="by",
        )
