"""How a version of a proposal stands to a målbild: one account from each perspective, always with its reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feedback.models import ProposalGoal, ProposalVersion
from feedback.queries.matrix import goals_to_account_for
from goals.enums import Leads
from goals.models import GoalVersion
from hlab.core.actions.audit import record
from hlab.core.actors import user_of
from hlab.core.errors import RuleBroken
from hlab.core.text import tidy
from hlab.labs.actions.labs import stale
from hlab.labs.enums import Perspective

LONGEST_REASON = 2000


@transaction.atomic
def account(
    *,
    version: ProposalVersion,
    goal_version: GoalVersion,
    perspective: str,
    leads: str,
    reason: str,
    by,
    at: datetime,
    row_version: int = 0,
) -> ProposalGoal:
    """Write an account, or other words in one. row_version: of what was read, 0 for none; the same again changes
    nothing. Raises StaleEdit with both texts, and RuleBroken that names the field."""
    list(ProposalVersion.objects.select_for_update().filter(pk=version.pk).values_list("pk"))
    reason = _checked(version, goal_version, perspective, leads, reason)
    row = ProposalGoal.objects.filter(version=version, goal_version=goal_version, perspective=perspective).first()
    if row is None:
        row = ProposalGoal(version=version, goal_version=goal_version, perspective=perspective, row_version=0)
    elif (row.leads, row.reason) == (leads, reason):
        return row
    elif row.row_version != row_version:
        said = _("Någon annan har skrivit en bedömning här sedan du öppnade sidan.")
        raise stale(row, {"leads": leads, "reason": reason}, said)
    row.leads, row.reason, row.by, row.at = leads, reason, user_of(by), at
    row.row_version += 1
    row.save()
    record(
        act="proposal.accounted", subject=version, by=by, at=at, lab_id=version.lab_id, goal=goal_version.pk,
        perspective=perspective,
    )  # fmt: skip
    return row


@transaction.atomic
def take_back_account(*, row: ProposalGoal, by, at: datetime) -> None:
    """No account from that perspective after all. Twice is once."""
    if ProposalGoal.objects.filter(pk=row.pk).delete()[0]:
        record(
            act="proposal.account_taken_back", subject=row.version, by=by, at=at, lab_id=row.lab_id,
            goal=row.goal_version_id, perspective=row.perspective,
        )  # fmt: skip


def _checked(version: ProposalVersion, goal_version: GoalVersion, perspective: str, leads: str, reason: str) -> str:
    if goal_version not in goals_to_account_for(version.proposal.lab):
        raise RuleBroken(_("Målbilden har fått en annan lydelse. Gå tillbaka och öppna den igen."), status=409)
    if perspective not in Perspective.values or perspective == Perspective.UNSAID:
        raise RuleBroken(_("Välj vems bedömning det är."), field="perspective")
    if leads not in Leads.values:
        raise RuleBroken(_("Välj ett av svaren. ”Vet ej” är också ett svar."), field="leads")
    reason = tidy(reason)
    if not reason:
        raise RuleBroken(_("Skriv varför. En bedömning utan skäl går inte att pröva."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise RuleBroken(_("Texten är för lång. Högst %(n)d tecken ryms.") % {"n": LONGEST_REASON}, field="reason")
    return reason
