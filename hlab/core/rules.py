"""Who may see how a job is doing. Core knows of no roles but the site's own administrators."""

from __future__ import annotations

import rules

from hlab.core.actors import actor_ref


@rules.predicate
def asked_for_it(viewer, job):
    return job is not None and viewer.actor is not None and job.asked_by == actor_ref(viewer.actor)


@rules.predicate
def is_administrator(viewer, job=None):
    return viewer.is_staff and getattr(viewer.user, "site_role", "") == "administrator"


rules.add_perm("core.see_job", asked_for_it | is_administrator)
