"""What happens to figures. See `followup.happenings`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from followup.models import ImportBatch

ACTS: dict[str, Any] = {
    "figures.taken_in": gettext_lazy("En fil med värden togs in för att granskas"),
    "figures.read_in": gettext_lazy(
        "Värden lästes in: %(new)s nya, %(revised)s ändrade, %(deleted)s borttagna, %(rejected)s lästes inte in"
    ),
    "figures.nothing_new": gettext_lazy("En fil med värden lästes in, och inget var nytt"),
    "figures.discarded": gettext_lazy("En fil med värden kastades utan att läsas in"),
    "figures.undone": gettext_lazy("En inläsning av värden togs tillbaka"),
    "figures.columns_saved": gettext_lazy("Vad kolumnerna i en fil betyder sparades till nästa gång"),
    "figures.columns_forgotten": gettext_lazy("Ett sparat val av kolumner togs bort"),
    "figures.fetch_begun": gettext_lazy("En hämtning av värden från Kolada påbörjades"),
    "figures.fetched": gettext_lazy("Värden hämtades från Kolada, %(pages)s sidor"),
    "figures.source_gone": gettext_lazy("Kolada har inte kvar måttet med koden %(code)s"),
    "units.services": gettext_lazy("Verksamheter lades in: %(added)s nya, %(renamed)s med nytt namn"),
    "units.synced": gettext_lazy("Listan över enheter uppdaterades: %(added)s nya, %(changed)s ändrade"),
}
TITLES: dict[Any, Any] = {ImportBatch: "name"}
FACTS: dict[str, Any] = {}
