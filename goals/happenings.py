"""What happens to a målbild, in plain Swedish for the lab's trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goals.models import Code, GoalVersion, ValueArea

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
ACTS |= {
    "code.created": gettext_lazy("En kod lades till i kodboken"),
    "code.changed": gettext_lazy("En kod ändrades"),
    "code.moved": gettext_lazy("En kod flyttades i kodboken"),
    "code.merged": gettext_lazy("En kod slogs ihop med en annan"),
    "code.unmerged": gettext_lazy("En sammanslagning av koder ångrades"),
    "code.split": gettext_lazy("En kod delades i två"),
    "code.retired": gettext_lazy("En kod togs ur bruk"),
    "code.restored": gettext_lazy("En kod togs i bruk igen"),
    "codebook.imported": gettext_lazy("En kodbok lästes in, nya koder: %(n)s"),
    "coding.added": gettext_lazy("Koder sattes på en lapp"),
    "coding.removed": gettext_lazy("En kod togs bort från ett utdrag"),
    "coding.read": gettext_lazy("En lapp lästes klart i kodningen"),
    "coding.looked_again": gettext_lazy("Ett kodat utdrag sågs över efter att orden ändrats"),
    "coding.dismissed": gettext_lazy("Ett förslag från datorn avböjdes i kodningen"),
    "memo.written": gettext_lazy("En anteckning skrevs i kodningen"),
    "memo.changed": gettext_lazy("En anteckning i kodningen ändrades"),
}
TITLES = {GoalVersion: "title", Code: "name", ValueArea: "name"}
