"""Who may do what to a målbild. Objects: GoalVersion or Goal (by their `lab_id`), or the Lab they belong to."""

from __future__ import annotations

import rules

from hlab.labs.enums import LabRole
from hlab.labs.rules import facilitates, has_role, is_administrator, is_member, is_site_editor, leads, synthesises


@rules.predicate
def is_own_voice(viewer, evidence):
    """What the viewer said themselves, with the code they have."""
    said_by = evidence.contribution.participation.receipt_id if evidence is not None else None
    return viewer.receipt is not None and said_by == viewer.receipt.pk


publishes = has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.EDITOR)

rules.add_perm("goals.see", is_member | is_administrator)
rules.add_perm("goals.write", synthesises)
rules.add_perm("goals.read_voices", synthesises)
rules.add_perm("goals.record_check", synthesises)
rules.add_perm("goals.answer_views", synthesises)
rules.add_perm("goals.own_voice", is_own_voice)
rules.add_perm("goals.validate", facilitates)
rules.add_perm("goals.adopt", facilitates)
rules.add_perm("goals.publish", publishes)
rules.add_perm("goals.hide", leads | is_site_editor | is_administrator)
