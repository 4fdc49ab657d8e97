"""Who may do what to a målbild. Objects: GoalVersion or Goal (by their `lab_id`), or the Lab they belong to."""

from __future__ import annotations

import rules

from hlab.labs.enums import LabRole
from hlab.labs.rules import facilitates, has_role, is_administrator, is_member, is_site_editor, leads, synthesises
from workshops.enums import Speaker

publishes = has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.EDITOR)

rules.add_perm("goals.see", is_member | is_administrator)
rules.add_perm("goals.write", synthesises)
rules.add_perm("goals.read_voices", synthesises)
rules.add_perm("goals.record_check", synthesises)
rules.add_perm("goals.validate", facilitates)
rules.add_perm("goals.adopt", facilitates)
rules.add_perm("goals.publish", publishes)
rules.add_perm("goals.hide", leads | is_site_editor | is_administrator)


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
