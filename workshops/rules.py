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


works_here = is_member | is_administrator


def counts(viewer, workshop) -> bool:
    """Whether what this viewer answers as a participant is part of a result: scales, orders and dots.

    A participant is whoever came in with a receipt; a log-in alone is no place in the session, so staff cannot answer
    without joining. One who does join in the browser where they are logged in is known here, by the log-in and the
    receipt of the same request: their answer is kept, they are told so, and it is not counted. A colleague who answers
    from another device, without a log-in, looks like anybody else: that nobody can know.
    """
    return not works_here.test(viewer, workshop)


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
