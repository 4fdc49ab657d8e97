"""Reads."""

from __future__ import annotations

from hlab.labs.models import Membership


def roles_of(viewer) -> dict[int, set[str]]:
    """{lab id: roles} of the viewer; one query a request however many rules ask."""
    if "lab_roles" not in viewer.memo:
        roles: dict[int, set[str]] = {}
        if viewer.is_staff:
            for lab_id, role in Membership.objects.filter(user_id=viewer.user.pk).values_list("lab_id", "role"):
                roles.setdefault(lab_id, set()).add(role)
        viewer.memo["lab_roles"] = roles
    return viewer.memo["lab_roles"]
