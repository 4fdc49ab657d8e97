"""What happens to a målbild, in plain Swedish for the lab's trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goals.enums import BarrierState
from goals.models import Barrier, GoalVersion

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
    # What stands in the way.
    "barrier.made": gettext_lazy("Ett hinder skrevs ner"),
    "barrier.changed": gettext_lazy("Ett hinderkort ändrades"),
    "barrier.judged": gettext_lazy("Ett hinder fick ett läge: %(barrier_state)s"),
    "barrier.merged": gettext_lazy("Hinder sammanfördes: %(barriers)s"),
    "barrier.parted": gettext_lazy("Ett sammanfört hinder togs isär"),
    "barrier.shown": gettext_lazy("Ett hinder visas på målbildens sida"),
    "barrier.hidden": gettext_lazy("Ett hinder visas inte längre på målbildens sida"),
}
TITLES = {GoalVersion: "title"}
FACTS = {"barrier_state": dict(BarrierState.choices)}


def is_practised(subject) -> bool:
    """Whether this is a barrier of a rehearsal."""
    exercise = subject.exercise if isinstance(subject, Barrier) else None
    return exercise is not None and exercise.workshop.rehearsal_of_id is not None
