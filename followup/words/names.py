"""The order that names stand in: one and the same on pages, in charts and in files, whatever the database thinks."""

from __future__ import annotations

from followup.models import Unit

_LAST = str.maketrans("åäö", "{|}")


def alphabetical(name: str) -> str:
    """What to order names by: å, ä and ö come last, in that order."""
    return name.casefold().translate(_LAST)


def by_name(unit: Unit) -> tuple[str, str]:
    """What to order units by: their name, and of two with the same name the code."""
    return alphabetical(unit.name), unit.code
