"""The way here."""

from __future__ import annotations

from django.utils.translation import gettext as _


def crumbs(*steps: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    """Steps from the start page. The last one has no address."""
    return [(_("Start"), "/"), *steps]
