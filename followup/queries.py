"""The walk from a receipt to what became of each contribution. Only facts that exist; what is awaited is said so."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import GoalVersion
from goals.queries import goals_resting_on
from workshops.enums import ExerciseState, HoldReason
from workshops.models import Contribution
from workshops.queries import contributions_of, notes_per_theme

GOAL_ADDRESS = "/malbilder/{slug}/"


@dataclass
class Said:
    """One note with its state in a word (chip), its history, and what the person may do about it."""

    note: Contribution
    chip: tuple[str, str]
    trail: list[dict] = field(default_factory=list)
    versions: list[GoalVersion] = field(default_factory=list)
    can_change: bool = False

    @property
    def change_url(self) -> str:
        return reverse("workshops:change_note", args=[self.note.exercise.workshop_id, self.note.pk])


def receipt_page(receipt) -> dict:
    """Everything a person has said, by workshop, and what became of it; a handful of queries however much it is."""
    notes = list(contributions_of(receipt))
    resting = goals_resting_on([note.pk for note in notes])
    themes = notes_per_theme({place.cluster_id for note in notes for place in note.placements.all()})
    groups: dict = {}
    for note in notes:
        groups.setdefault(note.exercise.workshop, []).append(_said(note, resting[note.pk], themes))
    used = sum(1 for note in notes if resting[note.pk])
    return {
        "groups": list(groups.items()),
        "count": len(notes),
        "used": used,
        "is_demo": any(workshop.is_demo for workshop in groups),
    }


def _said(note: Contribution, versions: list[GoalVersion], themes: dict[int, int]) -> Said:
    if note.withdrawn_at:
        chip = ("no", _("Återtaget"))
    elif versions:
        chip = ("done", _("Del av en målbild"))
    elif note.placements.all():
        chip = ("now", _("Ligger i ett tema"))
    elif note.exercise.revealed_at and not note.hold:
        chip = ("", _("Läst av gruppen"))
    else:
        chip = ("wait", _("Mottaget"))
    can_change = note.exercise.state == ExerciseState.OPEN and not note.withdrawn_at
    return Said(note, chip, _trail(note, versions, themes), versions, can_change)


def _trail(note: Contribution, versions: list[GoalVersion], themes: dict[int, int]) -> list[dict]:
    items = [{"at": note.created_at, "text": _("Mottaget. %(how)s.") % {"how": note.get_channel_display()}}]
    if note.hold != HoldReason.NONE:
        items.append({"at": note.created_at, "text": _("Hålls kvar tills processledaren har läst det.")})
    elif note.exercise.revealed_at:
        items.append({"at": note.exercise.revealed_at, "text": _("Läst av gruppen.")})
    for place in note.placements.all():
        others = themes.get(place.cluster_id, 1) - 1
        with_others = ngettext("med %(n)d annan lapp", "med %(n)d andra lappar", others) % {"n": others}
        items.append(
            {"at": place.at, "text": _("Lades i temat ”%(theme)s”, %(others)s.") % {"theme": place.cluster.title, "others": with_others}}
        )
    for version in versions:
        link = format_html('<a href="{}">{}</a>', GOAL_ADDRESS.format(slug=version.goal.slug), version.title)
        items.append(
            {
                "at": version.published_at,
                "text": format_html(
                    _("Blev en del av målbilden {}, version {}. Den är nu: {}."),
                    link,
                    version.number,
                    str(version.get_status_display()).lower(),
                ),
            }
        )
    items.sort(key=lambda item: item["at"])
    if note.withdrawn_at:
        items.append({"at": note.withdrawn_at, "text": _("Du tog tillbaka lappen. Vi slutade använda och visa den.")})
    elif not versions:
        items[-1]["state"] = "last-done"
        items.append({"at": None, "text": _("Labbet läser vidare. Här står det om din lapp blir del av en målbild."), "state": "next"})
    return items
