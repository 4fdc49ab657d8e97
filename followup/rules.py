"""Who may do what with indicators, figures, interpretations and reports. Objects: any of them by `lab_id`, or the Lab.

What is published of a public lab anybody may read; that is asked of the queries (`queries.public`), not here.
"""

from __future__ import annotations

import rules

from followup.queries.reports import took_part
from hlab.labs.enums import LabRole
from hlab.labs.rules import has_role, is_administrator, is_member, synthesises

publishes = has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.EDITOR)
decides = has_role(LabRole.LEAD, LabRole.ANALYST)


@rules.predicate
def answers_for_it(viewer, report):
    """The report has been given to the viewer."""
    owner = getattr(report, "owner_id", None)
    return owner is not None and owner == viewer.user.pk


@rules.predicate
def contributed(viewer, report):
    """The viewer took part in what the report is about, by the code they have."""
    return report is not None and viewer.receipt is not None and took_part(viewer.receipt, report)


rules.add_perm("followup.see", is_member | is_administrator)
rules.add_perm("followup.write", synthesises)
rules.add_perm("followup.publish", publishes)
rules.add_perm("followup.decide", decides)
rules.add_perm("followup.report", publishes | answers_for_it)
rules.add_perm("followup.read_reactions", synthesises | answers_for_it)
rules.add_perm("followup.read_report", is_member | is_administrator | contributed)
rules.add_perm("followup.react", contributed & ~is_member)
