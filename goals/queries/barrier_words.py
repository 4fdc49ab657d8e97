"""What stands on a barrier card, in words; and what the målbilder are called that it may touch."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from goals.enums import BarrierKind, Layer, Variety
from goals.models import Barrier, GoalVersion
from hlab.labs.enums import AdminLevel, Level

LABELS = {
    "title": lambda: _("Vad som står i vägen"),
    "text": lambda: _("Beskrivning"),
    "example": lambda: _("Exempel"),
    "who_can_act": lambda: _("Vem kan göra något"),
    "layer": lambda: _("På eller bakom scenen"),
    "level": lambda: _("Nivå"),
    "decided": lambda: _("Var det kan ändras"),
    "kinds": lambda: _("Slags hinder"),
    "goals": lambda: _("Målbilder"),
    "variety": lambda: _("Lokal mångfald eller gemensamt beslut"),
    "variety_reason": lambda: _("Varför"),
}
CODES = {"layer": Layer, "level": Level, "decided": AdminLevel, "variety": Variety}


def listed(words: Iterable[str]) -> str:
    """ "Lag, ersättning och kultur": the first with a capital, the others without unless they are names."""
    said = [word if at == 0 or word[:2].isupper() else word[:1].lower() + word[1:] for at, word in enumerate(words)]
    if len(said) < 2 or any(" " in word for word in said):  # "Lag, IT och information": one "och" is enough
        return ", ".join(said)
    return _("%(first)s och %(last)s") % {"first": ", ".join(said[:-1]), "last": said[-1]}


def kinds_of(barrier: Barrier) -> str:
    """ "Lag, IT och information", in the order of the codes; blank where nobody has said. Reads `tags`."""
    there = {tag.kind for tag in barrier.tags.all()}
    return listed([str(kind.label) for kind in BarrierKind if kind in there])


def changed_by(barrier: Barrier, *, in_words: bool = True) -> str:
    """ "Kan ändras av staten." and by whom there, as far as it has been said. in_words=False: without
    what somebody wrote of who can act."""
    said = {
        AdminLevel.LOCAL: _("Kan ändras av kommunen."),
        AdminLevel.REGIONAL: _("Kan ändras av regionen eller länet."),
        AdminLevel.NATIONAL: _("Kan ändras av staten."),
        AdminLevel.UNKNOWN: _("Vem som kan ändra det är oklart."),
    }.get(AdminLevel(barrier.decided)) if barrier.decided else ""  # fmt: skip
    who = f"{capfirst(barrier.who_can_act).rstrip('.')}." if in_words and barrier.who_can_act else ""
    return " ".join(filter(None, (said, who)))


def facts(barrier: Barrier) -> str:
    """Everything on the card but its words and målbilder, in one line: "Lag. Makro: stat. Kan ändras av staten." """
    parts = [
        f"{kinds}." if (kinds := kinds_of(barrier)) else "",
        f"{barrier.get_layer_display()}." if barrier.layer else "",
        f"{barrier.get_level_display()}." if barrier.level else "",
        changed_by(barrier),
    ]
    return " ".join(filter(None, parts))


def as_text(fields: dict) -> str:
    """Fields of a card as lines of text, to compare two by."""
    titles = goal_titles(pks=fields["goals"]) if fields.get("goals") else {}
    return "\n".join(
        f"{label()}: {_in_words(name, fields[name], titles)}" for name, label in LABELS.items() if name in fields
    )


def _in_words(name: str, value, titles: dict) -> str:
    if name == "kinds":
        return listed([str(kind.label) for kind in BarrierKind if kind in value]) or "–"
    if name == "goals":
        return "; ".join(titles[pk] for pk in sorted(value) if pk in titles) or "–"
    if name in CODES:
        return str(CODES[name](value).label) if value else "–"
    return value or "–"


def goal_titles(lab=None, *, pks: Iterable[int] | None = None) -> dict[int, str]:
    """{målbild id: the title of its latest wording}, oldest målbild first, of a lab or of these. One query."""
    rows = (
        GoalVersion.objects.filter(goal__lab=lab) if lab is not None else GoalVersion.objects.filter(goal__in=pks or ())
    )
    return dict(rows.order_by("goal_id", "number").values_list("goal_id", "title"))


def choosable_versions(lab_id: int) -> list[GoalVersion]:
    """Wordings that may be shown to those who take part: their words stand, and nobody has hidden or replaced them."""
    rows = GoalVersion.objects.filter(goal__lab=lab_id, frozen_at__isnull=False, hidden_at__isnull=True)
    return list(rows.exclude(status="replaced").select_related("goal").order_by("goal_id", "number"))


def versions_shown(lab_id: int, pks: Iterable[int]) -> list[GoalVersion]:
    """The chosen wordings in their order, as far as they are the lab's, stand, and are not hidden."""
    pks = list(pks)
    rows = GoalVersion.objects.filter(pk__in=pks, goal__lab=lab_id, frozen_at__isnull=False, hidden_at__isnull=True)
    return sorted(rows.select_related("goal"), key=lambda row: pks.index(row.pk))
