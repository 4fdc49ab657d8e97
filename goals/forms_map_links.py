"""Input shapes of ties between journeys and målbilder or barriers."""

from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.actions.map_links import LONGEST_WHY
from journeys.analysis.document import Document, Gap


class LinkForm(forms.Form):
    """A step or a gap, what it shows, and how they belong together. document: the map. goals: {id: title}. barriers:
    [barrier]. Codes: "s:" or "m:" and the key of a step or a gap; "g:" or "b:" and an id."""

    part = forms.ChoiceField(
        label=_("Vilken del av resan?"), error_messages={"required": _("Välj ett steg eller ett mellanrum.")}
    )
    target = forms.ChoiceField(
        label=_("Vilken målbild, eller vilket hinder?"),
        error_messages={"required": _("Välj en målbild eller ett hinder.")},
    )
    reason = forms.CharField(
        label=_("Hur hör de ihop?"), max_length=LONGEST_WHY, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Blir publikt när resan publiceras. Beskriv hur det är, inte vem som gjorde fel. Skriv inga namn."),
        error_messages={"required": _("Skriv hur de hör ihop.")},
    )  # fmt: skip

    def __init__(self, *args, document: Document, goals: dict[int, str], barriers: list, **kwargs):
        super().__init__(*args, **kwargs)
        parts: dict[str, list] = {}
        for phase, part in document.parts():
            code, words = ("m", _("Mellanrum: %(title)s")) if isinstance(part, Gap) else ("s", "%(title)s")
            parts.setdefault(phase.title, []).append((f"{code}:{part.key}", words % {"title": part.title}))
        self.fields["part"].choices = [("", _("Välj")), *parts.items()]
        targets = [
            (_("Målbilder"), [(f"g:{pk}", title) for pk, title in goals.items()]),
            (_("Det som står i vägen"), [(f"b:{row.pk}", row.title) for row in barriers]),
        ]
        self.fields["target"].choices = [("", _("Välj")), *(group for group in targets if group[1])]


class FromGoalForm(forms.Form):
    """A map of how it could be, begun in a målbild: one step for each of its sentences."""

    title = forms.CharField(
        label=_("Vad heter resan?"), max_length=120, error_messages={"required": _("Skriv vad resan heter.")}
    )
    person = forms.CharField(
        label=_("Vems resa är det?"), max_length=80, help_text=_("Ett påhittat namn. Skriv aldrig vem någon är."),
        error_messages={"required": _("Skriv vad personen kallas.")},
    )  # fmt: skip
    question = forms.CharField(
        label=_("Vad ska kartan svara på?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        initial=_("Hur ser vägen ut när målbilden är sann?"),
        error_messages={"required": _("Skriv vad kartan ska svara på.")},
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class JourneySearchForm(forms.Form):
    """Which of the lab's journeys."""

    sok = forms.CharField(label=_("Innehåller"), required=False, max_length=100)

    def narrow(self, rows):
        """The journeys whose name or question holds the words."""
        words = self.cleaned_data.get("sok", "") if self.is_valid() else ""
        return rows.filter(title__icontains=words) | rows.filter(question__icontains=words) if words else rows
