"""What happens to a journey, in plain Swedish for the lab's trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from journeys.enums import EditAct
from journeys.models import Journey

ACTS = {
    "journey.edited": gettext_lazy("En resekarta ändrades: %(edit)s"),
    "journey.version_kept": gettext_lazy("En resekarta sparades som version %(number)s"),
    "journey.published": gettext_lazy("En resekarta publicerades, version %(number)s"),
    "journey.taken_down": gettext_lazy("En publik resekarta togs ner"),
    "journey.teller_said": gettext_lazy("Personen vars väg en resekarta är sa vad hen tycker om den"),
    "journey.archived": gettext_lazy("En resekarta lades åt sidan"),
    "journey.taken_out": gettext_lazy("En resekarta togs fram igen"),
    "remedy.added": gettext_lazy("Det skrevs ner vad som gjorts åt ett slags mellanrum"),
    "remedy.changed": gettext_lazy("En åtgärd mot ett slags mellanrum ändrades"),
    "remedy.removed": gettext_lazy("En åtgärd mot ett slags mellanrum togs bort"),
    "remedy.restored": gettext_lazy("En åtgärd mot ett slags mellanrum togs tillbaka"),
}
TITLES = {Journey: "title"}
FACTS = {"edit": dict(EditAct.choices)}


def is_practised(subject) -> bool:
    """Whether this is a map of a rehearsal."""
    exercise = subject.exercise if isinstance(subject, Journey) else None
    return exercise is not None and exercise.workshop.rehearsal_of_id is not None
