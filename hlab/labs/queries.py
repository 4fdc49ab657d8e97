"""Reads."""

from __future__ import annotations

from hlab.core.models import AuditEvent
from hlab.labs.enums import LabRole
from hlab.labs.models import Lab, Membership


def roles_of(viewer) -> dict[int, set[str]]:
    """{lab id: roles} of the viewer; one query a request however many rules ask."""
    if "lab_roles" not in viewer.memo:
        roles: dict[int, set[str]] = {}
        if viewer.is_staff:
            for lab_id, role in Membership.objects.filter(user_id=viewer.user.pk).values_list("lab_id", "role"):
                roles.setdefault(lab_id, set()).add(role)
        viewer.memo["lab_roles"] = roles
    return viewer.memo["lab_roles"]


def labs_of(viewer) -> list[Lab]:
    """The viewer's labs (an administrator's are all), each with `.my_roles` as words."""
    rows = Lab.objects.prefetch_related("principals").order_by("name")
    roles = roles_of(viewer)
    if not (viewer.is_staff and viewer.user.is_superuser):
        rows = rows.filter(pk__in=roles)
    found = list(rows)
    for lab in found:
        lab.my_roles = [LabRole(role).label for role in sorted(roles.get(lab.pk, ()))]
    return found


def lab_for_page(pk: int) -> dict:
    """Everything the staff page of a lab shows, in a handful of queries."""
    lab = Lab.objects.prefetch_related("principals", "actors", "initiatives", "concepts").get(pk=pk)
    members: dict = {}
    for row in Membership.objects.filter(lab=lab).select_related("user__organisation").order_by("user_id", "role"):
        members.setdefault(row.user, []).append(row)
    return {
        "lab": lab,
        "actor_groups": actor_groups(lab),
        "members": sorted(members.items(), key=lambda pair: str(pair[0])),
    }


def actor_groups(lab: Lab) -> list[tuple[str, list]]:
    """[(kind in words, actors)] of a lab whose actors are prefetched."""
    groups: dict[str, list] = {}
    for actor in lab.actors.all():
        groups.setdefault(actor.get_kind_display(), []).append(actor)
    return list(groups.items())


def public_labs():
    """Labs that anyone may see."""
    return Lab.objects.filter(is_public=True).prefetch_related("principals").order_by("name")


def audit_of(lab: Lab):
    """What has happened in a lab, newest first; acts and times, nobody's words."""
    return AuditEvent.objects.filter(lab_id=lab.pk).order_by("-id")
