"""A published wording begins a målbild in another lab: its words are copied, its voices stay where they were given."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.actions.versions import CARRIED, free_slug
from goals.models import Goal, GoalVersion
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.labs.models import Lab


@transaction.atomic
def reuse_goal(*, version: GoalVersion, lab: Lab, by, at: datetime) -> GoalVersion:
    """A draft in `lab` with the words of a version that is public in another. Returns the draft.

    What is example content stays so. Picture and sound are not copied: who is in them has said yes to the first lab.
    Raises RuleBroken when the version is not public or hidden, is the lab's own, or when the lab uses it already.
    """
    lab = Lab.objects.select_for_update().get(pk=lab.pk)
    source = GoalVersion.objects.select_related("goal__lab").get(pk=version.pk)
    if source.published_at is None or source.is_hidden:
        raise RuleBroken(_("Bara en publicerad version kan användas i ett annat labb."), status=409)
    if source.goal.lab_id == lab.pk:
        raise RuleBroken(_("Målbilden är redan det här labbets. Börja på en ny version i stället."), field="lab")
    if Goal.objects.filter(lab=lab, reused_from__goal=source.goal_id).exists():
        raise RuleBroken(_("Det här labbet använder redan målbilden. Välj ett annat labb."), field="lab")
    goal = Goal.objects.create(
        lab=lab, slug=free_slug(source.title), origin=source.goal.origin, reused_from=source,
        is_demo=lab.is_demo or source.goal.is_demo, created_at=at,
    )  # fmt: skip
    draft = GoalVersion.objects.create(
        goal=goal, number=1, created_by=user_of(by), created_at=at, **{name: getattr(source, name) for name in CARRIED}
    )
    record(act="goal.reused", subject=draft, by=by, at=at, lab_id=lab.pk, source=source.citation)
    record(act="goal.used_elsewhere", subject=source, by=by, at=at, lab_id=source.lab_id, goal=goal.pk)
    return draft
