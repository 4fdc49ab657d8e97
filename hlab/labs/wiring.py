"""What labs plug into other rooms' sockets at start."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hlab.accounts.rooms import Room, register
from hlab.core import trail
from hlab.labs.actions.members import leave_all
from hlab.labs.enums import LabRole
from hlab.labs.trail import ACTS, TITLES


def connect() -> None:
    """Tell "Mitt konto" about roles in labs, and the trail what happens in one."""
    register(Room("labb", section=_section, export=_export, leave=leave_all))
    trail.register(ACTS)
    trail.register_fact("role", dict(LabRole.choices))
    trail.register_titles(TITLES)


def _roles(user):
    return user.memberships.select_related("lab").order_by("lab__name", "role")


def _section(user) -> dict:
    rows = list(_roles(user))
    items = [(f"{row.lab.name}: {row.get_role_display()}", reverse("labs:detail", args=[row.lab_id])) for row in rows]
    return {
        "title": _("Dina roller i labb"),
        "items": items,
        "empty": _("Du har ingen roll i något labb."),
        "is_demo": any(row.lab.is_demo for row in rows),
    }


def _export(user) -> list[dict]:
    return [{"labb": row.lab.name, "roll": str(row.get_role_display())} for row in _roles(user)]
