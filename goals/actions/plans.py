"""Action plans: their name and owner, whether anyone may see them, and versions that are taken away again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from goals.models import ActionAssessment, ActionItem, ActionPlan, PlanUpload, PlanVersion
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken, StaleEdit
from hlab.core.text import tidy

LIMITS = {"title": 160, "owner": 160, "period": 60}


@transaction.atomic
def create_plan(*, lab, title: str, owner: str, by, at: datetime, period: str = "", principal=None) -> ActionPlan:
    """A plan without actions yet. owner: whose it is, in words; principal: the same among the lab's principals.

    Raises RuleBroken.
    """
    facts = _checked(lab, title=title, owner=owner, period=period, principal=principal)
    plan = ActionPlan.objects.create(lab=lab, is_demo=lab.is_demo, created_by=user_of(by), created_at=at, **facts)
    record(act="plan.created", subject=plan, by=by, at=at, lab_id=lab.pk)
    return plan


@transaction.atomic
def change_plan(
    *, plan: ActionPlan, row_version: int, title: str, owner: str, by, at: datetime, period: str = "", principal=None
) -> ActionPlan:
    """Another name, owner or period. Raises StaleEdit when somebody else saved since row_version, or RuleBroken."""
    plan = locked_plan(plan)
    facts = _checked(plan.lab, title=title, owner=owner, period=period, principal=principal)
    if all(getattr(plan, name) == value for name, value in facts.items()):
        return plan
    if plan.row_version != row_version:
        raise StaleEdit(
            _("Någon annan har ändrat planens uppgifter sedan du öppnade sidan. Jämför och välj vad som ska gälla."),
            yours=_as_text(facts),
            theirs=_as_text({name: getattr(plan, name) for name in facts}),
            row_version=plan.row_version,
        )
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.row_version += 1
    plan.save(update_fields=[*facts, "row_version"])
    record(act="plan.changed", subject=plan, by=by, at=at, lab_id=plan.lab_id)
    return plan


@transaction.atomic
def set_public(*, plan: ActionPlan, is_public: bool, by, at: datetime) -> ActionPlan:
    """Let what groups have judged be told on the pages of the målbilder, or no longer. Doing it twice changes nothing.

    What is told is narrower than what the lab reads; see `goals.queries.plan_public`. Raises RuleBroken for a plan
    without actions.
    """
    plan = locked_plan(plan)
    if plan.is_public == is_public:
        return plan
    if is_public and not plan.versions.exists():
        raise RuleBroken(_("Läs in insatserna först. Utan dem finns inget att visa."), status=409)
    plan.is_public = is_public
    plan.row_version += 1
    plan.save(update_fields=["is_public", "row_version"])
    record(act="plan.shown" if is_public else "plan.unshown", subject=plan, by=by, at=at, lab_id=plan.lab_id)
    return plan


@transaction.atomic
def remove_version(*, version: PlanVersion, by, at: datetime) -> ActionPlan:
    """Take away the latest version of a plan, as long as nobody has judged it. The plan stays.

    Raises RuleBroken when somebody has judged it or a later one builds on it.
    """
    plan = locked_plan(version.plan)
    must_be_removable(version)
    number = version.number
    ActionItem.objects.filter(version=version).delete()
    version.delete()
    left = plan.versions.exists()
    if plan.is_public and not left:
        plan.is_public = False
        plan.save(update_fields=["is_public"])
    record(act="plan.version_removed", subject=plan, by=by, at=at, lab_id=plan.lab_id, number=number)
    return plan


@transaction.atomic
def remove_plan(*, plan: ActionPlan, by, at: datetime) -> None:
    """Take away a plan that has no version, with those who were to judge it. Raises RuleBroken when it has one."""
    plan = locked_plan(plan)
    if plan.versions.exists():
        raise RuleBroken(_("Planen har insatser. Ta bort versionerna först, om ingen har bedömt dem."), status=409)
    record(act="plan.removed", subject=plan, by=by, at=at, lab_id=plan.lab_id)
    PlanUpload.objects.filter(plan=plan).delete()
    plan.assessors.all().delete()
    plan.delete()


def must_be_removable(version: PlanVersion) -> None:
    """RuleBroken, with why, unless the version may be taken away."""
    if PlanVersion.objects.filter(plan=version.plan_id, number__gt=version.number).exists():
        raise RuleBroken(_("En senare version bygger på den här. Ta bort den senare först."), status=409)
    if ActionAssessment.objects.filter(item__version=version).exists():
        raise RuleBroken(
            _("Någon har bedömt den här versionen, så den ligger kvar. Läs in en ny version i stället."), status=409
        )


def locked_plan(plan: ActionPlan) -> ActionPlan:
    """The plan anew, kept for this transaction: acts on one plan come after each other."""
    return ActionPlan.objects.select_for_update(of=("self",)).select_related("lab").get(pk=plan.pk)


# --- Inner parts ------------------------------------------------------------------------------


def _checked(lab, *, principal, **words: str) -> dict:
    facts: dict = {name: tidy(text) for name, text in words.items()}
    if not facts["title"]:
        raise RuleBroken(_("Skriv vad planen heter."), field="title")
    if not facts["owner"]:
        raise RuleBroken(_("Skriv vems plan det är."), field="owner")
    for name, limit in LIMITS.items():
        if len(facts[name]) > limit:
            raise RuleBroken(_("Texten är för lång. Högst %(limit)s tecken ryms.") % {"limit": limit}, field=name)
    if principal is not None and not lab.principals.filter(pk=principal.pk).exists():
        raise RuleBroken(_("Välj en av labbets huvudmän, eller ingen."), field="principal")
    return facts | {"principal": principal}


def _as_text(facts: dict) -> str:
    return "\n".join(str(value) for value in facts.values() if value)
