"""The way to a lab's pages, and what all of them show."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _


def around(lab, *steps: tuple[str, str | None]) -> dict:
    """Crumbs through Mina labb and the lab, the lab itself, and whether it is example content."""
    crumbs = [(_("Mina labb"), reverse("labs:mine")), (lab.name, home(lab)), *steps]
    return {"lab": lab, "crumbs": crumbs, "cancel": home(lab), "is_demo": lab.is_demo}


def home(lab, part: str = "") -> str:
    """The lab's own page, at one of its sections."""
    return reverse("labs:detail", args=[lab.pk]) + (f"#{part}" if part else "")
