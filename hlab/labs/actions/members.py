"""Who works in a lab, and as what."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hlab.core.actions.audit import record
from hlab.core.errors import RuleBroken
from hlab.labs.enums import LabRole
from hlab.labs.models import Lab, Membership


@transaction.atomic
def add_member(*, lab: Lab, user, role: str, by, at: datetime) -> Membership:
    """Give somebody a role. The same role twice is once."""
    if role not in LabRole.values:
        raise RuleBroken(_("Välj en av rollerna."), field="role")
    membership, new = Membership.objects.get_or_create(lab=lab, user=user, role=role, defaults={"added_at": at})
    if new:
        record(act="member.added", subject=user, by=by, at=at, lab_id=lab.pk, role=role)
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, by, at: datetime) -> None:
    """Take a role back. A lab always keeps somebody who answers for it."""
    leads = Membership.objects.select_for_update().filter(lab=membership.lab_id, role=LabRole.LEAD)
    if membership.role == LabRole.LEAD and len(leads) == 1:
        raise RuleBroken(_("Det här är den enda labbansvariga. Ge rollen till någon annan först."), status=409)
    record(
        act="member.removed", subject=membership.user, by=by, at=at, lab_id=membership.lab_id, role=membership.role
    )
    membership.delete()
