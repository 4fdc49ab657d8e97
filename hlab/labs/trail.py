"""What happened in a lab, in plain Swedish. Later rooms add the words for their own acts."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hlab.labs.enums import LabRole

_ACTS: dict[str, str | Promise] = {
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


def register(acts: Mapping[str, str | Promise]) -> None:
    """{act: sentence}. A sentence may name facts of the event: "%(minutes)s"."""
    _ACTS.update(acts)


def sentence(act: str, facts: Mapping) -> str:
    """One act in words. An act nobody has words for is shown by its code rather than left out."""
    if act not in _ACTS:
        return _("Annan händelse (%(act)s)") % {"act": act}
    facts = dict(facts)
    if facts.get("role") in LabRole.values:
        facts["role"] = LabRole(facts["role"]).label
    try:
        return str(_ACTS[act]) % facts
    except (KeyError, TypeError, ValueError):
        return str(_ACTS[act])
