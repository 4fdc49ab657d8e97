"""What happens in a lab, in plain Swedish."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from hlab.labs.models import Actor, Concept, Initiative

ACTS = {
    "lab.created": gettext_lazy("Labbet startades"),
    "lab.changed": gettext_lazy("Labbets beskrivning ändrades"),
    "lab.page": gettext_lazy("Labbets öppna sida uppdaterades"),
    "principal.added": gettext_lazy("En huvudman lades till"),
    "principal.removed": gettext_lazy("En huvudman togs bort"),
    "member.added": gettext_lazy("Någon fick rollen %(role)s"),
    "member.removed": gettext_lazy("Någon lämnade rollen %(role)s"),
    "actor.added": gettext_lazy("En aktör lades till i kartan"),
    "actor.changed": gettext_lazy("En aktör i kartan ändrades"),
    "actor.removed": gettext_lazy("En aktör togs bort ur kartan"),
    "initiative.added": gettext_lazy("Ett pågående arbete lades till"),
    "initiative.changed": gettext_lazy("Ett pågående arbete ändrades"),
    "initiative.removed": gettext_lazy("Ett pågående arbete togs bort"),
    "concept.linked": gettext_lazy("Ett ord lades till i ordlistan"),
    "concept.removed": gettext_lazy("Ett ord togs bort ur ordlistan"),
}
TITLES = {Actor: "name", Initiative: "title", Concept: "term"}
