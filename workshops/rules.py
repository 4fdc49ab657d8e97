"""Who may do what in a workshop. Objects: Workshop, Site, Contribution (by their `lab_id`) or Lab to create.

Pace, showing and reading in full are asked of a site: where a session has named who leads which site, the others of
the lab's facilitators do not lead there, and do not read there before what is said has been shown.
"""

from __future__ import annotations

import rules

from hlab.labs.enums import LabRole
from hlab.labs.rules import facilitates, has_role, is_administrator, is_member, lab_id_of, leads
from workshops.queries import hosts_of, participation_of
from workshops.queries.after import follows_only, listens_only


@rules.predicate
def takes_part(viewer, obj):
    """The viewer has joined this workshop, or the workshop of this site."""
    return obj is not None and participation_of(viewer, getattr(obj, "workshop", obj)) is not None


@rules.predicate
def said_it(viewer, contribution):
    """The viewer's own note."""
    return (
        contribution is not None
        and viewer.receipt is not None
        and contribution.participation.receipt_id == viewer.receipt.pk
    )


@rules.predicate
def named_here(viewer, site):
    """Named to lead the room, or nobody is."""
    room = [row.user_id for row in hosts_of(viewer, site.workshop_id) if row.site_id == site.pk and not row.group_id]
    return not room or viewer.user.pk in room


@rules.predicate
def named_at_a_table(viewer, site):
    """Named to host a table here, or nobody is."""
    tables = [row.user_id for row in hosts_of(viewer, site.workshop_id) if row.site_id == site.pk and row.group_id]
    return not tables or viewer.user.pk in tables


@rules.predicate
def hosts_this_table(viewer, group):
    """Named to host this table, or no table here has a named host."""
    named = [row for row in hosts_of(viewer, group.site.workshop_id) if row.site_id == group.site_id and row.group_id]
    return not named or any(row.user_id == viewer.user.pk and row.group_id == group.pk for row in named)


@rules.predicate
def leads_the_room(viewer, group):
    return facilitates_here(viewer, group.site)


@rules.predicate
def wrote_in(viewer, story):
    """The viewer wrote the story in for its teller."""
    return story is not None and story.taken_down_by_id is not None and story.taken_down_by_id == viewer.user.pk


@rules.predicate
def facilitates_where_told(viewer, story):
    return facilitates_here(viewer, story.site)


facilitates_here = leads | has_role(LabRole.FACILITATOR) & named_here
hosts_here = facilitates_here | has_role(LabRole.TABLE_HOST) & named_at_a_table
works_here = is_member | is_administrator


@rules.predicate
def only_listens(viewer, obj):
    """Here to listen and for nothing else: reads, writes for themselves, and takes no part."""
    return obj is not None and listens_only(viewer, lab_id_of(obj))


@rules.predicate
def only_follows(viewer, obj):
    """A following researcher, who reads what has been shown and is agreed to analysis, and no screens."""
    return obj is not None and follows_only(viewer, lab_id_of(obj))


@rules.predicate
def wrote_it(viewer, reflection):
    """The viewer's own entry in the log."""
    return reflection is not None and reflection.user_id == viewer.user.pk


keeps_log = has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.TABLE_HOST, LabRole.RESEARCHER)


def counts(viewer, workshop) -> bool:
    """Whether what this viewer answers as a participant is part of a result: scales, orders and dots.

    A participant is whoever came in with a receipt; a log-in alone is no place in the session, so staff cannot answer
    without joining. One who does join in the browser where they are logged in is known here, by the log-in and the
    receipt of the same request: their answer is kept, they are told so, and it is not counted. A colleague who answers
    from another device, without a log-in, looks like anybody else: that nobody can know.
    """
    return not works_here.test(viewer, workshop)


rules.add_perm("workshops.see", is_member | takes_part | is_administrator)
rules.add_perm("workshops.create", facilitates)
rules.add_perm("workshops.plan", facilitates)
rules.add_perm("workshops.facilitate", facilitates_here)
rules.add_perm("workshops.host", hosts_here)
rules.add_perm("workshops.host_table", leads_the_room | has_role(LabRole.TABLE_HOST) & hosts_this_table)
rules.add_perm("workshops.stage", is_member & ~only_follows)
rules.add_perm("workshops.read_notes", is_member)
rules.add_perm("workshops.read_all_notes", facilitates_here | has_role(LabRole.ANALYST))
rules.add_perm("workshops.import", facilitates_here | has_role(LabRole.ANALYST))
rules.add_perm("workshops.transcribe", hosts_here | has_role(LabRole.ANALYST))
rules.add_perm("workshops.board", is_member | takes_part)
rules.add_perm("workshops.take_part", takes_part & ~only_listens)
rules.add_perm("workshops.own_note", said_it)
rules.add_perm("workshops.own_story", said_it)
rules.add_perm("workshops.read_story", facilitates_where_told | has_role(LabRole.ANALYST) | wrote_in)
rules.add_perm("workshops.see_sites", has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.TABLE_HOST, LabRole.ANALYST))
rules.add_perm("workshops.read_lab_notes", has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.ANALYST))
rules.add_perm("workshops.listen", has_role(LabRole.LISTENER))
rules.add_perm("workshops.sum_up", facilitates_here)
rules.add_perm("workshops.keep_log", keeps_log)
rules.add_perm("workshops.read_log", has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.RESEARCHER))
rules.add_perm("workshops.own_reflection", keeps_log & wrote_it)
rules.add_perm("workshops.report", has_role(LabRole.LEAD, LabRole.FACILITATOR, LabRole.ANALYST, LabRole.RESEARCHER))
