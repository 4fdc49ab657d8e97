"""See `followup.happenings`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from followup.models import FollowLink, Indicator

ACTS: dict[str, Any] = {
    "break.added": gettext_lazy("Det skrevs ner att ett mått inte går att jämföra bakåt"),
    "break.withdrawn": gettext_lazy("Ett brott i ett mått togs tillbaka"),
    "follow_link.made": gettext_lazy("Labbet började följa något, och skrev varför"),
    "follow_link.moved": gettext_lazy("Ordningen i det labbet följer ändrades"),
    "follow_link.reasoned": gettext_lazy("Skälet till att labbet följer något skrevs om"),
    "follow_link.removed": gettext_lazy("Labbet slutade följa något"),
    "follow_link.restored": gettext_lazy("Något som labbet slutat följa togs tillbaka"),
    "indicator.changed": gettext_lazy("Ett måtts uppgifter ändrades"),
    "indicator.code_added": gettext_lazy("Ett mått fick en kod hos en källa"),
    "indicator.code_removed": gettext_lazy("En kod togs bort från ett mått"),
    "indicator.discarded": gettext_lazy("Ett utkast till version %(number)s av ett mått kastades"),
    "indicator.ended": gettext_lazy("Ett mått upphörde"),
    "indicator.made": gettext_lazy("Ett mått togs in i registret"),
    "indicator.published": gettext_lazy("Version %(number)s av ett mått publicerades"),
    "indicator.reopened": gettext_lazy("Ett mått som upphört lever igen"),
    "indicator.reviewed": gettext_lazy("Ett mått sågs över"),
    "indicator.version_begun": gettext_lazy("En ny version av ett mått påbörjades, nummer %(number)s"),
    "indicator.written": gettext_lazy("Orden i ett mått ändrades"),
    "register.read_in": gettext_lazy("Mått lästes in från en fil, antal: %(n)s"),
    "target.added": gettext_lazy("Ett mål sattes för ett mått"),
    "target.withdrawn": gettext_lazy("Ett mål för ett mått togs tillbaka"),
}
TITLES: dict[str, Any] = {Indicator: "key", FollowLink: "reason"}
FACTS: dict[str, Any] = {}
