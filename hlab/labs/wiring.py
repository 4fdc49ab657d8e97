"""What labs plug into other rooms' sockets at start."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from hlab.accounts.rooms import Room, register
from hlab.labs.actions.members import leave_all


def connect() -> None:
    """Tell "Mitt konto" about roles in labs."""
    register(Room("labb", section=_section, export=_export, leave=leave_all))


def _roles(user):
    return user.memberships.select_related("lab").order_by("lab__name", "role")


def _section(user) -> dict:
    items = [
        (f"{row.lab.name}: {row.get_role_display()}", reverse("labs:detail", args=[row.lab_id])) for row in _roles(user)
    ]
    return {"title": _("Dina roller i labb"), "items": items, "empty": _("Du har ingen roll i något labb.")}


def _export(user) -> list[dict]:
    return [{"labb": row.lab.name, "roll": str(row.get_role_display())} for row in _roles(user)]
