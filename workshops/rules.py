"""Who may do what in a workshop. Objects: Workshop, Exercise, Contribution (by their `lab_id`) or Lab to create."""

from __future__ import annotations

import rules

from hlab.labs.enums import LabRole
from hlab.labs.rules import facilitates, has_role, hosts, is_administrator, is_member
from workshops.queries import participation_of


@rules.predicate
def takes_part(viewer, workshop):
    """The viewer has joined this workshop."""
    return workshop is not None and participation_of(viewer, workshop) is not None


@rules.predicate
def said_it(viewer, contribution):
    """The viewer's own note."""
    return (
        contribution is not None
        and viewer.receipt is not None
        and contribution.participation.receipt_id == viewer.receipt.pk
    )


reads_everything = has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.ANALYST)

rules.add_perm("workshops.see", is_member | takes_part | is_administrator)
rules.add_perm("workshops.create", facilitates)
rules.add_perm("workshops.plan", facilitates)
rules.add_perm("workshops.facilitate", facilitates)
rules.add_perm("workshops.host", hosts)
rules.add_perm("workshops.stage", is_member)
rules.add_perm("workshops.read_notes", is_member)
rules.add_perm("workshops.read_all_notes", reads_everything)
rules.add_perm("workshops.import", reads_everything)
rules.add_perm("workshops.take_part", takes_part)
rules.add_perm("workshops.own_note", said_it)
