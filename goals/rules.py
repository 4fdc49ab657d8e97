"""Who may do what to a målbild. Objects: GoalVersion or Goal (by their `lab_id`), or the Lab they belong to."""

from __future__ import annotations

import rules

from hlab.labs.enums import LabRole
from hlab.labs.rules import facilitates, has_role, is_administrator, is_member, is_site_editor, leads, synthesises
from workshops.enums import Speaker


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


# --- Action plans: ActionPlan, PlanVersion, PlanUpload and Assessor, by their `lab_id` -------------


@rules.predicate
def judges_here(viewer, assessor):
    """The assessor is the viewer."""
    return assessor is not None and assessor.user_id is not None and assessor.user_id == viewer.user.pk


@rules.predicate
def is_a_group(viewer, assessor):
    """The assessor is a group, whose answers are written in for it."""
    return assessor is not None and assessor.user_id is None


rules.add_perm("goals.judge_plan", is_member)
rules.add_perm("goals.judge_for_group", facilitates)
rules.add_perm("goals.judge_as", is_member & (judges_here | (is_a_group & facilitates)))
rules.add_perm("goals.publish_plan", publishes)
# --- What stands in the way -------------------------------------------------------------------


@rules.predicate
def writes_for_its_table(viewer, barrier):
    """Hosts the table, or the room, where the card was written with one voice."""
    note = getattr(barrier, "contribution", None)
    if note is None or note.participation.voice != Speaker.GROUP:
        return False
    there = ("workshops.host_table", note.group) if note.group_id else ("workshops.host", note.site)
    return rules.has_perm(there[0], viewer, there[1])


rules.add_perm("goals.host_card", writes_for_its_table)
rules.add_perm("goals.fill_card", synthesises | writes_for_its_table)
