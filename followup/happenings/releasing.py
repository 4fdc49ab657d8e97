"""Figures that are made public."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

ACTS: dict[str, Any] = {
    "figures.released": gettext_lazy(
        "Siffror publicerades, publicering %(number)s. Uppgifter som visas: %(shown)s, som inte visas: %(hidden)s"
    ),
}
TITLES: dict[str, Any] = {}
FACTS: dict[str, Any] = {}
