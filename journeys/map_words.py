"""What a map says, in words: who, how it felt, how long, by whom it is known. For pages, pictures and print alike."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hlab.labs.enums import ActorKind
from hlab.stats.suppression import DEFAULT_K
from journeys.analysis.document import Actor, Document, Gap, Step, tellers
from journeys.enums import Feeling, FeelingWord, PlanUse, WhoDid

BROAD = (DEFAULT_K, 10, 20, 50, 100)
"""Steps in which people are told to anyone, so that one more does not show as the difference."""
SHORT_PLANS = {
    "sip": gettext_lazy("SIP"),
    "named_contact": gettext_lazy("Fast vårdkontakt"),
    "contract": gettext_lazy("Patientkontrakt"),
}


def label(choices, code) -> str:
    """The label of a code; blank for a blank."""
    return str(choices(code).label) if code not in ("", None) else ""


def principal(actor: Actor) -> str:
    """Whose an actor is: the huvudman's name, else what kind it is."""
    return actor.organisation or label(ActorKind, actor.kind)


def named(actor: Actor) -> str:
    """The actor with its huvudman, where that says more."""
    whose = principal(actor)
    return actor.name if actor.is_person or whose.casefold() == actor.name.casefold() else f"{whose}, {actor.name}"


def who(document: Document, step: Step) -> tuple[list[str], list[str]]:
    """(principals, names of the actors) of a step besides the person, in the order of the map."""
    there = [actor for actor in map(document.actor, step.actors) if actor is not None and not actor.is_person]
    principals = list(dict.fromkeys(principal(actor) for actor in there if actor.kind != ActorKind.PERSON))
    names = list(dict.fromkeys(actor.name for actor in there))
    return principals, [name for name in names if name not in principals]


def felt(part: Step | Gap) -> str:
    """The word that was chosen for how it felt, else how heavy or good it was."""
    return label(FeelingWord, part.word) or label(Feeling, part.feeling)


def when(step: Step) -> str:
    """Which days of the way; blank where it is not said."""
    if step.from_day is None:
        return ""
    if step.to_day is None or step.to_day == step.from_day:
        return _("Dag %(n)s") % {"n": step.from_day}
    return _("Dag %(first)s–%(last)s") % {"first": step.from_day, "last": step.to_day}


def days(number: int) -> str:
    """So many days, in words."""
    return ngettext("%(n)s dag", "%(n)s dagar", number) % {"n": number}


def did(step: Step) -> str:
    """Who did the work of a step, and whether they wanted to (S24-R1)."""
    by = label(WhoDid, step.who_did)
    wanted = {"yes": _("ville det"), "no": _("ville inte")}.get(step.wanted, "")
    return f"{by} ({wanted})" if by and wanted else by


def plans(gap: Gap) -> list[str]:
    """What is said of each plan: "SIP: fanns men användes inte"."""
    said = [(name, getattr(gap, name)) for name in SHORT_PLANS]
    return [f"{SHORT_PLANS[name]}: {label(PlanUse, use).lower()}" for name, use in said if use]


def retold(gap: Gap) -> str:
    """Whether the person had to tell everything again."""
    if gap.retold == "yes" and gap.retold_times:
        return ngettext("Ja, %(n)s gång", "Ja, %(n)s gånger", gap.retold_times) % {"n": gap.retold_times}
    return {"yes": _("Ja"), "no": _("Nej"), "unknown": _("Vet ej")}.get(gap.retold, "")


def told_by(part: Step | Gap, document: Document, *, exact: bool) -> str:
    """How many people's stories a part rests on. exact: for staff who may read them; else only from the threshold on,
    and in broad steps."""
    people, everyone = len(tellers(document, part)), len(tellers(document))
    if exact and people:
        return _("Sagt i %(n)s av %(all)s berättelser") % {"n": people, "all": everyone}
    least = max((step for step in BROAD if step <= people), default=0)
    return _("Sagt i minst %(n)s berättelser") % {"n": least} if least else ""
