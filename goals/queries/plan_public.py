"""What anyone may see of plans that are public, on the page of a målbild.

A plan becomes public by an act of its own. Its name, owner and period are told then, and the titles of those actions of
its latest version that have been judged of just these words. Of judgements only what nobody can be made out by:

- an answer is told for a side (those who live with the question, those who own the plan, others) when at least five
  persons of that side gave it. Never how many: judgements go on, and a number that grows by one names somebody.
- a reason is told only for a group whose answers staff have written in, and which is at least five people. The words of
  somebody with a log-in are never told.
- what those who own the plan say is told only beside what somebody else says (S35).

Judgements of earlier versions or other wordings are left out: they need a look first.
"""

from __future__ import annotations

from typing import Any

from goals.enums import Leads
from goals.models import ActionAssessment, ActionPlan, Goal, GoalVersion, PlanVersion
from goals.queries.plan_judgements import (
    LIVED,
    LOOKS,
    OTHERS,
    OWNERS,
    SIDE_LABELS,
    SIDES,
    persons_behind,
    side_of,
)
from hlab.stats.suppression import DEFAULT_K


def public_plans(goal: Goal, version: GoalVersion | None) -> list[dict[str, Any]]:
    """Plans that are public, with what groups say of this wording. Two queries.

    [{"plan", "number": its version, "items": [{"title", "number", "sides": [{"key", "label", "answers": [{"look",
    "label"}], "reasons": [{"look", "label", "text", "group"}]}]}], "lead": how many of the items somebody
    says lead there}]. Plans of which nothing may be told are left out, and so is everything of a hidden wording.
    """
    if version is None or version.is_hidden or version.published_at is None:
        return []
    latest = {
        row.plan_id: row
        for row in PlanVersion.objects.filter(plan__lab=goal.lab_id, plan__is_public=True)
        .select_related("plan")
        .order_by("plan__created_at", "plan_id", "number")
    }
    told = _told(version, list(latest.values()))
    out = []
    for row in latest.values():
        items = told.get(row.plan_id, [])
        if items:
            out.append({"plan": row.plan, "number": row.number, "items": items, "lead": _leading(items)})
    return out


def would_be_public(plan: ActionPlan, versions: list[GoalVersion]) -> list[dict[str, Any]]:
    """The reasons that anyone could read of a plan if it were public: [{"item", "goal", "group", "label", "text"}]."""
    number = plan.versions.order_by("-number").values_list("pk", flat=True).first()
    rows = ActionAssessment.objects.filter(
        item__version=number, goal_version__in=[row.pk for row in versions], assessor__user__isnull=True,
        assessor__people__gte=DEFAULT_K,
    )  # fmt: skip
    return [
        {
            "item": row.item.title,
            "goal": row.goal_version.title,
            "group": row.assessor.label,
            "label": row.get_answer_display(),
            "text": row.reason,
        }
        for row in rows.select_related("item", "goal_version", "assessor").order_by("item__position", "pk")
    ]


# --- Inner parts ------------------------------------------------------------------------------


def _told(version: GoalVersion, latest: list[PlanVersion]) -> dict[int, list[dict]]:
    rows = (
        ActionAssessment.objects.filter(goal_version=version, item__version__in=latest)
        .select_related("assessor", "item__version")
        .order_by("item__version__plan_id", "item__position", "assessor_id")
    )
    by_item: dict[int, list[ActionAssessment]] = {}
    for row in rows:
        by_item.setdefault(row.item_id, []).append(row)
    out: dict[int, list[dict]] = {}
    for said in by_item.values():
        sides = [_side(key, [row for row in said if side_of(row.assessor) == key]) for key in SIDES]
        if any(side["answers"] for side in sides if side["key"] in (LIVED, OTHERS)):
            item = said[0].item
            shown = {"title": item.title, "number": item.number, "sides": sides}
            out.setdefault(item.version.plan_id, []).append(shown)
    return out


def _side(key: str, said: list[ActionAssessment]) -> dict:
    answers, reasons = [], []
    for code in Leads.values:
        given = [row for row in said if row.answer == code]
        if persons_behind([row.assessor for row in given]) >= DEFAULT_K:
            answers.append({"code": code, "look": LOOKS[code], "label": Leads(code).label})
            reasons += [
                {"look": LOOKS[code], "label": Leads(code).label, "text": row.reason, "group": row.assessor.label}
                for row in given
                if row.assessor.user_id is None and row.assessor.people >= DEFAULT_K
            ]
    return {"key": key, "label": SIDE_LABELS[key], "is_owners": key == OWNERS, "answers": answers, "reasons": reasons}


def _leading(items: list[dict]) -> int:
    """Items of which somebody says that they lead there, clearly or in part."""
    leads = (Leads.CLEAR, Leads.PARTLY)
    return sum(any(answer["code"] in leads for side in item["sides"] for answer in side["answers"]) for item in items)
