"""What happens to a målbild, in plain Swedish for the lab's trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goals.enums import BarrierState
from goals.models import ActionPlan, Barrier, Code, GoalVersion, ValueArea

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
    # Action plans
    "plan.created": gettext_lazy("En handlingsplan lades till"),
    "plan.changed": gettext_lazy("En handlingsplans uppgifter ändrades"),
    "plan.read_in": gettext_lazy("En handlingsplans insatser lästes in, version %(number)s"),
    "plan.version_removed": gettext_lazy("En handlingsplans version %(number)s togs bort"),
    "plan.removed": gettext_lazy("En handlingsplan togs bort"),
    "plan.shown": gettext_lazy("En handlingsplan började visas på målbildernas sidor"),
    "plan.unshown": gettext_lazy("En handlingsplan slutade visas på målbildernas sidor"),
    "plan.assessor_joined": gettext_lazy("Någon började bedöma en handlingsplan"),
    "plan.group_joined": gettext_lazy("En grupps bedömning av en handlingsplan började skrivas in"),
    "plan.assessor_changed": gettext_lazy("Från var en handlingsplan bedöms ändrades"),
    "plan.assessor_removed": gettext_lazy("En plats att bedöma en handlingsplan från togs bort"),
    "plan.judged": gettext_lazy("En handlingsplan bedömdes mot målbilder"),
    "plan.confirmed": gettext_lazy("En tidigare bedömning av en handlingsplan bekräftades"),
    "plan.judgement_removed": gettext_lazy("En bedömning av en handlingsplan togs bort"),
    # What stands in the way.
    "barrier.made": gettext_lazy("Ett hinder skrevs ner"),
    "barrier.changed": gettext_lazy("Ett hinderkort ändrades"),
    "barrier.judged": gettext_lazy("Ett hinder fick ett läge: %(barrier_state)s"),
    "barrier.merged": gettext_lazy("Hinder sammanfördes: %(barriers)s"),
    "barrier.parted": gettext_lazy("Ett sammanfört hinder togs isär"),
    "barrier.shown": gettext_lazy("Ett hinder visas på målbildens sida"),
    "barrier.hidden": gettext_lazy("Ett hinder visas inte längre på målbildens sida"),
    "goal.sentences_tied": gettext_lazy("Meningar i en målbild kopplades till röster"),
    "goal.causes_told": gettext_lazy("Det skrevs vad som fick en målbild att ändras"),
    "goal.media_put": gettext_lazy("Bild eller ljud till en målbild ändrades"),
    "goal.areas_linked": gettext_lazy("En målbilds värdeområden ändrades"),
    "map_link.made": gettext_lazy("En del av en resa kopplades till en målbild eller ett hinder"),
    "map_link.removed": gettext_lazy("En koppling mellan en resa och en målbild eller ett hinder togs bort"),
    "goal.reused": gettext_lazy("En målbild från ett annat labb togs hit"),
    "goal.used_elsewhere": gettext_lazy("En målbild används i ett annat labb"),
    "value_area.added": gettext_lazy("Ett värdeområde lades till"),
    "value_area.changed": gettext_lazy("Ett värdeområde ändrades"),
    "value_area.retired": gettext_lazy("Ett värdeområde togs ur bruk"),
    # The codebook and the coding.
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
TITLES = {GoalVersion: "title", ActionPlan: "title", Code: "name", ValueArea: "name"}
FACTS = {"barrier_state": dict(BarrierState.choices)}


def is_practised(subject) -> bool:
    """Whether this is a barrier of a rehearsal."""
    exercise = subject.exercise if isinstance(subject, Barrier) else None
    return exercise is not None and exercise.workshop.rehearsal_of_id is not None
