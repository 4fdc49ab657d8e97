"""Who may do what in a lab. Every predicate is asked with a Viewer and the object, and never queries per row."""

from __future__ import annotations

import rules

from hlab.accounts.rules import is_administrator, is_site_editor
from hlab.labs.enums import LabRole
from hlab.labs.models import Lab
from hlab.labs.queries import roles_of

__all__ = [
    "edits", "facilitates", "has_role", "hosts", "is_administrator", "is_member", "is_site_editor", "lab_id_of",
    "leads", "synthesises",
]  # fmt: skip


def lab_id_of(obj) -> int:
    """The lab that an object belongs to: the object itself, or by its `lab_id`. What has none is an error, never a lab
    that happens to have the same number."""
    return obj.pk if isinstance(obj, Lab) else obj.lab_id


def has_role(*wanted: str):
    """Predicate: the viewer holds one of the roles in the object's lab."""

    @rules.predicate(name=f"has_role:{'|'.join(wanted)}")
    def check(viewer, obj):
        return obj is not None and bool(roles_of(viewer).get(lab_id_of(obj), set()) & set(wanted))

    return check


@rules.predicate
def is_member(viewer, obj):
    return obj is not None and lab_id_of(obj) in roles_of(viewer)


leads = has_role(LabRole.LEAD)
facilitates = has_role(LabRole.LEAD, LabRole.FACILITATOR)
hosts = has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.TABLE_HOST)
synthesises = has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.ANALYST, LabRole.EDITOR)
edits = has_role(LabRole.LEAD, LabRole.EDITOR)

rules.add_perm("labs.see", is_member | is_administrator)
rules.add_perm("labs.history", has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.ANALYST) | is_administrator)
rules.add_perm("labs.change", leads | is_administrator)
rules.add_perm("labs.members", leads | is_administrator)
rules.add_perm("labs.create", is_administrator)
