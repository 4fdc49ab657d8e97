"""Judging a plan: who judges and from where, and whether an action leads to a målbild, for a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.enums import Leads
from goals.models import ActionAssessment, ActionItem, ActionPlan, Assessor, GoalVersion
from goals.queries.plan_judgements import judgements_of
from goals.queries.plans import goals_to_judge, latest_version
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import looks_personal, tidy
from hlab.labs.enums import Perspective

LONGEST_REASON, LONGEST_LABEL, MOST_PEOPLE = 600, 120, 10_000


@dataclass(frozen=True)
class Said:
    """What was filled in about one action and one wording. row_version: of the judgement that was on the page, 0 where
    there was none. confirmed: whoever writes has seen the warning about personal details."""

    item: ActionItem
    goal: GoalVersion
    answer: str
    reason: str
    row_version: int = 0
    confirmed: bool = False


# --- Who judges -------------------------------------------------------------------------------


@transaction.atomic
def judge_from(*, plan: ActionPlan, perspective: str, owns_plan: bool, by, at: datetime) -> Assessor:
    """The place from which somebody with a log-in judges a plan: theirs for that perspective, made if need be.

    owns_plan: they belong to those who made the plan; what they say of it now holds for what they have judged too.
    """
    _must_be_a_perspective(perspective)
    found, made = Assessor.objects.select_for_update().get_or_create(
        plan=plan,
        user=by,
        perspective=perspective,
        defaults={"owns_plan": owns_plan, "created_by": by, "created_at": at},
    )
    if made:
        record(act="plan.assessor_joined", subject=plan, by=by, at=at, lab_id=plan.lab_id)
    elif found.owns_plan != owns_plan:
        found.owns_plan = owns_plan
        found.save(update_fields=["owns_plan"])
        record(act="plan.assessor_changed", subject=plan, by=by, at=at, lab_id=plan.lab_id)
    return found


@transaction.atomic
def put_group(
    *,
    plan: ActionPlan,
    label: str,
    perspective: str,
    people: int,
    owns_plan: bool,
    by,
    at: datetime,
    group: Assessor | None = None,
) -> Assessor:
    """A group that judges together, whose answers somebody writes in. group: the one to change, else a new one.

    label: what the group is called, never a person's name. people: how many they are. Raises RuleBroken.
    """
    _must_be_a_perspective(perspective)
    label = tidy(label)
    if not label:
        raise RuleBroken(_("Skriv vad gruppen kallas, till exempel Brukarrådet."), field="label")
    if len(label) > LONGEST_LABEL:
        raise RuleBroken(
            _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_LABEL}, field="label"
        )
    if not 1 <= people <= MOST_PEOPLE:
        raise RuleBroken(_("Skriv hur många personer som var med, minst 1."), field="people")
    others = Assessor.objects.filter(plan=plan, user=None, label=label)
    if (others.exclude(pk=group.pk) if group else others).exists():
        raise RuleBroken(
            _("Det finns redan en grupp som heter så. Välj den, eller skriv ett annat namn."), field="label"
        )
    facts = {"label": label, "perspective": perspective, "people": people, "owns_plan": owns_plan}
    if group is None:
        group = Assessor.objects.create(plan=plan, created_by=user_of(by), created_at=at, **facts)
        act = "plan.group_joined"
    else:
        Assessor.objects.filter(pk=group.pk, user=None).update(**facts)
        group.refresh_from_db()
        act = "plan.assessor_changed"
    record(act=act, subject=plan, by=by, at=at, lab_id=plan.lab_id, people=people)
    return group


@transaction.atomic
def remove_assessor(*, assessor: Assessor, by, at: datetime) -> None:
    """Take away somebody who has judged nothing. Raises RuleBroken when they have."""
    assessor = _locked(assessor)
    if assessor.assessments.exists():
        raise RuleBroken(_("Det finns bedömningar härifrån. Ta bort dem en och en först."), status=409)
    record(act="plan.assessor_removed", subject=assessor.plan, by=by, at=at, lab_id=assessor.plan.lab_id)
    assessor.delete()


# --- Judgements -------------------------------------------------------------------------------


@transaction.atomic
def judge(
    *, assessor: Assessor, cells: Iterable[Said], by, at: datetime
) -> tuple[int, dict[tuple[int, int], RuleBroken]]:
    """Save what was filled in about some cells: (how many were saved, {(action, wording): what is wrong with it}).

    Each cell is saved by itself, so that one without a reason does not hold back the others. What is the same as
    before is not counted. A cell may be refused with StaleEdit (both texts in it) when somebody else has saved it.
    """
    assessor = _locked(assessor)
    version = latest_version(assessor.plan)
    standing = {goal.pk for goal in goals_to_judge(assessor.plan.lab)}
    saved, refused = 0, {}
    for said in cells:
        try:
            if version is None or said.item.version_id != version.pk:
                raise RuleBroken(
                    _("Planen har lästs in på nytt. Ladda om sidan och bedöm den nya versionen."), status=409
                )
            if said.goal.pk not in standing:
                raise RuleBroken(_("Målbilden har fått en ny version. Ladda om sidan och bedöm den."), status=409)
            saved += _put(assessor, said, by=by, at=at)
        except RuleBroken as broken:
            refused[said.item.pk, said.goal.pk] = broken
    if saved:
        record(act="plan.judged", subject=assessor.plan, by=by, at=at, lab_id=assessor.plan.lab_id, cells=saved)
    return saved, refused


@transaction.atomic
def confirm(*, assessor: Assessor, item: ActionItem, goal: GoalVersion, by, at: datetime) -> ActionAssessment:
    """Say that what was judged of an earlier version still holds of this one. The earlier judgement stays as it was.

    Doing it twice is once. Raises RuleBroken when there is nothing to confirm.
    """
    assessor = _locked(assessor)
    there = ActionAssessment.objects.filter(assessor=assessor, item=item, goal_version=goal).first()
    if there is not None:
        return there
    rows = judgements_of(item.version, goals_to_judge(assessor.plan.lab), assessor=assessor)
    held = next((row for row in rows if (row.item, row.goal) == (item.pk, goal.pk)), None)
    if held is None:
        raise RuleBroken(_("Det finns ingen tidigare bedömning att bekräfta. Ladda om sidan."), status=409)
    before = ActionAssessment.objects.get(pk=held.pk)
    made = ActionAssessment.objects.create(
        item=item, goal_version=goal, assessor=assessor, answer=before.answer, reason=before.reason, by=user_of(by),
        at=at,
    )  # fmt: skip
    record(act="plan.confirmed", subject=assessor.plan, by=by, at=at, lab_id=assessor.plan.lab_id)
    return made


@transaction.atomic
def take_back(*, assessor: Assessor, item: ActionItem, goal: GoalVersion, by, at: datetime) -> ActionAssessment | None:
    """Take away a judgement of just this version. Returns it as it was, or None where there was none.

    Whoever shows the page keeps its words in the field, so that a slip is undone by saving again.
    """
    assessor = _locked(assessor)
    row = ActionAssessment.objects.filter(assessor=assessor, item=item, goal_version=goal).first()
    if row is None:
        return None
    ActionAssessment.objects.filter(pk=row.pk).delete()
    record(act="plan.judgement_removed", subject=assessor.plan, by=by, at=at, lab_id=assessor.plan.lab_id)
    return row


# --- Inner parts ------------------------------------------------------------------------------


def _locked(assessor: Assessor) -> Assessor:
    """The assessor anew, kept for this transaction: two who write in for one group come after each other."""
    return Assessor.objects.select_for_update(of=("self",)).select_related("plan__lab").get(pk=assessor.pk)


def _must_be_a_perspective(perspective: str) -> None:
    if perspective not in Perspective.values:
        raise RuleBroken(_("Välj från vilket perspektiv bedömningen görs."), field="perspective")


def _put(assessor: Assessor, said: Said, *, by, at: datetime) -> bool:
    """Save one cell; whether anything changed."""
    reason = tidy(said.reason)
    if said.answer not in Leads.values:
        raise RuleBroken(_("Välj ett svar. Vet du inte finns Vet ej."), field="answer")
    if not reason:
        raise RuleBroken(_("Skriv varför. En mening räcker."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(
            _("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": LONGEST_REASON}, field="reason"
        )
    row = ActionAssessment.objects.filter(assessor=assessor, item=said.item, goal_version=said.goal).first()
    if row is not None and (row.answer, row.reason) == (said.answer, reason):
        return False
    if row is not None and row.row_version != said.row_version:
        raise StaleEdit(
            _("Bedömningen har ändrats sedan du öppnade sidan. Jämför och välj vad som ska gälla."),
            yours=f"{Leads(said.answer).label}. {reason}",
            theirs=f"{row.get_answer_display()}. {row.reason}",
            row_version=row.row_version,
        )
    if not said.confirmed and looks_personal(reason):
        raise RuleBroken(
            _("Det ser ut som att texten innehåller en personuppgift. Ta bort den, eller spara ändå."),
            field="reason",
            code="looks_personal",
        )
    if row is None:
        row = ActionAssessment(assessor=assessor, item=said.item, goal_version=said.goal, row_version=0)
    row.answer, row.reason, row.by, row.at = said.answer, reason, user_of(by), at
    row.row_version += 1
    row.save()
    return True
