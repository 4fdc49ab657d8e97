"""What has been judged of a plan, as it holds for one version of it and for the wordings that stand now.

A judgement is bound to an action of one version and to one wording. When either has got a newer version the judgement
follows along, marked: it "behöver ses över" until whoever made it confirms it or judges anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from goals.models import ActionAssessment, ActionItem, Assessor, GoalVersion, PlanVersion
from hlab.labs.enums import LIVED_PERSPECTIVES

OWNERS, LIVED, OTHERS = "owners", "lived", "others"
SIDES = (LIVED, OWNERS, OTHERS)
SIDE_LABELS = {
    LIVED: gettext_lazy("Egen erfarenhet och närstående"),
    OWNERS: gettext_lazy("De som äger planen"),
    OTHERS: gettext_lazy("Övriga"),
}
LOOKS = {"clear": "m-yes", "partly": "m-part", "none": "m-no", "against": "m-against", "unknown": "m-unk"}


@dataclass(frozen=True)
class Judged:
    """One judgement as it holds here. item, goal: the action of this version and the wording that stands now.

    carried: it was made of an earlier version of one of them, and needs a look.
    """

    pk: int
    item: int
    goal: int
    assessor: int
    answer: str
    at: datetime
    carried: bool


def side_of(assessor: Assessor) -> str:
    """Whether somebody counts among those who own the plan (whatever their perspective), those who live with the
    question, or others (S35)."""
    if assessor.owns_plan:
        return OWNERS
    return LIVED if assessor.perspective in LIVED_PERSPECTIVES else OTHERS


def judgements_of(
    version: PlanVersion, goals: Sequence[GoalVersion], *, assessor: Assessor | None = None
) -> list[Judged]:
    """What holds of a plan's version, one judgement for each action, wording and assessor. Two queries.

    Of several made by one assessor the one of just these words holds, else the latest. assessor: only theirs.
    """
    wording = {row.goal_id: row.pk for row in goals}
    rows = ActionAssessment.objects.filter(
        item__version__plan=version.plan_id,
        item__version__number__lte=version.number,
        goal_version__goal__in=wording,
    )
    if assessor is not None:
        rows = rows.filter(assessor=assessor)
    lands = _lands(version) if version.number > 1 else {}
    holds: dict[tuple[int, int, int], Judged] = {}
    for pk, item, number, goal_version, goal, judge, answer, at in rows.order_by("at", "pk").values_list(
        "pk", "item_id", "item__version__number", "goal_version_id", "goal_version__goal_id", "assessor_id", "answer",
        "at",
    ):  # fmt: skip
        here = item if number == version.number else lands.get(item)
        if here is None:
            continue  # the action is no longer in the plan
        carried = here != item or wording[goal] != goal_version
        key = (here, wording[goal], judge)
        if key in holds and carried and not holds[key].carried:
            continue
        holds[key] = Judged(pk, here, wording[goal], judge, answer, at, carried)
    return list(holds.values())


def _lands(version: PlanVersion) -> dict[int, int]:
    """{action of an earlier version: the same action in this one}, where it is still there. One query."""
    rows = ActionItem.objects.filter(
        version__plan=version.plan_id, version__number__lte=version.number, before__isnull=False
    ).values_list("pk", "before_id", "version__number")
    after = {before: (pk, number) for pk, before, number in rows}
    lands = {}
    for start in after:
        here = after[start]
        while here[1] != version.number and here[0] in after:
            here = after[here[0]]
        if here[1] == version.number:
            lands[start] = here[0]
    return lands


def reasons_of(judged: Iterable[Judged]) -> dict[int, ActionAssessment]:
    """{judgement id: the judgement with its reason, who made it and of which wording and version}. One query."""
    rows = ActionAssessment.objects.filter(pk__in=[row.pk for row in judged])
    return rows.select_related("assessor", "goal_version", "item__version").in_bulk()


def in_cells(judged: Iterable[Judged]) -> dict[tuple[int, int], list[Judged]]:
    """{(action, wording): what was said of it}."""
    cells: dict[tuple[int, int], list[Judged]] = {}
    for row in judged:
        cells.setdefault((row.item, row.goal), []).append(row)
    return cells


def persons_behind(assessors: Collection[Assessor]) -> int:
    """How many persons stand behind some assessors. Somebody who judges from two perspectives is one."""
    users = {row.user_id for row in assessors if row.user_id is not None}
    return len(users) + sum(row.people for row in assessors if row.user_id is None)
