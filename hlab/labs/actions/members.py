"""Who works in a lab, and as what."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.accounts.models import User
from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.enums import LabRole
from hlab.labs.models import Lab, Membership


@transaction.atomic
def add_member(*, lab: Lab, user, role: str, by, at: datetime) -> Membership:
    """Give somebody a role. The same role twice is once."""
    if role not in LabRole.values:
        raise RuleBroken(_("Välj en av rollerna."), field="role")
    if not user.is_active:
        raise RuleBroken(_("Kontot är stängt. Be en systemförvaltare öppna det."), field="email")
    membership, new = Membership.objects.get_or_create(lab=lab, user=user, role=role, defaults={"added_at": at})
    if new:
        record(act="member.added", subject=user, by=by, at=at, lab_id=lab.pk, role=str(role))
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, by, at: datetime) -> None:
    """Take a role back. A lab always keeps somebody who answers for it and can log in."""
    _ensure_another_lead(membership)
    record(act="member.removed", subject=membership.user, by=by, at=at, lab_id=membership.lab_id, role=membership.role)
    membership.delete()


@transaction.atomic
def leave_all(*, user: User, by, at: datetime) -> None:
    """The person leaves every lab. Raises RuleBroken where nobody else answers for the lab."""
    for membership in user.memberships.select_related("lab", "user").order_by("lab_id", "role"):
        remove_member(membership=membership, by=by, at=at)


def _ensure_another_lead(membership: Membership) -> None:
    # The leads are locked, so that two who leave at once cannot both be second to last.
    leads = Membership.objects.select_for_update(of=("self",)).filter(
        lab=membership.lab_id, role=LabRole.LEAD, user__is_active=True
    )
    if membership.role == LabRole.LEAD and not [lead for lead in leads if lead.pk != membership.pk]:
        raise RuleBroken(
            _("%(person)s är ensam labbansvarig i %(lab)s. Ge rollen till någon annan först.")
            % {"person": membership.user, "lab": membership.lab.name},
            status=409,
        )
