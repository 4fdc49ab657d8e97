"""Reads of action plans: the plans of a lab, their versions and actions, and which målbilder they are held against."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from goals.enums import GoalStatus
from goals.models import ActionAssessment, ActionItem, ActionPlan, Assessor, Goal, GoalVersion, PlanUpload, PlanVersion


def plans() -> QuerySet[ActionPlan]:
    """Plans with their lab and principal."""
    return ActionPlan.objects.select_related("lab", "principal")


def plan_versions() -> QuerySet[PlanVersion]:
    """Versions with their plan and its lab."""
    return PlanVersion.objects.select_related("plan__lab")


def assessors() -> QuerySet[Assessor]:
    """Those who judge, with the plan and its lab."""
    return Assessor.objects.select_related("plan__lab")


def uploads() -> QuerySet[PlanUpload]:
    """Plans on their way in, with the plan and the lab."""
    return PlanUpload.objects.select_related("plan__lab", "lab")


def plans_of(lab) -> list[ActionPlan]:
    """A lab's plans, newest first. Each has `.latest_number` (version, None before anything is read in), `.told_items`
    (actions in it) and `.judged` (judgements of all its versions). One query."""
    versions = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by("-number")
    items = ActionItem.objects.filter(version__plan=OuterRef("pk"), version__number=OuterRef("latest_number"))
    judged = ActionAssessment.objects.filter(item__version__plan=OuterRef("pk"))
    return list(
        ActionPlan.objects.filter(lab=lab)
        .annotate(latest_number=Subquery(versions.values("number")[:1]))
        .annotate(
            told_items=Coalesce(_count(items, "version"), 0),
            judged=Coalesce(_count(judged, "item__version__plan"), 0),
        )
    )


def _count(rows: QuerySet, of: str) -> Subquery:
    """How many rows there are for each outer row."""
    return Subquery(rows.order_by().values(of).annotate(n=Count("pk")).values("n"))


def counts_of_plans(lab_ids: Iterable[int]) -> dict[int, int]:
    """{lab id: plans} of labs that have any. One query."""
    rows = ActionPlan.objects.filter(lab__in=list(lab_ids)).order_by().values_list("lab_id").annotate(n=Count("pk"))
    return dict(rows)


def latest_version(plan: ActionPlan) -> PlanVersion | None:
    """What the plan says now, or None before anything has been read in."""
    return plan.versions.order_by("-number").first()


def goals_to_judge(lab) -> list[GoalVersion]:
    """The wording of each målbild that actions are held against: the public one, else the latest that is locked.

    Words that may still change are not judged, so a målbild that is only being written on is left out. One query.
    """
    rows = (
        GoalVersion.objects.filter(goal__lab=lab, frozen_at__isnull=False)
        .exclude(status=GoalStatus.REPLACED)
        .select_related("goal")
        .order_by("goal_id", "number")
    )
    chosen: dict[int, GoalVersion] = {}
    for row in rows:
        before = chosen.get(row.goal_id)
        if before is None or not before.is_current:
            chosen[row.goal_id] = row
    return list(chosen.values())


def goals_not_locked(lab) -> int:
    """How many målbilder of the lab have no wording that stands yet."""
    return Goal.objects.filter(lab=lab).exclude(versions__frozen_at__isnull=False).count()


def item_at(version: PlanVersion, position: int) -> ActionItem | None:
    """The action at a place of a version, first is 1."""
    return version.items.filter(position=position).select_related("version__plan").first()


def last_position(version: PlanVersion) -> int:
    """The place of a version's last action; 0 in an empty one."""
    return version.items.aggregate(last=Max("position"))["last"] or 0


def assessors_of(plan: ActionPlan) -> list[Assessor]:
    """Everybody who judges a plan, in the order they came. Each has `.judged` (judgements of all versions)."""
    return list(plan.assessors.annotate(judged=Count("assessments")).order_by("created_at", "pk"))
