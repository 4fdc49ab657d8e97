"""See `followup.happenings`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

ACTS: dict[str, Any] = {
    "report.begun": gettext_lazy("En återkoppling började skrivas, version %(number)s"),
    "report.corrected": gettext_lazy("En återkoppling rättades, version %(number)s"),
    "report.discarded": gettext_lazy("Ett utkast till återkoppling kastades, version %(number)s"),
    "report.given": gettext_lazy("En återkoppling fick någon annan som svarar för den"),
    "report.heard": gettext_lazy("Någon som var med sa om återkopplingen stämmer"),
    "report.moved": gettext_lazy("Dagen för en återkoppling ändrades från %(before)s till %(after)s"),
    "report.none": gettext_lazy("Det publicerades varför det inte blir någon återkoppling"),
    "report.planned": gettext_lazy("En återkoppling planerades, senast %(due_on)s"),
    "report.published": gettext_lazy("En återkoppling publicerades"),
    "report.written": gettext_lazy("Ett utkast till återkoppling ändrades, version %(number)s"),
}
TITLES: dict[Any, str] = {}
FACTS: dict[str, Any] = {}
