"""Who may do what with proposals, rounds, remarks and answers. Objects: any of them, by their `lab_id`, or the Lab."""

from __future__ import annotations

import rules

from hlab.labs.enums import LabRole
from hlab.labs.rules import facilitates, has_role, is_administrator, is_member, synthesises


@rules.predicate
def said_it(viewer, remark):
    """The viewer's own remark, by the code they have."""
    said_by = remark.contribution.participation.receipt_id if remark is not None else None
    return viewer.receipt is not None and said_by == viewer.receipt.pk


@rules.predicate
def answered_it(viewer, response):
    """The viewer's own answer, by the code they have."""
    return response is not None and viewer.receipt is not None and response.receipt_id == viewer.receipt.pk


publishes = has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.EDITOR)

rules.add_perm("feedback.see", is_member | is_administrator)
rules.add_perm("feedback.write", synthesises)
rules.add_perm("feedback.publish", publishes)
rules.add_perm("feedback.run", publishes)
rules.add_perm("feedback.read_held", facilitates)
rules.add_perm("feedback.read_remarks", synthesises)
rules.add_perm("feedback.answer", synthesises)
rules.add_perm("feedback.publish_answer", publishes)
rules.add_perm("feedback.own_remark", said_it)
rules.add_perm("feedback.own_response", answered_it)
