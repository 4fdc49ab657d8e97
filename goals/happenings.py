"""What happens to a målbild, in plain Swedish for the lab's trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goals.models import GoalVersion, ValueArea

ACTS = {
    "goal.created": gettext_lazy("En målbild påbörjades"),
    "goal.changed": gettext_lazy("Ett utkast till målbild ändrades"),
    "goal.discarded": gettext_lazy("Ett utkast till målbild kastades"),
    "goal.version_started": gettext_lazy("En ny version av en målbild påbörjades"),
    "goal.voices_added": gettext_lazy("Underlag lades till i en målbild"),
    "goal.voices_removed": gettext_lazy("Underlag togs bort ur en målbild"),
    "goal.frozen": gettext_lazy("En målbilds ord låstes"),
    "goal.published": gettext_lazy("En målbild publicerades, version %(number)s"),
    "goal.checked": gettext_lazy("En målbild prövades av dem det gäller"),
    "goal.validating": gettext_lazy("En målbild skickades till validering"),
    "goal.validated": gettext_lazy("En målbild blev validerad, version %(number)s"),
    "goal.adopted": gettext_lazy("En målbild antogs, version %(number)s"),
    "goal.hidden": gettext_lazy("En målbild doldes för allmänheten, version %(number)s"),
    "goal.unhidden": gettext_lazy("En målbild visades igen, version %(number)s"),
    "goal.replaced": gettext_lazy("En målbild ersattes av en ny version"),
    "goal.sentences_tied": gettext_lazy("Meningar i en målbild kopplades till röster"),
    "goal.causes_told": gettext_lazy("Det skrevs vad som fick en målbild att ändras"),
    "goal.media_put": gettext_lazy("Bild eller ljud till en målbild ändrades"),
    "goal.areas_linked": gettext_lazy("En målbilds värdeområden ändrades"),
    "goal.reused": gettext_lazy("En målbild från ett annat labb togs hit"),
    "goal.used_elsewhere": gettext_lazy("En målbild används i ett annat labb"),
    "value_area.added": gettext_lazy("Ett värdeområde lades till"),
    "value_area.changed": gettext_lazy("Ett värdeområde ändrades"),
    "value_area.retired": gettext_lazy("Ett värdeområde togs ur bruk"),
}
TITLES = {GoalVersion: "title", ValueArea: "name"}
