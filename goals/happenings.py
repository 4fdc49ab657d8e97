"""What happens to a målbild, in plain Swedish for the lab's trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goals.models import GoalVersion

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
    "goal.dissent_written": gettext_lazy("En invändning skrevs in i en målbild, version %(number)s"),
    "goal.dissent_met": gettext_lazy("Ett utkast till målbild säger hur en invändning är bemött"),
    "goal.dissent_stands": gettext_lazy("Ett utkast till målbild låter en invändning stå kvar"),
    "goal.own_view": gettext_lazy("Någon sa hur deras ord står i en målbild"),
    "goal.view_answered": gettext_lazy("Labbet svarade någon om hur deras ord står i en målbild"),
    "goal.validating": gettext_lazy("En målbild skickades till validering"),
    "goal.validated": gettext_lazy("En målbild blev validerad, version %(number)s"),
    "goal.adopted": gettext_lazy("En målbild antogs, version %(number)s"),
    "goal.hidden": gettext_lazy("En målbild doldes för allmänheten, version %(number)s"),
    "goal.unhidden": gettext_lazy("En målbild visades igen, version %(number)s"),
    "goal.replaced": gettext_lazy("En målbild ersattes av en ny version"),
}
TITLES = {GoalVersion: "title"}
