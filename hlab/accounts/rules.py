"""Who may do what with accounts. Site roles are the same in every room."""

from __future__ import annotations

import rules

from hlab.accounts.enums import SiteRole


@rules.predicate
def is_administrator(viewer, obj=None):
    return viewer.is_staff and viewer.user.site_role == SiteRole.ADMINISTRATOR


@rules.predicate
def is_site_editor(viewer, obj=None):
    return viewer.is_staff and viewer.user.site_role in (SiteRole.EDITOR, SiteRole.ADMINISTRATOR)


rules.add_perm("accounts.manage", is_administrator)
